// The morning's change report: two plans compared, person by person, with what forced each change or that nothing did.
import type { World } from '../domain/world.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Assignment, Plan } from '../schema/plan.ts';
import { earlierPlan, type EarlierPlan } from './change-before.ts';
import { createDates, type Skipped } from './change-dates.ts';
import type { ChangeReason, ChangeReport, PersonChanges, RecipientChange, Weekly } from './change-facts.ts';
import { createLeadReasons } from './change-leads.ts';
import { contactChanges, inCaseloadOrder, recipientsIn } from './change-people.ts';
import { holds, type Pins, pinsIn } from './change-pins.ts';
import { createReasons } from './change-reasons.ts';
import { differenceOf, servedMinutes, type Shown, shownIn, type Side, sideOf, type Told } from './change-sides.ts';
import { portionFailures } from './failures.ts';
import { createScene, type Scene } from './scene.ts';
import { createExplainer, type UnservedExplanation } from './unserved.ts';

/** All that the changes of one portion are told from. */
type Setting = {
  readonly scene: Scene;
  readonly shown: Shown;
  readonly before: Side;
  readonly after: Side;
  readonly isFirst: boolean;
  readonly pins: Pins;
  readonly why: ReturnType<typeof createReasons>;
  readonly dates: ReturnType<typeof createDates>;
  readonly explain: (portionKey: string) => UnservedExplanation | undefined;
};

const asNow = ({ arrangement, contactIds, groupId, offerId, cycleWeeks, pattern }: Assignment): Weekly => ({
  arrangement,
  contactIds,
  ...(groupId === undefined ? {} : { groupId }),
  ...(offerId === undefined ? {} : { offerId }),
  cycleWeeks,
  pattern,
});

/** As it was; see `Weekly` for who is not named. */
const asBefore = ({ contacts }: World, assignment: Assignment): Weekly => ({
  ...asNow(assignment),
  contactIds: assignment.contactIds.filter((id) => contacts.has(id)),
});

/** Why it is not served, as far as the plan and the rules tell. */
function waiting(
  { after, explain }: Setting,
  portionKey: string,
): Pick<Extract<RecipientChange, { kind: 'waiting' }>, 'class' | 'explained'> {
  const found = after.unserved.get(portionKey);
  const explained = found === undefined ? undefined : explain(portionKey);
  return { ...(found === undefined ? {} : { class: found }), ...(explained === undefined ? {} : { explained }) };
}

function newReason({ isFirst, before, pins }: Setting, { portionKey, raw }: Told): ChangeReason {
  if (isFirst) return { kind: 'first-plan' };
  const asking = pins.of(portionKey).filter((pin) => holds(pin, raw));
  if (asking.length > 0) return { kind: 'pinned', pinIds: asking.map(({ pinId }) => pinId) };
  return before.unserved.has(portionKey) ? { kind: 'better-plan' } : { kind: 'new' };
}

function servedChange(setting: Setting, now: Told): RecipientChange {
  const { portionKey } = now;
  const was = setting.before.unserved.get(portionKey);
  const known = was === undefined ? {} : { wasUnserved: was };
  return { kind: 'served', portionKey, after: asNow(now.told), ...known, reason: newReason(setting, now) };
}

/** The one change of an assignment that is in either plan; undefined where it is as it was, dates included. */
function assignmentChange(setting: Setting, was: Told | undefined, now: Told | undefined): RecipientChange | undefined {
  const { world } = setting.scene;
  if (was === undefined) return now && servedChange(setting, now);
  const { portionKey } = was;
  const before = asBefore(world, was.told);
  if (now === undefined) {
    const reason = setting.why({ was: was.raw, now: undefined, difference: 'unserved' });
    return { kind: 'unserved', portionKey, before, reason, ...waiting(setting, portionKey) };
  }
  const difference = differenceOf(was.told, now.told);
  if (difference === undefined) {
    const dates = setting.dates(was.raw.id, now.raw.id);
    return dates && { portionKey, ...dates };
  }
  const reason = setting.why({ was: was.raw, now: now.raw, difference });
  return { kind: difference, portionKey, before, after: asNow(now.told), reason };
}

/** Parts that nobody serves: those that are missed for the first time, and those that may not be served any more. */
function* waitingChanges(setting: Setting): Generator<readonly [string, RecipientChange]> {
  const { scene, before, after, isFirst } = setting;
  for (const portion of scene.world.portions.values()) {
    const { key, recipient } = portion;
    const mark = `${recipient.id} ${key}`;
    if (before.served.has(mark) || after.served.has(mark)) continue;
    const reason: ChangeReason = isFirst ? { kind: 'first-plan' } : { kind: 'new' };
    if (after.unserved.has(key) && !before.unserved.has(key))
      yield [recipient.id, { kind: 'waiting', portionKey: key, reason, ...waiting(setting, key) }];
    if (!before.unserved.has(key) || after.unserved.has(key)) continue;
    const failures = [...portionFailures(scene.world, scene.rules, portion)];
    yield [recipient.id, { kind: 'no-longer-waiting', portionKey: key, failures }];
  }
}

/** Changes of every recipient of either plan, and how many assignments are as they were. */
function recipientChanges(setting: Setting, known: ReadonlySet<string>, knownBefore: ReadonlySet<string>) {
  const { before, after, pins, isFirst, scene } = setting;
  const told = new Map<string, RecipientChange[]>([...known].map((id) => [id, []]));
  const tell = (id: string, change: RecipientChange): void => {
    told.set(id, [...(told.get(id) ?? []), change]);
  };
  if (!isFirst) for (const id of known) if (!knownBefore.has(id)) tell(id, { kind: 'arrived' });
  const stillBroken = new Set(pins.stillBroken);
  for (const pin of pins.broken.values()) {
    const id = scene.world.portions.get(pin.portionKey ?? '')?.recipient.id;
    if (id !== undefined && !stillBroken.has(pin)) tell(id, { kind: 'pin-broken', ...pin });
  }
  const assignments = { changed: 0, unchanged: 0 };
  for (const key of new Set([...before.served.keys(), ...after.served.keys()])) {
    const [was, now] = [before.served.get(key), after.served.get(key)];
    const change = assignmentChange(setting, was, now);
    assignments[change === undefined ? 'unchanged' : 'changed']++;
    const id = (now ?? was)?.raw.recipientId;
    if (change !== undefined && id !== undefined) tell(id, change);
  }
  for (const [id, change] of waitingChanges(setting)) tell(id, change);
  return { told, assignments };
}

function settingOf(world: World, before: Plan | undefined, after: Plan, rules: Ruleset, skipped: readonly Skipped[]) {
  const scene = createScene(world, rules);
  const shown = shownIn(world, rules);
  const [was, is] = [sideOf(world, shown, before), sideOf(world, shown, after)];
  const pins = pinsIn(scene, before, after, is);
  let known: EarlierPlan | undefined;
  const earlier = (): EarlierPlan => (known ??= earlierPlan(scene, was));
  const isFirst = before === undefined;
  const leads = createLeadReasons(scene, { after: is, pins, earlier, isFirst });
  let explainer: ReturnType<typeof createExplainer> | undefined;
  const setting: Setting = {
    scene,
    shown,
    before: was,
    after: is,
    isFirst,
    pins,
    why: createReasons({ scene, shown, pins, earlier, leads, after }),
    dates: createDates(before ?? after, after, skipped),
    // It looks at everybody, so it is made for those alone who need it.
    explain: (key) => (explainer ??= createExplainer(world, after, rules))(key),
  };
  return { setting, leads };
}

const countOf = (told: ReadonlyMap<string, readonly unknown[]>) => {
  const changed = [...told.values()].filter((changes) => changes.length > 0).length;
  return { changed, unchanged: told.size - changed };
};

/**
 * What is different in `after`, the night's proposal, from `before`, the last published plan (undefined: there was none).
 *
 * `world` is today's, of the caseload that `after` was made from; people of `before` may have left it. `skipped` are the
 * sessions that the roll-out of `after` left out, for the causes of dates that are gone; without them no cause is named.
 * People who may not be shown are in no list and no count. A pairing that became active without any other difference is
 * no change.
 */
export function changesBetween(
  world: World,
  before: Plan | undefined,
  after: Plan,
  rules: Ruleset,
  skipped: readonly Skipped[] = [],
): ChangeReport {
  const { setting, leads } = settingOf(world, before, after, rules, skipped);
  const { scene, shown, before: was, after: is, isFirst, pins } = setting;
  const knownBefore = recipientsIn(world, shown, before);
  const known = new Set([...knownBefore, ...recipientsIn(world, shown, after)]);
  const recipients = recipientChanges(setting, known, knownBefore);
  const stillBroken = new Set(pins.stillBroken);
  const brokenLeads = [...pins.broken.values()].filter((pin) => pin.pin === 'lead' && !stillBroken.has(pin));
  const contacts = contactChanges(scene, { before: was, after: is, isFirst }, { leads, brokenLeads });
  const { caseload } = world;
  const people: PersonChanges[] = [
    ...inCaseloadOrder(recipients.told.keys(), caseload.recipients).map(
      (id): PersonChanges => ({ role: 'recipient', id, changes: recipients.told.get(id) ?? [] }),
    ),
    ...inCaseloadOrder(contacts.keys(), caseload.contacts).map(
      (id): PersonChanges => ({ role: 'contact', id, changes: contacts.get(id) ?? [] }),
    ),
  ];
  return {
    isFirst,
    isScreened: shown.isScreened,
    people: people.filter(({ changes }) => changes.length > 0),
    totals: {
      recipients: countOf(recipients.told),
      contacts: countOf(contacts),
      assignments: recipients.assignments,
      servedMinutes: { before: servedMinutes(was), after: servedMinutes(is) },
    },
    stillBroken: pins.stillBroken,
    mended: pins.mended,
    unexplained: pins.unexplained,
  };
}

// Whether a portion would fit beside what a plan holds: with a contact in some form at some starts, or in a gathering.
// It answers "is there any room", not "what is best".
import { type Engagement, type Form, type Lead, type PatternTime, timeOfGathering } from '../domain/items.ts';
import type { Gathering, Portion } from '../domain/world.ts';
import { type Item, ofKind, type Ruleset } from '../rules/rule.ts';
import type { Contact } from '../schema/caseload.ts';
import { leadersFor, placeIn } from './failures.ts';
import { type Blocker, itemsAt, type Occupancy } from './occupancy.ts';
import type { Scene } from './scene.ts';
import { findTimes } from './sessions.ts';
import { common, startsWithin, windowsOf } from './starts.ts';

/** Where it fits, or every rule that stood in the way of some attempt, in catalogue order, with its first facts. */
export type Room =
  | { readonly fits: true; readonly times: readonly PatternTime[] }
  | { readonly fits: false; readonly blockers: readonly Blocker[] };

type Blocked = Map<string, Blocker>;

const note = (blocked: Blocked, blocker: Blocker): void => {
  if (!blocked.has(blocker.rule)) blocked.set(blocker.rule, blocker);
};

const noRoom = (rules: Ruleset, blocked: Blocked): Room => ({
  fits: false,
  blockers: rules.flatMap((rule) => blocked.get(rule.id) ?? []),
});

/** Whether a portion fits with a contact, in one of the forms. */
export function roomWith(
  scene: Scene,
  occupancy: Occupancy,
  pair: { readonly portion: Portion; readonly contact: Contact; readonly forms: readonly Form[] },
): Room {
  const { world, rules } = scene;
  const { portion, contact } = pair;
  const windows = windowsOf(world, rules, portion, [portion.recipient, contact]);
  const intervals = common(windows.map((window) => window.intervals));
  const blocked: Blocked = new Map();
  for (const form of pair.forms) {
    const engagement: Engagement = { portion, form, arrangement: 'individual', contact };
    const whole: Item[] = [{ kind: 'engagement', engagement }];
    const blocker = occupancy.blocker(whole);
    if (blocker !== undefined) {
      note(blocked, blocker);
      continue;
    }
    occupancy.add(whole);
    const times = [...startsWithin(intervals, form, world.policy.startGridMinutes)];
    const search = { scene, occupancy, engagement, times, note: (found: Blocker) => note(blocked, found) };
    const found = findTimes(search, form.sessions);
    occupancy.remove(whole);
    if (found !== undefined) return { fits: true, times: found };
  }
  return noRoom(rules, blocked);
}

type Leading = { readonly occupancy: Occupancy; readonly blocked: Blocked };

/** Adds the leaders a group still needs; true where they could be found. Everything added is taken back. */
function canLead(search: Leading, pool: readonly Lead[], missing: number): boolean {
  if (missing <= 0) return true;
  const { occupancy, blocked } = search;
  return pool.some((lead, index) => {
    const items = itemsAt(lead, [timeOfGathering(lead.gathering)]);
    const blocker = occupancy.blocker(items);
    if (blocker !== undefined) {
      note(blocked, blocker);
      return false;
    }
    occupancy.add(items);
    const isEnough = canLead(search, pool.slice(index + 1), missing - 1);
    occupancy.remove(items);
    return isEnough;
  });
}

/** The rule that bars a portion from a contact who leads already. */
function barredBy(scene: Scene, portion: Portion, leads: readonly Lead[]): Blocker | undefined {
  for (const rule of ofKind(scene.rules, 'eligibility'))
    for (const { contact } of leads) {
      const outcome = rule.checks.pair?.(scene.world, portion, contact, 'lead');
      if (outcome !== undefined && outcome.status !== 'met') return { rule: rule.id, facts: outcome.facts };
    }
  return undefined;
}

/** Whether a portion finds a place in a gathering, with the leaders that it has and those it still needs. */
export function roomIn(scene: Scene, occupancy: Occupancy, portion: Portion, gathering: Gathering): Room {
  const blocked: Blocked = new Map();
  const held = occupancy.leadsAt(gathering.key);
  const time = timeOfGathering(gathering);
  const items = itemsAt(placeIn(portion, gathering), [time]);
  const blocker = (gathering.kind === 'group' ? barredBy(scene, portion, held) : undefined) ?? occupancy.blocker(items);
  if (blocker !== undefined) {
    note(blocked, blocker);
    return noRoom(scene.rules, blocked);
  }
  const isHeld = (contact: Contact): boolean => held.some((lead) => lead.contact.id === contact.id);
  const companion = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
  const contacts =
    gathering.kind === 'group' ? leadersFor(scene, portion, gathering) : companion === undefined ? [] : [companion];
  const pool = contacts.filter((contact) => !isHeld(contact)).map((contact) => ({ contact, gathering }));
  const needed = gathering.kind === 'group' ? gathering.group.minLeaders : contacts.length;
  occupancy.add(items);
  const isLed = canLead({ occupancy, blocked }, pool, needed - held.length);
  occupancy.remove(items);
  return isLed ? { fits: true, times: [time] } : noRoom(scene.rules, blocked);
}

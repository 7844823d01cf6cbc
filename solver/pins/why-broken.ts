// Why a pin had to break: the rules that forbid it by itself, or the minimal set of pins that cannot all be held and
// the rules that make them clash (found by a deletion filter by halves on the model of those pins alone; U. Junker,
// QuickXplain, AAAI 2004: a conflict of a few pins among a hundred takes a dozen models instead of a hundred).
import { type Engagement, type Form, formOfGathering, type Lead, type PatternTime } from '../../src/domain/items.ts';
import type { Gathering, Pinned, World } from '../../src/domain/world.ts';
import type { Rule, Ruleset } from '../../src/rules/rule.ts';
import type { BrokenPin } from '../../src/schema/plan.ts';
import type { Backend } from '../backends/backend.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { type Eligibility, eligibilityOf } from '../candidates/eligibility.ts';
import { createStarts, type Starts } from '../candidates/starts.ts';
import { buildTimed } from '../timed/build.ts';
import { slotMatchesPin } from '../timed/pins.ts';
import { componentsOf, pinsByPart } from './components.ts';
import { aroundPins } from './around.ts';
import type { PinState } from '../timed/search.ts';

type Options = {
  readonly rules: Ruleset;
  readonly seed: number;
  readonly backend: Backend;
  /** Asked between pins: whether there is no time for naming as little as can be; absent: there is. */
  readonly isLate?: (() => boolean) | undefined;
  /** Asked between pins: whether there is no time for any reason; absent: as `isLate`. */
  readonly isOver?: (() => boolean) | undefined;
};

const isCheck = (rule: Rule): boolean => rule.kind === 'eligibility' || rule.kind === 'window';
const isRow = (rule: Rule): boolean => rule.kind === 'limit' || rule.kind === 'conflict';

/** Asks some of the rules; made once for each choice of them, since every hopeless pin asks each rule by itself. */
type Asking = (rules: Ruleset) => { readonly eligible: Eligibility; readonly starts: Starts };

function createAsking(world: World): Asking {
  const known = new Map<string, ReturnType<Asking>>();
  return (rules) => {
    const key = rules.map(({ id }) => id).join();
    const found = known.get(key) ?? { eligible: eligibilityOf(world, rules), starts: createStarts(world, rules) };
    known.set(key, found);
    return found;
  };
}

/** Whether the checks and windows of some rules leave any way to hold a pin. */
function canHold(world: World, asking: Asking, rules: Ruleset, pin: Pinned): boolean {
  const { eligible, starts } = asking(rules);
  const { withContact, atGathering } = starts;
  const leads = ({ contact, gathering }: Lead): boolean =>
    eligible.contact(contact, gathering.kind === 'group' ? 'lead' : 'accompany', gathering) &&
    atGathering(contact, gathering).length > 0;
  if (pin.kind === 'lead') {
    const contact = world.contacts.get(pin.contactId);
    const gathering = world.gatherings.get(pin.groupId);
    return contact !== undefined && gathering !== undefined && leads({ contact, gathering });
  }
  const portion = world.portions.get(pin.portionKey);
  if (portion === undefined || !eligible.portion(portion)) return false;
  const timely = (times: readonly PatternTime[], { sessions }: Form): boolean =>
    times.length >= sessions && times.some((time) => slotMatchesPin(pin, time));
  const contact = pin.contactId === undefined ? undefined : world.contacts.get(pin.contactId);
  if (contact !== undefined)
    return (
      eligible.contact(contact, 'support') &&
      eligible.pair(portion, contact, 'support') &&
      portion.part.modes.some((form) => {
        const engagement: Engagement = { portion, form, arrangement: 'individual', contact };
        return eligible.engagement(engagement) && timely(withContact(portion, contact)(form), form);
      })
    );
  const suits = (gathering: Gathering): boolean => {
    const accompanying = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
    const form = formOfGathering(gathering);
    const engagement: Engagement = { portion, form, arrangement: gathering.kind, gathering };
    return (
      eligible.engagement(engagement) &&
      timely(atGathering(portion, gathering), form) &&
      (accompanying === undefined ||
        (leads({ contact: accompanying, gathering }) && eligible.pair(portion, accompanying, 'accompany')))
    );
  };
  return [...world.gatherings.values()].some(
    (gathering) =>
      (gathering.kind === 'group' ? gathering.id === pin.groupId : gathering.id === pin.offerId) && suits(gathering),
  );
}

/** Rules that forbid a pin each by itself; where none does, all checks and windows that forbid it together. */
function forbidding(world: World, asking: Asking, rules: Ruleset, pin: Pinned): string[] {
  const checks = rules.filter(isCheck);
  const alone = checks.filter((rule) => !canHold(world, asking, [rule], pin));
  if (alone.length > 0) return alone.map((rule) => rule.id);
  // Together only: leave out every rule without which it is still forbidden.
  let needed = checks;
  for (const rule of checks) {
    const without = needed.filter((other) => other !== rule);
    if (!canHold(world, asking, without, pin)) needed = without;
  }
  return needed.map((rule) => rule.id);
}

/** Whether all of some pins can be held together under some rules. */
async function canHoldAll(
  world: World,
  rules: Ruleset,
  options: Options,
  candidates: Candidates,
  pins: readonly Pinned[],
): Promise<boolean> {
  const timed = buildTimed({ ...world, pins }, rules, aroundPins(candidates, pins));
  const { builder } = timed;
  builder.setObjective(builder.model.columns.objective.map(() => 0));
  for (const { broken } of timed.pins) builder.setBounds(broken, 0, 0);
  const { status } = await options.backend.solve(builder.model, { seed: options.seed });
  return status !== 'infeasible';
}

/**
 * The fewest of some pins that cannot be held together with `kept`, none of which can be left out; what can be left out
 * is left out from the front. Assumes that `kept` and all of them cannot be held together.
 */
async function inTheWay(
  canHoldThem: (pins: readonly Pinned[]) => Promise<boolean>,
  kept: readonly Pinned[],
  others: readonly Pinned[],
): Promise<readonly Pinned[]> {
  if (others.length === 0 || !(await canHoldThem(kept))) return [];
  if (others.length === 1) return others;
  const half = others.length >> 1;
  const [front, back] = [others.slice(0, half), others.slice(half)];
  const ofFront = await inTheWay(canHoldThem, [...kept, ...back], front);
  return [...ofFront, ...(await inTheWay(canHoldThem, [...kept, ...ofFront], back))];
}

/** Pins that share a part of the candidates with a pin: no others can be in its way. */
function pinsBeside(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  states: readonly PinState[],
): (pin: Pinned) => ReadonlySet<Pinned> {
  let found: Map<Pinned, ReadonlySet<Pinned>> | undefined;
  const find = (): Map<Pinned, ReadonlySet<Pinned>> => {
    const pins = states.map(({ pin }) => pin);
    const pinsIn = pinsByPart(pins);
    const parts = componentsOf(world, rules, aroundPins(candidates, pins)).map((part) => new Set(pinsIn(part)));
    return new Map(parts.flatMap((together) => [...together].map((pin) => [pin, together] as const)));
  };
  return (pin) => {
    // It takes a second to tell for a city, and few plans break a pin that could be held.
    found ??= find();
    return found.get(pin) ?? new Set();
  };
}

/** Pins about the same contact, recipient or gathering: what is in a pin's way is mostly among them. */
function isClose({ portions }: World, a: Pinned, b: Pinned): boolean {
  const names = (pin: Pinned): (string | undefined)[] => [
    pin.contactId,
    pin.groupId,
    ...(pin.kind === 'serve' ? [pin.offerId, portions.get(pin.portionKey)?.recipient.id] : []),
  ];
  const others = new Set(names(b));
  return names(a).some((name) => name !== undefined && others.has(name));
}

/** What is told of a broken pin: true from the first, and as little as can be named once there was time for it. */
type Reason = { readonly rules: readonly string[]; readonly others: readonly Pinned[]; readonly isLeast: boolean };

/** No auditor takes it for a reason. */
const UNTOLD: Reason = { rules: [], others: [], isLeast: true };

/** Ids of the rules that make pins clash: those without which all could be held, or all of them where it takes several. */
async function clashing(
  canHoldThem: (rules: Ruleset, pins: readonly Pinned[]) => Promise<boolean>,
  rules: Ruleset,
  pins: readonly Pinned[],
): Promise<string[]> {
  const found: string[] = [];
  for (const rule of rules.filter(isRow)) {
    const without = rules.filter((other) => other !== rule);
    if (await canHoldThem(without, pins)) found.push(rule.id);
  }
  return found.length > 0 ? found : rules.filter(isRow).map(({ id }) => id);
}

/**
 * For each broken pin its rules and, where it clashes with others, pins that cannot all be held. First each gets what one model
 * tells, all that is held near it; then, while there is time, the minimal set and the rules of that alone. No rules where time is
 * out before that: no auditor takes that for a reason.
 */
export async function whyBroken(
  world: World,
  options: Options,
  candidates: Candidates,
  pins: readonly PinState[],
): Promise<BrokenPin[]> {
  const { rules, isLate = () => false, isOver = isLate } = options;
  const asking = createAsking(world);
  const besides = pinsBeside(world, rules, candidates, pins);
  // Few of a city's candidates have to do with pins: dozens of models are made of these.
  let around: Candidates | undefined;
  const canHoldThem = (own: Ruleset, some: readonly Pinned[]): Promise<boolean> => {
    around ??= aroundPins(
      candidates,
      pins.map((state) => state.pin),
    );
    return canHoldAll(world, own, options, around, some);
  };
  const holdsAll = (some: readonly Pinned[]): Promise<boolean> => canHoldThem(rules, some);
  const held = pins.filter((other) => !other.broken).map((other) => other.pin);
  const firstReason = async ({ pin, hopeless }: PinState): Promise<Reason> => {
    if (isOver()) return UNTOLD;
    if (hopeless) return { rules: forbidding(world, asking, rules, pin), others: [], isLeast: true };
    const close = held.filter((other) => isClose(world, pin, other));
    const others = (await holdsAll([pin, ...close])) ? held.filter((other) => besides(pin).has(other)) : close;
    return { rules: rules.filter(isRow).map(({ id }) => id), others, isLeast: false };
  };
  const reasons = new Map<Pinned, Reason>();
  for (const state of pins) if (state.broken) reasons.set(state.pin, await firstReason(state));
  for (const [pin, { others, isLeast }] of reasons) {
    if (isLeast || isLate()) continue;
    const least = await inTheWay(holdsAll, [pin], others);
    reasons.set(pin, { rules: await clashing(canHoldThem, rules, [pin, ...least]), others: least, isLeast: true });
  }
  return [...reasons].map(([pin, { rules: named, others }]) => ({
    pinId: pin.pinId,
    rules: [...named],
    conflict: others.length > 0 ? [pin, ...others].map((member) => member.pinId) : [],
  }));
}

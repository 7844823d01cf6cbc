// The plan that holds the pins alone: how many must be broken, what is not at stake, and where a greedy plan starts.
// Most pins have nothing to do with each other, so it is sought for each part of the candidates by itself.
import { isDormant } from '../../src/domain/pins.ts';
import type { Pinned, World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { type Choice, EMPTY, valueOf } from '../choice.ts';
import { greedyChoice } from '../greedy/greedy.ts';
import { isLate, type Search, type SearchOptions, search } from '../timed/search.ts';
import { aroundPins, gatheringsOf, pinsOfFillers, pinsWithin } from './around.ts';
import { byPortion, componentsOf, type PinsByPortion, pinsByPart } from './components.ts';
import { isHeld, statesIn } from './held.ts';
import { settle } from './settle.ts';

type Options = Omit<SearchOptions, 'start'> & {
  /** What of an earlier plan could still be: how it holds all pins of a part will do where the best way is not seen at once. */
  readonly before?: Choice | undefined;
};

/** Milliseconds for a part that is searched when time is out: without its pins there is no plan. */
const GRACE = 500;

/** What of a choice is made of a part's candidates. */
function within({ blocks, leads }: Candidates, choice: Choice): Choice {
  const engagements = new Set(blocks.flatMap(({ options }) => options.map(({ engagement }) => engagement)));
  const own = new Set(leads.map(({ lead }) => lead));
  return {
    served: choice.served.filter(({ engagement }) => engagements.has(engagement)),
    leads: choice.leads.filter((lead) => own.has(lead)),
  };
}

/** A choice that holds all pins of a part, not the best one; undefined where the first try holds them not all. */
function holding(world: World, rules: Ruleset, part: Candidates, before: Choice = EMPTY): Choice | undefined {
  const choice = greedyChoice(world, rules, part, EMPTY, undefined, before);
  const awake = world.pins.filter((pin) => !isDormant(world, pin));
  return awake.every((pin) => isHeld(pin, choice)) ? choice : undefined;
}

/** What a part's choice is that holds all of its pins. */
const holdingAll = (world: World, { rules, backend }: Options, choice: Choice, isBest: boolean): Search => ({
  choice,
  bound: isBest ? valueOf(world, rules, choice) : Infinity,
  timedOut: !isBest,
  pins: world.pins.map((pin) => ({ pin, broken: false, hopeless: false })),
  brokenCount: 0,
  columns: 0,
  rows: 0,
  nodes: 0,
  backend: backend.version,
  startObjective: 0,
});

/** A part's best choice: seen at once, or searched for; as before, or where time is out, one that holds its pins. */
async function searchPart(world: World, part: Candidates, pins: PinsByPortion, options: Options): Promise<Search> {
  const { rules, now, before } = options;
  let found: Search | undefined;
  if (!isLate(options)) {
    const settled = settle(world, rules, part, pins);
    if (settled !== undefined) return holdingAll(world, options, settled, true);
    const asBefore = before && holding(world, rules, part, within(part, before));
    if (asBefore !== undefined) return holdingAll(world, options, asBefore, false);
    found = await search(world, part, { ...options, start: EMPTY });
    // A search that was stopped may have no plan, or break pins that another would hold.
    if (!found.timedOut) return found;
  }
  const choice = holding(world, rules, part);
  if (choice !== undefined) return holdingAll(world, options, choice, false);
  return found?.choice === undefined
    ? search(world, part, { ...options, deadline: now() + GRACE, isCancelled: undefined, start: EMPTY })
    : found;
}

/** What the parts chose, in the order of the whole; undefined where one of them found nothing. */
function joined({ blocks, leads }: Candidates, found: readonly Search[]): Choice | undefined {
  const choices = found.flatMap(({ choice }) => (choice === undefined ? [] : [choice]));
  if (choices.length < found.length) return undefined;
  const served = new Map(choices.flatMap((choice) => choice.served).map((chosen) => [chosen.engagement, chosen]));
  const leading = new Set(choices.flatMap((choice) => choice.leads));
  return {
    served: blocks.flatMap(({ options }) => options.flatMap(({ engagement }) => served.get(engagement) ?? [])),
    leads: leads.flatMap(({ lead }) => (leading.has(lead) ? [lead] : [])),
  };
}

/** A part of the candidates with the pins about it, and its best choice. */
type Part = { readonly pins: readonly Pinned[]; readonly found: Search };

/** Share of the time left for the best plans of parts by themselves; after it, any that holds all pins of a part will do. */
const SHARE = 0.1;

/** Share of the time left for finding whether somebody held elsewhere could leave one pin for several. */
const FURTHER_SHARE = 0.25;

/** Parts searched at a time: one's model is built while another's is solved. */
const LANES = 2;

/** The best choice of each independent part of the candidates that is asked about. */
async function searchParts(
  world: World,
  candidates: Candidates,
  options: Options,
  isWanted: (pins: readonly Pinned[]) => boolean = () => true,
): Promise<Part[]> {
  const asked = byPortion(world.pins);
  const pinsIn = pinsByPart(world.pins);
  const wanted = componentsOf(world, options.rules, candidates)
    .map((part) => ({ part, pins: pinsIn(part) }))
    .filter(({ pins }) => isWanted(pins));
  const found = new Map<Candidates, Search>();
  const left = wanted.values();
  const work = async (): Promise<void> => {
    for (const { part, pins } of left) found.set(part, await searchPart({ ...world, pins }, part, asked, options));
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return wanted.map(({ part, pins }) => ({ pins, found: found.get(part) as Search }));
}

/** Pins of a part that could be held by themselves and are not. */
const clashing = ({ found }: Part): readonly Pinned[] =>
  found.pins.flatMap(({ pin, broken, hopeless }) => (broken && !hopeless ? [pin] : []));

const isTorn = (part: Part): boolean => clashing(part).length > 0;

/** As `search`, of parts together; `mayBreak` are the pins of which some must break. */
function together(
  world: World,
  candidates: Candidates,
  options: Options,
  parts: readonly Part[],
  mayBreak: ReadonlySet<Pinned> = new Set(),
): Search {
  const found = parts.map((part) => part.found);
  const choice = joined(candidates, found);
  const known = new Map(found.flatMap(({ pins }) => pins).map(({ pin, hopeless }) => [pin, hopeless]));
  // A pin in no part has nobody to hold it.
  const states = statesIn(world, options.rules, choice, (pin) => known.get(pin) ?? true);
  const pins = states.map((state) => ({ ...state, mayBreak: mayBreak.has(state.pin) }));
  const sum = (of: (part: Search) => number): number => found.reduce((total, part) => total + of(part), 0);
  const largest = (of: (part: Search) => number): number => found.reduce((most, part) => Math.max(most, of(part)), 0);
  return {
    choice,
    bound: sum(({ bound }) => bound),
    timedOut: found.some(({ timedOut }) => timedOut),
    pins,
    brokenCount: pins.filter(({ broken }) => broken).length,
    columns: largest(({ columns }) => columns),
    rows: largest(({ rows }) => rows),
    nodes: sum(({ nodes }) => nodes),
    backend: found.at(-1)?.backend ?? options.backend.version,
    startObjective: 0,
  };
}

const pinsOf = (parts: readonly Part[]): Pinned[] => parts.flatMap((part) => part.pins);

/** Parts, with wider ones in the place of those they are made of where they hold more of their pins. */
function improved(parts: readonly Part[], wider: readonly Part[]): readonly Part[] {
  const broken = new Set(parts.flatMap(clashing));
  const better = wider.filter(
    (part) =>
      part.found.choice !== undefined && clashing(part).length < part.pins.filter((pin) => broken.has(pin)).length,
  );
  const widened = new Set(pinsOf(better));
  return [...parts.filter((part) => !part.pins.some((pin) => widened.has(pin))), ...better];
}

/** The keys of portions that parts without a clash serve. */
const settledIn = (parts: readonly Part[]): ReadonlySet<string> =>
  new Set(
    parts
      .filter((part) => !isTorn(part))
      .flatMap(({ found }) => found.choice?.served ?? [])
      .map(({ engagement }) => engagement.portion.key),
  );

/**
 * Serves pinned portions only. Where pins clash, such as those of a gathering that needs others to run, all who could fill
 * the gatherings of their parts are let in, if that holds more of them: then the value at stake is counted from that plan.
 * It breaks as few pins as can be, unless time is out.
 *
 * First those whose own pins can all be held stay where they are. Where pins clash even so, somebody could leave a pin for
 * those that are held instead. Of a part with one clash that saves none, since all could not be held, but what could be left
 * for it may break as well. With each further clash in a part one more could be left for it, each a step further away.
 */
export async function searchPinsAlone(world: World, candidates: Candidates, options: Options): Promise<Search> {
  const { pins } = world;
  const alone = aroundPins(candidates, pins, new Set());
  const { now, deadline, rules } = options;
  const inShare = (share: number): Options =>
    deadline === undefined ? options : { ...options, deadline: now() + share * Math.max(0, deadline - now()) };
  const narrow = await searchParts(world, alone, inShare(SHARE));
  const torn = narrow.filter(isTorn);
  if (torn.length === 0) return together(world, alone, options, narrow);

  const searchAround = (around: Candidates, some: readonly Part[], share: number): Promise<Part[]> => {
    const broken = new Set(some.flatMap(clashing));
    const isWanted = (own: readonly Pinned[]): boolean => own.some((pin) => broken.has(pin));
    return searchParts(world, around, { ...inShare(share), before: undefined }, isWanted);
  };
  const around = aroundPins(candidates, pins, gatheringsOf(pinsOf(torn)), settledIn(narrow));
  const wide = await searchAround(around, narrow, 1);
  const parts = improved(narrow, wide);
  const left = wide.filter(isTorn);
  if (left.length === 0) return together(world, around, options, parts);

  const further = left.reduce((sum, part) => sum + clashing(part).length - 1, 0);
  const reached = pinsWithin(world, rules, candidates, pinsOf(left), further);
  const open = further === 0 ? around : aroundPins(candidates, pins, gatheringsOf(reached));
  const best = further === 0 ? parts : improved(parts, await searchAround(open, left, FURTHER_SHARE));
  const mayBreak = [...reached, ...pinsOfFillers(world, candidates, reached), ...best.flatMap(clashing)];
  return together(world, open, options, best, new Set(mayBreak));
}

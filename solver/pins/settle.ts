// The best plan of a few pinned portions one to one, where it can be seen without a model: who takes which form fixes all
// but the times, so the best forms at everybody's best times are worth most, if they fit. Says nothing where they do not
// fit or where anything else is at stake; then a model is asked.
import { type Engagement, type Occurrence, occurrencesOf, type PatternTime } from '../../src/domain/items.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import type { Pinned, World } from '../../src/domain/world.ts';
import { isDormant } from '../../src/domain/pins.ts';
import { type Item, ofKind, type Ruleset, type TallyUse } from '../../src/rules/rule.ts';
import type { Block, Candidates, SlotOption } from '../candidates/candidates.ts';
import { type Choice, type Chosen, itemsOfChoice, valueOf } from '../choice.ts';
import { createLedger, type Ledger } from '../greedy/ledger.ts';
import { servesPin, slotMatchesPin } from '../timed/pins.ts';

/** Most ways to choose everybody's forms that are looked at. */
const MOST_WAYS = 64;
/** Most starts that are tried for one portion, or for all together. */
const MOST_TRIES = 2_000;

/** A start and its points. */
type Start = { readonly time: PatternTime; readonly points: number };

/** One form of one portion with its pinned partner. */
type Way = {
  readonly engagement: Engagement;
  /** The starts, the best first; a locked one before all others. */
  readonly starts: readonly Start[];
  /** Whether the first start is locked, so that a session must be there. */
  readonly isLocked: boolean;
};

/** A way with the most that its sessions can be worth if nobody else is served, and times that are worth it. */
type BestWay = Way & { readonly most: number; readonly times: readonly PatternTime[] };

const occurrenceItem = (occurrence: Occurrence): Item => ({ kind: 'occurrence', occurrence });
const engagementItem = (engagement: Engagement): Item => ({ kind: 'engagement', engagement });

/** Whether every slot of a block counts alike for the stepped tallies, so that its times do not matter to them. */
function countsAlike(world: World, rules: Ruleset, block: Block): boolean {
  const tallies = ofKind(rules, 'term').flatMap(({ tally }) => (tally === undefined ? [] : [tally]));
  const areAlike = (some: readonly TallyUse[], others: readonly TallyUse[]): boolean =>
    some.length === others.length &&
    some.every(({ bucket, amount }, i) => bucket === others[i]?.bucket && amount === others[i]?.amount);
  return tallies.every((tally) => {
    const usesAt = ({ occurrences }: SlotOption): TallyUse[] =>
      occurrences.flatMap((occurrence) => [...tally(world, occurrenceItem(occurrence))]);
    const [first, ...others] = block.slots;
    const uses = first === undefined ? [] : usesAt(first);
    return others.every((slot) => areAlike(uses, usesAt(slot)));
  });
}

/**
 * Visits the ways to place a way's sessions, the best starts first, until `visit` says that it is content. A start that
 * cannot bring their sum to `least` is not tried. Out of tries, it gives up.
 */
function placements(
  { engagement, starts, isLocked }: Way,
  { ledger, tries }: { readonly ledger: Ledger; readonly tries: { left: number } },
  least: () => number,
  visit: (times: readonly PatternTime[], points: number) => boolean,
): boolean {
  const { sessions } = engagement.form;
  const from = (at: number, times: readonly PatternTime[], points: number): boolean => {
    const missing = sessions - times.length;
    if (missing === 0) return visit(times, points);
    const end = isLocked && times.length === 0 ? 1 : starts.length;
    for (let i = at; i < end; i++) {
      const start = starts[i] as Start;
      // What follows is worth no more than the next best; a lock comes before what may be better.
      const next = isLocked && i === 0 ? (starts[1]?.points ?? 0) : start.points;
      if (points + start.points + (missing - 1) * next < least()) return false;
      if (tries.left-- <= 0) return false;
      const undo = ledger.book(occurrencesOf(engagement, start.time).map(occurrenceItem));
      if (undo === undefined) continue;
      if (from(i + 1, [...times, start.time], points + start.points)) return true;
      undo();
    }
    return false;
  };
  return from(0, [], 0);
}

/** The best a way can be by itself; `infeasible` where it cannot be at all, undefined where that takes too long to say. */
function bestOf(world: World, rules: Ruleset, way: Way): BestWay | 'infeasible' | undefined {
  const ledger = createLedger(world, rules);
  if (ledger.book([engagementItem(way.engagement)]) === undefined) return 'infeasible';
  const tries = { left: MOST_TRIES };
  let best: { most: number; times: readonly PatternTime[] } | undefined;
  const least = (): number => (best === undefined ? -Infinity : best.most + 1);
  placements(way, { ledger, tries }, least, (times, most) => {
    best = { most, times };
    return false;
  });
  if (tries.left < 0) return undefined;
  return best === undefined ? 'infeasible' : { ...way, ...best };
}

/** A block's starts in order; undefined where a lock leaves a choice of starts, or none. */
function startsOf({ slots }: Block, pins: readonly Pinned[]): Pick<Way, 'starts' | 'isLocked'> | undefined {
  const starts = [...slots].sort((a, b) => b.points - a.points);
  const locks = pins.filter((pin) => pin.kind === 'serve' && pin.slot !== undefined);
  if (locks.length === 0) return { starts, isLocked: false };
  const [held, another] = starts.filter(({ time }) => locks.every((pin) => slotMatchesPin(pin, time)));
  if (locks.length > 1 || held === undefined || another !== undefined) return undefined;
  return { starts: [held, ...starts.filter((start) => start !== held)], isLocked: true };
}

/** The ways to hold all pins of a portion; undefined where that is not for us to say. */
function waysOf(
  world: World,
  rules: Ruleset,
  blocks: readonly Block[],
  pins: readonly Pinned[],
): BestWay[] | undefined {
  const ways: BestWay[] = [];
  for (const block of blocks) {
    const starts = startsOf(block, pins);
    if (starts === undefined || !pins.every((pin) => servesPin(pin, block))) return undefined;
    if (!countsAlike(world, rules, block)) return undefined;
    for (const { engagement } of block.options) {
      const best = bestOf(world, rules, { engagement, ...starts });
      if (best === undefined) return undefined;
      if (best !== 'infeasible') ways.push(best);
    }
  }
  return ways;
}

/** Everything that a least bounds is for a model. */
const hasLeast = (world: World, rules: Ruleset, items: readonly Item[]): boolean =>
  ofKind(rules, 'limit').some((rule) =>
    items.some((item) => rule.uses(world, item).some(({ least = 0 }) => least > 0)),
  );

const product = (ways: readonly (readonly BestWay[])[]): BestWay[][] =>
  ways.reduce<BestWay[][]>((all, some) => all.flatMap((chosen) => some.map((way) => [...chosen, way])), [[]]);

/** Each way at its own best times, whether they fit together or not: together they are worth no more. */
const sketch = (ways: readonly BestWay[]): Choice => ({
  served: ways.map(({ engagement, times }) => ({ engagement, times })),
  leads: [],
});

const axis = ({ cycleWeek = 1, weekday, start }: PatternTime): number => (cycleWeek * 7 + weekday) * 1440 + start;

/** A choice in which all ways are worth their most; `infeasible` where they exclude each other, undefined where none is found. */
function realise(world: World, rules: Ruleset, ways: readonly BestWay[]): Chosen[] | 'infeasible' | undefined {
  const ledger = createLedger(world, rules);
  if (ledger.book(ways.map(({ engagement }) => engagementItem(engagement))) === undefined) return 'infeasible';
  const books = { ledger, tries: { left: MOST_TRIES } };
  const chosen: Chosen[] = [];
  const from = (index: number): boolean => {
    const way = ways[index];
    if (way === undefined) return true;
    return placements(
      way,
      books,
      () => way.most,
      (times) => {
        chosen.push({ engagement: way.engagement, times: [...times].sort((a, b) => axis(a) - axis(b)) });
        if (from(index + 1)) return true;
        chosen.pop();
        return false;
      },
    );
  };
  return from(0) ? chosen : undefined;
}

/** Whether no two ways could be chosen at once, as a portion is served once where the rules say so. */
function excludeEachOther(world: World, rules: Ruleset, ways: readonly Way[]): boolean {
  const areApart = (one: Way, other: Way): boolean =>
    createLedger(world, rules).book([engagementItem(one.engagement), engagementItem(other.engagement)]) === undefined;
  return ways.every((way, i) => ways.slice(i + 1).every((other) => areApart(way, other)));
}

/**
 * The best choice among candidates that serve pinned portions one to one, all pins held, with its proof; undefined where
 * a model must be asked. `pins` are all pins about these portions.
 */
export function settle(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  pins: ReadonlyMap<string, readonly Pinned[]>,
): Choice | undefined {
  const { blocks, leads } = candidates;
  if (ofKind(rules, 'pin').length === 0) return undefined;
  const engagementOf = ({ options }: Block): Engagement | undefined => options[0]?.engagement;
  if (leads.length > 0 || blocks.some((block) => engagementOf(block)?.contact === undefined)) return undefined;
  const ways: BestWay[][] = [];
  for (const [key, own] of groupBy(blocks, (block) => block.portion.key)) {
    const asked = pins.get(key) ?? [];
    // What nobody asks for is served only where it is worth it.
    if (asked.length === 0 || asked.some((pin) => isDormant(world, pin))) return undefined;
    const found = waysOf(world, rules, own, asked);
    if (found === undefined || ways.reduce((n, some) => n * some.length, found.length) > MOST_WAYS) return undefined;
    if (!excludeEachOther(world, rules, found)) return undefined;
    ways.push(found);
  }
  const together = product(ways)
    .map((chosen) => ({ chosen, most: valueOf(world, rules, sketch(chosen)) }))
    .sort((a, b) => b.most - a.most);
  for (const { chosen, most } of together) {
    const served = realise(world, rules, chosen);
    if (served === 'infeasible') continue;
    if (served === undefined) return undefined;
    const choice: Choice = { served, leads: [] };
    const isProven = !hasLeast(world, rules, itemsOfChoice(choice)) && valueOf(world, rules, choice) === most;
    return isProven ? choice : undefined;
  }
  return undefined;
}

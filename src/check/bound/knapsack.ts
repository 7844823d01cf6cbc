// How much the pieces that are still undecided could add: the linear relaxation of a knapsack for each room that every
// piece takes a known least of. The smallest of them is the bound.
//
// A room is a bucket of a limit, such as recipients or minutes a week, or a pool of buckets that count the same thing.
// What is below its most in each of several buckets is below the sum of their mosts in all of them. A session that may
// lie in either week takes nothing for certain of each week's minutes, but all of it of both weeks' together.
import { groupBy } from '../../domain/grouping.ts';
import type { Buckets } from './buckets.ts';
import type { ContactProblem, Option, Piece, Slot } from './contact-problem.ts';

/** A step up the hull of one piece's options: so much more weight for so much more value. */
type Step = { readonly piece: number; readonly weight: number; readonly value: number };

const TOLERANCE = 1e-6;

/** Weights of an option in the watched rooms; no more than what it takes in any plan. */
export type Weights = readonly number[];

export type Knapsacks = {
  /** Most of each watched room. */
  readonly most: Weights;
  weightsOf(option: Option): Weights;
  /** Steps of the pieces by room, steepest first; without rooms one list that has no end. */
  stepsOf(values: ReadonlyMap<Option, number>): readonly (readonly Step[])[];
  /** Whether so much cannot be taken together. */
  isOver(taken: Weights): boolean;
  /** No less than what pieces from number `from` on can add to what has been taken. */
  rest(steps: readonly (readonly Step[])[], from: number, taken: Weights): number;
};

/** The rooms that each bucket is part of, by number. */
type Rooms = {
  readonly mosts: readonly number[];
  readonly ofBucket: ReadonlyMap<number, readonly number[]>;
};

/** A room for each of the buckets, and one for those of a kind together. */
function roomsOf(enforced: ReadonlySet<number>, buckets: Buckets): Rooms {
  const kinds = groupBy([...enforced], (bucket) => buckets.kindOf(bucket));
  const groups = [
    ...[...enforced].map((bucket) => [bucket]),
    ...[...kinds.values()].filter(({ length }) => length > 1),
  ];
  const ofBucket = new Map<number, number[]>([...enforced].map((bucket) => [bucket, []]));
  for (const [room, group] of groups.entries()) for (const bucket of group) ofBucket.get(bucket)?.push(room);
  // A bucket that holds nothing keeps no bound, so in a sum with others its most is nothing at least.
  const mostOf = (bucket: number): number => Math.max(0, buckets.most(bucket));
  return {
    mosts: groups.map((group) =>
      group.length === 1 ? buckets.most(group[0] ?? 0) : group.reduce((sum, bucket) => sum + mostOf(bucket), 0),
    ),
    ofBucket,
  };
}

/** Adds what is taken of a bucket to each of its rooms. */
function take(weights: Map<number, number>, { ofBucket }: Rooms, bucket: number, amount: number): void {
  if (amount <= 0) return;
  for (const room of ofBucket.get(bucket) ?? []) weights.set(room, (weights.get(room) ?? 0) + amount);
}

/** Least that one session of an option takes of each room, over its slots. */
function leastOfSlots(slots: readonly Slot[], usesOf: ContactProblem['usesOf'], rooms: Rooms): Map<number, number> {
  const least = new Map<number, number>();
  for (const [index, slot] of slots.entries()) {
    const own = new Map<number, number>();
    for (const { bucket, amount } of usesOf(slot)) take(own, rooms, bucket, amount);
    if (index === 0) for (const [room, amount] of own) least.set(room, amount);
    else for (const [room, amount] of least) least.set(room, Math.min(amount, own.get(room) ?? 0));
  }
  return least;
}

/** Weights by room; what counts a key once is shared out among the pieces that have the key. */
function weigh(
  option: Option,
  usesOf: ContactProblem['usesOf'],
  rooms: Rooms,
  sharers: ReadonlyMap<number, number>,
): Map<number, number> {
  const weights = new Map<number, number>();
  for (const { bucket, amount, distinct } of option.uses) {
    take(weights, rooms, bucket, amount);
    for (const { key, amount: each } of distinct) take(weights, rooms, bucket, each / (sharers.get(key) ?? 1));
  }
  for (const [room, amount] of leastOfSlots(option.slots, usesOf, rooms))
    if (amount > 0) weights.set(room, (weights.get(room) ?? 0) + amount * option.sessions);
  return weights;
}

/** How many pieces have each key among what their options take by themselves. */
function sharersOf(pieces: readonly Piece[]): Map<number, number> {
  const sharers = new Map<number, number>();
  for (const { options } of pieces) {
    const keys = new Set(options.flatMap(({ uses }) => uses.flatMap(({ distinct }) => distinct.map(({ key }) => key))));
    for (const key of keys) sharers.set(key, (sharers.get(key) ?? 0) + 1);
  }
  return sharers;
}

/** Buckets whose bound holds whatever is in them. */
function enforcedBuckets(pieces: readonly Piece[], { usesOf }: ContactProblem, buckets: Buckets): Set<number> {
  const all = new Set<number>();
  const weak = new Set<number>();
  for (const { options } of pieces)
    for (const { uses, slots } of options)
      for (const use of [...uses, ...slots.flatMap((slot) => usesOf(slot))]) {
        all.add(use.bucket);
        if (!use.isEnforcing) weak.add(use.bucket);
      }
  return new Set([...all].filter((bucket) => !weak.has(bucket) && Number.isFinite(buckets.most(bucket))));
}

/** The upper hull of a piece's options from nothing on: steps of falling steepness. */
function hullOf(points: readonly { readonly weight: number; readonly value: number }[], piece: number): Step[] {
  const steps: Step[] = [];
  let at = { weight: 0, value: 0 };
  for (;;) {
    let next: { weight: number; value: number } | undefined;
    for (const point of points) {
      if (point.value <= at.value) continue;
      if (next === undefined || isSteeper(at, point, next)) next = point;
    }
    if (next === undefined) return steps;
    steps.push({ piece, weight: Math.max(0, next.weight - at.weight), value: next.value - at.value });
    at = next;
  }
}

type Point = { readonly weight: number; readonly value: number };

function isSteeper(from: Point, a: Point, b: Point): boolean {
  const [wa, wb] = [Math.max(0, a.weight - from.weight), Math.max(0, b.weight - from.weight)];
  const left = (a.value - from.value) * wb;
  const right = (b.value - from.value) * wa;
  return left === right ? a.value > b.value : left > right;
}

export function createKnapsacks(pieces: readonly Piece[], problem: ContactProblem): Knapsacks {
  const { buckets, usesOf } = problem;
  const rooms = roomsOf(enforcedBuckets(pieces, problem, buckets), buckets);
  const sharers = sharersOf(pieces);
  const raw = new Map<Option, ReadonlyMap<number, number>>();
  for (const { options } of pieces)
    for (const option of options) raw.set(option, weigh(option, usesOf, rooms, sharers));
  // A room that only one piece touches bounds nothing that its options do not bound themselves.
  const touched = new Map<number, number>();
  for (const { options } of pieces)
    for (const room of new Set(options.flatMap((option) => [...(raw.get(option)?.keys() ?? [])])))
      touched.set(room, (touched.get(room) ?? 0) + 1);
  const watched = [...rooms.mosts.keys()].filter((room) => (touched.get(room) ?? 0) > 1);
  const weights = new Map([...raw].map(([option, own]) => [option, watched.map((room) => own.get(room) ?? 0)]));
  const most = watched.map((room) => rooms.mosts[room] ?? Infinity);
  const weightsOf = (option: Option): Weights => weights.get(option) ?? [];

  return {
    most,
    weightsOf,
    stepsOf(values) {
      const lists = watched.length === 0 ? [-1] : [...watched.keys()];
      return lists.map((k) =>
        pieces
          .flatMap(({ options }, piece) =>
            hullOf(
              options.map((option) => ({
                weight: k === -1 ? 0 : (weightsOf(option)[k] ?? 0),
                value: values.get(option) ?? -Infinity,
              })),
              piece,
            ),
          )
          .sort((a, b) => b.value * a.weight - a.value * b.weight || b.value - a.value),
      );
    },
    // Shares of what counts once are fractions: a little too much is none.
    isOver: (taken) => taken.some((weight, k) => weight > (most[k] ?? Infinity) + TOLERANCE),
    rest(steps, from, taken) {
      let least = Infinity;
      for (const [k, list] of steps.entries()) {
        let room = (most[k] ?? Infinity) - (taken[k] ?? 0);
        let sum = 0;
        for (const { piece, weight, value } of list) {
          if (piece < from) continue;
          if (weight > room) {
            // Rounded up twice over: shares of whole numbers are not exact.
            sum += Math.ceil(value * Math.max(0, room / weight)) + 1;
            break;
          }
          room -= weight;
          sum += value;
        }
        if (sum < least) least = sum;
      }
      return least;
    },
  };
}

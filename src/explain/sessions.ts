// Where the sessions of one engagement fit beside what is held: a search through the starts in order of time. What was found to be
// without a way once is not searched again: for the sessions that are left it matters from which day on they may lie, and what those
// before have used of limits that are still asked, not which days those were.
import type { Engagement, PatternTime } from '../domain/items.ts';
import { type Item, ofKind } from '../rules/rule.ts';
import { type Blocker, clashOf, occurrenceItems, type Occupancy } from './occupancy.ts';
import type { Scene } from './scene.ts';

/** What a start would count as. */
type Counted = {
  /** Uses of limits, each as a text with its bucket in front. */
  readonly uses: readonly (readonly [bucket: string, text: string])[];
  /** Equal for starts of one day that no limit tells apart. */
  readonly signature: string;
};

type Search = {
  readonly scene: Scene;
  readonly occupancy: Occupancy;
  readonly engagement: Engagement;
  /** In order of time. */
  readonly times: readonly PatternTime[];
  readonly note: (blocker: Blocker) => void;
};

const dayOf = ({ cycleWeek, weekday }: PatternTime): string => `${cycleWeek ?? ''} ${weekday}`;

function countedOf({ scene: { world, rules }, engagement }: Search, time: PatternTime): Counted {
  const items = occurrenceItems(engagement, [time]);
  const uses = ofKind(rules, 'limit')
    .flatMap((rule) => items.flatMap((item) => rule.uses(world, item)))
    .map(({ bucket, amount, distinct }) => [bucket, `${bucket} ${amount} ${distinct ?? ''}`] as const);
  return { uses, signature: [dayOf(time), ...uses.map(([, text]) => text)].join('|') };
}

/** The conflict that keeps two starts of a day apart, however far they are from each other; undefined where some may both be. */
function keepsAlone(
  { scene: { world, rules }, engagement }: Search,
  times: readonly PatternTime[],
): Blocker | undefined {
  const [a, b] = times.map((time) => occurrenceItems(engagement, [time])[0]) as [Item, Item];
  return clashOf(world, ofKind(rules, 'conflict'), a, b);
}

/** What starts count as, by their index; worked out when it is first asked for. */
function openCounts(search: Search) {
  const known: Counted[] = [];
  const lastUse = new Map<string, number>();
  return {
    at: (index: number): Counted => {
      const counted = known[index] ?? countedOf(search, search.times[index] as PatternTime);
      if (known[index] === undefined)
        for (const [bucket] of counted.uses) lastUse.set(bucket, Math.max(index, lastUse.get(bucket) ?? 0));
      known[index] = counted;
      return counted;
    },
    /** Whether a bucket is used by a start from an index on, of those that were looked at. */
    isUsedFrom: (bucket: string, from: number): boolean => (lastUse.get(bucket) ?? -1) >= from,
  };
}

/** Where the days end that have room for one session alone; undefined for one that may have room for more. */
function openDays(search: Search) {
  const { times, note } = search;
  const days = times.map(dayOf);
  const ends = new Map<string, number | undefined>();
  return {
    isSame: (a: number, b: number): boolean => days[a] === days[b],
    endOfLonely: (index: number): number | undefined => {
      const day = days[index] as string;
      if (ends.has(day)) return ends.get(day);
      const [first, last] = [days.indexOf(day), days.lastIndexOf(day)];
      const blocker =
        first === last
          ? undefined
          : keepsAlone(
              search,
              [first, last].map((at) => times[at] as PatternTime),
            );
      if (blocker !== undefined) note(blocker);
      ends.set(day, first === last || blocker !== undefined ? last + 1 : undefined);
      return ends.get(day);
    },
  };
}

/** Times at which so many sessions fit; undefined where they do not. Every rule that stood in the way of a start is noted. */
export function findTimes(search: Search, sessions: number): PatternTime[] | undefined {
  const { scene, occupancy, engagement, times, note } = search;
  const [counts, days] = [openCounts(search), openDays(search)];
  const isLimit = new Set(ofKind(scene.rules, 'limit').map(({ id }) => id));
  /** Starts that are barred by what is held, those that were asked beside nothing of ours on their day, and states without a way. */
  const [taken, seen, failed] = [new Set<number>(), new Set<number>(), new Set<string>()];
  const stateOf = (from: number, placed: readonly number[]): string => {
    const used = placed.flatMap((at) => counts.at(at).uses.filter(([bucket]) => counts.isUsedFrom(bucket, from)));
    const last = placed.at(-1);
    const beside = last !== undefined && days.isSame(last, from) ? last : '';
    return [placed.length, from, beside, ...used.map(([, text]) => text).sort()].join('|');
  };
  const place = (from: number, placed: readonly number[]): PatternTime[] | undefined => {
    if (failed.size > 0 && failed.has(stateOf(from, placed))) return undefined;
    const tried = new Set<string>();
    for (let index = from; index < times.length; index++) {
      if (taken.has(index) || (seen.has(index) && tried.has(counts.at(index).signature))) continue;
      const last = placed.at(-1);
      const isFirstOfDay = last === undefined || !days.isSame(last, index);
      const items = occurrenceItems(engagement, [times[index] as PatternTime]);
      const blocker = occupancy.blocker(items);
      if (isFirstOfDay) seen.add(index);
      if (blocker !== undefined) {
        note(blocker);
        const isByLimit = isLimit.has(blocker.rule);
        // A limit is no further off with more sessions; what clashes with none of ours clashes with what is held.
        if (last === undefined || (isFirstOfDay && !isByLimit)) taken.add(index);
        else if (isByLimit) tried.add(counts.at(index).signature);
        continue;
      }
      if (placed.length + 1 === sessions) return [...placed, index].map((at) => times[at] as PatternTime);
      // Starts of one day that count alike leave the same room for the sessions that follow.
      const { signature } = counts.at(index);
      if (tried.has(signature)) continue;
      tried.add(signature);
      occupancy.add(items);
      const found = place(days.endOfLonely(index) ?? index + 1, [...placed, index]);
      occupancy.remove(items);
      if (found !== undefined) return found;
    }
    failed.add(stateOf(from, placed));
    return undefined;
  };
  return place(0, []);
}

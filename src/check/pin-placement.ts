// A pin imagined alone in the plan: where its sessions could lie most lightly, and whether limits and conflicts bear it.
import { type Engagement, type Lead, type Occurrence, occurrencesOf, type PatternTime } from '../domain/items.ts';
import { type CycleWeek, DAY_MINUTES, minuteOfDay } from '../domain/time.ts';
import type { Pinned, World } from '../domain/world.ts';
import type { Item } from '../rules/rule.ts';
import { dayKeys, visitPairs } from './conflicts.ts';
import { isOverMost, sumBuckets } from './limits.ts';
import type { Counted } from './plan-items.ts';
import type { RulesByKind } from './rules-by-kind.ts';
import { isInside, type Windows } from './windows.ts';

/** Limits and conflicts, as they bind what is placed. */
export type Rows = Pick<RulesByKind, 'limits' | 'conflicts'>;
type Slot = Extract<Pinned, { kind: 'serve' }>['slot'];

const IMAGINED = { id: '', pointer: '' };

/** An item that stands in no plan. */
export const imagined = (item: Item): Counted => ({ item, source: IMAGINED, isHistory: false });

const itemOf = (of: Engagement | Lead): Item =>
  'portion' in of ? { kind: 'engagement', engagement: of } : { kind: 'lead', lead: of };

/** Whether engagements and leads with these times pass no limit and clash in no way among themselves. */
export function areBearable(
  world: World,
  rows: Rows,
  placed: readonly { readonly of: Engagement | Lead; readonly times: readonly PatternTime[] }[],
): boolean {
  const occurrences = placed.flatMap(({ of, times }) => times.flatMap((time) => occurrencesOf(of, time)));
  const items = [
    ...placed.map(({ of }) => imagined(itemOf(of))),
    ...occurrences.map((occurrence) => imagined({ kind: 'occurrence', occurrence })),
  ];
  if (sumBuckets(world, items, rows.limits).some(isOverMost)) return false;
  let isFree = true;
  visitPairs(occurrences, dayKeys, (a, b) => {
    isFree &&= rows.conflicts.every((rule) => rule.occurrences?.(world, a, b) === undefined);
  });
  return isFree;
}

/** What a session at this time uses of limits: the same minutes weigh more in the evening where evenings are counted. */
const weightOf = (world: World, rows: Rows, occurrences: readonly Occurrence[]): number =>
  rows.limits.reduce(
    (sum, rule) =>
      occurrences.reduce(
        (own, occurrence) =>
          rule.uses(world, { kind: 'occurrence', occurrence }).reduce((total, use) => total + use.amount, own),
        sum,
      ),
    0,
  );

type Day = {
  readonly time: PatternTime;
  readonly weight: number;
  readonly isLocked: boolean;
  /** How many starts the day has. */
  readonly starts: number;
};

/** The lightest start of one day on the start grid; the locked start, if it is on the grid, where the day is the lock's. */
function lightestOfDay(
  world: World,
  windows: Windows,
  rows: Rows,
  engagement: Engagement,
  day: { readonly cycleWeek: CycleWeek | undefined; readonly weekday: number; readonly slot: Slot },
): Day | undefined {
  const { cycleWeek, weekday, slot } = day;
  const { minutes } = engagement.form;
  const grid = world.policy.startGridMinutes;
  const isLocked =
    slot?.weekday === weekday &&
    (slot.cycleWeek === undefined || cycleWeek === undefined || slot.cycleWeek === cycleWeek);
  const locked = isLocked ? minuteOfDay(slot.start) : undefined;
  let lightest: Pick<Day, 'time' | 'weight'> | undefined;
  let lockedDay: Pick<Day, 'time' | 'weight'> | undefined;
  let starts = 0;
  for (let start = 0; start + minutes <= DAY_MINUTES; start += grid) {
    const time: PatternTime = { cycleWeek, weekday, start, minutes };
    const occurrences = occurrencesOf(engagement, time);
    if (!occurrences.every((occurrence) => isInside(windows, occurrence))) continue;
    starts++;
    const weight = weightOf(world, rows, occurrences);
    if (start === locked) lockedDay = { time, weight };
    if (lightest === undefined || weight < lightest.weight) lightest = { time, weight };
  }
  const best = lockedDay ?? lightest;
  return best === undefined ? undefined : { ...best, isLocked: lockedDay !== undefined, starts };
}

/** Which day to take next: a locked one, then the lightest, then the one in the week with fewer sessions. */
function next(days: readonly Day[], taken: readonly PatternTime[]): Day | undefined {
  const inWeek = (day: Day): number => taken.filter(({ cycleWeek }) => cycleWeek === day.time.cycleWeek).length;
  const isBefore = (a: Day, b: Day): boolean => {
    if (taken.length === 0 && a.isLocked !== b.isLocked) return a.isLocked;
    return a.weight === b.weight ? inWeek(a) < inWeek(b) : a.weight < b.weight;
  };
  return days.reduce<Day | undefined>(
    (best, day) => (best === undefined || isBefore(day, best) ? day : best),
    undefined,
  );
}

/**
 * A pattern for an individual engagement inside its windows, on different days while there are any, as light as can be;
 * undefined where there are fewer starts than sessions, or not the locked one.
 */
export function lightestTimes(
  world: World,
  windows: Windows,
  rows: Rows,
  engagement: Engagement,
  slot: Slot,
): PatternTime[] | undefined {
  const weeks: readonly (CycleWeek | undefined)[] = engagement.form.cycleWeeks === 1 ? [undefined] : [1, 2];
  const days = weeks.flatMap((cycleWeek) =>
    [1, 2, 3, 4, 5, 6, 7].flatMap(
      (weekday) => lightestOfDay(world, windows, rows, engagement, { cycleWeek, weekday, slot }) ?? [],
    ),
  );
  const starts = days.reduce((sum, day) => sum + day.starts, 0);
  if (starts < engagement.form.sessions) return undefined;
  if (slot !== undefined && !days.some(({ isLocked }) => isLocked)) return undefined;
  const times: PatternTime[] = [];
  let left = days;
  while (times.length < engagement.form.sessions) {
    // With more sessions than days, days are taken again: whether that may be is for the conflicts to say.
    if (left.length === 0) left = days;
    const day = next(left, times);
    if (day === undefined) break;
    times.push(day.time);
    left = left.filter((other) => other !== day);
  }
  return times;
}

// Clock times, calendar dates and the fortnight axis. Pure arithmetic: no clock and no zone is read here.
//
// The fortnight axis: minute 0 is Monday 00:00 of cycle week 1 (odd ISO week), 14 days of 1 440 minutes follow.
import { DateTime } from 'luxon';
import type { Window } from '../schema/scalars.ts';

export const DAY_MINUTES = 1_440;
export const WEEK_MINUTES = 7 * DAY_MINUTES;
export const FORTNIGHT_MINUTES = 2 * WEEK_MINUTES;

export type CycleWeek = 1 | 2;
/** Half-open interval [from, to) of minutes on the fortnight axis. */
export type Interval = { readonly from: number; readonly to: number };

/** Minutes after midnight of `HH:MM`; `24:00` is 1 440. */
export const minuteOfDay = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A function of few arguments, asked for millions of dated sessions: remembers its answers. */
function remembered<K, V>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = answer(key);
      known.set(key, found);
    }
    return found;
  };
}

/** Days since 1970-01-01. */
export const dayNumber = remembered((date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000);

export const dateOf = remembered((day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10));

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** Weekday 1 (Monday) to 7 of a date. */
export const weekdayOf = (date: string): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

export type IsoWeek = {
  /** `2026-W12`. */
  readonly key: string;
  /** 1 in an odd ISO week, 2 in an even one; after a week 53 two odd weeks follow each other. */
  readonly cycleWeek: CycleWeek;
  /** `YYYY-MM` of the week's Thursday: the month its hours are booked to. */
  readonly month: string;
};

const isoWeekFrom = remembered((monday: number): IsoWeek => {
  const { weekYear, weekNumber } = DateTime.fromISO(dateOf(monday), { zone: 'utc' });
  return {
    key: `${weekYear}-W${String(weekNumber).padStart(2, '0')}`,
    cycleWeek: weekNumber % 2 === 1 ? 1 : 2,
    month: dateOf(monday + 3).slice(0, 7),
  };
});

/** The ISO week a date lies in. */
export const isoWeekOf = remembered((date: string): IsoWeek => isoWeekFrom(dayNumber(date) - weekdayOf(date) + 1));

/** ISO weeks whose Thursday lies in the month `YYYY-MM`: 4 or 5. */
export const isoWeeksOfMonth = remembered((month: string): number => {
  const first = DateTime.fromISO(`${month}-01`, { zone: 'utc' });
  const thursdays = (first.daysInMonth ?? 0) - ((4 - first.weekday + 7) % 7);
  return Math.ceil(thursdays / 7);
});

/** A number that orders dates YYYY-MM-DD as they come: 10 000 × year + 100 × month + day. */
function ordinalOf(date: string): number {
  let digits = 0;
  for (let i = 0; i < date.length; i++) if (i !== 4 && i !== 7) digits = digits * 10 + date.charCodeAt(i) - 48;
  return digits;
}

/** Whole years from a birth date to a date. */
export const ageOn = (bornOn: string, date: string): number =>
  Math.floor((ordinalOf(date) - ordinalOf(bornOn)) / 10_000);

/** Start of a day on the fortnight axis. */
export const axisDay = (cycleWeek: CycleWeek, weekday: number): number =>
  (cycleWeek - 1) * WEEK_MINUTES + (weekday - 1) * DAY_MINUTES;

/** Windows as merged, sorted intervals on the fortnight axis; a window without cycle week stands in both. */
export function intervalsOf(windows: readonly Window[]): Interval[] {
  const spread = windows.flatMap((window) =>
    (window.cycleWeek === undefined ? ([1, 2] as const) : [window.cycleWeek]).map((cycleWeek) => {
      const day = axisDay(cycleWeek, window.weekday);
      return { from: day + minuteOfDay(window.from), to: day + minuteOfDay(window.to) };
    }),
  );
  return merge(spread);
}

/** Union of intervals, sorted, touching ones joined, empty ones dropped. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((i) => i.from < i.to).sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && interval.from <= last.to) last.to = Math.max(last.to, interval.to);
    else merged.push({ ...interval });
  }
  return merged;
}

/** Intersection of two merged lists. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i] as Interval;
    const right = b[j] as Interval;
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from < to) result.push({ from, to });
    if (left.to < right.to) i++;
    else j++;
  }
  return result;
}

/** Whether a merged list has one interval that holds all of [from, to). */
export function contains(intervals: readonly Interval[], from: number, to: number): boolean {
  for (const interval of intervals) if (interval.from <= from && to <= interval.to) return true;
  return false;
}

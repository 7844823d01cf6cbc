// A block's starts sorted into cells: starts on the same days, in the evening or not, that carry the same locks. A city has
// millions of starts, so nothing is made for one of them: a block's are sorted in lists of numbers that the next block
// fills again.
import { dayOfPattern, type PatternTime } from '../../../src/domain/items.ts';
import type { SlotPoints } from '../../../src/rules/rule.ts';

/** Numbers of days on which a time may recur. */
const DAYS = 21;

/** Such a number as bits of the fortnight's days. */
const bitsOfDay = (day: number): number => (day < 7 ? (1 << day) | (1 << (day + 7)) : 1 << (day - 7));

/** Days of the fortnight on which a time lies. */
export const daysOf = (time: Pick<PatternTime, 'cycleWeek' | 'weekday'>): number => bitsOfDay(dayOfPattern(time));

/** Bits of locks that a block may have. */
const LOCKS = 256;

// What the starts of a cell have in common, as its key tells it.
const keyOf = (time: PatternTime, isEvening: boolean, locks: number): number =>
  (dayOfPattern(time) * 2 + (isEvening ? 1 : 0)) * LOCKS + locks;
export const daysOfKey = (key: number): number => bitsOfDay(Math.floor(key / (2 * LOCKS)));
export const eveningOfKey = (key: number): number => Math.floor(key / LOCKS) % 2;
export const locksOfKey = (key: number): number => key % LOCKS;

export type Sorter = {
  /** Sorts a block's starts and says into how many cells; what it found stays in the lists until the next block. */
  sort(times: readonly PatternTime[], how: Sorting): number;
  /** Starts as indices of `times`, cell by cell, best points first; the cell with the best start first. */
  readonly order: Int32Array;
  /** Points of each start. */
  readonly points: Float64Array;
  /** Key and number of starts of each cell. */
  readonly cellKey: Int32Array;
  readonly cellSize: Int32Array;
};

export type Sorting = {
  readonly pointsAt: SlotPoints;
  /** A start ends in the evening after this minute; infinite where evenings need not be told apart. */
  readonly eveningAfter: number;
  /** Bits of the locks that a start carries; undefined where there are none. */
  readonly locksAt: ((time: PatternTime) => number) | undefined;
};

/** More than a block has starts: sorts points and starts as one number. */
const MANY = 2 ** 15;

/** Makes a sorter of at most so many starts at once. */
export function createSorter(most: number): Sorter {
  const points = new Float64Array(most);
  const keys = new Int32Array(most);
  const ranks = new Float64Array(most);
  const order = new Int32Array(most);
  const next = new Int32Array(most);
  const cellKey = new Int32Array(most);
  const cellSize = new Int32Array(most);
  const cellOf = new Int32Array(DAYS * 2 * LOCKS).fill(-1);

  /** Ranks the starts by points, those worth alike in their own order. */
  const rank = (times: readonly PatternTime[], { pointsAt, eveningAfter, locksAt }: Sorting): void => {
    let isLevel = true;
    for (let t = 0; t < times.length; t++) {
      const time = times[t] as PatternTime;
      const worth = pointsAt(time);
      points[t] = worth;
      ranks[t] = t - worth * MANY;
      keys[t] = keyOf(time, time.start + time.minutes > eveningAfter, locksAt?.(time) ?? 0);
      isLevel &&= worth === points[0];
    }
    if (!isLevel) ranks.subarray(0, times.length).sort();
  };
  const ranked = (i: number): number => {
    const rest = (ranks[i] as number) % MANY;
    return rest < 0 ? rest + MANY : rest;
  };
  return {
    order,
    points,
    cellKey,
    cellSize,
    sort(times, how) {
      rank(times, how);
      // The best start of all is in the first cell, and so on.
      let cells = 0;
      for (let i = 0; i < times.length; i++) {
        const key = keys[ranked(i)] as number;
        let cell = cellOf[key] as number;
        if (cell < 0) {
          cell = cells++;
          cellOf[key] = cell;
          cellKey[cell] = key;
          cellSize[cell] = 0;
        }
        cellSize[cell] = (cellSize[cell] as number) + 1;
      }
      for (let cell = 0, from = 0; cell < cells; from += cellSize[cell++] as number) next[cell] = from;
      for (let i = 0; i < times.length; i++) {
        const t = ranked(i);
        const cell = cellOf[keys[t] as number] as number;
        const at = next[cell] as number;
        order[at] = t;
        next[cell] = at + 1;
      }
      for (let cell = 0; cell < cells; cell++) cellOf[cellKey[cell] as number] = -1;
      return cells;
    },
  };
}

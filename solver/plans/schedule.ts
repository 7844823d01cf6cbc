// The best times for a set of engagements and leads of one contact: exact, in two steps.
//
// First each session gets a cell (days, evening or not), best first: days of one part differ, minutes and evenings of a
// week are limited. Sessions on one weekday are then timed together, with the way between their places; that value is
// remembered. A branch is cut once what is placed and the best that could follow come to no more than the best so far.
// What a recipient wants at most is asked of all of that recipient's portions in the set together.
// Long function createScheduler: the search's state is closed over by its steps.
import { type CellView, type ContactProblem, NO_WAY } from './contact-problem.ts';
import { countDays, FIRST_WEEK, SECOND_WEEK } from './instance.ts';

/** Steps before a search gives up; then its answer is only an upper bound. */
const MOST_STEPS = 100_000;
/** Weekday values kept for each contact. */
const MOST_KNOWN = 4_000;

export type Scheduler = {
  /**
   * Value of the best schedule of items that is worth more than `above`: points of slots less their prices; −Infinity
   * where there is none, NaN where the search gave up. With `wantSlots`, `slots` has the slots of the instance, item by
   * item in the order given.
   */
  best(problem: ContactProblem, items: readonly number[], above: number, wantSlots: boolean): number;
  readonly slots: readonly number[];
};

/** A session on a weekday: an option's cell, or a lead (no cell). */
type Entry = { item: number; session: number; cell: CellView | undefined };

export function createScheduler(): Scheduler {
  const slots: number[] = [];
  const days: Entry[][] = Array.from({ length: 7 }, () => []);
  const dayValue = new Float64Array(7);
  let problem: ContactProblem;
  let order: number[] = [];
  /** Whether an item's recipient has another portion before it in the order. */
  const isAgain: boolean[] = [];
  const bestAfter: number[] = [];
  let bestValue = -Infinity;
  let bestDays: Entry[][] = [];
  let steps = 0;

  // Timing of one weekday.
  const begins: number[] = [];
  const timing: number[] = [];
  let bestTiming: number[] = [];
  let bestSum = -Infinity;

  const dayMask = ({ item, cell }: Entry): number =>
    cell === undefined ? (problem.instance.leadDays[problem.leadOf(item)] as number) : cell.days;
  const minutesOf = (item: number): number =>
    problem.isLead(item)
      ? (problem.instance.leadMinutes[problem.leadOf(item)] as number)
      : (problem.instance.blockMinutes[problem.instance.optionBlock[problem.optionOf(item)] as number] as number);

  const clashes = (entries: readonly Entry[], count: number, begin: number): boolean => {
    const own = entries[count] as Entry;
    const end = begin + minutesOf(own.item);
    const place = problem.placeOf(own.item);
    const mask = dayMask(own);
    for (let i = 0; i < count; i++) {
      const other = entries[i] as Entry;
      if ((dayMask(other) & mask) === 0) continue;
      const otherBegin = begins[i] as number;
      const otherEnd = otherBegin + minutesOf(other.item);
      if (begin >= otherEnd) {
        if (begin - otherEnd < problem.gap(problem.placeOf(other.item), place)) return true;
      } else if (otherBegin >= end) {
        if (otherBegin - end < problem.gap(place, problem.placeOf(other.item))) return true;
      } else return true;
    }
    return false;
  };

  const time = (entries: readonly Entry[], at: number, sum: number): void => {
    const entry = entries[at];
    if (entry === undefined) {
      if (sum > bestSum) {
        bestSum = sum;
        bestTiming = timing.slice(0, entries.length);
      }
      return;
    }
    let after = 0;
    for (let i = at + 1; i < entries.length; i++) after += entries[i]?.cell?.best ?? 0;
    if (entry.cell === undefined) {
      const begin = problem.instance.leadBegin[problem.leadOf(entry.item)] as number;
      if (clashes(entries, at, begin)) return;
      begins[at] = begin;
      timing[at] = -1;
      time(entries, at + 1, sum);
      return;
    }
    const { slots: own, values } = entry.cell;
    for (let i = 0; i < own.length; i++) {
      const value = values[i] as number;
      if (sum + value + after <= bestSum) return;
      steps++;
      const slot = own[i] as number;
      const begin = problem.instance.slotBegin[slot] as number;
      if (clashes(entries, at, begin)) continue;
      begins[at] = begin;
      timing[at] = slot;
      time(entries, at + 1, sum + value);
    }
  };

  /** Whether the last of a weekday's sessions is one too many for its recipient's day. */
  const isOneTooMany = (entries: readonly Entry[]): boolean => {
    const last = entries[entries.length - 1] as Entry;
    if (last.cell === undefined) return false;
    const block = problem.instance.optionBlock[problem.optionOf(last.item)] as number;
    const most = problem.instance.blockDaySessions[block] as number;
    if (entries.length <= most) return false;
    const home = problem.placeOf(last.item);
    let first = 0;
    let second = 0;
    for (const { item, cell } of entries) {
      if (cell === undefined || problem.placeOf(item) !== home) continue;
      if ((cell.days & last.cell.days & FIRST_WEEK) !== 0) first++;
      if ((cell.days & last.cell.days & SECOND_WEEK) !== 0) second++;
    }
    return first > most || second > most;
  };

  /** Best points of a weekday's sessions together; −Infinity where they do not fit. */
  const valueOfDay = (entries: readonly Entry[]): number => {
    if (isOneTooMany(entries)) return -Infinity;
    if (entries.length === 1) return entries[0]?.cell?.best ?? 0;
    // Sessions of one part lie on different days.
    for (let i = 1; i < entries.length; i++)
      for (let j = 0; j < i; j++) {
        const [a, b] = [entries[i] as Entry, entries[j] as Entry];
        const part = problem.partOf(a.item);
        if (part >= 0 && part === problem.partOf(b.item) && (dayMask(a) & dayMask(b)) !== 0) return -Infinity;
      }
    let key = 0;
    const numbers: number[] = [];
    for (const { item, cell } of entries)
      numbers.push(cell === undefined ? problem.numberCount - 1 - (item - problem.optionCount) : cell.number);
    if (numbers.some((number) => number < 0)) key = Infinity;
    else {
      numbers.sort((a, b) => a - b);
      for (const number of numbers) key = key * (problem.numberCount + 1) + number + 1;
    }
    const isKept = key < Number.MAX_SAFE_INTEGER;
    if (isKept) {
      const known = problem.knownDays.get(key);
      if (known !== undefined) return known;
    }
    bestSum = -Infinity;
    // Leads and tight cells first.
    const sorted = [...entries].sort((a, b) => (a.cell?.slots.length ?? 0) - (b.cell?.slots.length ?? 0));
    time(sorted, 0, 0);
    if (isKept && steps <= MOST_STEPS) {
      if (problem.knownDays.size >= MOST_KNOWN) problem.knownDays.clear();
      problem.knownDays.set(key, bestSum);
    }
    return bestSum;
  };

  const settle = (value: number): void => {
    if (value <= bestValue) return;
    bestValue = value;
    bestDays = days.map((entries) => [...entries]);
  };

  /** Puts an entry on its weekday and goes on; takes it back after. */
  const put = (entry: Entry, value: number, next: (value: number) => void): void => {
    const mask = dayMask(entry);
    const weekday = 31 - Math.clz32((mask | (mask >> 7)) & FIRST_WEEK);
    const entries = days[weekday] as Entry[];
    const before = dayValue[weekday] as number;
    entries.push(entry);
    const now = valueOfDay(entries);
    if (now !== -Infinity) {
      dayValue[weekday] = now;
      next(value - before + now);
      dayValue[weekday] = before;
    }
    entries.pop();
  };

  const tooManyEvenings = (evenings: number, most: number): boolean =>
    countDays(evenings & FIRST_WEEK) > most || countDays(evenings & SECOND_WEEK) > most;

  const placeLead = (at: number, item: number, value: number, week1: number, week2: number, evenings: number): void => {
    const { instance, mostWeekMinutes } = problem;
    const lead = problem.leadOf(item);
    const mask = instance.leadDays[lead] as number;
    const minutes = instance.leadMinutes[lead] as number;
    const w1 = (mask & FIRST_WEEK) === 0 ? week1 : week1 + minutes;
    const w2 = (mask & SECOND_WEEK) === 0 ? week2 : week2 + minutes;
    if (w1 > mostWeekMinutes || w2 > mostWeekMinutes) return;
    const isEvening = (instance.leadBegin[lead] as number) + minutes > instance.eveningAfter;
    const ev = isEvening ? evenings | mask : evenings;
    if (tooManyEvenings(ev, problem.mostEvenings)) return;
    put({ item, session: 0, cell: undefined }, value, (next) => placeItem(at + 1, next, w1, w2, ev));
  };

  /** Sessions of each week and evenings that the portions of the recipient at a home have so far. */
  const takenAt = (home: number): { week1: number; week2: number; evenings: number } => {
    const taken = { week1: 0, week2: 0, evenings: 0 };
    for (const entries of days)
      for (const { item, cell } of entries) {
        if (cell === undefined || problem.placeOf(item) !== home) continue;
        if ((cell.days & FIRST_WEEK) !== 0) taken.week1++;
        if ((cell.days & SECOND_WEEK) !== 0) taken.week2++;
        if (cell.evening) taken.evenings |= cell.days;
      }
    return taken;
  };

  /** Places item `order[at]` and all that follow. */
  const placeItem = (at: number, value: number, week1: number, week2: number, evenings: number): void => {
    if (isAgain[at] !== true) return place(at, 0, 0, value, week1, week2, evenings, 0, 0, 0, 0, 0);
    const own = takenAt(problem.placeOf(order[at] as number));
    place(at, 0, 0, value, week1, week2, evenings, 0, own.evenings, own.week1, own.week2, 0);
  };

  /** Places session `session` of item `order[at]` in a cell from `from` on, and all that follow. */
  const place = (
    at: number,
    session: number,
    from: number,
    value: number,
    week1: number,
    week2: number,
    evenings: number,
    used: number,
    ownEvenings: number,
    own1: number,
    own2: number,
    locks: number,
  ): void => {
    const item = order[at];
    if (item === undefined) return settle(value);
    if (problem.isLead(item)) return placeLead(at, item, value, week1, week2, evenings);
    const { instance, mostWeekMinutes } = problem;
    const option = problem.optionOf(item);
    const block = instance.optionBlock[option] as number;
    const sessions = instance.optionSessions[option] as number;
    if (session === sessions) {
      const must = problem.mustOf(item);
      if ((locks & must) === must) placeItem(at + 1, value, week1, week2, evenings);
      return;
    }
    const minutes = instance.blockMinutes[block] as number;
    const mostOwnSessions = instance.blockWeekSessions[block] as number;
    const mostOwnEvenings = instance.blockWeekEvenings[block] as number;
    const cells = problem.cellsOf(item);
    const rest = sessions - session - 1;
    const after = bestAfter[at] as number;
    for (let k = from; k < cells.length; k++) {
      const cell = cells[k] as CellView;
      // Sessions of one item are interchangeable: the following ones take later cells, which are worth no more.
      let bound = value + cell.best + after;
      for (let r = 1; r <= rest; r++) bound += cells[Math.min(k + r, cells.length - 1)]?.best ?? 0;
      if (bound <= bestValue) return;
      if (++steps > MOST_STEPS) return;
      const mask = cell.days;
      if ((used & mask) !== 0 && problem.partOf(item) >= 0) continue;
      const in1 = (mask & FIRST_WEEK) !== 0;
      const in2 = (mask & SECOND_WEEK) !== 0;
      const w1 = in1 ? week1 + minutes : week1;
      const w2 = in2 ? week2 + minutes : week2;
      if (w1 > mostWeekMinutes || w2 > mostWeekMinutes) continue;
      const o1 = in1 ? own1 + 1 : own1;
      const o2 = in2 ? own2 + 1 : own2;
      if (o1 > mostOwnSessions || o2 > mostOwnSessions) continue;
      const ev = cell.evening ? evenings | mask : evenings;
      const oe = cell.evening ? ownEvenings | mask : ownEvenings;
      if (cell.evening && (tooManyEvenings(ev, problem.mostEvenings) || tooManyEvenings(oe, mostOwnEvenings))) continue;
      put({ item, session, cell }, value, (next) =>
        place(at, session + 1, k + 1, next, w1, w2, ev, used | mask, oe, o1, o2, locks | cell.locks),
      );
      if (steps > MOST_STEPS) return;
    }
  };

  const collectSlots = (items: readonly number[]): void => {
    const found = new Map<string, number>();
    for (const entries of bestDays) {
      if (entries.length === 0) continue;
      bestSum = -Infinity;
      const sorted = [...entries].sort((a, b) => (a.cell?.slots.length ?? 0) - (b.cell?.slots.length ?? 0));
      time(sorted, 0, 0);
      sorted.forEach(({ item, session }, i) => found.set(`${item} ${session}`, bestTiming[i] as number));
    }
    slots.length = 0;
    for (const item of items) {
      if (problem.isLead(item)) continue;
      const sessions = problem.instance.optionSessions[problem.optionOf(item)] as number;
      for (let s = 0; s < sessions; s++) slots.push(found.get(`${item} ${s}`) as number);
    }
  };

  return {
    slots,
    best(of, items, above, wantSlots) {
      problem = of;
      // Few cells first: what fits nowhere is found out soonest.
      order = [...items].sort((a, b) => of.cellsOf(a).length - of.cellsOf(b).length || a - b);
      let after = 0;
      bestAfter.length = order.length;
      isAgain.length = order.length;
      for (let i = order.length - 1; i >= 0; i--) {
        bestAfter[i] = after;
        const item = order[i] as number;
        after += of.bestSlots(item);
        const home = of.placeOf(item);
        isAgain[i] = false;
        for (let j = 0; j < i; j++) if (of.placeOf(order[j] as number) === home) isAgain[i] = true;
      }
      if (after === NO_WAY) return NO_WAY;
      if (after <= above) return NO_WAY;
      bestValue = above;
      steps = 0;
      for (const entries of days) entries.length = 0;
      dayValue.fill(0);
      placeItem(0, 0, 0, 0, 0);
      if (steps > MOST_STEPS) return NaN;
      if (bestValue === above) return NO_WAY;
      if (wantSlots) collectSlots(items);
      return bestValue;
    },
  };
}

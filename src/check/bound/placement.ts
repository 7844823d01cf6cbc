// The best times for what a contact's plan consists of: an exact search that, with each session placed, strikes out what
// it makes impossible for the others.
//
// Slots of an option are looked at dearest first. Sessions of one option are taken in that order, so that no set of times
// is tried twice. Values are those of slots (`most`), and the charge of shared covers is set right once an option is
// complete; tallies are added at the end.
// Long function createPlacer: the state of the search is closed over by its steps.
import type { World } from '../../domain/world.ts';
import type { ConflictRule } from '../../rules/rule.ts';
import type { ContactProblem, Option, Slot } from './contact-problem.ts';
import type { Amounts } from './tallies.ts';

/** Slots looked at before one search gives up, and by all searches of a contact; then answers are only upper bounds. */
const MOST_LOOKS = 10_000_000;
export const MOST_LOOKS_IN_ALL = 300_000_000;
/** So much is always looked at. */
const LEAST_LOOKS = 20_000;

export type Placement = {
  /** Value of the slots, covers charged; where `isExact` is false, no less than that. */
  readonly value: number;
  /** By option in the order given, its slots; undefined where nothing was found. */
  readonly slots: readonly (readonly Slot[])[] | undefined;
  readonly isExact: boolean;
};

/** An option that is being placed. */
type Task = {
  readonly option: Option;
  readonly position: number;
  readonly left: number;
  readonly list: readonly Slot[];
  readonly chosen: readonly Slot[];
};

/** Sum of the dearest slots that a task needs. */
function bestOf({ list, left }: Pick<Task, 'list' | 'left'>, from = 0): number {
  let sum = 0;
  for (let k = from; k < from + left; k++) sum += (list[k] as Slot).most;
  return sum;
}

/** What complete times of an option pay for covers that slots share, beyond what their `most` counted. */
function correction(
  { option, chosen }: Pick<Task, 'option' | 'chosen'>,
  coverPrice: (cover: number) => number,
): number {
  let value = 0;
  const covers = new Set<number>(option.covers);
  for (const slot of chosen) {
    value += slot.value - slot.most;
    for (const cover of slot.covers) covers.add(cover);
  }
  for (const cover of covers) value -= coverPrice(cover);
  return value;
}

export type Placer = {
  /** Whether this contact has cost more than is reasonable. */
  isSpent(): boolean;
  /**
   * The best slots for options whose own uses are in the buckets already; only what is worth more than `threshold`
   * counts. `worthOf` adds what depends on all times together and is never more than `mostWorth`.
   */
  place(
    options: readonly Option[],
    threshold: number,
    whole?: { readonly mostWorth: number; worthOf(amounts: readonly Amounts[]): number },
  ): Placement;
  /**
   * Leaves out the slots that break a limit together with the option alone; to be asked while the buckets are empty.
   * Returns how many are left, and the value of the dearest of them.
   */
  open(option: Option): { readonly count: number; readonly most: number };
};

const UNKNOWN = 0;
const FREE = 1;
const CLASH = 2;

/** Which slots clash with one, by number: what has been asked before. */
type ClashRow = Uint8Array;

function createClash(world: World, conflicts: readonly ConflictRule[], slotCount: number) {
  const rules = conflicts.filter(({ occurrences }) => occurrences !== undefined);
  const rows: (ClashRow | undefined)[] = [];
  const ask = (a: Slot, b: Slot): boolean =>
    a.occurrences.some((first) =>
      b.occurrences.some(
        (second) =>
          first.dayKey === second.dayKey &&
          rules.some((rule) => rule.occurrences?.(world, first, second) !== undefined),
      ),
    );
  const rowOf = ({ index }: Slot): ClashRow => (rows[index] ??= new Uint8Array(slotCount));
  return (a: Slot, b: Slot): boolean => {
    if ((a.days & b.days) === 0) return false;
    const row = rowOf(a);
    if (row[b.index] === UNKNOWN) {
      const answer = ask(a, b) ? CLASH : FREE;
      row[b.index] = answer;
      rowOf(b)[a.index] = answer;
    }
    return row[b.index] === CLASH;
  };
}

/** Slots of one node that are compared with each further one. */
const MOST_COMPARED = 20;

/** Whether each list is part of the other's; both are parts of one list, in its order. */
function areParts(small: readonly Task[], large: readonly Task[]): boolean {
  return small.every(({ list }, t) => {
    const within = (large[t] as Task).list;
    if (list.length > within.length) return false;
    let at = 0;
    for (const slot of list) {
      while (at < within.length && within[at] !== slot) at++;
      if (at === within.length) return false;
      at++;
    }
    return true;
  });
}

export function createPlacer(
  world: World,
  problem: ContactProblem,
  conflicts: readonly ConflictRule[],
  mostLooksInAll = MOST_LOOKS_IN_ALL,
): Placer {
  const { buckets, usesOf, coverPrice } = problem;
  const clash = createClash(world, conflicts, problem.slotCount);
  const opened = new Map<Option, readonly Slot[]>();
  let looks = 0;
  let mostLooks = MOST_LOOKS;
  let spent = 0;
  let best = -Infinity;
  let found: (readonly Slot[])[] | undefined;
  let amountsAtEnd: ((amounts: readonly Amounts[]) => number) | undefined;
  let mostWorth = 0;
  const done: (readonly Slot[])[] = [];

  const marks: string[] = [];
  /** Equal for slots that take the same of limits, tallies, covers and locks. */
  const markOf = (slot: Slot): string =>
    (marks[slot.index] ??= JSON.stringify([usesOf(slot), slot.tally, slot.covers, slot.locks, slot.value - slot.most]));

  const mayStay = (slot: Slot, placed: Slot): boolean => !clash(slot, placed) && !buckets.wouldPass(usesOf(slot));

  /** The tasks once a slot is placed, or undefined where one has too few slots left. */
  const struck = (tasks: readonly Task[], task: Task, k: number, slot: Slot): Task[] | undefined => {
    const next: Task[] = [];
    for (const other of tasks) {
      const isOwn = other === task;
      const left = isOwn ? other.left - 1 : other.left;
      const chosen = isOwn ? [...other.chosen, slot] : other.chosen;
      if (left === 0) {
        next.push({ ...other, left, chosen, list: [] });
        continue;
      }
      const list: Slot[] = [];
      for (let i = isOwn ? k + 1 : 0; i < other.list.length; i++) {
        const each = other.list[i] as Slot;
        if (mayStay(each, slot)) list.push(each);
      }
      looks += other.list.length;
      if (list.length < left) return undefined;
      next.push({ ...other, left, chosen, list });
    }
    return next;
  };

  /** Takes tasks that have all their sessions out; undefined where a lock is missed. */
  const settled = (tasks: readonly Task[]): { readonly open: Task[]; readonly value: number } | undefined => {
    let value = 0;
    const open: Task[] = [];
    for (const task of tasks) {
      if (task.left > 0) {
        open.push(task);
        continue;
      }
      const locks = task.chosen.reduce((bits, slot) => bits | slot.locks, 0);
      if ((locks & task.option.locks) !== task.option.locks) return undefined;
      value += correction(task, coverPrice);
      done[task.position] = task.chosen;
    }
    return { open, value };
  };

  const finish = (value: number): void => {
    const worth = amountsAtEnd?.(done.flatMap((slots) => slots.map(({ tally }) => tally))) ?? 0;
    if (value + worth <= best) return;
    best = value + worth;
    found = [...done];
  };

  const search = (tasks: readonly Task[], before: number): void => {
    const rest = settled(tasks);
    if (rest === undefined) return;
    const value = before + rest.value;
    // Fewest slots a session first: what fits nowhere is found out soonest.
    const [first, ...others] = rest.open;
    if (first === undefined) {
      finish(value);
      return;
    }
    const task = others.reduce((a, b) => (b.list.length * a.left < a.list.length * b.left ? b : a), first);
    // A slot that leaves the others no more than one before it did, for no more value, has no better times.
    const tried: { readonly mark: string; readonly next: readonly Task[] }[] = [];
    const isDominated = (mark: string, next: readonly Task[]): boolean =>
      tried.some((each) => each.mark === mark && areParts(next, each.next));
    const bestOthers = rest.open.reduce((sum, other) => (other === task ? sum : sum + bestOf(other)), 0);
    for (let k = 0; k + task.left <= task.list.length; k++) {
      if (value + bestOf(task, k) + bestOthers + mostWorth <= best) return;
      if (looks > mostLooks) return;
      const slot = task.list[k] as Slot;
      const uses = usesOf(slot);
      if (buckets.wouldPass(uses)) continue;
      buckets.add(uses);
      const next = struck(rest.open, task, k, slot);
      const placed = value + slot.most;
      if (next !== undefined && placed + next.reduce((sum, each) => sum + bestOf(each), 0) + mostWorth > best) {
        const mark = markOf(slot);
        if (!isDominated(mark, next)) {
          search(next, placed);
          tried.push({ mark, next });
          if (tried.length > MOST_COMPARED) tried.shift();
        }
      }
      buckets.remove(uses);
    }
  };

  return {
    isSpent: () => spent > mostLooksInAll,
    open(option) {
      buckets.add(option.uses);
      const list = option.slots.filter((slot) => !buckets.wouldPass(usesOf(slot)));
      buckets.remove(option.uses);
      opened.set(option, list);
      const isEnough = list.length >= option.sessions;
      return { count: list.length, most: isEnough ? bestOf({ list, left: option.sessions }) : -Infinity };
    },
    place(options, threshold, whole) {
      looks = 0;
      mostLooks = Math.max(LEAST_LOOKS, Math.min(MOST_LOOKS, (mostLooksInAll - spent) / 10));
      best = threshold;
      found = undefined;
      amountsAtEnd = whole?.worthOf.bind(whole);
      mostWorth = whole?.mostWorth ?? 0;
      done.length = 0;
      const tasks = options.map(
        (option, position): Task => ({
          option,
          position,
          left: option.sessions,
          list: (opened.get(option) ?? option.slots).filter((slot) => !buckets.wouldPass(usesOf(slot))),
          chosen: [],
        }),
      );
      const isPossible = tasks.every(({ list, left }) => list.length >= left);
      const most = isPossible ? tasks.reduce((sum, task) => sum + bestOf(task), 0) + mostWorth : -Infinity;
      if (isPossible) search(tasks, 0);
      spent += looks + options.length;
      if (looks > mostLooks) return { value: most, slots: undefined, isExact: false };
      return { value: found === undefined ? -Infinity : best, slots: found, isExact: true };
    },
  };
}

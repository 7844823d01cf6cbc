// One contact's part of the instance, as its pricing sees it: items (options, then leads), the ways between their places,
// and the cells of each block at given prices.
// Long function createContactProblem: views that are made once and closed over by what the problem answers.
import type { Gaps, Instance } from './instance.ts';
import { placesOf } from './places.ts';
import type { Prices } from './prices.ts';

/** A best sum of slots that no schedule has. */
export const NO_WAY = -Infinity;

/** Minutes a way counts at most; longer than any day. */
export const LONGEST_WAY = 32_000;

/** A cell at prices: its slots, best first, with points less prices. */
export type CellView = {
  /** Cell of the instance. */
  readonly cell: number;
  readonly days: number;
  readonly evening: boolean;
  readonly locks: number;
  readonly best: number;
  /** Slots of the instance and their values, best first. */
  readonly slots: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Number among the contact's cells where values are points; −1 where prices change them. */
  readonly number: number;
};

/** What branching says of session times. */
export type TimeLimits = {
  /** 1 for session times that no plan may have. */
  readonly tauOut: Uint8Array;
  /** For portions that are served at this session time or not at all: the session time; else −1. */
  readonly tauMust: Int32Array;
};

/** What branching forbids a contact and demands of it. */
export type ContactLimits = {
  /** 1 for options that are out; indices of the instance. */
  readonly optionOut: Uint8Array;
  readonly leadOut: Uint8Array;
  /** 1 for portions that this contact must serve where it has an option for them at all. */
  readonly optionMust: Uint8Array;
  readonly leadMust: Uint8Array;
} & TimeLimits;

/** Lock bit of a session time that branching demands. */
const DEMANDED = 128;

export type ContactProblem = {
  readonly instance: Instance;
  readonly contact: number;
  readonly itemCount: number;
  readonly optionCount: number;
  /** Cells and leads of the contact: the range of numbers in keys. */
  readonly numberCount: number;
  readonly mostWeekMinutes: number;
  readonly mostEvenings: number;
  readonly mostRecipients: number;
  isLead(item: number): boolean;
  optionOf(item: number): number;
  leadOf(item: number): number;
  placeOf(item: number): number;
  /** Part of an option's portion, whose sessions lie on different days; −1 for a lead. */
  partOf(item: number): number;
  gap(from: number, to: number): number;
  /** Whether it could serve a portion. */
  hasPortion(portion: number): boolean;
  /** Cells of an option's block at the prices of the last `setPrices`, best first. */
  cellsOf(item: number): readonly CellView[];
  /** Best sum of as many slots on different days as an item has sessions; `NO_WAY` where there are none. */
  bestSlots(item: number): number;
  /** Whether an item's slots are worth other than their points, or some must not do, at the last `setPrices`. */
  isTimed(item: number): boolean;
  /** Lock bits that an option's sessions must carry together. */
  mustOf(item: number): number;
  setPrices(prices: Prices, times?: TimeLimits): void;
  /** Values of item sets whose slots have no price. */
  readonly knownSets: Map<number, number>;
  /** Sets whose schedules are worth no more than this. */
  readonly knownUpper: Map<number, number>;
  /** Values of sessions together on one weekday, likewise. */
  readonly knownDays: Map<number, number>;
};

/** Best sum of `sessions` cells on different days, best first: no schedule of the block is worth more. */
function bestSum(cells: readonly CellView[], sessions: number): number {
  let sum = 0;
  let taken = 0;
  let used = 0;
  for (const { days, best } of cells) {
    if (taken === sessions) break;
    if ((used & days) !== 0) continue;
    used |= days;
    sum += best;
    taken++;
  }
  return taken < sessions ? NO_WAY : sum;
}

const NO_CELLS: readonly CellView[] = [];

export function createContactProblem(
  instance: Instance,
  contact: number,
  gaps: Gaps,
  parts: Int32Array,
): ContactProblem {
  const { optionBlock, optionPortion, optionSessions, blockCells, cellFrom, slotTau } = instance;
  const optionFrom = instance.optionFrom[contact] as number;
  const optionCount = (instance.optionFrom[contact + 1] as number) - optionFrom;
  const leadFrom = instance.leadFrom[contact] as number;
  const itemCount = optionCount + (instance.leadFrom[contact + 1] as number) - leadFrom;
  const blockOf = (item: number): number => optionBlock[optionFrom + item] as number;
  const firstCell = optionCount === 0 ? 0 : (blockCells[blockOf(0)] as number);
  const cellCount = optionCount === 0 ? 0 : (blockCells[blockOf(optionCount - 1) + 1] as number) - firstCell;

  const ownPortions = new Set(optionPortion.subarray(optionFrom, optionFrom + optionCount));

  // Ways between places are asked once.
  const { places, ofItem: itemPlace } = placesOf(instance, contact);
  const ways = new Int16Array(places.length * places.length).fill(-1);

  const plain: (readonly CellView[] | undefined)[] = [];
  const plainBest = new Float64Array(itemCount).fill(NaN);
  let priced = new Map<number, readonly CellView[]>();
  let limits: TimeLimits | undefined;
  const timed = new Uint8Array(itemCount);
  const timedBest = new Float64Array(itemCount);

  const viewOf = (cell: number): CellView => {
    const from = cellFrom[cell] as number;
    const to = cellFrom[cell + 1] as number;
    const slots = new Int32Array(to - from);
    for (let i = 0; i < slots.length; i++) slots[i] = from + i;
    return {
      cell,
      days: instance.cellDays[cell] as number,
      evening: instance.cellEvening[cell] === 1,
      locks: instance.cellLocks[cell] as number,
      best: instance.slotPoints[from] as number,
      slots,
      values: instance.slotPoints.subarray(from, to),
      number: cell - firstCell,
    };
  };

  const plainCells = (block: number): readonly CellView[] => {
    const at = block - blockOf(0);
    let views = plain[at];
    if (views === undefined) {
      const own: CellView[] = [];
      for (let cell = blockCells[block] as number; cell < (blockCells[block + 1] as number); cell++)
        own.push(viewOf(cell));
      views = own;
      plain[at] = views;
    }
    return views;
  };

  /** What the locks that a cell carries cost at prices, but for those that every plan holds. */
  const lockPriceOf = (block: number, cell: number, prices: Prices): number => {
    const lock = instance.blockLock[block] as number;
    if (lock < 0) return 0;
    let price = 0;
    let bits = (instance.cellLocks[cell] as number) & ~(instance.blockMust[block] as number);
    for (let i = 0; bits !== 0; bits >>= 1, i++) if ((bits & 1) !== 0) price += prices.lock[lock + i] as number;
    return price;
  };

  /** Whether a block's slots are worth other than their points at prices, or some are demanded or out. */
  const isTouched = (block: number, prices: Prices, times: TimeLimits | undefined, demanded: number): boolean => {
    const [from, to] = [blockCells[block] as number, blockCells[block + 1] as number];
    const isTimedBlock = (slotTau[cellFrom[from] as number] as number) >= 0;
    if (!isTimedBlock && (instance.blockLock[block] as number) < 0) return false;
    if (demanded >= 0) return true;
    for (let cell = from; cell < to; cell++) if (lockPriceOf(block, cell, prices) !== 0) return true;
    if (!isTimedBlock) return false;
    for (let slot = cellFrom[from] as number; slot < (cellFrom[to] as number); slot++) {
      const tau = slotTau[slot] as number;
      if ((prices.tau[tau] as number) !== 0 || times?.tauOut[tau] === 1) return true;
    }
    return false;
  };

  /** The cells of a block that prices or branches touch. */
  const pricedCells = (
    block: number,
    prices: Prices,
    times: TimeLimits | undefined,
    demanded: number,
  ): readonly CellView[] => {
    const views: CellView[] = [];
    for (let cell = blockCells[block] as number; cell < (blockCells[block + 1] as number); cell++) {
      const locks = instance.cellLocks[cell] as number;
      const lockPrice = lockPriceOf(block, cell, prices);
      const list: { slot: number; value: number }[] = [];
      for (let slot = cellFrom[cell] as number; slot < (cellFrom[cell + 1] as number); slot++) {
        const tau = slotTau[slot] as number;
        if (tau >= 0 && times?.tauOut[tau] === 1) continue;
        const price = lockPrice + (tau < 0 ? 0 : (prices.tau[tau] as number));
        list.push({ slot, value: (instance.slotPoints[slot] as number) - price });
      }
      list.sort((a, b) => b.value - a.value || a.slot - b.slot);
      const push = (some: readonly { slot: number; value: number }[], bits: number): void => {
        if (some.length === 0) return;
        views.push({
          cell,
          days: instance.cellDays[cell] as number,
          evening: instance.cellEvening[cell] === 1,
          locks: bits,
          best: (some[0] as { value: number }).value,
          slots: some.map(({ slot }) => slot),
          values: some.map(({ value }) => value),
          number: -1,
        });
      };
      const isDemanded = ({ slot }: { slot: number }): boolean => demanded >= 0 && slotTau[slot] === demanded;
      push(
        list.filter((entry) => !isDemanded(entry)),
        locks,
      );
      push(list.filter(isDemanded), locks | DEMANDED);
    }
    return views.sort((a, b) => b.best - a.best || a.cell - b.cell);
  };

  /** The session time that branching demands of an item's portion, −1 where it demands none. */
  const demandedOf = (item: number): number =>
    item >= optionCount ? -1 : (limits?.tauMust[optionPortion[optionFrom + item] as number] ?? -1);

  const isAnyTimed = ((): boolean => {
    for (let item = 0; item < optionCount; item++) {
      const block = blockOf(item);
      const slot = cellFrom[blockCells[block] as number] as number;
      if ((slotTau[slot] as number) >= 0 || (instance.blockLock[block] as number) >= 0) return true;
    }
    return false;
  })();

  return {
    instance,
    contact,
    itemCount,
    optionCount,
    numberCount: cellCount + itemCount - optionCount,
    mostWeekMinutes: instance.mostWeekMinutes[contact] as number,
    mostEvenings: instance.mostEvenings[contact] as number,
    mostRecipients: instance.mostRecipients[contact] as number,
    isLead: (item) => item >= optionCount,
    optionOf: (item) => optionFrom + item,
    leadOf: (item) => leadFrom + item - optionCount,
    placeOf: (item) => itemPlace[item] as number,
    partOf: (item) => (item < optionCount ? (parts[optionPortion[optionFrom + item] as number] as number) : -1),
    gap(from, to) {
      const at = from * places.length + to;
      let way = ways[at] as number;
      if (way < 0) {
        way = Math.min(LONGEST_WAY, gaps(contact, places[from] as number, places[to] as number));
        ways[at] = way;
      }
      return way;
    },
    hasPortion: (portion) => ownPortions.has(portion),
    cellsOf: (item) => (item >= optionCount ? NO_CELLS : (priced.get(blockOf(item)) ?? plainCells(blockOf(item)))),
    bestSlots(item) {
      if (item >= optionCount) return 0;
      if (timed[item] === 1) return timedBest[item] as number;
      let best = plainBest[item] as number;
      if (Number.isNaN(best)) {
        best = bestPlain(instance, blockOf(item), optionSessions[optionFrom + item] as number);
        plainBest[item] = best;
      }
      return best;
    },
    // A block without session times has no price on them, and yet none of its slots is the one that is demanded.
    isTimed: (item) => timed[item] === 1 || demandedOf(item) >= 0,
    mustOf(item) {
      const held = instance.blockMust[blockOf(item)] as number;
      return demandedOf(item) < 0 ? held : held | DEMANDED;
    },
    setPrices(prices, times) {
      limits = times;
      if (!isAnyTimed) return;
      timed.fill(0);
      priced = new Map();
      const asked = new Map<number, boolean>();
      for (let item = 0; item < optionCount; item++) {
        const block = blockOf(item);
        let isPriced = asked.get(block);
        if (isPriced === undefined) {
          const demanded = times?.tauMust[optionPortion[optionFrom + item] as number] ?? -1;
          isPriced = isTouched(block, prices, times, demanded);
          if (isPriced) priced.set(block, pricedCells(block, prices, times, demanded));
          asked.set(block, isPriced);
        }
        if (!isPriced) continue;
        timed[item] = 1;
        timedBest[item] = bestSum(
          priced.get(block) as readonly CellView[],
          optionSessions[optionFrom + item] as number,
        );
      }
    },
    knownSets: new Map(),
    knownUpper: new Map(),
    knownDays: new Map(),
  };
}

/** `bestSum` of a block's own points. */
function bestPlain({ blockCells, cellFrom, cellDays, slotPoints }: Instance, block: number, sessions: number): number {
  let sum = 0;
  let taken = 0;
  let used = 0;
  for (let cell = blockCells[block] as number; cell < (blockCells[block + 1] as number) && taken < sessions; cell++) {
    const days = cellDays[cell] as number;
    if ((used & days) !== 0) continue;
    used |= days;
    sum += slotPoints[cellFrom[cell] as number] as number;
    taken++;
  }
  return taken < sessions ? NO_WAY : sum;
}

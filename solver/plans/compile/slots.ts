// The tables of slots and of the cells that they lie in.
import { dayOfPattern, type PatternTime } from '../../../src/domain/items.ts';
import { DAY_MINUTES, minuteOfDay } from '../../../src/domain/time.ts';
import type { World } from '../../../src/domain/world.ts';
import type { Ruleset } from '../../../src/rules/rule.ts';
import { slotPointsOf } from '../../slot-points.ts';
import { slotMatchesPin } from '../../timed/pins.ts';
import type { Instance } from '../instance.ts';
import { engagementOf } from './block-facts.ts';
import { A_LOOK, type BlockTable } from './blocks.ts';
import type { ContactNumbers } from './contact-numbers.ts';
import type { Lock, Locks } from './locks.ts';
import type { Options } from './options.ts';
import type { People } from './people.ts';
import { createSorter, daysOfKey, eveningOfKey, locksOfKey } from './sort-starts.ts';

export type Slots = {
  readonly table: Pick<
    Instance,
    | 'blockCells'
    | 'cellFrom'
    | 'cellDays'
    | 'cellEvening'
    | 'cellLocks'
    | 'slotBegin'
    | 'slotPoints'
    | 'slotTau'
    | 'slotTime'
    | 'tauCount'
    | 'eveningAfter'
  >;
  /** Portion of each session time. */
  readonly tauPortion: readonly number[];
};

/** A week or more evenings are no limit. */
const EVERY_EVENING = 7;

/** Numbers the session times of portions: equal for one portion on one day at one time, whoever it is with. */
function createTaus() {
  const ofPortion = new Map<number, Map<number, number>>();
  const tauPortion: number[] = [];
  /** The times of a portion, to be asked one by one. */
  const timesOf = (portion: number): ((time: PatternTime) => number) => {
    const known = ofPortion.get(portion) ?? new Map<number, number>();
    ofPortion.set(portion, known);
    return (time) => {
      const key = (dayOfPattern(time) * DAY_MINUTES + time.start) * (DAY_MINUTES + 1) + time.minutes;
      let tau = known.get(key);
      if (tau === undefined) {
        tau = tauPortion.length;
        known.set(key, tau);
        tauPortion.push(portion);
      }
      return tau;
    };
  };
  return { timesOf, tauPortion };
}

/** Room for the slots of all blocks, where threads can read it. */
function slotRoom(count: number) {
  const room = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(count * bytes);
  return {
    slotBegin: new Int16Array(room(2)),
    slotPoints: new Int32Array(room(4)),
    slotTau: new Int32Array(room(4)),
    slotTime: new Int16Array(room(2)),
  };
}

/** Bits of the locks that a time carries. */
const bitsOf = (locks: readonly Lock[], time: PatternTime): number =>
  locks.reduce((bits, { pin }, bit) => (slotMatchesPin(pin, time) ? bits | (1 << bit) : bits), 0);

/** Sorts the starts of every block into cells; undefined where that gets late. */
export function fillSlots(
  { world, rules }: { readonly world: World; readonly rules: Ruleset },
  { portionRecipient, several }: People,
  { blocks, blockContact, blockPortion }: Options,
  { blockWeekEvenings }: BlockTable,
  { table: { mostEvenings } }: ContactNumbers,
  locks: Locks,
  isLate: () => boolean,
): Slots | undefined {
  const eveningAfter = minuteOfDay(world.policy.eveningFrom);
  const pointsOf = slotPointsOf(world, rules);
  const sorter = createSorter(blocks.reduce((most, { times }) => Math.max(most, times.length), 0));
  const taus = createTaus();
  const room = slotRoom(blocks.reduce((sum, { times }) => sum + times.length, 0));
  const blockCells = new Int32Array(blocks.length + 1);
  const cellFrom: number[] = [];
  const cellKey: number[] = [];
  let slot = 0;
  for (const [b, block] of blocks.entries()) {
    if (b % A_LOOK === 0 && isLate()) return undefined;
    const portion = blockPortion[b] as number;
    const own = locks.of(b);
    const { times } = block;
    // Evenings are told apart only where somebody counts them.
    const most = Math.min(mostEvenings[blockContact[b] as number] as number, blockWeekEvenings[b] as number);
    const cells = sorter.sort(times, {
      pointsAt: pointsOf(engagementOf(block)),
      eveningAfter: most < EVERY_EVENING ? eveningAfter : Infinity,
      locksAt: own.length === 0 ? undefined : (time) => bitsOf(own, time),
    });
    for (let cell = 0, from = slot; cell < cells; from += sorter.cellSize[cell++] as number) {
      cellFrom.push(from);
      cellKey.push(sorter.cellKey[cell] as number);
    }
    // Locks that may break are branched on by session times too.
    const isTimed = several.has(portionRecipient[portion] as number) || own.some(({ isHeld }) => !isHeld);
    const tauAt = isTimed ? taus.timesOf(portion) : undefined;
    for (let i = 0; i < times.length; i++, slot++) {
      const t = sorter.order[i] as number;
      const time = times[t] as PatternTime;
      room.slotBegin[slot] = time.start;
      room.slotPoints[slot] = sorter.points[t] as number;
      room.slotTau[slot] = tauAt?.(time) ?? -1;
      room.slotTime[slot] = t;
    }
    blockCells[b + 1] = cellFrom.length;
  }
  cellFrom.push(slot);
  const table = {
    ...room,
    blockCells,
    cellFrom: new Int32Array(cellFrom),
    cellDays: Uint16Array.from(cellKey, daysOfKey),
    cellEvening: Uint8Array.from(cellKey, eveningOfKey),
    cellLocks: Uint8Array.from(cellKey, locksOfKey),
    tauCount: taus.tauPortion.length,
    eveningAfter,
  };
  return { table, tauPortion: taus.tauPortion };
}

// What a plan uses of the master's rows and prices: its times and locks, its reduced value, its coefficient in a row.
import { agentOf, type Column, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import type { Instance } from './instance.ts';
import type { ContactPlan } from './price-contact.ts';
import type { Prices } from './prices.ts';
import type { Row } from './rows.ts';
import { type Subset, subsetPriceOf, takenOf } from './subsets.ts';

/** The cell of a block that a slot lies in. */
function cellOfSlot({ blockCells, cellFrom }: Instance, block: number, slot: number): number {
  let cell = blockCells[block] as number;
  while ((cellFrom[cell + 1] as number) <= slot) cell++;
  return cell;
}

/** Visits each session time, and each lock that a session carries, of a contact's plan. */
function visitTimes(
  instance: Instance,
  { options, slots }: Pick<ContactPlan, 'options' | 'slots'>,
  onTau: (tau: number) => void,
  onLock: (lock: number) => void,
): void {
  let at = 0;
  for (const option of options) {
    const block = instance.optionBlock[option] as number;
    const lock = instance.blockLock[block] as number;
    for (let s = 0; s < (instance.optionSessions[option] as number); s++) {
      const slot = slots[at++] as number;
      const tau = instance.slotTau[slot] as number;
      if (tau >= 0) onTau(tau);
      if (lock < 0) continue;
      const locks = instance.cellLocks[cellOfSlot(instance, block, slot)] as number;
      for (let bit = 0, bits = locks; bits !== 0; bit++, bits >>= 1) if ((bits & 1) !== 0) onLock(lock + bit);
    }
  }
}

/** A plan's points less the prices of all that it uses; a gathering's plan is paid for its leaders. */
export function reducedValue(instance: Instance, column: Column, prices: Prices): number {
  let value = column.plan.points;
  if (prices.subsets.length > 0) {
    const portions = new Set(portionsOf({ instance }, column));
    value -= subsetPriceOf(prices.subsets, agentOf(column), (portion) => portions.has(portion));
  }
  if (column.kind === 'gathering') {
    const { seats, links } = column.plan;
    for (const seat of seats)
      value -= (prices.portion[instance.seatPortion[seat] as number] as number) + (prices.seat[seat] as number);
    for (const link of links) value += prices.link[link] as number;
    return value;
  }
  const { plan } = column;
  for (const option of plan.options)
    value -= (prices.portion[instance.optionPortion[option] as number] as number) + (prices.option[option] as number);
  visitTimes(
    instance,
    plan,
    (tau) => (value -= prices.tau[tau] as number),
    (lock) => (value -= prices.lock[lock] as number),
  );
  for (const lead of plan.leads)
    value -= (prices.link[instance.leadLink[lead] as number] as number) + (prices.lead[lead] as number);
  return value;
}

/** Adds to sums, by row, how often a column takes the rows that are subsets. */
function indexSubsets(instance: Instance, rows: readonly Row[]) {
  const { portionCount: P, contactCount: C } = instance;
  const subsets = new Map<number, number[]>();
  const agentKey = (agent: number): number => (agent >= 0 ? P + agent : P + C - 1 - agent);
  rows.forEach(({ subset }, r) => {
    if (subset === undefined) return;
    for (const key of [...subset.portions, ...subset.agents.map(agentKey)]) {
      const own = subsets.get(key);
      if (own === undefined) subsets.set(key, [r]);
      else own.push(r);
    }
  });
  return (column: Column, sums: Map<number, number>): void => {
    if (subsets.size === 0) return;
    const portions = portionsOf({ instance }, column);
    const agent = agentOf(column);
    const near = new Set([...portions, agentKey(agent)].flatMap((key) => subsets.get(key) ?? []));
    for (const r of near) {
      const taken = takenOf((rows[r] as Row).subset as Subset, agent, (portion) => portions.includes(portion));
      if (taken > 0) sums.set(r, taken);
    }
  };
}

/** Coefficients of columns in rows beside the master's own: for a column, those that are not 0 by the row's index. */
export function indexRows(instance: Instance, rows: readonly Row[]): (column: Column) => ReadonlyMap<number, number> {
  type Entries = readonly (readonly [number, number])[];
  const indexOf = (entriesOf: (row: Row) => Entries): Map<number, [number, number][]> => {
    const map = new Map<number, [number, number][]>();
    rows.forEach((row, r) => {
      for (const [feature, coefficient] of entriesOf(row)) {
        const own = map.get(feature);
        if (own === undefined) map.set(feature, [[r, coefficient]]);
        else own.push([r, coefficient]);
      }
    });
    return map;
  };
  const taus = indexOf((row) => row.taus);
  const seats = indexOf((row) => row.seats);
  const options = indexOf((row) => row.options);
  const leads = indexOf((row) => row.leads);
  const locks = indexOf((row) => row.locks);
  const addSubsets = indexSubsets(instance, rows);
  return (column) => {
    const sums = new Map<number, number>();
    addSubsets(column, sums);
    const add = (found: Entries | undefined): void => {
      for (const [row, coefficient] of found ?? []) sums.set(row, (sums.get(row) ?? 0) + coefficient);
    };
    if (column.kind === 'gathering') {
      for (const seat of column.plan.seats) add(seats.get(seat));
      return sums;
    }
    const { plan } = column;
    for (const option of plan.options) add(options.get(option));
    visitTimes(
      instance,
      plan,
      (tau) => add(taus.get(tau)),
      (lock) => add(locks.get(lock)),
    );
    for (const lead of plan.leads) add(leads.get(lead));
    return sums;
  };
}

/** Which of the pins that may break a row is about; −1 for a recipient's row. */
export const softPinOf = ({ softPins }: Compiled, { meaning }: Row): number =>
  meaning.kind === 'pin' ? softPins.findIndex(({ pin }) => pin.pinId === meaning.pinId) : -1;

/** Rows with what columns that stay take of them gone. */
export function residualRows(instance: Instance, rows: readonly Row[], fixed: readonly Column[]): Row[] {
  const most = rows.map((row) => row.most);
  const coefficients = indexRows(instance, rows);
  for (const column of fixed)
    for (const [r, coefficient] of coefficients(column)) most[r] = (most[r] as number) - coefficient;
  return rows.map((row, r) => ({ ...row, most: most[r] as number }));
}

// What a plan uses of the master's rows and prices: its times and locks, its reduced value, its coefficient in a row.
import type { Column } from './columns.ts';
import type { Instance } from './instance.ts';
import type { ContactPlan } from './price-contact.ts';
import type { Prices } from './prices.ts';
import type { Row } from './rows.ts';

/** The cell of a block that a slot lies in. */
function cellOfSlot({ blockCells, cellFrom }: Instance, block: number, slot: number): number {
  let cell = blockCells[block] as number;
  while ((cellFrom[cell + 1] as number) <= slot) cell++;
  return cell;
}

/** Visits each session time, and each lock that a session carries, of a contact's plan. */
export function visitTimes(
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

/** Coefficient of a column in a row beside the master's own. */
export function coefficientIn(instance: Instance, column: Column, row: Row): number {
  let sum = 0;
  const add = (list: Row['taus'], feature: number): void => {
    for (const [own, coefficient] of list) if (own === feature) sum += coefficient;
  };
  if (column.kind === 'gathering') {
    for (const seat of column.plan.seats) add(row.seats, seat);
    return sum;
  }
  const { plan } = column;
  for (const option of plan.options) add(row.options, option);
  visitTimes(
    instance,
    plan,
    (tau) => add(row.taus, tau),
    (lock) => add(row.locks, lock),
  );
  for (const lead of plan.leads) add(row.leads, lead);
  return sum;
}

// The ways between the places of contacts as a table, for pricing where there are no rules to ask.
import { LONGEST_WAY } from './contact-problem.ts';
import type { Gaps, Instance } from './instance.ts';
import { placesOf } from './places.ts';

/** Of each contact in the table: `minutes[from + i * n + j]` from its i-th to its j-th of n places (see `placesOf`). */
export type Ways = {
  /** First number of each contact, or −1 where it is not in the table. */
  readonly from: Int32Array;
  readonly minutes: Int16Array;
};

/** The ways of some contacts, in shared memory. */
export function waysOf(instance: Instance, gaps: Gaps, contacts: readonly number[]): Ways {
  const from = new Int32Array(instance.contactCount).fill(-1);
  const places = contacts.map((c) => placesOf(instance, c).places);
  let count = 0;
  contacts.forEach((c, i) => {
    from[c] = count;
    count += (places[i] as readonly number[]).length ** 2;
  });
  const minutes = new Int16Array(new SharedArrayBuffer(count * Int16Array.BYTES_PER_ELEMENT));
  let at = 0;
  contacts.forEach((c, i) => {
    const own = places[i] as readonly number[];
    for (const one of own) for (const other of own) minutes[at++] = Math.min(LONGEST_WAY, gaps(c, one, other));
  });
  return { from, minutes };
}

/** Answers from a table. */
export function gapsOfWays(instance: Instance, { from, minutes }: Ways): Gaps {
  const numbers: (ReadonlyMap<number, number> | undefined)[] = [];
  return (contact, one, other) => {
    const number = (numbers[contact] ??= placesOf(instance, contact).number);
    const row = (number.get(one) as number) * number.size;
    return minutes[(from[contact] as number) + row + (number.get(other) as number)] as number;
  };
}

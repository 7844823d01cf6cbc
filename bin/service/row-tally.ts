// What tells whether two heaps of rows are the same, whatever their order: of each table how many there are, and the sum of
// their SHA-256.
import { createHash } from 'node:crypto';

export type RowTally = ReadonlyMap<string, { readonly count: number; readonly sum: bigint }>;

const WORD = 1n << 256n;

/** A tally to which rows are added, each by its table and its line in a backup. */
export function newRowTally() {
  const tables = new Map<string, { count: number; sum: bigint }>();
  return {
    tally: tables as RowTally,
    add: (table: string, line: string | Uint8Array): void => {
      const known = tables.get(table) ?? { count: 0, sum: 0n };
      known.count += 1;
      known.sum = (known.sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % WORD;
      tables.set(table, known);
    },
  };
}

/** Tables in which two tallies differ, by name. */
export const differingTables = (a: RowTally, b: RowTally): string[] =>
  [...new Set([...a.keys(), ...b.keys()])]
    .filter((table) => a.get(table)?.count !== b.get(table)?.count || a.get(table)?.sum !== b.get(table)?.sum)
    .sort();

/** Rows of each table. */
export const countsOf = (tally: RowTally): Record<string, number> =>
  Object.fromEntries([...tally].map(([table, { count }]) => [table, count]));

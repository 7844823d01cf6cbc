// Recipients' rows that a solution between vertices violates: its many plans taken a little say nothing about them.
import { timesOf } from './branches.ts';
import type { Column } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import type { Row, Separation } from './rows.ts';

/** Plans taken less than this are left out. */
const TAKEN = 0.2;

/** Rows violated by the plans mostly taken, but for those known. */
export function newRows(
  compiled: Compiled,
  separation: Separation,
  columns: readonly Column[],
  values: ArrayLike<number>,
  known: readonly Row[],
): Row[] {
  const taken = Float64Array.from(values, (value) => (value < TAKEN ? 0 : value));
  const { taus, seats } = timesOf(compiled, columns, taken);
  const keys = new Set(known.map(({ key }) => key));
  return separation.violated(taus, seats).filter(({ key }) => !keys.has(key));
}

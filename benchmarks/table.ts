// Results as a table for people: one row a caseload and contender, then how each contender did over the suite.
import type { ContenderName } from './contenders.ts';
import type { Result } from './measure.ts';

const HEAD = ['suite', 'seed', 'contender', 'ms', 'points', 'gap %', 'proven', 'audit'] as const;

const inMilliseconds = (value: number | null): string =>
  value === null ? '–' : value < 100 ? value.toFixed(1) : value.toFixed(0);

/** HiGHS proves; javascript-lp-solver says so and has no bound to show for it. */
const proof = ({ contender, milliseconds, isProven }: Result): string => {
  if (milliseconds === null) return '–';
  if (!isProven) return 'no';
  return contender === 'javascript-lp-solver' ? 'says so' : 'yes';
};

const row = (result: Result): string[] => [
  result.suite,
  `${result.seed}`,
  result.contender,
  inMilliseconds(result.milliseconds),
  result.objective === null ? '–' : `${result.objective}`,
  result.gapPercent === null ? '–' : result.gapPercent.toFixed(3),
  proof(result),
  result.audit,
];

/** Columns of numbers. */
const NUMERIC: readonly number[] = [1, 3, 4, 5];

/** Lines of equal columns, the head first; numbers to the right, words to the left. */
export function alignedTable(rows: readonly (readonly string[])[], numeric: readonly number[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return numeric.includes(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export const table = (results: readonly Result[]): string => alignedTable([HEAD, ...results.map(row)], NUMERIC);

/** One line a contender: how many caseloads it has a clean plan for, and its total time and worst gap over those. */
export function totals(results: readonly Result[]): string {
  const contenders = [...new Set(results.map(({ contender }) => contender))];
  const line = (contender: ContenderName): string => {
    const own = results.filter((result) => result.contender === contender);
    const clean = own.filter(({ milliseconds }) => milliseconds !== null);
    const total = clean.reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0), 0);
    const gaps = clean.flatMap(({ gapPercent }) => (gapPercent === null ? [] : [gapPercent]));
    const worst = gaps.length === 0 ? '–' : `${Math.max(...gaps).toFixed(3)} %`;
    return `${contender}: ${clean.length} of ${own.length} clean, ${inMilliseconds(total)} ms together, worst gap ${worst}`;
  };
  return contenders.map(line).join('\n');
}

// Whole runs as tables for people: medians over seeds, and what was reached beside what is aimed at.
import { alignedTable } from './table.ts';
import { STAGES, type Stage, type WholeRun } from './whole-runs.ts';
import type { Goals, WholeSuiteName } from './whole-suites.ts';

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

const most = (values: readonly number[]): number => Math.max(0, ...values);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How often each status occurs: `optimal`, or `300 optimal, 56 feasible`. */
function statuses(runs: readonly WholeRun[]): string {
  const counts = new Map<string, number>();
  for (const { status } of runs) counts.set(status, (counts.get(status) ?? 0) + 1);
  const [only] = counts.keys();
  if (counts.size === 1 && only !== undefined) return only;
  return [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
}

/** What the runs of one label come to: medians, of a country the worst gap and the sum of times. */
export type Reached = {
  readonly label: string;
  readonly runs: number;
  readonly recipients: number;
  readonly status: string;
  readonly isPlanned: boolean;
  readonly gapPercent: number;
  readonly milliseconds: Readonly<Record<Stage | 'total', number>>;
  /** Peak memory: as the other figures, and the largest of all runs. */
  readonly megabytes: { readonly usual: number; readonly largest: number };
};

export function reachedBy(suite: WholeSuiteName, runs: readonly WholeRun[]): Reached[] {
  const isCountry = suite === 'country';
  return [...new Set(runs.map(({ label }) => label))].map((label) => {
    const own = runs.filter((run) => run.label === label);
    const times = own.flatMap(({ milliseconds }) => milliseconds ?? []);
    const together = isCountry ? sum : median;
    const of = (stage: Stage | 'total'): number => together(times.map((time) => time[stage]));
    const gaps = own.flatMap(({ gapPercent }) => gapPercent ?? []);
    const peaks = own.flatMap(({ megabytes }) => megabytes ?? []);
    return {
      label,
      runs: own.length,
      recipients: together(own.map(({ recipients }) => recipients)),
      status: statuses(own),
      isPlanned: times.length === own.length,
      gapPercent: (isCountry ? most : median)(gaps),
      milliseconds: {
        total: of('total'),
        read: of('read'),
        candidates: of('candidates'),
        solve: of('solve'),
        check: of('check'),
        write: of('write'),
      },
      megabytes: { usual: (isCountry ? most : median)(peaks), largest: most(peaks) },
    };
  });
}

/** Power of the number of recipients by which time grows: least squares on logarithms. */
export function exponentOf(points: readonly { readonly recipients: number; readonly milliseconds: number }[]): number {
  const logs = points.map(({ recipients, milliseconds }) => [Math.log(recipients), Math.log(milliseconds)] as const);
  const x = sum(logs.map(([a]) => a)) / logs.length;
  const y = sum(logs.map(([, b]) => b)) / logs.length;
  return sum(logs.map(([a, b]) => (a - x) * (b - y))) / sum(logs.map(([a]) => (a - x) ** 2));
}

const HEAD = ['caseload', 'recipients', 'runs', 'status', 'gap %', 'ms', ...STAGES, 'MB', 'most MB'];

export function wholeTable(reached: readonly Reached[]): string {
  const rows = reached.map(({ label, recipients, runs, status, isPlanned, gapPercent, milliseconds, megabytes }) => [
    label,
    `${recipients}`,
    `${runs}`,
    status,
    isPlanned ? gapPercent.toFixed(4) : '–',
    milliseconds.total.toFixed(0),
    ...STAGES.map((stage) => milliseconds[stage].toFixed(0)),
    megabytes.usual.toFixed(0),
    megabytes.largest.toFixed(0),
  ]);
  return alignedTable([HEAD, ...rows], [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
}

/** A line a goal: what is aimed at, what was reached, and whether that is it; of growth the largest caseload counts. */
export function goalTable(reached: readonly Reached[], goals: Goals): string {
  const last = reached.at(-1);
  if (last === undefined) return '';
  const line = (name: string, goal: number, value: number, digits: number): string[] => [
    name,
    `≤ ${goal}`,
    last.isPlanned ? value.toFixed(digits) : '–',
    last.isPlanned && value <= goal ? 'reached' : 'missed',
  ];
  const rows = [
    line('gap %', goals.gapPercent, last.gapPercent, 4),
    line('seconds', goals.seconds, last.milliseconds.total / 1_000, 1),
    line('megabytes', goals.megabytes, most(reached.map(({ megabytes }) => megabytes.usual)), 0),
  ];
  const points = reached.map(({ recipients, milliseconds }) => ({ recipients, milliseconds: milliseconds.total }));
  if (goals.exponent !== undefined && points.length > 1)
    rows.push(line('exponent of growth', goals.exponent, exponentOf(points), 2));
  return alignedTable([['goal', 'aim', 'reached', ''], ...rows], [1, 2]);
}

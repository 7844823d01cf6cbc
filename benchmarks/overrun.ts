// Whether limits of time are kept: a thousand whole runs of the compiled command on different caseloads, each timed from outside,
// from starting the process to its end, against the `--time-limit` it was given.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCaseload, type Size } from '../src/synthetic/generate.ts';
import { alignedTable } from './table.ts';
import { runCommand, TODAY } from './whole-runs.ts';

export const OVERRUN_SUITE = 'overrun';

/** Seconds beyond its limit that a run may take. */
export const MOST_OVERRUN_SECONDS = 2;

/** Of twenty runs, how many are of which size and with which limit in seconds: limits that most searches come to. */
const MIX: readonly { readonly size: Size; readonly seconds: number; readonly runs: number }[] = [
  { size: 'village', seconds: 1, runs: 10 },
  { size: 'town', seconds: 1, runs: 4 },
  { size: 'town', seconds: 2, runs: 3 },
  { size: 'district', seconds: 3, runs: 2 },
  { size: 'municipality', seconds: 5, runs: 1 },
];
const ROUND = MIX.flatMap(({ runs, ...each }) => Array.from({ length: runs }, () => each));
export const OVERRUN_RUNS = 1_000;

export type OverrunReading = {
  readonly size: Size;
  /** The limit. */
  readonly seconds: number;
  /** Seconds from starting the process to its end, less the limit; negative where it ended before. */
  readonly overrun: number;
  /** Whether it ended with an audited plan. */
  readonly hasPlan: boolean;
};

/** Runs `propose` on so many caseloads of different seeds, one after another. */
export async function measureOverrun(
  { firstSeed, runs }: { readonly firstSeed: number; readonly runs: number },
  onRun: (run: number, of: number) => void,
): Promise<OverrunReading[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-overrun-'));
  const [caseload, plan] = [join(folder, 'caseload.json'), join(folder, 'plan.json')];
  const readings: OverrunReading[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      onRun(run + 1, runs);
      const { size, seconds } = ROUND[run % ROUND.length] as (typeof ROUND)[number];
      writeFileSync(caseload, JSON.stringify(generateCaseload({ size, seed: firstSeed + run, today: TODAY })));
      const args = ['propose', caseload, '--today', TODAY, '--time-limit', `${seconds}`, '--out', plan];
      const began = performance.now();
      const { code } = await runCommand(args, seconds);
      readings.push({ size, seconds, overrun: (performance.now() - began) / 1_000 - seconds, hasPlan: code === '0' });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return readings;
}

/** Runs that took too long, or ended without a plan. */
export const overran = (readings: readonly OverrunReading[]): OverrunReading[] =>
  readings.filter(({ overrun, hasPlan }) => overrun > MOST_OVERRUN_SECONDS || !hasPlan);

export function overrunTable(readings: readonly OverrunReading[]): string {
  const rows = MIX.flatMap(({ size, seconds }) => {
    const own = readings.filter((reading) => reading.size === size && reading.seconds === seconds);
    const sorted = own.map(({ overrun }) => overrun).sort((a, b) => a - b);
    if (sorted.length === 0) return [];
    const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(2);
    return [[size, `${seconds}`, `${own.length}`, at(0.5), at(0.99), at(1), `${overran(own).length}`]];
  });
  const header = ['caseload', 'limit s', 'runs', 'median', 'p99', 'most', `over ${MOST_OVERRUN_SECONDS} s or no plan`];
  const kept = readings.length - overran(readings).length;
  return `${alignedTable([header, ...rows], [1, 2, 3, 4, 5, 6])}

${kept} of ${readings.length} runs ended with a plan within ${MOST_OVERRUN_SECONDS} s of their limit`;
}

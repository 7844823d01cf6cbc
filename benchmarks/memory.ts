// Whether memory stays flat: many caseloads solved one after another in one process, with one backend and one LP runtime.
//
// HiGHS is WebAssembly, whose memory never shrinks: the first solves make it as large as it gets. From the tenth on nothing
// may stay behind, neither a model that was not disposed of, nor a thread, nor a listener.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildWorld } from '../src/domain/world.ts';
import { RULES } from '../src/rules/index.ts';
import { caseload as schema } from '../src/schema/caseload.ts';
import { generateCaseload } from '../src/synthetic/generate.ts';
import { highsInWorker } from '../solver/backends/highs-worker.ts';
import { solve } from '../solver/solve.ts';
import { alignedTable } from './table.ts';

export const MEMORY_SUITE = 'memory';

/** Solves after which memory is read. */
const READ_AFTER = [10, 50, 100, 150, 200];
/** One solve in so many is of a town, the others of villages. */
const TOWN_EVERY = 4;
/** Most that the process may grow from the first reading to the last, in per cent. */
export const MOST_GROWTH_PERCENT = 20;
/** The day that generated caseloads are as of. */
const TODAY = '2026-01-05';
/** Seconds for each solve, unless told. */
export const MEMORY_SECONDS = 3;

export type MemoryReading = {
  readonly solves: number;
  /** The whole process with its threads, in MB. */
  readonly resident: number;
  /** Objects of JavaScript after a collection, in MB. */
  readonly heap: number;
  /** What belongs to such objects and lies outside, WebAssembly included, in MB. */
  readonly external: number;
  /** Solves so far that ended with a plan that is proven best. */
  readonly optimal: number;
};

const MEGABYTE = 2 ** 20;

/** The collector, whether or not Node was started with --expose-gc. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** Solves caseloads of different seeds, and reads memory as often as `READ_AFTER` says. */
export async function measureMemory(
  { firstSeed, seconds }: { readonly firstSeed: number; readonly seconds: number },
  onSolve: (solves: number, of: number) => void,
): Promise<MemoryReading[]> {
  const collect = collector();
  const backend = highsInWorker();
  const readings: MemoryReading[] = [];
  const last = Math.max(...READ_AFTER);
  let optimal = 0;
  for (let solves = 1; solves <= last; solves++) {
    onSolve(solves, last);
    const size = solves % TOWN_EVERY === 0 ? 'town' : 'village';
    const caseload = generateCaseload({ size, seed: firstSeed + solves - 1, today: TODAY });
    const world = buildWorld(schema.parse(caseload), { today: TODAY });
    const { status } = await solve(world, { rules: RULES, seed: 1, seconds, now: () => performance.now(), backend });
    if (status === 'no-plan') throw new Error(`Solve ${solves} must find a plan.\nMaybe give it more --seconds.`);
    if (status === 'optimal') optimal++;
    if (!READ_AFTER.includes(solves)) continue;
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const [resident, heap, outside] = [rss / MEGABYTE, heapUsed / MEGABYTE, external / MEGABYTE];
    readings.push({ solves, resident, heap, external: outside, optimal });
  }
  await backend.close();
  return readings;
}

/** How much the process has grown from the first reading to the last, in per cent. */
export function growthPercent(readings: readonly Pick<MemoryReading, 'resident'>[]): number {
  const [first, last] = [readings[0]?.resident ?? 0, readings.at(-1)?.resident ?? 0];
  return (100 * (last - first)) / first;
}

export function memoryTable(readings: readonly MemoryReading[]): string {
  const rows = readings.map(({ solves, optimal, resident, heap, external }) => [
    `${solves}`,
    `${optimal}`,
    ...[resident, heap, external].map((megabytes) => megabytes.toFixed(0)),
  ]);
  const growth = growthPercent(readings);
  const verdict = growth <= MOST_GROWTH_PERCENT ? 'flat' : 'grows';
  return `${alignedTable([['solves', 'optimal', 'resident MB', 'heap MB', 'external MB'], ...rows], [0, 1, 2, 3, 4])}

resident from ${readings[0]?.solves} to ${readings.at(-1)?.solves} solves: ${growth.toFixed(1)} % (at most ${MOST_GROWTH_PERCENT} %): ${verdict}`;
}

// The solver against every plan there is: on tiny caseloads with all features the proven optimum is the true one, as
// many pins are broken as must be, and the auditor finds nothing wrong with the plan. Each caseload is solved in every
// formulation: `plans`, `timed` by HiGHS alone, and `timed` with javascript-lp-solver asked first.
import { expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { differs, failures, isFullRun, propose, seeds, SUITE_MILLISECONDS, worldOf } from './harness.ts';

const CASES = 5_000;
/**
 * Seeds that a hundred thousand found wrong once: in the first four someone pinned elsewhere had to leave it for a gathering
 * whose leadership broke instead; in the others nobody but people who may not meet could fill a gathering.
 */
const ONCE_WRONG = [17_677, 50_712, 78_826, 81_217, 60_129, 65_922];

const WAYS = [
  { formulation: 'plans', tinyFirst: false },
  { formulation: 'timed', tinyFirst: false },
  { formulation: 'timed', tinyFirst: true },
] as const;

/** What differs from the truth; undefined where nothing does. */
async function compare(seed: number, provenBy: Map<string, number>): Promise<unknown> {
  const { caseload, options } = tinyCaseload(seed);
  const world = worldOf(caseload, options);
  const truth = bruteForce(world, RULES);
  const wrong: unknown[] = [];
  for (const way of WAYS) {
    const proposal = await propose(world, way);
    if (way.tinyFirst) provenBy.set(proposal.stats.backend, (provenBy.get(proposal.stats.backend) ?? 0) + 1);
    const difference = differs(world, truth, proposal);
    if (difference !== undefined) wrong.push({ ...way, ...difference });
  }
  return wrong.length === 0 ? undefined : wrong;
}

it(
  'a plan proven optimal in any formulation is the best of all plans, and the auditor finds nothing wrong with it',
  async () => {
    const provenBy = new Map<string, number>();
    const all = isFullRun() ? [...seeds(CASES), ...ONCE_WRONG] : seeds(CASES);
    const failed = await failures(all, (seed) => compare(seed, provenBy));
    // The rest were too large for javascript-lp-solver, or it proved nothing, and HiGHS was asked.
    console.log(
      `Tiny caseloads: ${all.length}, each solved three times; asked first, a backend proved: ${JSON.stringify(Object.fromEntries(provenBy))}.`,
    );
    expect(failed).toEqual([]);
  },
  SUITE_MILLISECONDS,
);

// `plans` against every plan there is, on caseloads where column generation alone does not do: contested ones, whose
// first relaxation is mostly no whole solution, and some that have every feature.
import { expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { failures, isFullRun, isLongRun, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { answerProblem } from './checks.ts';
import { mixedCaseload } from './mix.ts';

const CASES = isLongRun() ? 5_000 : 1_000;
/** Least share of caseloads whose first relaxation must be fractional, so that branching is proven too. */
const FRACTIONAL = 0.3;

it(
  'plans are the best of all plans, also where the first relaxation is no whole solution',
  async () => {
    let fractional = 0;
    const all = seeds(CASES);
    const failed = await failures(all, (seed) => {
      const { caseload, options } = mixedCaseload(seed);
      const world = worldOf(caseload, options);
      return answerProblem(world, bruteForce(world, RULES), (isFractional) => {
        if (isFractional === true) fractional++;
      });
    });
    console.log(`Contested caseloads: ${all.length}; first relaxation fractional in ${fractional}.`);
    expect(failed).toEqual([]);
    if (isFullRun() || all.length >= 200) expect(fractional / all.length).toBeGreaterThanOrEqual(FRACTIONAL);
  },
  SUITE_MILLISECONDS,
);

// The relaxation of large caseloads - steps on prices, boxed masters, a dive - on caseloads small enough to know the best plan.
import { expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { failures, isLongRun, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { largeProblem } from './checks.ts';
import { mixedCaseload } from './mix.ts';

const CASES = isLongRun() ? 300 : 40;

it(
  'a caseload relaxed as a large one has bounds that hold in every round, and the best plan in the end',
  async () => {
    const failed = await failures(seeds(CASES), (seed) => {
      const { caseload, options } = mixedCaseload(seed);
      const world = worldOf(caseload, options);
      return largeProblem(world, bruteForce(world, RULES));
    });
    expect(failed).toEqual([]);
  },
  SUITE_MILLISECONDS,
);

// The bound holds at every moment: in each round of column generation, at any prices whatever, and however soon the
// search for a contact's best plan gives up.
import { expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { failures, isFullRun, isLongRun, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { boundProblem } from './checks.ts';
import { mixedCaseload } from './mix.ts';

/** A caseload where nothing that is known at first holds enough pins: its master must have a solution all the same. */
const UNKNOWN_PINS = 615;
const CASES = isLongRun() ? 2_000 : 500;

it(
  'no bound of any round or of any prices lies below the best plan',
  async () => {
    let rounds = 0;
    const all = isFullRun() ? [...new Set([...seeds(CASES), UNKNOWN_PINS])] : seeds(CASES);
    const failed = await failures(all, (seed) => {
      const { caseload, options } = mixedCaseload(seed);
      const world = worldOf(caseload, options);
      return boundProblem(world, seed, bruteForce(world, RULES), (count) => {
        rounds += count;
      });
    });
    console.log(`Bounds: ${all.length} caseloads; ${rounds} rounds of column generation.`);
    expect(failed).toEqual([]);
  },
  SUITE_MILLISECONDS,
);

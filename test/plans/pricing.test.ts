// Pricing by itself: at random prices, with and without what branching forbids and demands, it finds the best of all
// plans that one contact or one gathering can follow.
import { describe, expect, it } from 'vitest';
import { failures, seeds, SUITE_MILLISECONDS, worldOf, isLongRun } from '../proof/harness.ts';
import { narrowCaseload } from '../tiny/narrow.ts';
import { tangledCaseload } from '../tiny/tangled.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { demandedTimesProblem, pricingProblem } from './checks.ts';
import { memoryProblem, tangledProblem, threesProblem } from './memory-checks.ts';
import { mixedCaseload } from './mix.ts';

const CASES = isLongRun() ? 5_000 : 500;
/** Each of its session times is demanded in turn, so fewer caseloads do. */
const TIMED = isLongRun() ? 1_000 : 60;
const NARROW = isLongRun() ? 2_000 : 100;
/** Caseloads of which a portion has session times with one contact and none with another. */
const HALF_TIMED = [85, 273];

describe('exact pricing', () => {
  it(
    'finds the best of all plans of each contact and each gathering, and gives its value as the bound',
    async () => {
      const failed = await failures(seeds(CASES), (seed) => {
        // Half of them with every feature: contested ones have few pins, halves and limits.
        const { caseload, options } = seed % 2 === 0 ? tinyCaseload(seed) : mixedCaseload(seed);
        return pricingProblem(worldOf(caseload, options), seed);
      });
      expect(failed).toEqual([]);
    },
    SUITE_MILLISECONDS,
  );

  it(
    'does so too in odd quarters, once a fortnight, and whatever a contact was asked before',
    async () => {
      const failed = await failures(seeds(NARROW), async (seed) => {
        const { caseload, options } = narrowCaseload(seed);
        const world = worldOf(caseload, options);
        return (await pricingProblem(world, seed)) ?? (await memoryProblem(world, seed));
      });
      expect(failed).toEqual([]);
    },
    SUITE_MILLISECONDS,
  );

  it('has a bound that holds where the search for times, or that of a gathering, gives up', async () => {
    const { caseload, options } = tangledCaseload(1);
    const world = worldOf(caseload, options);
    expect(await tangledProblem(world)).toBeUndefined();
    expect(await threesProblem(world, 1)).toBeUndefined();
  });

  // Caseload 12: a contact with room for one recipient must serve a portion that costs more than it brings; the other
  // portion of that recipient needs no further place (−456.33 with both, −821.93 with the one).
  it('leaves room for a recipient of whom only a dear portion is demanded', async () => {
    const { caseload, options } = tinyCaseload(12);
    expect(await pricingProblem(worldOf(caseload, options), 12)).toBeUndefined();
  });

  it(
    'keeps to a session time that branching demands, also in what it remembers from before the demand',
    async () => {
      const failed = await failures([...HALF_TIMED, ...seeds(TIMED)], (seed) => {
        const { caseload, options } = mixedCaseload(seed);
        return demandedTimesProblem(worldOf(caseload, options), seed);
      });
      expect(failed).toEqual([]);
    },
    SUITE_MILLISECONDS,
  );
});

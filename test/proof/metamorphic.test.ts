// What must not change the optimum, and what must change it in a known way: ids, order, time, company, one contact more,
// the optimum pinned.
import { describe, expect, it } from 'vitest';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { type TinyCaseload, type TinyOptions, tinyCaseload } from '../tiny/tiny-caseload.ts';
import { failures, planOf, propose, seeds, SUITE_MILLISECONDS, type Worth, worldOf, worthOf } from './harness.ts';
import { besides, pinnedTo, relabelled, reordered, shifted, union, withOneMore } from './transformations.ts';

const CASES = 1_000;
const FIRST_SEED = 1_000_001;

const worth = async (caseload: CaseloadInput, options: TinyOptions): Promise<Worth> =>
  worthOf(await propose(worldOf(caseload, options)));

const differs = (wanted: Worth, found: Worth): unknown =>
  wanted.brokenPins === found.brokenPins && wanted.objective === found.objective ? undefined : { wanted, found };

type Proof = (tiny: TinyCaseload, draw: Draw, seed: number) => Promise<unknown>;

function holds(guarantee: string, prove: Proof): void {
  it(
    guarantee,
    async () => {
      const failed = await failures(seeds(CASES, FIRST_SEED), (seed) =>
        prove(tinyCaseload(seed), drawFrom(seed, 7_000), seed),
      );
      expect(failed).toEqual([]);
    },
    SUITE_MILLISECONDS,
  );
}

/** Weeks to shift by: whole cycles that stay within the years of 52 ISO weeks, 2021 to 2025. */
function drawShift({ options }: TinyCaseload, draw: Draw): number | undefined {
  return options.today < '2025-11-01' ? -14 * draw.int(1, 90) : undefined;
}

describe('the optimum', () => {
  holds('is the same under other ids', async ({ caseload, options }, draw) =>
    differs(await worth(caseload, options), await worth(relabelled(caseload, draw), options)),
  );

  holds('is the same in whatever order people and windows are listed', async ({ caseload, options }, draw) =>
    differs(await worth(caseload, options), await worth(reordered(caseload, draw), options)),
  );

  let applicable = 0;
  holds('is the same when everything is shifted by whole cycles of two weeks', async (tiny, draw) => {
    const days = drawShift(tiny, draw);
    if (days === undefined) return undefined;
    applicable++;
    const later = shifted(tiny, days);
    return differs(await worth(tiny.caseload, tiny.options), await worth(later.caseload, later.options));
  });

  it('was shifted in most caseloads', () => {
    expect(applicable).toBeGreaterThan(seeds(CASES).length / 2);
  });

  holds('of two municipalities out of reach of each other is the sum of theirs', async (tiny, draw, seed) => {
    const other = besides(tiny, tinyCaseload(seed + 500_000), draw);
    const alone = await worth(tiny.caseload, tiny.options);
    const beside = await worth(other, tiny.options);
    const sum = {
      brokenPins: alone.brokenPins + beside.brokenPins,
      objective: alone.objective + beside.objective,
    };
    return differs(sum, await worth(union(tiny.caseload, other), tiny.options));
  });

  holds('is never lower with one contact more', async (tiny, draw) => {
    const before = await worth(tiny.caseload, tiny.options);
    const after = await worth(withOneMore(tiny, draw), tiny.options);
    const isLower =
      after.brokenPins > before.brokenPins ||
      (after.brokenPins === before.brokenPins && after.objective < before.objective);
    return isLower ? { before, after } : undefined;
  });

  holds('is kept when it is pinned', async ({ caseload, options }, draw) => {
    const world = worldOf(caseload, options);
    const proposal = await propose(world);
    const again = await worth(pinnedTo(world, planOf(world, proposal), draw), options);
    return differs(worthOf(proposal), again);
  });
});

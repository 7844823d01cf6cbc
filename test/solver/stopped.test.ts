// A run that is stopped, wherever it is: there is a plan that the auditor accepts, and a bound that holds.
import { expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { solve, type SolveOptions } from '../../solver/solve.ts';
import { auditOf, failures, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { drawFrom } from '../tiny/draw.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';

const CASES = 150;
/** Stops of each caseload, beside one before anything. */
const STOPS = 3;
const SECONDS = 1e3;
/** Just past the limit, in milliseconds. */
const PAST = SECONDS * 1e3 + 1;

/** Counts how often the clock is read, and is late from the n-th time on. */
function clock(lateFrom: number) {
  let asked = 0;
  const now = (): number => (++asked > lateFrom ? PAST : 0) + asked * 1e-3;
  return { now, asked: () => asked };
}

it(
  'a run that is late from any moment on has a sound plan, and a bound not below the best',
  async () => {
    let late = 0;
    const failed = await failures(seeds(CASES), async (seed) => {
      const { caseload, options } = tinyCaseload(seed);
      const world = worldOf(caseload, options);
      const { objective } = bruteForce(world, RULES);
      const draw = drawFrom(seed, 7_003);
      const settings: Omit<SolveOptions, 'now'> = { rules: RULES, seed: 1, seconds: SECONDS, backend: highsBackend };
      const whole = clock(Infinity);
      await solve(world, { ...settings, now: whole.now });
      for (const lateFrom of [1, ...Array.from({ length: STOPS }, () => draw.int(1, whole.asked()))]) {
        const proposal = await solve(world, { ...settings, now: clock(lateFrom).now });
        const { status, bound, brokenPins } = proposal;
        const hard = auditOf(world, proposal).findings.filter(({ severity }) => severity === 'hard');
        if (status === 'timed-out') late++;
        if (status === 'no-plan' || hard.length > 0 || !(bound >= objective))
          return { lateFrom, of: whole.asked(), status, bound, objective, brokenPins, hard };
      }
      return undefined;
    });
    expect(failed).toEqual([]);
    expect(late).toBeGreaterThan(seeds(CASES).length);
  },
  SUITE_MILLISECONDS,
);

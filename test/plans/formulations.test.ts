// Two formulations that share no model and must have one answer: on caseloads of 30 to 60 recipients `plans` and `timed`
// find equally good plans where both prove theirs. Where time stops one, each one's bound holds for the other's plan.
import { expect, it } from 'vitest';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import type { Formulation } from '../../solver/formulation.ts';
import { solve } from '../../solver/solve.ts';
import { auditOf, isFullRun, isLongRun, seeds, SUITE_MILLISECONDS, worldOf, worthOf } from '../proof/harness.ts';
import { crowdedCaseload } from '../tiny/crowded.ts';
import { provableWorld } from './provable.ts';

/** Caseloads that both must prove in a long run, and most that are looked at for that. */
const PROVEN = 50;
const MOST_CASELOADS = 100;
/** Unless it is a long run, it looks at so many, of which both must prove so many. */
const SAMPLE = 8;
const PROVEN_IN_SAMPLE = 4;
/** Seconds for each solve: `plans` takes about one, `timed` mostly fewer than ten. */
const SECONDS = isLongRun() ? 45 : 12;

async function answerOf(world: World, formulation: Formulation) {
  const proposal = await solve(world, {
    rules: RULES,
    seed: 1,
    seconds: SECONDS,
    now: () => performance.now(),
    formulation,
    backend: highsBackend,
  });
  const hard = auditOf(world, proposal).findings.filter(({ severity }) => severity === 'hard').length;
  const { status, bound, absGap, stats } = proposal;
  const { pairs, fractional } = stats;
  return { formulation, status, bound, isProven: absGap < 1, ...worthOf(proposal), hard, pairs, fractional };
}
type Answer = Awaited<ReturnType<typeof answerOf>>;

/** Whether a proof is there, or time was short for it. */
const isProvenInTime = ({ isProven, status }: Answer): boolean => isProven || status === 'timed-out';

const agree = (plans: Answer, timed: Answer): boolean =>
  isProvenInTime(plans) &&
  isProvenInTime(timed) &&
  plans.hard + timed.hard === 0 &&
  plans.brokenPins === timed.brokenPins &&
  timed.objective <= plans.bound &&
  plans.objective <= timed.bound &&
  (!(plans.isProven && timed.isProven) || Math.abs(plans.objective - timed.objective) < 1);

/** What the caseloads that both proved are like, in one line. */
function told(looked: number, proven: readonly Answer[]): string {
  const fractional = proven.filter((plans) => plans.fractional === true).length;
  const pairs = proven.map((plans) => plans.pairs).sort((a, b) => a - b);
  const range = `${pairs[0]} to ${pairs.at(-1)}, median ${pairs[Math.floor(pairs.length / 2)]}`;
  return `Caseloads: ${looked}; proven in both formulations: ${proven.length}; of these first relaxation fractional in ${fractional}, pairs ${range}.`;
}

it(
  'plans and timed agree on the best plan of a caseload of 30 to 60 recipients',
  async () => {
    const all = isLongRun() ? seeds(MOST_CASELOADS) : seeds(MOST_CASELOADS).slice(0, SAMPLE);
    const proven: Answer[] = [];
    const failed: object[] = [];
    let looked = 0;
    for (const seed of all) {
      if (proven.length >= PROVEN) break;
      looked++;
      const world = provableWorld(seed);
      const plans = await answerOf(world, 'plans');
      const timed = await answerOf(world, 'timed');
      if (!agree(plans, timed)) failed.push({ KOBLING_SEED: seed, plans, timed });
      if (plans.isProven && timed.isProven) proven.push(plans);
    }
    console.log(told(looked, proven));
    expect(failed).toEqual([]);
    if (isLongRun() && isFullRun()) expect(proven.length).toBeGreaterThanOrEqual(PROVEN);
    else if (looked === SAMPLE) expect(proven.length).toBeGreaterThanOrEqual(PROVEN_IN_SAMPLE);
  },
  2 * SUITE_MILLISECONDS,
);

// Crowded caseload 9: HiGHS 1.15.3 ends the model of its pins with an error in presolve.
it('plans and timed agree on a caseload of which presolve ends a model with an error', async () => {
  const { caseload, options } = crowdedCaseload(9);
  const world = worldOf(caseload, options);
  const [plans, timed] = [await answerOf(world, 'plans'), await answerOf(world, 'timed')];
  expect([plans.isProven, timed.isProven, plans.hard + timed.hard]).toEqual([true, true, 0]);
  expect(plans.objective).toBe(timed.objective);
});

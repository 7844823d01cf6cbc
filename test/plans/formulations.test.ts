// Two formulations that share no model and must have one answer: on villages of 30 to 60 recipients `plans` is proven, and
// where `timed` is proven within its time too, they are equal. Else each one's bound holds for the other's plan.
import { expect, it } from 'vitest';
import { buildWorld } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { FORMULATIONS } from '../../solver/formulation.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { solve } from '../../solver/solve.ts';
import { auditOf, failures, isLongRun, seeds, SUITE_MILLISECONDS, worthOf } from '../proof/harness.ts';

const TODAY = '2026-01-05';
const VILLAGES = 50;
/** Unless it is a long run, it looks at so many. */
const SAMPLE = 4;
/** Seconds for each solve: `plans` takes one or two, `timed` seldom fewer than ten. */
const SECONDS = isLongRun() ? 45 : 15;
/** Least share of villages that both prove within their time. */
const BOTH = 0.2;
const SCARCITIES = [0.8, 1, 1.5, 2.5] as const;

/** A village of a seed: from 30 to 60 recipients, with contacts from plenty to few. */
function villageOf(seed: number) {
  const scarcity = SCARCITIES[seed % SCARCITIES.length];
  const caseload = generateCaseload({
    size: 'village',
    seed,
    today: TODAY,
    recipients: 30 + ((seed * 7) % 31),
    scarcity,
  });
  const read = readCaseload(JSON.stringify(caseload));
  if (!read.ok) throw new Error(`Problems in village ${seed}: ${JSON.stringify(read.problems.slice(0, 3))}`);
  return buildWorld(read.caseload, { today: TODAY });
}

async function compare(seed: number, count: () => void): Promise<unknown> {
  const world = villageOf(seed);
  const found = [];
  for (const formulation of FORMULATIONS) {
    const proposal = await solve(world, {
      rules: RULES,
      seed: 1,
      seconds: SECONDS,
      now: () => performance.now(),
      formulation,
      backend: highsBackend,
    });
    const hard = auditOf(world, proposal).findings.filter(({ severity }) => severity === 'hard');
    const { status, bound, absGap } = proposal;
    found.push({ formulation, status, bound, isProven: absGap < 1, ...worthOf(proposal), hard: hard.length });
  }
  const [plans, timed] = found;
  if (plans === undefined || timed === undefined) throw new Error('There are two formulations.');
  if (timed.isProven) count();
  const isTrue =
    plans.isProven &&
    plans.hard + timed.hard === 0 &&
    plans.brokenPins === timed.brokenPins &&
    timed.objective <= plans.bound &&
    plans.objective <= timed.bound &&
    (!timed.isProven || plans.objective === timed.objective);
  return isTrue ? undefined : found;
}

it(
  'plans and timed agree on the best plan of a village',
  async () => {
    const all = isLongRun() ? seeds(VILLAGES) : seeds(VILLAGES).slice(0, SAMPLE);
    let proven = 0;
    const failed = await failures(all, (seed) => compare(seed, () => proven++));
    console.log(`Villages: ${all.length}; proven in both formulations: ${proven}.`);
    expect(failed).toEqual([]);
    if (isLongRun()) expect(proven / all.length).toBeGreaterThanOrEqual(BOTH);
  },
  2 * SUITE_MILLISECONDS,
);

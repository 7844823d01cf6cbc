// The search for caseloads too large for one model, forced on those that one model does solve: its bounds are never below
// the true optimum, and its plan is sound.
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/index.ts';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { assignmentsOf } from '../../solver/assignments.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { findCandidates } from '../../solver/candidates/candidates.ts';
import { EMPTY, valueOf } from '../../solver/choice.ts';
import { greedyChoice } from '../../solver/greedy/greedy.ts';
import { searchLarge } from '../../solver/large/search-large.ts';
import { simpleBound } from '../../solver/large/simple-bound.ts';
import { searchPinsAlone } from '../../solver/pins/pins-alone.ts';
import { type Search, search } from '../../solver/timed/search.ts';
import { failures, isFullRun, propose, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { rawPlan } from '../tiny/raw-plan.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';

const TODAY = '2026-01-05';
const VILLAGES = isFullRun() ? [1, 2, 3] : [1];
const TINY = 300;
const FIRST_SEED = 6_000_001;

const now = (): number => performance.now();
const settings = { rules: RULES, seed: 1, now, backend: highsBackend };

/** The large search, from the pins and a greedy plan as `solve` starts it. */
async function large(world: World, seconds: number | undefined): Promise<Search> {
  const candidates = findCandidates(world, RULES);
  const deadline = seconds === undefined ? undefined : now() + seconds * 1_000;
  const alone = await searchPinsAlone(world, candidates, settings);
  const start = greedyChoice(world, RULES, candidates, alone.choice ?? EMPTY);
  const fewestBroken = alone.choice === undefined ? undefined : alone.brokenCount;
  return searchLarge(world, candidates, { ...settings, deadline, start, fewestBroken });
}

/** Hard findings of a search's plan, those of pins aside, and its audited objective. */
function audit(world: World, { choice = EMPTY }: Search) {
  const plan = { ...rawPlan(world, []), ...assignmentsOf(world, choice, new Set()) };
  const { objective, findings } = check(world, plan, RULES);
  return { objective, hard: findings.filter(({ severity, rule }) => severity === 'hard' && rule !== 'pins') };
}

describe('a village, searched as if it were large', () => {
  for (const seed of VILLAGES)
    it(
      `has a sound plan and a bound no lower than the optimum: seed ${seed}`,
      async () => {
        const world = buildWorld(schema.parse(generateCaseload({ size: 'village', seed })), { today: TODAY });
        const exact = await propose(world);
        expect(exact.status).toBe('optimal');
        const result = await large(world, 10);
        expect(result.bound).toBeGreaterThanOrEqual(exact.objective);
        const { objective, hard } = audit(world, result);
        expect(hard).toEqual([]);
        expect(result.brokenCount).toBe(exact.brokenPins.length);
        expect(objective).toBe(valueOf(world, RULES, result.choice ?? EMPTY));
        expect(objective).toBeLessThanOrEqual(exact.objective);
        expect(objective).toBeGreaterThanOrEqual(result.startObjective);
        console.log(`Village ${seed}: optimum ${exact.objective}, large ${objective}, bound ${result.bound}.`);
      },
      SUITE_MILLISECONDS,
    );
});

it(
  'on tiny caseloads no bound is below the optimum, coarse, simple or of the large search, and its plan is sound',
  async () => {
    const all = seeds(TINY, FIRST_SEED);
    let tight = 0;
    const failed = await failures(all, async (seed) => {
      const { caseload, options } = tinyCaseload(seed);
      const world = worldOf(caseload, options);
      const { objective, brokenPins } = await propose(world);
      const candidates = findCandidates(world, RULES);
      const fewestBroken = brokenPins.length;
      const coarse = await search(world, candidates, { ...settings, start: EMPTY, fewestBroken, coarse: true });
      const simple = simpleBound(world, RULES, candidates);
      const result = await large(world, undefined);
      const audited = audit(world, result);
      if (coarse.bound === objective) tight++;
      const holds =
        coarse.bound >= objective &&
        simple >= objective &&
        result.bound >= objective &&
        audited.hard.length === 0 &&
        audited.objective <= objective;
      return holds ? undefined : { objective, brokenPins, coarse: coarse.bound, simple, large: result.bound, audited };
    });
    console.log(`Tiny caseloads: ${all.length}, of which the coarse bound is the optimum: ${tight}.`);
    expect(failed).toEqual([]);
    if (isFullRun()) expect(tight).toBeGreaterThan(all.length / 4);
  },
  SUITE_MILLISECONDS,
);

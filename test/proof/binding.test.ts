// Each hard rule of the weekly pattern has teeth: taken out of the ruleset, it changes the optimum of many caseloads. Else
// the comparison with brute force would say nothing about that rule. Both optima are brute force's own.
//
// The rules of dated sessions alone have no say in a pattern. Without `availability` or `served-once` brute force gives
// a lower bound, and a plan that beats the optimum is proof enough.
import { expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { type BruteForced, bruteForce } from '../tiny/brute-force.ts';
import { rawPlans } from '../tiny/raw-options.ts';
import { MOST_RAW_PLANS, tinyCaseload } from '../tiny/tiny-caseload.ts';
import type { World } from '../../src/domain/world.ts';
import { isFullRun, seeds, SUITE_MILLISECONDS, worldOf } from './harness.ts';

const CASES = 5_000;
const LEAST_CHANGED = 50;
const DATED_ONLY: readonly string[] = ['absence', 'public-holidays'];

const BINDING = RULES.filter(({ kind, id }) => kind !== 'term' && !DATED_ONLY.includes(id));
const WITHOUT: ReadonlyMap<string, Ruleset> = new Map(
  BINDING.map(({ id }) => [id, RULES.filter((rule) => rule.id !== id)]),
);

/** Whether the optimum without a rule differs; never for the worse. */
function changes(world: World, best: BruteForced, ruleId: string): boolean {
  if (!best.soleRules.has(ruleId)) return false;
  // Without availability there may be too many plans to try.
  if (ruleId === 'availability' && rawPlans(world, 'either', MOST_RAW_PLANS) > MOST_RAW_PLANS) return false;
  const relaxed = bruteForce(world, WITHOUT.get(ruleId) ?? RULES);
  const isWorse =
    relaxed.brokenPins > best.brokenPins ||
    (relaxed.brokenPins === best.brokenPins && relaxed.objective < best.objective);
  if (isWorse) throw new Error(`Without ${ruleId} the optimum is worse: ${JSON.stringify({ best, relaxed })}.`);
  // Without pins none is broken, so only points tell.
  return (ruleId !== 'pins' && relaxed.brokenPins < best.brokenPins) || relaxed.objective > best.objective;
}

it(
  'every hard rule, taken out, changes the optimum of at least 50 tiny caseloads',
  () => {
    const changed = new Map<string, number>(BINDING.map(({ id }) => [id, 0]));
    let cases = 0;
    for (const seed of seeds(CASES)) {
      const open = BINDING.filter(({ id }) => (changed.get(id) ?? 0) < LEAST_CHANGED);
      if (open.length === 0) break;
      cases++;
      const { caseload, options } = tinyCaseload(seed);
      const world = worldOf(caseload, options);
      const best = bruteForce(world, RULES);
      for (const { id } of open) if (changes(world, best, id)) changed.set(id, (changed.get(id) ?? 0) + 1);
    }
    console.log(`Caseloads: ${cases}; changed without: ${JSON.stringify(Object.fromEntries(changed))}.`);
    // A rerun of a few seeds shows counts only.
    const toothless = [...changed].filter(([, count]) => count < (isFullRun() ? LEAST_CHANGED : 0));
    expect(toothless).toEqual([]);
  },
  SUITE_MILLISECONDS,
);

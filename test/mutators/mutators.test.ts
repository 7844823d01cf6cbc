// Seeded violations: for each hard rule, drawn ways to break it in a valid caseload and plan, and the auditor must see it.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/check.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload } from '../../src/schema/caseload.ts';
import { plan } from '../../src/schema/plan.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import { type Base, baseOf } from './base.ts';
import { drawOf } from './draw.ts';
import { MUTATORS } from './index.ts';

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);

/** Ids of the rules with a hard finding. */
function brokenRules(base: Base): string[] {
  const world = buildWorld(caseload.parse(base.caseload), base);
  const { findings } = check(world, plan.parse(base.plan), RULES);
  return [...new Set(findings.filter(({ severity }) => severity === 'hard').map(({ rule }) => rule))];
}

describe('the base', () => {
  test.each(SEEDS)('of seed %i is read without a problem and breaks no hard rule', (seed) => {
    const base = baseOf(seed);
    expect(readCaseload(JSON.stringify(base.caseload)).ok).toBe(true);
    expect(readPlan(JSON.stringify(base.plan)).ok).toBe(true);
    expect(brokenRules(base)).toEqual([]);
  });

  test('of different seeds differs', () => {
    expect(new Set(SEEDS.map((seed) => JSON.stringify(baseOf(seed)))).size).toBe(SEEDS.length);
  });
});

test('every hard rule has a mutator, and every mutator breaks a rule of the catalogue', () => {
  const hard = RULES.filter(({ kind }) => kind !== 'term').map(({ id }) => id);
  expect([...new Set(MUTATORS.map(({ rule }) => rule))].sort()).toEqual(hard.sort());
});

describe.each(MUTATORS)('$rule: $title', ({ rule, mutate }) => {
  test.each(SEEDS)('is seen in seed %i', (seed) => {
    const base = baseOf(seed);
    // Another stream than the base's own, so that what is broken does not follow from how the base was drawn.
    mutate(base, drawOf(seed + 1_000));
    expect(brokenRules(base)).toContain(rule);
  });
});

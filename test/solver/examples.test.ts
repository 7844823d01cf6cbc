// Every rule's examples, through the solver's model: it has a point for exactly those plans whose weekly part the auditor
// finds sound, and the point is worth what the auditor counts. The auditor's own harness is test/check/examples.test.ts.
import { describe, expect, test } from 'vitest';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Example, Rule, Ruleset } from '../../src/rules/rule.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { exampleWorld } from '../check/example-report.ts';
import { pinsNotHeld } from '../tiny/pins-held.ts';
import { auditedWeekly, modelOf, type Verdict, verdictOf } from './model-verdict.ts';
import { minuteOfDay } from '../../src/domain/time.ts';

/**
 * Examples with a start off the policy's grid, where the model has no start: the one difference there may be. Neither is
 * sound, so there is none.
 */
const OFF_GRID: readonly string[] = [
  'normal-hours: a session that starts at 07:59',
  'normal-hours: a session that ends at 22:01',
];

/** Whether a one-to-one session of a plan starts off the grid. */
const isOffGrid = (world: World, { assignments }: Plan): boolean =>
  assignments.some(
    ({ arrangement, pattern }) =>
      arrangement === 'individual' &&
      pattern.some(({ start }) => minuteOfDay(start) % world.policy.startGridMinutes !== 0),
  );

function compare(rules: Ruleset, example: Example) {
  const { world, plan } = exampleWorld(example.edit);
  const audited = auditedWeekly(world, rules, plan);
  return { world, plan, audited, verdict: verdictOf(world, rules, modelOf(world, rules), plan) };
}

const nameOf = (rule: Rule, { title }: Example): string => `${rule.id}: ${title}`;

/** Rules of which some example breaks the weekly pattern; the others speak of dated sessions or points alone. */
const shownWeekly = new Set<string>();

function expectWorth(verdict: Verdict, objective: number): void {
  expect(verdict.value).toBe(objective);
  if (verdict.points !== undefined) expect(verdict.points).toBeCloseTo(objective, 6);
}

for (const rule of RULES)
  describe(rule.id, () => {
    for (const example of rule.examples) {
      const { title, outcome } = example;
      const name = nameOf(rule, example);

      test(`the model accepts the plan exactly where its weekly part is sound: ${title}`, () => {
        const { world, plan, audited, verdict } = compare(RULES, example);
        const isSound = audited.rules.length === 0;
        expect(isOffGrid(world, plan)).toBe(OFF_GRID.includes(name));
        if (OFF_GRID.includes(name)) expect(verdict.word).toBe('no-candidate');
        expect({ accepted: verdict.word === 'accepted', audited }).toEqual({ accepted: isSound, audited });
        if (outcome === 'broken' || outcome === 'unknown') {
          const concernsPattern = audited.rules.includes(rule.id);
          if (concernsPattern) shownWeekly.add(rule.id);
          // A verdict that is not about the pattern is about dated sessions, or about pins, which the model may break.
          else expect(plan.sessions.length > 0 || rule.kind === 'pin').toBe(true);
        }
        expectWorth(verdict, audited.objective);
        if (verdict.brokenPins !== undefined) expect(verdict.brokenPins).toEqual(pinsNotHeld(world, plan));
      });

      test(`so it does with this rule alone: ${title}`, () => {
        const { audited, verdict } = compare([rule], example);
        const isSound = audited.rules.length === 0;
        expect({ accepted: verdict.word === 'accepted', audited }).toEqual({ accepted: isSound, audited });
        expectWorth(verdict, audited.objective);
      });
    }
  });

test('every hard rule but those of dated sessions and pins breaks the weekly pattern in some example', () => {
  const hard = RULES.filter(({ kind }) => kind !== 'term' && kind !== 'pin').map(({ id }) => id);
  expect(hard.filter((id) => !shownWeekly.has(id))).toEqual(['absence', 'public-holidays']);
});

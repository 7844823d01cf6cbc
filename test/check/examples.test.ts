// Every rule's examples, through the auditor: what a rule says of its own bound is what the auditor finds.
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { findingsOf, reportOn } from './example-report.ts';

test('the unedited base example breaks nothing', () => {
  expect(reportOn(() => {}).findings).toEqual([]);
});

for (const rule of RULES)
  describe(rule.id, () => {
    for (const { title, outcome, edit } of rule.examples)
      test(`${title}: ${typeof outcome === 'string' ? outcome : `${outcome.points} points`}`, () => {
        const report = reportOn(edit);
        // An example shows its rule at work on a plan that can be read.
        expect(findingsOf(report, 'plan-structure')).toEqual([]);
        const own = findingsOf(report, rule.id);
        const hard = own.filter(({ severity }) => severity === 'hard');
        if (typeof outcome === 'object') expect(report.score[rule.id]).toBe(outcome.points);
        else if (outcome === 'met') expect(own).toEqual([]);
        else {
          expect(hard.length).toBeGreaterThan(0);
          expect(hard.some(({ facts }) => facts['unknown'] === true)).toBe(outcome === 'unknown');
        }
      });
  });

test('every rule has an example that meets it and one that does not', () => {
  for (const { id, kind, examples } of RULES) {
    const outcomes = examples.map(({ outcome }) => outcome);
    if (kind === 'term')
      expect(outcomes.filter((outcome) => typeof outcome === 'object').length, id).toBeGreaterThan(1);
    else {
      expect(outcomes, id).toContain('met');
      expect(outcomes.filter((outcome) => outcome === 'broken' || outcome === 'unknown').length, id).toBeGreaterThan(0);
    }
  }
});

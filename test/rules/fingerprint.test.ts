// The text that identifies a ruleset.
import { expect, it } from 'vitest';
import { rulesetText } from '../../src/rules/fingerprint.ts';
import { RULES } from '../../src/rules/index.ts';

it('the order of the catalogue does not change what identifies the ruleset', () => {
  expect(rulesetText([...RULES].reverse())).toBe(rulesetText(RULES));
});

it('a rule more or less, or another date of being in force, changes it', () => {
  const [first, ...others] = RULES;
  if (first === undefined) throw new Error('The catalogue must hold rules.');
  const text = rulesetText(RULES);
  expect(rulesetText(others)).not.toBe(text);
  expect(rulesetText([{ ...first, inForce: { from: '2016-01-02' } }, ...others])).not.toBe(text);
  expect(rulesetText([{ ...first, inForce: { from: first.inForce.from, to: '2030-01-01' } }, ...others])).not.toBe(
    text,
  );
});

it('texts and examples do not change it', () => {
  expect(rulesetText(RULES.map((rule) => ({ ...rule, examples: [], sources: [] })))).toBe(rulesetText(RULES));
});

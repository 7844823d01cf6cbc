// Sentences of the rules: every placeholder is filled, every code is a word, and people read kroner and dates.
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { type Facts, LOCALES, type Rule } from '../../src/rules/rule.ts';
import { sentence, type TextKind } from '../../src/rules/texts.ts';
import { hasWord } from '../../src/rules/vocabulary.ts';
import { PURPOSES } from '../../src/schema/caseload.ts';
import { RELATIONS } from '../../src/schema/policy.ts';
import { findingsOf, reportOn } from '../check/example-report.ts';

const KINDS: readonly TextKind[] = ['demand', 'broken', 'unknown', 'advice', 'neutral'];

function ruleOf(id: string): Rule {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`The rule (${id}) must be in the catalogue.`);
  return rule;
}

const say = (id: string, facts: Facts, which: TextKind = 'broken') =>
  LOCALES.map((locale) => sentence(ruleOf(id), which, facts, locale));

/** Everything the auditor finds of a rule in the rule's own examples. */
const found = (rule: Rule) => rule.examples.flatMap(({ edit }) => findingsOf(reportOn(edit), rule.id));

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it('leaves no brace behind, whatever facts there are', () => {
    for (const facts of [{}, { amount: 1, reason: '{most}' }, ...found(rule).map((finding) => finding.facts)])
      for (const which of KINDS)
        for (const locale of LOCALES) expect(sentence(rule, which, facts, locale)).toMatch(/^\p{Lu}[^{}]*\.$/u);
  });

  it('shows no code to a reader: every word in a sentence about an example is translated', () => {
    for (const { facts } of found(rule)) {
      const which = facts['unknown'] === true ? 'unknown' : 'broken';
      const text = rule.texts[which]?.nb ?? '';
      for (const [, name = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
        const value = facts[name];
        // Dates, months and ranges of years are no codes.
        if (typeof value === 'string' && /[a-z]/.test(value)) expect(hasWord(value), `${name}: ${value}`).toBe(true);
      }
    }
  });
});

describe('a sentence', () => {
  it('says what is counted in the words of its language', () => {
    expect(say('group-size', { counted: 'leaders', amount: 0, least: 1, most: 2 })).toEqual([
      'Antall ledere i gruppa blir 0; tillatt er 1 til 2.',
      'Talet på leiarar i gruppa blir 0; tillate er 1 til 2.',
      'The number of leaders in the group would be 0; allowed are 1 to 2.',
    ]);
  });

  it('says dates and months in words', () => {
    expect(say('absence', { date: '2026-05-04', personId: 'c1' })[0]).toContain('4. mai 2026');
    const month = say('hours-granted', { amount: 600, most: 480, period: '2026-10' });
    expect(month).toEqual([
      'Planen gir 600 minutter (oktober 2026), men vedtaket gir 480.',
      'Planen gir 600 minutt (oktober 2026), men vedtaket gir 480.',
      'The plan gives 600 minutes (October 2026), but the decision grants 480.',
    ]);
  });

  it('says mileage in kroner, rounded to øre, though it is counted in parts of an øre', () => {
    // 26 000.4999 and 20 000 øre; the bound is the last part that rounds down to the budget.
    const [nb, , en] = say('mileage-consent', { amount: 26_000 * 6_000 + 2_999, most: 20_000 * 6_000 + 2_999 });
    expect(nb).toContain('koster 260 kroner i måneden, rammen er 200,');
    expect(en).toContain('costs 260 kroner a month, the budget is 200,');
    const [more] = say('mileage-consent', { amount: 26_000 * 6_000 + 3_000, most: 0 });
    expect(more).toContain('koster 260,01 kroner');
  });

  it('says points with a sign', () => {
    expect(say('travel', { points: -40 })).toEqual([
      'Reisevei gir −40 poeng.',
      'Reiseveg gir −40 poeng.',
      'Travel gives −40 points.',
    ]);
  });

  it('of a term at fault without points is its demand', () => {
    const over = { oere: 6_000, contact: 'c1', payers: 'r1' };
    expect(say('mileage-budget', over)).toEqual(say('mileage-budget', over, 'demand'));
  });

  it('drops parentheses with nothing to say and puts a dash for any other missing fact', () => {
    expect(say('close-family', {})[2]).toBe('The contact is close family of the recipient.');
    expect(say('of-age', { least: 18 })[0]).toBe('Støttekontakten er – år; aldersgrensen er 18 år.');
  });

  it('shows an unusual code as it is', () => {
    expect(say('musts', { attribute: 'trait', value: 'plays-chess' })[2]).toContain('(trait: plays-chess)');
  });
});

it('every relation and every purpose of the schemas has words', () => {
  for (const code of [...RELATIONS, ...PURPOSES]) expect(hasWord(code), code).toBe(true);
});

// The catalogue as a whole: what every rule declares, whoever writes it. What the rules say is tested by their examples.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleDraft } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/index.ts';
import { LOCALES, type Localized, type Rule } from '../../src/rules/rule.ts';
import { caseload } from '../../src/schema/caseload.ts';
import { plan } from '../../src/schema/plan.ts';
import { policy } from '../../src/schema/policy.ts';

const FOLDERS = ['eligibility', 'window', 'limit', 'conflict', 'term', 'pin'] as const;
const SOURCES = ['H-QS', 'H-INFO', 'NN', 'MOL', 'HAM', 'PUB', 'SET', 'practice'];

/** Rules that say yes or no of a state, with nothing to be exactly at. */
const WITHOUT_BOUND = ['approved-recipient', 'institution', 'demanding-care'];
/** Rules that no plan takes past their bound, because another rule forbids it: travel-limit. */
const WITHOUT_OVER = ['travel'];

/** Every demand of the domain, and the rules of the catalogue that hold it. */
const DEMANDS: Readonly<Record<string, readonly string[]>> = {
  'close-family': ['close-family'],
  'approved-contact': ['approved-contact'],
  'approved-recipient': ['approved-recipient'],
  institution: ['institution'],
  'of-age': ['of-age'],
  'demanding-care': ['demanding-care'],
  declined: ['declined'],
  musts: ['musts'],
  'protected-address': ['protected-address'],
  availability: ['availability', 'absence', 'public-holidays'],
  'normal-hours': ['normal-hours', 'core-hours'],
  'no-overlap': ['no-overlap', 'different-days'],
  'hours-granted': ['hours-granted'],
  'contact-capacity': ['contact-capacity', 'recipient-limits'],
  'decision-period': ['decision-period'],
  'group-size': ['group-size', 'groups-per-recipient', 'keep-apart', 'group-in-operation'],
  'voluntary-offer': ['voluntary-offer', 'offer-capacity'],
  arrangement: ['arrangement'],
  'not-covered': ['not-covered'],
  served: ['served', 'served-once', 'same-contact'],
  'suggested-contact': ['suggested-contact'],
  interests: ['interests'],
  wishes: ['wishes'],
  travel: ['travel-limit', 'travel'],
  'mileage-budget': ['mileage-budget', 'mileage-consent'],
  continuity: ['pins', 'continuity'],
  'change-tax': ['change-tax'],
  'fair-load': ['fair-load'],
  'preferred-times': ['preferred-times'],
};

const named = RULES.map((rule) => [rule.id, rule] as const);

/** The texts of a rule by name, e.g. `broken`. */
const textsOf = (rule: Rule): [string, Localized][] =>
  Object.entries(rule.texts).filter((entry): entry is [string, Localized] => entry[1] !== undefined);

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '').sort();

describe('the catalogue', () => {
  it('names no rule twice', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('covers every demand of the domain, and holds no rule beyond them', () => {
    expect(RULES.map((rule) => rule.id).sort()).toEqual(Object.values(DEMANDS).flat().sort());
  });

  it('holds every rule file, which is named after its rule and lies in the folder of its kind', async () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(new URL(`../../src/rules/${folder}/`, import.meta.url)).map((name) => `${folder}/${name}`),
    );
    expect(files.sort()).toEqual(RULES.map((rule) => `${rule.kind}/${rule.id}.ts`).sort());
    for (const file of files) {
      const exported: Record<string, unknown> = await import(
        /* @vite-ignore */ new URL(`../../src/rules/${file}`, import.meta.url).href
      );
      const rules = Object.values(exported).filter((value) => RULES.some((rule) => rule === value));
      expect(rules, `${file} exports one rule of the catalogue`).toHaveLength(1);
      expect(rules[0]).toMatchObject({ id: file.replace(/^.*\/|\.ts$/g, '') });
    }
  });
});

describe.each(named)('%s', (id, rule) => {
  it('has a kebab-case id, sources by their names and dates of being in force', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.sources.length).toBeGreaterThan(0);
    for (const source of rule.sources) {
      expect(SOURCES).toContain(source.name);
      expect(source.reference.trim()).not.toBe('');
    }
    expect(rule.inForce.from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('names only settings that the policy has', () => {
    const defaults: unknown = policy.parse({});
    for (const path of rule.settings) {
      const value = path
        .split('.')
        .reduce<unknown>((at, key) => (at instanceof Object ? Reflect.get(at, key) : undefined), defaults);
      expect(value, path).toBeDefined();
    }
  });

  it('says everything in bokmål, nynorsk and English, with the same facts in each', () => {
    for (const [name, text] of textsOf(rule)) {
      for (const locale of LOCALES) {
        expect(text[locale].trim(), `${name} ${locale}`).not.toBe('');
        expect(text[locale], `${name} ${locale}`).toBe(text[locale].trim());
        expect(placeholders(text[locale]), `${name} ${locale}`).toEqual(placeholders(text.nb));
        if (name !== 'title') expect(text[locale], `${name} ${locale} is a sentence`).toMatch(/^\p{Lu}.*\.$/u);
      }
      expect(text.en, `${name} is translated`).not.toBe(text.nb);
    }
  });

  it('tells no facts in its demand, its advice and its neutral text', () => {
    for (const text of [rule.texts.demand, rule.texts.advice, rule.texts.neutral])
      expect(placeholders(text.nb)).toEqual([]);
  });

  it('says what is not known exactly where an example is unknown', () => {
    const canBeUnknown = rule.examples.some((example) => example.outcome === 'unknown');
    expect(rule.texts.unknown !== undefined).toBe(canBeUnknown);
  });

  it('has an example exactly on its bound and one a step over it, where it has a bound', () => {
    const bounds = new Set(rule.examples.map((example) => example.bound).filter((bound) => bound !== undefined));
    const expected = WITHOUT_BOUND.includes(id) ? [] : WITHOUT_OVER.includes(id) ? ['on'] : ['on', 'over'];
    expect([...bounds].sort()).toEqual(expected);
  });

  it('has examples that meet it and break it, or that give points if it is a term', () => {
    const titles = rule.examples.map((example) => example.title);
    expect(new Set(titles).size).toBe(titles.length);
    const outcomes = rule.examples.map(({ outcome }) => outcome);
    if (rule.kind === 'term') {
      expect(outcomes.length).toBeGreaterThan(1);
      for (const outcome of outcomes) expect(outcome).toEqual({ points: expect.any(Number) });
    } else {
      expect(outcomes).toEqual(expect.arrayContaining(['met', 'broken']));
      for (const outcome of outcomes) expect(['met', 'broken', 'unknown']).toContain(outcome);
    }
  });

  it.each(rule.examples.map((example) => [example.title, example] as const))(
    'the example "%s" is a caseload and a plan that the schemas accept',
    (_title, example) => {
      const draft = exampleDraft();
      example.edit(draft);
      expect(caseload.safeParse(draft.caseload).error).toBeUndefined();
      expect(plan.safeParse(draft.plan).error).toBeUndefined();
    },
  );
});

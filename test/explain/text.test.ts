// Explanations as sentences: complete in all three languages, and right in the cases that coordinators see most.
import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../src/domain/world.ts';
import { explainPair } from '../../src/explain/pair.ts';
import { explainPairing } from '../../src/explain/pairing.ts';
import { CLASS_PHRASES, PHRASES } from '../../src/explain/phrases.ts';
import { failureText, pairingText, pairText, skipText, toDoText, unservedText } from '../../src/explain/text.ts';
import { toDo } from '../../src/explain/to-do.ts';
import { explainUnserved } from '../../src/explain/unserved.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import { changeEngagement, changePart } from '../../src/rules/example-edits.ts';
import { RULES } from '../../src/rules/index.ts';
import { type ExampleDraft, LOCALES, type Locale } from '../../src/rules/rule.ts';
import { caseload as caseloadSchema } from '../../src/schema/caseload.ts';
import { plan as planSchema } from '../../src/schema/plan.ts';

function scene(edit: (draft: ExampleDraft) => void) {
  const draft = exampleDraft();
  edit(draft);
  const world = buildWorld(caseloadSchema.parse(draft.caseload), { today: EXAMPLE_TODAY });
  return { world, plan: planSchema.parse(draft.plan) };
}

const speech = (locale: Locale) => ({ rules: RULES, locale });

/** A case with something of everything: an unserved part, two gatherings, an unfinished contact and a relative. */
const unserved = scene((draft) => {
  draft.plan.assignments = [];
  changePart(draft, { arrangements: ['individual'] });
  changeEngagement(draft, { certificate: undefined });
  const [contact] = exampleDraft().caseload.contacts;
  if (contact !== undefined) draft.caseload.contacts.push({ ...contact, id: 'c2' });
  draft.caseload.relations = [{ recipientId: 'r1', contactId: 'c2', relation: 'sibling' }];
});

describe('texts of explanations', () => {
  it('why nobody, in bokmål', () => {
    const found = explainUnserved(unserved.world, unserved.plan, 'p1', RULES);
    expect(found && unservedText(found, speech('nb'))).toEqual([
      'Ingen støttekontakt, gruppe eller frivillig tilbud passer.',
      'Støttekontakter som er vurdert: 2. Falt fra på grunn av (hver telles én gang, ved den første regelen):',
      '– Ikke nær familie: 1',
      '– Godkjent støttekontakt: 1',
      expect.stringMatching(/^g1: .+\.$/),
      expect.stringMatching(/^o1@0: .+\.$/),
      'c1 kan passe hvis dette blir avklart:',
      '– Godkjenningen av støttekontakten er ikke fullført (politiattest).',
    ]);
  });

  it('why not this contact, in nynorsk, with advice', () => {
    const found = explainPair(unserved.world, 'p1', 'c2', RULES);
    expect(found && pairText(found, speech('nn'))).toEqual([
      'Koplinga er ikkje mogleg:',
      '– Støttekontakten er i nær familie med brukaren (sysken).',
      'Finn ein støttekontakt utanfor familien, eller rett relasjonen om han er feil.',
    ]);
  });

  it('what a pairing brings, in English, with a minus sign for what it costs', () => {
    const explained = {
      assignmentId: 'a',
      points: [
        { rule: 'served', points: 2_500 },
        { rule: 'travel', points: -40 },
        { rule: 'wishes', points: 0 },
      ],
      total: 2_460,
    };
    const lines = pairingText(explained, speech('en'));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('– Served hours: 2500 points');
    expect(lines[1]).toMatch(/: −40 points$/);
    expect(lines[2]).toBe('2460 points in all.');
  });

  it('what to ask, in English', () => {
    expect(toDoText(toDo(unserved.world, RULES), speech('en'))).toEqual([
      'The approval of the contact is not complete (police certificate).',
      '– Concerns: c1.',
      '– Pairs this could unlock by itself: 1. Together with other things that are missing: 0.',
    ]);
  });

  it('no common time and a fixed time are said as such, not as a session that lies wrong', () => {
    const said = (reason: string): string =>
      failureText({ rule: 'availability', status: 'broken', facts: { reason, minutes: 90 } }, speech('en'));
    expect(said('no-common-time')).toContain('no 90 minutes');
    expect(said('fixed-time')).toBe('The fixed time of 90 minutes does not suit.');
  });

  it('reasons of the roll-out that are no rule have a sentence too', () => {
    for (const locale of LOCALES)
      for (const rule of ['clock-change', 'plan-structure'])
        expect(skipText({ rule, facts: {} }, speech(locale)), rule).toMatch(/^\p{Lu}.+\.$/u);
    const away = { rule: 'absence', facts: { date: '2026-02-09', personId: 'c1' } };
    expect(skipText(away, speech('nb'))).toContain('9. februar 2026');
  });

  it('no line in any language has an empty placeholder or a code left in it', () => {
    const { world, plan } = unserved;
    for (const locale of LOCALES) {
      const unservedFound = explainUnserved(world, plan, 'p1', RULES);
      const pairFound = explainPair(world, 'p1', 'c1', RULES);
      const own = scene(() => {});
      const pairing = explainPairing(own.world, own.plan, 'p1', RULES);
      if (unservedFound === undefined || pairFound === undefined || pairing === undefined)
        throw new Error('The cases must have explanations.');
      const lines = [
        ...unservedText(unservedFound, speech(locale)),
        ...pairText(pairFound, speech(locale)),
        ...pairingText(pairing, speech(locale)),
        ...toDoText(toDo(world, RULES), speech(locale)),
      ];
      expect(lines.length).toBeGreaterThan(12);
      for (const line of lines) expect(line.replace(/^– /, '')).not.toMatch(/[{}–]|undefined|NaN|no-common-time/);
    }
  });

  it('every phrase has the same placeholders in all languages', () => {
    for (const phrase of [...Object.values(CLASS_PHRASES), ...Object.values(PHRASES)]) {
      const names = LOCALES.map((locale) => (phrase[locale].match(/\{\w+\}/g) ?? []).sort().join());
      expect(new Set(names).size, phrase.en).toBe(1);
    }
  });
});

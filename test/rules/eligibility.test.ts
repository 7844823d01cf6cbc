// What must hold beyond single examples: who reads a text learns nothing about somebody else, and facts say what is meant.
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/index.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { protectedAddress } from '../../src/rules/eligibility/protected-address.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import { changeContact, changeRecipient, joinGroup } from '../../src/rules/example-edits.ts';
import { RULES } from '../../src/rules/index.ts';
import type { ExampleDraft, Facts, Outcome } from '../../src/rules/rule.ts';
import { caseload, type Requirement } from '../../src/schema/caseload.ts';
import { plan } from '../../src/schema/plan.ts';

/** Whether the base example's recipient, and its contact, may be matched after an edit. */
function judged(edit: (draft: ExampleDraft) => void): { portion: Outcome | undefined; contact: Outcome | undefined } {
  const draft = exampleDraft();
  edit(draft);
  const world = buildWorld(caseload.parse(draft.caseload), { today: EXAMPLE_TODAY });
  const portion = world.portions.get('p1');
  const contact = world.contacts.get('c1');
  if (portion === undefined || contact === undefined) throw new Error('The base example must have p1 and c1.');
  return {
    portion: protectedAddress.checks.portion?.(world, portion),
    contact: protectedAddress.checks.contact?.(world, contact, 'support'),
  };
}

describe('protected addresses', () => {
  it('the outcome of a protected person is the same whatever the protection is', () => {
    for (const protection of ['kode-6', 'kode-7', 'abroad'] as const) {
      const outcome = judged(({ caseload: { recipients, contacts } }) => {
        for (const person of [...recipients, ...contacts]) person.protection = protection;
      });
      const refused = { status: 'broken', facts: { reason: 'protected' } };
      expect(outcome, protection).toEqual({ portion: refused, contact: refused });
    }
  });

  it('without a valid screening the outcome of everybody is the same, protected or not', () => {
    for (const protection of ['none', 'kode-6', 'kode-7', 'abroad', 'unknown'] as const) {
      const outcome = judged((draft) => {
        draft.caseload.screening = undefined;
        for (const person of [...draft.caseload.recipients, ...draft.caseload.contacts]) person.protection = protection;
      });
      const notScreened = { status: 'unknown', facts: { reason: 'not-screened' } };
      expect(outcome, protection).toEqual({ portion: notScreened, contact: notScreened });
    }
  });

  it('a person whose protection nobody recorded is not matched', () => {
    const outcome = judged(({ caseload: { recipients, contacts } }) => {
      for (const person of [...recipients, ...contacts]) delete person.protection;
    });
    const open = { status: 'unknown', facts: { reason: 'protected' } };
    expect(outcome).toEqual({ portion: open, contact: open });
  });
});

/** What the auditor finds of one rule in the base example after an edit. */
function factsOf(ruleId: string, edit: (draft: ExampleDraft) => void): readonly Facts[] {
  const draft = exampleDraft();
  edit(draft);
  const world = buildWorld(caseload.parse(draft.caseload), { today: EXAMPLE_TODAY });
  const findings = check(world, plan.parse(draft.plan), RULES).findings.filter(({ rule }) => rule === ruleId);
  return findings.map(({ facts }) => facts);
}

describe('facts', () => {
  it('the least age that is named is 16 only where the municipality allows it one to one', () => {
    const bornOn = '2011-01-01';
    const young = (draft: ExampleDraft): void => changeContact(draft, { bornOn });
    expect(factsOf('of-age', young)).toContainEqual({ age: 15, least: 18 });
    const allowed = (draft: ExampleDraft): void => {
      young(draft);
      draft.caseload.policy = { sixteenIfKnown: true };
    };
    expect(factsOf('of-age', allowed)).toContainEqual({ age: 15, least: 16 });
    const leading = (draft: ExampleDraft): void => {
      allowed(draft);
      joinGroup(draft);
    };
    expect(factsOf('of-age', leading)).not.toContainEqual({ age: 15, least: 16 });
  });

  it('a must is named with what is asked, an age range by its youngest and oldest year', () => {
    const asking = (requirement: Requirement) => (draft: ExampleDraft) =>
      changeRecipient(draft, { requirements: [requirement] });
    expect(factsOf('musts', asking({ attribute: 'age-range', from: 20, to: 30, strength: 'must' }))).toEqual([
      { attribute: 'age-range', value: '20-29' },
    ]);
    expect(factsOf('musts', asking({ attribute: 'language', value: 'fr', strength: 'must' }))).toEqual([
      { attribute: 'language', value: 'fr' },
    ]);
  });
});

describe('neutral texts', () => {
  it('the rules about who a person is or has said no to share one sentence, so that the wording gives nothing away', () => {
    const personal = [
      'close-family',
      'approved-contact',
      'approved-recipient',
      'institution',
      'of-age',
      'demanding-care',
      'declined',
      'musts',
      'protected-address',
      'travel-limit',
      'not-covered',
    ];
    const sentences = RULES.filter((rule) => personal.includes(rule.id)).map((rule) => rule.texts.neutral);
    expect(sentences).toHaveLength(personal.length);
    for (const sentence of sentences) expect(sentence).toEqual(protectedAddress.texts.neutral);
  });
});

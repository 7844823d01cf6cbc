// What must hold of several eligibility rules at once: who reads a text learns nothing about somebody else.
import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../src/domain/world.ts';
import { protectedAddress } from '../../src/rules/eligibility/protected-address.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/index.ts';
import type { ExampleDraft, Outcome } from '../../src/rules/rule.ts';
import { caseload } from '../../src/schema/caseload.ts';

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

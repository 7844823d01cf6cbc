// Reasons: all failed rules of a pair, who was ruled out by what, what a pairing brings, what to ask; and that people
// with a protected address are in none of it.
import { describe, expect, it } from 'vitest';
import { readPlanItems, scoreItems } from '../../src/check/index.ts';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { explainPair } from '../../src/explain/pair.ts';
import { explainPairing } from '../../src/explain/pairing.ts';
import { toDo } from '../../src/explain/to-do.ts';
import { explainUnserved } from '../../src/explain/unserved.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import { changeContact, changeEngagement, changePart, changeRecipient } from '../../src/rules/example-edits.ts';
import { addContact, addRecipient, inGroup, oneToOne } from '../../src/rules/example-plans.ts';
import { RULES } from '../../src/rules/index.ts';
import type { ExampleDraft } from '../../src/rules/rule.ts';
import { caseload as caseloadSchema } from '../../src/schema/caseload.ts';
import { type Plan, plan as planSchema } from '../../src/schema/plan.ts';

type Edit = (draft: ExampleDraft) => void;

function scene(...edits: readonly Edit[]): { world: World; plan: Plan } {
  const draft = exampleDraft();
  for (const edit of edits) edit(draft);
  const world = buildWorld(caseloadSchema.parse(draft.caseload), { today: EXAMPLE_TODAY });
  return { world, plan: planSchema.parse(draft.plan) };
}

type ContactInput = ExampleDraft['caseload']['contacts'][number];

/** Adds contacts c2, c3 … like c1, each with its own changes. */
const withContacts =
  (...changes: readonly Partial<ContactInput>[]): Edit =>
  ({ caseload }) => {
    const [like] = exampleDraft().caseload.contacts;
    if (like === undefined) throw new Error('The base example must have a contact.');
    for (const [index, change] of changes.entries())
      caseload.contacts.push({ ...like, id: `c${index + 2}`, ...change });
  };

const unplanned: Edit = ({ plan }) => {
  plan.assignments = [];
};

const individualOnly: Edit = (draft) => changePart(draft, { arrangements: ['individual'] });

const hidden = { protection: 'kode-6', place: undefined } as const;

describe('why not this contact', () => {
  const explain = (...edits: Edit[]) => explainPair(scene(unplanned, ...edits).world, 'p1', 'c1', RULES);
  const rulesOf = (...edits: Edit[]): string[] => (explain(...edits)?.failures ?? []).map(({ rule }) => rule);

  it('nothing stands between a pair that may meet', () => {
    expect(explain()).toEqual({ portionKey: 'p1', contactId: 'c1', verdict: 'eligible', failures: [] });
  });

  it('every failed rule is listed in catalogue order, with its facts, not only the first', () => {
    const found = explain(({ caseload }) => {
      caseload.relations = [{ recipientId: 'r1', contactId: 'c1', relation: 'sibling' }];
      caseload.declined = [{ recipientId: 'r1', contactId: 'c1', by: 'contact', on: '2025-12-01' }];
      for (const recipient of caseload.recipients) {
        recipient.requirements = [{ attribute: 'language', value: 'se', strength: 'must' }];
        recipient.availability = [{ weekday: 1, from: '06:00', to: '07:00' }];
      }
    });
    expect(found?.verdict).toBe('barred');
    expect(found?.failures).toMatchObject([
      { rule: 'close-family', status: 'broken', facts: { relation: 'sibling' } },
      { rule: 'declined', status: 'broken', facts: { by: 'contact' } },
      { rule: 'musts', status: 'broken', facts: { attribute: 'language', value: 'se' } },
      { rule: 'availability', status: 'broken', facts: { reason: 'no-common-time', minutes: 120 } },
    ]);
  });

  it('no common time names the rule that alone leaves none, else the one that takes the last of it', () => {
    const free =
      (from: string, to: string): Edit =>
      (draft) =>
        changeRecipient(draft, { availability: [{ weekday: 1, from, to }] });
    expect(rulesOf(free('10:00', '11:45'))).toEqual(['availability']);
    // Two hours are free, of which the normal hours from 08:00 on leave one.
    expect(rulesOf(free('07:00', '09:00'))).toEqual(['normal-hours']);
    expect(rulesOf(free('08:00', '10:00'))).toEqual([]);
  });

  it('a contact whose own limits are too small for any session is named as such', () => {
    const found = explain((draft) => changeContact(draft, { capacity: { maxMinutesPerWeek: 90 } }));
    expect(found).toMatchObject({
      verdict: 'barred',
      failures: [{ rule: 'contact-capacity', facts: { counted: 'minutes', amount: 120, most: 90 } }],
    });
  });

  it('what is only not known is askable', () => {
    const found = explain((draft) => changeEngagement(draft, { certificate: undefined }));
    expect(found).toMatchObject({
      verdict: 'askable',
      failures: [{ rule: 'approved-contact', status: 'unknown', facts: { missing: 'certificate' } }],
    });
  });

  it('a part that is not for one to one says so', () => {
    expect(rulesOf((draft) => changePart(draft, { arrangements: ['group'] }))).toEqual(['arrangement']);
  });

  it('a protected person and nobody at all are the same answer', () => {
    expect(explain((draft) => changeContact(draft, hidden))).toBeUndefined();
    expect(explain((draft) => changeRecipient(draft, hidden))).toBeUndefined();
    expect(explainPair(scene().world, 'p1', 'c9', RULES)).toBeUndefined();
    expect(explainPair(scene().world, 'p9', 'c1', RULES)).toBeUndefined();
  });
});

describe('why nobody', () => {
  const explain = (...edits: Edit[]) => {
    const { world, plan } = scene(unplanned, individualOnly, ...edits);
    return explainUnserved(world, plan, 'p1', RULES);
  };
  const far = { lat: 61, lon: 10 };

  it('each contact is counted at its first failed rule, and counts and candidates add up', () => {
    const found = explain(
      withContacts({ place: far }, { place: far, bornOn: '2012-01-01' }, { bornOn: '2012-01-01' }, {}),
    );
    expect(found?.contacts).toBe(5);
    // c3 is too young and too far: of-age comes first in the catalogue.
    expect(found?.removed).toEqual([
      { rule: 'of-age', count: 2 },
      { rule: 'travel-limit', count: 1 },
    ]);
    expect(found?.candidates).toEqual({ contacts: 2, gatherings: 0 });
    expect(found?.class).toBe('lost-the-competition');
    expect(found?.room).toEqual({ besidePins: 2, besidePlan: 2 });
  });

  it('every gathering is listed with what stands against it', () => {
    const found = explain();
    expect(found?.gatherings.map(({ key, failures }) => [key, failures.map(({ rule }) => rule)])).toEqual([
      ['g1', ['arrangement']],
      ['o1@0', ['arrangement']],
    ]);
  });

  it('only contacts whom nothing but unknowns keeps away are askable', () => {
    const pending = { interviewHeldOn: '2025-06-01' };
    const found = explain(
      (draft) => changeContact(draft, { place: far }),
      withContacts({ engagement: pending }, { engagement: pending, place: far }),
    );
    expect(found?.class).toBe('no-eligible-contact');
    expect(found?.askable).toMatchObject([{ contactId: 'c2', unknowns: [{ rule: 'approved-contact' }] }]);
  });

  it('those who are full are counted by the rule that leaves no room beside the pins', () => {
    const { world, plan } = scene(addRecipient, individualOnly, (draft) => {
      changeContact(draft, { capacity: { maxMinutesPerWeek: 480, maxRecipients: 1 } });
      for (const assignment of draft.plan.assignments) assignment.pinned = true;
    });
    const found = explainUnserved(world, plan, 'p2', RULES);
    expect(found).toMatchObject({
      class: 'eligible-but-full',
      candidates: { contacts: 1 },
      full: [{ rule: 'contact-capacity', count: 1 }],
      room: { besidePins: 0, besidePlan: 0 },
    });
  });

  it('who lost the competition had room beside the pins and none beside the plan', () => {
    const { world, plan } = scene(addRecipient, individualOnly, (draft) =>
      changeContact(draft, { capacity: { maxMinutesPerWeek: 120 } }),
    );
    expect(explainUnserved(world, plan, 'p2', RULES)).toMatchObject({
      class: 'lost-the-competition',
      room: { besidePins: 1, besidePlan: 0 },
    });
  });

  it('a portion for manual handling says which of its own checks fail', () => {
    const found = explain((draft) => changePart(draft, { purpose: 'homework' }));
    expect(found).toMatchObject({ class: 'manual-handling', portion: [{ rule: 'not-covered' }] });
  });

  it('protected contacts are in no count, and a protected recipient has no explanation', () => {
    const without = explain();
    const withHidden = explain(withContacts(hidden, { ...hidden, bornOn: '2012-01-01' }));
    expect(withHidden).toEqual(without);
    expect(explain((draft) => changeRecipient(draft, hidden))).toBeUndefined();
  });

  it('an offer that somebody protected accompanies is not mentioned', () => {
    const found = explain(withContacts(hidden), ({ caseload }) => {
      for (const offer of caseload.offers ?? []) offer.accompaniedBy = 'c2';
    });
    expect(found?.gatherings.map(({ key }) => key)).toEqual(['g1']);
  });

  it('what the plan serves has no explanation', () => {
    const { world, plan } = scene();
    expect(explainUnserved(world, plan, 'p1', RULES)).toBeUndefined();
  });
});

describe('what a pairing brings', () => {
  it('alone in a plan, its points are the score of the plan, term by term', () => {
    const { world, plan } = scene();
    const { objective, score } = scoreItems(world, readPlanItems(world, plan), RULES);
    const found = explainPairing(world, plan, 'p1', RULES);
    expect(found?.total).toBe(objective);
    expect(Object.fromEntries((found?.points ?? []).map(({ rule, points }) => [rule, points]))).toEqual(score);
    // 2 of 4 hours at 5/4 · 1000 an hour; fair load: 240 of 720 wanted minutes a fortnight, 8 steps of 7 points.
    expect(found?.points).toEqual(
      expect.arrayContaining([
        { rule: 'served', points: 2_500 },
        { rule: 'fair-load', points: 56 },
      ]),
    );
  });

  it('a tally is what the pairing changes: beyond the hours a contact wants, it costs', () => {
    const second = { ...oneToOne(2, { weekday: 2, start: '17:00' }), id: 'p2' };
    const fairLoad = (wantedMinutesPerWeek: number): number | undefined => {
      const { world, plan } = scene(addRecipient, (draft) => {
        draft.plan.assignments.push(second);
        changeContact(draft, { capacity: { maxMinutesPerWeek: 480, wantedMinutesPerWeek } });
      });
      return explainPairing(world, plan, 'p2', RULES)?.points.find(({ rule }) => rule === 'fair-load')?.points;
    };
    // The first pairing takes 120 minutes a week, so the second is all gain up to 240 and all loss from 120 on.
    expect(fairLoad(240)).toBe(56);
    expect(fairLoad(120)).toBe(-56);
    expect(fairLoad(180)).toBe(0);
  });

  it('the bonus of one contact for both halves belongs to each of them', () => {
    const half = (share: 1 | 2, weekday: number) => ({
      ...oneToOne(1, { weekday, start: '17:00' }),
      id: `p1/${share}`,
      share,
    });
    const { world, plan } = scene((draft) => {
      changePart(draft, { shareable: true, modes: [{ sessions: 1, minutes: 120 }] });
      draft.plan.assignments = [half(1, 1), half(2, 3)];
    });
    for (const id of ['p1/1', 'p1/2']) {
      const points = explainPairing(world, plan, id, RULES)?.points;
      // 20 points an hour over the four hours of both halves.
      expect(points).toContainEqual({ rule: 'same-contact', points: 80 });
    }
  });

  it('a place in a group has points too, and an unknown assignment has none', () => {
    const { world, plan } = scene((draft) => {
      draft.plan.assignments = [inGroup(1)];
      draft.plan.leads = [{ groupId: 'g1', contactId: 'c1' }];
    });
    const [assignment] = plan.assignments;
    expect(explainPairing(world, plan, assignment?.id ?? '', RULES)?.points).toContainEqual({
      rule: 'served',
      points: 2_500,
    });
    expect(explainPairing(world, plan, 'p9', RULES)).toBeUndefined();
  });
});

describe('what to ask', () => {
  const pending: Partial<ContactInput> = { engagement: { interviewHeldOn: '2025-06-01' } };

  it('three certificates that would unlock pairs are one entry with all their contacts and pairs', () => {
    const { world } = scene(addRecipient, individualOnly, withContacts(pending, pending, pending));
    expect(toDo(world, RULES)).toEqual([
      {
        rule: 'approved-contact',
        facts: { missing: 'certificate' },
        contactIds: ['c2', 'c3', 'c4'],
        unlocks: 6,
        together: 0,
      },
    ]);
  });

  it('a certificate that unlocks nothing, because a rule is broken anyway, is not asked for', () => {
    const { world } = scene(individualOnly, withContacts({ ...pending, place: { lat: 61, lon: 10 } }));
    expect(toDo(world, RULES)).toEqual([]);
  });

  it('two unknowns of different kinds unlock nothing alone', () => {
    const wheelchair: Edit = (draft) =>
      changeRecipient(draft, { requirements: [{ attribute: 'trait', value: 'wheelchair', strength: 'must' }] });
    const { world } = scene(individualOnly, withContacts(pending), wheelchair);
    const found = toDo(world, RULES);
    expect(found).toMatchObject([
      { rule: 'musts', contactIds: ['c1', 'c2'], unlocks: 1, together: 1 },
      { rule: 'approved-contact', contactIds: ['c2'], unlocks: 0, together: 1 },
    ]);
  });

  it('without a valid screening the only thing to ask for is the screening, and what it would unlock', () => {
    const { world } = scene(individualOnly, addContact, (draft) => {
      draft.caseload.screening = undefined;
    });
    expect(toDo(world, RULES)).toEqual([
      { rule: 'protected-address', facts: { reason: 'not-screened' }, contactIds: [], unlocks: 2, together: 0 },
    ]);
  });

  it('protected people are in no count of what would be unlocked', () => {
    const { world } = scene(addRecipient, individualOnly, withContacts(pending, { ...pending, ...hidden }), (draft) => {
      for (const recipient of draft.caseload.recipients) if (recipient.id === 'r2') Object.assign(recipient, hidden);
    });
    expect(toDo(world, RULES)).toMatchObject([{ contactIds: ['c2'], unlocks: 1 }]);
  });
});

// The change report on the base example and small variants of it: each kind of change, with the reason worked out by hand.
//
// r1 has part p1 with c1, Mondays 17:00 to 19:00, two hours of the four granted; c2 is like c1, r2 (part p2) like r1.
import { describe, expect, it } from 'vitest';
import { rollOut } from '../../src/calendar/roll-out.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { createDates } from '../../src/explain/change-dates.ts';
import type { ChangeReport, PersonChanges } from '../../src/explain/change-facts.ts';
import { changesText } from '../../src/explain/change-text.ts';
import { CHANGE_PHRASES, REASON_PHRASES } from '../../src/explain/change-phrases.ts';
import { changesBetween } from '../../src/explain/changes.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import {
  changeContact,
  changeDecision,
  changeEngagement,
  changeGroup,
  joinGroup,
} from '../../src/rules/example-edits.ts';
import { addContact, addRecipient, atOffer, inGroup, oneToOne } from '../../src/rules/example-plans.ts';
import { RULES } from '../../src/rules/index.ts';
import { type ExampleDraft, LOCALES } from '../../src/rules/rule.ts';
import { caseload as caseloadSchema } from '../../src/schema/caseload.ts';
import { plan as planSchema, type PlanInput } from '../../src/schema/plan.ts';

type Edit = (draft: ExampleDraft) => void;
type Plans = { readonly before?: PlanInput['assignments']; readonly after?: PlanInput['assignments'] };

const monday = { weekday: 1, start: '17:00' };
const friday = { weekday: 5, start: '17:00' };
const withC1 = oneToOne(1, monday);
const withC2 = { ...withC1, contactIds: ['c2'] };
const people: Edit = (draft) => {
  addContact(draft);
  addRecipient(draft);
};

/** The report of the example's caseload after some edits, on two plans of the given assignments. */
function report(plans: Plans, edits: readonly Edit[] = [], more: { before?: object; after?: object } = {}) {
  const draft = exampleDraft();
  for (const edit of edits) edit(draft);
  const world = buildWorld(caseloadSchema.parse(draft.caseload), { today: EXAMPLE_TODAY });
  const planOf = (assignments: PlanInput['assignments'], own: object = {}) => {
    const weekly = planSchema.parse({ ...draft.plan, assignments, ...own });
    return { ...weekly, sessions: rollOut(world, weekly, RULES).sessions };
  };
  const after = planOf(plans.after ?? [], more.after);
  const { before: first = [] } = plans;
  const skipped = rollOut(world, after, RULES).skipped;
  return changesBetween(world, { ...planOf(first), sessions: [], ...more.before }, after, RULES, skipped);
}

const of = ({ people: told }: ChangeReport, id: string): PersonChanges['changes'] =>
  told.find((person) => person.id === id)?.changes ?? [];

const forced = (scope: string, rule: string) =>
  expect.objectContaining({ kind: 'hard-rule', scope, failures: [expect.objectContaining({ rule })] });
const better = { kind: 'better-plan' };

describe('what is told of a recipient', () => {
  it('nothing where nothing is different, and the minutes of both plans', () => {
    const found = report({ before: [withC1], after: [withC1] });
    expect(found).toMatchObject({ people: [], unexplained: [], stillBroken: [], isFirst: false });
    expect(found.totals).toEqual({
      recipients: { changed: 0, unchanged: 1 },
      contacts: { changed: 0, unchanged: 1 },
      assignments: { changed: 0, unchanged: 1 },
      servedMinutes: { before: 120, after: 120 },
    });
    expect(changesText(found, { rules: RULES, locale: 'nb' }).summary[0]).toBe(
      'Ingenting er endret siden forrige plan.',
    );
  });

  it('another contact, for no reason but a better plan', () => {
    const found = report({ before: [withC1], after: [withC2] }, [people]);
    expect(of(found, 'r1')).toMatchObject([{ kind: 'partner', portionKey: 'p1', reason: better }]);
    expect(of(found, 'c1')).toEqual([{ kind: 'recipients', gained: [], lost: ['r1'] }, { kind: 'idle' }]);
    expect(of(found, 'c2')).toEqual([{ kind: 'arrived' }, { kind: 'recipients', gained: ['r1'], lost: [] }]);
  });

  it('another contact, since a hard rule now forbids the pair: declined', () => {
    const declined: Edit = ({ caseload }) => {
      caseload.declined = [{ recipientId: 'r1', contactId: 'c1', by: 'recipient', on: '2026-01-04' }];
    };
    const found = report({ before: [withC1], after: [withC2] }, [people, declined]);
    expect(of(found, 'r1')).toMatchObject([{ kind: 'partner', reason: forced('pairing', 'declined') }]);
  });

  it('another contact, since a pairing became active', () => {
    const active: Edit = ({ caseload }) => {
      caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c2', status: 'active' }];
    };
    const found = report({ before: [withC1], after: [{ ...withC2, pinned: true }] }, [people, active]);
    expect(of(found, 'r1')).toMatchObject([{ kind: 'partner', reason: { kind: 'pinned', pinIds: ['k1'] } }]);
  });

  it('another contact, since the accepted pairing was ended', () => {
    const found = report({ before: [{ ...withC1, pinned: true }], after: [withC2] }, [people]);
    expect(of(found, 'r1')).toMatchObject([{ kind: 'partner', reason: { kind: 'released' } }]);
    expect(found.unexplained).toEqual([]);
  });

  it('another contact, since the old one left the caseload, who is not named there but by himself', () => {
    const gone = { ...withC1, contactIds: ['c9'] };
    const found = report({ before: [gone], after: [withC1] });
    const [change] = of(found, 'r1');
    expect(change).toMatchObject({ before: { contactIds: [] }, reason: { kind: 'gone', what: 'contact' } });
    expect(of(found, 'c9')).toEqual([{ kind: 'gone' }]);
  });

  it('a group in place of a contact, and the time of it', () => {
    const leads = { leads: [{ groupId: 'g1', contactId: 'c1' }] };
    const found = report({ before: [withC1], after: [inGroup(1)] }, [], { after: leads });
    expect(of(found, 'r1')).toMatchObject([
      { kind: 'partner', after: { groupId: 'g1', contactIds: ['c1'] }, reason: better },
    ]);
    expect(of(found, 'c1')).toContainEqual({ kind: 'lead-gained', groupId: 'g1', reason: better });
  });

  it('other times, for a better plan, or since the contact is no longer free at the old ones', () => {
    const later = oneToOne(1, friday);
    expect(of(report({ before: [withC1], after: [later] }), 'r1')).toMatchObject([{ kind: 'times', reason: better }]);
    const noMondays: Edit = (draft) =>
      changeContact(draft, { availability: [{ weekday: 5, from: '16:00', to: '20:00' }] });
    const found = report({ before: [withC1], after: [later] }, [noMondays]);
    expect(of(found, 'r1')).toMatchObject([{ kind: 'times', reason: forced('times', 'availability') }]);
    expect(changesText(found, { rules: RULES, locale: 'nb' }).recipients.people[0]?.entries).toEqual([
      {
        what: 'Ny tid med c1: fredag 17:00–19:00. Før: mandag 17:00–19:00.',
        why: ['Den gamle tida er ikke lenger mulig (Ledig tid).'],
      },
    ]);
  });

  it('other sessions, since the contact may no longer have so many hours', () => {
    const twice = oneToOne(1, monday, friday);
    const tired: Edit = (draft) => changeContact(draft, { capacity: { maxMinutesPerWeek: 120 } });
    const found = report({ before: [twice], after: [withC1] }, [tired]);
    // 2 × 120 minutes are more than 120, with nobody else in the plan.
    expect(of(found, 'r1')).toMatchObject([{ kind: 'form', reason: forced('times', 'contact-capacity') }]);
    expect(found.totals.servedMinutes).toEqual({ before: 240, after: 120 });
  });

  it('no longer served, since the hours of the contact are not enough for both any more', () => {
    const tired: Edit = (draft) => changeContact(draft, { capacity: { maxMinutesPerWeek: 120 } });
    const both = [withC1, oneToOne(2, friday)];
    const unserved = [{ partId: 'p2', minutes: 240, class: 'lost-the-competition' as const }];
    const onlyC1: Edit = ({ caseload }) => {
      caseload.contacts = caseload.contacts.filter(({ id }) => id === 'c1');
    };
    const found = report({ before: both, after: [withC1] }, [people, onlyC1, tired], { after: { unserved } });
    expect(of(found, 'r1')).toEqual([]);
    expect(of(found, 'r2')).toMatchObject([
      {
        kind: 'unserved',
        class: 'lost-the-competition',
        explained: { contacts: 1, candidates: { contacts: 1 } },
        reason: forced('together', 'contact-capacity'),
      },
    ]);
  });

  it('no longer served, since a pairing that became active takes the hours of the contact', () => {
    const tired: Edit = (draft) => changeContact(draft, { capacity: { maxMinutesPerWeek: 120 } });
    const active: Edit = ({ caseload }) => {
      caseload.pairings = [{ id: 'k2', partId: 'p2', contactId: 'c1', status: 'active' }];
    };
    const plans = { before: [withC1], after: [{ ...oneToOne(2, friday), pinned: true }] };
    const found = report(plans, [people, tired, active]);
    expect(of(found, 'r1')).toMatchObject([{ kind: 'unserved', reason: forced('beside-pins', 'contact-capacity') }]);
    expect(of(found, 'r2')).toMatchObject([
      { kind: 'arrived' },
      { kind: 'served', reason: { kind: 'pinned', pinIds: ['k2'] } },
    ]);
  });

  it('no longer served, since the decision is revoked or has expired, or the recipient is gone', () => {
    const revoked = report({ before: [withC1] }, [(draft) => changeDecision(draft, { status: 'revoked' })]);
    expect(of(revoked, 'r1')).toMatchObject([{ kind: 'unserved', reason: forced('pairing', 'approved-recipient') }]);
    const expired = report({ before: [withC1] }, [
      (draft) => changeDecision(draft, { from: '2025-01-01', effectiveOn: '2025-01-01', to: '2026-01-05' }),
    ]);
    expect(of(expired, 'r1')).toMatchObject([{ kind: 'unserved', reason: forced('pairing', 'decision-period') }]);
    const gone = report({ before: [withC1, oneToOne(2, friday)], after: [withC1] });
    expect(of(gone, 'r2')).toMatchObject([{ kind: 'unserved', reason: { kind: 'gone', what: 'recipient' } }]);
  });

  it('served now, with why not before; waiting for the first time; and no longer waiting', () => {
    const wasUnserved = { unserved: [{ partId: 'p1', minutes: 240, class: 'eligible-but-full' as const }] };
    const found = report({ after: [withC1] }, [], { before: wasUnserved });
    expect(of(found, 'r1')).toMatchObject([{ kind: 'served', wasUnserved: 'eligible-but-full', reason: better }]);
    const unserved = [{ partId: 'p2', minutes: 240, class: 'lost-the-competition' as const }];
    const waiting = report({ before: [withC1], after: [withC1] }, [people], { after: { unserved } });
    expect(of(waiting, 'r2')).toMatchObject([
      { kind: 'arrived' },
      { kind: 'waiting', portionKey: 'p2', class: 'lost-the-competition', reason: { kind: 'new' } },
    ]);
    const revoked = report({}, [(draft) => changeDecision(draft, { status: 'revoked' })], { before: wasUnserved });
    expect(of(revoked, 'r1')).toMatchObject([
      { kind: 'no-longer-waiting', failures: [{ rule: 'approved-recipient' }] },
    ]);
  });

  it('other leaders of the same group, and why the old one leads no more', () => {
    const hers = { leads: [{ groupId: 'g1', contactId: 'c2' }] };
    const his = { leads: [{ groupId: 'g1', contactId: 'c1' }] };
    const unwilling: Edit = ({ caseload }) => {
      for (const contact of caseload.contacts) if (contact.id === 'c1') contact.leadsGroups = false;
    };
    const plans = { before: [inGroup(1, ['c1'])], after: [inGroup(1, ['c2'])] };
    const found = report(plans, [people, unwilling], { before: his, after: hers });
    const reason = forced('pairing', 'arrangement');
    expect(of(found, 'r1')).toMatchObject([{ kind: 'leaders', reason }]);
    expect(of(found, 'c1')).toMatchObject([
      { kind: 'barred', failures: [{ rule: 'arrangement' }] },
      { kind: 'lead-lost', groupId: 'g1', reason },
      { kind: 'idle' },
    ]);
  });

  it('a group that has too few left, and one that is registered at another time', () => {
    const his = { leads: [{ groupId: 'g1', contactId: 'c1' }] };
    const pair: Edit = (draft) => changeGroup(draft, { minParticipants: 2 });
    // r2 is not in the caseload any more: one of two is left.
    const few = report({ before: [inGroup(1), inGroup(2)], after: [withC1] }, [pair], { before: his });
    expect(of(few, 'r1')).toMatchObject([{ kind: 'partner', reason: forced('together', 'group-size') }]);
    expect(of(few, 'c1')).toContainEqual({ kind: 'lead-lost', groupId: 'g1', reason: { kind: 'not-running' } });
    const later: Edit = (draft) => changeGroup(draft, { slot: { weekday: 3, start: '18:00', minutes: 120 } });
    const [place] = [inGroup(1)];
    const moved = { ...place, pattern: place.pattern.map((slot) => ({ ...slot, start: '18:00' })) };
    const found = report({ before: [place], after: [moved] }, [later], { before: his, after: his });
    expect(of(found, 'r1')).toMatchObject([{ kind: 'times', reason: { kind: 'registered' } }]);
  });

  it('an offer that is no longer registered', () => {
    const noOffers: Edit = ({ caseload }) => {
      caseload.offers = [];
    };
    const found = report({ before: [atOffer(1)], after: [withC1] }, [noOffers]);
    expect(of(found, 'r1')).toMatchObject([{ kind: 'partner', reason: { kind: 'gone', what: 'offer' } }]);
  });

  it('dates that an absence takes away, with the rule and the person, in the weeks that both plans cover', () => {
    const away: Edit = ({ caseload }) => {
      caseload.absences = [{ personId: 'c1', from: '2026-01-12', to: '2026-01-13' }];
    };
    // Mondays from 29 December to 19 January; the new plan covers 5 January to 1 February.
    const dates = ['2025-12-29', '2026-01-05', '2026-01-12', '2026-01-19'];
    const sessions = dates.map((date) => {
      const id = `p1:${date}T17:00`;
      return { id, assignmentId: 'p1', date, start: '17:00', minutes: 120, status: 'draft' as const };
    });
    const found = report({ before: [withC1], after: [withC1] }, [away], { before: { from: '2025-12-29', sessions } });
    expect(of(found, 'r1')).toEqual([
      {
        kind: 'dates',
        portionKey: 'p1',
        dropped: [
          {
            date: '2026-01-12',
            start: '17:00',
            minutes: 120,
            cause: { rule: 'absence', facts: { date: '2026-01-12', personId: 'c1' } },
          },
        ],
        added: [],
        moved: [],
      },
    ]);
    expect(changesText(found, { rules: RULES, locale: 'nb' }).recipients.people[0]?.entries[0]?.what).toBe(
      'Treffet mandag 12. januar 17:00–19:00 faller ut (fravær: c1).',
    );
  });
});

describe('dates', () => {
  const on = (date: string, status: 'draft' | 'cancelled' = 'draft') =>
    ({ id: date, assignmentId: 'p1', date, start: '17:00', minutes: 120, status }) as const;

  it('one dropped and one added in a week are one that moved; a cancelled one says so; others are told by themselves', () => {
    const before = { from: '2026-01-05', weeks: 3, sessions: [on('2026-01-05'), on('2026-01-12'), on('2026-01-19')] };
    const after = {
      from: '2026-01-05',
      weeks: 4,
      sessions: [on('2026-01-07'), on('2026-01-12', 'cancelled'), on('2026-01-19'), on('2026-01-20'), on('2026-01-26')],
    };
    const meeting = (date: string) => ({ date, start: '17:00', minutes: 120 });
    // The last of them is after the three weeks that both cover.
    expect(createDates(before, after, [])('p1', 'p1')).toEqual({
      kind: 'dates',
      dropped: [{ ...meeting('2026-01-12'), cause: 'cancelled' }],
      added: [meeting('2026-01-20')],
      moved: [{ from: meeting('2026-01-05'), to: meeting('2026-01-07') }],
    });
  });
});

describe('accepted pairings', () => {
  const active: Edit = ({ caseload }) => {
    caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' }];
  };
  const ended: Edit = (draft) =>
    changeEngagement(draft, { contract: { from: '2025-07-01', to: '2026-01-05', scope: ['individual', 'group'] } });
  const brokenPins = [{ pinId: 'k1', rules: ['approved-contact'], conflict: [] }];
  const pinned = { ...withC1, pinned: true };

  it('one that the end of a contract breaks is told with the rule, to the recipient and to the contact', () => {
    const found = report({ before: [pinned] }, [active, ended], { after: { brokenPins } });
    expect(of(found, 'r1')).toMatchObject([
      { kind: 'pin-broken', pinId: 'k1', rules: ['approved-contact'], failures: [{ rule: 'approved-contact' }] },
      { kind: 'unserved', reason: { kind: 'pin-broken', pinIds: ['k1'] } },
    ]);
    expect(of(found, 'c1')).toMatchObject([
      { kind: 'barred', failures: [{ rule: 'approved-contact' }] },
      { kind: 'recipients', lost: ['r1'] },
      { kind: 'idle' },
    ]);
    expect(found).toMatchObject({ unexplained: [], stillBroken: [] });
  });

  it('one that was broken before is no change and is stated, and one that is held again too', () => {
    const still = report({}, [active, ended], { before: { brokenPins }, after: { brokenPins } });
    expect(still).toMatchObject({ people: [], stillBroken: [{ pinId: 'k1' }], mended: [] });
    const again = report({ after: [pinned] }, [active], { before: { brokenPins } });
    expect(again).toMatchObject({ stillBroken: [], mended: ['k1'] });
  });

  it('one that is gone without a rule is unexplained', () => {
    const found = report({ before: [pinned], after: [withC2] }, [people, active]);
    expect(found.unexplained).toMatchObject([{ pinId: 'k1', portionKey: 'p1', contactId: 'c1', rules: [] }]);
  });

  it('a leadership that is gone without a rule is unexplained too', () => {
    const leading: Edit = (draft) => {
      joinGroup(draft);
      draft.caseload.leaderships = [{ id: 'l1', groupId: 'g1', contactId: 'c1', status: 'active' }];
    };
    expect(report({ before: [inGroup(1)] }, [leading], { after: { leads: [] } }).unexplained).toMatchObject([
      { pinId: 'l1', pin: 'lead' },
    ]);
  });
});

describe('the first plan', () => {
  it('tells what it holds and that there is nothing to compare it with', () => {
    const draft = exampleDraft();
    const world = buildWorld(caseloadSchema.parse(draft.caseload), { today: EXAMPLE_TODAY });
    const found = changesBetween(world, undefined, planSchema.parse(draft.plan), RULES);
    expect(found).toMatchObject({ isFirst: true, totals: { servedMinutes: { before: 0, after: 120 } } });
    expect(of(found, 'r1')).toMatchObject([{ kind: 'served', reason: { kind: 'first-plan' } }]);
    expect(changesText(found, { rules: RULES, locale: 'en' }).summary[0]).toBe(
      'This is the first plan. There is no earlier one to compare it with.',
    );
  });
});

describe('people who may not be shown', () => {
  const hide =
    (id: string): Edit =>
    ({ caseload }) => {
      for (const person of [...caseload.recipients, ...caseload.contacts])
        if (person.id === id) Object.assign(person, { protection: 'kode-6', place: undefined });
    };

  it('a recipient is in no list and no count', () => {
    const found = report({ before: [withC1, oneToOne(2, friday)], after: [withC1] }, [people, hide('r2')]);
    expect(found).toEqual(report({ before: [withC1], after: [withC1] }));
  });

  it('a contact is told of as one who is gone, without a name', () => {
    const found = report({ before: [withC2], after: [withC1] }, [people, hide('c2')]);
    expect(JSON.stringify(found)).not.toMatch(/c2|protected/);
    const absent = report({ before: [withC2], after: [withC1] }, [addRecipient]);
    expect(of(found, 'r1')).toEqual(of(absent, 'r1'));
  });

  it('without a valid screening nobody is told of, and the page says why', () => {
    const stale: Edit = ({ caseload }) => {
      caseload.screening = undefined;
    };
    const found = report({ before: [withC1, oneToOne(2, friday)] }, [stale]);
    expect(found).toMatchObject({ isScreened: false, people: [], totals: { servedMinutes: { before: 0, after: 0 } } });
    expect(changesText(found, { rules: RULES, locale: 'en' }).summary).toEqual([
      expect.stringMatching(/^Nobody can be shown/),
    ]);
  });
});

describe('the words', () => {
  it('have the same placeholders in all languages', () => {
    for (const phrase of [...Object.values(CHANGE_PHRASES), ...Object.values(REASON_PHRASES)]) {
      const names = LOCALES.map((locale) => (phrase[locale].match(/\{\w+\}/g) ?? []).sort().join());
      expect(new Set(names).size, phrase.en).toBe(1);
    }
  });
});

// Pins are held, or named as broken for a reason that the auditor finds to be true.
import { describe, expect, test } from 'vitest';
import {
  changeContact,
  changeDecision,
  changeEngagement,
  changeGroup,
  changeOffer,
  changePart,
  changeRecipient,
  joinAccompaniedOffer,
  joinGroup,
  joinOffer,
} from '../../src/rules/example-edits.ts';
import type { ExampleDraft } from '../../src/rules/rule.ts';
import { findingsOf, reportOn } from './example-report.ts';

type Edit = (draft: ExampleDraft) => void;
type Pairing = NonNullable<ExampleDraft['caseload']['pairings']>[number];

/** r1's part is actively paired with c1, or as told. */
const pair =
  (changes: Partial<Pairing> = { contactId: 'c1' }): Edit =>
  ({ caseload }) => {
    caseload.pairings = [{ id: 'k1', partId: 'p1', status: 'active', ...changes }];
  };

const lead: Edit = ({ caseload }) => {
  caseload.leaderships = [{ id: 'k2', groupId: 'g1', contactId: 'c1', status: 'active' }];
};

/** Nothing is planned; the plan says that these pins had to break, for these rules. */
const breakPins =
  (rules: readonly string[], pinIds: readonly string[] = ['k1'], conflict: readonly string[] = []): Edit =>
  ({ plan }) => {
    plan.assignments = [];
    plan.leads = [];
    plan.brokenPins = pinIds.map((pinId) => ({ pinId, rules: [...rules], conflict: [...conflict] }));
  };

const all =
  (...edits: readonly Edit[]): Edit =>
  (draft) => {
    for (const edit of edits) edit(draft);
  };

const pinFindings = (...edits: readonly Edit[]) => findingsOf(reportOn(all(...edits)), 'pins');
const severities = (...edits: readonly Edit[]) => pinFindings(...edits).map(({ severity }) => severity);

describe('a pin that is held', () => {
  const lock =
    (slot: { weekday: number; start: string; cycleWeek?: 1 | 2 }, weeks: 1 | 2 = 1): Edit =>
    (draft) => {
      draft.caseload.pins = [{ id: 'k1', partId: 'p1', contactId: 'c1', slot }];
      for (const assignment of draft.plan.assignments) assignment.cycleWeeks = weeks;
    };

  test.each<[string, Edit]>([
    ['by an individual engagement', pair()],
    ['by a place in the group', all(joinGroup, pair({ groupId: 'g1' }))],
    ['by a place in the offer', all(joinOffer, pair({ offerId: 'o1' }))],
    ['by the lead', all(joinGroup, lead)],
    ['at its locked start', lock({ weekday: 1, start: '17:00' })],
    ['in either week, by what recurs every week', lock({ weekday: 1, start: '17:00', cycleWeek: 2 })],
    ['in its week, by what recurs every other week', lock({ weekday: 1, start: '17:00', cycleWeek: 1 }, 2)],
  ])('%s is no finding', (_how, edit) => {
    expect(pinFindings(edit)).toEqual([]);
  });

  test('elsewhere than locked is not held', () => {
    expect(severities(lock({ weekday: 1, start: '17:15' }))).toEqual(['hard']);
    expect(severities(lock({ weekday: 2, start: '17:00' }))).toEqual(['hard']);
    expect(severities(lock({ weekday: 1, start: '17:00', cycleWeek: 2 }, 2))).toEqual(['hard']);
  });

  test('by another arrangement than pinned is not held', () => {
    expect(severities(joinGroup, pair())).toEqual(['hard']);
    expect(severities(joinOffer, pair({ groupId: 'g1' }))).toEqual(['hard']);
    expect(severities(lead)).toEqual(['hard']);
  });
});

describe('a pin that is not held', () => {
  test('and not named is a hard finding', () => {
    expect(pinFindings(joinGroup, pair())).toEqual([
      {
        rule: 'pins',
        severity: 'hard',
        ids: ['k1', 'p1', 'c1'],
        pointer: '/assignments/0',
        facts: { pin: 'k1', reason: 'not-named' },
      },
    ]);
  });

  test('waits while its decision has expired or not begun', () => {
    const none: Edit = ({ plan }) => void (plan.assignments = []);
    // The four planned weeks end before 2026-02-02.
    expect(pinFindings(none, pair(), (draft) => changeDecision(draft, { to: '2026-01-05' }))).toEqual([]);
    expect(severities(none, pair(), (draft) => changeDecision(draft, { to: '2026-01-06' }))).toEqual(['hard']);
    expect(pinFindings(none, pair(), (draft) => changeDecision(draft, { from: '2026-02-02' }))).toEqual([]);
    expect(severities(none, pair(), (draft) => changeDecision(draft, { from: '2026-02-01' }))).toEqual(['hard']);
  });
});

describe('the reason for a broken pin', () => {
  const family: Edit = ({ caseload }) => {
    caseload.relations = [{ recipientId: 'r1', contactId: 'c1', relation: 'sibling' }];
  };
  const noCertificate: Edit = (draft) =>
    changeEngagement(draft, { certificate: { purposes: ['adults'], status: 'pending' } });
  const freeFor =
    (to: string): Edit =>
    (draft) =>
      changeContact(draft, { availability: [{ weekday: 1, from: '17:00', to }] });
  const oneMinuteTooMuch: Edit = (draft) => changeContact(draft, { capacity: { maxMinutesPerWeek: 119 } });
  const justEnough: Edit = (draft) => changeContact(draft, { capacity: { maxMinutesPerWeek: 120 } });

  test.each<[string, string[], Edit]>([
    ['a check that is broken', ['close-family'], family],
    ['a check that is unknown', ['approved-contact'], noCertificate],
    ['one of several that is broken', ['declined', 'close-family'], family],
    ['a portion that nobody may serve', ['institution'], (draft) => changeRecipient(draft, { housing: 'institution' })],
    ['an arrangement that is not granted', ['arrangement'], (draft) => changePart(draft, { arrangements: ['group'] })],
    ['a window without a start', ['availability'], freeFor('18:59')],
    ['a limit that one session passes', ['contact-capacity'], oneMinuteTooMuch],
    ['a grant that is less than every mode', ['hours-granted'], (draft) => changePart(draft, { minutes: 119 })],
    [
      'two windows that leave nothing together',
      ['availability', 'normal-hours'],
      (draft) => {
        changeContact(draft, { availability: [{ weekday: 1, from: '20:00', to: '24:00' }] });
        changeDecision(draft, { normalHoursException: { from: '08:00', to: '21:00' } });
      },
    ],
    [
      'evenings, where only evenings are left',
      ['contact-capacity'],
      (draft) =>
        changeContact(draft, {
          availability: [{ weekday: 1, from: '17:00', to: '22:00' }],
          capacity: { maxMinutesPerWeek: 480, maxEveningsPerWeek: 0 },
        }),
    ],
    [
      'a window with fewer starts than sessions',
      ['availability'],
      all(freeFor('19:00'), (draft) => changePart(draft, { modes: [{ sessions: 2, minutes: 120 }] })),
    ],
    [
      'a limit that is passed in any of the free weeks only together with the windows',
      ['contact-capacity'],
      (draft) => {
        changeContact(draft, {
          availability: [1, 2].map((weekday) => ({ weekday, from: '17:00', to: '22:00', cycleWeek: 1 })),
          capacity: { maxMinutesPerWeek: 239 },
        });
        changePart(draft, { modes: [{ sessions: 2, minutes: 120, cycleWeeks: 2 }] });
      },
    ],
    [
      'more sessions than days, where they lie on different days',
      ['different-days'],
      all(freeFor('24:00'), (draft) => changePart(draft, { modes: [{ sessions: 2, minutes: 120 }] })),
    ],
  ])('is true of %s: a soft finding', (_what, rules, edit) => {
    expect(pinFindings(edit, pair(), breakPins(rules))).toEqual([
      {
        rule: 'pins',
        severity: 'soft',
        ids: ['k1', 'p1', 'c1'],
        pointer: '/brokenPins/0',
        facts: { pin: 'k1', reason: 'forbidden', rules: rules.join(', ') },
      },
    ]);
  });

  test.each<[string, string[], Edit]>([
    ['a check that is met', ['declined'], family],
    ['a rule that is not known', ['no-such-rule'], family],
    ['a term', ['served'], () => {}],
    ['a window with one start', ['availability'], freeFor('19:00')],
    ['one of two windows that leave nothing only together', ['normal-hours'], freeFor('19:00')],
    [
      'a limit that is met where the two weeks share the sessions',
      ['contact-capacity'],
      (draft) => {
        changeContact(draft, { capacity: { maxMinutesPerWeek: 120 } });
        changePart(draft, { modes: [{ sessions: 2, minutes: 120, cycleWeeks: 2 }] });
      },
    ],
    ['a limit that one session just meets', ['contact-capacity'], justEnough],
    ['a grant that the shortest mode just meets', ['hours-granted'], (draft) => changePart(draft, { minutes: 120 })],
    ['different days, where one session will do', ['different-days'], freeFor('24:00')],
    [
      'evenings, where the afternoon is free as well',
      ['contact-capacity'],
      (draft) => changeContact(draft, { capacity: { maxMinutesPerWeek: 480, maxEveningsPerWeek: 0 } }),
    ],
  ])('is false of %s: a hard finding', (_what, rules, edit) => {
    expect(pinFindings(edit, pair(), breakPins(rules))).toMatchObject([
      { severity: 'hard', pointer: '/brokenPins/0', facts: { reason: 'not-forbidden' } },
    ]);
  });

  test('is true of two pins that contradict each other, itself among them', () => {
    const two: Edit = ({ caseload }) => {
      caseload.pins = [
        { id: 'k1', partId: 'p1', contactId: 'c1' },
        { id: 'k2', partId: 'p1', groupId: 'g1' },
      ];
    };
    expect(severities(two, breakPins(['served-once'], ['k1', 'k2'], ['k1', 'k2']))).toEqual(['soft', 'soft']);
    expect(severities(two, breakPins(['served-once'], ['k1', 'k2'], ['k1']))).toEqual(['hard', 'hard']);
    expect(severities(two, breakPins(['served-once'], ['k1', 'k2'], ['k1', 'k1']))).toEqual(['hard', 'hard']);
  });
});

describe('the reason for a broken place or lead', () => {
  const inGroup = pair({ groupId: 'g1' });
  const noLeaders: Edit = (draft) => changeContact(draft, { leadsGroups: false });
  const busy: Edit = (draft) => changeRecipient(draft, { availability: [{ weekday: 3, from: '17:00', to: '18:59' }] });

  test('is true where the group meets at no possible time', () => {
    expect(severities(inGroup, busy, breakPins(['availability']))).toEqual(['soft']);
    expect(severities(inGroup, breakPins(['availability']))).toEqual(['hard']);
  });

  test('is true where nobody is left to lead the group', () => {
    expect(severities(inGroup, noLeaders, breakPins(['group-size']))).toEqual(['soft']);
    expect(severities(inGroup, breakPins(['group-size']))).toEqual(['hard']);
  });

  test('is true where the group cannot get its least participants', () => {
    const two: Edit = (draft) => changeGroup(draft, { minParticipants: 2 });
    expect(severities(inGroup, two, breakPins(['group-size']))).toEqual(['soft']);
    expect(severities(lead, two, breakPins(['group-size'], ['k2']))).toEqual(['soft']);
    expect(severities(lead, breakPins(['group-size'], ['k2']))).toEqual(['hard']);
  });

  test('is true of a leader who may not lead, and not of one who may', () => {
    expect(severities(lead, noLeaders, breakPins(['arrangement'], ['k2']))).toEqual(['soft']);
    expect(severities(lead, breakPins(['arrangement'], ['k2']))).toEqual(['hard']);
  });

  test("is true of an offer without places, and of an offer's accompanying contact", () => {
    const atOffer = all(joinAccompaniedOffer, pair({ offerId: 'o1' }));
    const declined: Edit = ({ caseload }) => {
      caseload.declined = [{ recipientId: 'r1', contactId: 'c1', by: 'recipient', on: '2025-12-01' }];
    };
    expect(severities(atOffer, breakPins(['offer-capacity', 'declined']))).toEqual(['hard']);
    expect(severities(atOffer, declined, breakPins(['declined']))).toEqual(['soft']);
    expect(severities(atOffer, (draft) => changeOffer(draft, { capacity: 0 }), breakPins(['offer-capacity']))).toEqual([
      'soft',
    ]);
  });
});

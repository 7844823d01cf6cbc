// What is wrong with a plan as a document.
import { describe, expect, test } from 'vitest';
import { changeOffer, joinAccompaniedOffer, joinGroup, joinOffer, meetOn } from '../../src/rules/example-edits.ts';
import { addContact } from '../../src/rules/example-plans.ts';
import type { ExampleDraft } from '../../src/rules/rule.ts';
import { findingsOf, reportOn, structureOf } from './example-report.ts';

type Assignment = ExampleDraft['plan']['assignments'][number];

const change =
  (changes: Partial<Assignment>, first: (draft: ExampleDraft) => void = () => {}) =>
  (draft: ExampleDraft): void => {
    first(draft);
    for (const assignment of draft.plan.assignments) Object.assign(assignment, changes);
  };

describe('an assignment that cannot be read', () => {
  test.each<[string, string, (draft: ExampleDraft) => void]>([
    ['unknown-part', '/assignments/0/partId', change({ partId: 'p9' })],
    ['unknown-part', '/assignments/0/partId', change({ share: 1 })],
    ['unknown-contact', '/assignments/0/contactIds/0', change({ contactIds: ['c9'] })],
    ['contacts-differ', '/assignments/0/contactIds', change({ contactIds: [] })],
    ['contacts-differ', '/assignments/0/contactIds', change({ contactIds: ['c1', 'c2'] }, addContact)],
    ['unknown-group', '/assignments/0', change({ arrangement: 'group' })],
    ['unknown-group', '/assignments/0/groupId', change({ groupId: 'o1' }, joinGroup)],
    ['unknown-offer', '/assignments/0/offerId', change({ offerId: 'g1' }, joinOffer)],
    [
      'unequal-lengths',
      '/assignments/0/pattern/1',
      change({
        pattern: [
          { cycleWeek: 1, weekday: 1, start: '17:00', minutes: 120 },
          { cycleWeek: 1, weekday: 3, start: '17:00', minutes: 90 },
        ],
      }),
    ],
    [
      'cycle-differs',
      '/assignments/0/pattern/0',
      change({ pattern: [{ cycleWeek: 2, weekday: 1, start: '17:00', minutes: 120 }] }),
    ],
    [
      'slot-differs',
      '/assignments/0/pattern',
      change({ pattern: [{ cycleWeek: 1, weekday: 3, start: '17:15', minutes: 120, placeId: 'g1' }] }, joinGroup),
    ],
    [
      'slot-differs',
      '/assignments/0/pattern',
      change({ pattern: [{ cycleWeek: 1, weekday: 4, start: '17:00', minutes: 60, placeId: 'o1' }] }, joinOffer),
    ],
    ['slot-differs', '/assignments/0/pattern', change({ cycleWeeks: 2 }, joinGroup)],
  ])('has the finding %s at %s and scores nothing', (problem, pointer, edit) => {
    const report = reportOn(edit);
    expect(structureOf(edit)).toContainEqual([problem, pointer]);
    expect(report.score['served']).toBe(0);
  });
});

describe('an assignment that contradicts the plan', () => {
  test.each<[string, string, (draft: ExampleDraft) => void]>([
    ['recipient-differs', '/assignments/0/recipientId', change({ recipientId: 'r2' })],
    ['decision-differs', '/assignments/0/decisionId', change({ decisionId: 'd2' })],
    ['gathering-differs', '/assignments/0/groupId', change({ groupId: 'g1' })],
    ['gathering-differs', '/assignments/0/offerId', change({ offerId: 'o1' }, joinGroup)],
    ['contacts-differ', '/assignments/0/contactIds', change({ contactIds: [] }, joinGroup)],
    ['contacts-differ', '/assignments/0/contactIds', change({ contactIds: [] }, joinAccompaniedOffer)],
    ['contacts-differ', '/assignments/0/contactIds', change({ contactIds: ['c1'] }, joinOffer)],
    [
      'place-differs',
      '/assignments/0/pattern/0/placeId',
      change({ pattern: [{ cycleWeek: 1, weekday: 3, start: '17:00', minutes: 120 }] }, joinGroup),
    ],
    [
      'place-differs',
      '/assignments/0/pattern/0/placeId',
      change({ pattern: [{ cycleWeek: 1, weekday: 1, start: '17:00', minutes: 120, placeId: 'g1' }] }),
    ],
    [
      'past-midnight',
      '/assignments/0/pattern/0',
      change({ pattern: [{ cycleWeek: 1, weekday: 1, start: '23:00', minutes: 120 }] }),
    ],
  ])('has the finding %s at %s and scores nothing', (problem, pointer, edit) => {
    expect(structureOf(edit)).toEqual([[problem, pointer]]);
    expect(reportOn(edit).score['served']).toBe(0);
  });

  test('is still audited by the other rules', () => {
    const report = reportOn((draft) => {
      change({ decisionId: 'd2' })(draft);
      draft.caseload.relations = [{ recipientId: 'r1', contactId: 'c1', relation: 'sibling' }];
    });
    expect(findingsOf(report, 'close-family')).toMatchObject([
      { severity: 'hard', ids: ['p1', 'r1', 'c1'], pointer: '/assignments/0', facts: { relation: 'sibling' } },
    ]);
  });

  test('which repeats an id is named, and only the first scores', () => {
    const repeat = ({ plan }: ExampleDraft): void => {
      plan.assignments.push(...structuredClone(plan.assignments));
    };
    expect(structureOf(repeat)).toEqual([['repeated-assignment-id', '/assignments/1']]);
    expect(reportOn(repeat).score['served']).toBe(2500);
  });
});

describe('the rest of the plan', () => {
  test('an assignment in every slot of an offer is read by its time', () => {
    const edit = (draft: ExampleDraft): void => {
      joinOffer(draft);
      changeOffer(draft, {
        slots: [
          { weekday: 2, start: '17:00', minutes: 120 },
          { weekday: 4, start: '17:00', minutes: 120 },
        ],
      });
    };
    expect(structureOf(edit)).toEqual([]);
  });

  test('a lead of an unknown group, by an unknown contact, or listed twice is named', () => {
    expect(structureOf(({ plan }) => void (plan.leads = [{ groupId: 'o1', contactId: 'c9' }]))).toEqual([
      ['unknown-group', '/leads/0'],
      ['unknown-contact', '/leads/0'],
    ]);
    const twice = (draft: ExampleDraft): void => {
      joinGroup(draft);
      draft.plan.leads.push({ groupId: 'g1', contactId: 'c1' });
    };
    expect(structureOf(twice)).toEqual([['repeated-lead', '/leads/1']]);
    expect(findingsOf(reportOn(twice), 'no-overlap')).toEqual([]);
  });

  test('sessions of an unknown assignment, outside the planned dates or with a repeated id are named', () => {
    expect(
      structureOf((draft) => {
        // Planned are the four weeks from Monday 2026-01-05 to Sunday 2026-02-01.
        for (const date of ['2026-01-05', '2026-01-26', '2026-01-04', '2026-02-02']) meetOn(draft, date);
        meetOn(draft, '2026-01-12');
        const on = { date: '2026-01-19', start: '17:00', minutes: 120, status: 'draft' as const };
        draft.plan.sessions.push({ ...on, id: 's9', assignmentId: 'p9' });
        draft.plan.sessions.push({ ...on, id: 's-2026-01-12', assignmentId: 'p1' });
      }),
    ).toEqual([
      ['date-outside-plan', '/sessions/2'],
      ['date-outside-plan', '/sessions/3'],
      ['unknown-assignment', '/sessions/5'],
      ['repeated-session-id', '/sessions/6'],
    ]);
  });

  test('unknown pins and unserved parts are named', () => {
    expect(
      structureOf(({ plan }) => {
        plan.brokenPins = [{ pinId: 'k9', rules: ['declined'], conflict: [] }];
        plan.unserved = [
          { partId: 'p1', minutes: 60, class: 'eligible-but-full' },
          { partId: 'p9', minutes: 60, class: 'eligible-but-full' },
          { partId: 'p1', share: 1, minutes: 60, class: 'eligible-but-full' },
        ];
      }),
    ).toEqual([
      ['unknown-pin', '/brokenPins/0'],
      ['unknown-part', '/unserved/1'],
      ['unknown-part', '/unserved/2'],
    ]);
  });
});

describe('what the plan records about itself', () => {
  test('a fingerprint that differs is a soft finding', () => {
    const report = reportOn(({ plan }) => void (plan.caseloadFingerprint = 'aa'), undefined, {
      caseloadFingerprint: 'bb',
      rulesetFingerprint: '',
    });
    expect(report.findings).toEqual([
      {
        rule: 'fingerprint',
        severity: 'soft',
        ids: [],
        pointer: '/caseloadFingerprint',
        facts: { of: 'caseload', recorded: 'aa', actual: 'bb' },
      },
    ]);
  });

  test('an objective or score that differs is a soft finding, and one that agrees is none', () => {
    const { objective, score } = reportOn(() => {});
    const record = (points: number) => (draft: ExampleDraft) => {
      draft.plan.objective = objective + points;
      draft.plan.score = { ...score, served: (score['served'] ?? 0) + points };
    };
    expect(reportOn(record(0)).findings).toEqual([]);
    expect(reportOn(record(1)).findings.map(({ pointer, severity, facts }) => [pointer, severity, facts])).toEqual([
      ['/objective', 'soft', { recorded: objective + 1, actual: objective }],
      ['/score/served', 'soft', { recorded: 2501, actual: 2500 }],
    ]);
  });
});

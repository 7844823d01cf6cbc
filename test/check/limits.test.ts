// How uses of a bucket are summed: distinct keys, bounds that hold only where asked for, least, and dated months.
import { describe, expect, test } from 'vitest';
import { changeContact, changePart, joinGroup, meetOn } from '../../src/rules/example-edits.ts';
import { addRecipient, inGroup, oneToOne } from '../../src/rules/example-plans.ts';
import { groupSize } from '../../src/rules/limit/group-size.ts';
import type { ExampleDraft, Item, LimitRule, Use } from '../../src/rules/rule.ts';
import { findingsOf, reportOn } from './example-report.ts';

/** A limit that takes from one bucket what `use` says of each item. */
const limit = (use: (item: Item) => Partial<Use> | undefined): LimitRule => ({
  ...groupSize,
  id: 'test-limit',
  uses(_world, item) {
    const taken = use(item);
    return taken === undefined ? [] : [{ bucket: 'b', ownerId: 'r1', amount: 1, ...taken }];
  },
});

const perOccurrence = (taken: (weekday: number) => Partial<Use>): LimitRule =>
  limit((item) => (item.kind === 'occurrence' ? taken(item.occurrence.weekday) : undefined));

/** Two hours on Monday and on Tuesday, every week: four occurrences in the fortnight. */
const twiceAWeek = ({ plan }: ExampleDraft): void => {
  plan.assignments = [oneToOne(1, { weekday: 1, start: '17:00' }, { weekday: 2, start: '17:00' })];
};

const findings = (rule: LimitRule, edit = twiceAWeek) => reportOn(edit, [rule]).findings;

describe('a bucket', () => {
  test('counts every use, and the most itself is allowed', () => {
    expect(findings(perOccurrence(() => ({ most: 4 })))).toEqual([]);
    expect(findings(perOccurrence(() => ({ most: 3, facts: { counted: 'sessions' } })))).toEqual([
      {
        rule: 'test-limit',
        severity: 'hard',
        ids: ['r1', 'p1'],
        pointer: '/assignments/0/pattern/1',
        facts: { amount: 4, most: 3, counted: 'sessions' },
      },
    ]);
  });

  test('counts uses with the same distinct key once', () => {
    const distinct = (most: number): LimitRule => perOccurrence((weekday) => ({ most, distinct: `${weekday}` }));
    expect(findings(distinct(2))).toEqual([]);
    expect(findings(distinct(1)).map(({ facts }) => facts)).toEqual([{ amount: 2, most: 1 }]);
  });

  test('has bounds only where one of its uses enforces them', () => {
    const enforcedOn = (day: number): LimitRule => perOccurrence((weekday) => ({ most: 1, enforced: weekday === day }));
    expect(findings(enforcedOn(5))).toEqual([]);
    expect(findings(enforcedOn(2))).toHaveLength(1);
  });

  test('is under its least only where something uses it', () => {
    const atLeast = perOccurrence(() => ({ least: 5 }));
    expect(findings(atLeast).map(({ facts }) => facts)).toEqual([{ amount: 4, least: 5 }]);
    expect(findings(atLeast, ({ plan }) => void (plan.assignments = []))).toEqual([]);
    expect(findings(perOccurrence(() => ({ least: 4 })))).toEqual([]);
  });

  test('of two recipients names the assignments of both, and points at the one that is too much', () => {
    const report = reportOn((draft) => {
      addRecipient(draft);
      changeContact(draft, { capacity: { maxMinutesPerWeek: 480, maxRecipients: 1 } });
      draft.plan.assignments.push(oneToOne(2, { weekday: 2, start: '17:00' }));
    });
    expect(report.findings).toEqual([
      {
        rule: 'contact-capacity',
        severity: 'hard',
        ids: ['c1', 'p1', 'p2'],
        pointer: '/assignments/1',
        facts: { amount: 2, most: 1, counted: 'recipients' },
      },
    ]);
  });
});

describe('a group', () => {
  test('led by nobody is under its least, and the finding names group and assignment', () => {
    const report = reportOn((draft) => void (draft.plan.assignments = [inGroup(1, [])]));
    expect(findingsOf(report, 'group-size')).toEqual([
      {
        rule: 'group-size',
        severity: 'hard',
        ids: ['g1', 'p1'],
        pointer: '/assignments/0',
        facts: { amount: 0, most: 2, least: 1, counted: 'leaders' },
      },
    ]);
  });

  test('that is led and has no participants is under its least', () => {
    const report = reportOn(({ plan }) => {
      plan.assignments = [];
      plan.leads = [{ groupId: 'g1', contactId: 'c1' }];
    });
    expect(findingsOf(report, 'group-size')).toMatchObject([{ pointer: '/leads/0', facts: { amount: 0, least: 1 } }]);
  });
});

describe('dated sessions', () => {
  // January 2026 has the Thursdays 1, 8, 15, 22 and 29: 240 minutes a week allow 1 200 in January.
  // 2026-02-01 is the Sunday of the week of 29 January.
  const january = ['2026-01-05', '2026-01-07', '2026-01-12', '2026-01-14', '2026-01-19', '2026-01-21'];

  const meetAll = (dates: readonly string[], minutes: number) => (draft: ExampleDraft) => {
    changeContact(draft, { capacity: { maxMinutesPerWeek: 2_000 } });
    for (const date of dates) meetOn(draft, date);
    for (const session of draft.plan.sessions) session.minutes = minutes;
  };

  test('may use the whole allowance of the month and not a minute more', () => {
    expect(findingsOf(reportOn(meetAll(january, 200)), 'hours-granted')).toEqual([]);
    const [finding, ...more] = findingsOf(reportOn(meetAll([...january, '2026-01-26'], 172)), 'hours-granted');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ ids: ['p1'], pointer: '/sessions/6', facts: { amount: 1204, most: 1200 } });
  });

  test('count the approved carry-over of their month', () => {
    const edit = (minutes: number) => (draft: ExampleDraft) => {
      meetAll([...january, '2026-01-26'], 172)(draft);
      changePart(draft, { carryOver: [{ month: '2026-01', minutes, approvedBy: 'u1' }] });
    };
    expect(findingsOf(reportOn(edit(4)), 'hours-granted')).toEqual([]);
    expect(findingsOf(reportOn(edit(3)), 'hours-granted')).toHaveLength(1);
  });

  test('that were cancelled do not count', () => {
    const report = reportOn((draft) => {
      meetAll([...january, '2026-01-26'], 172)(draft);
      for (const session of draft.plan.sessions.slice(6)) session.status = 'cancelled';
    });
    expect(findingsOf(report, 'hours-granted')).toEqual([]);
  });

  test('that were delivered count, and alone are history', () => {
    const deliver = (count: number) => (draft: ExampleDraft) => {
      meetAll([...january, '2026-01-26'], 172)(draft);
      for (const session of draft.plan.sessions.slice(0, count)) session.status = 'delivered';
    };
    expect(findingsOf(reportOn(deliver(6)), 'hours-granted')).toHaveLength(1);
    expect(findingsOf(reportOn(deliver(7)), 'hours-granted')).toEqual([]);
  });

  test('are summed apart from the weekly pattern', () => {
    const report = reportOn((draft) => {
      // 120 of 120 minutes a week in the pattern, and the same on a date.
      changeContact(draft, { capacity: { maxMinutesPerWeek: 120 } });
      meetOn(draft, '2026-01-05');
    });
    expect(findingsOf(report, 'contact-capacity')).toEqual([]);
  });

  test('of a group keep its leader busy once, for the longest place', () => {
    const edit = (most: number) => (draft: ExampleDraft) => {
      addRecipient(draft);
      joinGroup(draft);
      draft.plan.assignments.push(inGroup(2));
      changeContact(draft, { capacity: { maxMinutesPerWeek: most } });
      meetOn(draft, '2026-01-07');
      draft.plan.sessions.push({
        id: 's2',
        assignmentId: 'p2',
        date: '2026-01-07',
        start: '17:00',
        minutes: 150,
        status: 'draft',
      });
    };
    expect(findingsOf(reportOn(edit(150)), 'contact-capacity')).toEqual([]);
    expect(findingsOf(reportOn(edit(149)), 'contact-capacity')).toMatchObject([
      { ids: ['c1', 'g1'], pointer: '/sessions/1', facts: { amount: 150, most: 149 } },
    ]);
    expect(findingsOf(reportOn(edit(150)), 'no-overlap')).toEqual([]);
  });
});

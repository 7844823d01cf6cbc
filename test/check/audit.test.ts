// Who is asked what: roles of leaders and accompanying contacts, windows, clashes, dated sessions and the score.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/index.ts';
import {
  changeContact,
  changeGroup,
  changeRecipient,
  joinAccompaniedOffer,
  joinGroup,
  meetOn,
} from '../../src/rules/example-edits.ts';
import { addContact, addRecipient, halve, inGroup, oneToOne } from '../../src/rules/example-plans.ts';
import { closeFamily } from '../../src/rules/eligibility/close-family.ts';
import { RULES } from '../../src/rules/index.ts';
import { type EligibilityRule, type ExampleDraft, MET, type TermRule, unknown } from '../../src/rules/rule.ts';
import { served } from '../../src/rules/term/served.ts';
import { exampleWorld, findingsOf, reportOn } from './example-report.ts';

type Edit = (draft: ExampleDraft) => void;

/** A rule that notes what it is asked, in words, and is always met. */
function listening(): { rule: EligibilityRule; heard: string[] } {
  const heard: string[] = [];
  const hear = (...words: readonly (string | undefined)[]) => {
    heard.push(words.filter((word) => word !== undefined).join(' '));
    return MET;
  };
  const checks: EligibilityRule['checks'] = {
    portion: (_world, { key }) => hear('portion', key),
    contact: (_world, { id }, role, gathering) => hear('contact', id, role, gathering?.key),
    pair: (_world, { key }, { id }, role) => hear('pair', key, id, role),
    engagement: (_world, { portion, arrangement }) => hear('engagement', portion.key, arrangement),
    dated: (_world, { of, date, start }) => hear('dated', of.contact?.id ?? 'seat', date, `${start / 60}`),
  };
  return { rule: { ...closeFamily, checks }, heard };
}

const asked = (edit: Edit): string[] => {
  const { rule, heard } = listening();
  reportOn(edit, [rule]);
  return heard;
};

describe('eligibility rules are asked', () => {
  test('of an individual engagement: portion, engagement, contact and pair in the role of support', () => {
    expect(asked(() => {})).toEqual([
      'portion p1',
      'engagement p1 individual',
      'contact c1 support',
      'pair p1 c1 support',
    ]);
  });

  test('of a place in a group: every leader meets every participant', () => {
    const edit: Edit = (draft) => {
      addContact(draft);
      addRecipient(draft);
      draft.plan.assignments = [inGroup(1, ['c1', 'c2']), inGroup(2, ['c1', 'c2'])];
      draft.plan.leads = ['c1', 'c2'].map((contactId) => ({ groupId: 'g1', contactId }));
    };
    expect(asked(edit).filter((words) => !words.startsWith('portion'))).toEqual([
      'engagement p1 group',
      'pair p1 c1 lead',
      'pair p1 c2 lead',
      'engagement p2 group',
      'pair p2 c1 lead',
      'pair p2 c2 lead',
      'contact c1 lead g1',
      'contact c2 lead g1',
    ]);
  });

  test('of a place in an accompanied offer: the accompanying contact', () => {
    expect(asked(joinAccompaniedOffer)).toEqual([
      'portion p1',
      'engagement p1 voluntary',
      'pair p1 c1 accompany',
      'contact c1 accompany o1@0',
    ]);
  });

  test('nothing of an accompanying contact whose offer nobody takes part in', () => {
    const edit: Edit = (draft) => {
      joinAccompaniedOffer(draft);
      draft.plan.assignments = [];
    };
    expect(asked(edit)).toEqual([]);
  });

  test('of dated sessions that are to come, and once for each leader', () => {
    const edit: Edit = (draft) => {
      addRecipient(draft);
      joinGroup(draft);
      draft.plan.assignments.push(inGroup(2));
      for (const date of ['2026-01-07', '2026-01-14', '2026-01-21']) meetOn(draft, date);
      const statuses = ['published', 'delivered', 'cancelled'] as const;
      for (const [index, session] of draft.plan.sessions.entries()) session.status = statuses[index] ?? 'draft';
      draft.plan.sessions.push(
        { id: 't1', assignmentId: 'p2', date: '2026-01-07', start: '17:00', minutes: 120, status: 'make-up' },
        { id: 't2', assignmentId: 'p2', date: '2026-01-14', start: '17:00', minutes: 120, status: 'delivered' },
      );
    };
    expect(asked(edit).filter((words) => words.startsWith('dated'))).toEqual([
      'dated seat 2026-01-07 17',
      'dated seat 2026-01-07 17',
      'dated c1 2026-01-07 17',
    ]);
  });

  test('and what cannot be known is a hard finding that says so', () => {
    const rule: EligibilityRule = { ...closeFamily, checks: { portion: () => unknown({ missing: 'note' }) } };
    expect(reportOn(() => {}, [rule]).findings).toEqual([
      {
        rule: 'close-family',
        severity: 'hard',
        ids: ['p1', 'r1'],
        pointer: '/assignments/0',
        facts: { missing: 'note', unknown: true },
      },
    ]);
  });
});

test('a rule that the ruleset lacks is not applied', () => {
  const family: Edit = ({ caseload }) => {
    caseload.relations = [{ recipientId: 'r1', contactId: 'c1', relation: 'sibling' }];
  };
  expect(findingsOf(reportOn(family), 'close-family')).toHaveLength(1);
  const { world, plan } = exampleWorld(family);
  const without = RULES.filter(({ id }) => id !== 'close-family');
  // The same world under another ruleset, in either order: nothing is carried over.
  expect(check(world, plan, without).findings).toEqual([]);
  expect(check(world, plan, RULES).findings).toHaveLength(1);
  expect(check(world, plan, without).findings).toEqual([]);
});

describe('windows', () => {
  test('name whose window it is, once for a slot that lies outside in both weeks', () => {
    const report = reportOn((draft) =>
      changeContact(draft, { availability: [{ weekday: 1, from: '17:30', to: '22:00' }] }),
    );
    expect(report.findings).toEqual([
      {
        rule: 'availability',
        severity: 'hard',
        ids: ['p1', 'c1'],
        pointer: '/assignments/0/pattern/0',
        facts: { person: 'c1', weekday: 1, cycleWeek: 1, start: '17:00', minutes: 120 },
      },
    ]);
  });

  test('hold for dated sessions in the cycle week of their date, and not for delivered ones', () => {
    // 2026-01-05 lies in ISO week 2, 2026-01-12 in week 3: an odd one.
    const edit =
      (status: 'draft' | 'delivered'): Edit =>
      (draft) => {
        changeRecipient(draft, { availability: [{ weekday: 1, from: '17:00', to: '19:00', cycleWeek: 1 }] });
        for (const assignment of draft.plan.assignments) assignment.cycleWeeks = 2;
        meetOn(draft, '2026-01-05');
        meetOn(draft, '2026-01-12');
        for (const session of draft.plan.sessions) session.status = status;
      };
    expect(findingsOf(reportOn(edit('draft')), 'availability')).toMatchObject([
      {
        rule: 'availability',
        ids: ['p1', 's-2026-01-05', 'r1'],
        pointer: '/sessions/0',
        facts: { date: '2026-01-05' },
      },
    ]);
    expect(findingsOf(reportOn(edit('delivered')), 'availability')).toEqual([]);
  });
});

describe('clashes', () => {
  test('of slots that recur every week are found once, and name both assignments and the person', () => {
    const report = reportOn((draft) => {
      addRecipient(draft);
      draft.plan.assignments.push(oneToOne(2, { weekday: 1, start: '18:00' }));
    });
    expect(report.findings).toMatchObject([
      { rule: 'no-overlap', severity: 'hard', ids: ['p1', 'p2', 'c1'], pointer: '/assignments/1/pattern/0' },
    ]);
  });

  test('of alternating weeks are none', () => {
    const report = reportOn((draft) => {
      addRecipient(draft);
      draft.plan.assignments.push(oneToOne(2, { weekday: 1, start: '17:00' }));
      for (const [index, assignment] of draft.plan.assignments.entries()) {
        assignment.cycleWeeks = 2;
        for (const slot of assignment.pattern) slot.cycleWeek = index === 0 ? 1 : 2;
      }
    });
    expect(findingsOf(report, 'no-overlap')).toEqual([]);
  });

  test('of two halves of a part on one day are found although no contact is shared', () => {
    const report = reportOn((draft) => {
      addContact(draft);
      halve(draft, { weekday: 1, start: '10:00' }, { weekday: 1, start: '17:00' });
      for (const assignment of draft.plan.assignments.slice(1)) assignment.contactIds = ['c2'];
    });
    expect(findingsOf(report, 'different-days')).toMatchObject([{ ids: ['p1-1', 'p1-2', 'r1'] }]);
    expect(findingsOf(report, 'no-overlap')).toEqual([]);
  });

  test('of a leader with the contact’s own session are found', () => {
    const report = reportOn((draft) => {
      addRecipient(draft);
      draft.plan.assignments = [inGroup(1), oneToOne(2, { weekday: 3, start: '17:00' })];
      draft.plan.leads = [{ groupId: 'g1', contactId: 'c1' }];
    });
    expect(findingsOf(report, 'no-overlap')).toMatchObject([{ ids: ['p2', 'g1', 'c1'], pointer: '/leads/0' }]);
  });

  test('of dated sessions are found on the date, apart from the pattern', () => {
    const report = reportOn((draft) => {
      meetOn(draft, '2026-01-05');
      draft.plan.sessions.push({
        id: 's2',
        assignmentId: 'p1',
        date: '2026-01-05',
        start: '10:00',
        minutes: 60,
        status: 'make-up',
      });
    });
    expect(report.findings).toMatchObject([
      { rule: 'different-days', ids: ['p1', 's-2026-01-05', 's2', 'r1', 'c1'], pointer: '/sessions/1' },
    ]);
  });

  test('of engagements in one group are found once', () => {
    const report = reportOn((draft) => {
      addRecipient(draft);
      changeGroup(draft, { keepApart: [['r2', 'r1']] });
      draft.plan.assignments = [inGroup(1), inGroup(2)];
      draft.plan.leads = [{ groupId: 'g1', contactId: 'c1' }];
    });
    expect(report.findings).toMatchObject([{ rule: 'keep-apart', ids: ['p1', 'p2', 'r1', 'r2'] }]);
  });
});

describe('the score', () => {
  test('has every term, and their sum is the objective', () => {
    const { objective, score } = reportOn(() => {});
    expect(Object.keys(score)).toEqual(RULES.filter(({ kind }) => kind === 'term').map(({ id }) => id));
    expect(Object.values(score).reduce((sum, points) => sum + points, 0)).toBe(objective);
    // 2 of 4 hours: 1000 · 5/4 · 2; fair load: 8 quarters · 7.
    expect(objective).toBe(2500 + 56);
  });

  test('of the empty plan is nothing', () => {
    expect(reportOn((draft) => void (draft.plan.assignments = [])).objective).toBe(0);
  });

  test('does not change with dated sessions', () => {
    const weekly = reportOn(() => {}).score;
    expect(reportOn((draft) => meetOn(draft, '2026-01-12')).score).toEqual(weekly);
  });

  test('asks for the halves of one part with the first half first', () => {
    const pairs: unknown[] = [];
    const term: TermRule = {
      ...served,
      halves: (_world, a, b) => {
        pairs.push([a.portion.key, b.portion.key]);
        return 7;
      },
    };
    const report = reportOn(
      (draft) => {
        halve(draft, { weekday: 1, start: '17:00' }, { weekday: 3, start: '17:00' });
        draft.plan.assignments.reverse();
      },
      [{ ...term, engagement: () => 0 }],
    );
    expect(pairs).toEqual([['p1/1', 'p1/2']]);
    expect(report.objective).toBe(7);
  });

  test('rises by full steps and falls by started ones', () => {
    // 4 hours in the fortnight = 240; in steps of 50 up to 200: 4 · 3; beyond 139 in steps of 50: 3 started · 5.
    const tally: TermRule['tally'] = (_world, item) =>
      item.kind !== 'occurrence'
        ? []
        : [
            {
              bucket: 'b',
              ownerId: 'c1',
              amount: item.occurrence.minutes,
              rise: { points: 3, step: 50, upTo: 200 },
              fall: { points: 5, step: 50, beyond: 139 },
            },
          ];
    expect(reportOn(() => {}, [{ ...served, engagement: () => 0, tally }]).objective).toBe(12 - 15);
  });
});

test('kroner over the mileage budget are a soft finding that names who drives and who pays', () => {
  const report = reportOn((draft) => {
    addRecipient(draft);
    // 15 000 m each way, 30 000 m twice a fortnight: 13 · 530 · 60 000 / 6 000 = 68 900 øre for each of the two.
    draft.caseload.travelMatrix = ['r1', 'r2'].map((toId) => ({ fromId: 'c1', toId, minutes: 20, metres: 15_000 }));
    draft.plan.assignments.push(oneToOne(2, { weekday: 2, start: '17:00' }));
    for (const decision of draft.caseload.decisions) decision.mileageConsentOn = '2026-01-01';
  });
  expect(report.findings).toEqual([
    {
      rule: 'mileage-budget',
      severity: 'soft',
      ids: ['c1', 'r1', 'r2'],
      pointer: '/assignments/0/pattern/0',
      facts: { oere: 2 * 68_900 - 20_000, contact: 'c1', payers: 'r1, r2' },
    },
  ]);
});

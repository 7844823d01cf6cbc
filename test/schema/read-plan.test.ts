// A plan file is read with all problems of its text and shape; whether it fits a caseload is the auditor's question.
import { expect, test } from 'vitest';
import { exampleDraft } from '../../src/rules/example.ts';
import { plan as schema } from '../../src/schema/plan.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import { type Edit, planText } from './documents.ts';

const faultsOf = (edit: Edit): readonly string[] => {
  const reading = readPlan(planText(edit));
  return reading.ok ? [] : reading.problems.map(({ code, pointer }) => `${code} ${pointer}`);
};

test('the base plan is read as the schema reads it', () => {
  expect(readPlan(planText())).toEqual({ ok: true, plan: schema.parse(exampleDraft().plan), warnings: [] });
});

test('all faults of a plan are found in one reading', () => {
  const edit: Edit = {
    '/status': 'perfect',
    '/weeks': 0,
    '/steps': 'many',
    '/assignments/0/id': '',
    '/assignments/0/pattern/0/start': '23:00',
    '/assignments/0/cycleWeeks': 3,
    '/leads': [{ groupId: 'g1' }],
    '/sessions': [{ id: 's1', assignmentId: 'p1', date: '2026-02-30', start: '17:00', minutes: 60, status: 'draft' }],
    '/score': { served: 0.5 },
    '/seconds': 12,
  };
  expect([...faultsOf(edit)].sort()).toEqual(
    [
      'bad-choice /status',
      'too-small /weeks',
      'wrong-type /steps',
      'bad-text /assignments/0/id',
      'past-midnight /assignments/0/pattern/0/start',
      'bad-choice /assignments/0/cycleWeeks',
      'missing-key /leads/0/contactId',
      'bad-date /sessions/0/date',
      'not-whole /score/served',
      'unknown-key /seconds',
    ].sort(),
  );
});

test('a caseload is not read as a plan', () => {
  expect(faultsOf({ '/format': 'kobling/caseload@1' })).toEqual(['wrong-format /format']);
});

test('ids of a plan that point nowhere are left to the auditor', () => {
  expect(
    faultsOf({ '/assignments/0/recipientId': 'nobody', '/leads': [{ groupId: 'none', contactId: 'none' }] }),
  ).toEqual([]);
});

test('a dated session ends on its day', () => {
  const session = { id: 's1', assignmentId: 'p1', date: '2026-01-05', start: '23:00', minutes: 61, status: 'draft' };
  expect(faultsOf({ '/sessions': [session] })).toEqual(['past-midnight /sessions/0/start']);
  expect(faultsOf({ '/sessions': [{ ...session, minutes: 60 }] })).toEqual([]);
});

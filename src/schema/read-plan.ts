// Reads a plan file with all problems of its text and shape at once. Whether it fits a caseload is for the auditor.
import { checkEndsToday } from './contradictions.ts';
import { type Plan, plan as schema } from './plan.ts';
import { type Problem, toProblems } from './problem.ts';
import { readDocument } from './read-document.ts';
import { each, reportTo } from './sense.ts';

export type PlanReading =
  | { readonly ok: true; readonly plan: Plan; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Reads the text of a plan file. Never throws. Ids are not looked up: a plan that points nowhere is the auditor's finding. */
export function readPlan(text: string): PlanReading {
  const { rough, root, faults } = readDocument<Plan>(text, schema, 'kobling/plan@1');
  const report = reportTo(faults);
  each(rough?.assignments, ['assignments'], ({ pattern }, path) => {
    each(pattern, [...path, 'pattern'], (slot, at) => checkEndsToday(slot, at, report));
  });
  each(rough?.sessions, ['sessions'], (session, path) => checkEndsToday(session, path, report));
  return faults.count === 0 && rough !== undefined
    ? { ok: true, plan: rough as Plan, warnings: [] }
    : { ok: false, problems: toProblems(faults, root), warnings: [] };
}

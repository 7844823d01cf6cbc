// The base example after an edit, audited: what the tests of the auditor start from.
import { check, type CheckReport, type Finding } from '../../src/check/index.ts';
import type { CheckOptions } from '../../src/check/index.ts';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { EXAMPLE_TODAY, EXAMPLE_WEEKS, exampleDraft } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Example, Ruleset } from '../../src/rules/rule.ts';
import { caseload } from '../../src/schema/caseload.ts';
import { type Plan, plan } from '../../src/schema/plan.ts';

/** The edited base example, read and indexed. */
export function exampleWorld(edit: Example['edit']): { world: World; plan: Plan } {
  const draft = exampleDraft();
  edit(draft);
  const world = buildWorld(caseload.parse(draft.caseload), { today: EXAMPLE_TODAY, weeks: EXAMPLE_WEEKS });
  return { world, plan: plan.parse(draft.plan) };
}

/** The auditor's report on the edited base example, under all rules unless told. */
export function reportOn(edit: Example['edit'], rules: Ruleset = RULES, options: CheckOptions = {}): CheckReport {
  const example = exampleWorld(edit);
  return check(example.world, example.plan, rules, options);
}

/** The findings of one rule. */
export const findingsOf = ({ findings }: CheckReport, rule: string): Finding[] =>
  findings.filter((finding) => finding.rule === rule);

/** Problem and pointer of each structure finding. */
export const structureOf = (edit: Example['edit']): [unknown, string][] =>
  findingsOf(reportOn(edit), 'plan-structure').map(({ facts, pointer }) => [facts['problem'], pointer]);

// The auditor: recomputes everything about a plan from the caseload and the rules, and trusts nothing the plan records.
//
// It shares the rules' declarations, the world and the items with the solver, and nothing else.
import type { World } from '../domain/world.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Plan } from '../schema/plan.ts';
import { auditEngagementConflicts, auditOccurrenceConflicts } from './conflicts.ts';
import { auditDatedEligibility, auditEligibility } from './eligibility.ts';
import type { CheckReport, Finding } from './finding.ts';
import { auditFingerprints, type Fingerprints } from './fingerprints.ts';
import { historyItems } from './history.ts';
import { auditLimits } from './limits.ts';
import { auditPins } from './pins.ts';
import { datedItems, type Placed, type PlanItems, weeklyItems } from './plan-items.ts';
import { readPlanItems } from './read-plan-items.ts';
import { auditMileage, type Scored, scoreItems } from './score.ts';
import { auditWindows } from './windows.ts';

export type CheckOptions = Fingerprints;

/** Hard findings of the weekly pattern: eligibility, windows, limits and conflicts. */
export function auditWeekly(world: World, items: Pick<PlanItems, 'engagements' | 'leads'>, rules: Ruleset): Finding[] {
  const placed: Placed[] = [];
  for (const { occurrences } of items.engagements) placed.push(...occurrences);
  for (const { occurrences } of items.leads) placed.push(...occurrences);
  return [
    ...auditEligibility(world, items, rules),
    ...auditWindows(world, placed, rules),
    ...auditLimits(world, weeklyItems(items), rules),
    ...auditOccurrenceConflicts(world, placed, rules),
    ...auditEngagementConflicts(world, items, rules),
  ];
}

/**
 * Hard findings of the dated sessions: the same rules on real dates, without engagements and tallies. Limits count what
 * was held before the first planned day as well.
 */
export function auditDated(world: World, items: Pick<PlanItems, 'dated' | 'leads'>, rules: Ruleset): Finding[] {
  if (items.dated.length === 0) return [];
  return [
    ...auditDatedEligibility(world, items, rules),
    ...auditWindows(world, items.dated, rules),
    ...auditLimits(world, [...historyItems(world, items), ...datedItems(items)], rules),
    ...auditOccurrenceConflicts(world, items.dated, rules),
  ];
}

/** Where the recorded objective and points differ; a plan that records neither, as a person writes it, is not compared. */
function auditRecordedScore(plan: Plan, { objective, score }: Scored): Finding[] {
  if (plan.objective === 0 && Object.keys(plan.score).length === 0) return [];
  const findings: Finding[] = [];
  const compare = (pointer: string, recorded: number, actual: number): void => {
    if (recorded === actual) return;
    findings.push({ rule: 'recorded-score', severity: 'soft', ids: [], pointer, facts: { recorded, actual } });
  };
  compare('/objective', plan.objective, objective);
  for (const id of new Set([...Object.keys(score), ...Object.keys(plan.score)]))
    compare(`/score/${id}`, plan.score[id] ?? 0, score[id] ?? 0);
  return findings;
}

/** Audits any plan, ours or a person's, under a ruleset; a rule that the ruleset lacks is not applied. */
export function check(world: World, plan: Plan, rules: Ruleset, options: CheckOptions = {}): CheckReport {
  const items = readPlanItems(world, plan);
  return report(world, { plan, items, scored: scoreItems(world, items, rules) }, rules, options);
}

/** Audits a plan that records no score yet, as it will be written with the score found. */
export function checkAndScore(world: World, draft: Plan, rules: Ruleset): { plan: Plan; report: CheckReport } {
  const items = readPlanItems(world, draft);
  const scored = scoreItems(world, items, rules);
  const plan = { ...draft, score: scored.score };
  return { plan, report: report(world, { plan, items, scored }, rules, {}) };
}

type Read = { readonly plan: Plan; readonly items: PlanItems; readonly scored: Scored };

function report(world: World, { plan, items, scored }: Read, rules: Ruleset, options: CheckOptions): CheckReport {
  const findings = [
    ...items.findings,
    ...auditWeekly(world, items, rules),
    ...auditDated(world, items, rules),
    ...auditPins(world, plan, items, rules),
    ...auditFingerprints('fingerprint', plan, options),
    ...auditRecordedScore(plan, scored),
    ...auditMileage(world, scored.tallies),
  ];
  return { objective: scored.objective, score: scored.score, findings };
}

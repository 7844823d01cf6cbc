// What the solver's exact model says of a plan that it did not make: whether it has a point for it, whether that point
// holds every row, and what it is worth. Set beside the auditor's word in the tests of the model.
import { auditWeekly, check, readPlanItems } from '../../src/check/index.ts';
import type { World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { TOLERANCE } from '../../solver/backends/backend.ts';
import { findCandidates } from '../../solver/candidates/candidates.ts';
import { type Choice, valueOf } from '../../solver/choice.ts';
import { largestViolation, objectiveOf } from '../../solver/model/linear-model.ts';
import { buildTimed, type TimedModel } from '../../solver/timed/build.ts';
import { addViolatedCliques } from '../../solver/timed/conflicts.ts';
import { readChoice, writeChoice } from '../../solver/timed/readback.ts';
import { choiceOfPlan } from './choice-of-plan.ts';

export type Verdict = {
  /**
   * `accepted`: a point of the model; `rejected`: its point breaks a row; `no-candidate`: the model lacks a column for
   * something in the plan; `no-point`: the columns are there and cannot say this plan (an option chosen twice);
   * `unreadable`: the plan names what the caseload does not hold.
   */
  readonly word: 'accepted' | 'rejected' | 'no-candidate' | 'no-point' | 'unreadable';
  /** Points by the terms alone, where the plan can be read. */
  readonly value?: number;
  /** Points of the model's point, where there is one. */
  readonly points?: number;
  /** Ids of awake pins that the model's point breaks, where there is one. */
  readonly brokenPins?: readonly string[];
};

/** The exact model of all candidates of a world. */
export const modelOf = (world: World, rules: Ruleset): TimedModel =>
  buildTimed(world, rules, findCandidates(world, rules));

const sizeOf = ({ served, leads }: Choice): string =>
  `${served.length} ${served.reduce((sum, { times }) => sum + times.length, 0)} ${leads.length}`;

/** What a model, built by `modelOf` for the same world and rules, says of a plan's weekly part. */
export function verdictOf(
  world: World,
  rules: Ruleset,
  timed: TimedModel,
  plan: Pick<Plan, 'assignments' | 'leads'>,
): Verdict {
  const choice = choiceOfPlan(world, plan);
  if (choice === undefined) return { word: 'unreadable' };
  const value = valueOf(world, rules, choice);
  const point = writeChoice(timed, choice);
  if (point === undefined) return { word: 'no-candidate', value };
  if (sizeOf(readChoice(timed, point)) !== sizeOf(choice)) return { word: 'no-point', value };
  const { model } = timed.builder;
  // Rows that are only added when violated belong to the model as well.
  const holds = largestViolation(model, point) <= TOLERANCE && addViolatedCliques(world, rules, timed, point) === 0;
  return {
    word: holds ? 'accepted' : 'rejected',
    value,
    points: objectiveOf(model, point),
    brokenPins: timed.pins.filter(({ broken }) => (point[broken] ?? 0) > 0.5).map(({ pin }) => pin.pinId),
  };
}

/** What the auditor says of a plan's weekly part: its hard findings but those of pins, and its points. */
export function auditedWeekly(
  world: World,
  rules: Ruleset,
  plan: Plan,
): { readonly rules: readonly string[]; readonly objective: number } {
  const items = readPlanItems(world, plan);
  const findings = [
    ...items.findings.filter(({ pointer }) => !pointer.startsWith('/sessions')),
    ...auditWeekly(world, items, rules),
  ];
  const { objective } = check(world, { ...plan, sessions: [] }, rules);
  return { rules: [...new Set(findings.map(({ rule }) => rule))], objective };
}

// "Why this one?": what one pairing brings, term by term: the auditor's score of the plan, less the score without it.
// Engagement and slot terms add up, so theirs is the pairing's own; halves and tallies are what it changes for others.
import { readPlanItems, scoreItems } from '../check/index.ts';
import { engagementOf } from '../domain/plan-items.ts';
import type { World } from '../domain/world.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Plan } from '../schema/plan.ts';
import { isHidden, isHiddenContact } from './scene.ts';

export type PairingExplanation = {
  readonly assignmentId: string;
  /** Points of every term, in catalogue order, zeros included. */
  readonly points: readonly { readonly rule: string; readonly points: number }[];
  /** Their sum: what the plan would lose without this pairing. */
  readonly total: number;
};

const scoreOf = (world: World, plan: Plan, rules: Ruleset) => scoreItems(world, readPlanItems(world, plan), rules);

/** Explains one assignment of a plan; undefined where it is unknown or somebody in it may not be shown. */
export function explainPairing(
  world: World,
  plan: Plan,
  assignmentId: string,
  rules: Ruleset,
): PairingExplanation | undefined {
  const assignment = plan.assignments.find(({ id }) => id === assignmentId);
  const engagement = assignment && engagementOf(world, assignment);
  if (engagement === undefined || isHidden(world, engagement.portion, rules)) return undefined;
  if (engagement.contact !== undefined && isHiddenContact(world, engagement.contact, rules)) return undefined;
  const others = plan.assignments.filter(({ id }) => id !== assignmentId);
  const whole = scoreOf(world, plan, rules);
  const rest = scoreOf(world, { ...plan, assignments: others }, rules);
  const points = Object.entries(whole.score).map(([rule, sum]) => ({ rule, points: sum - (rest.score[rule] ?? 0) }));
  return { assignmentId, points, total: whole.objective - rest.objective };
}

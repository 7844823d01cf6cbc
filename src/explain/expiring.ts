// Decisions that expire soon: the reminder that gives time to renew them before sessions stop.
import { dayNumber } from '../domain/time.ts';
import type { World } from '../domain/world.ts';
import type { Ruleset } from '../rules/rule.ts';
import { isHidden } from './scene.ts';

export type Expiring = {
  readonly decisionId: string;
  readonly recipientId: string;
  /** First day after the decision. */
  readonly to: string;
  /** Days from the world's today, 0 or more. */
  readonly daysLeft: number;
};

/** Decisions in force that expire within `policy.reminderDays`, the first to expire first; protected people are not listed. */
export function expiringDecisions(world: World, rules: Ruleset): Expiring[] {
  const { horizon, policy } = world;
  const hidden = new Set(
    [...world.portions.values()]
      .filter((portion) => isHidden(world, portion, rules))
      .map(({ decision }) => decision.id),
  );
  return world.caseload.decisions
    .flatMap(({ id, recipientId, status, to }): Expiring[] => {
      if (to === undefined || status !== 'granted' || hidden.has(id)) return [];
      const daysLeft = dayNumber(to) - dayNumber(horizon.today);
      return daysLeft < 0 || daysLeft > policy.reminderDays ? [] : [{ decisionId: id, recipientId, to, daysLeft }];
    })
    .sort((a, b) => a.daysLeft - b.daysLeft);
}

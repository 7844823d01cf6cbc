// Starting from a plan: what of it still holds stays, and greedy fills what is open.
import type { World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { unfitOf } from '../candidates/gatherings.ts';
import { partnerOf } from '../candidates/restrict.ts';
import type { Choice, Chosen } from '../choice.ts';
import { greedyChoice } from '../greedy/greedy.ts';
import { pinsAsBefore } from './pins-as-before.ts';

export type StartFromPlan = {
  /** A sound choice that holds every pin that the plan of the pins alone holds. */
  readonly choice: Choice;
  /** The given plan's assignments that are in a choice as they were. */
  readonly unchangedIn: (choice: Choice) => number;
};

/** Equal for engagements of one portion that are alike in partner, form and times. */
export const sameness = ({ engagement, times }: Chosen): string =>
  [engagement.portion.key, partnerOf(engagement), ...times.map((time) => Object.values(time).join()).sort()].join(' ');

/** A start that keeps of an earlier plan, of which `before` could still be, what can stay beside the pins. */
export function startFromPlan(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  {
    pinsAlone,
    before,
    isLate,
  }: { readonly pinsAlone: Choice; readonly before: Choice; readonly isLate: () => boolean },
): StartFromPlan {
  const pins = pinsAsBefore(world, rules, unfitOf(candidates), pinsAlone, before);
  const known = new Set(before.served.map(sameness));
  return {
    choice: greedyChoice(world, rules, candidates, pins, isLate, before),
    unchangedIn: ({ served }) => served.filter((chosen) => known.has(sameness(chosen))).length,
  };
}

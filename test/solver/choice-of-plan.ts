// A plan document read as a solver's choice: the way back from `solver/assignments.ts`, for tests that ask the solver's
// model about plans it did not make.
import { leadsOf, readAssignments } from '../../src/domain/plan-items.ts';
import type { World } from '../../src/domain/world.ts';
import type { Plan } from '../../src/schema/plan.ts';
import type { Choice, Chosen } from '../../solver/choice.ts';

/** What a plan's weekly part chooses; undefined where it names something that the caseload does not hold. */
export function choiceOfPlan(world: World, plan: Pick<Plan, 'assignments' | 'leads'>): Choice | undefined {
  const served: Chosen[] = [];
  for (const { engagement, times } of readAssignments(world, plan)) {
    if (engagement === undefined) return undefined;
    served.push({ engagement, times });
  }
  return { served, leads: leadsOf(world, plan) };
}

// Which pins a plan holds, read off the plan document alone: written from the meaning of a pin, for brute force and the
// proofs, so that neither the solver's nor the auditor's reading of pins is taken on trust.
import type { Pinned, World } from '../../src/domain/world.ts';
import type { Assignment, Plan } from '../../src/schema/plan.ts';

type ServePin = Extract<Pinned, { kind: 'serve' }>;

/** A pin of a decision that is over before the planned dates, or begins after them, is not asked. */
function isDormant({ portions, horizon }: World, { portionKey }: ServePin): boolean {
  const decision = portions.get(portionKey)?.decision;
  if (decision === undefined) return true;
  return decision.from >= horizon.to || (decision.to !== undefined && decision.to <= horizon.from);
}

const keyOf = ({ partId, share }: Assignment): string => (share === undefined ? partId : `${partId}/${share}`);

function serves(assignment: Assignment, { portionKey, contactId, groupId, offerId, slot }: ServePin): boolean {
  const { arrangement, contactIds, pattern, cycleWeeks } = assignment;
  if (keyOf(assignment) !== portionKey) return false;
  if (contactId !== undefined && !(arrangement === 'individual' && contactIds.includes(contactId))) return false;
  if (groupId !== undefined && assignment.groupId !== groupId) return false;
  if (offerId !== undefined && assignment.offerId !== offerId) return false;
  if (slot === undefined) return true;
  return pattern.some(
    ({ cycleWeek, weekday, start }) =>
      weekday === slot.weekday &&
      start === slot.start &&
      (slot.cycleWeek === undefined || cycleWeeks === 1 || cycleWeek === slot.cycleWeek),
  );
}

/** Ids of the pins that are asked and that the plan does not hold. */
export function pinsNotHeld(world: World, { assignments, leads }: Pick<Plan, 'assignments' | 'leads'>): string[] {
  return world.pins
    .filter((pin) =>
      pin.kind === 'lead'
        ? !leads.some(({ groupId, contactId }) => groupId === pin.groupId && contactId === pin.contactId)
        : !isDormant(world, pin) && !assignments.some((assignment) => serves(assignment, pin)),
    )
    .map(({ pinId }) => pinId);
}

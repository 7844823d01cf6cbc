// What mutators choose from: assignments by kind, pairs that meet, people with a session, and how a session moves.
import type { AssignmentInput, Base, ContactInput, DecisionInput, PartInput, RecipientInput } from './base.ts';
import { type Draw, present } from './draw.ts';

/** Breaks one rule in the documents, in place; what, where and how much is drawn. */
export type Mutator = {
  readonly rule: string;
  /** What it does, for the test's name. */
  readonly title: string;
  readonly mutate: (base: Base, draw: Draw) => void;
};

export const recipientOf = ({ caseload }: Base, id: string): RecipientInput =>
  present(
    caseload.recipients.find((r) => r.id === id),
    `recipient ${id}`,
  );

export const contactOf = ({ caseload }: Base, id: string): ContactInput =>
  present(
    caseload.contacts.find((c) => c.id === id),
    `contact ${id}`,
  );

export const decisionOf = ({ caseload }: Base, id: string): DecisionInput =>
  present(
    caseload.decisions.find((d) => d.id === id),
    `decision ${id}`,
  );

export const partOf = (base: Base, { decisionId, partId }: AssignmentInput): PartInput =>
  present(
    decisionOf(base, decisionId).parts.find((part) => part.id === partId),
    `part ${partId}`,
  );

export const individualOf = ({ plan }: Base): AssignmentInput[] =>
  plan.assignments.filter(({ arrangement }) => arrangement === 'individual');

export const seatsOf = ({ plan }: Base, arrangement: 'group' | 'voluntary'): AssignmentInput[] =>
  plan.assignments.filter((assignment) => assignment.arrangement === arrangement);

/** A recipient and a contact who meet, one to one or in a gathering. */
export function drawPair(base: Base, draw: Draw): { assignment: AssignmentInput; contactId: string } {
  const assignment = draw.pick(base.plan.assignments);
  return { assignment, contactId: draw.pick(assignment.contactIds) };
}

/** The first slot of an assignment's pattern. */
export const slotOf = ({ pattern, id }: AssignmentInput): AssignmentInput['pattern'][number] =>
  present(pattern[0], `a slot of ${id}`);

/** Moves an individual assignment's slot, and its dated sessions' clock. */
export function moveClock(base: Base, assignment: AssignmentInput, start: string): void {
  slotOf(assignment).start = start;
  for (const session of base.plan.sessions) if (session.assignmentId === assignment.id) session.start = start;
}

export const groupOf = ({ caseload }: Base) => present(caseload.groups?.[0], 'a group');
export const offerOf = ({ caseload }: Base) => present(caseload.offers?.[0], 'an offer');

/** Dated sessions of an assignment. */
export const sessionsOf = ({ plan }: Base, { id }: AssignmentInput) =>
  plan.sessions.filter(({ assignmentId }) => assignmentId === id);

/** Everybody at any hour: so that a moved session breaks the rule meant, not only availability. */
export function freeAlways({ availability }: { availability: RecipientInput['availability'] }): void {
  availability.length = 0;
  for (let weekday = 1; weekday <= 7; weekday++) availability.push({ weekday, from: '00:00', to: '24:00' });
}

/** Minutes a week that a contact is planned for in the fuller week of the fortnight. */
export function plannedMinutes({ plan }: Base, contactId: string): number {
  const weeks = [0, 0];
  const seen = new Set<string>();
  for (const { arrangement, contactIds, cycleWeeks, pattern, groupId, offerId } of plan.assignments) {
    if (!contactIds.includes(contactId)) continue;
    // Several places in one gathering are one meeting of the contact.
    const key = arrangement === 'individual' ? undefined : `${groupId} ${offerId}`;
    if (key !== undefined && seen.has(key)) continue;
    if (key !== undefined) seen.add(key);
    for (const { cycleWeek, minutes } of pattern)
      for (const week of [1, 2])
        if (cycleWeeks === 1 || cycleWeek === week) weeks[week - 1] = (weeks[week - 1] ?? 0) + minutes;
  }
  return Math.max(...weeks);
}

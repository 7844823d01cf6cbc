// A plan document read as the items that rules speak of: engagements with their times, and leads.
// Roll-out and explanations need the same reading; the auditor has its own, so that it trusts nothing of ours.
import type { PublishedSession } from '../schema/caseload.ts';
import type { Assignment, Plan } from '../schema/plan.ts';
import { type Engagement, type Form, formOfGathering, type Lead, type PatternTime, timeOfGathering } from './items.ts';
import { minuteOfDay } from './time.ts';
import { type Gathering, portionKey, type World } from './world.ts';

/** What of a plan says who meets whom, and when in the week. */
export type Weekly = Pick<Plan, 'assignments' | 'leads'>;

/** An assignment and what it means; the engagement is undefined where the caseload does not hold what it names. */
export type ReadAssignment = {
  readonly assignment: Assignment;
  readonly engagement: Engagement | undefined;
  /** In the order of the assignment's pattern. */
  readonly times: readonly PatternTime[];
};

/** Times of an assignment's pattern: with one cycle week, each recurs every week. */
export const timesOf = ({ cycleWeeks, pattern }: Assignment): PatternTime[] =>
  pattern.map((slot) => ({
    cycleWeek: cycleWeeks === 1 ? undefined : slot.cycleWeek,
    weekday: slot.weekday,
    start: minuteOfDay(slot.start),
    minutes: slot.minutes,
  }));

const isSameTime = (a: PatternTime, b: PatternTime): boolean =>
  a.cycleWeek === b.cycleWeek && a.weekday === b.weekday && a.start === b.start && a.minutes === b.minutes;

/** The slots of an offer, as gatherings in the order of its slots. */
export function gatheringsOfOffer(world: World, offerId: string): Gathering[] {
  const gatherings: Gathering[] = [];
  for (let index = 0; ; index++) {
    const gathering = world.gatherings.get(`${offerId}@${index}`);
    if (gathering === undefined) return gatherings;
    gatherings.push(gathering);
  }
}

function gatheringOf(world: World, assignment: Assignment, time: PatternTime): Gathering | undefined {
  if (assignment.arrangement === 'group')
    return assignment.groupId === undefined ? undefined : world.gatherings.get(assignment.groupId);
  if (assignment.offerId === undefined) return undefined;
  return gatheringsOfOffer(world, assignment.offerId).find((gathering) => isSameTime(timeOfGathering(gathering), time));
}

/** What an assignment means in this world; undefined where a portion, contact or gathering is unknown. */
export function engagementOf(world: World, assignment: Assignment): Engagement | undefined {
  const portion = world.portions.get(portionKey(assignment.partId, assignment.share));
  const [time] = timesOf(assignment);
  if (portion === undefined || time === undefined) return undefined;
  if (assignment.arrangement === 'individual') {
    const contact = world.contacts.get(assignment.contactIds[0] ?? '');
    if (contact === undefined) return undefined;
    const form: Form = {
      sessions: assignment.pattern.length,
      minutes: time.minutes,
      cycleWeeks: assignment.cycleWeeks,
    };
    return { portion, form, arrangement: 'individual', contact };
  }
  const gathering = gatheringOf(world, assignment, time);
  if (gathering === undefined) return undefined;
  return { portion, form: formOfGathering(gathering), arrangement: gathering.kind, gathering };
}

export const readAssignments = (world: World, { assignments }: Pick<Weekly, 'assignments'>): ReadAssignment[] =>
  assignments.map((assignment) => ({
    assignment,
    engagement: engagementOf(world, assignment),
    times: timesOf(assignment),
  }));

/** Leaders of the plan's groups, and the contact who accompanies each offer's slot that somebody attends. */
export function leadsOf(world: World, plan: Weekly): Lead[] {
  const leads: Lead[] = plan.leads.flatMap(({ groupId, contactId }) => {
    const gathering = world.gatherings.get(groupId);
    const contact = world.contacts.get(contactId);
    return gathering === undefined || contact === undefined ? [] : [{ contact, gathering }];
  });
  const attended = new Map<string, Gathering>();
  for (const assignment of plan.assignments) {
    const gathering = engagementOf(world, assignment)?.gathering;
    if (gathering !== undefined) attended.set(gathering.key, gathering);
  }
  for (const gathering of attended.values())
    if (gathering.kind === 'voluntary' && gathering.accompaniedBy !== undefined)
      leads.push({ contact: gathering.accompaniedBy, gathering });
  return leads;
}

/** A session of the caseload as an engagement of its own; of an offer without that slot any more, its first slot. */
export function publishedEngagement(world: World, session: PublishedSession): Engagement | undefined {
  const portion = world.portions.get(portionKey(session.partId, session.share));
  if (portion === undefined) return undefined;
  const form: Form = { sessions: 1, minutes: session.minutes, cycleWeeks: 1 };
  if (session.contactId !== undefined) {
    const contact = world.contacts.get(session.contactId);
    return contact === undefined ? undefined : { portion, form, arrangement: 'individual', contact };
  }
  const start = minuteOfDay(session.start);
  const slots = session.offerId === undefined ? [] : gatheringsOfOffer(world, session.offerId);
  const gathering =
    session.groupId === undefined
      ? (slots.find(({ slot }) => minuteOfDay(slot.start) === start) ?? slots[0])
      : world.gatherings.get(session.groupId);
  return gathering === undefined ? undefined : { portion, form, arrangement: gathering.kind, gathering };
}

// All dates a weekly pattern asks for, before anything on a date is looked at.
//
// A slot's date comes from the parity of the ISO week, never from counting: after a week 53 two odd weeks follow.
import type { Engagement, PatternTime } from '../domain/items.ts';
import { readAssignments, type Weekly } from '../domain/plan-items.ts';
import { addDays, clockOf, isoWeekOf, weekdayOf } from '../domain/time.ts';
import { type Horizon, portionKey, type World } from '../domain/world.ts';
import type { PublishedSession } from '../schema/caseload.ts';
import type { PlannedSession } from '../schema/plan.ts';

/** A session that a pattern asks for on a date. */
export type Draft = {
  /** Id, date, time and status of the session, if nothing forbids it. */
  readonly session: PlannedSession;
  /** Minutes after midnight. */
  readonly start: number;
  /** Undefined where the caseload does not hold what the assignment names. */
  readonly engagement: Engagement | undefined;
};

/** The dates [from, to) of a horizon on which a recurring time lies. */
export function datesOf(horizon: Pick<Horizon, 'from' | 'to'>, time: PatternTime): string[] {
  const dates: string[] = [];
  const wait = (time.weekday - weekdayOf(horizon.from) + 7) % 7;
  for (let date = addDays(horizon.from, wait); date < horizon.to; date = addDays(date, 7))
    if (time.cycleWeek === undefined || time.cycleWeek === isoWeekOf(date).cycleWeek) dates.push(date);
  return dates;
}

type Meeting = { readonly date: string; readonly start: string; readonly minutes: number };

const meetingKey = (portion: string, partner: string, { date, start, minutes }: Meeting): string =>
  `${portion}|${partner}|${date}|${start}|${minutes}`;

/** Id of whom or what a published session is with. */
const partnerOf = (session: PublishedSession): string => session.contactId ?? session.groupId ?? session.offerId ?? '';

/** In order of date, start and id. */
export const inOrder = (
  a: { readonly date: string; readonly start: string; readonly id: string },
  b: { readonly date: string; readonly start: string; readonly id: string },
): number => compare(a.date, b.date) || compare(a.start, b.start) || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every session the plan's patterns ask for within the horizon, in order; one that is published keeps its status. */
export function draftsOf(world: World, plan: Weekly): Draft[] {
  const published = new Map<string, PublishedSession['status']>();
  for (const session of world.caseload.publishedSessions)
    published.set(meetingKey(portionKey(session.partId, session.share), partnerOf(session), session), session.status);
  const drafts: Draft[] = [];
  for (const { assignment, engagement, times } of readAssignments(world, plan)) {
    const portion = portionKey(assignment.partId, assignment.share);
    const partner = assignment.groupId ?? assignment.offerId ?? assignment.contactIds[0] ?? '';
    for (const time of times)
      for (const date of datesOf(world.horizon, time)) {
        const meeting = { date, start: clockOf(time.start), minutes: time.minutes };
        const status = published.get(meetingKey(portion, partner, meeting)) ?? 'draft';
        const id = `${assignment.id}:${date}T${meeting.start}`;
        drafts.push({
          session: { id, assignmentId: assignment.id, ...meeting, status },
          start: time.start,
          engagement,
        });
      }
  }
  return drafts.sort((a, b) => inOrder(a.session, b.session));
}

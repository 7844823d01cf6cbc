// Dated sessions that are gone, new or moved in the weeks that two plans cover, where the weekly pattern is as it was.
import { groupBy } from '../domain/grouping.ts';
import { addDays, isoWeekOf } from '../domain/time.ts';
import type { Facts } from '../rules/rule.ts';
import type { Plan, PlannedSession } from '../schema/plan.ts';
import type { DatedMeeting, DroppedMeeting, RecipientChange } from './change-facts.ts';

/** A session that the roll-out of the plan left out, and why: see `rollOut` in `src/calendar`. */
export type Skipped = {
  readonly assignmentId: string;
  readonly date: string;
  readonly start: string;
  readonly reason: { readonly rule: string; readonly facts: Facts };
};

type Horizon = Pick<Plan, 'from' | 'weeks' | 'sessions'>;
type DatesChange = Omit<Extract<RecipientChange, { kind: 'dates' }>, 'portionKey'>;

const meetingKey = ({ date, start, minutes }: DatedMeeting): string => `${date} ${start} ${minutes}`;
const isHeld = ({ status }: PlannedSession): boolean => status !== 'cancelled';
const meetingOf = ({ date, start, minutes }: PlannedSession): DatedMeeting => ({ date, start, minutes });

/** Those of `some` that are not among `others`. */
const missingFrom = (some: readonly PlannedSession[], others: readonly PlannedSession[]): DatedMeeting[] => {
  const known = new Set(others.map(meetingKey));
  return some.map(meetingOf).filter((meeting) => !known.has(meetingKey(meeting)));
};

/** Pairs what is dropped with what is added in the same week, in order of date. */
function paired(
  dropped: readonly DroppedMeeting[],
  added: readonly DatedMeeting[],
): Pick<DatesChange, 'dropped' | 'added' | 'moved'> {
  const left = [...added];
  const rest: DroppedMeeting[] = [];
  const moved: { from: DroppedMeeting; to: DatedMeeting }[] = [];
  for (const from of dropped) {
    const at = left.findIndex(({ date }) => isoWeekOf(date).key === isoWeekOf(from.date).key);
    const [to] = at === -1 ? [] : left.splice(at, 1);
    if (to === undefined) rest.push(from);
    else moved.push({ from, to });
  }
  return { dropped: rest, added: left, moved };
}

/** Compares the dates of two assignments, by their ids; undefined where none differ, or a plan has no dates at all. */
export function createDates(
  before: Horizon,
  after: Horizon,
  skipped: readonly Skipped[],
): (beforeId: string, afterId: string) => DatesChange | undefined {
  const from = before.from > after.from ? before.from : after.from;
  const [endBefore, endAfter] = [before, after].map((plan) => addDays(plan.from, plan.weeks * 7)) as [string, string];
  const to = endBefore < endAfter ? endBefore : endAfter;
  const inBoth = ({ date }: PlannedSession): boolean => from <= date && date < to;
  const was = groupBy(before.sessions.filter(inBoth), (session) => session.assignmentId);
  const is = groupBy(after.sessions.filter(inBoth), (session) => session.assignmentId);
  const left = new Map(skipped.map((skip) => [`${skip.assignmentId} ${skip.date} ${skip.start}`, skip.reason]));
  // A plan that was never rolled out has dropped nothing.
  const isDated = before.sessions.length > 0 && after.sessions.length > 0;
  return (beforeId, afterId) => {
    if (!isDated) return undefined;
    const [old, now] = [was.get(beforeId) ?? [], is.get(afterId) ?? []];
    const cancelled = new Set(now.filter((session) => !isHeld(session)).map(meetingKey));
    const causeOf = (meeting: DatedMeeting): DroppedMeeting['cause'] =>
      cancelled.has(meetingKey(meeting)) ? 'cancelled' : left.get(`${afterId} ${meeting.date} ${meeting.start}`);
    const dropped = missingFrom(old.filter(isHeld), now.filter(isHeld)).map((meeting): DroppedMeeting => {
      const cause = causeOf(meeting);
      return cause === undefined ? meeting : { ...meeting, cause };
    });
    const added = missingFrom(now.filter(isHeld), old.filter(isHeld));
    return dropped.length + added.length === 0 ? undefined : { kind: 'dates', ...paired(dropped, added) };
  };
}

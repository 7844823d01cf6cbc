// What a plan is made of, as rules see it: engagements, leads and occurrences.
// The solver makes them from candidates and the auditor from a plan; a rule cannot tell which.
import type { Contact } from '../schema/caseload.ts';
import { axisDay, type CycleWeek, clockOf, isoWeekOf, minuteOfDay, weekdayOf } from './time.ts';
import type { Gathering, Portion } from './world.ts';

/** How a portion is delivered: `sessions` of `minutes` each in a cycle of one or two weeks. */
export type Form = { readonly sessions: number; readonly minutes: number; readonly cycleWeeks: 1 | 2 };

/** One portion served: by a contact one to one, or by a place in a gathering. */
export type Engagement = { readonly portion: Portion; readonly form: Form } & (
  | { readonly arrangement: 'individual'; readonly contact: Contact; readonly gathering?: undefined }
  | { readonly arrangement: 'group' | 'voluntary'; readonly gathering: Gathering; readonly contact?: undefined }
);

/** A contact who leads a group or accompanies a voluntary offer. */
export type Lead = { readonly contact: Contact; readonly gathering: Gathering };

/** A recurring slot of a pattern; with `cycleWeek` undefined it recurs every week. */
export type PatternTime = {
  readonly cycleWeek: CycleWeek | undefined;
  readonly weekday: number;
  /** Minutes after midnight. */
  readonly start: number;
  readonly minutes: number;
};

/** Number of the day on which a time recurs: 0–6 of every week, 7–13 of the first, 14–20 of the second. */
export const dayOfPattern = ({ cycleWeek, weekday }: Pick<PatternTime, 'cycleWeek' | 'weekday'>): number =>
  7 * (cycleWeek ?? 0) + weekday - 1;

/** One session in one week: of the pattern's fortnight, or on a date. */
export type Occurrence = {
  readonly of: Engagement | Lead;
  /** Id of the recipient (at home), group or offer where it takes place. */
  readonly placeId: string;
  readonly cycleWeek: CycleWeek;
  readonly weekday: number;
  readonly start: number;
  readonly minutes: number;
  /** [axisFrom, axisTo): where it lies on the fortnight axis. */
  readonly axisFrom: number;
  readonly axisTo: number;
  /** The date of a dated session; undefined in a pattern. */
  readonly date: string | undefined;
  /** Equal for occurrences on the same day. */
  readonly dayKey: string;
  /** Equal for occurrences in the same week. */
  readonly weekKey: string;
};

export const isLead = (of: Engagement | Lead): of is Lead => !('portion' in of);

/** The contact who takes part in an engagement's own sessions, or who leads. */
export const contactOf = (of: Engagement | Lead): Contact | undefined => of.contact;

/** Ids of the people an occurrence keeps busy. */
export function peopleOf(of: Engagement | Lead): readonly string[] {
  if (isLead(of)) return [of.contact.id];
  const recipientId = of.portion.recipient.id;
  return of.contact === undefined ? [recipientId] : [recipientId, of.contact.id];
}

export const placeOf = (of: Engagement | Lead): string =>
  of.gathering === undefined ? of.portion.recipient.id : of.gathering.id;

/** Minutes an engagement takes in two weeks. */
export const fortnightMinutes = ({ form }: Engagement): number => (form.sessions * form.minutes * 2) / form.cycleWeeks;

/** The recurring time of a gathering. */
export const timeOfGathering = ({ slot }: Gathering): PatternTime => ({
  cycleWeek: slot.cycleWeek,
  weekday: slot.weekday,
  start: minuteOfDay(slot.start),
  minutes: slot.minutes,
});

/** The form of a place in a gathering: its slot, every week or every other. */
export const formOfGathering = ({ slot }: Gathering): Form => ({
  sessions: 1,
  minutes: slot.minutes,
  cycleWeeks: slot.cycleWeek === undefined ? 1 : 2,
});

/** A pattern's time as occurrences of the fortnight: two where it recurs every week. */
export function occurrencesOf(of: Engagement | Lead, time: PatternTime): Occurrence[] {
  const weeks: readonly CycleWeek[] = time.cycleWeek === undefined ? [1, 2] : [time.cycleWeek];
  return weeks.map((cycleWeek) => {
    const axisFrom = axisDay(cycleWeek, time.weekday) + time.start;
    return {
      of,
      placeId: placeOf(of),
      cycleWeek,
      weekday: time.weekday,
      start: time.start,
      minutes: time.minutes,
      axisFrom,
      axisTo: axisFrom + time.minutes,
      date: undefined,
      dayKey: `${cycleWeek}-${time.weekday}`,
      weekKey: `${cycleWeek}`,
    };
  });
}

/** A dated session as an occurrence. */
export function occurrenceOn(of: Engagement | Lead, date: string, start: number, minutes: number): Occurrence {
  const { key, cycleWeek } = isoWeekOf(date);
  const weekday = weekdayOf(date);
  const axisFrom = axisDay(cycleWeek, weekday) + start;
  return {
    of,
    placeId: placeOf(of),
    cycleWeek,
    weekday,
    start,
    minutes,
    axisFrom,
    axisTo: axisFrom + minutes,
    date,
    dayKey: date,
    weekKey: key,
  };
}

/** `weekday start` for texts, e.g. `3 17:00`. */
export const timeLabel = ({ weekday, start }: { weekday: number; start: number }): string =>
  `${weekday} ${clockOf(start)}`;

// Every way in which one portion of a tiny caseload could be served, rules aside: any contact in any form of the part at
// any starts on the grid, any group, any slot of an offer. Written from the domain's words alone; shares nothing with
// the solver's candidates. Only one rule is looked at here, availability, since all starts of a week are too many.
import { axisDay, contains, type Interval } from '../../src/domain/time.ts';
import type { Gathering, Portion, World } from '../../src/domain/world.ts';
import type { Contact, Mode } from '../../src/schema/caseload.ts';

/** A start of the weekly pattern; `cycleWeek` is undefined where it recurs every week. */
export type RawTime = { readonly cycleWeek: 1 | 2 | undefined; readonly weekday: number; readonly start: number };

/** One way to serve one portion. */
export type RawOption =
  | {
      readonly kind: 'individual';
      readonly portion: Portion;
      readonly contact: Contact;
      readonly mode: Mode;
      readonly times: readonly RawTime[];
    }
  | { readonly kind: 'seat'; readonly portion: Portion; readonly gathering: Gathering };

/** Whether both must be free (the rule availability is in force), or one of the two is enough. */
export type Free = 'both' | 'either';

function isFree(intervals: readonly Interval[], { cycleWeek, weekday, start }: RawTime, minutes: number): boolean {
  const weeks = cycleWeek === undefined ? ([1, 2] as const) : [cycleWeek];
  return weeks.every((week) => {
    const from = axisDay(week, weekday) + start;
    return contains(intervals, from, from + minutes);
  });
}

/** All grid starts of a form at which both people (or either) are free for the whole session, in order. */
export function rawStarts(world: World, portion: Portion, contact: Contact, mode: Mode, free: Free): RawTime[] {
  const grid = world.policy.startGridMinutes;
  const people = [world.availability(portion.recipient), world.availability(contact)];
  const starts: RawTime[] = [];
  for (const cycleWeek of mode.cycleWeeks === 1 ? [undefined] : ([1, 2] as const))
    for (let weekday = 1; weekday <= 7; weekday++)
      for (let start = 0; start + mode.minutes <= 1_440; start += grid) {
        const time = { cycleWeek, weekday, start };
        const fits = (intervals: readonly Interval[]): boolean => isFree(intervals, time, mode.minutes);
        if (free === 'both' ? people.every(fits) : people.some(fits)) starts.push(time);
      }
  return starts;
}

const sameDay = (a: RawTime, b: RawTime): boolean => a.weekday === b.weekday && a.cycleWeek === b.cycleWeek;

/** Every set of `count` starts on different days. */
export function daySets(starts: readonly RawTime[], count: number, from = 0): RawTime[][] {
  if (count === 0) return [[]];
  const sets: RawTime[][] = [];
  for (let index = from; index < starts.length; index++) {
    const first = starts[index] as RawTime;
    for (const rest of daySets(starts, count - 1, index + 1))
      if (!rest.some((time) => sameDay(time, first))) sets.push([first, ...rest]);
  }
  return sets;
}

/** Every raw option of a portion. */
export function rawOptions(world: World, portion: Portion, free: Free = 'both'): RawOption[] {
  const options: RawOption[] = [];
  const modes = new Map(portion.part.modes.map((m) => [`${m.sessions} ${m.minutes} ${m.cycleWeeks}`, m]));
  for (const contact of world.contacts.values())
    for (const mode of modes.values())
      for (const times of daySets(rawStarts(world, portion, contact, mode, free), mode.sessions))
        options.push({ kind: 'individual', portion, contact, mode, times });
  for (const gathering of world.gatherings.values()) options.push({ kind: 'seat', portion, gathering });
  return options;
}

/**
 * Number of raw plans: the product over portions of their options and staying unserved; leads are not counted.
 * Counting stops beyond `most`.
 */
export function rawPlans(world: World, free: Free = 'both', most = Number.POSITIVE_INFINITY): number {
  let plans = 1;
  for (const portion of world.portions.values()) {
    plans *= 1 + rawOptions(world, portion, free).length;
    if (plans > most) break;
  }
  return plans;
}

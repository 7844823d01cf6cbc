// The starts a session may have: the grid inside every window rule of the portion and of the people who meet.
import {
  type Engagement,
  type Lead,
  isLead,
  occurrencesOf,
  type PatternTime,
  timeOfGathering,
} from '../../src/domain/items.ts';
import {
  axisDay,
  contains,
  type CycleWeek,
  DAY_MINUTES,
  FORTNIGHT_MINUTES,
  type Interval,
  intersect,
  isoWeekOf,
  minuteOfDay,
  weekdayOf,
} from '../../src/domain/time.ts';
import type { World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';

const ALWAYS: readonly Interval[] = [{ from: 0, to: FORTNIGHT_MINUTES }];

/** Where every window rule allows all of a session, on the fortnight axis. */
export function allowedIntervals(world: World, rules: Ruleset, of: Engagement | Lead): readonly Interval[] {
  let allowed = ALWAYS;
  const narrow = (intervals: readonly Interval[] | undefined): void => {
    if (intervals !== undefined) allowed = intersect(allowed, intervals);
  };
  for (const rule of ofKind(rules, 'window')) {
    if (!isLead(of)) {
      narrow(rule.portion?.(world, of.portion));
      narrow(rule.person?.(world, of.portion.recipient));
    }
    if (of.contact !== undefined) narrow(rule.person?.(world, of.contact));
  }
  return allowed;
}

function gridStarts(day: Interval, allowed: readonly Interval[], grid: number, minutes: number): number[] {
  const starts: number[] = [];
  for (const interval of allowed) {
    const from = Math.max(interval.from, day.from) - day.from;
    const to = Math.min(interval.to, day.to) - day.from;
    for (let start = Math.ceil(from / grid) * grid; start + minutes <= to; start += grid) starts.push(start);
  }
  return starts;
}

const dayOf = (cycleWeek: CycleWeek, weekday: number): Interval => {
  const from = axisDay(cycleWeek, weekday);
  return { from, to: from + DAY_MINUTES };
};

type Start = { readonly cycleWeek: CycleWeek | undefined; readonly weekday: number; readonly start: number };

/** Starts off the grid that must stay possible: those a coordinator locked and those that are published. */
function knownStarts(world: World, { portion, contact, form }: Engagement): Start[] {
  if (contact === undefined) return [];
  const locked = world.pins.flatMap((pin): Start[] =>
    pin.kind === 'serve' && pin.portionKey === portion.key && pin.contactId === contact.id && pin.slot !== undefined
      ? [{ cycleWeek: pin.slot.cycleWeek, weekday: pin.slot.weekday, start: minuteOfDay(pin.slot.start) }]
      : [],
  );
  const published = world.publishedSlots(portion.key).flatMap((session): Start[] =>
    session.contactId === contact.id && session.minutes === form.minutes
      ? [
          {
            cycleWeek: isoWeekOf(session.date).cycleWeek,
            weekday: weekdayOf(session.date),
            start: minuteOfDay(session.start),
          },
        ]
      : [],
  );
  return [...locked, ...published].filter(({ start }) => start % world.policy.startGridMinutes !== 0);
}

/** Grid and known starts of an individual engagement; a gathering's or a lead's own slot, or nothing. */
export function startsOf(world: World, rules: Ruleset, of: Engagement | Lead): PatternTime[] {
  const allowed = allowedIntervals(world, rules, of);
  if (of.gathering !== undefined) {
    const time = timeOfGathering(of.gathering);
    return occurrencesOf(of, time).every((o) => contains(allowed, o.axisFrom, o.axisTo)) ? [time] : [];
  }
  const { minutes, cycleWeeks } = of.form;
  const grid = world.policy.startGridMinutes;
  const times: PatternTime[] = [];
  const cycleWeek: readonly (CycleWeek | undefined)[] = cycleWeeks === 1 ? [undefined] : [1, 2];
  for (const week of cycleWeek)
    for (let weekday = 1; weekday <= 7; weekday++) {
      let starts = gridStarts(dayOf(week ?? 1, weekday), allowed, grid, minutes);
      if (week === undefined && starts.length > 0) {
        const second = new Set(gridStarts(dayOf(2, weekday), allowed, grid, minutes));
        starts = starts.filter((start) => second.has(start));
      }
      for (const start of starts) times.push({ cycleWeek: week, weekday, start, minutes });
    }
  for (const known of knownStarts(world, of)) {
    const weeks =
      cycleWeeks === 1 ? [undefined] : known.cycleWeek === undefined ? ([1, 2] as const) : [known.cycleWeek];
    for (const week of weeks) {
      const time: PatternTime = { cycleWeek: week, weekday: known.weekday, start: known.start, minutes };
      const isNew = times.every((t) => t.cycleWeek !== week || t.weekday !== time.weekday || t.start !== time.start);
      if (isNew && occurrencesOf(of, time).every((o) => contains(allowed, o.axisFrom, o.axisTo))) times.push(time);
    }
  }
  return times;
}

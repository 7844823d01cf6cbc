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
import { groupBy } from '../../src/domain/grouping.ts';
import type { Pinned, Portion, World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Contact, Recipient } from '../../src/schema/caseload.ts';

const ALWAYS: readonly Interval[] = [{ from: 0, to: FORTNIGHT_MINUTES }];

/** Where the window rules allow sessions, on the fortnight axis; asked once for each portion and person. */
function allowedIntervals(world: World, rules: Ruleset): (of: Engagement | Lead) => readonly Interval[] {
  const windows = ofKind(rules, 'window');
  const narrow = (all: readonly (readonly Interval[] | undefined)[]): readonly Interval[] =>
    all.reduce<readonly Interval[]>(
      (allowed, some) => (some === undefined ? allowed : intersect(allowed, some)),
      ALWAYS,
    );
  const once = <K extends object>(ask: (key: K) => readonly Interval[]): ((key: K) => readonly Interval[]) => {
    const known = new Map<K, readonly Interval[]>();
    return (key) => {
      const found = known.get(key) ?? ask(key);
      known.set(key, found);
      return found;
    };
  };
  const ofPerson = once((person: Recipient | Contact) => narrow(windows.map((rule) => rule.person?.(world, person))));
  const ofPortion = once((portion: Portion) =>
    narrow([...windows.map((rule) => rule.portion?.(world, portion)), ofPerson(portion.recipient)]),
  );
  return (of) => {
    const own = isLead(of) ? ALWAYS : ofPortion(of.portion);
    return of.contact === undefined ? own : intersect(own, ofPerson(of.contact));
  };
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

type ServePin = Extract<Pinned, { kind: 'serve' }>;
type Start = { readonly cycleWeek: CycleWeek | undefined; readonly weekday: number; readonly start: number };

/** Starts off the grid that must stay possible: those a coordinator locked and those that are published. */
function knownStarts(world: World, locks: readonly ServePin[], { portion, contact, form }: Engagement): Start[] {
  if (contact === undefined) return [];
  const locked = locks.flatMap(({ contactId, slot }): Start[] =>
    contactId === contact.id && slot !== undefined
      ? [{ cycleWeek: slot.cycleWeek, weekday: slot.weekday, start: minuteOfDay(slot.start) }]
      : [],
  );
  const published = world
    .publishedSlots(portion.key)
    .filter((session) => session.contactId === contact.id && session.minutes === form.minutes)
    .map(
      ({ date, start }): Start => ({
        cycleWeek: isoWeekOf(date).cycleWeek,
        weekday: weekdayOf(date),
        start: minuteOfDay(start),
      }),
    );
  return [...locked, ...published].filter(({ start }) => start % world.policy.startGridMinutes !== 0);
}

function individualStarts(
  world: World,
  engagement: Engagement,
  allowed: readonly Interval[],
  known: readonly Start[],
): PatternTime[] {
  const { minutes, cycleWeeks } = engagement.form;
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
  for (const { cycleWeek: own, weekday, start } of known) {
    const weeks = cycleWeeks === 1 ? [undefined] : own === undefined ? ([1, 2] as const) : [own];
    for (const week of weeks) {
      const time: PatternTime = { cycleWeek: week, weekday, start, minutes };
      const isNew = times.every((t) => t.cycleWeek !== week || t.weekday !== weekday || t.start !== start);
      const fits = occurrencesOf(engagement, time).every((o) => contains(allowed, o.axisFrom, o.axisTo));
      if (isNew && fits) times.push(time);
    }
  }
  return times;
}

/** Finds the grid and known starts of individual engagements; a gathering's or a lead's own slot, or nothing. */
export function createStarts(world: World, rules: Ruleset): (of: Engagement | Lead) => PatternTime[] {
  const allowedFor = allowedIntervals(world, rules);
  const locks = groupBy(
    world.pins.filter((pin): pin is ServePin => pin.kind === 'serve' && pin.slot !== undefined),
    (pin) => pin.portionKey,
  );
  return (of) => {
    const allowed = allowedFor(of);
    if (of.gathering !== undefined) {
      const time = timeOfGathering(of.gathering);
      return occurrencesOf(of, time).every((o) => contains(allowed, o.axisFrom, o.axisTo)) ? [time] : [];
    }
    return individualStarts(world, of, allowed, knownStarts(world, locks.get(of.portion.key) ?? [], of));
  };
}

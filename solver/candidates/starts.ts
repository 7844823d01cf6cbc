// The starts a session may have: the grid inside every window rule of the portion and of the people who meet.
import { type Form, type PatternTime, timeOfGathering } from '../../src/domain/items.ts';
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
  WEEK_MINUTES,
  weekdayOf,
} from '../../src/domain/time.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import type { Gathering, Pinned, Portion, World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Contact, Recipient } from '../../src/schema/caseload.ts';

const NEVER: readonly PatternTime[] = [];
const ALWAYS: readonly Interval[] = [{ from: 0, to: FORTNIGHT_MINUTES }];

/** Where sessions may lie on the fortnight axis, and where on the week that both weeks of it have in common. */
type Allowed = { readonly fortnight: readonly Interval[]; readonly week: readonly Interval[] };

/** What lies in both weeks, on the axis of the first. */
function inBothWeeks(intervals: readonly Interval[]): readonly Interval[] {
  const second = intervals.map(({ from, to }) => ({ from: from - WEEK_MINUTES, to: to - WEEK_MINUTES }));
  return intersect(intervals, second);
}

const allowedIn = (fortnight: readonly Interval[]): Allowed => ({ fortnight, week: inBothWeeks(fortnight) });

/** Where the window rules allow sessions of a portion and of a person; asked once of each. */
function allowedIntervals(world: World, rules: Ruleset) {
  const windows = ofKind(rules, 'window');
  const narrow = (all: readonly (readonly Interval[] | undefined)[]): readonly Interval[] =>
    all.reduce<readonly Interval[]>(
      (allowed, some) => (some === undefined ? allowed : intersect(allowed, some)),
      ALWAYS,
    );
  const once = <K extends object>(ask: (key: K) => readonly Interval[]): ((key: K) => Allowed) => {
    const known = new Map<K, Allowed>();
    return (key) => {
      let found = known.get(key);
      if (found === undefined) {
        found = allowedIn(ask(key));
        known.set(key, found);
      }
      return found;
    };
  };
  const ofPerson = once((person: Recipient | Contact) => narrow(windows.map((rule) => rule.person?.(world, person))));
  const ofPortion = once((portion: Portion) =>
    narrow([...windows.map((rule) => rule.portion?.(world, portion)), ofPerson(portion.recipient).fortnight]),
  );
  return { ofPerson, ofPortion };
}

/** Whether all sessions of a time lie inside the intervals. */
function holdsTime(intervals: readonly Interval[], { cycleWeek, weekday, start, minutes }: PatternTime): boolean {
  const weeks: readonly CycleWeek[] = cycleWeek === undefined ? [1, 2] : [cycleWeek];
  return weeks.every((week) => {
    const from = axisDay(week, weekday) + start;
    return contains(intervals, from, from + minutes);
  });
}

type Times = (cycleWeek: CycleWeek | undefined, minutes: number) => (weekMinute: number) => PatternTime;

/** Makes each time once, however many blocks have it: a city has millions of starts at a few thousand times. */
function createTimes(): Times {
  const tables = new Map<number, (PatternTime | undefined)[]>();
  return (cycleWeek, minutes) => {
    const key = 3 * minutes + (cycleWeek ?? 0);
    const table = tables.get(key) ?? [];
    tables.set(key, table);
    return (weekMinute) => {
      const found = table[weekMinute];
      if (found !== undefined) return found;
      const start = weekMinute % DAY_MINUTES;
      const time: PatternTime = { cycleWeek, weekday: (weekMinute - start) / DAY_MINUTES + 1, start, minutes };
      table[weekMinute] = time;
      return time;
    };
  };
}

type ServePin = Extract<Pinned, { kind: 'serve' }>;
const NO_LOCKS: readonly ServePin[] = [];
type Start = { readonly cycleWeek: CycleWeek | undefined; readonly weekday: number; readonly start: number };

const NOTHING_KNOWN: readonly Start[] = [];

/** Starts off the grid that must stay possible: those a coordinator locked and those that are published. */
function knownStarts(
  world: World,
  locks: readonly ServePin[],
  { portion, contact, form }: { readonly portion: Portion; readonly contact: Contact; readonly form: Form },
): readonly Start[] {
  const sessions = world.publishedSlots(portion.key);
  if (locks.length + sessions.length === 0) return NOTHING_KNOWN;
  const locked = locks.flatMap(({ contactId, slot }): Start[] =>
    contactId === contact.id && slot !== undefined
      ? [{ cycleWeek: slot.cycleWeek, weekday: slot.weekday, start: minuteOfDay(slot.start) }]
      : [],
  );
  const published = sessions
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

/** Fills a list with the starts on the grid of each day at which a session lies inside one interval, in order of time. */
function fillGridStarts(
  times: PatternTime[],
  intervals: readonly Interval[],
  { minutes, cycleWeeks }: Form,
  { grid, timeAt }: { readonly grid: number; readonly timeAt: Times },
): void {
  const [weekly, first, second] = [timeAt(undefined, minutes), timeAt(1, minutes), timeAt(2, minutes)];
  for (const { from, to } of intervals)
    for (let day = from - (from % DAY_MINUTES); day < to; day += DAY_MINUTES) {
      const end = Math.min(to, day + DAY_MINUTES) - day;
      for (let start = Math.ceil(Math.max(0, from - day) / grid) * grid; start + minutes <= end; start += grid) {
        const at = day + start;
        if (cycleWeeks === 1) times.push(weekly(at));
        else if (at < WEEK_MINUTES) times.push(first(at));
        else times.push(second(at - WEEK_MINUTES));
      }
    }
}

/** Adds the known starts that the windows allow. */
function addKnown(times: PatternTime[], known: readonly Start[], form: Form, allowed: readonly Interval[]): void {
  for (const { cycleWeek: own, weekday, start } of known) {
    const weeks = form.cycleWeeks === 1 ? [undefined] : own === undefined ? ([1, 2] as const) : [own];
    for (const week of weeks) {
      const time: PatternTime = { cycleWeek: week, weekday, start, minutes: form.minutes };
      const isNew = times.every((t) => t.cycleWeek !== week || t.weekday !== weekday || t.start !== start);
      if (isNew && holdsTime(allowed, time)) times.push(time);
    }
  }
}

/** Where a portion and a contact may meet; each axis is looked at when a form first asks for it. */
type Common = {
  readonly own: Allowed;
  readonly theirs: Allowed;
  week?: readonly Interval[];
  fortnight?: readonly Interval[];
};

const weekOf = (common: Common): readonly Interval[] =>
  (common.week ??= intersect(common.own.week, common.theirs.week));
const fortnightOf = (common: Common): readonly Interval[] =>
  (common.fortnight ??= intersect(common.own.fortnight, common.theirs.fortnight));

export type Starts = {
  /** Grid and known starts of a portion's sessions of a form with a contact. */
  withContact(portion: Portion, contact: Contact): (form: Form) => readonly PatternTime[];
  /** A gathering's own slot where the portion that takes a place in it, or the contact who leads it, is free; or nothing. */
  atGathering(who: Portion | Contact, gathering: Gathering): readonly PatternTime[];
};

const isPortion = (who: Portion | Contact): who is Portion => 'part' in who;

/** Finds the starts that the window rules allow. */
export function createStarts(world: World, rules: Ruleset): Starts {
  const { ofPerson, ofPortion } = allowedIntervals(world, rules);
  const settings = { grid: world.policy.startGridMinutes, timeAt: createTimes() };
  const locks = groupBy(
    world.pins.filter((pin): pin is ServePin => pin.kind === 'serve' && pin.slot !== undefined),
    (pin) => pin.portionKey,
  );
  const slots = new Map([...world.gatherings.values()].map((gathering) => [gathering, [timeOfGathering(gathering)]]));
  const filled: PatternTime[] = [];
  return {
    withContact(portion, contact) {
      const common: Common = { own: ofPortion(portion), theirs: ofPerson(contact) };
      return (form) => {
        // One list is filled again and again and copied at its true length: lists that grow leave as much behind.
        filled.length = 0;
        fillGridStarts(filled, form.cycleWeeks === 1 ? weekOf(common) : fortnightOf(common), form, settings);
        const known = knownStarts(world, locks.get(portion.key) ?? NO_LOCKS, { portion, contact, form });
        if (known.length > 0) addKnown(filled, known, form, fortnightOf(common));
        return filled.slice();
      };
    },
    atGathering(who, gathering) {
      const times = slots.get(gathering) ?? [timeOfGathering(gathering)];
      const { fortnight } = isPortion(who) ? ofPortion(who) : ofPerson(who);
      return times.every((time) => holdsTime(fortnight, time)) ? times : NEVER;
    },
  };
}

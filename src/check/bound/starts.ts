// The starts a session may have: the grid inside every window, and off the grid those that are locked or published.
// Written anew from the meaning of windows and starts, so that a mistake of the solver's cannot hide here.
import { type Engagement, type Lead, occurrencesOf, type PatternTime } from '../../domain/items.ts';
import { groupBy } from '../../domain/grouping.ts';
import { type CycleWeek, DAY_MINUTES, isoWeekOf, minuteOfDay, weekdayOf } from '../../domain/time.ts';
import { axisDay, contains, FORTNIGHT_MINUTES, type Interval, intersect } from '../../domain/time.ts';
import type { Pinned, Portion, World } from '../../domain/world.ts';
import type { Ruleset } from '../../rules/rule.ts';
import type { Contact } from '../../schema/caseload.ts';
import { type Allowed, windowsOf } from '../windows.ts';

export type ServePin = Extract<Pinned, { kind: 'serve' }>;

const EACH_WEEK = [1, 2] as const;

export type Starts = {
  /** Times of one-to-one sessions of an engagement, in no certain order. */
  individual(engagement: Engagement & { readonly arrangement: 'individual' }): PatternTime[];
  /** Whether a portion's own windows hold a gathering's time. */
  fitsPortion(portion: Portion, of: Engagement, time: PatternTime): boolean;
  fitsContact(contact: Contact, of: Lead, time: PatternTime): boolean;
};

const common = (all: readonly Allowed[]): readonly Interval[] =>
  all.reduce<readonly Interval[]>(
    (left, { intervals }) => intersect(left, intervals),
    [{ from: 0, to: FORTNIGHT_MINUTES }],
  );

/** Starts on the grid of one day, in minutes after midnight. */
function onGrid(allowed: readonly Interval[], day: number, minutes: number, grid: number): number[] {
  const starts: number[] = [];
  for (const { from, to } of allowed) {
    const first = Math.max(from, day) - day;
    const last = Math.min(to, day + DAY_MINUTES) - day - minutes;
    for (let start = Math.ceil(first / grid) * grid; start <= last; start += grid) starts.push(start);
  }
  return starts;
}

/** Times that a lock or a published session names for the portion with this contact, whatever the grid. */
function named(world: World, locks: readonly ServePin[], engagement: Engagement): PatternTime[] {
  const { portion, contact, form } = engagement;
  const { minutes } = form;
  const at = (cycleWeek: CycleWeek | undefined, weekday: number, start: number): PatternTime[] => {
    const weeks = form.cycleWeeks === 1 ? [undefined] : cycleWeek === undefined ? EACH_WEEK : [cycleWeek];
    return weeks.map((week) => ({ cycleWeek: week, weekday, start, minutes }));
  };
  return [
    ...locks.flatMap(({ contactId, slot }) =>
      slot === undefined || contactId !== contact?.id ? [] : at(slot.cycleWeek, slot.weekday, minuteOfDay(slot.start)),
    ),
    ...world
      .publishedSlots(portion.key)
      .filter((session) => session.contactId === contact?.id && session.minutes === minutes)
      .flatMap(({ date, start }) => at(isoWeekOf(date).cycleWeek, weekdayOf(date), minuteOfDay(start))),
  ];
}

export function startsOf(world: World, rules: Ruleset): Starts {
  const windows = windowsOf(world, rules);
  const locks = groupBy(
    world.pins.filter((pin): pin is ServePin => pin.kind === 'serve' && pin.slot !== undefined),
    (pin) => pin.portionKey,
  );
  const byPortion = new Map<string, readonly Interval[]>();
  const byContact = new Map<string, readonly Interval[]>();
  const remembered = (
    cache: Map<string, readonly Interval[]>,
    key: string,
    ask: () => readonly Allowed[],
  ): readonly Interval[] => {
    const found = cache.get(key) ?? common(ask());
    cache.set(key, found);
    return found;
  };
  const ofPortion = (portion: Portion): readonly Interval[] =>
    remembered(byPortion, portion.key, () => [...windows.ofPortion(portion), ...windows.ofPerson(portion.recipient)]);
  const ofContact = (contact: Contact): readonly Interval[] =>
    remembered(byContact, contact.id, () => windows.ofPerson(contact));
  const fits = (allowed: readonly Interval[], of: Engagement | Lead, time: PatternTime): boolean =>
    occurrencesOf(of, time).every(({ axisFrom, axisTo }) => contains(allowed, axisFrom, axisTo));

  return {
    fitsPortion: (portion, of, time) => fits(ofPortion(portion), of, time),
    fitsContact: (contact, of, time) => fits(ofContact(contact), of, time),
    individual(engagement) {
      const { portion, contact, form } = engagement;
      const allowed = intersect(ofPortion(portion), ofContact(contact));
      const grid = world.policy.startGridMinutes;
      const times: PatternTime[] = [];
      for (const cycleWeek of form.cycleWeeks === 1 ? [undefined] : EACH_WEEK)
        for (let weekday = 1; weekday <= 7; weekday++) {
          const starts = onGrid(allowed, axisDay(cycleWeek ?? 1, weekday), form.minutes, grid);
          const second =
            cycleWeek === undefined && starts.length > 0
              ? new Set(onGrid(allowed, axisDay(2, weekday), form.minutes, grid))
              : undefined;
          for (const start of starts)
            if (second?.has(start) !== false) times.push({ cycleWeek, weekday, start, minutes: form.minutes });
        }
      for (const time of named(world, locks.get(portion.key) ?? [], engagement)) {
        const isKnown = times.some(
          ({ cycleWeek, weekday, start }) =>
            cycleWeek === time.cycleWeek && weekday === time.weekday && start === time.start,
        );
        if (!isKnown && fits(allowed, engagement, time)) times.push(time);
      }
      return times;
    },
  };
}

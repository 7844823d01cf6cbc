// Which starts the window rules leave: the common time of a portion and the people who meet.
import type { Form, PatternTime } from '../domain/items.ts';
import { contains, DAY_MINUTES, FORTNIGHT_MINUTES, type Interval, intersect, WEEK_MINUTES } from '../domain/time.ts';
import type { Portion, World } from '../domain/world.ts';
import { ofKind, type Ruleset } from '../rules/rule.ts';
import type { Contact, Recipient } from '../schema/caseload.ts';

/** What one window rule leaves of the fortnight for a portion and some people together. */
export type RuleWindows = { readonly rule: string; readonly intervals: readonly Interval[] };

const WHOLE: readonly Interval[] = [{ from: 0, to: FORTNIGHT_MINUTES }];

/** The intersection of several interval lists; of none, the whole fortnight. */
export const common = (lists: readonly (readonly Interval[])[]): readonly Interval[] =>
  lists.reduce((left, right) => intersect(left, right), WHOLE);

/** What each window rule leaves, in catalogue order. */
export const windowsOf = (
  world: World,
  rules: Ruleset,
  portion: Portion | undefined,
  people: readonly (Recipient | Contact)[],
): RuleWindows[] =>
  ofKind(rules, 'window').map((rule) => {
    const lists = [
      portion === undefined ? undefined : rule.portion?.(world, portion),
      ...people.map((person) => rule.person?.(world, person)),
    ];
    return { rule: rule.id, intervals: common(lists.filter((list) => list !== undefined)) };
  });

function timeAt(at: number, { minutes, cycleWeeks }: Form): PatternTime {
  const inWeek = at % WEEK_MINUTES;
  return {
    cycleWeek: cycleWeeks === 1 ? undefined : at < WEEK_MINUTES ? 1 : 2,
    weekday: Math.floor(inWeek / DAY_MINUTES) + 1,
    start: inWeek % DAY_MINUTES,
    minutes,
  };
}

/** Starts on the grid at which one session of a form lies inside the intervals and its day, in order of time. */
export function* startsWithin(intervals: readonly Interval[], form: Form, gridMinutes: number): Generator<PatternTime> {
  const { minutes, cycleWeeks } = form;
  for (const { from, to } of intervals)
    for (let at = Math.ceil(from / gridMinutes) * gridMinutes; at + minutes <= to; at += gridMinutes) {
      // What recurs weekly is found in the first week and must hold in the second too.
      if (cycleWeeks === 1 && at >= WEEK_MINUTES) return;
      if ((at % DAY_MINUTES) + minutes > DAY_MINUTES) continue;
      const again = at + WEEK_MINUTES;
      if (cycleWeeks === 2 || contains(intervals, again, again + minutes)) yield timeAt(at, form);
    }
}

/** Whether some form has a start inside the intervals. */
export const hasStart = (intervals: readonly Interval[], forms: readonly Form[], gridMinutes: number): boolean =>
  forms.some((form) => startsWithin(intervals, form, gridMinutes).next().done !== true);

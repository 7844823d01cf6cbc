// Sessions outside the core hours lose `weight` points an hour. The normal hours themselves are rule normal-hours.
import { minuteOfDay } from '../../domain/time.ts';
import type { Policy } from '../../schema/policy.ts';
import { changePart } from '../example-edits.ts';
import { oneToOne } from '../example-plans.ts';
import { type ExampleDraft, pointsForMinutes, type TermRule } from '../rule.ts';

function meetFrom({ plan }: ExampleDraft, weekday: number, start: string): void {
  plan.assignments = [oneToOne(1, { weekday, start })];
}

type Hours = readonly { readonly weekdays: readonly number[]; readonly from: number; readonly to: number }[];

const hours = new WeakMap<Policy, Hours>();

/** The core hours in minutes after midnight, read once: they are asked of every start there is. */
function hoursOf(policy: Policy): Hours {
  let found = hours.get(policy);
  if (found === undefined) {
    found = policy.coreHours.map(({ weekdays, from, to }) => ({
      weekdays,
      from: minuteOfDay(from),
      to: minuteOfDay(to),
    }));
    hours.set(policy, found);
  }
  return found;
}

export const coreHours: TermRule = {
  kind: 'term',
  id: 'core-hours',
  sources: [
    { name: 'MOL', reference: 'sessions lie primarily within the normal hours of the day' },
    { name: 'PUB', reference: 'afternoons and evenings and some weekends' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['weights.coreHours', 'coreHours'],
  texts: {
    title: { nb: 'Kjernetid', nn: 'Kjernetid', en: 'Core hours' },
    demand: {
      nb: 'Treff ligger helst i kjernetida.',
      nn: 'Treff ligg helst i kjernetida.',
      en: 'Sessions lie within the core hours where possible.',
    },
    broken: {
      nb: 'Treff utenfor kjernetida gir {points} poeng.',
      nn: 'Treff utanfor kjernetida gir {points} poeng.',
      en: 'Sessions outside the core hours give {points} points.',
    },
    advice: {
      nb: 'Flytt treffet til kjernetida hvis begge kan.',
      nn: 'Flytt treffet til kjernetida om begge kan.',
      en: 'Move the session into the core hours if both can.',
    },
    neutral: {
      nb: 'Treff ligger helst på ettermiddag og kveld, og på dagtid i helger.',
      nn: 'Treff ligg helst på ettermiddag og kveld, og på dagtid i helger.',
      en: 'Sessions tend to lie in afternoons and evenings, and in the daytime at weekends.',
    },
  },
  slot({ policy }, _engagement, { cycleWeek, weekday, start, minutes }) {
    const isInside = hoursOf(policy).some(
      ({ weekdays, from, to }) => weekdays.includes(weekday) && from <= start && start + minutes <= to,
    );
    const fortnight = cycleWeek === undefined ? 2 * minutes : minutes;
    return isInside ? 0 : pointsForMinutes(-policy.weights.coreHours, fortnight);
  },
  examples: [
    { title: 'a Monday from 17:00 to 19:00', outcome: { points: 0 }, edit: () => {} },
    {
      title: 'a Monday from 19:00 to 21:00, the end of the core hours',
      outcome: { points: 0 },
      bound: 'on',
      edit: (draft) => meetFrom(draft, 1, '19:00'),
    },
    {
      title: 'a Monday from 19:15 to 21:15, 2 hours: −20 · 2',
      outcome: { points: -40 },
      bound: 'over',
      edit: (draft) => meetFrom(draft, 1, '19:15'),
    },
    {
      title: 'a Sunday from 19:00, where the core hours end at 20:00: −20 · 2',
      outcome: { points: -40 },
      edit: (draft) => meetFrom(draft, 7, '19:00'),
    },
    {
      title: 'every other Monday from 10:00: −20 · 1',
      outcome: { points: -20 },
      edit: (draft) => {
        changePart(draft, { modes: [{ sessions: 1, minutes: 120, cycleWeeks: 2 }] });
        const pattern = [{ cycleWeek: 1 as const, weekday: 1, start: '10:00', minutes: 120 }];
        draft.plan.assignments = [{ ...oneToOne(1), cycleWeeks: 2, pattern }];
      },
    },
  ],
};

// Sessions outside the core hours lose `weight` points an hour. The normal hours themselves are rule normal-hours.
import { minuteOfDay } from '../../domain/time.ts';
import type { Policy } from '../../schema/policy.ts';
import { changePart } from '../example-edits.ts';
import { oneToOne } from '../example-plans.ts';
import { type ExampleDraft, pointsForMinutes, type SlotPoints, type TermRule } from '../rule.ts';

function meetFrom({ plan }: ExampleDraft, weekday: number, start: string): void {
  plan.assignments = [oneToOne(1, { weekday, start })];
}

/** Points of any slot: they depend on its time alone. */
function pointsIn({ coreHours: all, weights }: Policy): SlotPoints {
  const onDay = [0, 1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    all
      .filter(({ weekdays }) => weekdays.includes(weekday))
      .map(({ from, to }) => ({ from: minuteOfDay(from), to: minuteOfDay(to) })),
  );
  return ({ cycleWeek, weekday, start, minutes }) => {
    for (const { from, to } of onDay[weekday] ?? []) if (from <= start && start + minutes <= to) return 0;
    return pointsForMinutes(-weights.coreHours, cycleWeek === undefined ? 2 * minutes : minutes);
  };
}

const known = new WeakMap<Policy, SlotPoints>();

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
  slot({ policy }) {
    // Read once: every engagement there is asks for them.
    let points = known.get(policy);
    if (points === undefined) {
      points = pointsIn(policy);
      known.set(policy, points);
    }
    return points;
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

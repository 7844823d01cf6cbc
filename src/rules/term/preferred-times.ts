// A session inside times that both prefer is worth `weight` points an hour, half of it for one side. With no times stated
// a side prefers none.
import { dayOfPattern } from '../../domain/items.ts';
import { axisDay, contains, DAY_MINUTES, type Interval, intersect, WEEK_MINUTES } from '../../domain/time.ts';
import { changeContact, changeRecipient, joinGroup } from '../example-edits.ts';
import { NO_POINTS, pointsForMinutes, type TermRule } from '../rule.ts';

const monday = { weekday: 1, from: '17:00', to: '19:00' };

/** Intervals that each day on which a time may recur has a part in, as minutes after its midnight. */
type Days = readonly (readonly Interval[])[];

function daysOf(fortnight: readonly Interval[]): Days {
  const second = fortnight.map(({ from, to }) => ({ from: from - WEEK_MINUTES, to: to - WEEK_MINUTES }));
  const both = intersect(fortnight, second);
  return ([undefined, 1, 2] as const).flatMap((cycleWeek) =>
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
      const midnight = axisDay(cycleWeek ?? 1, weekday);
      return (cycleWeek === undefined ? both : fortnight)
        .map(({ from, to }) => ({ from: from - midnight, to: to - midnight }))
        .filter(({ from, to }) => from < DAY_MINUTES && to > 0);
    }),
  );
}

const known = new WeakMap<readonly Interval[], Days>();

/** A person's preferred times by day, remembered: a city asks about millions of starts. */
function preferredOn(fortnight: readonly Interval[]): Days {
  let days = known.get(fortnight);
  if (days === undefined) {
    days = daysOf(fortnight);
    known.set(fortnight, days);
  }
  return days;
}

export const preferredTimes: TermRule = {
  kind: 'term',
  id: 'preferred-times',
  sources: [{ name: 'PUB', reference: 'fixed weekly slot, times both prefer' }],
  inForce: { from: '2016-01-01' },
  settings: ['weights.preferredTimes'],
  texts: {
    title: { nb: 'Ønskede tider', nn: 'Ønskte tider', en: 'Preferred times' },
    demand: {
      nb: 'Treff ligger på tider som både brukeren og støttekontakten liker best.',
      nn: 'Treff ligg på tider som både brukaren og støttekontakten likar best.',
      en: 'Sessions lie at times that recipient and contact prefer.',
    },
    broken: {
      nb: 'Ønskede tider gir {points} poeng.',
      nn: 'Ønskte tider gir {points} poeng.',
      en: 'Preferred times give {points} points.',
    },
    advice: {
      nb: 'Spør begge om når i uka det passer best.',
      nn: 'Spør begge om når i veka det passar best.',
      en: 'Ask both which times of the week suit them best.',
    },
    neutral: {
      nb: 'Ønskede tider er tatt med i vurderingen.',
      nn: 'Ønskte tider er tekne med i vurderinga.',
      en: 'Preferred times have been considered.',
    },
  },
  slot(world, engagement) {
    if (engagement.arrangement !== 'individual') return NO_POINTS;
    const { portion, contact } = engagement;
    const sides = [world.preferred(portion.recipient), world.preferred(contact)]
      .filter((preferred) => preferred.length > 0)
      .map(preferredOn);
    if (sides.length === 0) return NO_POINTS;
    const { preferredTimes: weight } = world.policy.weights;
    return (time) => {
      const { start, minutes } = time;
      const day = dayOfPattern(time);
      let pleased = 0;
      for (const days of sides) if (contains(days[day] ?? [], start, start + minutes)) pleased++;
      if (pleased === 0) return 0;
      return pointsForMinutes(weight, time.cycleWeek === undefined ? 2 * minutes : minutes, pleased, 2);
    };
  },
  examples: [
    { title: 'neither states a preference', outcome: { points: 0 }, edit: () => {} },
    {
      title: 'the recipient prefers the time, 2 hours: 20 · 2 · 1/2',
      outcome: { points: 20 },
      edit: (draft) => changeRecipient(draft, { preferredTimes: [monday] }),
    },
    {
      title: 'both prefer it: 20 · 2',
      outcome: { points: 40 },
      bound: 'on',
      edit: (draft) => {
        changeRecipient(draft, { preferredTimes: [monday] });
        changeContact(draft, { preferredTimes: [monday] });
      },
    },
    {
      title: 'the contact prefers to begin a quarter later: 20 · 2 · 1/2',
      outcome: { points: 20 },
      bound: 'over',
      edit: (draft) => {
        changeRecipient(draft, { preferredTimes: [monday] });
        changeContact(draft, { preferredTimes: [{ ...monday, from: '17:15', to: '19:15' }] });
      },
    },
    {
      title: 'both prefer it in one week of two only, and it is every week',
      outcome: { points: 0 },
      edit: (draft) => {
        changeRecipient(draft, { preferredTimes: [{ ...monday, cycleWeek: 1 }] });
        changeContact(draft, { preferredTimes: [{ ...monday, cycleWeek: 1 }] });
      },
    },
    {
      title: "a group's time is fixed",
      outcome: { points: 0 },
      edit: (draft) => {
        joinGroup(draft);
        changeRecipient(draft, { preferredTimes: [{ ...monday, weekday: 3 }] });
      },
    },
  ],
};

// A recipient gets at most the granted hours: in the weekly pattern, and in each month of dated sessions.
//
// Weekly hours of a month are the weekly grant × the ISO weeks whose Thursday lies in the month; sessions are booked
// to that month. Hours are free to dispose within the month; minutes carried over need a named person's approval.
import { isLead } from '../../domain/items.ts';
import { isoWeekOf, isoWeeksOfMonth } from '../../domain/time.ts';
import type { Part } from '../../schema/caseload.ts';
import { changePart, meetOn } from '../example-edits.ts';
import { oneToOne } from '../example-plans.ts';
import type { ExampleDraft, LimitRule } from '../rule.ts';

/** Granted minutes of a part in a month `YYYY-MM`, with what was carried into it. */
function monthAllowance(part: Part, month: string): number {
  const granted = part.per === 'month' ? part.minutes : part.minutes * isoWeeksOfMonth(month);
  const carried = part.carryOver.filter((entry) => entry.month === month);
  return carried.reduce((sum, entry) => sum + entry.minutes, granted);
}

const A_FORTNIGHT = { period: 'fortnight' };

const MONDAYS = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'];

/** 8 hours a month, met on all four Mondays from the start of the horizon. */
function meetMonthly(draft: ExampleDraft): void {
  changePart(draft, { minutes: 480, per: 'month' });
  for (const date of MONDAYS) meetOn(draft, date);
}

export const hoursGranted: LimitRule = {
  kind: 'limit',
  id: 'hours-granted',
  unit: 'minutes',
  sources: [
    { name: 'MOL', reference: 'granted hours a week or a month, free to dispose within the month' },
    { name: 'MOL', reference: 'carry-over to the next month only as an approved exception' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Innvilgede timer', nn: 'Innvilga timar', en: 'Hours granted' },
    demand: {
      nb: 'Brukeren får ikke flere timer enn vedtaket gir, og timer overføres til neste måned bare når det er godkjent.',
      nn: 'Brukaren får ikkje fleire timar enn vedtaket gir, og timar blir overførte til neste månad berre når det er godkjent.',
      en: 'The recipient gets no more hours than granted; hours carry over to the next month only when approved.',
    },
    broken: {
      nb: 'Planen gir {amount} minutter ({period}), men vedtaket gir {most}.',
      nn: 'Planen gir {amount} minutt ({period}), men vedtaket gir {most}.',
      en: 'The plan gives {amount} minutes ({period}), but the decision grants {most}.',
    },
    advice: {
      nb: 'Ta bort eller forkort et treff, eller få overføring av timer godkjent.',
      nn: 'Ta bort eller kort ned eit treff, eller få godkjent overføring av timar.',
      en: 'Remove or shorten a session, or have a carry-over approved.',
    },
    neutral: {
      nb: 'Det er ikke flere timer igjen i vedtaket.',
      nn: 'Det er ikkje fleire timar att i vedtaket.',
      en: 'There are no more hours left in the decision.',
    },
  },
  uses(_world, item) {
    if (item.kind !== 'occurrence' || isLead(item.occurrence.of)) return [];
    const { of, minutes, date } = item.occurrence;
    const { key, part, grantedMinutes } = of.portion;
    const ownerId = part.id;
    if (date === undefined)
      return [{ bucket: key, ownerId, amount: minutes, most: grantedMinutes, facts: A_FORTNIGHT }];
    const { month } = isoWeekOf(date);
    const facts = { period: month };
    return [{ bucket: `${part.id}:${month}`, ownerId, amount: minutes, most: monthAllowance(part, month), facts }];
  },
  examples: [
    { title: '2 of 4 granted hours a week', outcome: 'met', edit: () => {} },
    {
      title: 'all 4 granted hours a week',
      outcome: 'met',
      bound: 'on',
      edit: ({ plan }) => {
        plan.assignments = [oneToOne(1, { weekday: 1, start: '17:00' }, { weekday: 3, start: '17:00' })];
      },
    },
    {
      title: '4 hours a week where 3 hours and 59 minutes are granted',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => {
        changePart(draft, { minutes: 239 });
        draft.plan.assignments = [oneToOne(1, { weekday: 1, start: '17:00' }, { weekday: 3, start: '17:00' })];
      },
    },
    { title: 'four dated sessions fill 8 hours a month', outcome: 'met', bound: 'on', edit: meetMonthly },
    {
      title: 'a fifth session in the month',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => {
        meetMonthly(draft);
        meetOn(draft, '2026-01-28');
      },
    },
    {
      title: 'a fifth session on hours that were carried over with approval',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => {
        meetMonthly(draft);
        meetOn(draft, '2026-01-28');
        changePart(draft, { carryOver: [{ month: '2026-01', minutes: 120, approvedBy: 'coordinator-1' }] });
      },
    },
  ],
};

// A session that stays where it was published is worth `weight` points an hour: every change to a published schedule costs.
import { isWith } from '../../domain/counterpart.ts';
import { isoWeekOf, minuteOfDay, weekdayOf } from '../../domain/time.ts';
import { changePart } from '../example-edits.ts';
import { oneToOne } from '../example-plans.ts';
import { type ExampleDraft, NO_POINTS, pointsForMinutes, type TermRule } from '../rule.ts';

/** A published session with c1 on Monday 5 January 2026, in an even ISO week. */
const publish = ({ caseload }: ExampleDraft, start: string): void => {
  caseload.publishedSessions = [{ id: 's1', partId: 'p1', contactId: 'c1', date: '2026-01-05', start, minutes: 120 }];
};

/** Monday 17:00 every other week, in the week of the cycle. */
function meetEveryOther(draft: ExampleDraft, cycleWeek: 1 | 2): void {
  changePart(draft, { modes: [{ sessions: 1, minutes: 120, cycleWeeks: 2 }] });
  const pattern = [{ cycleWeek, weekday: 1, start: '17:00', minutes: 120 }];
  draft.plan.assignments = [{ ...oneToOne(1), cycleWeeks: 2, pattern }];
}

export const changeTax: TermRule = {
  kind: 'term',
  id: 'change-tax',
  sources: [{ name: 'practice', reference: 'every change to a published schedule costs' }],
  inForce: { from: '2016-01-01' },
  settings: ['weights.changeTax'],
  texts: {
    title: { nb: 'Færre endringer', nn: 'Færre endringar', en: 'Fewer changes' },
    demand: {
      nb: 'Treff som er publisert, blir stående på samme tid og med samme person.',
      nn: 'Treff som er publiserte, blir ståande på same tid og med same person.',
      en: 'Sessions that were published stay at their time and with the same person.',
    },
    broken: {
      nb: 'Treff som blir stående, gir {points} poeng.',
      nn: 'Treff som blir ståande, gir {points} poeng.',
      en: 'Sessions that stay give {points} points.',
    },
    advice: {
      nb: 'Lås treff som ikke skal flyttes.',
      nn: 'Lås treff som ikkje skal flyttast.',
      en: 'Lock sessions that must not move.',
    },
    neutral: {
      nb: 'Treff blir helst stående som før.',
      nn: 'Treff blir helst ståande som før.',
      en: 'Sessions tend to stay as they were.',
    },
  },
  slot(world, engagement) {
    const sessions = world.publishedSlots(engagement.portion.key);
    if (sessions.length === 0) return NO_POINTS;
    const published = sessions
      .filter((session) => isWith(engagement, session))
      .map(({ minutes, start, date }) => ({
        minutes,
        start: minuteOfDay(start),
        weekday: weekdayOf(date),
        week: isoWeekOf(date).cycleWeek,
      }));
    const { changeTax: weight } = world.policy.weights;
    return ({ cycleWeek, weekday, start, minutes }) => {
      const stays = published.some((session) => {
        if (session.minutes !== minutes || session.start !== start || session.weekday !== weekday) return false;
        return cycleWeek === undefined || session.week === cycleWeek;
      });
      return stays ? pointsForMinutes(weight, cycleWeek === undefined ? 2 * minutes : minutes) : 0;
    };
  },
  examples: [
    { title: 'nothing is published', outcome: { points: 0 }, edit: () => {} },
    {
      title: 'a 2-hour session stays: 20 · 2',
      outcome: { points: 40 },
      bound: 'on',
      edit: (draft) => publish(draft, '17:00'),
    },
    {
      title: 'it moves by a quarter',
      outcome: { points: 0 },
      bound: 'over',
      edit: (draft) => publish(draft, '17:15'),
    },
    {
      title: 'a session every other week stays: 20 · 1',
      outcome: { points: 20 },
      edit: (draft) => {
        publish(draft, '17:00');
        meetEveryOther(draft, 2);
      },
    },
    {
      title: 'it moves to the other week',
      outcome: { points: 0 },
      edit: (draft) => {
        publish(draft, '17:00');
        meetEveryOther(draft, 1);
      },
    },
  ],
};

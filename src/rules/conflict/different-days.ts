// Sessions of one part lie on different days, so that company is spread over the week.
import { isLead, type Occurrence } from '../../domain/items.ts';
import { halve, oneToOne } from '../example-plans.ts';
import type { ConflictRule } from '../rule.ts';

/** The part on the day; undefined for leading, which belongs to no part. */
const partOnDay = ({ of, dayKey }: Occurrence): string | undefined =>
  isLead(of) ? undefined : `${of.portion.part.id} ${dayKey}`;

export const differentDays: ConflictRule = {
  kind: 'conflict',
  id: 'different-days',
  sources: [
    { name: 'H-INFO', reference: 'a few hours a week against isolation' },
    { name: 'practice', reference: 'sessions of one part lie on different days' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Ulike dager', nn: 'Ulike dagar', en: 'Different days' },
    demand: {
      nb: 'Treff som hører til samme del av et vedtak, ligger på ulike dager.',
      nn: 'Treff som høyrer til same del av eit vedtak, ligg på ulike dagar.',
      en: 'Sessions of one part of a decision lie on different days.',
    },
    broken: {
      nb: 'To treff i samme del av vedtaket ligger på samme dag.',
      nn: 'To treff i same del av vedtaket ligg på same dag.',
      en: 'Two sessions of one part of the decision lie on the same day.',
    },
    advice: {
      nb: 'Flytt ett av treffene til en annen dag, eller bruk ett lengre treff.',
      nn: 'Flytt eitt av treffa til ein annan dag, eller bruk eitt lengre treff.',
      en: 'Move one of the sessions to another day, or use one longer session.',
    },
    neutral: {
      nb: 'Det er allerede et treff denne dagen.',
      nn: 'Det er alt eit treff denne dagen.',
      en: 'There is already a session on this day.',
    },
  },
  exclusive: partOnDay,
  occurrences(_world, a, b) {
    const key = partOnDay(a);
    return key !== undefined && key === partOnDay(b) ? {} : undefined;
  },
  examples: [
    { title: 'one session a week', outcome: 'met', edit: () => {} },
    {
      title: 'two sessions on neighbouring days',
      outcome: 'met',
      bound: 'on',
      edit: ({ plan }) => {
        plan.assignments = [oneToOne(1, { weekday: 1, start: '17:00' }, { weekday: 2, start: '17:00' })];
      },
    },
    {
      title: 'two sessions on one day',
      outcome: 'broken',
      bound: 'over',
      edit: ({ plan }) => {
        plan.assignments = [oneToOne(1, { weekday: 1, start: '10:00' }, { weekday: 1, start: '17:00' })];
      },
    },
    {
      title: 'two halves of a part on one day',
      outcome: 'broken',
      edit: (draft) => halve(draft, { weekday: 1, start: '10:00' }, { weekday: 1, start: '17:00' }),
    },
  ],
};

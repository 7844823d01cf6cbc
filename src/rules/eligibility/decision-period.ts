// Nothing is planned outside the decision's dates; a decision without an end is lasting.
import { isLead } from '../../domain/items.ts';
import { daysOf, holds, overlap } from '../../domain/period.ts';
import { changeDecision, joinGroup, meetOn } from '../example-edits.ts';
import { DATE_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, MET } from '../rule.ts';

export const decisionPeriod: EligibilityRule = {
  kind: 'eligibility',
  id: 'decision-period',
  sources: [
    { name: 'MOL', reference: 'a decision is lasting or temporary' },
    { name: 'H-QS', reference: 'the service follows the decision in force' },
    { name: 'PUB', reference: 'sessions stop when the decision expires' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Vedtaksperiode', nn: 'Vedtaksperiode', en: 'Decision period' },
    demand: {
      nb: 'Ingenting planlegges utenfor vedtakets datoer.',
      nn: 'Ingenting blir planlagt utanfor datoane i vedtaket.',
      en: "Nothing is planned outside the decision's dates.",
    },
    broken: {
      nb: 'Vedtaket gjelder ikke fra {first} til og med {last}.',
      nn: 'Vedtaket gjeld ikkje frå {first} til og med {last}.',
      en: 'The decision is not in force from {first} to {last} inclusive.',
    },
    advice: {
      nb: 'Be tildelingskontoret vurdere et nytt vedtak, eller flytt treffet til en dato innenfor vedtaket.',
      nn: 'Be tildelingskontoret vurdere eit nytt vedtak, eller flytt treffet til ein dato innanfor vedtaket.',
      en: 'Ask the allocation office to consider a new decision, or move the session to a date within the decision.',
    },
    neutral: DATE_NOT_POSSIBLE,
  },
  checks: {
    portion: ({ horizon }, { decision }) => (overlap(decision, horizon) ? MET : broken(daysOf(horizon))),
    dated(_world, { of, date }) {
      if (isLead(of) || holds(of.portion.decision, date)) return MET;
      return broken({ first: date, last: date });
    },
  },
  examples: [
    { title: 'a lasting decision', outcome: 'met', edit: () => {} },
    {
      title: 'the decision begins on the last planned day',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => changeDecision(draft, { from: '2026-02-01', effectiveOn: '2026-02-01' }),
    },
    {
      title: 'the decision begins the day after the last planned day',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changeDecision(draft, { from: '2026-02-02', effectiveOn: '2026-02-02' }),
    },
    {
      title: 'the decision ends after the first planned day',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => changeDecision(draft, { to: '2026-01-06' }),
    },
    {
      title: 'the decision has ended on the first planned day',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changeDecision(draft, { to: '2026-01-05' }),
    },
    {
      title: 'a session on the first and last day of the decision',
      outcome: 'met',
      bound: 'on',
      edit(draft) {
        meetOn(draft, '2026-01-12');
        changeDecision(draft, { from: '2026-01-12', to: '2026-01-13' });
      },
    },
    {
      title: 'a session on the day after the decision',
      outcome: 'broken',
      bound: 'over',
      edit(draft) {
        meetOn(draft, '2026-01-12');
        changeDecision(draft, { to: '2026-01-12' });
      },
    },
    {
      title: 'a session on the day before the decision',
      outcome: 'broken',
      bound: 'over',
      edit(draft) {
        meetOn(draft, '2026-01-12');
        changeDecision(draft, { from: '2026-01-13' });
      },
    },
    {
      title: 'a session of a group after the decision of a participant',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        meetOn(draft, '2026-01-14');
        changeDecision(draft, { to: '2026-01-14' });
      },
    },
  ],
};

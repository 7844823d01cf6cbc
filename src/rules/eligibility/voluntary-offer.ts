// An offer with a voluntary organisation is used only while the agreement with the organisation is in force.
import { daysOf, holds, overlap } from '../../domain/period.ts';
import { changeOffer, joinOffer, meetOn } from '../example-edits.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET } from '../rule.ts';

function meetOnUnder(draft: ExampleDraft, date: string, agreement: { from: string; to?: string }): void {
  joinOffer(draft);
  meetOn(draft, date);
  changeOffer(draft, { agreement });
}

function joinUnder(draft: ExampleDraft, agreement: { from: string; to?: string }): void {
  joinOffer(draft);
  changeOffer(draft, { agreement });
}

export const voluntaryOffer: EligibilityRule = {
  kind: 'eligibility',
  id: 'voluntary-offer',
  sources: [{ name: 'HAM', reference: 'individual offers in cooperation with a voluntary organisation' }],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Avtale med organisasjonen', nn: 'Avtale med organisasjonen', en: 'Agreement in force' },
    demand: {
      nb: 'Et tilbud hos en frivillig organisasjon brukes bare mens avtalen med organisasjonen gjelder.',
      nn: 'Eit tilbod hos ein frivillig organisasjon blir berre brukt medan avtalen med organisasjonen gjeld.',
      en: 'An offer of a voluntary organisation is used only while the agreement with the organisation is in force.',
    },
    broken: {
      nb: 'Avtalen med organisasjonen gjelder ikke fra {first} til og med {last}.',
      nn: 'Avtalen med organisasjonen gjeld ikkje frå {first} til og med {last}.',
      en: 'The agreement with the organisation is not in force from {first} to {last} inclusive.',
    },
    advice: {
      nb: 'Forny avtalen med organisasjonen, eller finn et annet tilbud.',
      nn: 'Forny avtalen med organisasjonen, eller finn eit anna tilbod.',
      en: 'Renew the agreement with the organisation, or find another offer.',
    },
    neutral: {
      nb: 'Tilbudet er ikke åpent i denne perioden.',
      nn: 'Tilbodet er ikkje ope i denne perioden.',
      en: 'The offer is not open in this period.',
    },
  },
  checks: {
    engagement({ horizon }, { gathering }) {
      if (gathering?.kind !== 'voluntary' || overlap(gathering.offer.agreement, horizon)) return MET;
      return broken(daysOf(horizon));
    },
    dated(_world, { of, date }) {
      if (of.gathering?.kind !== 'voluntary' || holds(of.gathering.offer.agreement, date)) return MET;
      return broken({ first: date, last: date });
    },
  },
  examples: [
    { title: 'an agreement without an end', outcome: 'met', edit: joinOffer },
    {
      title: 'the agreement begins on the last planned day',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => joinUnder(draft, { from: '2026-02-01' }),
    },
    {
      title: 'the agreement begins the day after the last planned day',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => joinUnder(draft, { from: '2026-02-02' }),
    },
    {
      title: 'the agreement ends after the first planned day',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => joinUnder(draft, { from: '2025-01-01', to: '2026-01-06' }),
    },
    {
      title: 'the agreement has ended on the first planned day',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => joinUnder(draft, { from: '2025-01-01', to: '2026-01-05' }),
    },
    {
      title: 'an ended agreement that the plan does not use',
      outcome: 'met',
      edit: (draft) => changeOffer(draft, { agreement: { from: '2025-01-01', to: '2026-01-05' } }),
    },
    {
      title: "a session on the agreement's last day",
      outcome: 'met',
      bound: 'on',
      edit: (draft) => meetOnUnder(draft, '2026-01-15', { from: '2025-01-01', to: '2026-01-16' }),
    },
    {
      title: 'a session on the day after the agreement',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetOnUnder(draft, '2026-01-15', { from: '2025-01-01', to: '2026-01-15' }),
    },
    {
      title: 'a session on the day before the agreement',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetOnUnder(draft, '2026-01-15', { from: '2026-01-16' }),
    },
  ],
};

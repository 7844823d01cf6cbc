// A place in a group is given only while the group is running.
import { daysOf, holds, overlap } from '../../domain/period.ts';
import { changeGroup, joinGroup, meetOn } from '../example-edits.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET } from '../rule.ts';

type Running = { from?: string; to?: string };

function joinRunning(draft: ExampleDraft, period: Running): void {
  joinGroup(draft);
  changeGroup(draft, period);
}

function meetOnRunning(draft: ExampleDraft, date: string, period: Running): void {
  joinRunning(draft, period);
  meetOn(draft, date);
}

export const groupInOperation: EligibilityRule = {
  kind: 'eligibility',
  id: 'group-in-operation',
  sources: [{ name: 'HAM', reference: 'activity groups at a fixed weekly time and place, by season' }],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Gruppe i drift', nn: 'Gruppe i drift', en: 'Group in operation' },
    demand: {
      nb: 'En plass i en gruppe gis bare mens gruppa er i drift.',
      nn: 'Ein plass i ei gruppe blir berre gitt medan gruppa er i drift.',
      en: 'A place in a group is given only while the group is running.',
    },
    broken: {
      nb: 'Gruppa er ikke i drift fra {first} til og med {last}.',
      nn: 'Gruppa er ikkje i drift frå {first} til og med {last}.',
      en: 'The group is not running from {first} to {last} inclusive.',
    },
    advice: {
      nb: 'Velg en annen gruppe, eller rett opp datoene for gruppa.',
      nn: 'Vel ei anna gruppe, eller rett datoane for gruppa.',
      en: "Choose another group, or correct the group's dates.",
    },
    neutral: {
      nb: 'Gruppa har ikke treff i denne perioden.',
      nn: 'Gruppa har ikkje treff i denne perioden.',
      en: 'The group does not meet in this period.',
    },
  },
  checks: {
    engagement({ horizon }, { gathering }) {
      if (gathering?.kind !== 'group' || overlap(gathering.group, horizon)) return MET;
      return broken(daysOf(horizon));
    },
    dated(_world, { of, date }) {
      if (of.gathering?.kind !== 'group' || holds(of.gathering.group, date)) return MET;
      return broken({ first: date, last: date });
    },
  },
  examples: [
    { title: 'a group without dates', outcome: 'met', edit: joinGroup },
    {
      title: 'the group starts on the last planned day',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => joinRunning(draft, { from: '2026-02-01' }),
    },
    {
      title: 'the group starts the day after the last planned day',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => joinRunning(draft, { from: '2026-02-02' }),
    },
    {
      title: 'the group ends after the first planned day',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => joinRunning(draft, { to: '2026-01-06' }),
    },
    {
      title: 'the group has ended on the first planned day',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => joinRunning(draft, { to: '2026-01-05' }),
    },
    {
      title: "a session on the group's first and last day",
      outcome: 'met',
      bound: 'on',
      edit: (draft) => meetOnRunning(draft, '2026-01-14', { from: '2026-01-14', to: '2026-01-15' }),
    },
    {
      title: 'a session on the day after the group ended',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetOnRunning(draft, '2026-01-14', { to: '2026-01-14' }),
    },
    {
      title: 'a session on the day before the group starts',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetOnRunning(draft, '2026-01-14', { from: '2026-01-15' }),
    },
  ],
};

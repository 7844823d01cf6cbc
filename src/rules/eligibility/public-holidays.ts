// Where the municipality skips public holidays, no session is planned on one.
import { publicHoliday } from '../../domain/holidays.ts';
import { meetOn } from '../example-edits.ts';
import { DATE_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET } from '../rule.ts';

/** A session on a date up to Easter 2026 (Maundy Thursday is 2 April): the base example's four weeks hold no holiday. */
function meetNearEaster(draft: ExampleDraft, date: string): void {
  draft.plan.weeks = 14;
  meetOn(draft, date);
}

export const publicHolidays: EligibilityRule = {
  kind: 'eligibility',
  id: 'public-holidays',
  sources: [
    { name: 'PUB', reference: 'lov om helligdager og helligdagsfred; lov om 1. og 17. mai som høytidsdager' },
    { name: 'SET', reference: 'skip, keep, or keep and ask' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['holidays'],
  texts: {
    title: { nb: 'Helligdager', nn: 'Heilagdagar', en: 'Public holidays' },
    demand: {
      nb: 'Der kommunen har bestemt det, er det ingen treff på helligdager og høytidsdager.',
      nn: 'Der kommunen har bestemt det, er det ingen treff på heilagdagar og høgtidsdagar.',
      en: 'Where the municipality has decided so, there are no sessions on public holidays.',
    },
    broken: {
      nb: 'Treffet faller på en helligdag eller høytidsdag ({holiday}).',
      nn: 'Treffet fell på ein heilagdag eller høgtidsdag ({holiday}).',
      en: 'The session falls on a public holiday ({holiday}).',
    },
    advice: {
      nb: 'Flytt treffet til en annen dag i samme måned.',
      nn: 'Flytt treffet til ein annan dag i same månad.',
      en: 'Move the session to another day in the same month.',
    },
    neutral: DATE_NOT_POSSIBLE,
  },
  checks: {
    dated({ policy }, { date }) {
      const holiday = policy.holidays === 'skip' ? publicHoliday(date) : undefined;
      return holiday === undefined ? MET : broken({ holiday });
    },
  },
  examples: [
    {
      title: 'a session the day before Maundy Thursday',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => meetNearEaster(draft, '2026-04-01'),
    },
    {
      title: 'a session on Maundy Thursday',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetNearEaster(draft, '2026-04-02'),
    },
    {
      title: 'Easter Saturday is no public holiday',
      outcome: 'met',
      edit: (draft) => meetNearEaster(draft, '2026-04-04'),
    },
    {
      title: 'a session on Easter Monday',
      outcome: 'broken',
      edit: (draft) => meetNearEaster(draft, '2026-04-06'),
    },
    {
      title: 'Maundy Thursday, in a municipality that keeps sessions on public holidays',
      outcome: 'met',
      edit(draft) {
        draft.caseload.policy = { holidays: 'keep' };
        meetNearEaster(draft, '2026-04-02');
      },
    },
    {
      title: 'Maundy Thursday, in a municipality that keeps the session and asks',
      outcome: 'met',
      edit(draft) {
        draft.caseload.policy = { holidays: 'ask' };
        meetNearEaster(draft, '2026-04-02');
      },
    },
  ],
};

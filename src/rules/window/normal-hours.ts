// Sessions lie within the day's normal hours, or within the clock limits that a decision names in their place.
import { type Interval, intervalsOf } from '../../domain/time.ts';
import { changeDecision, meetOn } from '../example-edits.ts';
import type { ExampleDraft, WindowRule } from '../rule.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

type Hours = { readonly from: string; readonly to: string };

/** The hours on the fortnight axis, read once: most decisions share those of the policy. */
const everyDay = new WeakMap<Hours, readonly Interval[]>();

/** Moves the session of the base example. */
function startAt({ plan }: ExampleDraft, start: string): void {
  for (const assignment of plan.assignments) for (const slot of assignment.pattern) slot.start = start;
}

export const normalHours: WindowRule = {
  kind: 'window',
  id: 'normal-hours',
  sources: [
    { name: 'MOL', reference: 'the service is primarily given within the normal hours of the day' },
    { name: 'PUB', reference: 'afternoons, evenings and some weekends in practice' },
    { name: 'SET', reference: 'the clock limits, which no source gives' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['normalHours'],
  texts: {
    title: { nb: 'Døgnets normaltid', nn: 'Normaltida i døgnet', en: 'Normal hours' },
    demand: {
      nb: 'Treff ligger innenfor døgnets normaltid, eller innenfor tidene som vedtaket gjør unntak for.',
      nn: 'Treff ligg innanfor normaltida i døgnet, eller innanfor tidene som vedtaket gjer unntak for.',
      en: "Sessions lie within the day's normal hours, or within the hours that the decision names instead.",
    },
    broken: {
      nb: 'Treffet ligger utenfor døgnets normaltid.',
      nn: 'Treffet ligg utanfor normaltida i døgnet.',
      en: "The session lies outside the day's normal hours.",
    },
    advice: {
      nb: 'Flytt treffet, eller be tildelingskontoret om unntak i vedtaket.',
      nn: 'Flytt treffet, eller be tildelingskontoret om unntak i vedtaket.',
      en: 'Move the session, or ask the allocation office for an exception in the decision.',
    },
    neutral: {
      nb: 'Tidspunktet er for tidlig eller for sent på dagen.',
      nn: 'Tidspunktet er for tidleg eller for seint på dagen.',
      en: 'The time is too early or too late in the day.',
    },
  },
  portion(world, { decision }) {
    const hours = decision.normalHoursException ?? world.policy.normalHours;
    let found = everyDay.get(hours);
    if (found === undefined) {
      found = intervalsOf(WEEKDAYS.map((weekday) => ({ weekday, from: hours.from, to: hours.to })));
      everyDay.set(hours, found);
    }
    return found;
  },
  examples: [
    { title: '17:00 to 19:00', outcome: 'met', edit: () => {} },
    {
      title: 'a session that starts at 08:00',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => startAt(draft, '08:00'),
    },
    {
      title: 'a session that starts at 07:59',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => startAt(draft, '07:59'),
    },
    {
      title: 'a session that ends at 22:00',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => startAt(draft, '20:00'),
    },
    {
      title: 'a session that ends at 22:01',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => startAt(draft, '20:01'),
    },
    {
      title: 'a session that ends at 24:00, where the decision makes an exception until then',
      outcome: 'met',
      edit(draft) {
        startAt(draft, '22:00');
        changeDecision(draft, { normalHoursException: { from: '10:00', to: '24:00' } });
      },
    },
    {
      title: 'a session at 17:00, where the decision allows mornings only',
      outcome: 'broken',
      edit: (draft) => changeDecision(draft, { normalHoursException: { from: '08:00', to: '12:00' } }),
    },
    {
      title: 'a session that ends at 19:00, in a municipality that stops at 18:00',
      outcome: 'broken',
      edit({ caseload }) {
        caseload.policy = { normalHours: { to: '18:00' } };
      },
    },
    {
      title: 'a session on a date, in the normal hours',
      outcome: 'met',
      edit: (draft) => meetOn(draft, '2026-01-12'),
    },
  ],
};

// Recipient and contact are both free for the whole session, in the weeks of the cycle in which it takes place.
import { changeContact, changePart, changeRecipient, joinGroup, meetOn } from '../example-edits.ts';
import type { ExampleDraft, WindowRule } from '../rule.ts';

/** The base example's session every other week, in the odd weeks in which alone the contact is free. */
function meetInOddWeeks(draft: ExampleDraft): void {
  changeContact(draft, { availability: [{ weekday: 1, from: '17:00', to: '19:00', cycleWeek: 1 }] });
  changePart(draft, { modes: [{ sessions: 1, minutes: 120, cycleWeeks: 2 }] });
  for (const assignment of draft.plan.assignments) assignment.cycleWeeks = 2;
}

export const availability: WindowRule = {
  kind: 'window',
  id: 'availability',
  sources: [{ name: 'practice', reference: 'free times by weekday, which may alternate by week (custody, shifts)' }],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Ledig tid', nn: 'Ledig tid', en: 'Availability' },
    demand: {
      nb: 'Alle som er med, er ledige hele treffet.',
      nn: 'Alle som er med, er ledige heile treffet.',
      en: 'Everybody who takes part is free for the whole session.',
    },
    broken: {
      nb: 'Treffet ligger ikke i sin helhet innenfor tida da alle er ledige.',
      nn: 'Treffet ligg ikkje i sin heilskap innanfor tida då alle er ledige.',
      en: 'The session does not lie wholly within the time when everybody is free.',
    },
    advice: {
      nb: 'Flytt treffet til en tid som passer begge, eller spør om de er ledige flere tider.',
      nn: 'Flytt treffet til ei tid som passar begge, eller spør om dei er ledige fleire tider.',
      en: 'Move the session to a time that suits both, or ask whether they are free at more times.',
    },
    neutral: {
      nb: 'Tidspunktet passer ikke.',
      nn: 'Tidspunktet passar ikkje.',
      en: 'The time does not suit.',
    },
  },
  person: (world, person) => world.availability(person),
  examples: [
    { title: 'both are free every day', outcome: 'met', edit: () => {} },
    {
      title: 'the recipient is free for exactly the session',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => changeRecipient(draft, { availability: [{ weekday: 1, from: '17:00', to: '19:00' }] }),
    },
    {
      title: 'the recipient is free until one minute before the end',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changeRecipient(draft, { availability: [{ weekday: 1, from: '17:00', to: '18:59' }] }),
    },
    {
      title: 'the contact is free from one minute after the start',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changeContact(draft, { availability: [{ weekday: 1, from: '17:01', to: '19:00' }] }),
    },
    {
      title: 'two free times that touch are one',
      outcome: 'met',
      edit: (draft) =>
        changeContact(draft, {
          availability: [
            { weekday: 1, from: '18:00', to: '19:00' },
            { weekday: 1, from: '17:00', to: '18:00' },
          ],
        }),
    },
    {
      title: 'the contact is free on another weekday',
      outcome: 'broken',
      edit: (draft) => changeContact(draft, { availability: [{ weekday: 2, from: '17:00', to: '19:00' }] }),
    },
    {
      title: 'every week, but the contact is free in odd weeks only',
      outcome: 'broken',
      edit: (draft) =>
        changeContact(draft, { availability: [{ weekday: 1, from: '17:00', to: '19:00', cycleWeek: 1 }] }),
    },
    {
      title: 'the session of the one week in which the contact is free',
      outcome: 'met',
      edit: meetInOddWeeks,
    },
    {
      // 2026-01-12 is the Monday of ISO week 3, 2026-01-19 that of week 4.
      title: 'a session on a date in an odd week, when the contact is free in odd weeks only',
      outcome: 'met',
      edit(draft) {
        meetInOddWeeks(draft);
        meetOn(draft, '2026-01-12');
      },
    },
    {
      title: 'a session on a date in an even week, when the contact is free in odd weeks only',
      outcome: 'broken',
      edit(draft) {
        meetInOddWeeks(draft);
        meetOn(draft, '2026-01-19');
      },
    },
    {
      title: 'the recipient is not free when the group meets',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        changeRecipient(draft, { availability: [{ weekday: 1, from: '17:00', to: '19:00' }] });
      },
    },
    {
      title: 'the leader is not free when the group meets',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        changeContact(draft, { availability: [{ weekday: 1, from: '17:00', to: '19:00' }] });
      },
    },
  ],
};

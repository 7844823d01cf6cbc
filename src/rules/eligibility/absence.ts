// Nobody meets on a day for which they gave notice that they cannot come.
import { peopleOf } from '../../domain/items.ts';
import { joinAccompaniedOffer, joinGroup, meetOn } from '../example-edits.ts';
import { DATE_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET } from '../rule.ts';

function awayFrom(draft: ExampleDraft, personId: string): void {
  draft.caseload.absences = [{ personId, from: '2026-01-13', to: '2026-01-19' }];
}

export const absence: EligibilityRule = {
  kind: 'eligibility',
  id: 'absence',
  sources: [{ name: 'NN', reference: 'both sides give notice when they cannot come' }],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Fravær', nn: 'Fråvær', en: 'Absence' },
    demand: {
      nb: 'Ingen har treff på en dag de har meldt fravær.',
      nn: 'Ingen har treff på ein dag dei har meldt fråvær.',
      en: 'Nobody has a session on a day for which they reported absence.',
    },
    broken: {
      nb: 'En som skal være med på treffet, har meldt fravær {date}.',
      nn: 'Ein som skal vere med på treffet, har meldt fråvær {date}.',
      en: 'Somebody who takes part in the session has reported absence on {date}.',
    },
    advice: {
      nb: 'Flytt treffet til en annen dag, eller avlys det.',
      nn: 'Flytt treffet til ein annan dag, eller avlys det.',
      en: 'Move the session to another day, or cancel it.',
    },
    neutral: DATE_NOT_POSSIBLE,
  },
  checks: {
    dated(world, { of, date }) {
      const personId = peopleOf(of).find((id) => world.isAbsent(id, date));
      return personId === undefined ? MET : broken({ date, personId });
    },
  },
  examples: [
    { title: 'nobody is away', outcome: 'met', edit: (draft) => meetOn(draft, '2026-01-12') },
    {
      title: 'a session the day before the absence',
      outcome: 'met',
      bound: 'on',
      edit(draft) {
        awayFrom(draft, 'c1');
        meetOn(draft, '2026-01-12');
      },
    },
    {
      title: 'a session on the first day of the absence',
      outcome: 'broken',
      bound: 'over',
      edit(draft) {
        awayFrom(draft, 'c1');
        meetOn(draft, '2026-01-13');
      },
    },
    {
      title: 'a session on the last day of the absence',
      outcome: 'broken',
      bound: 'over',
      edit(draft) {
        awayFrom(draft, 'c1');
        meetOn(draft, '2026-01-18');
      },
    },
    {
      title: 'a session on the first day back',
      outcome: 'met',
      bound: 'on',
      edit(draft) {
        awayFrom(draft, 'c1');
        meetOn(draft, '2026-01-19');
      },
    },
    {
      title: 'the recipient is away',
      outcome: 'broken',
      edit(draft) {
        awayFrom(draft, 'r1');
        meetOn(draft, '2026-01-14');
      },
    },
    {
      title: 'the leader of the group is away',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        awayFrom(draft, 'c1');
        meetOn(draft, '2026-01-14');
      },
    },
    {
      title: 'the contact who accompanies the offer is away',
      outcome: 'broken',
      edit(draft) {
        joinAccompaniedOffer(draft);
        awayFrom(draft, 'c1');
        meetOn(draft, '2026-01-15');
      },
    },
  ],
};

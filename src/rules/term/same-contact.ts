// One contact who holds both halves of a shared part is worth `weight` points an hour of both.
import { fortnightMinutes } from '../../domain/items.ts';
import { addContact, halve } from '../example-plans.ts';
import { type ExampleDraft, pointsForMinutes, type TermRule } from '../rule.ts';

const meetHalves = (draft: ExampleDraft): void =>
  halve(draft, { weekday: 1, start: '17:00' }, { weekday: 3, start: '17:00' });

export const sameContact: TermRule = {
  kind: 'term',
  id: 'same-contact',
  sources: [{ name: 'PUB', reference: 'few people to relate to; a part may be shared by two contacts' }],
  inForce: { from: '2016-01-01' },
  settings: ['weights.sameContact'],
  texts: {
    title: { nb: 'Samme støttekontakt', nn: 'Same støttekontakt', en: 'Same contact' },
    demand: {
      nb: 'Samme støttekontakt har begge halvdelene av en delt del av vedtaket.',
      nn: 'Same støttekontakt har begge halvdelane av ein delt del av vedtaket.',
      en: 'One contact holds both halves of a shared part.',
    },
    broken: {
      nb: 'Samme støttekontakt i begge halvdeler gir {points} poeng.',
      nn: 'Same støttekontakt i begge halvdelar gir {points} poeng.',
      en: 'The same contact for both halves gives {points} points.',
    },
    advice: {
      nb: 'Spør en av støttekontaktene om å ta begge halvdelene.',
      nn: 'Spør ein av støttekontaktane om å ta begge halvdelane.',
      en: 'Ask one of the contacts to take both halves.',
    },
    neutral: {
      nb: 'Det er best med så få støttekontakter som mulig.',
      nn: 'Det er best med så få støttekontaktar som mogleg.',
      en: 'As few contacts as possible is best.',
    },
  },
  halves({ policy }, a, b) {
    const isSame = a.contact !== undefined && a.contact.id === b.contact?.id;
    return isSame ? pointsForMinutes(policy.weights.sameContact, fortnightMinutes(a) + fortnightMinutes(b)) : 0;
  },
  examples: [
    { title: 'a part that is not shared', outcome: { points: 0 }, edit: () => {} },
    { title: 'both halves, 2 + 2 hours: 20 · 4', outcome: { points: 80 }, bound: 'on', edit: meetHalves },
    {
      title: 'two contacts with a half each',
      outcome: { points: 0 },
      bound: 'over',
      edit: (draft) => {
        meetHalves(draft);
        addContact(draft);
        for (const assignment of draft.plan.assignments) if (assignment.share === 2) assignment.contactIds = ['c2'];
      },
    },
    {
      title: 'only one half is served',
      outcome: { points: 0 },
      edit: (draft) => {
        meetHalves(draft);
        draft.plan.assignments.pop();
      },
    },
  ],
};

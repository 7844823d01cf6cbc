// What the recipient wishes of the contact: `weight` points an hour × the share of wishes that are met. What is not
// known of the contact counts as not met. Requirements marked as musts are rule musts.
import { fortnightMinutes } from '../../domain/items.ts';
import { fulfils } from '../../domain/requirements.ts';
import { changeContact, changeRecipient } from '../example-edits.ts';
import { type ExampleDraft, pointsForMinutes, type TermRule } from '../rule.ts';

/** Wishes for a contact who speaks nynorsk, is between 40 and 46 years old, and has a car. */
const wish = (draft: ExampleDraft): void =>
  changeRecipient(draft, {
    requirements: [
      { attribute: 'language', value: 'nn', strength: 'wish' },
      { attribute: 'age-range', from: 40, to: 47, strength: 'wish' },
      { attribute: 'trait', value: 'car', strength: 'wish' },
    ],
  });

export const wishes: TermRule = {
  kind: 'term',
  id: 'wishes',
  sources: [
    { name: 'PUB', reference: 'age range, gender, language, personality note marked as wish' },
    { name: 'H-QS', reference: 'user participation' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['weights.wishes'],
  texts: {
    title: { nb: 'Ønsker', nn: 'Ønske', en: 'Wishes' },
    demand: {
      nb: 'Brukerens ønsker til støttekontakten blir møtt.',
      nn: 'Ønska brukaren har til støttekontakten, blir møtte.',
      en: "The recipient's wishes for the contact are met.",
    },
    broken: {
      nb: 'Oppfylte ønsker gir {points} poeng.',
      nn: 'Oppfylte ønske gir {points} poeng.',
      en: 'Wishes that are met give {points} points.',
    },
    advice: {
      nb: 'Før opp det som er ukjent om støttekontakten: språk, kjønn og annet som brukeren har ønsket.',
      nn: 'Før opp det som er ukjent om støttekontakten: språk, kjønn og anna som brukaren har ønskt.',
      en: 'Record what is unknown of the contact: language, gender and whatever else was wished for.',
    },
    neutral: {
      nb: 'Ønsker er tatt med i vurderingen.',
      nn: 'Ønske er tekne med i vurderinga.',
      en: 'Wishes have been considered.',
    },
  },
  engagement({ policy, horizon }, engagement) {
    if (engagement.arrangement !== 'individual') return 0;
    const { portion, contact } = engagement;
    let wished = 0;
    let met = 0;
    for (const requirement of portion.recipient.requirements) {
      if (requirement.strength !== 'wish') continue;
      wished++;
      if (fulfils(requirement, contact, horizon.from) === 'met') met++;
    }
    return wished === 0 ? 0 : pointsForMinutes(policy.weights.wishes, fortnightMinutes(engagement), met, wished);
  },
  examples: [
    { title: 'no wishes', outcome: { points: 0 }, edit: () => {} },
    {
      title: 'only the age fits, the rest is not known: 40 · 2 · 1/3 = 26.7',
      outcome: { points: 27 },
      bound: 'on',
      edit: wish,
    },
    {
      title: 'no wish fits: the contact turns 47 on the first day',
      outcome: { points: 0 },
      bound: 'over',
      edit: (draft) => {
        wish(draft);
        changeContact(draft, { bornOn: '1979-01-05' });
      },
    },
    {
      title: 'age and language fit, no car: 40 · 2 · 2/3 = 53.3',
      outcome: { points: 53 },
      edit: (draft) => {
        wish(draft);
        changeContact(draft, { bornOn: '1979-01-06', languages: ['nb', 'nn'], traits: { car: false } });
      },
    },
    {
      title: 'a must is no wish',
      outcome: { points: 0 },
      edit: (draft) => {
        changeRecipient(draft, { requirements: [{ attribute: 'language', value: 'nn', strength: 'must' }] });
        changeContact(draft, { languages: ['nn'] });
      },
    },
  ],
};

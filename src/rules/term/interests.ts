// Shared leisure interests: `weight` points an hour × the share of the recipient's interests that the contact, the group or
// the offer has. A recipient who states none gets none.
import { type Engagement, fortnightMinutes } from '../../domain/items.ts';
import { changeContact, changeGroup, changeRecipient, joinGroup } from '../example-edits.ts';
import { type ExampleDraft, pointsForMinutes, type TermRule } from '../rule.ts';

function offered({ contact, gathering }: Engagement): readonly string[] {
  if (gathering === undefined) return contact.interests;
  return gathering.kind === 'group' ? gathering.group.interests : gathering.offer.interests;
}

const lists = new WeakMap<readonly string[], readonly string[]>();

/** Each interest of a list once, remembered: a city's recipients meet a hundred thousand contacts. */
function distinct(interests: readonly string[]): readonly string[] {
  let found = lists.get(interests);
  if (found === undefined) {
    found = [...new Set(interests)];
    lists.set(interests, found);
  }
  return found;
}

/** The recipient likes three things; the contact shares some. */
function share(draft: ExampleDraft, interests: string[]): void {
  changeRecipient(draft, { interests: ['chess', 'film', 'walks'] });
  changeContact(draft, { interests });
}

export const interests: TermRule = {
  kind: 'term',
  id: 'interests',
  sources: [
    { name: 'HAM', reference: 'groups by activity' },
    { name: 'PUB', reference: 'shared leisure interests' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['weights.interests'],
  texts: {
    title: { nb: 'Felles interesser', nn: 'Felles interesser', en: 'Shared interests' },
    demand: {
      nb: 'Støttekontakten, gruppa eller tilbudet har de samme interessene som brukeren.',
      nn: 'Støttekontakten, gruppa eller tilbodet har dei same interessene som brukaren.',
      en: 'The contact, group or offer shares the interests of the recipient.',
    },
    broken: {
      nb: 'Felles interesser gir {points} poeng.',
      nn: 'Felles interesser gir {points} poeng.',
      en: 'Shared interests give {points} points.',
    },
    advice: {
      nb: 'Spør hva brukeren og støttekontakten liker å gjøre, og før det opp.',
      nn: 'Spør kva brukaren og støttekontakten likar å gjere, og før det opp.',
      en: 'Ask what the recipient and the contact like to do, and record it.',
    },
    neutral: {
      nb: 'Interesser er tatt med i vurderingen.',
      nn: 'Interesser er tekne med i vurderinga.',
      en: 'Interests have been considered.',
    },
  },
  engagement(world, engagement) {
    const liked = distinct(engagement.portion.recipient.interests);
    if (liked.length === 0) return 0;
    let shared = 0;
    for (const interest of distinct(offered(engagement))) if (liked.includes(interest)) shared++;
    const { interests: weight } = world.policy.weights;
    return pointsForMinutes(weight, fortnightMinutes(engagement), shared, liked.length);
  },
  examples: [
    {
      title: 'a recipient who states no interests',
      outcome: { points: 0 },
      edit: (draft) => changeContact(draft, { interests: ['chess'] }),
    },
    { title: 'none of three shared', outcome: { points: 0 }, edit: (draft) => share(draft, ['opera']) },
    {
      title: 'one of three shared, 2 hours: 40 · 2 · 1/3 = 26.7',
      outcome: { points: 27 },
      edit: (draft) => share(draft, ['chess', 'opera']),
    },
    {
      title: 'all three shared: 40 · 2',
      outcome: { points: 80 },
      bound: 'on',
      edit: (draft) => share(draft, ['chess', 'film', 'walks']),
    },
    {
      title: 'more than all three: still 40 · 2',
      outcome: { points: 80 },
      bound: 'over',
      edit: (draft) => share(draft, ['chess', 'film', 'opera', 'walks']),
    },
    {
      title: 'two of three shared by the group: 40 · 2 · 2/3 = 53.3',
      outcome: { points: 53 },
      edit: (draft) => {
        share(draft, ['chess', 'film', 'walks']);
        changeGroup(draft, { interests: ['film', 'walks'] });
        joinGroup(draft);
      },
    },
  ],
};

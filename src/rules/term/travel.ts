// A short way is better: `weight` points an hour are lost when the way is as long as the limit, in proportion below it.
// One to one it is the contact's way, to a group or an offer the recipient's. The limit itself is rule travel-limit.
import { type Engagement, fortnightMinutes } from '../../domain/items.ts';
import type { World } from '../../domain/world.ts';
import { wayToRecipient } from '../example-drives.ts';
import { changeContact, joinOffer } from '../example-edits.ts';
import { pointsForMinutes, type TermRule } from '../rule.ts';

/** Minutes of the way to an engagement, and the limit of the person who travels. */
function wayAndLimit({ travel, policy }: World, engagement: Engagement): { minutes: number; limit: number } {
  const { recipient } = engagement.portion;
  const person = engagement.contact ?? recipient;
  const placeId = engagement.gathering?.id ?? recipient.id;
  const fallback = engagement.contact === undefined ? 'recipientMaxMinutes' : 'contactMaxMinutes';
  return {
    minutes: travel.way(person.id, placeId, person.travel.mode)?.minutes ?? 0,
    limit: person.travel.maxMinutes ?? policy.travel[fallback],
  };
}

export const travel: TermRule = {
  kind: 'term',
  id: 'travel',
  sources: [{ name: 'practice', reference: 'short way, by car or by public transport' }],
  inForce: { from: '2016-01-01' },
  settings: ['weights.travel', 'travel'],
  texts: {
    title: { nb: 'Reisevei', nn: 'Reiseveg', en: 'Travel' },
    demand: {
      nb: 'Veien til et treff er så kort som mulig.',
      nn: 'Vegen til eit treff er så kort som mogleg.',
      en: 'The way to a session is as short as possible.',
    },
    broken: {
      nb: 'Reisevei gir {points} poeng.',
      nn: 'Reiseveg gir {points} poeng.',
      en: 'Travel gives {points} points.',
    },
    advice: {
      nb: 'Støttekontakter og grupper nærmere brukeren gir kortere vei.',
      nn: 'Støttekontaktar og grupper nærare brukaren gir kortare veg.',
      en: 'Contacts and groups closer to the recipient give shorter ways.',
    },
    neutral: {
      nb: 'Reisevei er tatt med i vurderingen.',
      nn: 'Reiseveg er teken med i vurderinga.',
      en: 'Travel has been considered.',
    },
  },
  engagement(world, engagement) {
    const { minutes, limit } = wayAndLimit(world, engagement);
    const weight = world.policy.weights.travel;
    return pointsForMinutes(-weight, fortnightMinutes(engagement), Math.min(minutes, limit), limit);
  },
  examples: [
    { title: 'no way at all', outcome: { points: 0 }, edit: () => {} },
    {
      title: '15 of 45 minutes, 2 hours: −60 · 2 · 1/3',
      outcome: { points: -40 },
      edit: (draft) => wayToRecipient(draft, 15, 4_000),
    },
    {
      title: '1 of 45 minutes: −60 · 2 · 1/45 = −2.7',
      outcome: { points: -3 },
      edit: (draft) => wayToRecipient(draft, 1, 500),
    },
    {
      title: 'as long as the limit: −60 · 2',
      outcome: { points: -120 },
      bound: 'on',
      edit: (draft) => wayToRecipient(draft, 45, 4_000),
    },
    {
      title: "15 minutes against the contact's own limit of 30: −60 · 2 · 1/2",
      outcome: { points: -60 },
      edit: (draft) => {
        wayToRecipient(draft, 15, 4_000);
        changeContact(draft, { travel: { mode: 'car', maxMinutes: 30 } });
      },
    },
    {
      title: "the recipient's way to an offer, 9 of 45 minutes: −60 · 2 · 1/5",
      outcome: { points: -24 },
      edit: (draft) => {
        joinOffer(draft);
        draft.caseload.travelMatrix = [{ fromId: 'r1', toId: 'o1', minutes: 9, metres: 3_000 }];
      },
    },
  ],
};

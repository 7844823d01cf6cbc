// Nobody travels longer than their limit, one way: the contact to the recipient, the group or the offer, and the
// recipient to the group or the offer.
import type { Way } from '../../domain/travel.ts';
import type { World } from '../../domain/world.ts';
import type { Contact, Recipient } from '../../schema/caseload.ts';
import { changeContact, changeRecipient, joinAccompaniedOffer, joinGroup, joinOffer } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET, type Outcome, unknown } from '../rule.ts';

function within(way: Way | undefined, most: number, traveller: 'contact' | 'recipient'): Outcome {
  if (way === undefined) return unknown({ traveller, missing: 'place' });
  return way.minutes <= most ? MET : broken({ traveller, minutes: way.minutes, most });
}

function contactReaches({ travel, policy }: World, contact: Contact, placeId: string): Outcome {
  const { mode, maxMinutes = policy.travel.contactMaxMinutes } = contact.travel;
  return within(travel.way(contact.id, placeId, mode), maxMinutes, 'contact');
}

function recipientReaches({ travel, policy }: World, recipient: Recipient, placeId: string): Outcome {
  const { mode, maxMinutes = policy.travel.recipientMaxMinutes } = recipient.travel;
  return within(travel.way(recipient.id, placeId, mode), maxMinutes, 'recipient');
}

/** So short a way in metres that the mileage stays within the budget, whatever the minutes. */
function away({ caseload }: ExampleDraft, fromId: string, toId: string, minutes: number): void {
  caseload.travelMatrix = [{ fromId, toId, minutes, metres: minutes * 50 }];
}

export const travelLimit: EligibilityRule = {
  kind: 'eligibility',
  id: 'travel-limit',
  sources: [
    { name: 'practice', reference: "short ways; the contact's own limit is hard" },
    { name: 'SET', reference: 'the limits where a person states none, the detour factor and the speeds' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [
    'travel.contactMaxMinutes',
    'travel.recipientMaxMinutes',
    'travel.detourPercent',
    'travel.metresPerMinute',
  ],
  texts: {
    title: { nb: 'Reisevei', nn: 'Reiseveg', en: 'Travel limit' },
    demand: {
      nb: 'Reisen én vei er ikke lengre enn grensen til den som reiser.',
      nn: 'Reisa éin veg er ikkje lengre enn grensa til den som reiser.',
      en: "The way, one way, is not longer than the traveller's limit.",
    },
    broken: {
      nb: 'Reisen tar {minutes} minutter én vei; grensen er {most} minutter.',
      nn: 'Reisa tek {minutes} minutt éin veg; grensa er {most} minutt.',
      en: 'The way takes {minutes} minutes, one way; the limit is {most} minutes.',
    },
    unknown: {
      nb: 'Reisetida er ikke kjent ({missing}).',
      nn: 'Reisetida er ikkje kjend ({missing}).',
      en: 'The travel time is not known ({missing}).',
    },
    advice: {
      nb: 'Finn noen som bor nærmere, registrer stedet som mangler, eller avtal en lengre reisevei.',
      nn: 'Finn nokon som bur nærare, registrer staden som manglar, eller avtal ein lengre reiseveg.',
      en: 'Find somebody who lives closer, record the missing place, or agree on a longer way.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    contact: (world, contact, _role, gathering) =>
      gathering === undefined ? MET : contactReaches(world, contact, gathering.id),
    pair: (world, { recipient }, contact, role) =>
      role === 'support' ? contactReaches(world, contact, recipient.id) : MET,
    engagement: (world, { portion, gathering }) =>
      gathering === undefined ? MET : recipientReaches(world, portion.recipient, gathering.id),
  },
  examples: [
    {
      title: "45 minutes to the recipient, the municipality's limit",
      outcome: 'met',
      bound: 'on',
      edit: (draft) => away(draft, 'c1', 'r1', 45),
    },
    {
      title: '46 minutes to the recipient',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => away(draft, 'c1', 'r1', 46),
    },
    {
      title: "60 minutes to the recipient, the contact's own limit",
      outcome: 'met',
      bound: 'on',
      edit(draft) {
        away(draft, 'c1', 'r1', 60);
        changeContact(draft, { travel: { maxMinutes: 60 } });
      },
    },
    {
      title: '31 minutes to the recipient, for a contact who goes 30',
      outcome: 'broken',
      bound: 'over',
      edit(draft) {
        away(draft, 'c1', 'r1', 31);
        changeContact(draft, { travel: { maxMinutes: 30 } });
      },
    },
    {
      title: "the contact's place is not recorded",
      outcome: 'unknown',
      edit: (draft) => changeContact(draft, { place: undefined }),
    },
    {
      title: "the recipient's place is not recorded, but the way is in the travel matrix",
      outcome: 'met',
      edit(draft) {
        away(draft, 'c1', 'r1', 20);
        changeRecipient(draft, { place: undefined });
      },
    },
    {
      // 0.09 degrees of latitude are 10 008 m: 1.3 · 10 008 / 300 = 43.4 minutes by bus, / 80 = 162.6 on foot.
      title: '44 minutes by public transport is within the limit',
      outcome: 'met',
      edit: (draft) => changeContact(draft, { place: { lat: 60.09, lon: 10 }, travel: { mode: 'public-transport' } }),
    },
    {
      title: 'the same way on foot is not',
      outcome: 'broken',
      edit: (draft) => changeContact(draft, { place: { lat: 60.09, lon: 10 }, travel: { mode: 'walk' } }),
    },
    {
      title: '46 minutes from the leader to the group',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        away(draft, 'c1', 'g1', 46);
      },
    },
    {
      title: '46 minutes from the contact to the offer that is accompanied',
      outcome: 'broken',
      edit(draft) {
        joinAccompaniedOffer(draft);
        away(draft, 'c1', 'o1', 46);
      },
    },
    {
      title: '45 minutes from the recipient to the group',
      outcome: 'met',
      bound: 'on',
      edit(draft) {
        joinGroup(draft);
        away(draft, 'r1', 'g1', 45);
      },
    },
    {
      title: '46 minutes from the recipient to the group',
      outcome: 'broken',
      bound: 'over',
      edit(draft) {
        joinGroup(draft);
        away(draft, 'r1', 'g1', 46);
      },
    },
    {
      title: '46 minutes from the recipient to the leader of the group, who meets there',
      outcome: 'met',
      edit(draft) {
        joinGroup(draft);
        away(draft, 'r1', 'c1', 46);
      },
    },
    {
      title: "60 minutes from the recipient to the offer, the recipient's own limit",
      outcome: 'met',
      bound: 'on',
      edit(draft) {
        joinOffer(draft);
        away(draft, 'r1', 'o1', 60);
        changeRecipient(draft, { travel: { maxMinutes: 60 } });
      },
    },
    {
      title: 'the recipient of a group has no recorded place',
      outcome: 'unknown',
      edit(draft) {
        joinGroup(draft);
        changeRecipient(draft, { place: undefined });
      },
    },
  ],
};

// What the generator itself must know to make pairings that hold: who may meet whom, and how long the way is.
// Deliberately a plain reading of the rules with default policy, independent of `src/rules`, which tests compare it with.
import { ageOn } from '../domain/time.ts';
import { type Coordinates, greatCircleMetres, type Way } from '../domain/travel.ts';
import type { TravelMode } from '../schema/policy.ts';
import type { Contact, ContactInput, Recipient } from './people.ts';
import type { Setting } from './sizes.ts';

/** The way between two places, as a caseload without travel matrix has it. */
export function wayBetween({ policy }: Setting, from: Coordinates, to: Coordinates, mode: TravelMode): Way {
  const metres = greatCircleMetres(from, to);
  const { detourPercent, metresPerMinute } = policy.travel;
  return {
    minutes: Math.ceil((metres * detourPercent) / (100 * metresPerMinute[mode])),
    metres: Math.round((metres * detourPercent) / 100),
  };
}

/** Whether a contact may start: engaged with a running contract for the scope, grown up, of known address. */
export function isReady({ entry }: Contact, scope: 'individual' | 'group', today: string): boolean {
  const { interviewHeldOn, certificate, confidentialitySignedOn, contract } = entry.engagement ?? {};
  return (
    entry.protection === 'none' &&
    ageOn(entry.bornOn, today) >= 18 &&
    interviewHeldOn !== undefined &&
    certificate?.status === 'approved' &&
    confidentialitySignedOn !== undefined &&
    contract !== undefined &&
    contract.from <= today &&
    (contract.to === undefined || contract.to > today) &&
    contract.scope.includes(scope)
  );
}

/** Whether a recipient's home and address keep them in automatic matching. */
export const isMatched = ({ entry }: Recipient): boolean =>
  entry.protection === 'none' && (entry.housing ?? 'home') === 'home' && entry.resident !== false;

function meetsMusts(recipient: Recipient, contact: ContactInput, today: string): boolean {
  return (recipient.entry.requirements ?? []).every((requirement) => {
    if (requirement.strength === 'wish') return true;
    switch (requirement.attribute) {
      case 'language':
        return contact.languages?.includes(requirement.value) === true;
      case 'gender':
        return contact.gender === requirement.value;
      case 'age-range': {
        const age = ageOn(contact.bornOn, today);
        return requirement.from <= age && age < requirement.to;
      }
      case 'trait':
        return contact.traits?.[requirement.value] === true;
      default:
        return requirement satisfies never;
    }
  });
}

/** Whether a ready contact and a recipient may meet, in whatever role: the certificate's purpose and the musts. */
export function mayMeet(recipient: Recipient, contact: Contact, today: string): boolean {
  const purpose = ageOn(recipient.entry.bornOn, today) < 18 ? 'minors' : 'adults';
  const purposes = contact.entry.engagement?.certificate?.purposes ?? [];
  return purposes.includes(purpose) && meetsMusts(recipient, contact.entry, today);
}

/** Whether a place is within a person's longest way. */
export function isWithinReach(setting: Setting, person: Recipient | Contact, place: Coordinates): boolean {
  const { mode = 'car', maxMinutes = 45 } = person.entry.travel ?? {};
  return wayBetween(setting, person.home, place, mode).minutes <= maxMinutes;
}

const METRES_PER_DEGREE = 111_195;

/** Contacts who may serve a recipient, the nearest first. */
export type Finder = (recipient: Recipient) => Contact[];

/** Looks contacts up for many recipients: who is not ready, or plainly too far away, is passed over. */
export function createFinder(setting: Setting, contacts: readonly Contact[]): Finder {
  const { detourPercent, metresPerMinute } = setting.policy.travel;
  const ready = contacts.filter((contact) => isReady(contact, 'individual', setting.today));
  const reachDegrees = ready.map(({ entry }) => {
    const { mode = 'car', maxMinutes = 45 } = entry.travel ?? {};
    return (maxMinutes * 100 * metresPerMinute[mode]) / (detourPercent * METRES_PER_DEGREE) + 0.001;
  });
  return (recipient) => {
    const { lat, lon } = recipient.home;
    const shrink = Math.cos((lat * Math.PI) / 180) * 0.99;
    const found: { contact: Contact; metres: number }[] = [];
    for (const [index, contact] of ready.entries()) {
      const reach = reachDegrees[index] ?? 0;
      if (Math.abs(contact.home.lat - lat) > reach || Math.abs(contact.home.lon - lon) * shrink > reach) continue;
      if (!isWithinReach(setting, contact, recipient.home) || !mayMeet(recipient, contact, setting.today)) continue;
      found.push({ contact, metres: greatCircleMetres(contact.home, recipient.home) });
    }
    found.sort((a, b) => a.metres - b.metres || (a.contact.entry.id < b.contact.entry.id ? -1 : 1));
    return found.map(({ contact }) => contact);
  };
}

/** How many of the one's interests the other shares. */
export const sharedInterests = (
  a: { interests?: readonly string[] | undefined },
  b: { interests?: readonly string[] | undefined },
): number => (a.interests ?? []).filter((interest) => b.interests?.includes(interest)).length;

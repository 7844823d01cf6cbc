// Who may be spoken of: a world without the people whose address is protected. They are in no total, no list and no
// reason; asking about one of them gives the same answer as asking about nobody.
import { type Lead, occurrencesOf, timeOfGathering } from '../domain/items.ts';
import { contains } from '../domain/time.ts';
import type { Gathering, Pinned, Portion, World } from '../domain/world.ts';
import { allMet } from '../rules/all-met.ts';
import { ofKind, type Role, type Ruleset } from '../rules/rule.ts';
import type { Contact } from '../schema/caseload.ts';
import { createNear } from './near.ts';
import { windowsOf } from './starts.ts';

/** Id of the rule that decides who may be shown. */
export const PROTECTION_RULE = 'protected-address';

export type Scene = {
  readonly world: World;
  readonly rules: Ruleset;
  /** Contacts that may be shown, in caseload order. */
  readonly contacts: readonly Contact[];
  /** Those of them whom the travel limit may let reach a recipient, group or offer, in caseload order; cached. */
  near(placeId: string): readonly Contact[];
  /** Contacts who may lead a group, whoever takes part, in caseload order; cached. */
  leaders(gathering: Gathering): readonly Contact[];
  /** Whether a portion and a contact in a role meet every check of pairs. */
  mayMeet(portion: Portion, contact: Contact, role: Role): boolean;
};

function protectionOf(rules: Ruleset): ReturnType<typeof ofKind<'eligibility'>>[number] | undefined {
  return ofKind(rules, 'eligibility').find((rule) => rule.id === PROTECTION_RULE);
}

/** Whether a portion's recipient may not be shown or listed; without the rule, everyone but those known to be free. */
export function isHidden(world: World, portion: Portion, rules: Ruleset): boolean {
  const check = protectionOf(rules)?.checks.portion;
  return check === undefined ? portion.recipient.protection !== 'none' : check(world, portion).status !== 'met';
}

/** Whether a contact may not be shown or listed. */
export function isHiddenContact(world: World, contact: Contact, rules: Ruleset): boolean {
  const check = protectionOf(rules)?.checks.contact;
  return check === undefined ? contact.protection !== 'none' : check(world, contact, 'support').status !== 'met';
}

/** Whether a pin is about somebody who may not be shown. */
export function isHiddenPin(world: World, pinned: Pinned, rules: Ruleset): boolean {
  const portion = pinned.kind === 'serve' ? world.portions.get(pinned.portionKey) : undefined;
  const contact = pinned.contactId === undefined ? undefined : world.contacts.get(pinned.contactId);
  return (
    (portion !== undefined && isHidden(world, portion, rules)) ||
    (contact !== undefined && isHiddenContact(world, contact, rules))
  );
}

/** Whether a person's windows hold all occurrences of a gathering. */
export function isFreeFor(world: World, rules: Ruleset, lead: Lead): boolean {
  const occurrences = occurrencesOf(lead, timeOfGathering(lead.gathering));
  return windowsOf(world, rules, undefined, [lead.contact]).every(({ intervals }) =>
    occurrences.every(({ axisFrom, axisTo }) => contains(intervals, axisFrom, axisTo)),
  );
}

export function createScene(world: World, rules: Ruleset): Scene {
  const contacts = world.caseload.contacts.filter((contact) => !isHiddenContact(world, contact, rules));
  const near = createNear(world, rules, contacts);
  const isContactMet = allMet(world, rules, 'contact');
  const leaders = new Map<string, readonly Contact[]>();
  const mayLead = (contact: Contact, gathering: Gathering): boolean =>
    isContactMet(contact, 'lead', gathering) && isFreeFor(world, rules, { contact, gathering });
  return {
    world,
    rules,
    contacts,
    near,
    mayMeet: allMet(world, rules, 'pair'),
    leaders(gathering) {
      const known = leaders.get(gathering.key);
      if (known !== undefined) return known;
      const found = near(gathering.id).filter((contact) => mayLead(contact, gathering));
      leaders.set(gathering.key, found);
      return found;
    },
  };
}

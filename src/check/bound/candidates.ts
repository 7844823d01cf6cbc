// Who could meet whom, as far as the eligibility rules say: every pair there is, asked of the rules one by one.
import { groupBy } from '../../domain/grouping.ts';
import { type Engagement, formOfGathering, type Form, type Lead, timeOfGathering } from '../../domain/items.ts';
import type { Gathering, Portion, World } from '../../domain/world.ts';
import type { Outcome, Role, Ruleset } from '../../rules/rule.ts';
import type { Contact } from '../../schema/caseload.ts';
import { roleAt } from '../eligibility.ts';
import { rulesByKind } from '../rules-by-kind.ts';
import { type Starts, startsOf } from './starts.ts';

export type Individual = Engagement & { readonly arrangement: 'individual' };
export type Seat = { readonly engagement: Engagement & { readonly gathering: Gathering } };

export type Candidates = {
  readonly starts: Starts;
  /** Portions that each contact may serve one to one, by contact id. */
  readonly portionsOf: ReadonlyMap<string, readonly Portion[]>;
  /** The same the other way round, for the portions that were asked for. */
  contactsOf(portionKey: string): readonly Contact[];
  /** The forms in which a contact may serve a portion. */
  forms(portion: Portion, contact: Contact): Individual[];
  /** Gatherings that each contact may lead or accompany, by contact id. */
  readonly leadsOf: ReadonlyMap<string, readonly Gathering[]>;
  /** Contacts who may lead or accompany each gathering, by its key. */
  readonly leadersAt: ReadonlyMap<string, readonly Contact[]>;
  readonly seatsAt: ReadonlyMap<string, readonly Seat[]>;
  /** Whether a leader may meet who sits in the gathering. */
  mayMeet(portion: Portion, contact: Contact, role: Role): boolean;
};

/** Asks all checks of one kind; the check that said no last is asked first, since it mostly says no again. */
function allMet<A extends readonly unknown[]>(checks: readonly ((...args: A) => Outcome)[]): (...args: A) => boolean {
  const order = [...checks];
  return (...args) => {
    for (const [index, check] of order.entries()) {
      if (check(...args).status === 'met') continue;
      if (index > 0) {
        order.splice(index, 1);
        order.unshift(check);
      }
      return false;
    }
    return true;
  };
}

function leadsFor(world: World, starts: Starts, isEligible: (contact: Contact, role: Role, g: Gathering) => boolean) {
  const leads: Lead[] = [];
  for (const gathering of world.gatherings.values()) {
    const accompanying = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
    const contacts =
      gathering.kind === 'group' ? world.caseload.contacts : accompanying === undefined ? [] : [accompanying];
    for (const contact of contacts) {
      const lead: Lead = { contact, gathering };
      if (!isEligible(contact, roleAt(gathering), gathering)) continue;
      if (starts.fitsContact(contact, lead, timeOfGathering(gathering))) leads.push(lead);
    }
  }
  return leads;
}

/** Leads by contact id or gathering key, as whichever of the two is wanted. */
function mapped<T>(leads: readonly Lead[], by: 'contact' | 'gathering', wanted: (lead: Lead) => T) {
  const grouped = groupBy(leads, (lead) => (by === 'contact' ? lead.contact.id : lead.gathering.key));
  return new Map<string, readonly T[]>([...grouped].map(([key, own]) => [key, own.map(wanted)]));
}

/** The contacts of each portion. */
function inverse(world: World, portionsOf: ReadonlyMap<string, readonly Portion[]>): Map<string, Contact[]> {
  const contactsOf = new Map<string, Contact[]>();
  for (const contact of world.caseload.contacts)
    for (const { key } of portionsOf.get(contact.id) ?? []) {
      const found = contactsOf.get(key);
      if (found === undefined) contactsOf.set(key, [contact]);
      else found.push(contact);
    }
  return contactsOf;
}

type Asked = {
  readonly portions: readonly Portion[];
  readonly leadersAt: ReadonlyMap<string, readonly Contact[]>;
  readonly isEngagement: (engagement: Engagement) => boolean;
  readonly isPair: (portion: Portion, contact: Contact, role: Role) => boolean;
};

function seatsIn(world: World, starts: Starts, { portions, leadersAt, isEngagement, isPair }: Asked) {
  const seatsAt = new Map<string, readonly Seat[]>();
  for (const gathering of world.gatherings.values()) {
    const form = formOfGathering(gathering);
    const time = timeOfGathering(gathering);
    // The accompanying contact is there exactly where somebody takes part: an unfit one closes the offer.
    const accompanying = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
    const isClosed = accompanying !== undefined && !leadersAt.has(gathering.key);
    const seats = (isClosed ? [] : portions).flatMap((portion): Seat[] => {
      const engagement = { portion, form, arrangement: gathering.kind, gathering } as const;
      const isOpen =
        isEngagement(engagement) &&
        starts.fitsPortion(portion, engagement, time) &&
        (accompanying === undefined || isPair(portion, accompanying, 'accompany'));
      return isOpen ? [{ engagement }] : [];
    });
    seatsAt.set(gathering.key, seats);
  }
  return seatsAt;
}

/** Every candidate of a world under a ruleset. */
export function findCandidates(world: World, ruleset: Ruleset): Candidates {
  const rules = rulesByKind(ruleset);
  const starts = startsOf(world, ruleset);
  const isPortion = allMet(
    rules.portion.map(
      ({ check }) =>
        (portion: Portion) =>
          check(world, portion),
    ),
  );
  const isContact = allMet(
    rules.contact.map(
      ({ check }) =>
        (contact: Contact, role: Role, gathering?: Gathering) =>
          check(world, contact, role, gathering),
    ),
  );
  const isPair = allMet(
    rules.pair.map(
      ({ check }) =>
        (portion: Portion, contact: Contact, role: Role) =>
          check(world, portion, contact, role),
    ),
  );
  const isEngagement = allMet(
    rules.engagement.map(
      ({ check }) =>
        (engagement: Engagement) =>
          check(world, engagement),
    ),
  );

  const portions = [...world.portions.values()].filter((portion) => isPortion(portion));
  const individual = portions.filter(({ part }) => part.modes.length > 0);
  const portionsOf = new Map<string, readonly Portion[]>();
  for (const contact of world.caseload.contacts)
    portionsOf.set(
      contact.id,
      isContact(contact, 'support') ? individual.filter((portion) => isPair(portion, contact, 'support')) : [],
    );
  const contactsOf = inverse(world, portionsOf);
  const leads = leadsFor(world, starts, isContact);
  const leadersAt = mapped(leads, 'gathering', ({ contact }) => contact);
  const seatsAt = seatsIn(world, starts, { portions, leadersAt, isEngagement, isPair });
  return {
    starts,
    portionsOf,
    contactsOf: (key) => contactsOf.get(key) ?? [],
    forms: (portion, contact) =>
      distinctForms(portion)
        .map((form): Individual => ({ portion, form, arrangement: 'individual', contact }))
        .filter((engagement) => isEngagement(engagement)),
    leadsOf: mapped(leads, 'contact', ({ gathering }) => gathering),
    leadersAt,
    seatsAt,
    mayMeet: isPair,
  };
}

const formKey = ({ sessions, minutes, cycleWeeks }: Form): string => `${sessions}/${minutes}/${cycleWeeks}`;

/** The forms of a portion's part, each once. */
const distinctForms = ({ part }: Portion): Form[] => [
  ...new Map(part.modes.map((form) => [formKey(form), form])).values(),
];

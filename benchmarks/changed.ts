// A synthetic caseload some days later: most is as it was, a small share of people came, went or have less time.
import type { CaseloadInput } from '../src/schema/caseload.ts';
import { type CaseloadOptions, generateCaseload } from '../src/synthetic/generate.ts';
import { createRandom } from '../src/synthetic/random.ts';

/** Added to the seed for the caseload that new recipients are taken from. */
const OTHER_SEED = 1_000_000;

/** The caseload without some recipients and contacts, and without everything that names them. */
export function withoutPeople(caseload: CaseloadInput, gone: ReadonlySet<string>): CaseloadInput {
  const decisions = caseload.decisions.filter(({ recipientId }) => !gone.has(recipientId));
  const parts = new Set(decisions.flatMap((decision) => decision.parts.map(({ id }) => id)));
  const isHere = (named: { recipientId?: string | undefined; contactId?: string | undefined; partId?: string }) =>
    !gone.has(named.recipientId ?? '') &&
    !gone.has(named.contactId ?? '') &&
    (named.partId === undefined || parts.has(named.partId));
  return {
    ...caseload,
    recipients: caseload.recipients.filter(({ id }) => !gone.has(id)),
    contacts: caseload.contacts.filter(({ id }) => !gone.has(id)),
    decisions,
    groups: caseload.groups?.map((group) => ({
      ...group,
      keepApart: group.keepApart?.filter((pair) => pair.every((id) => !gone.has(id))),
    })),
    offers: caseload.offers?.map((offer) =>
      gone.has(offer.accompaniedBy ?? '') ? { ...offer, accompaniedBy: undefined } : offer,
    ),
    relations: caseload.relations?.filter(isHere),
    declined: caseload.declined?.filter(isHere),
    suggestions: caseload.suggestions?.filter(isHere),
    pairings: caseload.pairings?.filter(isHere),
    leaderships: caseload.leaderships?.filter(isHere),
    pins: caseload.pins?.filter(isHere),
    publishedSessions: caseload.publishedSessions?.filter(isHere),
    absences: caseload.absences?.filter(({ personId }) => !gone.has(personId)),
    travelMatrix: caseload.travelMatrix?.filter(({ fromId, toId }) => !gone.has(fromId) && !gone.has(toId)),
  };
}

/** So many recipients of another caseload of the same place, with their decisions, under ids of their own. */
function newcomers(options: CaseloadOptions, count: number): Pick<CaseloadInput, 'recipients' | 'decisions'> {
  const other = generateCaseload({ ...options, seed: options.seed + OTHER_SEED });
  const recipients = createRandom(options.seed, 'newcomers').sample(other.recipients, count);
  const ids = new Set(recipients.map(({ id }) => id));
  const renamed = (id: string): string => `new-${id}`;
  return {
    recipients: recipients.map((recipient) => ({ ...recipient, id: renamed(recipient.id) })),
    decisions: other.decisions
      .filter(({ recipientId }) => ids.has(recipientId))
      .map((decision) => ({
        ...decision,
        id: renamed(decision.id),
        recipientId: renamed(decision.recipientId),
        // The groups and offers that the other caseload names are not here.
        parts: decision.parts.map((part) => ({
          ...part,
          id: renamed(part.id),
          groupIds: undefined,
          offerIds: undefined,
        })),
      })),
  };
}

/**
 * The generated caseload of the options with a share of it changed: so many of its recipients gone and as many new ones,
 * so many of its contacts gone, and so many others without one of their windows. The same options, the same changes.
 */
export function changedCaseload(options: CaseloadOptions, share: number): CaseloadInput {
  const before = generateCaseload(options);
  const draw = createRandom(options.seed, 'changes');
  const some = <T>(items: readonly T[]): T[] => draw.sample(items, Math.ceil(share * items.length));
  const leaving = some(before.recipients);
  const caseload = withoutPeople(before, new Set([...leaving, ...some(before.contacts)].map(({ id }) => id)));
  const busier = new Set(some(caseload.contacts.filter(({ availability }) => availability.length > 1)));
  const came = newcomers(options, leaving.length);
  return {
    ...caseload,
    recipients: [...caseload.recipients, ...came.recipients],
    decisions: [...caseload.decisions, ...came.decisions],
    contacts: caseload.contacts.map((contact) =>
      busier.has(contact)
        ? { ...contact, availability: contact.availability.toSpliced(draw.int(0, contact.availability.length - 1), 1) }
        : contact,
    ),
  };
}

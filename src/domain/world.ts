// A caseload seen at one instant: indexed, with its horizon, travel and the portions that are to be served.
// Everything that rules, solver, auditor and calendar look things up in; nothing here decides anything.
// Long function buildWorld: indexes that are made once, of each other, and closed over by what the world answers.
import type {
  Caseload,
  Contact,
  Decision,
  Group,
  Offer,
  Pairing,
  Part,
  PublishedSession,
  Recipient,
} from '../schema/caseload.ts';
import type { Policy, Relation } from '../schema/policy.ts';
import type { Slot } from '../schema/scalars.ts';
import { groupBy } from './grouping.ts';
import { addDays, dayNumber, type Interval, intervalsOf } from './time.ts';
import { buildTravel, type PostalCodes, type Travel } from './travel.ts';

/** The planned dates [from, to) and the day the plan is made on. */
export type Horizon = { readonly today: string; readonly from: string; readonly to: string; readonly weeks: number };

/** What is served at most once: a part, or one half of a shareable part. */
export type Portion = {
  /** `partId`, or `partId/1` and `partId/2` for the halves. */
  readonly key: string;
  readonly share?: 1 | 2;
  readonly recipient: Recipient;
  readonly decision: Decision;
  readonly part: Part;
  /** Granted minutes in two weeks: twice a weekly grant, half a monthly one (÷ 4 × 2); half of that for a half. */
  readonly grantedMinutes: number;
  /** Urgency in eighths, 8 to 32: one step for every `policy.urgencyDaysPerStep` days past the effective date. */
  readonly urgencyEighths: number;
};

/** A fixed weekly meeting with places for several: an activity group, or one slot of a voluntary offer. */
export type Gathering = {
  /** The group's id, or `offerId@0`, `offerId@1` … for an offer's slots. */
  readonly key: string;
  /** Id of the group or offer: its place in the travel look-up. */
  readonly id: string;
  readonly slot: Slot;
} & (
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'voluntary'; readonly offer: Offer; readonly accompaniedBy: Contact | undefined }
);

/** What must stay as it is: an active pairing or leadership, or a coordinator's lock. */
export type Pinned = { readonly pinId: string } & (
  | {
      readonly kind: 'serve';
      readonly portionKey: string;
      readonly contactId?: string | undefined;
      readonly groupId?: string | undefined;
      readonly offerId?: string | undefined;
      /** A locked start: this slot must be among the pattern's. */
      readonly slot?: { weekday: number; start: string; cycleWeek?: 1 | 2 | undefined } | undefined;
    }
  | { readonly kind: 'lead'; readonly groupId: string; readonly contactId: string }
);

export type World = {
  readonly caseload: Caseload;
  readonly policy: Policy;
  readonly horizon: Horizon;
  readonly travel: Travel;
  readonly recipients: ReadonlyMap<string, Recipient>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Every portion of every decision, by key, in caseload order. */
  readonly portions: ReadonlyMap<string, Portion>;
  /** Every gathering, by key, in caseload order. */
  readonly gatherings: ReadonlyMap<string, Gathering>;
  readonly pins: readonly Pinned[];
  relationsOf(recipientId: string, contactId: string): readonly Relation[];
  /** Who declined the pair, where it is declined and not reopened. */
  declinedBy(recipientId: string, contactId: string): string | undefined;
  isSuggested(recipientId: string, contactId: string): boolean;
  isAbsent(personId: string, date: string): boolean;
  /** The proposed pairing of a portion that is being considered. */
  proposedPairings(portionKey: string): readonly Pairing[];
  publishedSlots(portionKey: string): readonly PublishedSession[];
  /** What expired decisions still reserve on a contact: minutes a week and recipients. */
  reserved(contactId: string): { readonly minutesPerWeek: number; readonly recipientIds: readonly string[] };
  /** A person's windows on the fortnight axis, cached. */
  availability(person: Recipient | Contact): readonly Interval[];
  preferred(person: Recipient | Contact): readonly Interval[];
};

export type WorldOptions = {
  /** Day the plan is made on, YYYY-MM-DD. */
  readonly today: string;
  /** First planned day; default: today. */
  readonly from?: string | undefined;
  /** Planned weeks, 1 to 106; default 4. */
  readonly weeks?: number | undefined;
  readonly postalCodes?: PostalCodes | undefined;
};

const NO_RELATIONS: readonly Relation[] = [];
const NO_PAIRINGS: readonly Pairing[] = [];
const NO_SESSIONS: readonly PublishedSession[] = [];

/** Portion key of a part and an optional half. */
export const portionKey = (partId: string, share?: 1 | 2): string =>
  share === undefined ? partId : `${partId}/${share}`;

/** What is said of pairs, by recipient and contact: asked of millions of pairs, so no key is made to ask. */
type Pairs<T> = ReadonlyMap<string, ReadonlyMap<string, readonly T[]>>;

const byPair = <T extends { readonly recipientId: string; readonly contactId: string }>(said: readonly T[]): Pairs<T> =>
  new Map(
    [...groupBy(said, (entry) => entry.recipientId)].map(([id, entries]) => [
      id,
      groupBy(entries, (entry) => entry.contactId),
    ]),
  );

const byId = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]));

function portionsOf(decision: Decision, recipient: Recipient, part: Part, urgencyEighths: number): Portion[] {
  const whole = part.per === 'week' ? part.minutes * 2 : Math.floor(part.minutes / 2);
  const shared = { recipient, decision, part, urgencyEighths };
  if (!part.shareable) return [{ ...shared, key: part.id, grantedMinutes: whole }];
  return ([1, 2] as const).map((share) => ({
    ...shared,
    share,
    key: portionKey(part.id, share),
    grantedMinutes: Math.floor(whole / 2),
  }));
}

function pinsOf(caseload: Caseload): Pinned[] {
  const serve = (pin: Pairing | Caseload['pins'][number]): Pinned => ({
    kind: 'serve',
    pinId: pin.id,
    portionKey: portionKey(pin.partId, pin.share),
    contactId: pin.contactId,
    groupId: pin.groupId,
    offerId: pin.offerId,
    slot: 'slot' in pin ? pin.slot : undefined,
  });
  return [
    ...caseload.pairings.filter((pairing) => pairing.status === 'active').map(serve),
    ...caseload.leaderships
      .filter((leadership) => leadership.status === 'active')
      .map(({ id, groupId, contactId }): Pinned => ({ kind: 'lead', pinId: id, groupId, contactId })),
    ...caseload.pins.map(serve),
  ];
}

/** Whether a decision is granted and in force on some planned day. */
export const isInForce = ({ status, from, to }: Decision, horizon: Horizon): boolean =>
  status === 'granted' && from < horizon.to && (to === undefined || to > horizon.from);

/** Whether a decision has expired within the days that its pairings stay reserved. */
function isReserving(decision: Decision, horizon: Horizon, reservationDays: number): boolean {
  if (decision.to === undefined) return false;
  const past = dayNumber(horizon.from) - dayNumber(decision.to);
  return past >= 0 && past < reservationDays;
}

/** Whether a later decision has taken an expired one's place: then the hours are the new decision's to ask for. */
const isRenewed = (expired: Decision, decisions: readonly Decision[], { to }: Horizon): boolean =>
  decisions.some(
    (decision) =>
      decision.recipientId === expired.recipientId &&
      decision.status === 'granted' &&
      decision.from >= (expired.to ?? '') &&
      decision.from < to,
  );

/** Indexes a caseload whose references are sound (see `readCaseload`). */
export function buildWorld(caseload: Caseload, options: WorldOptions): World {
  const { policy } = caseload;
  const from = options.from ?? options.today;
  const weeks = options.weeks ?? 4;
  const horizon: Horizon = { today: options.today, from, to: addDays(from, weeks * 7), weeks };
  const recipients = byId(caseload.recipients);
  const contacts = byId(caseload.contacts);
  const decisions = byId(caseload.decisions);

  const portions = new Map<string, Portion>();
  for (const decision of caseload.decisions) {
    const past = Math.max(0, dayNumber(horizon.today) - dayNumber(decision.effectiveOn));
    const urgencyEighths = Math.min(32, 8 + Math.floor(past / policy.urgencyDaysPerStep));
    const recipient = recipients.get(decision.recipientId) as Recipient;
    for (const part of decision.parts)
      for (const portion of portionsOf(decision, recipient, part, urgencyEighths)) portions.set(portion.key, portion);
  }

  const gatherings = new Map<string, Gathering>();
  for (const g of caseload.groups) gatherings.set(g.id, { key: g.id, id: g.id, slot: g.slot, kind: 'group', group: g });
  for (const offer of caseload.offers)
    for (const [index, slot] of offer.slots.entries()) {
      const accompaniedBy = offer.accompaniedBy === undefined ? undefined : contacts.get(offer.accompaniedBy);
      const key = `${offer.id}@${index}`;
      gatherings.set(key, { key, id: offer.id, slot, kind: 'voluntary', offer, accompaniedBy });
    }

  const relations = byPair(caseload.relations);
  const declined = byPair(caseload.declined.filter((d) => d.reopenedOn === undefined || d.reopenedOn > horizon.today));
  const suggested = byPair(caseload.suggestions);
  const absences = groupBy(caseload.absences, (a) => a.personId);
  const proposed = groupBy(
    caseload.pairings.filter((p) => p.status === 'proposed'),
    (p) => portionKey(p.partId, p.share),
  );
  const published = groupBy(
    caseload.publishedSessions.filter((s) => s.status === 'published' && s.date >= horizon.today),
    (s) => portionKey(s.partId, s.share),
  );

  const reserved = new Map<string, { minutesPerWeek: number; recipientIds: string[] }>();
  for (const pairing of caseload.pairings) {
    if (pairing.status !== 'active' || pairing.contactId === undefined) continue;
    const portion = portions.get(portionKey(pairing.partId, pairing.share)) as Portion;
    if (!isReserving(portion.decision, horizon, policy.reservationDays)) continue;
    if (isRenewed(portion.decision, caseload.decisions, horizon)) continue;
    const entry = reserved.get(pairing.contactId) ?? { minutesPerWeek: 0, recipientIds: [] };
    entry.minutesPerWeek += pairing.minutesPerWeek ?? Math.floor(portion.grantedMinutes / 2);
    if (!entry.recipientIds.includes(portion.recipient.id)) entry.recipientIds.push(portion.recipient.id);
    reserved.set(pairing.contactId, entry);
  }
  const nothingReserved = { minutesPerWeek: 0, recipientIds: [] };

  const cached = (windows: (person: Recipient | Contact) => Parameters<typeof intervalsOf>[0]) => {
    const cache = new Map<string, readonly Interval[]>();
    return (person: Recipient | Contact): readonly Interval[] => {
      let intervals = cache.get(person.id);
      if (intervals === undefined) {
        intervals = intervalsOf(windows(person));
        cache.set(person.id, intervals);
      }
      return intervals;
    };
  };

  return {
    caseload,
    policy,
    horizon,
    travel: buildTravel(caseload, options.postalCodes ?? new Map()),
    recipients,
    contacts,
    decisions,
    portions,
    gatherings,
    pins: pinsOf(caseload),
    relationsOf: (r, c) =>
      relations
        .get(r)
        ?.get(c)
        ?.map((entry) => entry.relation) ?? NO_RELATIONS,
    declinedBy: (r, c) => declined.get(r)?.get(c)?.[0]?.by,
    isSuggested: (r, c) => suggested.get(r)?.has(c) ?? false,
    isAbsent: (person, date) => (absences.get(person) ?? []).some((a) => a.from <= date && date < a.to),
    proposedPairings: (key) => proposed.get(key) ?? NO_PAIRINGS,
    publishedSlots: (key) => published.get(key) ?? NO_SESSIONS,
    reserved: (contactId) => reserved.get(contactId) ?? nothingReserved,
    availability: cached((person) => person.availability),
    preferred: cached((person) => person.preferredTimes),
  };
}

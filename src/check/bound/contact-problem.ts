// Everything a contact's plan could be made of, with what each piece is worth at a certificate's prices.
//
// A plan is a set of pieces: options (a portion in one form with its sessions) and leads. All values are whole numbers
// of 2^-scaleBits points.
import {
  type Engagement,
  type Lead,
  type Occurrence,
  occurrencesOf,
  type PatternTime,
  timeOfGathering,
} from '../../domain/items.ts';
import type { Gathering, Portion, World } from '../../domain/world.ts';
import type { Item } from '../../rules/rule.ts';
import type { Contact } from '../../schema/caseload.ts';
import type { RulesByKind } from '../rules-by-kind.ts';
import { type BucketUse, type Buckets, createBuckets } from './buckets.ts';
import type { Candidates } from './candidates.ts';
import { asksContact, leadKey, matchesSlot, type PinDemands } from './pins.ts';
import type { Charge, Prices } from './prices.ts';
import { type Amounts, createTallies, type Tallies } from './tallies.ts';

/** A time that a session of an option may have. */
export type Slot = {
  /** Number among all slots of the contact. */
  readonly index: number;
  readonly time: PatternTime;
  readonly occurrences: readonly Occurrence[];
  /** Bits of the fortnight's days. */
  readonly days: number;
  /** Points less prices, without covers. */
  readonly value: number;
  /** No less than what the slot adds, covers shared out over the option's sessions. */
  readonly most: number;
  readonly covers: readonly number[];
  readonly tally: Amounts;
  /** Bits: which locks of held pins it matches. */
  readonly locks: number;
};

export type Option = {
  readonly of: Engagement | Lead;
  readonly sessions: number;
  /** Points less prices of what does not depend on the times. */
  readonly value: number;
  readonly covers: readonly number[];
  readonly tally: Amounts;
  readonly uses: readonly BucketUse[];
  /** Dearest first. */
  readonly slots: readonly Slot[];
  /** Bits of the locks that some session must match. */
  readonly locks: number;
};

/** What is chosen at most once: a portion in one of its forms, or a lead. */
export type Piece = {
  readonly key: string;
  readonly portion: Portion | undefined;
  /** Whether a held pin demands it. */
  readonly isMust: boolean;
  readonly options: readonly Option[];
};

export type ContactProblem = {
  readonly contact: Contact;
  readonly pieces: readonly Piece[];
  readonly buckets: Buckets;
  readonly tallies: Tallies;
  readonly coverPrice: (cover: number) => number;
  /** What serving these portions costs together beside what each of them costs; never less for more of them. */
  readonly paidFor: (portionKeys: readonly string[]) => number;
  readonly slotCount: number;
  /** Uses of limits by a slot's sessions; made when they are first looked at. */
  usesOf(slot: Slot): readonly BucketUse[];
};

export type Making = {
  readonly world: World;
  readonly rules: RulesByKind;
  readonly candidates: Candidates;
  readonly demands: PinDemands;
  readonly prices: Prices;
};

const NO_COVERS: readonly number[] = [];
const dayBit = ({ cycleWeek, weekday }: Occurrence): number => 1 << ((cycleWeek - 1) * 7 + weekday - 1);
const itemsOf = (occurrences: readonly Occurrence[]): Item[] =>
  occurrences.map((occurrence) => ({ kind: 'occurrence', occurrence }));

/** Whether any two slots that pay the same cover exclude each other, so that each may be charged in full. */
function areCoversApart(rules: RulesByKind, slots: readonly Pick<Slot, 'covers' | 'occurrences'>[]): boolean {
  const exclusive = rules.conflicts.flatMap((rule) => rule.exclusive ?? []);
  const keysByCover = new Map<number, Set<string>>();
  for (const { covers, occurrences } of slots)
    for (const cover of covers) {
      const keys = new Set(
        exclusive.flatMap((keyOf, i) => occurrences.flatMap((occurrence) => `${i} ${keyOf(occurrence) ?? ''}`)),
      );
      const known = keysByCover.get(cover);
      if (known === undefined) keysByCover.set(cover, keys);
      else for (const key of known) if (!keys.has(key)) known.delete(key);
    }
  return [...keysByCover.values()].every((keys) => [...keys].some((key) => !key.endsWith(' ')));
}

/** A slot whose share of covers is not known yet. */
type Draft = { -readonly [K in keyof Slot]: Slot[K] };

function draftSlot(
  { making, tallies }: Maker,
  engagement: Engagement,
  { time, points, index }: { readonly time: PatternTime; readonly points: number; readonly index: number },
  locks: number,
): Draft {
  const { prices, demands } = making;
  const occurrences = occurrencesOf(engagement, time);
  const { plain, covers } = prices.ofTime(engagement, time, occurrences);
  let value = points * prices.scale - plain;
  const contactId = engagement.contact?.id ?? '';
  for (const { pin, price } of demands.rewards.get(engagement.portion.key) ?? [])
    if (pin.slot !== undefined && asksContact(pin, contactId) && matchesSlot(pin, time)) value += price;
  return {
    index,
    time,
    occurrences,
    days: occurrences.reduce((days, occurrence) => days | dayBit(occurrence), 0),
    value,
    most: value,
    covers,
    tally: tallies.amountsOf(itemsOf(occurrences)),
    locks,
  };
}

/** Points of an engagement less its prices, sessions aside; with what holding pins is rewarded. */
function engagementValue({ world, rules, prices, demands }: Making, engagement: Engagement, { plain }: Charge): number {
  const { portion, contact } = engagement;
  let points = 0;
  for (const term of rules.terms) points += term.engagement?.(world, engagement) ?? 0;
  let value = points * prices.scale - prices.part(portion.key) - plain;
  for (const { pin, price } of demands.rewards.get(portion.key) ?? [])
    if (pin.slot === undefined && contact !== undefined && asksContact(pin, contact.id)) value += price;
  return value;
}

/** Makes the options of one contact: numbering slots goes on from piece to piece. */
type Maker = { readonly making: Making; readonly buckets: Buckets; readonly tallies: Tallies; slots: number };

function optionOf(maker: Maker, engagement: Engagement & { arrangement: 'individual' }, isMust: boolean): Option[] {
  const { making, buckets, tallies } = maker;
  const { portion, form, contact } = engagement;
  const pins = isMust ? (making.demands.heldFor.get(portion.key) ?? []).filter(({ slot }) => slot !== undefined) : [];
  const times = making.candidates.starts.individual(engagement);
  if (times.length < form.sessions) return [];
  const terms = making.rules.terms.flatMap(({ slot }) => (slot === undefined ? [] : [slot(making.world, engagement)]));
  const drafts = times.map((time) => {
    const points = terms.reduce((sum, pointsAt) => sum + pointsAt(time), 0);
    const locks = pins.reduce((bits, pin, i) => (matchesSlot(pin, time) ? bits | (1 << i) : bits), 0);
    return draftSlot(maker, engagement, { time, points, index: maker.slots++ }, locks);
  });
  const areApart = form.sessions === 1 || areCoversApart(making.rules, drafts);
  const shareOf = ({ covers }: Draft): number => {
    const price = covers.reduce((sum, cover) => sum + making.prices.coverPrice(cover), 0);
    return areApart ? price : Math.floor(price / form.sessions);
  };
  for (const draft of drafts) draft.most -= shareOf(draft);
  const slots: readonly Slot[] = drafts.sort((a, b) => b.most - a.most || a.index - b.index);
  const charge = making.prices.ofEngagement(engagement);
  const item: Item = { kind: 'engagement', engagement };
  return [
    {
      of: { ...engagement, contact },
      sessions: form.sessions,
      value: engagementValue(making, engagement, charge),
      covers: charge.covers,
      tally: tallies.amountsOf([item]),
      uses: buckets.usesOf([item]),
      slots,
      locks: (1 << pins.length) - 1,
    },
  ];
}

function leadPiece(maker: Maker, contact: Contact, gathering: Gathering): Piece {
  const { making, buckets, tallies } = maker;
  const { prices, demands } = making;
  const lead: Lead = { contact, gathering };
  const time = timeOfGathering(gathering);
  const occurrences = occurrencesOf(lead, time);
  const item: Item = { kind: 'lead', lead };
  const key = leadKey(gathering.id, contact.id);
  const slot: Slot = {
    index: maker.slots++,
    time,
    occurrences,
    days: occurrences.reduce((days, occurrence) => days | dayBit(occurrence), 0),
    value: 0,
    most: 0,
    covers: NO_COVERS,
    tally: tallies.amountsOf(itemsOf(occurrences)),
    locks: 0,
  };
  const isGroup = gathering.kind === 'group';
  const option: Option = {
    of: lead,
    sessions: 1,
    value: (isGroup ? (demands.leadRewards.get(key) ?? 0) : 0) - prices.lead(gathering.key, contact.id),
    covers: NO_COVERS,
    tally: tallies.amountsOf([item]),
    uses: buckets.usesOf([item]),
    slots: [slot],
    locks: 0,
  };
  const isMust = isGroup && demands.heldLeads.has(key);
  return { key: `lead ${gathering.key}`, portion: undefined, isMust, options: [option] };
}

/** Whether held pins leave a portion to a contact. */
const mayServe = ({ heldFor }: PinDemands, portion: Portion, contact: Contact): boolean =>
  (heldFor.get(portion.key) ?? []).every((pin) => asksContact(pin, contact.id));

export function contactProblem(making: Making, contact: Contact): ContactProblem {
  const { world, rules, candidates, demands, prices } = making;
  const buckets = createBuckets(world, rules.limits);
  const tallies = createTallies(world, rules.terms, prices.scale);
  const maker: Maker = { making, buckets, tallies, slots: 0 };
  const musts = new Set((demands.heldBy.get(contact.id) ?? []).map(({ portionKey }) => portionKey));
  const pieces: Piece[] = [];
  for (const portion of candidates.portionsOf.get(contact.id) ?? []) {
    if (!mayServe(demands, portion, contact)) continue;
    const isMust = musts.has(portion.key);
    const options = candidates.forms(portion, contact).flatMap((engagement) => optionOf(maker, engagement, isMust));
    if (options.length > 0) pieces.push({ key: portion.key, portion, isMust, options });
  }
  for (const gathering of candidates.leadsOf.get(contact.id) ?? []) pieces.push(leadPiece(maker, contact, gathering));
  const uses: (readonly BucketUse[])[] = [];
  return {
    contact,
    pieces,
    buckets,
    tallies,
    paidFor: (portionKeys) => making.prices.subsets.paidBy({ contactId: contact.id }, portionKeys),
    coverPrice: prices.coverPrice,
    slotCount: maker.slots,
    usesOf(slot) {
      uses[slot.index] ??= buckets.usesOf(itemsOf(slot.occurrences));
      return uses[slot.index] as readonly BucketUse[];
    },
  };
}

/** Keys of the pieces that held pins demand of a contact and that it has not. */
export function missingMusts({ pieces, contact }: ContactProblem, demands: PinDemands): string[] {
  const has = new Set(pieces.filter(({ isMust }) => isMust).map(({ key }) => key));
  const serve = (demands.heldBy.get(contact.id) ?? []).filter(({ portionKey }) => !has.has(portionKey));
  const leads = [...demands.heldLeads].filter(([key]) => {
    const [groupId = '', contactId = ''] = key.split(' ');
    return contactId === contact.id && !has.has(`lead ${groupId}`);
  });
  return [...serve.map(({ pinId }) => pinId), ...leads.map(([, pinId]) => pinId)];
}

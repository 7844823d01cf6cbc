// A certificate's prices: what a plan pays for each thing it uses, and what the rows are worth by themselves.
//
// Validity that needs the candidates (does a bucket have a most, does it count keys) shows while they are priced, so
// `settle` comes last.
import type { Engagement, Occurrence, PatternTime } from '../../domain/items.ts';
import type { World } from '../../domain/world.ts';
import type { Item, LimitRule, Ruleset, Use } from '../../rules/rule.ts';
import type { Certificate, CertificateRow, CertificateTime } from '../../schema/certificate.ts';
import { rulesByKind } from '../rules-by-kind.ts';
import { leadKey } from './pins.ts';
import type { Report } from './problems.ts';
import { type SubsetPrices, subsetPrices } from './subsets.ts';

/** What something costs: `plain` each time, and each of `covers` once in an engagement. */
export type Charge = { readonly plain: number; readonly covers: readonly number[] };

export type Prices = {
  /** Units a point: 2^scaleBits. */
  readonly scale: number;
  part(portionKey: string): number;
  lead(gatheringKey: string, contactId: string): number;
  /** What an engagement pays beside its portion's price and its sessions. */
  ofEngagement(engagement: Engagement): Charge;
  ofTime(engagement: Engagement, time: PatternTime, occurrences: readonly Occurrence[]): Charge;
  coverPrice(cover: number): number;
  readonly subsets: SubsetPrices;
  /** What parts and rows are worth: Σ price × most. To be asked once every candidate has been priced. */
  settle(refuse: Report, note: Report): bigint;
};

const NOTHING: Charge = { plain: 0, covers: [] };

export const timeOf = ([cycleWeek, weekday, start, minutes]: CertificateTime): PatternTime => ({
  cycleWeek: cycleWeek === 0 ? undefined : cycleWeek,
  weekday,
  start,
  minutes,
});

const sessionKey = (portionKey: string, { cycleWeek, weekday, start, minutes }: PatternTime): string =>
  `${portionKey} ${cycleWeek ?? 0} ${weekday} ${start} ${minutes}`;
const seatKey = (portionKey: string, gatheringKey: string): string => `${portionKey} at ${gatheringKey}`;

/** A limit or cover row while it is being priced. */
type BucketRow = {
  readonly row: Extract<CertificateRow, { kind: 'limit' | 'cover' }>;
  readonly pointer: string;
  readonly limit: LimitRule;
  /** Cover ids by portion and key; empty for a limit row. */
  readonly covers: ReadonlyMap<string, number>;
  most: number | undefined;
  isSeen: boolean;
  /** Whether some use has keys where none should, or the other way round. */
  isMixed: boolean;
};

/** The rows of one recipient. */
type Rows = { readonly clashes: Map<string, number>; readonly buckets: BucketRow[] };

const coverKey = (portionKey: string, distinct: string): string => `${portionKey} ${distinct}`;

function addTo(map: Map<string, number>, key: string, price: number): void {
  map.set(key, (map.get(key) ?? 0) + price);
}

/** What one use adds to a row's price; notes what it says of the bucket. */
function chargeUse(bucket: BucketRow, use: Use, portionKey: string, covers: Set<number>): number {
  const { row } = bucket;
  bucket.isSeen = true;
  if (use.most !== undefined) bucket.most = Math.max(bucket.most ?? use.most, use.most);
  if ((use.distinct !== undefined) !== (row.kind === 'cover')) bucket.isMixed = true;
  // What does not enforce the bound is counted only beside something that does: leaving it out keeps the row valid.
  if (use.enforced === false) return 0;
  if (row.kind === 'limit') return row.price * use.amount;
  const cover =
    use.amount >= 1 && use.distinct !== undefined ? bucket.covers.get(coverKey(portionKey, use.distinct)) : undefined;
  if (cover !== undefined) covers.add(cover);
  return 0;
}

function rowsByRecipient(certificate: Certificate, limits: ReadonlyMap<string, LimitRule>, coverPrices: number[]) {
  const byRecipient = new Map<string, Rows>();
  for (const [index, row] of certificate.rows.entries()) {
    if (row.kind === 'subset') continue;
    const rows = byRecipient.get(row.recipientId) ?? { clashes: new Map<string, number>(), buckets: [] };
    byRecipient.set(row.recipientId, rows);
    if (row.kind === 'clash') {
      for (const member of row.members)
        if ('times' in member)
          for (const time of member.times) addTo(rows.clashes, sessionKey(member.portionKey, timeOf(time)), row.price);
        else addTo(rows.clashes, seatKey(member.portionKey, member.gatheringKey), row.price);
      continue;
    }
    const limit = limits.get(row.rule);
    if (limit === undefined) continue;
    const covers = new Map<string, number>();
    if (row.kind === 'cover')
      for (const { portionKey, distinct } of row.members)
        covers.set(coverKey(portionKey, distinct), coverPrices.push(row.price) - 1);
    rows.buckets.push({
      row,
      pointer: `/rows/${index}`,
      limit,
      covers,
      most: undefined,
      isSeen: false,
      isMixed: false,
    });
  }
  return byRecipient;
}

/** Reads the prices of parts and leads; a second price of one thing is reported. */
function namedPrices(certificate: Certificate, report: Report) {
  const parts = new Map<string, number>();
  for (const [index, { portionKey, price }] of certificate.parts.entries()) {
    if (parts.has(portionKey)) report('repeated-price', `/parts/${index}`, [portionKey]);
    parts.set(portionKey, price);
  }
  const leads = new Map<string, number>();
  for (const [index, { gatheringKey, contactId, price }] of certificate.leads.entries()) {
    const key = leadKey(gatheringKey, contactId);
    if (leads.has(key)) report('repeated-price', `/leads/${index}`, [gatheringKey, contactId]);
    leads.set(key, price);
  }
  return { parts, leads };
}

const valueOf = (price: number, most: number): bigint => BigInt(price) * BigInt(most);

export function readPrices(world: World, ruleset: Ruleset, certificate: Certificate, report: Report): Prices {
  const limits = new Map(rulesByKind(ruleset).limits.map((rule) => [rule.id, rule]));
  const coverPrices: number[] = [];
  const byRecipient = rowsByRecipient(certificate, limits, coverPrices);
  const { parts, leads } = namedPrices(certificate, report);
  const subsets = subsetPrices(certificate.rows);

  const charge = (engagement: Engagement, clashKey: string | undefined, items: readonly Item[]): Charge => {
    const rows = byRecipient.get(engagement.portion.recipient.id);
    if (rows === undefined) return NOTHING;
    let plain = clashKey === undefined ? 0 : (rows.clashes.get(clashKey) ?? 0);
    const covers = new Set<number>();
    for (const bucket of rows.buckets)
      for (const item of items)
        for (const use of bucket.limit.uses(world, item))
          if (use.bucket === bucket.row.bucket) plain += chargeUse(bucket, use, engagement.portion.key, covers);
    return { plain, covers: [...covers] };
  };

  return {
    scale: 2 ** certificate.scaleBits,
    part: (portionKey) => parts.get(portionKey) ?? 0,
    lead: (gatheringKey, contactId) => leads.get(leadKey(gatheringKey, contactId)) ?? 0,
    ofEngagement(engagement) {
      const { portion, gathering } = engagement;
      const key = gathering === undefined ? undefined : seatKey(portion.key, gathering.key);
      return charge(engagement, key, [{ kind: 'engagement', engagement }]);
    },
    ofTime(engagement, time, occurrences) {
      const key = engagement.gathering === undefined ? sessionKey(engagement.portion.key, time) : undefined;
      return charge(
        engagement,
        key,
        occurrences.map((occurrence) => ({ kind: 'occurrence', occurrence })),
      );
    },
    coverPrice: (cover) => coverPrices[cover] ?? 0,
    subsets,
    settle(refuse, note) {
      let sum = subsets.worth;
      for (const price of parts.values()) sum += BigInt(price);
      for (const row of certificate.rows) if (row.kind === 'clash') sum += BigInt(row.price);
      for (const { buckets } of byRecipient.values())
        for (const { row, pointer, most, isSeen, isMixed } of buckets) {
          const facts = { rule: row.rule, bucket: row.bucket };
          // A row that no plan touches holds by itself, and is left out.
          if (!isSeen) note('unknown-bucket', `${pointer}/bucket`, [row.recipientId], facts);
          else if (isMixed || most === undefined)
            refuse('wrong-kind-of-bucket', `${pointer}/bucket`, [row.recipientId], facts);
          else sum += valueOf(row.price, most);
        }
      return sum;
    },
  };
}

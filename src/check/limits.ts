// At most, or at least, so much: sums what items use of each bucket and compares.
import type { World } from '../domain/world.ts';
import type { Facts, LimitRule, Ruleset, Use } from '../rules/rule.ts';
import { type Finding, idList } from './finding.ts';
import type { Counted, Source } from './plan-items.ts';
import { rulesByKind } from './rules-by-kind.ts';

/** The sum of one bucket of one limit rule. */
export type Bucket = {
  readonly rule: string;
  readonly ownerId: string;
  readonly amount: number;
  readonly most: number | undefined;
  readonly least: number | undefined;
  /** Whether any use in the bucket makes the bounds hold. */
  readonly isEnforced: boolean;
  /** Whether everything in it was delivered already. */
  readonly isHistory: boolean;
  readonly facts: Facts | undefined;
  readonly sources: readonly Source[];
  /** The item with which `most` was passed; the first planned item where it was not, or was before anything planned. */
  readonly culprit: Source;
};

type OpenBucket = { -readonly [K in keyof Bucket]: Bucket[K] } & {
  sources: Source[];
  seen: Set<string> | undefined;
};

function add(bucket: OpenBucket, use: Use, { source, isHistory }: Counted): void {
  bucket.isEnforced ||= use.enforced !== false;
  if (bucket.isHistory && !isHistory) bucket.culprit = source;
  bucket.isHistory &&= isHistory;
  bucket.most ??= use.most;
  bucket.least ??= use.least;
  if (bucket.sources.at(-1) !== source) bucket.sources.push(source);
  if (use.distinct !== undefined) {
    bucket.seen ??= new Set();
    if (bucket.seen.has(use.distinct)) return;
    bucket.seen.add(use.distinct);
  }
  const wasWithin = bucket.most === undefined || bucket.amount <= bucket.most;
  bucket.amount += use.amount;
  if (wasWithin && bucket.most !== undefined && bucket.amount > bucket.most) bucket.culprit = source;
}

function openBucket(rule: LimitRule, use: Use, { source }: Counted): OpenBucket {
  return {
    rule: rule.id,
    ownerId: use.ownerId,
    amount: 0,
    most: use.most,
    least: use.least,
    isEnforced: false,
    isHistory: true,
    facts: use.facts,
    sources: [],
    culprit: source,
    seen: undefined,
  };
}

/** Sums the uses of every limit rule over items, bucket by bucket in order of first use. */
export function sumBuckets(world: World, items: readonly Counted[], limits: readonly LimitRule[]): Bucket[] {
  const buckets: OpenBucket[] = [];
  for (const rule of limits) {
    const ofRule = new Map<string, OpenBucket>();
    for (const counted of items)
      for (const use of rule.uses(world, counted.item)) {
        let bucket = ofRule.get(use.bucket);
        if (bucket === undefined) {
          bucket = openBucket(rule, use, counted);
          ofRule.set(use.bucket, bucket);
          buckets.push(bucket);
        }
        add(bucket, use, counted);
      }
  }
  return buckets;
}

export const isOverMost = ({ amount, most, isEnforced }: Bucket): boolean =>
  isEnforced && most !== undefined && amount > most;

export const isUnderLeast = ({ amount, least, isEnforced }: Bucket): boolean =>
  isEnforced && least !== undefined && amount < least;

/** Findings of buckets beyond their bounds. What lies wholly in the past is history. */
export function auditLimits(world: World, items: readonly Counted[], ruleset: Ruleset): Finding[] {
  const findings: Finding[] = [];
  for (const bucket of sumBuckets(world, items, rulesByKind(ruleset).limits)) {
    if (bucket.isHistory || !(isOverMost(bucket) || isUnderLeast(bucket))) continue;
    const { rule, ownerId, amount, most, least, facts, sources, culprit } = bucket;
    findings.push({
      rule,
      severity: 'hard',
      ids: idList(ownerId, ...sources.map(({ id }) => id)),
      pointer: culprit.pointer,
      facts: { amount, ...(most === undefined ? {} : { most }), ...(least === undefined ? {} : { least }), ...facts },
    });
  }
  return findings;
}

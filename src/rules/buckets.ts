// Running sums of what a plan's items use of each limit's buckets, to ask whether one more item would still fit.
// Only `most` is asked: whether a least is reached is a question about a whole plan, not about one more item.
import type { World } from '../domain/world.ts';
import { type Facts, type Item, type LimitRule, ofKind, type Ruleset, type Use } from './rule.ts';

/** A bound that something would break. Facts: those of the use, with `amount` and `most`. */
export type Excess = { readonly rule: string; readonly ownerId: string; readonly facts: Facts };

export type Buckets = {
  /** The first bound, in catalogue order, that adding these items would break. */
  over(items: readonly Item[]): Excess | undefined;
  add(items: readonly Item[]): void;
  /** Takes back what was added. */
  remove(items: readonly Item[]): void;
};

type Bucket = { amount: number; enforced: number; readonly distinct: Map<string, number> };

const newBucket = (): Bucket => ({ amount: 0, enforced: 0, distinct: new Map() });

function apply(bucket: Bucket, use: Use, sign: 1 | -1): void {
  if (use.enforced !== false) bucket.enforced += sign;
  if (use.distinct === undefined) {
    bucket.amount += sign * use.amount;
    return;
  }
  const before = bucket.distinct.get(use.distinct) ?? 0;
  const after = before + sign;
  if (after === 0) bucket.distinct.delete(use.distinct);
  else bucket.distinct.set(use.distinct, after);
  if (before === 0 || after === 0) bucket.amount += sign * use.amount;
}

function excess(rule: LimitRule, filled: ReadonlyMap<string, Bucket>, uses: readonly Use[]): Excess | undefined {
  // Most items use nothing of most limits.
  if (uses.length === 0) return undefined;
  const added = new Map<string, { bucket: Bucket; use: Use }>();
  for (const use of uses) {
    const entry = added.get(use.bucket) ?? { bucket: newBucket(), use };
    // A key that the bucket holds already counts no second time.
    const isCounted = use.distinct !== undefined && filled.get(use.bucket)?.distinct.has(use.distinct) === true;
    apply(entry.bucket, isCounted ? { ...use, amount: 0 } : use, 1);
    added.set(use.bucket, entry);
  }
  for (const [key, { bucket, use }] of added) {
    const before = filled.get(key);
    const amount = (before?.amount ?? 0) + bucket.amount;
    const isEnforced = (before?.enforced ?? 0) + bucket.enforced > 0;
    if (use.most !== undefined && isEnforced && amount > use.most)
      return { rule: rule.id, ownerId: use.ownerId, facts: { ...use.facts, amount, most: use.most } };
  }
  return undefined;
}

/** Empty buckets for the limits among the rules. */
export function createBuckets(world: World, rules: Ruleset): Buckets {
  const limits = ofKind(rules, 'limit').map((rule) => ({ rule, filled: new Map<string, Bucket>() }));
  const change = (items: readonly Item[], sign: 1 | -1): void => {
    for (const { rule, filled } of limits)
      for (const item of items)
        for (const use of rule.uses(world, item)) {
          let bucket = filled.get(use.bucket);
          if (bucket === undefined) {
            bucket = newBucket();
            filled.set(use.bucket, bucket);
          }
          apply(bucket, use, sign);
        }
  };
  return {
    add: (items) => change(items, 1),
    remove: (items) => change(items, -1),
    over(items) {
      for (const { rule, filled } of limits) {
        const [only] = items;
        const uses =
          only !== undefined && items.length === 1
            ? rule.uses(world, only)
            : items.flatMap((item) => rule.uses(world, item));
        const found = excess(rule, filled, uses);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

// A ledger of what a growing choice uses: says whether one more thing breaks a limit or a conflict, and books it.
// Only what can never heal by adding more is refused; a `least` (a group too small) is for the caller to see to.
// Long function createLedger: every method keeps the same books, which nothing else may touch.
import { type Engagement, type Occurrence, peopleOf } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { type Item, ofKind, type Ruleset, type Use } from '../../src/rules/rule.ts';

export type Ledger = {
  /** Books the items and returns how to undo it; undefined, with nothing booked, where they do not fit. */
  book(items: readonly Item[]): (() => void) | undefined;
};

type Bucket = { sum: number; keys: Map<string, number>; enforcing: number; most: number };

export function createLedger(world: World, rules: Ruleset): Ledger {
  const limits = ofKind(rules, 'limit');
  const conflicts = ofKind(rules, 'conflict');
  const buckets = new Map<string, Bucket>();
  const days = new Map<string, Set<Occurrence>>();
  const groups = new Map<string, Set<Engagement>>();

  const bucketOf = (ruleId: string, use: Use): Bucket => {
    const key = `${ruleId} ${use.bucket}`;
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = { sum: 0, keys: new Map(), enforcing: 0, most: use.most ?? Infinity };
      buckets.set(key, bucket);
    }
    return bucket;
  };

  /** Adds (sign 1) or takes back (−1) a use; says whether the bucket still holds. */
  const apply = (ruleId: string, use: Use, sign: 1 | -1): boolean => {
    const bucket = bucketOf(ruleId, use);
    if (use.enforced !== false) bucket.enforcing += sign;
    if (use.distinct === undefined) bucket.sum += sign * use.amount;
    else {
      const before = bucket.keys.get(use.distinct) ?? 0;
      bucket.keys.set(use.distinct, before + sign);
      if (before + sign === (sign === 1 ? 1 : 0)) bucket.sum += sign * use.amount;
    }
    return bucket.enforcing === 0 || bucket.sum <= bucket.most;
  };

  const dayKeys = (occurrence: Occurrence): string[] => {
    const keys = peopleOf(occurrence.of).map((person) => `${person} ${occurrence.dayKey}`);
    if ('portion' in occurrence.of) keys.push(`#part ${occurrence.of.portion.part.id} ${occurrence.dayKey}`);
    return keys;
  };
  const groupKeys = (engagement: Engagement): string[] => [
    `#part ${engagement.portion.part.id}`,
    ...(engagement.gathering === undefined ? [] : [`gathering ${engagement.gathering.key}`]),
  ];
  const clashes = (item: Item): boolean => {
    if (item.kind === 'occurrence')
      return dayKeys(item.occurrence).some((key) =>
        [...(days.get(key) ?? [])].some((other) =>
          conflicts.some((rule) => rule.occurrences?.(world, item.occurrence, other) !== undefined),
        ),
      );
    if (item.kind === 'engagement')
      return groupKeys(item.engagement).some((key) =>
        [...(groups.get(key) ?? [])].some((other) =>
          conflicts.some((rule) => rule.engagements?.(world, item.engagement, other) !== undefined),
        ),
      );
    return false;
  };
  const into = <T>(map: Map<string, Set<T>>, keys: readonly string[], value: T, sign: 1 | -1): void => {
    for (const key of keys) {
      const set = map.get(key) ?? new Set<T>();
      map.set(key, set);
      if (sign === 1) set.add(value);
      else set.delete(value);
    }
  };
  const move = (item: Item, sign: 1 | -1): boolean => {
    if (item.kind === 'occurrence') into(days, dayKeys(item.occurrence), item.occurrence, sign);
    if (item.kind === 'engagement') into(groups, groupKeys(item.engagement), item.engagement, sign);
    let holds = true;
    for (const rule of limits) for (const use of rule.uses(world, item)) if (!apply(rule.id, use, sign)) holds = false;
    return holds;
  };

  return {
    book(items) {
      const booked: Item[] = [];
      const undo = (): void => {
        for (const item of booked.splice(0).reverse()) move(item, -1);
      };
      for (const item of items) {
        if (clashes(item)) {
          undo();
          return undefined;
        }
        booked.push(item);
        if (!move(item, 1)) {
          undo();
          return undefined;
        }
      }
      return undo;
    },
  };
}

// Limits of a single plan as running sums: buckets and their keys are numbered, so that a search can add and take back.
//
// Only `most` is watched while a plan grows, since more items never heal what is over it. `least` is asked of a whole
// plan.
// Long function createBuckets: numbering and sums, closed over by what the searches ask.
import type { World } from '../../domain/world.ts';
import type { Item, LimitRule, Use } from '../../rules/rule.ts';

/** What some items take of one bucket together. */
export type BucketUse = {
  readonly bucket: number;
  /** Sum of the amounts that have no key. */
  readonly amount: number;
  readonly isEnforcing: boolean;
  /** Keys, and the amount that each counts once. */
  readonly distinct: readonly { readonly key: number; readonly amount: number }[];
};

export type Buckets = {
  /** The uses of some items, bucket by bucket. */
  usesOf(items: readonly Item[]): BucketUse[];
  add(uses: readonly BucketUse[]): void;
  remove(uses: readonly BucketUse[]): void;
  /** Whether adding these would pass some most. */
  wouldPass(uses: readonly BucketUse[]): boolean;
  /** Whether some bucket with anything in it holds less than its least. */
  isShort(): boolean;
  /** Bounds of a bucket by number. */
  most(bucket: number): number;
  /** Equal for buckets in which one owner's limit counts the same thing, such as the minutes of one week and another. */
  kindOf(bucket: number): string;
  least(bucket: number): number | undefined;
  /** Forgets the least of what these touch: something outside the plan may help to reach it. */
  dropLeast(uses: readonly BucketUse[]): void;
};

/** Empty buckets. `ownerId`: whose least is asked; what others must reach is no matter of this plan alone. */
export function createBuckets(world: World, limits: readonly LimitRule[], ownerId?: string): Buckets {
  const numbers = new Map<string, number>();
  const keys = new Map<string, number>();
  // By bucket number: its bounds (no most: Infinity), what it holds, how many uses enforce it, how many there are.
  const mosts: number[] = [];
  const leasts: (number | undefined)[] = [];
  const amounts: number[] = [];
  const enforcing: number[] = [];
  const counts: number[] = [];
  const kinds: string[] = [];
  // By key number: how often it is held.
  const held: number[] = [];

  const numberOf = (rule: LimitRule, use: Use): number => {
    const name = `${rule.id} ${use.bucket}`;
    let bucket = numbers.get(name);
    if (bucket === undefined) {
      bucket = mosts.push(Infinity) - 1;
      kinds.push(JSON.stringify([rule.id, use.ownerId, use.facts]));
      leasts.push(undefined);
      amounts.push(0);
      enforcing.push(0);
      counts.push(0);
      numbers.set(name, bucket);
    }
    return bucket;
  };
  const keyOf = (name: string): number => {
    let key = keys.get(name);
    if (key === undefined) {
      key = held.push(0) - 1;
      keys.set(name, key);
    }
    return key;
  };
  const heldOf = (key: number): number => held[key] as number;
  const change = (uses: readonly BucketUse[], sign: 1 | -1): void => {
    for (const { bucket, amount, isEnforcing, distinct } of uses) {
      let sum = amount;
      for (const { key, amount: each } of distinct) {
        const before = heldOf(key);
        held[key] = before + sign;
        if (before === 0 || before + sign === 0) sum += each;
      }
      amounts[bucket] = (amounts[bucket] as number) + sign * sum;
      counts[bucket] = (counts[bucket] as number) + sign;
      if (isEnforcing) enforcing[bucket] = (enforcing[bucket] as number) + sign;
    }
  };

  return {
    usesOf(items) {
      const found = new Map<number, { amount: number; isEnforcing: boolean; distinct: Map<number, number> }>();
      for (const rule of limits)
        for (const item of items)
          for (const use of rule.uses(world, item)) {
            const bucket = numberOf(rule, use);
            // Uses of a bucket should agree on its bounds; where they do not, the wider ones are sound.
            const most = mosts[bucket] as number;
            if (use.most !== undefined) mosts[bucket] = most === Infinity ? use.most : Math.max(most, use.most);
            if (use.least !== undefined && use.ownerId === ownerId)
              leasts[bucket] = Math.min(leasts[bucket] ?? use.least, use.least);
            const own = found.get(bucket) ?? { amount: 0, isEnforcing: false, distinct: new Map<number, number>() };
            found.set(bucket, own);
            own.isEnforcing ||= use.enforced !== false;
            if (use.distinct === undefined) own.amount += use.amount;
            else own.distinct.set(keyOf(`${bucket} ${use.distinct}`), use.amount);
          }
      return [...found].map(([bucket, { amount, isEnforcing, distinct }]) => ({
        bucket,
        amount,
        isEnforcing,
        distinct: [...distinct].map(([key, each]) => ({ key, amount: each })),
      }));
    },
    add: (uses) => change(uses, 1),
    remove: (uses) => change(uses, -1),
    wouldPass(uses) {
      for (const { bucket, amount, isEnforcing, distinct } of uses) {
        const most = mosts[bucket] as number;
        if (most === Infinity || (!isEnforcing && enforcing[bucket] === 0)) continue;
        let sum = (amounts[bucket] as number) + amount;
        for (const { key, amount: each } of distinct) if (heldOf(key) === 0) sum += each;
        if (sum > most) return true;
      }
      return false;
    },
    isShort: () =>
      leasts.some(
        (least, bucket) =>
          least !== undefined &&
          (counts[bucket] as number) > 0 &&
          (enforcing[bucket] as number) > 0 &&
          (amounts[bucket] as number) < least,
      ),
    most: (bucket) => mosts[bucket] ?? Infinity,
    kindOf: (bucket) => kinds[bucket] ?? '',
    least: (bucket) => leasts[bucket],
    dropLeast(uses) {
      for (const { bucket } of uses) leasts[bucket] = undefined;
    },
  };
}

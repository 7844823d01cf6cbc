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

type Draft = {
  readonly bucket: number;
  amount: number;
  isEnforcing: boolean;
  readonly distinct: { readonly key: number; amount: number }[];
};

/** Counts one more use among those of the same items; `key` is undefined where it has none. */
function addUse(found: Draft[], bucket: number, use: Use, key: number | undefined): void {
  let own = found.find((draft) => draft.bucket === bucket);
  if (own === undefined) {
    own = { bucket, amount: 0, isEnforcing: false, distinct: [] };
    found.push(own);
  }
  own.isEnforcing ||= use.enforced !== false;
  if (key === undefined) {
    own.amount += use.amount;
    return;
  }
  const held = own.distinct.find((each) => each.key === key);
  if (held === undefined) own.distinct.push({ key, amount: use.amount });
  else held.amount = use.amount;
}

/** Empty buckets. `ownerId`: whose least is asked; what others must reach is no matter of this plan alone. */
export function createBuckets(world: World, limits: readonly LimitRule[], ownerId?: string): Buckets {
  const numbersOf = limits.map(() => new Map<string, number>());
  // By bucket number: the numbers of its keys.
  const keysOf: Map<string, number>[] = [];
  // By bucket number: its bounds (no most: Infinity), what it holds, how many uses enforce it, how many there are.
  const mosts: number[] = [];
  const leasts: (number | undefined)[] = [];
  const amounts: number[] = [];
  const enforcing: number[] = [];
  const counts: number[] = [];
  const kinds: string[] = [];
  // By key number: how often it is held.
  const held: number[] = [];

  const numberOf = (rule: number, use: Use): number => {
    const numbers = numbersOf[rule] as Map<string, number>;
    let bucket = numbers.get(use.bucket);
    if (bucket === undefined) {
      bucket = mosts.push(Infinity) - 1;
      kinds.push(JSON.stringify([rule, use.ownerId, use.facts]));
      keysOf.push(new Map());
      leasts.push(undefined);
      amounts.push(0);
      enforcing.push(0);
      counts.push(0);
      numbers.set(use.bucket, bucket);
    }
    return bucket;
  };
  const keyOf = (bucket: number, name: string): number => {
    const keys = keysOf[bucket] as Map<string, number>;
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
      // An item touches few buckets: looking through a list costs less than a map, and this is asked of every slot.
      const found: Draft[] = [];
      for (const [index, rule] of limits.entries())
        for (const item of items)
          for (const use of rule.uses(world, item)) {
            const bucket = numberOf(index, use);
            // Uses of a bucket should agree on its bounds; where they do not, the wider ones are sound.
            const most = mosts[bucket] as number;
            if (use.most !== undefined) mosts[bucket] = most === Infinity ? use.most : Math.max(most, use.most);
            if (use.least !== undefined && use.ownerId === ownerId)
              leasts[bucket] = Math.min(leasts[bucket] ?? use.least, use.least);
            addUse(found, bucket, use, use.distinct === undefined ? undefined : keyOf(bucket, use.distinct));
          }
      return found;
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

// A ledger of what a growing choice uses: says whether one more thing breaks a limit or a conflict, and books it.
// Only what can never heal by adding more is refused; a `least` (a group too small) is for the caller to see to.
// Most of what is asked is refused, so a refusal costs as little as possible: it is taken back from a list of what was
// booked, without asking the rules again.
import { type Engagement, isLead, type Occurrence } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { type ConflictRule, type Item, type LimitRule, ofKind, type Ruleset, type Use } from '../../src/rules/rule.ts';

export type Ledger = {
  /** Books the items and returns how to undo it; undefined, with nothing booked, where they do not fit. */
  book(items: readonly Item[]): (() => void) | undefined;
};

type Undo = () => void;
type Bucket = { sum: number; readonly keys: Map<string, number>; enforcing: number; readonly most: number };

/** Adds (sign 1) or takes back (−1) a use. */
function apply(bucket: Bucket, use: Use, sign: 1 | -1): void {
  if (use.enforced !== false) bucket.enforcing += sign;
  if (use.distinct === undefined) {
    bucket.sum += sign * use.amount;
    return;
  }
  const before = bucket.keys.get(use.distinct) ?? 0;
  bucket.keys.set(use.distinct, before + sign);
  if (before + sign === (sign === 1 ? 1 : 0)) bucket.sum += sign * use.amount;
}

/** The buckets of one limit rule. */
function createBuckets(world: World, rule: LimitRule) {
  const buckets = new Map<string, Bucket>();
  /** Books an item's uses and notes how to undo it; says whether every bucket still holds. */
  return (item: Item, booked: Undo[]): boolean => {
    for (const use of rule.uses(world, item)) {
      let bucket = buckets.get(use.bucket);
      if (bucket === undefined) {
        bucket = { sum: 0, keys: new Map(), enforcing: 0, most: use.most ?? Infinity };
        buckets.set(use.bucket, bucket);
      }
      const filled = bucket;
      apply(filled, use, 1);
      booked.push(() => apply(filled, use, -1));
      if (filled.enforcing > 0 && filled.sum > filled.most) return false;
    }
    return true;
  };
}

/** Things that may clash, under what they share: an id, and for occurrences a day. */
type Shelf<T> = Map<string, Map<string, T[]>>;

const NOTHING: readonly never[] = [];

const onShelf = <T>(shelf: Shelf<T>, day: string, id: string): readonly T[] => shelf.get(day)?.get(id) ?? NOTHING;

function put<T>(shelf: Shelf<T>, day: string, id: string, value: T, booked: Undo[]): void {
  let ofDay = shelf.get(day);
  if (ofDay === undefined) {
    ofDay = new Map();
    shelf.set(day, ofDay);
  }
  let found = ofDay.get(id);
  if (found === undefined) {
    found = [];
    ofDay.set(id, found);
  }
  const list = found;
  list.push(value);
  booked.push(() => list.splice(list.lastIndexOf(value), 1));
}

/** What keeps items that clash apart, by one function each for occurrences and engagements. */
function createShelves(world: World, conflicts: readonly ConflictRule[]) {
  const onDays = conflicts.flatMap((rule) => (rule.occurrences === undefined ? [] : [rule.occurrences]));
  const together = conflicts.flatMap((rule) => (rule.engagements === undefined ? [] : [rule.engagements]));
  const people: Shelf<Occurrence> = new Map();
  const parts: Shelf<Occurrence> = new Map();
  const engaged: Shelf<Engagement> = new Map();
  const areFree = (others: readonly Occurrence[], one: Occurrence): boolean =>
    others.every((other) => onDays.every((rule) => rule(world, one, other) === undefined));
  const mayJoin = (others: readonly Engagement[], one: Engagement): boolean =>
    others.every((other) => together.every((rule) => rule(world, one, other) === undefined));
  return {
    /** Puts an occurrence where others will meet it; says whether it clashes with none. */
    occurrence(one: Occurrence, booked: Undo[]): boolean {
      const { of, dayKey } = one;
      const contactId = of.contact?.id;
      if (contactId !== undefined && !areFree(onShelf(people, dayKey, contactId), one)) return false;
      if (!isLead(of)) {
        const { recipient, part } = of.portion;
        if (!areFree(onShelf(people, dayKey, recipient.id), one)) return false;
        if (!areFree(onShelf(parts, dayKey, part.id), one)) return false;
        put(people, dayKey, recipient.id, one, booked);
        put(parts, dayKey, part.id, one, booked);
      }
      if (contactId !== undefined) put(people, dayKey, contactId, one, booked);
      return true;
    },
    /** Puts an engagement where others will meet it; says whether it clashes with none. */
    engagement(one: Engagement, booked: Undo[]): boolean {
      const { portion, gathering } = one;
      if (!mayJoin(onShelf(engaged, 'part', portion.part.id), one)) return false;
      if (gathering !== undefined && !mayJoin(onShelf(engaged, 'gathering', gathering.key), one)) return false;
      put(engaged, 'part', portion.part.id, one, booked);
      if (gathering !== undefined) put(engaged, 'gathering', gathering.key, one, booked);
      return true;
    },
  };
}

export function createLedger(world: World, rules: Ruleset): Ledger {
  const limits = ofKind(rules, 'limit').map((rule) => createBuckets(world, rule));
  const shelves = createShelves(world, ofKind(rules, 'conflict'));
  const isPlaced = (item: Item, booked: Undo[]): boolean => {
    if (item.kind === 'occurrence') return shelves.occurrence(item.occurrence, booked);
    return item.kind === 'lead' || shelves.engagement(item.engagement, booked);
  };
  return {
    book(items) {
      const booked: Undo[] = [];
      const undo = (): void => {
        for (let back = booked.pop(); back !== undefined; back = booked.pop()) back();
      };
      for (const item of items)
        if (!isPlaced(item, booked) || !limits.every((fill) => fill(item, booked))) {
          undo();
          return undefined;
        }
      return undo;
    },
  };
}

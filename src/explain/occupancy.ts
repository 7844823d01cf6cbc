// What a plan already takes: its limits' buckets and its people's days, to ask whether one more thing would fit.
import { type Engagement, isLead, type Lead, occurrencesOf, type PatternTime, peopleOf } from '../domain/items.ts';
import { leadsOf, readAssignments, type Weekly } from '../domain/plan-items.ts';
import { timeOfGathering } from '../domain/items.ts';
import type { World } from '../domain/world.ts';
import { createBuckets } from '../rules/buckets.ts';
import { type ConflictRule, type Facts, type Item, ofKind, type Ruleset } from '../rules/rule.ts';

/** A limit or conflict that leaves no room, and what was found. */
export type Blocker = { readonly rule: string; readonly facts: Facts };

export type Occupancy = {
  /** The first conflict or limit that these items would break beside what is held; they are not tested against each other. */
  blocker(items: readonly Item[]): Blocker | undefined;
  add(items: readonly Item[]): void;
  remove(items: readonly Item[]): void;
  /** Leads of a gathering that are held. */
  leadsAt(gatheringKey: string): readonly Lead[];
};

/** All items of an engagement or a lead at its recurring times. */
export function itemsAt(of: Engagement | Lead, times: readonly PatternTime[]): Item[] {
  const item: Item = isLead(of) ? { kind: 'lead', lead: of } : { kind: 'engagement', engagement: of };
  return [item, ...occurrenceItems(of, times)];
}

export const occurrenceItems = (of: Engagement | Lead, times: readonly PatternTime[]): Item[] =>
  times.flatMap((time) => occurrencesOf(of, time)).map((occurrence): Item => ({ kind: 'occurrence', occurrence }));

/** All items of a plan's weekly part, assignment by assignment, then its leads. */
export const itemsOfPlan = (world: World, plan: Weekly): Item[] => [
  ...readAssignments(world, plan).flatMap(({ engagement, times }) =>
    engagement === undefined ? [] : itemsAt(engagement, times),
  ),
  ...leadsOf(world, plan).flatMap((lead) => itemsAt(lead, [timeOfGathering(lead.gathering)])),
];

/** Keys under which two things that a conflict rule is asked about meet. */
function keysOf(item: Item): string[] {
  if (item.kind === 'lead') return [`lead|${item.lead.gathering.key}`];
  if (item.kind === 'engagement') {
    const { portion, gathering } = item.engagement;
    return [`part|${portion.part.id}`, ...(gathering === undefined ? [] : [`gathering|${gathering.key}`])];
  }
  const { of, dayKey } = item.occurrence;
  const shared = isLead(of) ? [] : [`part|${of.portion.part.id}|${dayKey}`];
  return [...shared, ...peopleOf(of).map((person) => `person|${person}|${dayKey}`)];
}

/** The first conflict rule under which two things cannot both be, and what was found. */
export const clashOf = (world: World, conflicts: readonly ConflictRule[], a: Item, b: Item): Blocker | undefined => {
  for (const rule of conflicts) {
    const facts =
      a.kind === 'occurrence' && b.kind === 'occurrence'
        ? rule.occurrences?.(world, a.occurrence, b.occurrence)
        : a.kind === 'engagement' && b.kind === 'engagement'
          ? rule.engagements?.(world, a.engagement, b.engagement)
          : undefined;
    if (facts !== undefined) return { rule: rule.id, facts };
  }
  return undefined;
};

/** What a plan takes; changed by `add` and `remove`. */
export function createOccupancy(world: World, rules: Ruleset, plan: Weekly): Occupancy {
  const buckets = createBuckets(world, rules);
  const conflicts = ofKind(rules, 'conflict');
  const held = new Map<string, Item[]>();
  const at = (key: string): readonly Item[] => held.get(key) ?? [];
  const occupancy: Occupancy = {
    blocker(items) {
      for (const item of items)
        for (const key of keysOf(item))
          for (const other of at(key)) {
            const clash = clashOf(world, conflicts, other, item);
            if (clash !== undefined) return clash;
          }
      const excess = buckets.over(items);
      return excess && { rule: excess.rule, facts: excess.facts };
    },
    add(items) {
      buckets.add(items);
      for (const item of items)
        for (const key of keysOf(item)) {
          const found = held.get(key);
          if (found === undefined) held.set(key, [item]);
          else found.push(item);
        }
    },
    remove(items) {
      buckets.remove(items);
      for (const item of items)
        for (const key of keysOf(item)) {
          const found = held.get(key);
          const index = found?.lastIndexOf(item) ?? -1;
          if (index >= 0) found?.splice(index, 1);
        }
    },
    leadsAt: (key) => at(`lead|${key}`).flatMap((item) => (item.kind === 'lead' ? [item.lead] : [])),
  };
  occupancy.add(itemsOfPlan(world, plan));
  return occupancy;
}

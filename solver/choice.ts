// A choice: the part of a plan that a solver decides, as engagements with their times and leads. Its value is computed
// here from the terms alone, so that no solver's idea of an objective is trusted.
import {
  type Engagement,
  type Lead,
  type Occurrence,
  occurrencesOf,
  type PatternTime,
  timeOfGathering,
} from '../src/domain/items.ts';
import { groupBy } from '../src/domain/grouping.ts';
import type { World } from '../src/domain/world.ts';
import { type Item, ofKind, type Ruleset, type TallyUse } from '../src/rules/rule.ts';

export type Chosen = { readonly engagement: Engagement; readonly times: readonly PatternTime[] };
export type Choice = { readonly served: readonly Chosen[]; readonly leads: readonly Lead[] };

export const EMPTY: Choice = { served: [], leads: [] };

const itemsOf = (of: Engagement | Lead, occurrences: readonly Occurrence[]): Item[] => [
  'portion' in of ? { kind: 'engagement', engagement: of } : { kind: 'lead', lead: of },
  ...occurrences.map((occurrence): Item => ({ kind: 'occurrence', occurrence })),
];

/** Everything a choice puts into a plan. */
export const itemsOfChoice = ({ served, leads }: Choice): Item[] => [
  ...served.flatMap(({ engagement, times }) =>
    itemsOf(
      engagement,
      times.flatMap((time) => occurrencesOf(engagement, time)),
    ),
  ),
  ...leads.flatMap((lead) => itemsOf(lead, occurrencesOf(lead, timeOfGathering(lead.gathering)))),
];

/** Points of a bucket of a stepped tally (see `TallyUse`). */
export function tallyPoints({ rise, fall }: TallyUse, total: number): number {
  const risen = rise === undefined ? 0 : rise.points * Math.floor(Math.min(total, rise.upTo) / rise.step);
  const fallen = fall === undefined ? 0 : fall.points * Math.ceil(Math.max(0, total - fall.beyond) / fall.step);
  return risen - fallen;
}

/** The objective of a choice, in points. */
export function valueOf(world: World, rules: Ruleset, choice: Choice): number {
  let points = 0;
  const items = itemsOfChoice(choice);
  for (const term of ofKind(rules, 'term')) {
    for (const { engagement, times } of choice.served) {
      points += term.engagement?.(world, engagement) ?? 0;
      const slot = term.slot?.(world, engagement);
      if (slot !== undefined) for (const time of times) points += slot(time);
    }
    const { halves, tally } = term;
    if (halves !== undefined)
      for (const pair of groupBy(choice.served, ({ engagement }) => engagement.portion.part.id).values()) {
        const first = pair.find(({ engagement }) => engagement.portion.share === 1);
        const second = pair.find(({ engagement }) => engagement.portion.share === 2);
        if (first !== undefined && second !== undefined) points += halves(world, first.engagement, second.engagement);
      }
    if (tally !== undefined) {
      const uses = items.flatMap((item) => [...tally(world, item)]);
      for (const bucket of groupBy(uses, (use) => use.bucket).values())
        points += tallyPoints(
          bucket[0] as TallyUse,
          bucket.reduce((sum, use) => sum + use.amount, 0),
        );
    }
  }
  return points;
}

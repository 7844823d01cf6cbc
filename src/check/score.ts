// The score of a plan, recomputed from its weekly items alone: every term's points, and who is over the mileage budget.
import { oereAMonth } from '../domain/mileage.ts';
import type { World } from '../domain/world.ts';
import type { Ruleset, TallyUse, TermRule } from '../rules/rule.ts';
import { type Finding, idList } from './finding.ts';
import { type Counted, type PlanItems, type PlannedEngagement, type Source, weeklyItems } from './plan-items.ts';
import { rulesByKind } from './rules-by-kind.ts';

/** The sum of one bucket of one tally. */
export type Tally = {
  readonly rule: string;
  readonly ownerId: string;
  readonly amount: number;
  readonly rise: TallyUse['rise'] | undefined;
  readonly fall: TallyUse['fall'] | undefined;
  /** The items whose amount is more than nothing. */
  readonly items: readonly Counted[];
};

export type Scored = {
  readonly objective: number;
  /** By rule id, in catalogue order. */
  readonly score: Record<string, number>;
  readonly tallies: readonly Tally[];
};

/** `rise.points × floor(min(T, rise.upTo) / rise.step) − fall.points × ceil(max(0, T − fall.beyond) / fall.step)`. */
export function pointsOfTally({ amount, rise, fall }: Pick<Tally, 'amount' | 'rise' | 'fall'>): number {
  const up = rise === undefined ? 0 : rise.points * Math.floor(Math.min(amount, rise.upTo) / rise.step);
  const down = fall === undefined ? 0 : fall.points * Math.ceil(Math.max(0, amount - fall.beyond) / fall.step);
  return up - down;
}

function tallies(world: World, items: readonly Counted[], { id: rule, tally }: TermRule): Tally[] {
  if (tally === undefined) return [];
  const buckets = new Map<string, { -readonly [K in keyof Tally]: Tally[K] } & { items: Counted[] }>();
  for (const counted of items)
    for (const { bucket, ownerId, amount, rise, fall } of tally(world, counted.item)) {
      let sum = buckets.get(bucket);
      if (sum === undefined) {
        sum = { rule, ownerId, amount: 0, rise, fall, items: [] };
        buckets.set(bucket, sum);
      }
      sum.amount += amount;
      sum.rise ??= rise;
      sum.fall ??= fall;
      if (amount > 0) sum.items.push(counted);
    }
  return [...buckets.values()];
}

/** Both halves of the parts of which both are served, the first half first. */
function halvesOf(engagements: readonly PlannedEngagement[]): [PlannedEngagement, PlannedEngagement][] {
  const byPart = new Map<string, { first?: PlannedEngagement; second?: PlannedEngagement }>();
  for (const planned of engagements) {
    const { share, part } = planned.engagement.portion;
    if (share === undefined) continue;
    const halves = byPart.get(part.id) ?? {};
    if (share === 1) halves.first ??= planned;
    else halves.second ??= planned;
    byPart.set(part.id, halves);
  }
  return [...byPart.values()].flatMap(({ first, second }) =>
    first === undefined || second === undefined ? [] : [[first, second]],
  );
}

/** Scores the sound items of a plan. */
export function scoreItems(world: World, items: Pick<PlanItems, 'engagements' | 'leads'>, ruleset: Ruleset): Scored {
  const engagements = items.engagements.filter(({ isSound }) => isSound);
  const counted = weeklyItems({ engagements, leads: items.leads.filter(({ isSound }) => isSound) });
  const halves = halvesOf(engagements);
  const score: Record<string, number> = {};
  const all: Tally[] = [];
  let objective = 0;
  for (const term of rulesByKind(ruleset).terms) {
    let points = 0;
    for (const { engagement, times } of engagements) {
      if (term.engagement !== undefined) points += term.engagement(world, engagement);
      const slot = term.slot?.(world, engagement);
      if (slot !== undefined) for (const time of times) points += slot(time);
    }
    if (term.halves !== undefined)
      for (const [first, second] of halves) points += term.halves(world, first.engagement, second.engagement);
    for (const tally of tallies(world, counted, term)) {
      points += pointsOfTally(tally);
      all.push(tally);
    }
    score[term.id] = points;
    objective += points;
  }
  return { objective, score, tallies: all };
}

/** Soft findings of contacts over the mileage budget: øre a month over it, and the recipients who pay them. */
export function auditMileage(world: World, sums: readonly Tally[]): Finding[] {
  return sums.flatMap(({ rule, ownerId, amount, items }) => {
    const oere = rule === 'mileage-budget' ? oereAMonth(amount) - world.policy.mileage.budgetOere : 0;
    if (oere <= 0) return [];
    const payers = idList(...items.map(({ item }) => recipientOf(item)));
    const first: Source | undefined = items[0]?.source;
    const facts = { oere, contact: ownerId, payers: payers.join(', ') };
    const ids = idList(ownerId, ...payers);
    return [{ rule, severity: 'soft', ids, pointer: first?.pointer ?? '', facts } satisfies Finding];
  });
}

function recipientOf(item: Counted['item']): string | undefined {
  if (item.kind === 'lead') return undefined;
  const of = item.kind === 'engagement' ? item.engagement : item.occurrence.of;
  return 'portion' in of ? of.portion.recipient.id : undefined;
}

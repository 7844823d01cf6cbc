// "Why this one?": what one pairing brings, term by term. Terms that add up are asked of the pairing itself; tallies
// and the two halves of a part are what the plan is worth with the pairing, less what it is worth without.
import type { Engagement, PatternTime } from '../domain/items.ts';
import { readAssignments, type Weekly } from '../domain/plan-items.ts';
import type { World } from '../domain/world.ts';
import { type Item, ofKind, type Ruleset, type TallyUse, type TermRule } from '../rules/rule.ts';
import { itemsOfPlan } from './occupancy.ts';
import { isHidden, isHiddenContact } from './scene.ts';

export type PairingExplanation = {
  readonly assignmentId: string;
  /** Points of every term, in catalogue order, zeros included. */
  readonly points: readonly { readonly rule: string; readonly points: number }[];
  /** Their sum: what the plan would lose without this pairing. */
  readonly total: number;
};

/** Points of one tally's bucket that holds so much. */
const pointsOf = ({ rise, fall }: TallyUse, amount: number): number =>
  (rise === undefined ? 0 : rise.points * Math.floor(Math.min(amount, rise.upTo) / rise.step)) -
  (fall === undefined ? 0 : fall.points * Math.ceil(Math.max(0, amount - fall.beyond) / fall.step));

function tallyPoints(world: World, rule: TermRule, items: readonly Item[]): number {
  const buckets = new Map<string, { use: TallyUse; amount: number }>();
  for (const item of items)
    for (const use of rule.tally?.(world, item) ?? []) {
      const bucket = buckets.get(use.bucket) ?? { use, amount: 0 };
      bucket.amount += use.amount;
      buckets.set(use.bucket, bucket);
    }
  let points = 0;
  for (const { use, amount } of buckets.values()) points += pointsOf(use, amount);
  return points;
}

type Served = { readonly engagement: Engagement; readonly times: readonly PatternTime[] };

function ownPoints(world: World, rule: TermRule, { engagement, times }: Served): number {
  const slots = times.reduce((sum, time) => sum + (rule.slot?.(world, engagement, time) ?? 0), 0);
  return (rule.engagement?.(world, engagement) ?? 0) + slots;
}

/** Points of the two halves of a part, where the plan serves the other one too. */
function halvesPoints(world: World, rule: TermRule, own: Engagement, all: readonly Engagement[]): number {
  const other = all.find(({ portion }) => portion.part.id === own.portion.part.id && portion.key !== own.portion.key);
  if (other === undefined || rule.halves === undefined) return 0;
  return own.portion.share === 1 ? rule.halves(world, own, other) : rule.halves(world, other, own);
}

/** Explains one assignment of a plan; undefined where it is unknown or somebody in it may not be shown. */
export function explainPairing(
  world: World,
  plan: Weekly,
  assignmentId: string,
  rules: Ruleset,
): PairingExplanation | undefined {
  const read = readAssignments(world, plan);
  const found = read.find(({ assignment }) => assignment.id === assignmentId);
  if (found?.engagement === undefined || isHidden(world, found.engagement.portion, rules)) return undefined;
  const { engagement, times } = found;
  if (engagement.contact !== undefined && isHiddenContact(world, engagement.contact, rules)) return undefined;
  const engagements = read.flatMap((entry) => entry.engagement ?? []);
  const others = plan.assignments.filter(({ id }) => id !== assignmentId);
  const itemsWith = itemsOfPlan(world, plan);
  const itemsWithout = itemsOfPlan(world, { assignments: others, leads: plan.leads });
  const points = ofKind(rules, 'term').map((rule) => ({
    rule: rule.id,
    points:
      ownPoints(world, rule, { engagement, times }) +
      halvesPoints(world, rule, engagement, engagements) +
      tallyPoints(world, rule, itemsWith) -
      tallyPoints(world, rule, itemsWithout),
  }));
  return { assignmentId, points, total: points.reduce((sum, entry) => sum + entry.points, 0) };
}

// Whether things may be together, asked of the rules one by one: what pricing knows in its own numbers, said plainly.
import { groupBy } from '../../src/domain/grouping.ts';
import { type Engagement, isLead, type Lead, type Occurrence } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { type Item, ofKind } from '../../src/rules/rule.ts';
import { type Choice, type Chosen, itemsOfChoice } from '../../solver/choice.ts';

const LIMITS = ofKind(RULES, 'limit');
const CONFLICTS = ofKind(RULES, 'conflict');

/** Whether some items keep to all limits whose owner passes the filter; a least counts only where asked. */
export function keepsLimits(
  world: World,
  items: readonly Item[],
  isAsked: (ownerId: string) => boolean,
  withLeast = false,
): boolean {
  return LIMITS.every((rule) => {
    const uses = items.flatMap((item) => rule.uses(world, item)).filter(({ ownerId }) => isAsked(ownerId));
    return [...groupBy(uses, ({ bucket }) => bucket).values()].every((own) => {
      const [first] = own;
      if (first === undefined || own.every(({ enforced }) => enforced === false)) return true;
      const distinct = new Map(own.map((use, i) => [use.distinct ?? i, use.amount]));
      const amount = [...distinct.values()].reduce((sum, each) => sum + each, 0);
      return amount <= (first.most ?? Infinity) && (!withLeast || amount >= (first.least ?? 0));
    });
  });
}

const partIdOf = (of: Engagement | Lead): string | undefined => (isLead(of) ? undefined : of.portion.part.id);
const recipientIdOf = (of: Engagement | Lead): string | undefined => (isLead(of) ? undefined : of.portion.recipient.id);

function meet(a: Occurrence, b: Occurrence): boolean {
  if (a.dayKey !== b.dayKey) return false;
  const [contactA, contactB] = [a.of.contact?.id, b.of.contact?.id];
  if (contactA !== undefined && contactA === contactB) return true;
  const [recipientA, recipientB] = [recipientIdOf(a.of), recipientIdOf(b.of)];
  if (recipientA !== undefined && recipientA === recipientB) return true;
  const [partA, partB] = [partIdOf(a.of), partIdOf(b.of)];
  return partA !== undefined && partA === partB;
}

/** Whether no two occurrences, and no two engagements of one part or gathering, exclude each other. */
export function isFreeOfClashes(world: World, choice: Choice): boolean {
  const occurrences = itemsOfChoice(choice).flatMap((item) => (item.kind === 'occurrence' ? [item.occurrence] : []));
  for (const [i, a] of occurrences.entries())
    for (const b of occurrences.slice(i + 1))
      if (meet(a, b) && CONFLICTS.some((rule) => rule.occurrences?.(world, a, b) !== undefined)) return false;
  const engagements = choice.served.map(({ engagement }) => engagement);
  for (const [i, a] of engagements.entries())
    for (const b of engagements.slice(i + 1)) {
      const isShared =
        a.portion.part.id === b.portion.part.id || (a.gathering !== undefined && a.gathering.key === b.gathering?.key);
      if (isShared && CONFLICTS.some((rule) => rule.engagements?.(world, a, b) !== undefined)) return false;
    }
  return true;
}

/** The items of one engagement alone. */
export const itemsOfOne = (chosen: Chosen): Item[] => itemsOfChoice({ served: [chosen], leads: [] });

// The earlier plan in today's world: what of it would stand by itself, taken together. Whether something of it still has
// its room there tells a rule that forbids it from a plan that was found better.
import { type Engagement, type Lead, timeOfGathering } from '../domain/items.ts';
import { groupBy } from '../domain/grouping.ts';
import { engagementOf, timesOf } from '../domain/plan-items.ts';
import type { Gathering } from '../domain/world.ts';
import type { Item } from '../rules/rule.ts';
import type { Assignment } from '../schema/plan.ts';
import type { Side } from './change-sides.ts';
import { createEligible, type Eligible } from './eligible.ts';
import type { Failure } from './failures.ts';
import { type Blocker, createOccupancy, itemsAt } from './occupancy.ts';
import type { Scene } from './scene.ts';

export type EarlierPlan = {
  /** The limit or conflict that an assignment breaks beside the rest. */
  besideRest(raw: Assignment): Failure | undefined;
  /** The same for a leader. */
  leadBesideRest(lead: Lead): Failure | undefined;
  /** A group that is left with fewer participants or leaders than its least. */
  tooFewIn(gathering: Gathering): Failure | undefined;
};

const isPossible = (eligible: Eligible, { portion, contact, gathering }: Engagement): boolean =>
  eligible.portion(portion) &&
  (contact === undefined ? eligible.gathering(portion, gathering) : eligible.contact(portion, contact));

const leadKey = (groupId: string, contactId: string): string => `${groupId} ${contactId}`;

export function earlierPlan(scene: Scene, before: Side): EarlierPlan {
  const { world, rules } = scene;
  const eligible = createEligible(scene);
  const occupancy = createOccupancy(world, rules, { assignments: [], leads: [] });
  const itemsOf = new Map<Assignment, Item[]>();
  const standing: Engagement[] = [];
  for (const { raw } of before.served.values()) {
    const engagement = engagementOf(world, raw);
    if (engagement === undefined || !isPossible(eligible, engagement)) continue;
    standing.push(engagement);
    itemsOf.set(raw, itemsAt(engagement, timesOf(raw)));
  }
  const leadItems = new Map<string, Item[]>();
  for (const { groupId, contactId } of before.leads) {
    const gathering = world.gatherings.get(groupId);
    const contact = gathering && scene.leaders(gathering).find(({ id }) => id === contactId);
    if (gathering === undefined || contact === undefined) continue;
    leadItems.set(leadKey(groupId, contactId), itemsAt({ contact, gathering }, [timeOfGathering(gathering)]));
  }
  for (const items of [...itemsOf.values(), ...leadItems.values()]) occupancy.add(items);
  const seatsIn = groupBy(standing, ({ gathering }) => gathering?.key);
  const leadersIn = groupBy(
    before.leads.filter(({ groupId, contactId }) => leadItems.has(leadKey(groupId, contactId))),
    ({ groupId }) => groupId,
  );

  /** Asks about items that may be held already, as if they were not. */
  const without = (held: readonly Item[] | undefined, asked: readonly Item[]): Failure | undefined => {
    if (held !== undefined) occupancy.remove(held);
    const blocker = occupancy.blocker(asked);
    if (held !== undefined) occupancy.add(held);
    return blocker && failureOf(blocker);
  };
  return {
    besideRest(raw) {
      const engagement = engagementOf(world, raw);
      const held = itemsOf.get(raw);
      return engagement && without(held, held ?? itemsAt(engagement, timesOf(raw)));
    },
    leadBesideRest(lead) {
      const held = leadItems.get(leadKey(lead.gathering.id, lead.contact.id));
      return without(held, held ?? itemsAt(lead, [timeOfGathering(lead.gathering)]));
    },
    tooFewIn(gathering) {
      if (gathering.kind !== 'group') return undefined;
      const { minParticipants, maxParticipants, minLeaders, maxLeaders } = gathering.group;
      const few = (counted: string, amount: number, least: number, most: number): Failure | undefined =>
        amount < least ? { rule: 'group-size', status: 'broken', facts: { counted, amount, least, most } } : undefined;
      return (
        few('participants', seatsIn.get(gathering.key)?.length ?? 0, minParticipants, maxParticipants) ??
        few('leaders', leadersIn.get(gathering.id)?.length ?? 0, minLeaders, maxLeaders)
      );
    },
  };
}

export const failureOf = ({ rule, facts }: Blocker): Failure => ({ rule, status: 'broken', facts });

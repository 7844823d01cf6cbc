// A choice written as the plan document's assignments and leads, in caseload order.
import { groupBy } from '../src/domain/grouping.ts';
import { placeOf } from '../src/domain/items.ts';
import { clockOf } from '../src/domain/time.ts';
import type { World } from '../src/domain/world.ts';
import type { Assignment, Plan } from '../src/schema/plan.ts';
import type { Choice, Chosen } from './choice.ts';

function partnersOf({ engagement }: Chosen, leaders: ReadonlyMap<string, readonly string[]>): string[] {
  if (engagement.contact !== undefined) return [engagement.contact.id];
  const { gathering } = engagement;
  if (gathering.kind === 'group') return [...(leaders.get(gathering.id) ?? [])].sort();
  return gathering.accompaniedBy === undefined ? [] : [gathering.accompaniedBy.id];
}

function assignmentOf(chosen: Chosen, pinned: boolean, leaders: ReadonlyMap<string, readonly string[]>): Assignment {
  const { engagement, times } = chosen;
  const { portion, gathering } = engagement;
  return {
    id: portion.key,
    recipientId: portion.recipient.id,
    decisionId: portion.decision.id,
    partId: portion.part.id,
    ...(portion.share === undefined ? {} : { share: portion.share }),
    arrangement: engagement.arrangement,
    contactIds: partnersOf(chosen, leaders),
    ...(gathering?.kind === 'group' ? { groupId: gathering.id } : {}),
    ...(gathering?.kind === 'voluntary' ? { offerId: gathering.id } : {}),
    cycleWeeks: engagement.form.cycleWeeks,
    pattern: times.map((time) => ({
      cycleWeek: time.cycleWeek ?? 1,
      weekday: time.weekday,
      start: clockOf(time.start),
      minutes: time.minutes,
      ...(gathering === undefined ? {} : { placeId: placeOf(engagement) }),
    })),
    pinned,
  };
}

/** The plan parts of a choice; `pinned` holds the keys of portions whose pins are held. */
export function assignmentsOf(
  world: World,
  choice: Choice,
  pinned: ReadonlySet<string>,
): Pick<Plan, 'assignments' | 'leads'> {
  const groupLeads = choice.leads.filter((lead) => lead.gathering.kind === 'group');
  const leaders = new Map(
    [...groupBy(groupLeads, (lead) => lead.gathering.id)].map(([id, leads]) => [id, leads.map((l) => l.contact.id)]),
  );
  const byKey = new Map(choice.served.map((chosen) => [chosen.engagement.portion.key, chosen]));
  const order = [...world.portions.keys()].filter((key) => byKey.has(key));
  return {
    assignments: order.map((key) => assignmentOf(byKey.get(key) as Chosen, pinned.has(key), leaders)),
    leads: groupLeads
      .map((lead) => ({ groupId: lead.gathering.id, contactId: lead.contact.id }))
      .sort((a, b) => (a.groupId + a.contactId < b.groupId + b.contactId ? -1 : 1)),
  };
}

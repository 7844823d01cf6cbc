// What of an earlier plan could still be: its assignments and leads among today's candidates, each looked at by itself.
// Whether they still fit together is for a ledger to say.
import { groupBy } from '../../src/domain/grouping.ts';
import type { PatternTime } from '../../src/domain/items.ts';
import { leadsOf, type ReadAssignment, readAssignments, type Weekly } from '../../src/domain/plan-items.ts';
import type { World } from '../../src/domain/world.ts';
import type { Block, Candidates } from '../candidates/candidates.ts';
import { partnerOf } from '../candidates/restrict.ts';
import type { Choice, Chosen } from '../choice.ts';

const isSameTime = (a: PatternTime, b: PatternTime): boolean =>
  a.cycleWeek === b.cycleWeek && a.weekday === b.weekday && a.start === b.start && a.minutes === b.minutes;

/** An assignment as today's candidates have it; undefined where its pair, its form or one of its times is no more. */
function candidateOf({ assignment, engagement, times }: ReadAssignment, blocks: readonly Block[]): Chosen | undefined {
  if (engagement?.portion.recipient.id !== assignment.recipientId) return undefined;
  const { form } = engagement;
  for (const block of blocks) {
    const option = block.options.find(
      ({ engagement: own }) =>
        partnerOf(own) === partnerOf(engagement) &&
        own.form.sessions === form.sessions &&
        own.form.minutes === form.minutes &&
        own.form.cycleWeeks === form.cycleWeeks,
    );
    if (option === undefined) continue;
    const found = times.flatMap((time) => block.times.find((start) => isSameTime(start, time)) ?? []);
    if (found.length === times.length) return { engagement: option.engagement, times: found };
  }
  return undefined;
}

/** The assignments and leads of a plan that could be today, each by itself; of a portion named twice, the first. */
export function stillPossible(world: World, candidates: Candidates, plan: Weekly): Choice {
  const assignments = readAssignments(world, plan);
  const named = new Set(assignments.map(({ engagement }) => engagement?.portion.key));
  const blocksOf = groupBy(
    candidates.blocks.filter(({ portion }) => named.has(portion.key)),
    ({ portion }) => portion.key,
  );
  const served = new Map<string, Chosen>();
  for (const read of assignments) {
    const key = read.engagement?.portion.key;
    if (key === undefined || served.has(key)) continue;
    const chosen = candidateOf(read, blocksOf.get(key) ?? []);
    if (chosen !== undefined) served.set(key, chosen);
  }
  const leading = groupBy(leadsOf(world, plan), ({ gathering }) => gathering.key);
  const leads = candidates.leads.flatMap(({ lead }) =>
    leading.get(lead.gathering.key)?.some(({ contact }) => contact.id === lead.contact.id) === true ? [lead] : [],
  );
  return { served: [...served.values()], leads };
}

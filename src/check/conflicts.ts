// Two things that cannot both be: pairs of occurrences on one day, and pairs of engagements in one gathering or part.
//
// Only pairs that share a person or a part are asked. They are found by bucket (day and person, day and part), so the
// work grows with the meetings of a person on a day, not with the square of the plan.
import { isLead, type Occurrence, peopleOf } from '../domain/items.ts';
import type { World } from '../domain/world.ts';
import type { ConflictRule, Facts, Ruleset } from '../rules/rule.ts';
import { type Finding, idList } from './finding.ts';
import type { Placed, PlanItems, PlannedEngagement, Source } from './plan-items.ts';
import { rulesByKind } from './rules-by-kind.ts';

/** Calls `visit` once for each two items that share a key, the earlier one first. */
export function visitPairs<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
  visit: (a: T, b: T) => void,
): void {
  const buckets = new Map<string, number[]>();
  // metBy[i] is the last later item that item i was paired with: two items may share several keys.
  const metBy = new Int32Array(items.length).fill(-1);
  for (const [j, b] of items.entries())
    for (const key of keysOf(b)) {
      const bucket = buckets.get(key);
      if (bucket === undefined) {
        buckets.set(key, [j]);
        continue;
      }
      for (const i of bucket) {
        if (i === j || metBy[i] === j) continue;
        metBy[i] = j;
        visit(items[i] as T, b);
      }
      bucket.push(j);
    }
}

/** Keys under which an occurrence meets others: its day with each person, and with its part. */
export function dayKeys({ of, dayKey }: Occurrence): string[] {
  const keys = peopleOf(of).map((id) => `${dayKey} ${id}`);
  if (!isLead(of)) keys.push(`${dayKey} part ${of.portion.part.id}`);
  return keys;
}

function finding(rule: ConflictRule, facts: Facts, a: Source, b: Source, people: readonly string[]): Finding {
  const ids = idList(a.id, b.id, a.sessionId, b.sessionId, ...people);
  return { rule: rule.id, severity: 'hard', ids, pointer: b.pointer, facts };
}

/** Findings of occurrences that clash, once per rule and pair of places in the plan. */
export function auditOccurrenceConflicts(world: World, placed: readonly Placed[], ruleset: Ruleset): Finding[] {
  const rules = rulesByKind(ruleset).conflicts.filter((rule) => rule.occurrences !== undefined);
  if (rules.length === 0 || placed.length < 2) return [];
  const findings: Finding[] = [];
  const reported = new Set<string>();
  const future = placed.filter(({ isHistory }) => !isHistory);
  visitPairs(
    future,
    ({ occurrence }) => dayKeys(occurrence),
    (a, b) => {
      for (const rule of rules) {
        const facts = rule.occurrences?.(world, a.occurrence, b.occurrence);
        if (facts === undefined) continue;
        // Slots that recur every week clash in both weeks of the fortnight: one finding.
        const key = `${rule.id} ${a.source.pointer} ${b.source.pointer}`;
        if (reported.has(key)) continue;
        reported.add(key);
        const people = peopleOf(b.occurrence.of);
        const shared = peopleOf(a.occurrence.of).filter((id) => people.includes(id));
        findings.push(finding(rule, facts, a.source, b.source, shared));
      }
    },
  );
  return findings;
}

const gatheringKeys = ({ engagement }: PlannedEngagement): string[] => {
  const part = `part ${engagement.portion.part.id}`;
  return engagement.gathering === undefined ? [part] : [part, `gathering ${engagement.gathering.key}`];
};

/** Findings of engagements that clash. */
export function auditEngagementConflicts(
  world: World,
  { engagements }: Pick<PlanItems, 'engagements'>,
  ruleset: Ruleset,
): Finding[] {
  const rules = rulesByKind(ruleset).conflicts.filter((rule) => rule.engagements !== undefined);
  if (rules.length === 0 || engagements.length < 2) return [];
  const findings: Finding[] = [];
  visitPairs(engagements, gatheringKeys, (a, b) => {
    for (const rule of rules) {
      const facts = rule.engagements?.(world, a.engagement, b.engagement);
      if (facts === undefined) continue;
      const people = [a.engagement.portion.recipient.id, b.engagement.portion.recipient.id];
      findings.push(finding(rule, facts, a.source, b.source, people));
    }
  });
  return findings;
}

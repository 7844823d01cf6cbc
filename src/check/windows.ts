// When a session may lie: it must fit inside one interval of every window rule, for its portion and for its people.
import { isLead, type Occurrence } from '../domain/items.ts';
import { clockOf, contains, type Interval } from '../domain/time.ts';
import type { Portion, World } from '../domain/world.ts';
import type { Facts, Ruleset } from '../rules/rule.ts';
import type { Contact, Recipient } from '../schema/caseload.ts';
import { type Finding, idList } from './finding.ts';
import type { Placed } from './plan-items.ts';
import { perWorld, type RulesByKind } from './rules-by-kind.ts';

/** The intervals one window rule allows. */
export type Allowed = { readonly rule: string; readonly intervals: readonly Interval[] };

/** What the window rules allow, for a portion or for a person. */
export type Windows = {
  ofPortion(portion: Portion): readonly Allowed[];
  ofPerson(person: Recipient | Contact): readonly Allowed[];
};

function buildWindows(world: World, { windows }: RulesByKind): Windows {
  const portions = new Map<string, readonly Allowed[]>();
  const people = new Map<string, readonly Allowed[]>();
  const remembered = (
    cache: Map<string, readonly Allowed[]>,
    key: string,
    ask: (rule: RulesByKind['windows'][number]) => readonly Interval[] | undefined,
  ): readonly Allowed[] => {
    let allowed = cache.get(key);
    if (allowed === undefined) {
      allowed = windows.flatMap((rule) => {
        const intervals = ask(rule);
        return intervals === undefined ? [] : [{ rule: rule.id, intervals }];
      });
      cache.set(key, allowed);
    }
    return allowed;
  };
  return {
    ofPortion: (portion) => remembered(portions, portion.key, (rule) => rule.portion?.(world, portion)),
    ofPerson: (person) => remembered(people, person.id, (rule) => rule.person?.(world, person)),
  };
}

/** The windows of a world under a ruleset, remembered per portion and person. */
export const windowsOf: (world: World, ruleset: Ruleset) => Windows = perWorld(buildWindows);

/** Whose windows bind an occurrence, and what they allow. */
export function allowedFor(
  windows: Windows,
  { of }: Occurrence,
): readonly { readonly subjectId: string; readonly allowed: readonly Allowed[] }[] {
  if (isLead(of)) return [{ subjectId: of.contact.id, allowed: windows.ofPerson(of.contact) }];
  const { portion, contact } = of;
  const recipientId = portion.recipient.id;
  const own = [
    { subjectId: recipientId, allowed: windows.ofPortion(portion) },
    { subjectId: recipientId, allowed: windows.ofPerson(portion.recipient) },
  ];
  return contact === undefined ? own : [...own, { subjectId: contact.id, allowed: windows.ofPerson(contact) }];
}

/** Whether an occurrence lies inside every window that binds it. */
export const isInside = (windows: Windows, occurrence: Occurrence): boolean =>
  allowedFor(windows, occurrence).every(({ allowed }) =>
    allowed.every(({ intervals }) => contains(intervals, occurrence.axisFrom, occurrence.axisTo)),
  );

const factsOf = ({ weekday, cycleWeek, start, minutes, date }: Occurrence, subjectId: string): Facts => ({
  person: subjectId,
  weekday,
  cycleWeek,
  start: clockOf(start),
  minutes,
  ...(date === undefined ? {} : { date }),
});

/** Findings of sessions that lie outside a window, once per rule, person and place in the plan. */
export function auditWindows(world: World, placed: readonly Placed[], ruleset: Ruleset): Finding[] {
  const findings: Finding[] = [];
  const windows = windowsOf(world, ruleset);
  const reported = new Set<string>();
  for (const { occurrence, source, isHistory } of placed) {
    if (isHistory) continue;
    for (const { subjectId, allowed } of allowedFor(windows, occurrence))
      for (const { rule, intervals } of allowed) {
        if (contains(intervals, occurrence.axisFrom, occurrence.axisTo)) continue;
        // A slot that recurs every week lies outside in both weeks of the fortnight: one finding.
        const key = `${rule} ${subjectId} ${source.pointer}`;
        if (reported.has(key)) continue;
        reported.add(key);
        const ids = idList(source.id, source.sessionId, subjectId);
        findings.push({ rule, severity: 'hard', ids, pointer: source.pointer, facts: factsOf(occurrence, subjectId) });
      }
  }
  return findings;
}

// What could be asked, and what it would unlock: "these 3 certificates would unlock 11 pairs".
import type { World } from '../domain/world.ts';
import { type Facts, ofKind, type Ruleset } from '../rules/rule.ts';
import { contactFailures, type Failure, portionFailures } from './failures.ts';
import { createScene, isHidden, PROTECTION_RULE } from './scene.ts';

/** One kind of thing that is not known, and everybody whom it is about. */
export type ToDo = {
  readonly rule: string;
  /** What is missing, the same for all; e.g. `{ missing: 'certificate' }`. */
  readonly facts: Facts;
  /** Contacts to ask about, in caseload order; empty where it is about the caseload as a whole. */
  readonly contactIds: readonly string[];
  /** Pairs of portion and contact that nothing else stands between. */
  readonly unlocks: number;
  /** Pairs that need this and other unknowns together. */
  readonly together: number;
};

type Entry = { rule: string; facts: Facts; contactIds: Set<string>; unlocks: number; together: number };

const keyOf = ({ rule, facts }: Pick<Failure, 'rule' | 'facts'>): string =>
  `${rule} ${JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))}`;

/** Failures of a pair where all are unknown; undefined where a rule is broken, or nothing is missing. */
function unknownsOf(failures: Iterable<Failure>): Failure[] | undefined {
  const unknowns: Failure[] = [];
  for (const failure of failures) {
    if (failure.status === 'broken') return undefined;
    unknowns.push(failure);
  }
  return unknowns.length === 0 ? undefined : unknowns;
}

function askablePairs(world: World, rules: Ruleset): { contactId: string; unknowns: Failure[] }[] {
  const { contacts } = createScene(world, rules);
  const portions = [...world.portions.values()].filter(
    (portion) =>
      !isHidden(world, portion, rules) &&
      [...portionFailures(world, rules, portion)].every(({ status }) => status === 'unknown'),
  );
  const eligibility = ofKind(rules, 'eligibility');
  // Most pairs are broken by themselves, which is sooner seen than all that stands between them.
  const pairChecks = eligibility.flatMap(({ checks }) => checks.pair ?? []);
  const pairs: { contactId: string; unknowns: Failure[] }[] = [];
  for (const contact of contacts) {
    // Whoever fails for himself is asked about no recipient.
    if (eligibility.some(({ checks }) => checks.contact?.(world, contact, 'support').status === 'broken')) continue;
    for (const portion of portions) {
      if (pairChecks.some((check) => check(world, portion, contact, 'support').status === 'broken')) continue;
      const unknowns = unknownsOf(contactFailures(world, rules, portion, contact));
      if (unknowns !== undefined) pairs.push({ contactId: contact.id, unknowns });
    }
  }
  return pairs;
}

/** A screening statement that is missing or too old hides everybody: the one thing to do is to renew it. */
function screeningToDo(world: World, rules: Ruleset): ToDo[] {
  const { caseload, horizon } = world;
  const screened: World = { ...world, caseload: { ...caseload, screening: { statedOn: horizon.today } } };
  const count = (seen: World): number =>
    [...seen.portions.values()].filter((portion) => !isHidden(seen, portion, rules)).length;
  if (count(world) > 0 || count(screened) === 0) return [];
  const scene = createScene(screened, rules);
  const portions = [...world.portions.values()].filter((portion) => !isHidden(screened, portion, rules));
  const isEligible = (failures: Generator<Failure>): boolean => failures.next().done === true;
  const unlocks = portions.reduce(
    (sum, portion) =>
      sum + scene.contacts.filter((contact) => isEligible(contactFailures(screened, rules, portion, contact))).length,
    0,
  );
  return [{ rule: PROTECTION_RULE, facts: { reason: 'not-screened' }, contactIds: [], unlocks, together: 0 }];
}

/** Everything unknown that keeps pairs apart, what unlocks most first; protected people are in no count. */
export function toDo(world: World, rules: Ruleset): ToDo[] {
  const entries = new Map<string, Entry>();
  for (const { contactId, unknowns } of askablePairs(world, rules)) {
    const kinds = new Map(unknowns.map((unknown) => [keyOf(unknown), unknown]));
    for (const [key, { rule, facts }] of kinds) {
      const entry = entries.get(key) ?? { rule, facts, contactIds: new Set(), unlocks: 0, together: 0 };
      entry.contactIds.add(contactId);
      if (kinds.size === 1) entry.unlocks++;
      else entry.together++;
      entries.set(key, entry);
    }
  }
  const found = [...entries.values()].map((entry): ToDo => ({ ...entry, contactIds: [...entry.contactIds] }));
  found.sort((a, b) => b.unlocks - a.unlocks || b.together - a.together);
  return [...screeningToDo(world, rules), ...found];
}

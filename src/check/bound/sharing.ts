// What the bound rests on: points that no single contact's plan could count would be lost between two plans.
import type { Engagement } from '../../domain/items.ts';
import { groupBy } from '../../domain/grouping.ts';
import type { Portion, World } from '../../domain/world.ts';
import type { Item } from '../../rules/rule.ts';
import type { RulesByKind } from '../rules-by-kind.ts';
import type { Candidates } from './candidates.ts';
import type { ContactProblem } from './contact-problem.ts';
import type { GatheringProblem } from './gathering-search.ts';
import type { Report } from './problems.ts';
import { createTallies } from './tallies.ts';

/** Every engagement that a portion could be served by. */
function engagementsOf(candidates: Candidates, seats: ReadonlyMap<string, readonly Engagement[]>, portion: Portion) {
  const individual = candidates.contactsOf(portion.key).flatMap((contact) => candidates.forms(portion, contact));
  return [...individual, ...(seats.get(portion.key) ?? [])];
}

const partnerOf = ({ contact, gathering }: Engagement): string => contact?.id ?? `at ${gathering?.key}`;

/** Reports terms that give points for two halves with different partners: no plan of one contact counts them. */
export function checkHalves(world: World, rules: RulesByKind, candidates: Candidates, report: Report): void {
  const terms = rules.terms.filter(({ halves }) => halves !== undefined);
  if (terms.length === 0) return;
  const seats = groupBy(
    [...candidates.seatsAt.values()].flat().map(({ engagement }): Engagement => engagement),
    ({ portion }) => portion.key,
  );
  const reported = new Set<string>();
  for (const first of world.portions.values()) {
    if (first.share !== 1) continue;
    const second = world.portions.get(`${first.part.id}/2`);
    if (second === undefined) continue;
    const others = engagementsOf(candidates, seats, second);
    for (const a of engagementsOf(candidates, seats, first))
      for (const b of others) {
        // Seats in one gathering are with one partner, but no gathering's plan counts halves either.
        if (a.contact !== undefined && partnerOf(a) === partnerOf(b)) continue;
        for (const { id, halves } of terms) {
          if ((halves?.(world, a, b) ?? 0) <= 0 || reported.has(id)) continue;
          reported.add(id);
          report('shared-term', '', [first.part.id], { rule: id });
        }
      }
  }
}

/** Keeps track of whose each tally bucket is; reports a bucket that two contacts share. */
export function createOwners(report: Report) {
  const owners = new Map<string, string>();
  return ({ contact, tallies }: ContactProblem): void => {
    for (const name of tallies.names()) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, contact.id);
      else if (owner !== contact.id)
        report('shared-term', '', [owner, contact.id], { rule: name.split(' ')[0] ?? name });
    }
  };
}

/** Reports tallies that count seats: they would belong to no contact. */
export function checkSeatTallies(world: World, rules: RulesByKind, problem: GatheringProblem, report: Report): void {
  const tallies = createTallies(world, rules.terms, 1);
  for (const { engagement, occurrences } of problem.seats)
    tallies.amountsOf([
      { kind: 'engagement', engagement },
      ...occurrences.map((occurrence): Item => ({ kind: 'occurrence', occurrence })),
    ]);
  for (const name of tallies.names())
    report('shared-term', '', [problem.gathering.key], { rule: name.split(' ')[0] ?? name });
}

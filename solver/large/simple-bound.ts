// A bound that needs no model: every portion gets its best alternative, every tally its full rise, and nothing is short.
// For caseloads too large for the coarse model; far above the optimum where contacts are scarce.
import { groupBy } from '../../src/domain/grouping.ts';
import { type Occurrence, occurrencesOf } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { type Item, ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Block, Candidates } from '../candidates/candidates.ts';

const bestOf = (block: Block): number => {
  const slot = block.bestSlotPoints();
  return Math.max(...block.options.map(({ points, engagement }) => points + slot * engagement.form.sessions));
};

/** Points that two halves of one part could add at most. */
function halvesBound(world: World, rules: Ruleset, { blocks }: Candidates): number {
  const terms = ofKind(rules, 'term').flatMap(({ halves }) => (halves === undefined ? [] : [halves]));
  const shared = blocks.filter(({ portion }) => portion.share !== undefined);
  let sum = 0;
  for (const members of groupBy(shared, ({ portion }) => portion.part.id).values()) {
    const options = members.flatMap(({ options: all }) => all.map(({ engagement }) => engagement));
    const firsts = options.filter(({ portion }) => portion.share === 1);
    const seconds = options.filter(({ portion }) => portion.share === 2);
    let best = 0;
    for (const a of firsts)
      for (const b of seconds)
        best = Math.max(
          best,
          terms.reduce((points, term) => points + term(world, a, b), 0),
        );
    sum += best;
  }
  return sum;
}

/** Points that stepped tallies could rise by at most: every bucket that a first slot or a lead may touch. */
function risesBound(world: World, rules: Ruleset, { blocks, leads }: Candidates): number {
  const tallies = ofKind(rules, 'term').flatMap(({ tally }) => (tally === undefined ? [] : [tally]));
  const rises = new Map<string, number>();
  const note = (item: Item): void => {
    for (const tally of tallies)
      for (const { bucket, rise } of tally(world, item))
        if (rise !== undefined) rises.set(bucket, rise.points * Math.floor(rise.upTo / rise.step));
  };
  const noteAll = (occurrences: readonly Occurrence[]): void => {
    for (const occurrence of occurrences) note({ kind: 'occurrence', occurrence });
  };
  for (const { options, times } of blocks) {
    for (const { engagement } of options) note({ kind: 'engagement', engagement });
    // The options of a block differ in how many sessions they have, not in what a session is.
    const [option] = options;
    const [time] = times;
    if (option !== undefined && time !== undefined) noteAll(occurrencesOf(option.engagement, time));
  }
  for (const { lead, occurrences } of leads) {
    note({ kind: 'lead', lead });
    noteAll(occurrences);
  }
  return [...rises.values()].reduce((sum, points) => sum + points, 0);
}

/** No choice of these candidates is worth more. */
export function simpleBound(world: World, rules: Ruleset, candidates: Candidates): number {
  let sum = 0;
  for (const blocks of groupBy(candidates.blocks, ({ portion }) => portion.key).values())
    sum += Math.max(0, ...blocks.map(bestOf));
  return sum + halvesBound(world, rules, candidates) + risesBound(world, rules, candidates);
}

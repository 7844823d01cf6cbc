// Neighbourhoods of a choice: a few portions are let go together, the rest stay with their partner and times.
import { groupBy } from '../../src/domain/grouping.ts';
import type { Block, Candidates } from '../candidates/candidates.ts';
import { asChosen, isChosen, partnerOf, restrict } from '../candidates/restrict.ts';
import type { Choice } from '../choice.ts';
import type { Draw } from './random.ts';

/** Partners that a free portion may turn to beside those that serve a neighbour now. */
const FREE_PARTNERS = 4;

const partnerOfBlock = ({ options }: Block): string =>
  options[0] === undefined ? '' : partnerOf(options[0].engagement);

/** Blocks whose best option is worth most, the best first. */
export function bestBlocks(blocks: readonly Block[], count: number): Block[] {
  const worth = (block: Block): number => Math.max(...block.options.map((option) => option.points));
  return [...blocks].sort((a, b) => worth(b) - worth(a)).slice(0, count);
}

/**
 * The candidates in which only some portions are free: with the partners that serve one of them now, and each with the
 * partners worth most to it.
 */
export function freeing(candidates: Candidates, choice: Choice, free: ReadonlySet<string>): Candidates {
  const chosen = new Map(choice.served.map((served) => [served.engagement.portion.key, served]));
  const leading = new Set(choice.leads.map(({ gathering, contact }) => `${gathering.key} ${contact.id}`));
  const loose = candidates.blocks.filter((block) => free.has(block.portion.key));
  const serving = new Set(
    [...free].flatMap((key) => {
      const engagement = chosen.get(key)?.engagement;
      return engagement === undefined ? [] : [partnerOf(engagement)];
    }),
  );
  const kept = new Set(loose.filter((block) => serving.has(partnerOfBlock(block))));
  for (const blocks of groupBy(loose, (block) => block.portion.key).values())
    for (const block of bestBlocks(blocks, FREE_PARTNERS)) kept.add(block);
  const open = new Set([...kept].map((block) => block.options[0]?.engagement.gathering?.key));
  return restrict(
    candidates,
    (block) => {
      if (kept.has(block)) return block;
      const served = chosen.get(block.portion.key);
      if (served === undefined || free.has(block.portion.key)) return undefined;
      return isChosen(block, { served: [served], leads: [] }) ? asChosen(block, served) : undefined;
    },
    ({ lead }) => open.has(lead.gathering.key) || leading.has(`${lead.gathering.key} ${lead.contact.id}`),
  );
}

/**
 * Grows sets of portions around a drawn one: through the partners they could have, to those whom these partners serve
 * and to rivals who are not served.
 */
export function createNeighbourhoods(
  candidates: Candidates,
  draw: Draw,
): (choice: Choice, size: number) => Set<string> {
  const byPortion = groupBy(candidates.blocks, (block) => block.portion.key);
  const byPartner = groupBy(candidates.blocks, partnerOfBlock);
  const keys = [...byPortion.keys()];
  return (choice, size) => {
    const servedBy = groupBy(choice.served, ({ engagement }) => partnerOf(engagement));
    const servedKeys = new Set(choice.served.map(({ engagement }) => engagement.portion.key));
    const unserved = keys.filter((key) => !servedKeys.has(key));
    // Every other neighbourhood begins at somebody who is not served.
    const pool = unserved.length > 0 && draw(2) === 0 ? unserved : keys;
    const free = new Set<string>();
    let frontier = [pool[draw(pool.length)] as string];
    while (free.size < size && frontier.length > 0) {
      const key = frontier.splice(draw(frontier.length), 1)[0] as string;
      if (free.has(key)) continue;
      free.add(key);
      const partners = [...new Set((byPortion.get(key) ?? []).map(partnerOfBlock))];
      const near = partners.flatMap((partner) =>
        (servedBy.get(partner) ?? []).map(({ engagement }) => engagement.portion.key),
      );
      // A rival who is not served may take the place that a swap opens.
      const rivals = byPartner.get(partners[draw(partners.length)] ?? '') ?? [];
      const rival = rivals[draw(Math.max(1, rivals.length))]?.portion.key;
      if (rival !== undefined && !servedKeys.has(rival)) near.push(rival);
      frontier = [...new Set([...frontier, ...near])].filter((next) => !free.has(next));
    }
    return free;
  };
}

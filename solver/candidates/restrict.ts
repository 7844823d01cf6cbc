// Fewer candidates: the part of them that a smaller model is about.
import type { Choice } from '../choice.ts';
import type { Block, Candidates, LeadOption } from './candidates.ts';

/** Keeps the blocks that `keep` returns (changed or not) and the leads that `keepLead` accepts. */
export function restrict(
  candidates: Candidates,
  keep: (block: Block) => Block | undefined,
  keepLead: (lead: LeadOption) => boolean,
): Candidates {
  const kept = new Map<Block, Block>();
  for (const block of candidates.blocks) {
    const smaller = keep(block);
    if (smaller !== undefined && smaller.options.length > 0 && smaller.times.length > 0) kept.set(block, smaller);
  }
  const leads = candidates.leads.filter(keepLead);
  const leading = new Set(leads);
  return {
    blocks: [...kept.values()],
    leads,
    incompatible: candidates.incompatible.flatMap(({ block, lead }) => {
      const smaller = kept.get(block);
      return smaller !== undefined && leading.has(lead) ? [{ block: smaller, lead }] : [];
    }),
  };
}

const partnerOf = (block: Block): string | undefined => {
  const engagement = block.options[0]?.engagement;
  return engagement?.contact?.id ?? engagement?.gathering?.key;
};

/** Whether a block is where a choice serves its portion. */
export function isChosen(block: Block, choice: Choice): boolean {
  return choice.served.some(({ engagement }) => {
    const partner = engagement.contact?.id ?? engagement.gathering?.key;
    const form = block.options[0]?.engagement.form;
    return (
      engagement.portion.key === block.portion.key &&
      partner === partnerOf(block) &&
      engagement.form.minutes === form?.minutes &&
      engagement.form.cycleWeeks === form.cycleWeeks
    );
  });
}

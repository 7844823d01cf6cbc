// Fewer candidates: the part of them that a smaller model is about.
import type { Engagement } from '../../src/domain/items.ts';
import type { Choice, Chosen } from '../choice.ts';
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

/** With whom an engagement is: the contact's id, or the gathering's key. */
export const partnerOf = ({ contact, gathering }: Engagement): string => contact?.id ?? gathering?.key ?? '';

/** Whether a block is where a choice serves its portion. */
export function isChosen(block: Block, choice: Choice): boolean {
  return choice.served.some(({ engagement }) => {
    const own = block.options[0]?.engagement;
    return (
      engagement.portion.key === block.portion.key &&
      own !== undefined &&
      partnerOf(engagement) === partnerOf(own) &&
      engagement.form.minutes === own.form.minutes &&
      engagement.form.cycleWeeks === own.form.cycleWeeks
    );
  });
}

/** A block cut down to what a choice makes of it: one option, its times. */
export function asChosen(block: Block, { engagement, times }: Chosen): Block {
  const slots = block.slots.filter(({ time }) =>
    times.some((t) => t.weekday === time.weekday && t.start === time.start && t.cycleWeek === time.cycleWeek),
  );
  return {
    portion: block.portion,
    options: block.options.filter((option) => option.engagement.form.sessions === engagement.form.sessions),
    times: slots.map(({ time }) => time),
    slots,
    bestSlotPoints: () => Math.max(...slots.map(({ points }) => points)),
  };
}

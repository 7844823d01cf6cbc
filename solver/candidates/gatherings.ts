// What a gathering needs to run, and who cannot meet in one.
import type { Lead } from '../../src/domain/items.ts';
import type { Gathering } from '../../src/domain/world.ts';
import type { Candidates } from './candidates.ts';

/** The fewest participants and leaders that a gathering runs with. */
export const leastOf = (gathering: Gathering): { readonly participants: number; readonly leaders: number } =>
  gathering.kind === 'group'
    ? { participants: gathering.group.minParticipants, leaders: gathering.group.minLeaders }
    : { participants: 1, leaders: gathering.accompaniedBy === undefined ? 0 : 1 };

/** Keys of the portions that a leader must not meet in the gathering. */
export type Unfit = ReadonlyMap<Lead, ReadonlySet<string>>;

export function unfitOf({ incompatible }: Candidates): Unfit {
  const unfit = new Map<Lead, Set<string>>();
  for (const { block, lead } of incompatible) {
    const keys = unfit.get(lead.lead) ?? new Set<string>();
    unfit.set(lead.lead, keys.add(block.portion.key));
  }
  return unfit;
}

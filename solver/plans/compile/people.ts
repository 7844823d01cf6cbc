// Who is in the instance, numbered: contacts, gatherings, portions and their recipients, and the blocks that are left to
// them. What no plan could hold is left out.
import { groupBy } from '../../../src/domain/grouping.ts';
import type { Gathering, Pinned, Portion, World } from '../../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../../src/rules/rule.ts';
import type { Contact } from '../../../src/schema/caseload.ts';
import type { Block, Candidates } from '../../candidates/candidates.ts';
import { servesPin, slotMatchesPin } from '../../timed/pins.ts';
import type { Probes } from '../probes.ts';
import { contactOf, engagementOf, firstTimeOf, gatheringOf, isSeatBlock } from './block-facts.ts';
import { numbered } from './numbering.ts';

export type People = {
  /** Blocks of each contact. */
  readonly blocksOf: readonly (readonly Block[])[];
  /** Seats of each gathering. */
  readonly seatsOf: readonly (readonly Block[])[];
  readonly contacts: readonly Contact[];
  /** By id. */
  readonly contactIndex: ReadonlyMap<string, number>;
  readonly gatherings: readonly Gathering[];
  /** By key. */
  readonly gatheringIndex: ReadonlyMap<string, number>;
  readonly portions: readonly Portion[];
  readonly portionIndex: ReadonlyMap<Portion, number>;
  readonly recipientIds: readonly string[];
  readonly portionRecipient: Int32Array;
  /** Portions of each recipient that has several, by recipient. */
  readonly several: ReadonlyMap<number, readonly number[]>;
  /** Part of each portion, numbered; −1 where sessions of one part may lie on one day. */
  readonly parts: Int32Array;
};

/** What held pins leave of the blocks: of the portions that they speak of, those that serve them. */
function keepHeld(blocks: readonly Block[], held: readonly Pinned[]): readonly Block[] {
  const pinned = groupBy(
    held.filter((pin) => pin.kind === 'serve'),
    ({ portionKey }) => portionKey,
  );
  // A seat has one time; one to one, a locked time is one that some session must have.
  const holds = (pin: Pinned, block: Block): boolean =>
    servesPin(pin, block) && (!isSeatBlock(block) || slotMatchesPin(pin, firstTimeOf(block)));
  return blocks.filter((block) => pinned.get(block.portion.key)?.every((pin) => holds(pin, block)) ?? true);
}

function severalOf(portionRecipient: Int32Array): ReadonlyMap<number, readonly number[]> {
  const byRecipient = groupBy(portionRecipient.keys(), (p) => portionRecipient[p] as number);
  return new Map([...byRecipient].filter(([, own]) => own.length > 1));
}

/** Blocks by the index that each belongs to. */
function sortedInto(count: number, blocks: readonly Block[], indexOf: (block: Block) => number | undefined): Block[][] {
  const lists = Array.from({ length: count }, (): Block[] => []);
  for (const block of blocks) lists[indexOf(block) as number]?.push(block);
  return lists;
}

/** Numbers everybody who candidates and held pins leave something. */
export function numberPeople(
  world: World,
  rules: Ruleset,
  probes: Probes,
  candidates: Candidates,
  held: readonly Pinned[],
): People {
  const kept = keepHeld(candidates.blocks, held);
  const individual = kept.filter((block) => !isSeatBlock(block));
  const seats = kept.filter((block) => isSeatBlock(block) && probes.fits(engagementOf(block), firstTimeOf(block)));
  const contactIndex = numbered([
    ...individual.map((block) => contactOf(block).id),
    ...candidates.leads.map(({ lead }) => lead.contact.id),
  ]);
  const gatheringIndex = numbered(seats.map((block) => gatheringOf(block).key));
  const portionIndex = numbered(kept.map(({ portion }) => portion));
  const portions = [...portionIndex.keys()];
  const recipientIndex = numbered(portions.map(({ recipient }) => recipient.id));
  const portionRecipient = Int32Array.from(portions, ({ recipient }) => recipientIndex.get(recipient.id) as number);
  const partIndex = numbered(portions.map(({ part }) => part.id));
  const isExclusive = ofKind(rules, 'conflict').some(({ exclusive }) => exclusive !== undefined);
  return {
    blocksOf: sortedInto(contactIndex.size, individual, (block) => contactIndex.get(contactOf(block).id)),
    seatsOf: sortedInto(gatheringIndex.size, seats, (block) => gatheringIndex.get(gatheringOf(block).key)),
    contacts: [...contactIndex.keys()].map((id) => world.contacts.get(id) as Contact),
    contactIndex,
    gatherings: [...gatheringIndex.keys()].map((key) => world.gatherings.get(key) as Gathering),
    gatheringIndex,
    portions,
    portionIndex,
    recipientIds: [...recipientIndex.keys()],
    portionRecipient,
    several: severalOf(portionRecipient),
    parts: Int32Array.from(portions, ({ part }) => (isExclusive ? (partIndex.get(part.id) as number) : -1)),
  };
}

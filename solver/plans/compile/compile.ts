// From candidates and rules to the instance that pricing works on, table by table. What plans may do comes from the rules:
// bounds and amounts are asked of them item by item (`probes.ts`); which shapes of limit pricing knows stands in
// `solver/formulation.ts`.
import type { Gathering, Portion, World } from '../../../src/domain/world.ts';
import type { Ruleset } from '../../../src/rules/rule.ts';
import type { Contact } from '../../../src/schema/caseload.ts';
import type { Block, Candidates, LeadOption } from '../../candidates/candidates.ts';
import type { Instance } from '../instance.ts';
import { createProbes } from '../probes.ts';
import { fillBlocks } from './blocks.ts';
import { createContactNumbers } from './contact-numbers.ts';
import { listGatherings } from './gatherings.ts';
import { pairHalves } from './halves.ts';
import { findLocks, type PinChoice } from './locks.ts';
import { listsBy } from './numbering.ts';
import { listOptions } from './options.ts';
import { numberPeople } from './people.ts';
import { holdersOf, markHeld, type SoftPin } from './pins.ts';
import { fillSlots } from './slots.ts';

/** The instance with what its indices stand for. */
export type Compiled = {
  readonly instance: Instance;
  readonly world: World;
  readonly portions: readonly Portion[];
  readonly contacts: readonly Contact[];
  readonly gatherings: readonly Gathering[];
  readonly recipientIds: readonly string[];
  readonly blocks: readonly Block[];
  /** Of each option: its index among its block's options. */
  readonly optionInBlock: Uint8Array;
  readonly leads: readonly LeadOption[];
  readonly seats: readonly Block[];
  /** Part of each portion, numbered; −1 where sessions of one part may lie on one day. */
  readonly parts: Int32Array;
  readonly softPins: readonly SoftPin[];
  /** Portions of each recipient that has several, by recipient. */
  readonly several: ReadonlyMap<number, readonly number[]>;
  /** Portion of each session time. */
  readonly tauPortion: readonly number[];
  optionsOfPortion(portion: number): readonly number[];
  seatsOfPortion(portion: number): readonly number[];
};

const NEVER = (): boolean => false;

/**
 * Compiles candidates for plans that hold some pins and may break others; all other pins are broken. A city takes
 * seconds: undefined once it is late.
 */
export function compile(world: World, rules: Ruleset, candidates: Candidates, pins: PinChoice): Compiled;
export function compile(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  pins: PinChoice,
  isLate: (() => boolean) | undefined,
): Compiled | undefined;
export function compile(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  { held, soft }: PinChoice,
  isLate: () => boolean = NEVER,
): Compiled | undefined {
  const probes = createProbes(world, rules);
  const people = numberPeople(world, rules, probes, candidates, held);
  if (isLate()) return undefined;
  const options = listOptions(people, probes);
  const numbers = createContactNumbers(people.contacts.length, probes);
  const blocks = fillBlocks(people, options, probes, numbers, isLate);
  if (blocks === undefined) return undefined;
  const locks = findLocks(options, { held, soft });
  const slots = fillSlots({ world, rules }, people, options, blocks, numbers, locks, isLate);
  if (slots === undefined) return undefined;
  const pairs = pairHalves(world, rules, people, options);
  if (isLate()) return undefined;
  const { leads, seats, apart } = listGatherings({ world, rules }, people, candidates, probes, numbers);
  if (isLate()) return undefined;
  const lists = {
    optionsOfPortion: listsBy(options.table.optionPortion),
    seatsOfPortion: listsBy(seats.table.seatPortion),
  };
  const instance: Instance = {
    portionCount: people.portions.length,
    contactCount: people.contacts.length,
    gatheringCount: people.gatherings.length,
    portionRecipient: people.portionRecipient,
    ...numbers.table,
    ...options.table,
    ...blocks,
    ...locks.table,
    ...slots.table,
    ...pairs,
    ...leads.table,
    ...seats.table,
    ...apart,
    ...markHeld(world, { people, options, seats, leads }, lists, held),
  };
  const { portions, contacts, gatherings, recipientIds, parts, several } = people;
  return {
    instance,
    world,
    portions,
    contacts,
    gatherings,
    recipientIds,
    blocks: options.blocks,
    optionInBlock: options.optionInBlock,
    leads: leads.leads,
    seats: seats.seats,
    parts,
    softPins: holdersOf(world, { people, options, seats, leads }, lists, locks, soft),
    several,
    tauPortion: slots.tauPortion,
    ...lists,
  };
}

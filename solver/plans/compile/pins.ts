// What pins hold in every plan, and what holds those that a plan may break.
import type { Pinned, World } from '../../../src/domain/world.ts';
import type { Block } from '../../candidates/candidates.ts';
import { leadsPin, servesPin, slotMatchesPin } from '../../timed/pins.ts';
import type { Instance } from '../instance.ts';
import { firstTimeOf } from './block-facts.ts';
import type { Leads, Seats } from './gatherings.ts';
import { isLocking, type Locks } from './locks.ts';
import type { Options } from './options.ts';
import type { People } from './people.ts';

/** A pin that a plan may break, and what holds it: indices of the instance. */
export type SoftPin = {
  readonly pin: Pinned;
  readonly options: readonly number[];
  readonly seats: readonly number[];
  readonly leads: readonly number[];
  /** Locks: then a session that carries one of these holds it, and nothing else does. */
  readonly locks: readonly number[];
};

/** Tables of the instance that pins speak of. */
type Tables = { readonly people: People; readonly options: Options; readonly seats: Seats; readonly leads: Leads };

type Lists = {
  readonly optionsOfPortion: (portion: number) => readonly number[];
  readonly seatsOfPortion: (portion: number) => readonly number[];
};

/** The portion that a pin serves, where it is in the instance. */
function portionOf(world: World, { portionIndex }: People, pin: Pinned): number | undefined {
  const portion = pin.kind === 'serve' ? world.portions.get(pin.portionKey) : undefined;
  return portion === undefined ? undefined : portionIndex.get(portion);
}

/** Marks what held pins leave no choice about. */
export function markHeld(
  world: World,
  { people, options, seats, leads }: Tables,
  { optionsOfPortion, seatsOfPortion }: Lists,
  held: readonly Pinned[],
): Pick<Instance, 'portionCertain' | 'optionHeld' | 'seatHeld' | 'leadHeld' | 'linkHeld'> {
  const portionCertain = new Uint8Array(people.portions.length);
  const optionHeld = new Uint8Array(options.table.optionBlock.length);
  const seatHeld = new Uint8Array(seats.seats.length);
  const leadHeld = new Uint8Array(leads.leads.length);
  const linkHeld = new Uint8Array(leads.links.length);
  for (const pin of held) {
    if (pin.kind === 'lead')
      leads.leads.forEach((option, l) => {
        if (!leadsPin(pin, option)) return;
        leadHeld[l] = 1;
        linkHeld[leads.linkIndex.get(option) as number] = 1;
      });
    const p = portionOf(world, people, pin);
    if (p === undefined) continue;
    portionCertain[p] = 1;
    for (const option of optionsOfPortion(p)) optionHeld[option] = 1;
    const own = seatsOfPortion(p);
    if (pin.contactId === undefined && own.length === 1) seatHeld[own[0] as number] = 1;
  }
  return { portionCertain, optionHeld, seatHeld, leadHeld, linkHeld };
}

/** Finds what holds each pin that may break. */
export function holdersOf(
  world: World,
  { people, options, seats, leads }: Tables,
  { optionsOfPortion, seatsOfPortion }: Lists,
  locks: Locks,
  soft: readonly Pinned[],
): readonly SoftPin[] {
  const blockOf = (option: number): Block => options.blocks[options.table.optionBlock[option] as number] as Block;
  return soft.map((pin) => {
    const p = portionOf(world, people, pin);
    const own = p === undefined ? [] : optionsOfPortion(p);
    const places = p === undefined ? [] : seatsOfPortion(p);
    return {
      pin,
      options: isLocking(pin) ? [] : own.filter((option) => servesPin(pin, blockOf(option))),
      seats: places.filter((seat) => {
        const block = seats.seats[seat] as Block;
        return servesPin(pin, block) && slotMatchesPin(pin, firstTimeOf(block));
      }),
      leads: leads.leads.flatMap((option, l) => (leadsPin(pin, option) ? [l] : [])),
      locks: locks.ofPin.get(pin) ?? [],
    };
  });
}

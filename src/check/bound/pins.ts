// Pins as a certificate presumes them: what every considered plan holds, and what holding others is rewarded with.
import { isDormant } from '../../domain/pins.ts';
import { type PatternTime, timeOfGathering } from '../../domain/items.ts';
import { minuteOfDay } from '../../domain/time.ts';
import type { Gathering, Pinned, World } from '../../domain/world.ts';
import type { Certificate } from '../../schema/certificate.ts';
import type { Report } from './problems.ts';
import type { ServePin } from './starts.ts';

/** A pin with the price of its row; a plan is paid it for each time it holds the pin. */
type Rewarded = { readonly pin: Pinned; readonly price: number };

export type PinDemands = {
  /** Held pins of a contact, one to one. */
  readonly heldBy: ReadonlyMap<string, readonly ServePin[]>;
  /** Held pins of a portion. */
  readonly heldFor: ReadonlyMap<string, readonly ServePin[]>;
  /** Held leaderships, as `group contact`. */
  readonly heldLeads: ReadonlyMap<string, string>;
  /** Pins whose holding is rewarded, by portion. */
  readonly rewards: ReadonlyMap<string, readonly (Rewarded & { readonly pin: ServePin })[]>;
  /** Rewards of leaderships, by `group contact`. */
  readonly leadRewards: ReadonlyMap<string, number>;
  /** −Σ prices + the largest prices of as many pins as may be broken, over all sets. */
  readonly constant: bigint;
};

export const leadKey = (groupId: string, contactId: string): string => `${groupId} ${contactId}`;

/** Whether a time is the locked one; without a lock any is. */
export function matchesSlot({ slot }: ServePin, time: PatternTime): boolean {
  if (slot === undefined) return true;
  const isWeek = slot.cycleWeek === undefined || time.cycleWeek === undefined || slot.cycleWeek === time.cycleWeek;
  return isWeek && slot.weekday === time.weekday && minuteOfDay(slot.start) === time.start;
}

/** Whether a pin asks for a seat in this gathering. */
export const asksSeat = (pin: ServePin, gathering: Gathering): boolean =>
  pin.contactId === undefined &&
  (pin.groupId === undefined || (gathering.kind === 'group' && gathering.id === pin.groupId)) &&
  (pin.offerId === undefined || (gathering.kind === 'voluntary' && gathering.id === pin.offerId)) &&
  matchesSlot(pin, timeOfGathering(gathering));

/** Whether a pin asks for one-to-one sessions with this contact. */
export const asksContact = (pin: ServePin, contactId: string): boolean =>
  pin.groupId === undefined && pin.offerId === undefined && pin.contactId === contactId;

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [value]);
  else found.push(value);
}

export function readPins(world: World, certificate: Certificate, report: Report): PinDemands {
  const known = new Map(world.pins.map((pin) => [pin.pinId, pin]));
  const seen = new Set<string>();
  /** The pin, unless it is unknown, repeated, or waits for its decision. */
  const lookUp = (pinId: string, pointer: string): Pinned | undefined => {
    const pin = known.get(pinId);
    if (pin === undefined) report('unknown-pin', pointer, [pinId]);
    if (seen.has(pinId)) report('repeated-pin', pointer, [pinId]);
    seen.add(pinId);
    return pin === undefined || isDormant(world, pin) ? undefined : pin;
  };
  const heldBy = new Map<string, ServePin[]>();
  const heldFor = new Map<string, ServePin[]>();
  const heldLeads = new Map<string, string>();
  for (const [index, pinId] of certificate.held.entries()) {
    const pin = lookUp(pinId, `/held/${index}`);
    if (pin === undefined) continue;
    if (pin.kind === 'lead') heldLeads.set(leadKey(pin.groupId, pin.contactId), pinId);
    else {
      push(heldFor, pin.portionKey, pin);
      if (pin.contactId !== undefined) push(heldBy, pin.contactId, pin);
    }
  }
  const rewards = new Map<string, (Rewarded & { readonly pin: ServePin })[]>();
  const leadRewards = new Map<string, number>();
  let constant = 0n;
  for (const [index, { pinIds, most, prices }] of certificate.mayBreak.entries()) {
    const pointer = `/mayBreak/${index}`;
    if (prices.length !== pinIds.length)
      report('prices-differ', `${pointer}/prices`, [], { pins: pinIds.length, prices: prices.length });
    const counted: number[] = [];
    for (const [at, pinId] of pinIds.entries()) {
      const price = prices[at] ?? 0;
      if (price < 0) report('negative-price', `${pointer}/prices/${at}`, [pinId], { price });
      const pin = lookUp(pinId, `${pointer}/pinIds/${at}`);
      if (pin === undefined) continue;
      counted.push(price);
      if (pin.kind === 'serve') push(rewards, pin.portionKey, { pin, price });
      else {
        const key = leadKey(pin.groupId, pin.contactId);
        leadRewards.set(key, (leadRewards.get(key) ?? 0) + price);
      }
    }
    // The dearest pins are those whose breaking is worth most to the bound.
    const dearest = counted.sort((a, b) => b - a);
    for (const [at, price] of dearest.entries()) if (at >= most) constant -= BigInt(price);
  }
  return { heldBy, heldFor, heldLeads, rewards, leadRewards, constant };
}

// Duals to begin from: the prices of an earlier certificate, such as yesterday's. Most of them are near today's, since most of the
// caseload is; whatever they are, a bound at them holds.
import type { Certificate } from '../../src/schema/certificate.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import type { Gathering, Portion } from '../../src/domain/world.ts';
import type { Compiled } from './compile/compile.ts';
import { bestAlternatives } from './descent.ts';
import { gatheringOfLink } from './instance.ts';

/** What of a certificate is begun from: what portions and leads cost, and what holding pins is rewarded with. */
export type PricesBefore = Pick<Certificate, 'scaleBits' | 'parts' | 'leads' | 'held' | 'mayBreak'>;

/** The middle one of some shares. */
const median = (shares: readonly number[]): number =>
  [...shares].sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? 0;

/**
 * Duals of pins that may break, raised with what they are about. What every plan held cost nobody else anything, so its price
 * says nothing: now everybody pays the best points for it, and who holds the pin is rewarded with what that is more.
 */
function rewardPins(
  { instance, softPins }: Compiled,
  { scaleBits, held, mayBreak }: PricesBefore,
  duals: Float64Array,
  best: Float64Array,
): Float64Array {
  const { portionCount: P, contactCount: C, gatheringCount: G, optionPortion, seatPortion, leadLink } = instance;
  const before = new Map(
    mayBreak.flatMap(({ pinIds, prices }) =>
      pinIds.map((pinId, k) => [pinId, (prices[k] ?? 0) / 2 ** scaleBits] as const),
    ),
  );
  const wasHeld = new Set(held);
  const rewards = softPins.map(({ pin, options, seats, leads }) => {
    const known = before.get(pin.pinId);
    if (known !== undefined || !wasHeld.has(pin.pinId)) return known ?? 0;
    if (pin.kind === 'lead')
      return Math.max(0, ...leads.map((lead) => duals[P + C + G + (leadLink[lead] as number)] as number));
    const [portion] = [...options.map((o) => optionPortion[o]), ...seats.map((s) => seatPortion[s])];
    if (portion === undefined) return 0;
    const more = Math.max(0, (best[portion] as number) - (duals[portion] as number));
    duals[portion] = (duals[portion] as number) + more;
    return more;
  });
  // The row of how many are broken comes first.
  return softPins.length === 0 ? duals : Float64Array.from([...duals, 0, ...rewards]);
}

/**
 * A dual for each portion, contact, gathering and lead, and for pins that may break, in the rows' order. A portion that the
 * certificate does not know costs the share of its best points that others do. Undefined where it knows none.
 */
export function startDuals(compiled: Compiled, prices: PricesBefore): Float64Array | undefined {
  const { scaleBits, parts, leads } = prices;
  const { instance, portions, contacts, gatherings } = compiled;
  const { portionCount: P, contactCount: C, gatheringCount: G } = instance;
  const best = bestAlternatives(compiled);
  const duals = new Float64Array(best.length);
  const points = (price: number): number => price / 2 ** scaleBits;
  const known = new Map(parts.map(({ portionKey, price }) => [portionKey, points(price)]));
  const shares: number[] = [];
  const unknown: number[] = [];
  for (let p = 0; p < P; p++) {
    const price = known.get((portions[p] as Portion).key);
    if (price === undefined) unknown.push(p);
    else {
      duals[p] = price;
      if ((best[p] as number) > 0) shares.push(price / (best[p] as number));
    }
  }
  if (unknown.length === P) return undefined;
  const share = median(shares);
  for (const p of unknown) duals[p] = share * (best[p] as number);
  const keyOf = (gatheringKey: string, contactId: string): string => `${gatheringKey} ${contactId}`;
  const ofLead = new Map(leads.map((lead) => [keyOf(lead.gatheringKey, lead.contactId), points(lead.price)]));
  instance.linkContact.forEach((contact, link) => {
    const gathering = gatherings[gatheringOfLink(instance, link)] as Gathering;
    const price = ofLead.get(keyOf(gathering.key, (contacts[contact] as Contact).id));
    if (price !== undefined) duals[P + C + G + link] = price;
  });
  return rewardPins(compiled, prices, duals, best);
}

// What duals prove: everybody priced at them, over every eligible pair.
import type { Column } from './columns.ts';
import type { Master } from './master.ts';
import type { Pricing } from './pricing.ts';
import type { Proven } from './relaxation.ts';

/** Sets that pricing looks at: with fewer, contacts with many near ties cost a city's bound 0.1 %. */
export const SETS = 2_000;

export type EverybodyOptions = {
  /** Plans kept of each contact; default as in pricing. */
  readonly most?: number | undefined;
  readonly isLate: () => boolean;
};

/** The bound of duals, infinite where it is late, and the best plans of everybody. */
export async function priceEverybody(
  master: Master,
  pricing: Pricing,
  duals: Float64Array,
  options: EverybodyOptions,
): Promise<Proven & { readonly columns: readonly Column[] }> {
  const { prices, rowPrices, constant } = master.pricesOf(duals);
  const priced = await pricing.price({ prices, limits: undefined, mostSets: SETS, ...options });
  const { columns, worth, contactWorth, gatheringWorth } = priced;
  return { bound: constant + worth, duals, prices, rowPrices, contactWorth, gatheringWorth, columns };
}

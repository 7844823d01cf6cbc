// Prices of the master's rows as pricing sees them: one number a feature of a plan. Every price is a multiple of
// 2^-20 points, so that sums are exact in double precision as long as they stay below 2^33 points.

import type { SubsetPrice } from './subsets.ts';

export const SCALE_BITS = 20;
const SCALE = 2 ** SCALE_BITS;

/** Price of what is not to be had: nobody takes it. */
export const GONE = 1e6;

export type Prices = {
  /** Of serving a portion (row part). */
  readonly portion: Float64Array;
  /** Of leading: a contact's plan pays it, the gathering's plan is paid it (row lead). */
  readonly link: Float64Array;
  /** Of a session time of a recipient with several portions, summed over that recipient's rows. */
  readonly tau: Float64Array;
  /** Of a seat, beyond its portion's price, summed over recipients' rows and pins that may break. */
  readonly seat: Float64Array;
  /** Of a lead, beyond its link's price: rewards of pins that may break, below 0. */
  readonly lead: Float64Array;
  /** Of an option, beyond its portion's price: rewards of pins that may break, below 0. */
  readonly option: Float64Array;
  /** Of a session that carries a lock that may break, below 0. */
  readonly lock: Float64Array;
  /** Of each two of a subset's rows that a plan takes: subset rows with a price. */
  readonly subsets: readonly SubsetPrice[];
};

/** The nearest multiple of 2^-20. */
export const rounded = (price: number): number => Math.round(price * SCALE) / SCALE;

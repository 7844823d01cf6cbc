// Subset rows: an odd number of the rows that are taken at most once (parts, contacts, gatherings), of which no solution can
// take more than half. Summed with a half each and rounded down (Chvátal 1973; of three rows Jepsen, Petersen, Spoorendonk
// and Pisinger 2008), they cut off odd cycles of half plans, which the master's own rows let pass.

/** Rows by what they are about: portions, and agents (contacts, and gatherings as −1 − index). An odd number in all. */
export type Subset = { readonly portions: readonly number[]; readonly agents: readonly number[] };

/** What a plan pays for each two of a subset's rows that it takes. */
export type SubsetPrice = Subset & { readonly price: number };

/** How often a subset may be taken at most: each two of its rows once. */
export const mostOf = ({ portions, agents }: Subset): number => (portions.length + agents.length) >> 1;

/** How many twos of a subset's rows an agent's plan takes that serves some portions. */
export function takenOf({ portions, agents }: Subset, agent: number, serves: (portion: number) => boolean): number {
  let rows = agents.includes(agent) ? 1 : 0;
  for (const portion of portions) if (serves(portion)) rows++;
  return rows >> 1;
}

/** What an agent's plan pays for subsets that serves some portions. */
export function subsetPriceOf(
  subsets: readonly SubsetPrice[],
  agent: number,
  serves: (portion: number) => boolean,
): number {
  let sum = 0;
  for (const subset of subsets) sum += subset.price * takenOf(subset, agent, serves);
  return sum;
}

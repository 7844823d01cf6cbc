// Bounds of a city without its master: deflected subgradient steps on the prices (Camerini, Fratta and Maffioli 1975), from
// the duals of its districts. Each step prices everybody over every eligible pair, so each gives a bound of the whole.
// Long function descend: the steps' loop with the best of them.
import { agentOf, type Column, linksOf, portionsOf } from './columns.ts';
import type { Compiled } from './compile.ts';
import type { Master } from './master.ts';
import { HEURISTIC_SETS, type Pricing } from './pricing.ts';
import type { Relaxation } from './relaxation.ts';

export type DescentOptions = {
  /** Value of a whole solution: the steps aim between it and the bound. */
  readonly target: number;
  readonly steps: number;
  readonly isLate: () => boolean;
  readonly onRound?: ((bound: number) => void) | undefined;
};

/** Weight of the last direction. */
const DEFLECTION = 0.6;
/** Sets that pricing looks at, so that bounds of contacts with many near ties stay tight. */
const SETS = 3 * HEURISTIC_SETS;
/** Plans worth this much less than a contact's best are kept for the search. */
const SLACK = 150;

export type Descent = Pick<Relaxation, 'bound' | 'duals' | 'prices' | 'rowPrices' | 'contactWorth' | 'gatheringWorth'>;

export async function descend(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  start: Float64Array,
  keep: (columns: readonly Column[]) => void,
  options: DescentOptions,
): Promise<Descent | undefined> {
  const { instance } = compiled;
  const { portionCount: P, contactCount: C, gatheringCount: G } = instance;
  const duals = Float64Array.from(start);
  let direction = new Float64Array(duals.length);
  let best: Descent | undefined;
  let scale = 0.5;
  let idle = 0;
  for (let step = 0; step < options.steps && !options.isLate(); step++) {
    const { prices, rowPrices, constant } = master.pricesOf(duals);
    const none = new Float64Array(C).fill(-Infinity);
    const priced = await pricing.price({
      prices,
      limits: undefined,
      attained: none,
      contactDuals: none,
      gatheringDuals: new Float64Array(G).fill(-Infinity),
      mostSets: SETS,
      most: 2,
      isLate: options.isLate,
    });
    const bound = constant + priced.worth;
    options.onRound?.(bound);
    if (best === undefined || bound < best.bound) {
      const { contactWorth, gatheringWorth } = priced;
      best = { bound, duals: Float64Array.from(duals), prices, rowPrices, contactWorth, gatheringWorth };
      idle = 0;
    } else if (++idle >= 3) {
      scale /= 2;
      idle = 0;
    }
    // Each row's slack at the best plans: the subgradient.
    const slack = new Float64Array(duals.length);
    slack.fill(1, 0, P);
    const add = (row: number, amount: number): void => {
      slack[row] = (slack[row] as number) + amount;
    };
    const seen = new Set<number>();
    for (const column of priced.columns) {
      if (seen.has(agentOf(column))) continue;
      seen.add(agentOf(column));
      for (const portion of portionsOf(compiled, column)) add(portion, -1);
      for (const link of linksOf(compiled, column)) add(P + C + G + link, column.kind === 'contact' ? -1 : 1);
    }
    keep(priced.columns);
    let norm = 0;
    const next = new Float64Array(duals.length);
    for (let i = 0; i < duals.length; i++) {
      // A price of 0 whose row is slack stays.
      const isIdle = i < P && (duals[i] as number) <= 0 && (slack[i] as number) > 0 && instance.portionCertain[i] !== 1;
      const along = isIdle ? 0 : (1 - DEFLECTION) * (slack[i] as number) + DEFLECTION * (direction[i] as number);
      next[i] = along;
      norm += along * along;
    }
    direction = next;
    if (norm === 0) break;
    const length = (scale * 0.5 * Math.max(SLACK, bound - options.target)) / norm;
    for (let i = 0; i < duals.length; i++) {
      const moved = (duals[i] as number) - length * (direction[i] as number);
      duals[i] = i < P && instance.portionCertain[i] !== 1 ? Math.max(0, moved) : moved;
    }
  }
  return best;
}

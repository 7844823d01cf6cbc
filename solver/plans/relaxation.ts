// Column generation: the master's linear relaxation under branching limits, and the best bound of any prices on the way.
//
// Prices are smoothed towards those of the best bound so far (Wentges 1997); where that brings nothing, the master's own
// are taken. Rounds are heuristic until bound and master are near each other. Every round's prices give a bound, since a
// search that gives up says what it could have found at most.
// Long function relax: the rounds' loop with what the best of them gave.
import type { LpMethod, LpSolution } from '../backends/linear-program.ts';
import { createFilter, type Limits, timesOf } from './branches.ts';
import type { Compiled } from './compile/compile.ts';
import type { Master } from './master.ts';
import { EXACT_SETS, HEURISTIC_SETS, type Pricing } from './pricing.ts';
import type { Prices } from './prices.ts';
import type { Separation } from './rows.ts';

export type RelaxationOptions = {
  /** What branching decided; of no decisions at the root. */
  readonly limits: Limits;
  /** Whole solutions up to this value are of no interest: a bound below the next whole point ends it. */
  readonly cutoff: number;
  /** Stop once master and bound are so near, in points and as a share of the bound. */
  readonly tolerance: number;
  readonly relativeTolerance: number;
  readonly isLate: () => boolean;
  /** Duals to begin from. */
  readonly start?: Float64Array | undefined;
  /** What is proven under the same limits: its duals are begun from. */
  readonly proven?: Proven | undefined;
  readonly secondsLeft?: (() => number | undefined) | undefined;
  readonly onRound?: ((round: Round) => void) | undefined;
};

export type Round = { readonly objective: number; readonly bound: number; readonly columns: number };

/** What prices prove. */
export type Proven = {
  /** No whole solution within the limits is worth more. */
  readonly bound: number;
  /** Duals of the best bound. */
  readonly duals: Float64Array;
  readonly prices: Prices;
  readonly rowPrices: Float64Array;
  /** What each contact's and gathering's best plan is worth at the best bound's prices. */
  readonly contactWorth: Float64Array;
  readonly gatheringWorth: Float64Array;
};

export type Relaxation = Proven & {
  /** Value of the master's last solution, and of its columns; demands that no column meets count far below 0. */
  readonly objective: number;
  readonly values: Float64Array;
  /** Rows of recipients that the program of that solution had; later ones are not in the values. */
  readonly rowCount: number;
  readonly status: 'converged' | 'cut-off' | 'late';
};

/** Weight of the best bound's duals against the master's. */
const SMOOTHING = 0.5;
/** Bound and master nearer than this share, or a round that raised the master by less than a tenth of it: exact rounds. */
const NEAR = 0.004;

const blend = (a: Float64Array, b: Float64Array): Float64Array =>
  b.map((dual, i) => SMOOTHING * (a[i] ?? dual) + (1 - SMOOTHING) * dual);

/** Where no round came to an end: duals, which may be none, without a bound. */
export function unpriced({ instance }: Compiled, master: Master, duals: Float64Array = new Float64Array(0)): Proven {
  const { prices, rowPrices } = master.pricesOf(duals);
  return {
    bound: Infinity,
    duals,
    prices,
    rowPrices,
    contactWorth: new Float64Array(instance.contactCount),
    gatheringWorth: new Float64Array(instance.gatheringCount),
  };
}

export async function relax(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  separation: Separation,
  options: RelaxationOptions,
): Promise<Relaxation> {
  const { limits, cutoff, tolerance, isLate } = options;
  const filter = createFilter(compiled, limits);
  master.restrict(filter.isAllowed, filter.isContactDemanded, filter.isGatheringDemanded);
  /** Adds the rows that a solution violates; says whether there were any. */
  const addViolated = (solution: LpSolution): boolean => {
    const { taus, seats } = timesOf(compiled, master.columns, master.valuesOf(solution));
    const rows = separation.violated(taus, seats);
    master.addRows(rows);
    return rows.length > 0;
  };
  let best = options.proven;
  let centre = options.start ?? best?.duals;
  let method: LpMethod = 'dual';
  let last: LpSolution | undefined;
  let rowCount = 0;
  let isExact = false;
  let isOwn = false;
  let before = -Infinity;
  for (;;) {
    const solved = await master.solve(method, options.secondsLeft?.());
    // A program that was stopped says nothing.
    const earlier = solved.status === 'stopped' ? last : undefined;
    const solution = earlier ?? solved;
    if (earlier === undefined) rowCount = master.rows.length;
    last = solution;
    method = 'primal';
    const finish = (status: Relaxation['status']): Relaxation => ({
      ...(best ?? unpriced(compiled, master, solution.duals)),
      objective: solution.objective,
      values: master.valuesOf(solution),
      rowCount,
      status,
    });
    if (isLate() || solved.status === 'stopped') return finish('late');
    const duals = centre === undefined || isOwn ? solution.duals : blend(centre, solution.duals);
    const at = master.pricesOf(duals);
    const { columns, worth, contactWorth, gatheringWorth } = await pricing.price({
      prices: at.prices,
      limits,
      attained: master.attainedAt(at.prices, filter.isAllowed, filter.isContactDemanded),
      contactDuals: at.contact,
      gatheringDuals: at.gathering,
      mostSets: isExact ? EXACT_SETS : HEURISTIC_SETS,
      isLate,
    });
    const bound = at.constant + worth;
    if (best === undefined || bound < best.bound) {
      best = { bound, duals, prices: at.prices, rowPrices: at.rowPrices, contactWorth, gatheringWorth };
      centre = duals;
    }
    const added = master.add(columns);
    options.onRound?.({ objective: solution.objective, bound: best.bound, columns: master.columns.length });
    if (Math.floor(best.bound + 1e-6) <= cutoff) return finish('cut-off');
    if (best.bound - solution.objective <= Math.max(tolerance, options.relativeTolerance * best.bound)) {
      if (master.isShort(solution)) return finish('cut-off');
      if (!addViolated(solution)) return finish('converged');
      method = 'dual';
      isOwn = false;
      continue;
    }
    const near = NEAR * Math.max(1, solution.objective);
    const isNear = best.bound - solution.objective < near || solution.objective - before < near / 10;
    before = solution.objective;
    if (isNear && !isExact && addViolated(solution)) {
      // Rows early: what they price is absorbed on the way, not after all is settled.
      method = 'dual';
      isExact = true;
      isOwn = false;
      continue;
    }
    if (added === 0 && isOwn && isExact) {
      // Nothing is left to add at the master's own prices: what separates them is rounding.
      if (!addViolated(solution)) return finish('converged');
      method = 'dual';
    }
    isOwn = added === 0;
    isExact = isExact || isNear || isOwn;
  }
}

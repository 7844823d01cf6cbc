// Prices of a large caseload to near their best: the master solved within a box around the best prices so far (Marsten,
// Hogan and Blankenship 1975), by interior point without crossover, whose duals lie amid all that are optimal. Without the
// box, the few plans known of each contact leave the prices so free that hardly any are good for the whole. Each side of the
// box moves by itself: away where a price ran into it, inwards where a price swings.
// Long function boxStep: the rounds' loop with the best of them.
import { timesOf } from './branches.ts';
import type { Compiled } from './compile.ts';
import type { Master } from './master.ts';
import type { Pricing } from './pricing.ts';
import type { Proven, Round } from './relaxation.ts';
import type { Separation } from './rows.ts';

export type BoxOptions = {
  /** Stop once the boxed master promises less than this, as a share of the bound. */
  readonly relativeTolerance: number;
  readonly isLate: () => boolean;
  readonly secondsLeft: () => number | undefined;
  readonly onRound?: ((round: Round) => void) | undefined;
};

const MOST_ROUNDS = 20;
/** Radius at first, at least and at most, as a share of the mean price. */
const RADIUS = { first: 0.1, least: 0.0125, most: 2.5 };
/** Price of what is demanded, as a share of the mean price. */
const DEAREST = 8;
/** What becomes of the radius of a price at the side of the box, and of one that turned back. */
const GROWTH = 3;
const CUT = 0.5;
/** Sets that pricing looks at. */
const SETS = 2_000;
/** Plans taken less than this say nothing about recipients' rows. */
const TAKEN = 0.2;

/** The best prices found from a start; every plan priced and every row violated on the way is added to the master. */
export async function boxStep(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  separation: Separation,
  start: Proven,
  options: BoxOptions,
): Promise<Proven> {
  const { instance } = compiled;
  const { portionCount: P, contactCount: C, gatheringCount: G } = instance;
  const isBoxed = (row: number): boolean => row < P || (row >= P + C + G && row < P + C + G + instance.leadLink.length);
  const mean = start.duals.slice(0, P).reduce((sum, dual) => sum + dual, 0) / Math.max(1, P);
  const radius = start.duals.map(() => RADIUS.first * mean);
  const moved = new Float64Array(start.duals.length);
  const none = new Float64Array(C).fill(-Infinity);
  const noGathering = new Float64Array(G).fill(-Infinity);
  const known = new Set<string>();
  let best = start;

  /** Adds the rows that the plans mostly taken violate. */
  const addViolated = (values: Float64Array): void => {
    const { taus, seats } = timesOf(
      compiled,
      master.columns,
      values.map((value) => (value < TAKEN ? 0 : value)),
    );
    const rows = separation.violated(taus, seats).filter(({ key }) => !known.has(key));
    for (const { key } of rows) known.add(key);
    master.addRows(rows);
  };

  const resize = (duals: Float64Array): void => {
    for (let row = 0; row < radius.length; row++) {
      if (!isBoxed(row)) continue;
      const own = radius[row] as number;
      const move = (duals[row] as number) - (best.duals[row] as number);
      if (Math.abs(move) > 0.98 * own) radius[row] = Math.min(RADIUS.most * mean, GROWTH * own);
      else if (Math.abs(move) > 1 && Math.sign(move) !== Math.sign(moved[row] as number))
        radius[row] = Math.max(RADIUS.least * mean, CUT * own);
      moved[row] = move;
    }
  };

  for (let round = 0; round < MOST_ROUNDS && !options.isLate(); round++) {
    master.box(best.duals, radius, DEAREST * mean);
    const solution = await master.solve('central', options.secondsLeft());
    if (solution.status !== 'optimal' || options.isLate()) break;
    if (round > 0) addViolated(master.valuesOf(solution));
    const duals = solution.duals.map((dual, row) =>
      row < P && instance.portionCertain[row] !== 1 ? Math.max(0, dual) : dual,
    );
    const { prices, rowPrices, constant } = master.pricesOf(duals);
    const { columns, worth, contactWorth, gatheringWorth } = await pricing.price({
      prices,
      limits: undefined,
      attained: none,
      contactDuals: none,
      gatheringDuals: noGathering,
      mostSets: SETS,
      isLate: options.isLate,
    });
    const bound = constant + worth;
    resize(duals);
    master.add(columns);
    const promised = best.bound - solution.objective;
    if (bound < best.bound) best = { bound, duals, prices, rowPrices, contactWorth, gatheringWorth };
    options.onRound?.({ objective: solution.objective, bound: best.bound, columns: master.columns.length });
    if (promised < options.relativeTolerance * best.bound) break;
  }
  master.unbox();
  return best;
}

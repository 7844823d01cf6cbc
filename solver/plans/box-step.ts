// Prices of a large caseload to near their best: the master solved within a box around the best prices so far (Marsten,
// Hogan and Blankenship 1975), by interior point without crossover, whose duals lie amid all that are optimal. Without the
// box, the few plans known of each contact leave the prices so free that hardly any are good for the whole. Each side of the
// box moves by itself: away where a price ran into it, inwards where a price swings.
// Long function boxStep: the rounds' loop with the best of them.
import type { Clock } from './clock.ts';
import type { Compiled } from './compile/compile.ts';
import { isPriceRow, type Master, rowsFrom } from './master.ts';
import { newRows } from './new-rows.ts';
import { priceEverybody } from './price-everybody.ts';
import type { Pricing } from './pricing.ts';
import type { Proven, Round } from './relaxation.ts';
import type { Separation } from './rows.ts';

export type BoxOptions = Clock & {
  /** Stop once the boxed master promises less than this, as a share of the bound. */
  readonly relativeTolerance: number;
  readonly onRound?: ((round: Round) => void) | undefined;
};

const MOST_ROUNDS = 60;
/** Rounds without a better bound after which no more are made. */
const MOST_IDLE = 6;
/** How far from the best prices to the program's, until one is better: where the program goes too far, less may be right. */
const SHARES = [1, 0.5, 0.25] as const;
/** Radius at first, at least and at most, as a share of the mean price. */
const RADIUS = { first: 0.1, least: 0.0125, most: 2.5 };
/** Price of what is demanded, as a share of the mean price. */
const DEAREST = 8;
/** What becomes of the radius of a price at the side of the box, and of one that turned back. */
const GROWTH = 3;
const CUT = 0.5;

/** Prices, and how long the last program for them took: infinite where none came to its end, 0 without a limit. */
export type Boxed = { readonly proven: Proven; readonly programSeconds: number };

/** The best prices found from a start; every plan priced and every row violated on the way is added to the master. */
export async function boxStep(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  separation: Separation,
  start: Proven,
  options: BoxOptions,
): Promise<Boxed> {
  const { instance } = compiled;
  const P = instance.portionCount;
  const first = rowsFrom(compiled);
  const isBoxed = isPriceRow(compiled);
  const mean = start.duals.slice(0, P).reduce((sum, dual) => sum + dual, 0) / Math.max(1, P);
  const radius: number[] = [];
  const moved: number[] = [];
  /** Sides for rows that are new. */
  const grow = (): void => {
    while (radius.length < first + master.rows.length) {
      radius.push(RADIUS.first * mean);
      moved.push(0);
    }
  };
  let best = start;
  let programSeconds = Infinity;

  const resize = (duals: Float64Array): void => {
    for (let row = 0; row < radius.length; row++) {
      if (!isBoxed(row)) continue;
      const own = radius[row] as number;
      const move = (duals[row] ?? 0) - (best.duals[row] ?? 0);
      if (Math.abs(move) > 0.98 * own) radius[row] = Math.min(RADIUS.most * mean, GROWTH * own);
      else if (Math.abs(move) > 1 && Math.sign(move) !== Math.sign(moved[row] as number))
        radius[row] = Math.max(RADIUS.least * mean, CUT * own);
      moved[row] = move;
    }
  };

  let idle = 0;
  for (let round = 0; round < MOST_ROUNDS && idle < MOST_IDLE && !options.isLate(); round++) {
    grow();
    master.box(best.duals, radius, DEAREST * mean);
    const before = options.secondsLeft();
    const solution = await master.solve('central', before);
    if (solution.status !== 'optimal' || options.isLate()) break;
    programSeconds = (before ?? 0) - (options.secondsLeft() ?? 0);
    master.addRows(newRows(compiled, separation, master.columns, master.valuesOf(solution), master.rows));
    const duals = solution.duals.map((dual, row) =>
      row < P && instance.portionCertain[row] !== 1 ? Math.max(0, dual) : dual,
    );
    resize(duals);
    const from = best;
    for (const share of SHARES) {
      const at = share === 1 ? duals : duals.map((dual, row) => share * dual + (1 - share) * (from.duals[row] ?? 0));
      const { columns, ...proven } = await priceEverybody(master, pricing, at, { isLate: options.isLate });
      master.add(columns);
      if (proven.bound >= best.bound) continue;
      best = proven;
      break;
    }
    idle = best === from ? idle + 1 : 0;
    options.onRound?.({ objective: solution.objective, bound: best.bound, columns: master.columns.length });
    // A narrow box promises what no wider one would keep: the bound must have settled too.
    const near = options.relativeTolerance * best.bound;
    if (best.bound - solution.objective < near && from.bound - best.bound < near) break;
  }
  master.unbox();
  return { proven: best, programSeconds };
}

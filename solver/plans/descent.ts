// Bounds and columns of a large caseload before its first master program: deflected subgradient steps on the prices
// (Camerini, Fratta and Maffioli 1975). Each step prices everybody over every eligible pair, so each gives a bound of the
// whole; the plans priced are the master's first columns, and the best prices are the centre its duals are smoothed with.
// Long function descend: the steps' loop with the best of them.
import { type Column, linksOf, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { indexRows } from './features.ts';
import { isPriceRow, type Master, rowsFrom } from './master.ts';
import { priceEverybody } from './price-everybody.ts';
import type { Pricing } from './pricing.ts';
import type { Proven, Round } from './relaxation.ts';

export type DescentOptions = {
  readonly steps: number;
  /** More steps, up to so many in all, as long as it pays (`PAYS`); default none. */
  readonly most?: number | undefined;
  /** Duals to begin from, by row; those missing are 0. Absent: every portion at its best points. */
  readonly start?: Float64Array | undefined;
  readonly isLate: () => boolean;
  readonly onRound?: ((round: Round) => void) | undefined;
};

/**
 * Each step aims at a bound lower by a share: by more after one that brought more than it aimed at, by less after one in vain.
 * At first by `aim`, and with a weight `deflection` of the last direction: good prices have less far to go, and less straight.
 */
const FROM_NOTHING = { aim: 0.0024, deflection: 0.85 } as const;
const FROM_PRICES = { aim: 0.001, deflection: 0.7 } as const;
const AIM_GROWTH = 1.5;
const AIM_CUT = 0.75;
/** Steps in vain, one after the other, after which the next begins from the best again, without the directions since. */
const MOST_IDLE = 3;
/** Steps from nothing whose plans are none for the master: their prices are far from any good ones. */
const FAR = 20;
/** More steps are made as long as so many of the last have lowered the bound by this share. */
const PAYS = { steps: 8, share: 1.5e-3 } as const;
/** How far prices move that are no portion's, beside those of portions of mean worth. */
const OTHER_SCALE = 4;
/** Least scale of a portion: the price of one that is worth little must move too. */
const LEAST_SCALE = 0.05;

/** Prices at which no alternative of a portion is worth anything to a contact who has nothing else: its best points. */
export function bestAlternatives({ instance }: Compiled): Float64Array {
  const { portionCount, contactCount, gatheringCount, leadLink } = instance;
  const duals = new Float64Array(portionCount + contactCount + gatheringCount + leadLink.length);
  const raise = (portion: number, points: number): void => {
    duals[portion] = Math.max(duals[portion] as number, points);
  };
  instance.optionPortion.forEach((portion, option) => raise(portion, instance.optionPoints[option] as number));
  instance.seatPortion.forEach((portion, seat) => raise(portion, instance.seatPoints[seat] as number));
  return duals;
}

/** How far the price of each row moves beside the others: a portion's as its best points are beside the mean. */
function scalesOf(compiled: Compiled, size: number): Float64Array {
  const best = bestAlternatives(compiled).subarray(0, compiled.instance.portionCount);
  const mean = best.reduce((sum, points) => sum + points, 0) / Math.max(1, best.length);
  const scales = new Float64Array(size).fill(OTHER_SCALE);
  best.forEach((points, portion) => {
    scales[portion] = Math.max(LEAST_SCALE, points / Math.max(1, mean));
  });
  return scales;
}

/** The best of so many steps; undefined where not one came to its end. Plans priced are added to the master, but those of far prices. */
export async function descend(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  { steps, most = steps, start, isLate, onRound }: DescentOptions,
): Promise<Proven | undefined> {
  const { instance } = compiled;
  const P = instance.portionCount;
  const firstRow = rowsFrom(compiled);
  const size = firstRow + master.rows.length;
  const isMoved = isPriceRow(compiled);
  const isFree = (row: number): boolean => (row >= P && row < firstRow) || instance.portionCertain[row] === 1;
  const duals = new Float64Array(size);
  duals.set(start ?? bestAlternatives(compiled));
  const scales = scalesOf(compiled, size);
  const slackOf = createSlack(compiled, master);
  const direction = new Float64Array(size);
  let best: Proven | undefined;
  let bestSlack: Float64Array = direction;
  const { aim: firstAim, deflection } = start === undefined ? FROM_NOTHING : FROM_PRICES;
  let aim: number = firstAim;
  let idle = 0;
  const bounds: number[] = [];
  const isWorthwhile = (): boolean => {
    const [before = Infinity, last = Infinity] = [bounds.at(-1 - PAYS.steps), bounds.at(-1)];
    return before - last > PAYS.share * last;
  };
  for (let step = 0; !isLate() && (step < steps || (step < most && isWorthwhile())); step++) {
    const { columns, ...proven } = await priceEverybody(master, pricing, Float64Array.from(duals), { most: 1, isLate });
    const { bound } = proven;
    if (!Number.isFinite(bound)) break;
    let slack = slackOf(duals, columns);
    if (best === undefined || bound < best.bound) {
      if (best !== undefined && best.bound - bound > aim * bound) aim *= AIM_GROWTH;
      best = proven;
      bestSlack = slack;
      idle = 0;
    } else {
      aim *= AIM_CUT;
      idle++;
    }
    bounds.push(best.bound);
    if (start !== undefined || step >= Math.min(FAR, steps / 2)) master.add(columns);
    onRound?.({ objective: -Infinity, bound: best.bound, columns: master.columns.length });
    if (idle >= MOST_IDLE) {
      duals.set(best.duals);
      direction.set(bestSlack);
      slack = bestSlack;
      idle = 0;
    }
    let norm = 0;
    for (let row = 0; row < size; row++) {
      if (!isMoved(row)) continue;
      const own = slack[row] as number;
      // The price of a row that is slack cannot fall below 0.
      const isAtZero = !isFree(row) && (duals[row] as number) <= 0 && own > 0;
      direction[row] = isAtZero ? 0 : (1 - deflection) * own + deflection * (direction[row] as number);
      norm += (direction[row] as number) ** 2 * (scales[row] as number);
    }
    if (norm === 0) break;
    const length = (aim * bound) / norm;
    for (let row = 0; row < size; row++) {
      if (!isMoved(row)) continue;
      const moved = (duals[row] as number) - length * (direction[row] as number) * (scales[row] as number);
      duals[row] = isFree(row) ? moved : Math.max(0, moved);
    }
  }
  return best;
}

/** Each row's slack where everybody follows the plan priced, and as many pins are broken as may be, the dearest: the subgradient. */
function createSlack(
  compiled: Compiled,
  { rows, mostBroken }: Master,
): (duals: Float64Array, columns: readonly Column[]) => Float64Array {
  const { portionCount: P, contactCount: C, gatheringCount: G } = compiled.instance;
  const firstRow = rowsFrom(compiled);
  const coefficientsOf = indexRows(compiled.instance, rows);
  const pins = rows.flatMap(({ meaning }, r) => (meaning.kind === 'pin' ? [firstRow + r] : []));
  return (duals, columns) => {
    const slack = new Float64Array(duals.length);
    slack.fill(1, 0, P);
    rows.forEach(({ most }, r) => {
      slack[firstRow + r] = most;
    });
    const add = (row: number, amount: number): void => {
      slack[row] = (slack[row] as number) + amount;
    };
    for (const column of columns) {
      for (const portion of portionsOf(compiled, column)) add(portion, -1);
      for (const link of linksOf(compiled, column)) add(P + C + G + link, column.kind === 'contact' ? -1 : 1);
      for (const [r, coefficient] of coefficientsOf(column)) add(firstRow + r, -coefficient);
    }
    const dearest = [...pins].sort((a, b) => (duals[b] as number) - (duals[a] as number));
    for (const row of dearest.slice(0, mostBroken)) add(row, 1);
    return slack;
  };
}

// Bounds and columns of a large caseload before its first master program: deflected subgradient steps on the prices
// (Camerini, Fratta and Maffioli 1975). Each step prices everybody over every eligible pair, so each gives a bound of the
// whole; the plans priced are the master's first columns, and the best prices are the centre its duals are smoothed with.
// Long function descend: the steps' loop with the best of them.
import { type Column, linksOf, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import type { Master } from './master.ts';
import { priceEverybody } from './price-everybody.ts';
import type { Pricing } from './pricing.ts';
import type { Proven, Round } from './relaxation.ts';

export type DescentOptions = {
  readonly steps: number;
  /** Duals to begin from; absent: every portion at its best points. */
  readonly start?: Float64Array | undefined;
  readonly isLate: () => boolean;
  readonly onRound?: ((round: Round) => void) | undefined;
};

/** Weight of the last direction. */
const DEFLECTION = 0.8;
/** Each step aims at a bound lower by this share, and by less once three steps in a row did not improve the best. */
const FIRST_AIM = 0.0024;
const AIM_CUT = 2 / 3;
const MOST_IDLE = 3;

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

/** The best of so many steps; undefined where not one came to its end. Every plan priced is added to the master. */
export async function descend(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  options: DescentOptions,
): Promise<Proven | undefined> {
  const { instance } = compiled;
  const { portionCount: P, contactCount: C, gatheringCount: G } = instance;
  const isContactOrGathering = (row: number): boolean => row >= P && row < P + C + G;
  const isFree = (row: number): boolean => row >= P || instance.portionCertain[row] === 1;
  const duals = Float64Array.from(options.start ?? bestAlternatives(compiled));
  let direction: Float64Array = new Float64Array(duals.length);
  let best: Proven | undefined;
  let aim = FIRST_AIM;
  let idle = 0;
  for (let step = 0; step < options.steps && !options.isLate(); step++) {
    const { isLate } = options;
    const { columns, ...proven } = await priceEverybody(master, pricing, Float64Array.from(duals), { most: 1, isLate });
    const { bound } = proven;
    if (!Number.isFinite(bound)) break;
    if (best === undefined || bound < best.bound) {
      best = proven;
      idle = 0;
    } else if (++idle === MOST_IDLE) {
      aim *= AIM_CUT;
      idle = 0;
    }
    master.add(columns);
    options.onRound?.({ objective: -Infinity, bound: best.bound, columns: master.columns.length });
    direction = deflected(compiled, duals, direction, slackOf(compiled, duals.length, columns));
    let norm = 0;
    for (let row = 0; row < duals.length; row++)
      if (!isContactOrGathering(row)) norm += (direction[row] as number) ** 2;
    if (norm === 0) break;
    const length = (aim * bound) / norm;
    for (let row = 0; row < duals.length; row++) {
      if (isContactOrGathering(row)) continue;
      const moved = (duals[row] as number) - length * (direction[row] as number);
      duals[row] = isFree(row) ? moved : Math.max(0, moved);
    }
  }
  return best;
}

/** Each row's slack where everybody follows the plan priced: the subgradient. */
function slackOf(compiled: Compiled, size: number, columns: readonly Column[]): Float64Array {
  const { portionCount: P, contactCount: C, gatheringCount: G } = compiled.instance;
  const slack = new Float64Array(size);
  slack.fill(1, 0, P);
  const add = (row: number, amount: number): void => {
    slack[row] = (slack[row] as number) + amount;
  };
  for (const column of columns) {
    for (const portion of portionsOf(compiled, column)) add(portion, -1);
    for (const link of linksOf(compiled, column)) add(P + C + G + link, column.kind === 'contact' ? -1 : 1);
  }
  return slack;
}

/** The last direction bent to the slack; rows whose price is 0 and that are slack stay where they are. */
function deflected({ instance }: Compiled, duals: Float64Array, last: Float64Array, slack: Float64Array): Float64Array {
  return slack.map((own, row) => {
    const isIdle =
      row < instance.portionCount && (duals[row] as number) <= 0 && own > 0 && instance.portionCertain[row] !== 1;
    return isIdle ? 0 : (1 - DEFLECTION) * own + DEFLECTION * (last[row] as number);
  });
}

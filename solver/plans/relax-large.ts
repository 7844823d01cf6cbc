// The relaxation of a large caseload: steps on the prices from nothing, boxed masters from the best of them, and last one
// vertex of the master without a box, whose plans followed wholly a whole solution is built on.
import type { Compiled } from './compile/compile.ts';
import { descend } from './descent.ts';
import { boxStep } from './box-step.ts';
import type { Clock } from './clock.ts';
import type { Master } from './master.ts';
import type { Pricing } from './pricing.ts';
import { type Relaxation, type Round, unpriced } from './relaxation.ts';
import type { Separation } from './rows.ts';

export type LargeOptions = {
  /** Most steps before the first master, and duals to begin from. */
  readonly steps: number;
  readonly start: Float64Array | undefined;
  /** A clock for the prices, and one for all. */
  readonly prices: Clock;
  readonly all: Clock;
  readonly onRound?: ((round: Round) => void) | undefined;
};

/** A vertex, and a whole solution from it, take so many times what a boxed program took; with less time left there is none. */
const VERTEX = 4;
/** Bound and master are to be so near, as a share of the bound. */
const TOLERANCE = 1e-3;

export async function relaxLarge(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  separation: Separation,
  { steps, start, prices, all, onRound }: LargeOptions,
): Promise<Relaxation> {
  const begin = await descend(compiled, master, pricing, { ...prices, steps, start, onRound });
  const rounds = { ...prices, relativeTolerance: TOLERANCE, onRound };
  const boxed = begin && (await boxStep(compiled, master, pricing, separation, begin, rounds));
  const best = boxed?.proven ?? begin;
  const isTime = boxed !== undefined && (all.secondsLeft() ?? Infinity) > VERTEX * boxed.programSeconds;
  const solution = isTime && !all.isLate() ? await master.solve('interior', all.secondsLeft()) : undefined;
  const isSolved = solution?.status === 'optimal';
  return {
    ...(best ?? unpriced(compiled, master)),
    objective: isSolved ? solution.objective : -Infinity,
    values: isSolved ? master.valuesOf(solution) : new Float64Array(master.columns.length),
    rowCount: master.rows.length,
    status: isSolved ? 'converged' : 'late',
  };
}

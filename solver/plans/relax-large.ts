// The relaxation of a large caseload: steps on the prices from nothing, boxed masters from the best of them, and last one
// vertex of the master without a box, whose plans followed wholly a whole solution is built on.
import type { Compiled } from './compile/compile.ts';
import { boxStep } from './box-step.ts';
import type { Clock } from './clock.ts';
import type { Master } from './master.ts';
import { newRows } from './new-rows.ts';
import type { Pricing } from './pricing.ts';
import type { LpSolution } from '../backends/linear-program.ts';
import { type Proven, type Relaxation, type Round, unpriced } from './relaxation.ts';
import type { Separation } from './rows.ts';

export type LargeOptions = {
  /** A clock for the prices, and one for all. */
  readonly prices: Clock;
  readonly all: Clock;
  readonly onRound?: ((round: Round) => void) | undefined;
  /** Called with the last prices, before the vertex. */
  readonly onPrices: (proven: Proven) => Promise<void>;
};

/** A vertex, and a whole solution from it, take so many times what a boxed program took; with less time left there is none. */
const VERTEX = 4;
/** Bound and boxed master are to be so near, as a share of the bound, whatever gap is asked for: dives from rougher prices are worse. */
const TOLERANCE = 1e-3;
/** Times that rows which the vertex violates are added, and it is solved again. */
const ROW_ROUNDS = 10;

/** A vertex of the master without a box that violates no row of recipients, or few; undefined where it is too late for one. */
async function solveVertex(
  compiled: Compiled,
  master: Master,
  separation: Separation,
  { isLate, secondsLeft }: Clock,
): Promise<LpSolution | undefined> {
  let solution = await master.solve('interior', secondsLeft());
  for (let round = 0; round < ROW_ROUNDS && solution.status === 'optimal' && !isLate(); round++) {
    const violated = newRows(compiled, separation, master.columns, master.valuesOf(solution), master.rows);
    if (violated.length === 0) break;
    master.addRows(violated);
    solution = await master.solve('dual', secondsLeft());
  }
  return solution.status === 'optimal' ? solution : undefined;
}

export async function relaxLarge(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  separation: Separation,
  begin: Proven | undefined,
  { prices, all, onRound, onPrices }: LargeOptions,
): Promise<Relaxation> {
  const rounds = { ...prices, relativeTolerance: TOLERANCE, onRound };
  const boxed = begin && (await boxStep(compiled, master, pricing, separation, begin, rounds));
  const best = boxed?.proven ?? begin;
  if (best !== undefined) await onPrices(best);
  const isTime = boxed !== undefined && (all.secondsLeft() ?? Infinity) > VERTEX * boxed.programSeconds;
  const solution = isTime && !all.isLate() ? await solveVertex(compiled, master, separation, all) : undefined;
  return {
    ...(best ?? unpriced(compiled, master)),
    objective: solution?.objective ?? -Infinity,
    values: solution === undefined ? new Float64Array(master.columns.length) : master.valuesOf(solution),
    rowCount: master.rows.length,
    status: solution === undefined ? 'late' : 'converged',
  };
}

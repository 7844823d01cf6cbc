// The contract of an LP/MIP backend. A backend's answer is a claim: `solve` checks every value again from outside.
import type { LinearModel } from '../model/linear-model.ts';

export type BackendId = 'highs' | 'javascript-lp-solver';

export type BackendOptions = {
  /** Wall-clock limit in seconds; absent: none. Not repeatable: use `steps` where bytes must be equal. */
  readonly seconds?: number | undefined;
  /** Deterministic limit: branch-and-bound nodes. */
  readonly steps?: number | undefined;
  readonly seed: number;
  /** A feasible point to start from, one value a column. */
  readonly start?: Float64Array | undefined;
  /** Ignore integrality: the LP relaxation, with duals. */
  readonly relax?: boolean | undefined;
  /** Called with each better integer point. */
  readonly onIncumbent?: ((values: Float64Array, bound: number) => void) | undefined;
  /** Called as the bound falls. */
  readonly onBound?: ((bound: number) => void) | undefined;
};

/**
 * `optimal`: values are proven best (within 0.99 points); `feasible`: values without proof, a limit was reached;
 * `infeasible`: proven that there is no point; `timed-out`: a limit was reached without any point;
 * `failed`: the backend does not know, or answered something that is not a point of the model.
 */
export type BackendResult = {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'timed-out' | 'failed';
  /** One value a column, present where there is a point. */
  readonly values?: Float64Array;
  /** No point is worth more; +Infinity where the backend proves nothing. */
  readonly bound: number;
  /** Row duals of a relaxation, where the backend has them. */
  readonly duals?: Float64Array;
  /** Branch-and-bound nodes used. */
  readonly nodes: number;
};

export type Backend = {
  readonly id: BackendId;
  /** Name and version, for `plan.versions`. */
  readonly version: string;
  readonly solve: (model: LinearModel, options: BackendOptions) => Promise<BackendResult>;
};

/** Proof that a plan is best: objectives are whole points, so a gap below one point closes. */
export const ABSOLUTE_GAP = 0.99;
/** How far a value may miss a bound, a row or a whole number. */
export const TOLERANCE = 1e-5;

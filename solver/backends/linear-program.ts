// The contract of a linear program that grows by columns and rows and is solved again and again. It is maximised; columns
// lie between 0 and their upper bound.

/** Columns to append: column j has entries `starts[j] … starts[j + 1] − 1` (the last up to the end). */
export type LpColumns = {
  readonly cost: readonly number[];
  readonly upper: readonly number[];
  readonly starts: readonly number[];
  readonly index: readonly number[];
  readonly value: readonly number[];
};

/** Rows to append, with entries in columns that exist already. */
export type LpRows = {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly starts: readonly number[];
  readonly index: readonly number[];
  readonly value: readonly number[];
};

/**
 * Simplex from the last basis: `primal` after new columns, `dual` after new rows and changed bounds. `interior`: interior point
 * with crossover to a basis, for a large program that is solved for the first time. `central`: interior point to a thousandth
 * and no crossover: neither values nor duals are at a vertex, and both are only nearly right.
 */
export type LpMethod = 'primal' | 'dual' | 'interior' | 'central';

export type LpSolution = {
  readonly status: 'optimal' | 'infeasible' | 'stopped';
  readonly objective: number;
  readonly values: Float64Array;
  /** Change of the objective for one more of each row's bound. */
  readonly duals: Float64Array;
};

export type LinearProgram = {
  addRows(rows: LpRows): void;
  addColumns(columns: LpColumns): void;
  setColumnCost(indices: readonly number[], cost: readonly number[]): void;
  /** Indices rise. */
  setColumnUpper(indices: readonly number[], upper: readonly number[]): void;
  setRowBounds(indices: readonly number[], lower: readonly number[], upper: readonly number[]): void;
  /** Solves; after `seconds` it stops as soon as HiGHS looks at its clock. */
  solve(method: LpMethod, seconds?: number): Promise<LpSolution>;
  close(): Promise<void>;
};

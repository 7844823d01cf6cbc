// javascript-lp-solver, for models so small that it answers before HiGHS has started, and as the second opinion in
// tests. Rules for using it, each from a measured defect: `ints` and explicit bounds instead of `binaries`, no presolve
// (it returned −0 for 10), indices as names, and only an integral answer that our own check confirms and that came
// before its time-out counts. Everything else, its "infeasible" included, is `failed`: ask HiGHS.
import solverModule from 'javascript-lp-solver';
import { type LinearModel, largestViolation, objectiveOf } from '../model/linear-model.ts';
import { type Backend, type BackendOptions, type BackendResult, TOLERANCE } from './backend.ts';

/** Most columns for which it is asked: up to about 40 it answers in about 3 ms. */
export const MOST_COLUMNS = 40;
/** Most rows for which it is asked. */
export const MOST_ROWS = 120;
/** Its own time-out in milliseconds; far above what a model within the limits takes. */
const TIMEOUT_MILLISECONDS = 500;

// The package's types describe its CommonJS build; what Node imports is the solver itself.
const solver = solverModule as unknown as typeof solverModule.default;

type Definition = Parameters<typeof solver.Solve>[0];

/** Whether a model is within the limits for this backend. */
export const isTiny = ({ columns, rows }: LinearModel): boolean =>
  columns.objective.length <= MOST_COLUMNS && rows.lower.length <= MOST_ROWS;

/** A model in the package's own words; its own time-out in milliseconds. */
export function definitionOf({ columns, rows }: LinearModel, timeout: number): Definition {
  const variables: Record<string, Record<string, number>> = {};
  const ints: Record<string, 1> = {};
  const constraints: Record<string, { min?: number; max?: number }> = {};
  const bounds = (lower: number, upper: number): { min?: number; max?: number } => ({
    ...(lower > -Infinity ? { min: lower } : {}),
    ...(upper < Infinity ? { max: upper } : {}),
  });
  columns.objective.forEach((points, j) => {
    variables[`x${j}`] = { points, [`b${j}`]: 1 };
    constraints[`b${j}`] = bounds(columns.lower[j] ?? 0, columns.upper[j] ?? 0);
    if (columns.integer[j]) ints[`x${j}`] = 1;
  });
  for (let i = 0; i < rows.lower.length; i++) {
    constraints[`r${i}`] = bounds(rows.lower[i] ?? 0, rows.upper[i] ?? 0);
    for (let k = rows.starts[i] ?? 0; k < (rows.starts[i + 1] ?? 0); k++) {
      const variable = variables[`x${rows.index[k] ?? 0}`];
      if (variable !== undefined) variable[`r${i}`] = rows.value[k] ?? 0;
    }
  }
  return {
    optimize: 'points',
    opType: 'max',
    constraints,
    variables,
    ints,
    options: { presolve: false, timeout },
  };
}

/** Solves one tiny model. `now` is a clock in milliseconds: an answer at the time-out proves nothing. */
export function solveWithJavascriptLpSolver(model: LinearModel, now: () => number): BackendResult {
  const failed: BackendResult = { status: 'failed', bound: Infinity, nodes: 0 };
  const count = model.columns.objective.length;
  if (count === 0 || model.columns.lower.some((lower) => lower < 0)) return failed;
  const began = now();
  const answer = solver.Solve(definitionOf(model, TIMEOUT_MILLISECONDS)) as Record<
    string,
    number | boolean | undefined
  >;
  if (now() - began >= TIMEOUT_MILLISECONDS) return failed;
  if (answer['feasible'] !== true || answer['isIntegral'] !== true || answer['bounded'] === false) return failed;
  const values = Float64Array.from({ length: count }, (_, j) => Number(answer[`x${j}`] ?? 0));
  for (let j = 0; j < count; j++) if (model.columns.integer[j]) values[j] = Math.round(values[j] ?? 0);
  if (largestViolation(model, values) > TOLERANCE) return failed;
  return { status: 'optimal', values, bound: objectiveOf(model, values), nodes: 0 };
}

/** The backend with the caller's clock. */
export const javascriptLpSolverBackend = (now: () => number): Backend => ({
  id: 'javascript-lp-solver',
  version: 'javascript-lp-solver 1.0.3',
  solve: (model: LinearModel, _options: BackendOptions) => Promise.resolve(solveWithJavascriptLpSolver(model, now)),
});

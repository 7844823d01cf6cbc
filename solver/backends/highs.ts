// HiGHS as WebAssembly, in this thread. It blocks while it runs; `highs-worker.ts` is the same in a thread of its own.
import highsModule, { type CallbackEventFor, type Highs, type HighsCallbackMap, type Model } from 'highs';
import { type LinearModel, largestViolation } from '../model/linear-model.ts';
import { ABSOLUTE_GAP, type Backend, type BackendOptions, type BackendResult, TOLERANCE } from './backend.ts';

// The package's types describe its CommonJS build; what Node imports is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

let runtime: Promise<Highs> | undefined;

const instance = (): Promise<Highs> => {
  runtime ??= loadHighs();
  return runtime;
};

/** Compiles the runtime, so that the first model need not wait for it. */
export const warmUp = async (): Promise<void> => void (await instance());

function passModel(highs: Highs, native: Model, { columns, rows }: LinearModel, relax: boolean): void {
  const kinds = highs.constants.variableType;
  native.passModel({
    numCols: columns.objective.length,
    numRows: rows.lower.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: columns.objective,
    colLower: columns.lower,
    colUpper: columns.upper,
    rowLower: rows.lower,
    rowUpper: rows.upper,
    matrix: {
      format: 'csr',
      numCols: columns.objective.length,
      numRows: rows.lower.length,
      starts: rows.starts,
      indices: rows.index,
      values: rows.value,
    },
    ...(relax ? {} : { integrality: columns.integer.map((integer) => (integer ? kinds.integer : kinds.continuous)) }),
  });
}

/** Columns up to which a model is solved sooner without HiGHS's feasibility jump, which takes longer than all else there. */
const SMALL = 5_000;

function setOptions(native: Model, { columns }: LinearModel, { seconds, steps, seed }: BackendOptions): void {
  native.options.set({
    output_flag: false,
    random_seed: seed,
    mip_heuristic_run_feasibility_jump: columns.objective.length > SMALL,
    mip_rel_gap: 0,
    mip_abs_gap: ABSOLUTE_GAP,
    mip_feasibility_tolerance: 1e-6,
    ...(seconds === undefined ? {} : { time_limit: Math.max(0.01, seconds) }),
    ...(steps === undefined ? {} : { mip_max_nodes: steps }),
  });
}

function outcome(highs: Highs, native: Model, model: LinearModel, relax: boolean): BackendResult {
  const status = native.getModelStatus();
  const codes = highs.constants.modelStatus;
  const info = native.info;
  const nodes = relax ? 0 : Math.max(0, Number(info.get('mip_node_count')));
  if (status === codes.infeasible) return { status: 'infeasible', bound: -Infinity, nodes };
  const solution = native.getSolution();
  const values = Float64Array.from(solution.colValue);
  const hasPoint = values.length === model.columns.objective.length && Number(info.get('primal_solution_status')) === 2;
  if (relax) {
    if (status !== codes.optimal) return { status: 'timed-out', bound: Infinity, nodes };
    const duals = Float64Array.from(solution.rowDual ?? []);
    return { status: 'optimal', values, bound: native.getObjectiveValue(), duals, nodes };
  }
  const proven = Number(info.get('mip_dual_bound'));
  const bound = Number.isFinite(proven) ? proven : Infinity;
  if (!hasPoint) return { status: 'timed-out', bound, nodes };
  if (largestViolation(model, values) > TOLERANCE) return { status: 'failed', bound, nodes };
  return { status: status === codes.optimal ? 'optimal' : 'feasible', values, bound, nodes };
}

/** Passes on better points and bounds while HiGHS runs. */
function callbacksOf(highs: Highs, { onIncumbent, onBound }: BackendOptions): HighsCallbackMap {
  const channels = highs.constants.callbackType;
  return {
    [channels.mipImprovingSolution]: ({ data }: CallbackEventFor<4>): undefined => {
      const { mip_solution: values, mip_dual_bound: bound = Infinity } = data;
      if (values !== undefined) onIncumbent?.(Float64Array.from(values), bound);
    },
    [channels.mipInterrupt]: ({ data }: CallbackEventFor<6>): undefined => {
      if (data.mip_dual_bound !== undefined) onBound?.(data.mip_dual_bound);
    },
  };
}

/** Runs the search; presolve ends some small models with an error, which are solved without it. */
function runSearch(native: Model, callbacks: HighsCallbackMap | undefined): void {
  try {
    native.run(callbacks);
  } catch {
    native.options.set({ presolve: 'off' });
    native.run(callbacks);
  }
}

/** Solves one model and frees it; throws only where the WebAssembly runtime itself is broken. */
export async function solveWithHighs(model: LinearModel, options: BackendOptions): Promise<BackendResult> {
  if (model.columns.objective.length === 0) {
    // HiGHS calls an empty model "empty", not optimal or infeasible.
    const feasible = model.rows.lower.every((lower, i) => lower <= 0 && (model.rows.upper[i] ?? 0) >= 0);
    return feasible
      ? { status: 'optimal', values: new Float64Array(0), bound: 0, nodes: 0 }
      : { status: 'infeasible', bound: -Infinity, nodes: 0 };
  }
  const highs = await instance();
  const relax = options.relax === true;
  const native = highs.createModel();
  try {
    setOptions(native, model, options);
    passModel(highs, native, model, relax);
    if (options.start !== undefined && !relax) native.setSolution({ colValue: options.start });
    runSearch(native, relax ? undefined : callbacksOf(highs, options));
    return outcome(highs, native, model, relax);
  } finally {
    native.dispose();
  }
}

/** HiGHS in this thread: for models that take milliseconds, and inside a worker. */
export const highsBackend: Backend = { id: 'highs', version: 'highs 1.15.3', solve: solveWithHighs };

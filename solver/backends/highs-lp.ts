// A linear program that grows: HiGHS keeps the model and its basis between solves, so that a few new columns cost a few
// pivots. Maximised. It blocks the thread it runs in.
// Long function openHighsLp: one native model, whose calls are closed over it.
import highsModule, { type Highs, type Model } from 'highs';
import type { LinearProgram, LpColumns, LpMethod, LpRows, LpSolution } from './linear-program.ts';

const loadHighs = highsModule as unknown as typeof highsModule.default;
/** Gap, as a share, at which interior point without crossover is done. */
const CENTRAL = 1e-3;
let runtime: Promise<Highs> | undefined;

/** Opens an empty program in this thread. */
export async function openHighsLp(): Promise<LinearProgram> {
  runtime ??= loadHighs();
  const highs = await runtime;
  const model: Model = highs.createModel();
  model.options.set({ output_flag: false });
  model.passModel({
    numCols: 0,
    numRows: 0,
    sense: highs.constants.objectiveSense.maximize,
    colCost: [],
    colLower: [],
    colUpper: [],
    rowLower: [],
    rowUpper: [],
    matrix: { format: 'csc', numCols: 0, numRows: 0, starts: [0], indices: [], values: [] },
  });
  let columns = 0;
  let rows = 0;
  return {
    addRows({ lower, upper, starts, index, value }: LpRows): void {
      if (lower.length === 0) return;
      model.addRows({
        lower: Float64Array.from(lower),
        upper: Float64Array.from(upper),
        matrix: {
          format: 'csr',
          numRows: lower.length,
          numCols: columns,
          starts: Int32Array.from([...starts, index.length]),
          indices: Int32Array.from(index),
          values: Float64Array.from(value),
        },
      });
      rows += lower.length;
    },
    addColumns({ cost, upper, starts, index, value }: LpColumns): void {
      if (cost.length === 0) return;
      model.addCols({
        cost: Float64Array.from(cost),
        lower: new Float64Array(cost.length),
        upper: Float64Array.from(upper),
        matrix: {
          format: 'csc',
          numRows: rows,
          numCols: cost.length,
          starts: Int32Array.from([...starts, index.length]),
          indices: Int32Array.from(index),
          values: Float64Array.from(value),
        },
      });
      columns += cost.length;
    },
    setColumnCost(indices, cost) {
      if (indices.length > 0) model.changeColsCost({ kind: 'set', indices }, cost);
    },
    setColumnUpper(indices, upper) {
      if (indices.length > 0)
        model.changeColsBounds(
          { kind: 'set', indices },
          indices.map(() => 0),
          upper,
        );
    },
    setRowBounds(indices, lower, upper) {
      if (indices.length > 0) model.changeRowsBounds({ kind: 'set', indices }, lower, upper);
    },
    solve(method: LpMethod, seconds = Infinity): Promise<LpSolution> {
      // HiGHS calls an empty model "empty", not optimal.
      if (columns === 0)
        return Promise.resolve({
          status: 'optimal',
          objective: 0,
          values: new Float64Array(0),
          duals: new Float64Array(rows),
        });
      model.options.set({
        solver: method === 'interior' || method === 'central' ? 'ipx' : 'simplex',
        run_crossover: method === 'central' ? 'off' : 'on',
        // After presolve, duals without crossover have the wrong sign, and miss rows that presolve removed.
        presolve: method === 'interior' ? 'on' : 'off',
        ipm_optimality_tolerance: method === 'central' ? CENTRAL : 1e-8,
        simplex_strategy: method === 'primal' ? 4 : 1,
        time_limit: Math.min(1e6, Math.max(0.1, seconds)),
      });
      // The clock runs on over all solves of a model.
      model.zeroAllClocks();
      model.run();
      const status = model.getModelStatus();
      const codes = highs.constants.modelStatus;
      const { colValue, rowDual } = model.getSolution();
      // A central solution is not exact enough for HiGHS to call it anything.
      const isCentral = method === 'central' && status === codes.unknown;
      return Promise.resolve({
        status:
          status === codes.optimal || isCentral ? 'optimal' : status === codes.infeasible ? 'infeasible' : 'stopped',
        objective: model.getObjectiveValue(),
        values: colValue,
        duals: rowDual,
      });
    },
    close(): Promise<void> {
      model.dispose();
      return Promise.resolve();
    },
  };
}

// A mixed-integer linear model, to be maximised, in the neutral form that every backend takes.

/** Columns and rows by index; row i is `lower ≤ Σ value·x ≤ upper` over entries `starts[i] … starts[i + 1] − 1`. */
export type LinearModel = {
  readonly columns: {
    readonly objective: readonly number[];
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly integer: readonly boolean[];
  };
  readonly rows: {
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly starts: readonly number[];
    readonly index: readonly number[];
    readonly value: readonly number[];
  };
};

export type Entry = readonly [column: number, value: number];

/** A model under construction; columns and rows are only ever added, bounds may change. */
export type ModelBuilder = {
  readonly model: LinearModel;
  readonly columnCount: () => number;
  /**
   * Adds a column and returns its index; default a binary worth nothing. `follows` gives its value where it is
   * determined by columns added before it.
   */
  addColumn(column?: {
    objective?: number;
    lower?: number;
    upper?: number;
    integer?: boolean;
    follows?: (values: Float64Array) => number;
  }): number;
  /** Fills in the columns that follow from others, in place. */
  complete(values: Float64Array): Float64Array;
  /** Adds a row; entries of one column are added up, rows that nothing enters or that were added before are dropped. */
  addRow(row: { lower?: number; upper?: number; entries: readonly Entry[] }): void;
  addObjective(column: number, points: number): void;
  setObjective(objective: readonly number[]): void;
  setBounds(column: number, lower: number, upper: number): void;
};

export function createModel(): ModelBuilder {
  const columns = { objective: [] as number[], lower: [] as number[], upper: [] as number[], integer: [] as boolean[] };
  const rows = {
    lower: [] as number[],
    upper: [] as number[],
    starts: [0],
    index: [] as number[],
    value: [] as number[],
  };
  const seen = new Set<string>();
  const followers: { column: number; follows: (values: Float64Array) => number }[] = [];
  return {
    model: { columns, rows },
    columnCount: () => columns.objective.length,
    addColumn({ objective = 0, lower = 0, upper = 1, integer = true, follows } = {}) {
      if (follows !== undefined) followers.push({ column: columns.objective.length, follows });
      columns.objective.push(objective);
      columns.lower.push(lower);
      columns.upper.push(upper);
      columns.integer.push(integer);
      return columns.objective.length - 1;
    },
    complete(values) {
      for (const { column, follows } of followers) values[column] = follows(values);
      return values;
    },
    addRow({ lower = -Infinity, upper = Infinity, entries }) {
      const sums = new Map<number, number>();
      for (const [column, value] of entries) sums.set(column, (sums.get(column) ?? 0) + value);
      const kept = [...sums].filter(([, value]) => value !== 0).sort((a, b) => a[0] - b[0]);
      if (kept.length === 0 && lower <= 0 && upper >= 0) return;
      const key = `${lower}|${upper}|${kept.join(';')}`;
      if (seen.has(key)) return;
      seen.add(key);
      for (const [column, value] of kept) {
        rows.index.push(column);
        rows.value.push(value);
      }
      rows.lower.push(lower);
      rows.upper.push(upper);
      rows.starts.push(rows.index.length);
    },
    addObjective(column, points) {
      columns.objective[column] = (columns.objective[column] ?? 0) + points;
    },
    setObjective(objective) {
      for (let j = 0; j < objective.length; j++) columns.objective[j] = objective[j] ?? 0;
    },
    setBounds(column, lower, upper) {
      columns.lower[column] = lower;
      columns.upper[column] = upper;
    },
  };
}

/** Largest amount by which values break a bound or a row; 0 where all hold. */
export function largestViolation({ columns, rows }: LinearModel, values: ArrayLike<number>): number {
  let worst = 0;
  for (let j = 0; j < columns.lower.length; j++) {
    const x = values[j] ?? 0;
    worst = Math.max(worst, (columns.lower[j] ?? 0) - x, x - (columns.upper[j] ?? 0));
    if (columns.integer[j]) worst = Math.max(worst, Math.abs(x - Math.round(x)));
  }
  for (let i = 0; i + 1 < rows.starts.length; i++) {
    let activity = 0;
    for (let k = rows.starts[i] ?? 0; k < (rows.starts[i + 1] ?? 0); k++)
      activity += (rows.value[k] ?? 0) * (values[rows.index[k] ?? 0] ?? 0);
    worst = Math.max(worst, (rows.lower[i] ?? 0) - activity, activity - (rows.upper[i] ?? 0));
  }
  return worst;
}

export function objectiveOf({ columns }: LinearModel, values: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < columns.objective.length; j++) sum += (columns.objective[j] ?? 0) * (values[j] ?? 0);
  return sum;
}

// Hand-made models with a known optimum, and small random ones: what the conformance suite asks every backend.
import { createModel, type LinearModel, largestViolation, objectiveOf } from '../../solver/model/linear-model.ts';
import type { Draw } from '../tiny/draw.ts';

type Column = { objective?: number; lower?: number; upper?: number; integer?: boolean };
type Row = { coefficients: readonly number[]; lower?: number; upper?: number };

/** A model from columns and dense rows. */
export function modelOf(columns: readonly Column[], rows: readonly Row[]): LinearModel {
  const builder = createModel();
  for (const column of columns) builder.addColumn(column);
  for (const { coefficients, ...bounds } of rows)
    builder.addRow({ ...bounds, entries: coefficients.map((value, column) => [column, value] as const) });
  return builder.model;
}

export type KnownModel = {
  readonly title: string;
  readonly model: LinearModel;
  /** Undefined where there is no point. */
  readonly optimum: number | undefined;
  /** The only best point, where there is one. */
  readonly best?: readonly number[];
};

const binaries = (objective: readonly number[]): Column[] => objective.map((points) => ({ objective: points }));

/** Three people and three places, every pair worth the same: any of the six perfect matchings is best. */
const tiedAssignment = modelOf(
  binaries(Array.from({ length: 9 }, () => 7)),
  [0, 1, 2].flatMap((i) => [
    { coefficients: Array.from({ length: 9 }, (_, k) => (Math.floor(k / 3) === i ? 1 : 0)), upper: 1 },
    { coefficients: Array.from({ length: 9 }, (_, k) => (k % 3 === i ? 1 : 0)), upper: 1 },
  ]),
);

export const KNOWN_MODELS: readonly KnownModel[] = [
  {
    // 10 + 7 at weights 5 + 4 fill 9 of 10; 13 at weight 7 leaves 3 for the 4: 17; 13 + 4 = 17 too; 7 + 13 weigh 11.
    title: 'a knapsack',
    model: modelOf(binaries([10, 13, 7, 4]), [{ coefficients: [5, 7, 4, 3], upper: 10 }]),
    optimum: 17,
  },
  { title: 'an assignment in which all is tied', model: tiedAssignment, optimum: 21 },
  {
    // Exactly two of four, exactly one of the last two: 5 + 9.
    title: 'rows that hold with equality',
    model: modelOf(binaries([5, 3, 9, 8]), [
      { coefficients: [1, 1, 1, 1], lower: 2, upper: 2 },
      { coefficients: [0, 0, 1, 1], lower: 1, upper: 1 },
    ]),
    optimum: 14,
    best: [1, 0, 1, 0],
  },
  {
    // 3a + 5b ≤ 16: a = 3, b = 1 gives 13·3 + 21 = 60; a = 2, b = 2 gives 68; a = 0, b = 3 gives 63; a = 5 gives 65.
    title: 'whole steps beyond one',
    model: modelOf(
      [
        { objective: 13, upper: 9 },
        { objective: 21, upper: 9 },
      ],
      [{ coefficients: [3, 5], upper: 16 }],
    ),
    optimum: 68,
    best: [2, 2],
  },
  {
    // What costs is still chosen where a row demands it, as cheaply as can be.
    title: 'points below zero',
    model: modelOf(binaries([-6, -4, -5]), [{ coefficients: [1, 1, 1], lower: 2 }]),
    optimum: -9,
    best: [0, 1, 1],
  },
  {
    title: 'rows that contradict each other',
    model: modelOf(binaries([1, 1]), [
      { coefficients: [1, 1], lower: 2 },
      { coefficients: [1, 0], upper: 0 },
    ]),
    optimum: undefined,
  },
  {
    // 2x + 2y = 3 has fractional points only.
    title: 'no whole point where the relaxation has one',
    model: modelOf(binaries([1, 1]), [{ coefficients: [2, 2], lower: 3, upper: 3 }]),
    optimum: undefined,
  },
  { title: 'no columns and no rows', model: modelOf([], []), optimum: 0 },
  { title: 'no rows', model: modelOf(binaries([3, -2, 4]), []), optimum: 7, best: [1, 0, 1] },
  {
    title: 'nothing worth anything',
    model: modelOf(binaries([0, 0]), [{ coefficients: [1, 1], upper: 1 }]),
    optimum: 0,
  },
  {
    // The first is fixed at 1 and takes 4 of 6; the second, fixed at 0, would be worth most.
    title: 'fixed columns',
    model: modelOf(
      [{ objective: 1, lower: 1 }, { objective: 99, upper: 0 }, { objective: 5 }, { objective: 4 }],
      [{ coefficients: [4, 1, 3, 2], upper: 6 }],
    ),
    optimum: 5,
    best: [1, 0, 0, 1],
  },
  {
    // The continuous column fills what the whole ones leave: 3 + 0.5 · 4.
    title: 'a continuous column',
    model: modelOf([{ objective: 3 }, { objective: 4, integer: false }], [{ coefficients: [1, 2], upper: 2 }]),
    optimum: 5,
    best: [1, 0.5],
  },
  {
    // At least 2 of the first take 4 of 7; the second gets the last whole 1 of 3.
    title: 'lower bounds above zero',
    model: modelOf(
      [
        { objective: 1, lower: 2, upper: 5 },
        { objective: 6, upper: 4 },
      ],
      [{ coefficients: [2, 3], upper: 7 }],
    ),
    optimum: 8,
    best: [2, 1],
  },
  {
    // The relaxation prefers 1.5 of each; whole, the odd cycle allows one of three.
    title: 'an odd cycle',
    model: modelOf(binaries([10, 10, 10]), [
      { coefficients: [1, 1, 0], upper: 1 },
      { coefficients: [0, 1, 1], upper: 1 },
      { coefficients: [1, 0, 1], upper: 1 },
    ]),
    optimum: 10,
  },
];

/** A random binary model of at most 10 columns and 8 rows; some have no point. */
export function randomBinary(draw: Draw): LinearModel {
  const count = draw.int(2, 10);
  const objective = Array.from({ length: count }, () => draw.int(-20, 40));
  const rows = Array.from({ length: draw.int(1, 8) }, (): Row => {
    const coefficients = Array.from({ length: count }, () => (draw.chance(0.5) ? draw.int(-3, 9) : 0));
    const bound = draw.int(0, 14);
    if (draw.chance(0.07)) return { coefficients, lower: bound, upper: bound };
    return draw.chance(0.2) ? { coefficients, lower: Math.floor(bound / 3) } : { coefficients, upper: bound };
  });
  return modelOf(binaries(objective), rows);
}

/** A knapsack of many rows on which proof takes far longer than a first point. */
export function hardModel(draw: Draw, columns: number, rows: number): LinearModel {
  const builder = createModel();
  for (let j = 0; j < columns; j++) builder.addColumn({ objective: 100 + draw.int(0, 900) });
  for (let i = 0; i < rows; i++) {
    const entries = Array.from({ length: columns }, (_, j) => [j, draw.chance(0.3) ? draw.int(10, 100) : 0] as const);
    builder.addRow({
      upper: 25 * columns,
      entries: entries.filter(([, value]) => value > 0).map(([j, v]) => [j, v * 2.7]),
    });
  }
  return builder.model;
}

/** The most that a binary model can be worth, by trying every point; undefined where it has none. */
export function enumerate(model: LinearModel): number | undefined {
  const count = model.columns.objective.length;
  const values = new Float64Array(count);
  let best: number | undefined;
  for (let mask = 0; mask < 2 ** count; mask++) {
    for (let j = 0; j < count; j++) values[j] = (mask >> j) & 1;
    if (largestViolation(model, values) > 0) continue;
    const points = objectiveOf(model, values);
    if (best === undefined || points > best) best = points;
  }
  return best;
}

// The master program over plans: which plan each contact and each gathering follows.
//
//   max Σ points·λ
//   part[p]        Σ plans that serve portion p ≤ 1 (= 1 where a pin makes sure of it)
//   contact[c]     Σ plans of c ≤ 1 (= 1 where pins or branches demand something of c)
//   gathering[g]   Σ plans of g ≤ 1 (likewise)
//   lead[l]        Σ contact plans that lead − Σ gathering plans with that leader = 0
//   row[i]         recipients' rows and pins that may break, added as they are needed
// Long function createMaster: rows and columns of one program, whose indices are closed over.
import type { LinearProgram, LpMethod, LpSolution } from '../backends/linear-program.ts';
import { type Column, columnKey, linksOf, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { indexRows, reducedValue, softPinOf } from './features.ts';
import { type Prices, rounded } from './prices.ts';
import type { Row } from './rows.ts';
import type { SubsetPrice } from './subsets.ts';

/** What a demanded plan costs where none is known yet, or a pin broken beyond the most; far above any plan's points. */
export const MISSING = 1e6;
/** More than rounding. */
const SHORT = 1e-6;

export type Master = {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Most of the pins that may break that do. */
  readonly mostBroken: number;
  /** Adds columns that are new; returns how many were. */
  add(columns: readonly Column[]): number;
  addRows(rows: readonly Row[]): void;
  /** Switches columns on and off, and demands and forbids plans. */
  restrict(
    isAllowed: (column: Column) => boolean,
    contactMust: (c: number) => boolean,
    gatheringMust: (g: number) => boolean,
  ): void;
  /**
   * Keeps the duals of portions and links within a radius of a centre, until `unbox`: a column either way for each, at the
   * price of the box's side; and those of rows added later at most so much above it. By row, of the centre 0 where there is
   * none; contacts and gatherings are free, but nothing demanded costs more than `dearest` points.
   */
  box(centre: ArrayLike<number>, radius: ArrayLike<number>, dearest: number): void;
  unbox(): void;
  solve(method: LpMethod, seconds?: number): Promise<LpSolution>;
  /** Prices at a solution's duals, 0 where there are none; and each contact's and gathering's own dual. */
  pricesOf(duals: Float64Array): {
    prices: Prices;
    contact: Float64Array;
    gathering: Float64Array;
    rowPrices: Float64Array;
    constant: number;
  };
  /** For each contact the worth of its best allowed plan at prices; 0 for one that may be idle. */
  attainedAt(
    prices: Prices,
    isAllowed: (column: Column) => boolean,
    isDemanded: (contact: number) => boolean,
  ): Float64Array;
  /** Whether a solution leaves a demand without a plan, if only a part of it. */
  isShort(solution: LpSolution): boolean;
  /** Values of the columns of the last solution, in the order of `columns`. */
  valuesOf(solution: LpSolution): Float64Array;
  close(): Promise<void>;
};

export type MasterOptions = {
  /** Most of the pins that may break that do; 0 where there are none. */
  readonly mostBroken: number;
  /** Portions that are served already: nobody takes them, whatever pins demand. */
  readonly taken?: ReadonlySet<number> | undefined;
};

/** The first of the rows added later: after portions, contacts, gatherings, links and, with pins that may break, their number. */
export const rowsFrom = ({ instance, softPins }: Compiled): number =>
  instance.portionCount +
  instance.contactCount +
  instance.gatheringCount +
  instance.leadLink.length +
  (softPins.length > 0 ? 1 : 0);

/** Whether the dual of a row is a price: of portions, links and the rows added later. */
export function isPriceRow(compiled: Compiled): (row: number) => boolean {
  const { portionCount, contactCount, gatheringCount, leadLink } = compiled.instance;
  const links = portionCount + contactCount + gatheringCount;
  const first = rowsFrom(compiled);
  return (row) => row < portionCount || (row >= links && row < links + leadLink.length) || row >= first;
}

export function createMaster(compiled: Compiled, program: LinearProgram, options: MasterOptions): Master {
  const { mostBroken, taken } = options;
  const { instance } = compiled;
  const P = instance.portionCount;
  const C = instance.contactCount;
  const G = instance.gatheringCount;
  const L = instance.leadLink.length;
  const FIRST = rowsFrom(compiled);
  let brokenFrom = -1;
  const columns: Column[] = [];
  const lpIndex: number[] = [];
  const keys = new Set<string>();
  const rows: Row[] = [];
  let lpColumns = 0;
  let coefficientsOf = indexRows(instance, rows);

  {
    const size = P + C + G + L;
    const lower: number[] = [];
    const upper: number[] = [];
    const isCertain = (p: number): boolean => instance.portionCertain[p] === 1 && taken?.has(p) !== true;
    for (let p = 0; p < P; p++) {
      lower.push(isCertain(p) ? 1 : -Infinity);
      upper.push(1);
    }
    for (let i = 0; i < C + G; i++) {
      lower.push(-Infinity);
      upper.push(1);
    }
    for (let l = 0; l < L; l++) {
      lower.push(0);
      upper.push(0);
    }
    program.addRows({ lower, upper, starts: lower.map(() => 0), index: [], value: [] });
    // One column for each portion, contact and gathering that may be demanded and has no plan yet; shut where it is not.
    const cost: number[] = [];
    const starts: number[] = [];
    const index: number[] = [];
    for (let i = 0; i < P + C + G; i++) {
      cost.push(-MISSING);
      starts.push(index.length);
      index.push(i);
    }
    program.addColumns({
      cost,
      upper: cost.map((_, i) => (i < P && isCertain(i) ? 1 : 0)),
      starts,
      index,
      value: index.map(() => 1),
    });
    lpColumns = cost.length;
    // Pins that may break: a column each that says it is broken, one row for how many are, and one column for those beyond
    // the most: plans that hold enough of them may not be known yet, or be forbidden where a branch is tried.
    const pins = compiled.softPins.length;
    if (pins > 0) {
      program.addRows({ lower: [-Infinity], upper: [mostBroken], starts: [0], index: [], value: [] });
      program.addColumns({
        cost: [...compiled.softPins.map(() => 0), -MISSING],
        upper: [...compiled.softPins.map(() => 1), pins],
        starts: Array.from({ length: pins + 1 }, (_, k) => k),
        index: Array.from({ length: pins + 1 }, () => size),
        value: [...compiled.softPins.map(() => 1), -1],
      });
      brokenFrom = lpColumns;
      lpColumns += pins + 1;
    }
  }

  /** Rows with a box, and the first of its columns: two for each, with more of the row and with less. */
  const boxed: number[] = [];
  for (let row = 0; row < P + C + G + L; row++) if (row < P || row >= P + C + G) boxed.push(row);
  let boxFrom = -1;
  /** Columns that make more of rows added later, by their place in `rows`. */
  const rowBoxes: number[] = [];
  const boxColumns = (): number[] => [...boxed.flatMap((_, k) => [boxFrom + 2 * k, boxFrom + 2 * k + 1]), ...rowBoxes];

  /** The columns for demands have the indices of the rows; the one for pins broken beyond the most comes after the pins'. */
  const demands = Array.from({ length: P + C + G }, (_, i) => i);
  const dear = brokenFrom < 0 ? demands : [...demands, brokenFrom + compiled.softPins.length];
  const priceDemands = (points: number): void =>
    program.setColumnCost(
      dear,
      dear.map(() => points),
    );

  /** A column's entries in all rows of the program. */
  const entriesOf = (column: Column): Map<number, number> => {
    const entries = new Map<number, number>();
    const add = (row: number, coefficient: number): void => {
      entries.set(row, (entries.get(row) ?? 0) + coefficient);
    };
    add(column.kind === 'contact' ? P + column.plan.contact : P + C + column.plan.gathering, 1);
    for (const portion of portionsOf(compiled, column)) add(portion, 1);
    for (const link of linksOf(compiled, column)) add(P + C + G + link, column.kind === 'contact' ? 1 : -1);
    for (const [r, coefficient] of coefficientsOf(column)) add(FIRST + r, coefficient);
    return entries;
  };

  /** What the rows' prices come to: the bound's part that no plan has a say in. */
  const constantOf = (portion: Float64Array, rowPrices: Float64Array): number => {
    let sum = 0;
    for (const price of portion) sum += price;
    const broken: number[] = [];
    rows.forEach(({ most, meaning }, r) => {
      sum += most * (rowPrices[r] as number);
      if (meaning.kind === 'pin') broken.push(rowPrices[r] as number);
    });
    // Whatever pins break, they are at most so many: those whose rows are dearest.
    broken.sort((a, b) => b - a);
    for (let k = 0; k < mostBroken; k++) sum += broken[k] ?? 0;
    return sum;
  };

  return {
    columns,
    rows,
    mostBroken,
    add(candidates) {
      const cost: number[] = [];
      const starts: number[] = [];
      const index: number[] = [];
      const value: number[] = [];
      for (const column of candidates) {
        const key = columnKey(column);
        if (keys.has(key)) continue;
        keys.add(key);
        columns.push(column);
        lpIndex.push(lpColumns + cost.length);
        cost.push(column.plan.points);
        starts.push(index.length);
        for (const [row, coefficient] of entriesOf(column)) {
          index.push(row);
          value.push(coefficient);
        }
      }
      program.addColumns({ cost, upper: cost.map(() => Infinity), starts, index, value });
      lpColumns += cost.length;
      return cost.length;
    },
    addRows(added) {
      const first = rows.length;
      rows.push(...added);
      coefficientsOf = indexRows(instance, rows);
      const entries = added.map((row) => {
        const k = softPinOf(compiled, row);
        return k < 0 ? [] : [{ column: brokenFrom + k, value: -1 }];
      });
      columns.forEach((column, j) => {
        for (const [row, value] of entriesOf(column))
          if (row >= FIRST + first) entries[row - FIRST - first]?.push({ column: lpIndex[j] as number, value });
      });
      const flat = entries.flat();
      let from = 0;
      program.addRows({
        lower: added.map(() => -Infinity),
        upper: added.map(({ most }) => most),
        starts: entries.map((own) => (from += own.length) - own.length),
        index: flat.map(({ column }) => column),
        value: flat.map(({ value }) => value),
      });
    },
    restrict(isAllowed, contactMust, gatheringMust) {
      program.setColumnUpper(
        lpIndex,
        columns.map((column) => (isAllowed(column) ? Infinity : 0)),
      );
      const indices: number[] = [];
      const lower: number[] = [];
      for (let c = 0; c < C; c++) {
        indices.push(P + c);
        lower.push(contactMust(c) ? 1 : -Infinity);
      }
      for (let g = 0; g < G; g++) {
        indices.push(P + C + g);
        lower.push(gatheringMust(g) ? 1 : -Infinity);
      }
      program.setRowBounds(
        indices,
        lower,
        indices.map(() => 1),
      );
      program.setColumnUpper(
        indices,
        lower.map((least) => Math.max(0, least)),
      );
    },
    box(centre, radius, dearest) {
      // Columns as dear as those for demands leave interior point no digits; without them it lets prices of demands run away.
      priceDemands(-dearest);
      if (boxFrom < 0) {
        const index = boxed.flatMap((row) => [row, row]);
        boxFrom = lpColumns;
        lpColumns += index.length;
        const starts = index.map((_, k) => k);
        const none = index.map(() => 0);
        program.addColumns({
          cost: none,
          upper: none,
          starts,
          index,
          value: index.map((_, k) => (k % 2 === 0 ? 1 : -1)),
        });
      }
      const later = rows.slice(rowBoxes.length).map((_, k) => FIRST + rowBoxes.length + k);
      program.addColumns({
        cost: later.map(() => 0),
        upper: later.map(() => 0),
        starts: later.map((_, k) => k),
        index: later,
        value: later.map(() => -1),
      });
      for (const _ of later) rowBoxes.push(lpColumns++);
      const cost: number[] = [];
      const upper: number[] = [];
      for (const row of boxed) {
        const low = (centre[row] as number) - (radius[row] as number);
        cost.push(low, -(centre[row] as number) - (radius[row] as number));
        // A price that cannot fall below 0 anyway needs no side there.
        upper.push(low > 0 || row >= P || instance.portionCertain[row] === 1 ? Infinity : 0, Infinity);
      }
      for (let r = 0; r < rows.length; r++) {
        cost.push(-((centre[FIRST + r] ?? 0) + (radius[FIRST + r] as number)));
        upper.push(Infinity);
      }
      program.setColumnCost(boxColumns(), cost);
      program.setColumnUpper(boxColumns(), upper);
    },
    unbox() {
      if (boxFrom < 0) return;
      priceDemands(-MISSING);
      program.setColumnUpper(
        boxColumns(),
        boxColumns().map(() => 0),
      );
    },
    solve: (method, seconds) => program.solve(method, seconds),
    pricesOf(duals) {
      const portion = new Float64Array(P);
      for (let p = 0; p < P; p++) {
        const price = rounded(duals[p] ?? 0);
        portion[p] = instance.portionCertain[p] === 1 ? price : Math.max(0, price);
      }
      const link = new Float64Array(L);
      for (let l = 0; l < L; l++) link[l] = rounded(duals[P + C + G + l] ?? 0);
      const subsets: SubsetPrice[] = [];
      const prices: Prices = {
        portion,
        link,
        tau: new Float64Array(instance.tauCount),
        seat: new Float64Array(instance.seatPortion.length),
        lead: new Float64Array(L),
        option: new Float64Array(instance.optionPortion.length),
        lock: new Float64Array(instance.lockCount),
        subsets,
      };
      const rowPrices = new Float64Array(rows.length);
      rows.forEach((row, r) => {
        const price = Math.max(0, rounded(duals[FIRST + r] ?? 0));
        rowPrices[r] = price;
        if (price === 0) return;
        if (row.subset !== undefined) subsets.push({ ...row.subset, price });
        const pay = (array: Float64Array, list: readonly (readonly [number, number])[]): void => {
          for (const [feature, coefficient] of list) array[feature] = (array[feature] as number) + price * coefficient;
        };
        pay(prices.tau, row.taus);
        pay(prices.seat, row.seats);
        pay(prices.option, row.options);
        pay(prices.lead, row.leads);
        pay(prices.lock, row.locks);
      });
      return {
        prices,
        contact: duals.slice(P, P + C),
        gathering: duals.slice(P + C, P + C + G),
        rowPrices,
        constant: constantOf(portion, rowPrices),
      };
    },
    attainedAt(prices, isAllowed, isDemanded) {
      const best = new Float64Array(C);
      for (let c = 0; c < C; c++) if (isDemanded(c)) best[c] = -Infinity;
      for (const column of columns) {
        if (column.kind !== 'contact' || !isAllowed(column)) continue;
        const value = reducedValue(instance, column, prices);
        if (value > (best[column.plan.contact] as number)) best[column.plan.contact] = value;
      }
      return best;
    },
    isShort: ({ values }) => dear.some((j) => (values[j] ?? 0) > SHORT),
    valuesOf: ({ values }) => Float64Array.from(lpIndex, (j) => values[j] ?? 0),
    close: () => program.close(),
  };
}

// Diving with column generation (Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa 2019): plans that the relaxation follows
// almost wholly are kept for good, the rest is solved again with plans priced for what is left, and so on until little is
// fractional. What is kept from the start leaves the program, so that the rest is small even where the caseload is a city.
// Long function dive: one step after the other, whose state is closed over.
import { openHighsLp } from '../backends/highs-lp.ts';
import { agentOf, type Column, linksOf, otherSide, portionsOf, sidesOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { indexRows, residualRows } from './features.ts';
import { gatheringOfLink } from './instance.ts';
import { createMaster, MISSING } from './master.ts';
import type { ImproveOptions } from './neighbourhoods.ts';
import { newRows } from './new-rows.ts';
import { SETS } from './price-everybody.ts';
import { GONE, type Prices } from './prices.ts';
import { type Pricing, upTo } from './pricing.ts';
import type { Row, Separation } from './rows.ts';
import { addSubsets } from './violated-subsets.ts';

export type DiveOptions = Pick<
  ImproveOptions,
  'mostBroken' | 'isContactDemanded' | 'isGatheringDemanded' | 'isLate' | 'secondsLeft'
> & {
  /** Whether a gap is good enough that is wider than what subset rows close: then there are none, and fewer, larger steps. */
  readonly isRough: boolean;
  /** Contacts and gatherings left to a program of their own; default 100. */
  readonly few?: number | undefined;
};

/** Where a dive ended: plans kept, all plans known, and the rows that solutions on the way violated. */
export type Dived = {
  /** Those kept from the start come first: so many, then the others in the order in which they were kept. */
  readonly kept: readonly Column[];
  readonly wholeCount: number;
  readonly known: readonly Column[];
  readonly learnt: readonly Row[];
};

/** Plans taken at least so much are taken wholly: they are kept before anything is solved again. */
const WHOLE = 0.999;
/** Plans at least so whole are kept in each step, as many as there are. */
const ALMOST = 0.9;
/** Share of those who follow no plan wholly that a step settles, if so many are not almost whole; of a rough dive's. */
const BATCH = 0.05;
const ROUGH_BATCH = 0.1;
/** Contacts and gatherings left to a program of their own unless told otherwise. */
const FEW = 100;
/** Rounds of pricing in each step; a rough dive has one. */
const ROUNDS = 2;
/** Rounds of subset rows in each step. */
const SUBSET_ROUNDS = 3;
/** With time for fewer steps, a step is one round of pricing and no subset rows. */
const HURRY = 10;
/** Plans of each contact. */
const MOST = 2;
/** Plans from which on interior point is quicker than simplex from nothing. */
const MANY = 5_000;

/** Plans followed wholly whose links are closed by others of them. */
function wholePlans(compiled: Compiled, columns: readonly Column[], values: ArrayLike<number>): Column[] {
  let whole = columns.filter((_, j) => (values[j] ?? 0) >= WHOLE);
  for (;;) {
    const sides = sidesOf(compiled, whole);
    const closed = whole.filter((column) => linksOf(compiled, column).every((link) => sides.get(link) === 2));
    if (closed.length === whole.length) return whole;
    whole = closed;
  }
}

/** The share that a step settles where there is time for so many more steps: more where too many would be left at the end. */
const batchOf = (isRough: boolean, fractional: number, steps: number): number =>
  Math.max(isRough ? ROUGH_BATCH : BATCH, 1 - (FEW / fractional) ** (1 / Math.max(1, Math.floor(steps) - 1)));

/** Keeps plans of `columns`, which a solution follows by `values`, until few are left. */
export async function dive(
  compiled: Compiled,
  pricing: Pricing,
  separation: Separation,
  { columns, values, rows }: { columns: readonly Column[]; values: ArrayLike<number>; rows: readonly Row[] },
  options: DiveOptions,
): Promise<Dived> {
  const { instance } = compiled;
  const whole = wholePlans(compiled, columns, values);
  const gone = new Set(whole.map(agentOf));
  const taken = new Set(whole.flatMap((column) => portionsOf(compiled, column)));
  const chosen = new Map<number, Column>();
  const isFree = (agent: number): boolean => !gone.has(agent) && !chosen.has(agent);
  const isOpen = (column: Column): boolean =>
    portionsOf(compiled, column).every((portion) => !taken.has(portion)) &&
    linksOf(compiled, column).every((link) => !gone.has(otherSide(compiled, column, link)));

  const { mostBroken, isRough, few = FEW } = options;
  const master = createMaster(compiled, await openHighsLp(), { mostBroken, taken: new Set(taken) });
  const learnt: Row[] = [];
  let coefficientsOf = indexRows(instance, rows);
  master.addRows(residualRows(instance, rows, whole));
  master.add(columns.filter((column) => !gone.has(agentOf(column)) && isOpen(column)));

  const restrict = (): void =>
    master.restrict(
      (column) => {
        const own = chosen.get(agentOf(column));
        return own === undefined ? isOpen(column) : own === column;
      },
      (contact) => !gone.has(contact) && (chosen.has(contact) || options.isContactDemanded(contact)),
      (gathering) =>
        !gone.has(-1 - gathering) && (chosen.has(-1 - gathering) || options.isGatheringDemanded(gathering)),
    );

  /** Prices at which nobody takes what is gone. */
  const shut = (prices: Prices): Prices => {
    for (const portion of taken) prices.portion[portion] = GONE;
    for (let link = 0; link < prices.link.length; link++) {
      const contact = instance.linkContact[link] as number;
      const gathering = -1 - gatheringOfLink(instance, link);
      const leaves = (agent: number): boolean => {
        const own = chosen.get(agent);
        return gone.has(agent) || (own !== undefined && !linksOf(compiled, own).includes(link));
      };
      if (leaves(contact)) prices.link[link] = -GONE;
      else if (leaves(gathering)) prices.link[link] = GONE;
    }
    return prices;
  };

  // What stays beside those of whom something is left to settle: a recipient's rows are about all of its portions.
  const open = new Set(
    master.columns.flatMap((column) => portionsOf(compiled, column).map((p) => instance.portionRecipient[p] as number)),
  );
  const beside = whole.filter((column) =>
    portionsOf(compiled, column).some((portion) => open.has(instance.portionRecipient[portion] as number)),
  );

  /** Adds the rows that a solution violates; says whether there were any. */
  const addViolated = (own: Float64Array): boolean => {
    const all = [...beside, ...master.columns];
    const violated = newRows(compiled, separation, all, [...beside.map(() => 1), ...own], master.rows);
    if (violated.length === 0) return false;
    learnt.push(...violated);
    coefficientsOf = indexRows(instance, [...rows, ...learnt]);
    master.addRows(residualRows(instance, violated, whole));
    return true;
  };

  /** Prices those who are free; says whether there is anything new. */
  const addPriced = async (duals: Float64Array): Promise<boolean> => {
    const { prices, contact, gathering } = master.pricesOf(duals);
    const priced = await pricing.price({
      prices: shut(prices),
      limits: undefined,
      contactDuals: contact,
      gatheringDuals: gathering,
      mostSets: SETS,
      most: MOST,
      isLate: options.isLate,
      contacts: upTo(instance.contactCount).filter(isFree),
      gatherings: upTo(instance.gatheringCount).filter((g) => isFree(-1 - g)),
    });
    return master.add(priced.columns.filter(isOpen)) > 0;
  };

  /** Plans to keep next, of those that free ones follow most: as many as there are almost whole, or a batch. */
  const nextOf = (own: Float64Array, size: number): Column[] => {
    const order = upTo(master.columns.length)
      .filter((j) => (own[j] as number) > 1e-6 && isFree(agentOf(master.columns[j] as Column)))
      .sort((a, b) => (own[b] as number) - (own[a] as number) || a - b);
    const met = new Set<string>();
    const next: Column[] = [];
    for (const j of order) {
      const value = own[j] as number;
      const column = master.columns[j] as Column;
      if (value < ALMOST && next.length >= size) break;
      if (refused.has(column)) continue;
      const touches = [
        `a${agentOf(column)}`,
        ...portionsOf(compiled, column).map((portion) => `p${portion}`),
        ...(value < WHOLE ? linksOf(compiled, column).map((link) => `l${link}`) : []),
        ...(value < WHOLE ? [...coefficientsOf(column).keys()].map((row) => `r${row}`) : []),
      ];
      if (touches.some((touch) => met.has(touch))) continue;
      for (const touch of touches) met.add(touch);
      next.push(column);
    }
    return next;
  };

  const refused = new Set<Column>();
  const keep = (next: readonly Column[]): void => {
    for (const column of next) {
      chosen.set(agentOf(column), column);
      for (const portion of portionsOf(compiled, column)) taken.add(portion);
    }
    restrict();
  };
  const release = (next: readonly Column[]): void => {
    for (const column of next) {
      chosen.delete(agentOf(column));
      for (const portion of portionsOf(compiled, column)) taken.delete(portion);
    }
    if (next.length === 1) refused.add(next[0] as Column);
    restrict();
  };

  let secondsBefore = options.secondsLeft();
  /** For how many more steps, each as long as the last, there is time; and whether there once was little. */
  let stepsLeft = Infinity;
  let isHurried = false;
  const countSteps = (): void => {
    const seconds = options.secondsLeft();
    if (seconds === undefined || secondsBefore === undefined) return;
    stepsLeft = seconds / Math.max(0.001, secondsBefore - seconds);
    secondsBefore = seconds;
    isHurried ||= stepsLeft < HURRY;
  };

  try {
    restrict();
    // Starting interior point takes longer than a few pivots.
    const first = master.columns.length > MANY ? 'interior' : 'dual';
    let solution = await master.solve(first, options.secondsLeft());
    countSteps();
    let size = Infinity;
    let last: readonly Column[] = [];
    let before = solution.objective;
    /** Adds subset rows as long as there are any, and plans priced with them. */
    const tighten = async (): Promise<void> => {
      for (let round = 0; round < SUBSET_ROUNDS && addSubsets(compiled, master, master.valuesOf(solution)); round++) {
        solution = await master.solve('dual', options.secondsLeft());
        if (options.isLate() || solution.status !== 'optimal') return;
        if (await addPriced(solution.duals)) solution = await master.solve('primal', options.secondsLeft());
      }
    };
    while (!options.isLate() && solution.status !== 'stopped') {
      const isHasty = isHurried || isRough;
      for (let round = 0; round < (isHasty ? 1 : ROUNDS) && (await addPriced(solution.duals)); round++)
        solution = await master.solve('primal', options.secondsLeft());
      if (addViolated(master.valuesOf(solution))) solution = await master.solve('dual', options.secondsLeft());
      // What was kept last leaves a demand without a plan, by itself or by rows that it violates with others: less of it.
      const isFailed = (): boolean =>
        last.length > 0 &&
        solution.status !== 'stopped' &&
        (solution.status !== 'optimal' || solution.objective < before - MISSING / 8);
      if (chosen.size === 0 && !isHasty) await tighten();
      if (isFailed()) {
        release(last);
        size = Math.max(1, Math.floor(last.length / 4));
        last = [];
        solution = await master.solve('dual', options.secondsLeft());
        continue;
      }
      if (solution.status !== 'optimal') break;
      if (last.length > 0) size *= 2;
      const own = master.valuesOf(solution);
      const fractional = new Set<number>();
      master.columns.forEach((column, j) => {
        if ((own[j] as number) > 1e-6 && (own[j] as number) < WHOLE) fractional.add(agentOf(column));
      });
      if (fractional.size <= few) break;
      countSteps();
      const batch = Math.ceil(batchOf(isRough, fractional.size, stepsLeft) * fractional.size);
      last = nextOf(own, Math.min(size, batch));
      if (last.length === 0) break;
      before = solution.objective;
      keep(last);
      solution = await master.solve('dual', options.secondsLeft());
    }
    return {
      learnt,
      kept: [...whole, ...chosen.values()],
      wholeCount: whole.length,
      known: [...new Set([...columns, ...master.columns])],
    };
  } finally {
    await master.close();
  }
}

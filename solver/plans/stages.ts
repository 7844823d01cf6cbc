// The stages of a search: the relaxation, whole solutions from it, and the tree where the caseload is small enough. A
// relaxation near its end is as good to build on as one at its end, so the first whole solutions come before the last rounds.
// Long function searchStages: one stage after the other, with the best of them.
import type { Choice } from '../choice.ts';
import type { PinState, SearchOptions } from '../timed/search.ts';
import { searchTree, type Tree } from './branch-and-price.ts';
import { branchOn, createFilter, limitsOf } from './branches.ts';
import { type Clock, clockOf } from './clock.ts';
import type { Compiled } from './compile/compile.ts';
import { descend } from './descent.ts';
import type { Master } from './master.ts';
import { improvePlans, type ImproveOptions, type Incumbent } from './neighbourhoods.ts';
import { createPool } from './pool.ts';
import type { Pricing } from './pricing.ts';
import { relaxLarge } from './relax-large.ts';
import { type Proven, relax, type Relaxation, type Round } from './relaxation.ts';
import { roundRelaxation } from './rounding.ts';
import type { Row, Separation } from './rows.ts';
import { startDuals } from './start-duals.ts';
import { addSubsets } from './violated-subsets.ts';

export type PlansOptions = SearchOptions & {
  /** What the pins alone allow: which can hold, which cannot, and how many must break. */
  readonly pins: readonly PinState[];
  /** The plan that holds the pins alone: with its plans nothing demanded is missing. */
  readonly pinsAlone: Choice;
  /** Contacts from which on a caseload is relaxed as a large one; default 700. */
  readonly largeFrom?: number | undefined;
  /** Called after each round of pricing at the root. */
  readonly onRound?: ((round: Round) => void) | undefined;
};

/** What the search of one instance works with. */
export type Parts = {
  readonly compiled: Compiled;
  readonly master: Master;
  readonly pricing: Pricing;
  readonly separation: Separation;
};

/** What the prices of the whole problem proved; `fractional` where the relaxation came to its end. */
export type Root = Pick<Relaxation, 'bound' | 'duals'> & { readonly fractional?: boolean | undefined };

/** Portions up to which the tree is searched until the plan is proven best. */
const MOST_PROVEN = 400;
/** Gap at which a larger caseload is good enough, as a share of the bound; the relaxation is brought as near. */
const GOOD_GAP = 1e-4;
/** Gap asked for from which on whole solutions are made without subset rows, which close half of it. */
const ROUGH_GAP = 1e-3;
/** Gap of the relaxation that the first whole solution is made from. */
const FIRST_GAP = 5e-4;
/** Seconds for a program of the first whole solution: one that takes longer waits for the end of the relaxation. */
const FIRST_SECONDS = 2;
/** Neighbourhoods before the tree. */
const ROUNDS = 60;
/** Before a vertex, neighbourhoods are only searched at a pace that promises to close the gap. */
const PACE = { rounds: 20, times: 10 } as const;
/** A large caseload's prices, vertex and first whole solution take as long as so many steps; in less time they come to nothing. */
const REST = 100;

/** Most rounds of subset rows. */
const SUBSET_ROUNDS = 20;

/** Steps on the prices before the first master program. */
const STEPS = 6;
/** Contacts from which on the relaxation is that of a large caseload, and its steps. */
const LARGE = 700;
const LARGE_STEPS = 40;
const MOST_STEPS = 120;
/** Share of the time that is left for a large caseload's prices: a whole plan must follow. */
const PRICES_SHARE = 0.5;
/** The same for the first steps from given prices: the plan given is improved right after them. */
const STARTED_SHARE = 0.4;

/** Whether a caseload is relaxed as a large one. */
export const isLarge = ({ instance }: Compiled, { largeFrom = LARGE }: PlansOptions): boolean =>
  instance.contactCount >= largeFrom;

/** The best whole solution found from a first one, and a bound. */
export async function searchStages(
  parts: Parts,
  first: Incumbent | undefined,
  options: PlansOptions,
): Promise<Tree & { readonly root: Root }> {
  const { compiled, master, pricing, separation } = parts;
  const { backend, seed, steps = Infinity, onRound } = options;
  const isSmall = compiled.instance.portionCount <= MOST_PROVEN;
  const lastGap = isSmall ? 0 : GOOD_GAP;
  // Half the gap asked for is for the relaxation, half for the whole solution; what is at stake is most of the bound.
  const firstGap = Math.max(FIRST_GAP, (options.gap ?? 0) / 4);
  const earlyGap = Math.max(lastGap, (options.gap ?? 0) / 2);
  const limits = limitsOf(compiled, []);
  const filter = createFilter(compiled, limits);
  const clock = clockOf(options);
  const shared: Omit<ImproveOptions, 'rounds' | 'target' | 'onIncumbent'> & Clock = {
    ...clock,
    backend,
    seed,
    steps: options.steps,
    mostBroken: master.mostBroken,
    isContactDemanded: filter.isContactDemanded,
    isGatheringDemanded: filter.isGatheringDemanded,
  };
  let incumbent = first;
  let bound = Infinity;
  let rows: Row[] = [];
  /** Whether the relaxation without subset rows is no whole solution; undefined where it did not come to its end. */
  let fractional: boolean | undefined;
  const pool = createPool(compiled);
  const isProven = (): boolean => incumbent !== undefined && incumbent.objective >= bound;
  const isEnded = (): boolean => clock.isLate() || isProven();
  const accept = (found: Incumbent): void => {
    if (found.objective <= (incumbent?.objective ?? -Infinity)) return;
    incumbent = found;
    options.onIncumbent?.(found.objective, bound);
  };

  /** Takes over what prices prove. */
  const believe = (proven: Proven): void => {
    bound = Math.min(bound, Math.floor(proven.bound + 1e-6));
    if (incumbent !== undefined) options.onIncumbent?.(incumbent.objective, bound);
    rows = [...master.rows];
  };
  /** Takes a relaxation's bound; in time, makes a whole solution from it. */
  const makeWhole = async (relaxation: Relaxation, programSeconds?: number): Promise<void> => {
    believe(relaxation);
    if (isEnded() || relaxation.status === 'late') return;
    const rounded = await roundRelaxation(compiled, master, pricing, separation, relaxation, {
      ...shared,
      programSeconds,
      isRough: (options.gap ?? 0) >= ROUGH_GAP,
    });
    if (rounded !== undefined) accept(rounded);
  };
  /** Improves the best whole solution to within a gap of the bound. */
  const improve = async (proven: Proven, gap: number, rounds: number, pace?: typeof PACE): Promise<void> => {
    if (incumbent === undefined || isEnded()) return;
    pool.add(master.columns);
    const target = Math.floor(bound * (1 - gap));
    const settings = { ...shared, rounds: Math.min(rounds, steps), pace, target, onIncumbent: accept };
    await improvePlans(compiled, pricing, separation, rows, pool, proven, incumbent, settings);
  };
  /** Improves the plan at a large caseload's prices before there is a vertex; the master learns what that finds. */
  const improveAt = async (proven: Proven, pace: typeof PACE | undefined): Promise<void> => {
    believe(proven);
    await improve(proven, earlyGap, Infinity, pace);
    master.addRows(rows.slice(master.rows.length));
    master.add(incumbent?.columns ?? []);
  };
  const relaxTo = (relativeTolerance: number, proven: Proven | undefined): Promise<Relaxation> => {
    const cutoff = incumbent?.objective ?? -Infinity;
    const to = { limits, cutoff, tolerance: 0.4, relativeTolerance, proven, onRound };
    return relax(compiled, master, pricing, separation, { ...clock, ...to });
  };

  const fractionalOf = ({ status, values }: Relaxation): boolean | undefined =>
    status === 'converged' ? branchOn(compiled, master.columns, values) !== undefined : undefined;

  /** The relaxation with subset rows that its solutions violate, until there are none. */
  const relaxStrongly = async (gap: number, proven: Proven | undefined): Promise<Relaxation> => {
    let relaxation = await relaxTo(gap, proven);
    fractional = fractionalOf(relaxation);
    for (let round = 0; round < SUBSET_ROUNDS && relaxation.status === 'converged' && !isEnded(); round++) {
      if (!addSubsets(compiled, master, relaxation.values)) break;
      relaxation = await relaxTo(gap, relaxation);
    }
    return relaxation;
  };

  const start = options.pricesBefore && startDuals(compiled, options.pricesBefore);
  let relaxation: Relaxation;
  if (isLarge(compiled, options)) {
    master.restrict(filter.isAllowed, filter.isContactDemanded, filter.isGatheringDemanded);
    const prices = clock.part(PRICES_SHARE);
    const descent = {
      ...(start === undefined ? prices : clock.part(STARTED_SHARE)),
      steps: Math.min(LARGE_STEPS, steps),
      most: Math.min(MOST_STEPS, steps),
      start,
      onRound,
    };
    const before = clock.secondsLeft() ?? 0;
    const begin = await descend(compiled, master, pricing, descent);
    const left = clock.secondsLeft() ?? Infinity;
    const isTime = left > (REST * (before - left)) / descent.steps;
    if (begin !== undefined && start !== undefined) await improveAt(begin, isTime ? PACE : undefined);
    relaxation = await relaxLarge(compiled, master, pricing, separation, begin, {
      prices,
      all: clock,
      onRound,
      onPrices: (proven) => improveAt(proven, PACE),
    });
    fractional = fractionalOf(relaxation);
    // Without a tree no program follows: its memory goes with it.
    if (!isSmall) await master.close();
  } else {
    const begin = await descend(compiled, master, pricing, { ...clock, steps: Math.min(STEPS, steps), start, onRound });
    relaxation = await relaxTo(firstGap, begin);
    await makeWhole(relaxation, FIRST_SECONDS);
    if (!isEnded()) {
      master.addRows(rows.slice(master.rows.length));
      relaxation = await relaxStrongly(lastGap, relaxation);
    }
  }
  await makeWhole(relaxation);
  await improve(relaxation, lastGap, isSmall ? ROUNDS : Infinity);
  const root: Root = { ...relaxation, fractional };
  if (isEnded() || !isSmall) {
    const isComplete = isProven() || !clock.isLate();
    return { root, incumbent, bound: Math.max(bound, incumbent?.objective ?? bound), isComplete, nodes: 1 };
  }
  master.addRows(rows.slice(master.rows.length));
  const settings = { ...shared, start: incumbent, root: relaxation, onIncumbent: accept };
  return { root, ...(await searchTree(compiled, master, pricing, separation, settings)) };
}

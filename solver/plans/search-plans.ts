// The `plans` formulation: column generation over contact plans and gathering plans, then price-and-branch.
// Long function searchInstance: one stage after the other.
import { isDormant } from '../../src/domain/pins.ts';
import type { Pinned, World } from '../../src/domain/world.ts';
import { ofKind } from '../../src/rules/rule.ts';
import { openHighsLp } from '../backends/highs-lp.ts';
import { openHighsLpApart } from '../backends/highs-lp-apart.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { type Choice, valueOf } from '../choice.ts';
import { isHeld } from '../pins/held.ts';
import { isLate, type PinState, type Search, type SearchOptions } from '../timed/search.ts';
import type { Clock } from './box-step.ts';
import { searchTree, type Tree } from './branch-and-price.ts';
import { branchOn, createFilter, limitsOf } from './branches.ts';
import { certificateOf, type UnsignedCertificate } from './certificate.ts';
import { choiceOf, createWriter } from './columns.ts';
import { type Compiled, compile } from './compile.ts';
import { gapsOf } from './gaps.ts';
import { createMaster, type Master } from './master.ts';
import { createPool, improvePlans, type ImproveOptions, type Incumbent } from './neighbourhoods.ts';
import type { Pricing } from './pricing.ts';
import { sharePricing } from './pricing-threads.ts';
import { relaxLarge } from './relax-large.ts';
import { relax, type Relaxation, type Round } from './relaxation.ts';
import { roundRelaxation } from './rounding.ts';
import { createSeparation, type Row, type Separation } from './rows.ts';

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

/** The row of the k-th pin that may break: held, or counted as broken. */
export const pinRow = ({ softPins }: Compiled, k: number): Row => {
  const { pin, options, seats, leads, locks } = softPins[k] as Compiled['softPins'][number];
  const entries = (features: readonly number[]) => features.map((feature) => [feature, -1] as const);
  return {
    key: `pin ${pin.pinId}`,
    meaning: { kind: 'pin', pinId: pin.pinId },
    most: -1,
    taus: [],
    seats: entries(seats),
    options: entries(options),
    leads: entries(leads),
    locks: entries(locks),
  };
};

/** Pins that every plan holds, and those of which some must break; the rest cannot hold at all. */
export function sortPins(pins: readonly PinState[]): { held: Pinned[]; soft: Pinned[]; mostBroken: number } {
  const able = pins.filter(({ hopeless }) => !hopeless);
  const mostBroken = able.filter(({ broken }) => broken).length;
  const all = able.map(({ pin }) => pin);
  return mostBroken === 0 ? { held: all, soft: [], mostBroken } : { held: [], soft: all, mostBroken };
}

/** Portions up to which the tree is searched until the plan is proven best. */
const MOST_PROVEN = 400;
/** Gap at which a larger caseload is good enough, as a share of the bound; the relaxation is brought as near. */
const GOOD_GAP = 1e-4;
/** Neighbourhoods before the tree. */
const ROUNDS = 60;

/** Contacts from which on steps on the prices come before the first master program, and how many. */
const LARGE = 700;
const DESCENT_STEPS = 16;
const isLarge = ({ instance }: Compiled, { largeFrom = LARGE }: PlansOptions): boolean =>
  instance.contactCount >= largeFrom;

/** Share of the time that is left for the prices: a whole plan must follow. */
const PRICES_SHARE = 0.6;

/** The clock of a stage that gets a share of the time left. */
function sharedClock(options: PlansOptions, share: number): Clock {
  const { deadline, now } = options;
  const from = now();
  const until = deadline === undefined ? Infinity : from + Math.max(0, deadline - from) * share;
  return {
    isLate: () => isLate(options) || now() > until,
    secondsLeft: () => (until === Infinity ? undefined : Math.max(0, until - now()) / 1000),
  };
}

/** What the search of one instance works with. */
type Parts = {
  readonly compiled: Compiled;
  readonly master: Master;
  readonly pricing: Pricing;
  readonly separation: Separation;
  readonly mostBroken: number;
};

/** Limits and demands that all stages share. */
type Shared = Omit<ImproveOptions, 'rounds' | 'target' | 'onIncumbent'>;

/** What the prices of the whole problem proved; `fractional` where the relaxation came to its end. */
type Root = Pick<Relaxation, 'bound' | 'duals'> & { readonly fractional?: boolean | undefined };

/** Relaxation, a first whole solution from it, neighbourhoods of that, and the tree where the caseload is small enough. */
async function searchInstance(
  parts: Parts,
  first: Incumbent | undefined,
  options: PlansOptions,
): Promise<Tree & { readonly root: Root | undefined }> {
  const { compiled, master, pricing, separation, mostBroken } = parts;
  const { deadline, now, backend, seed, steps } = options;
  const isSmall = compiled.instance.portionCount <= MOST_PROVEN;
  const limits = limitsOf(compiled, []);
  const filter = createFilter(compiled, limits);
  const late = (): boolean => isLate(options);
  const secondsLeft = (): number | undefined =>
    deadline === undefined ? undefined : Math.max(0, deadline - now()) / 1000;
  const shared: Shared = {
    backend,
    seed,
    steps,
    mostBroken,
    isLate: late,
    secondsLeft,
    isContactDemanded: filter.isContactDemanded,
    isGatheringDemanded: filter.isGatheringDemanded,
  };
  let incumbent = first;
  const large = isLarge(compiled, options);
  if (large) master.restrict(filter.isAllowed, filter.isContactDemanded, filter.isGatheringDemanded);
  const relaxation = large
    ? await relaxLarge(compiled, master, pricing, separation, {
        steps: Math.min(DESCENT_STEPS, steps ?? DESCENT_STEPS),
        prices: sharedClock(options, PRICES_SHARE),
        all: shared,
        onRound: options.onRound,
      })
    : await relax(compiled, master, pricing, separation, {
        isLate: late,
        secondsLeft,
        limits,
        cutoff: incumbent?.objective ?? -Infinity,
        tolerance: 0.4,
        relativeTolerance: isSmall ? 0 : GOOD_GAP,
        onRound: options.onRound,
      });
  // Without a tree no program follows: its memory goes with it.
  if (large && !isSmall) await master.close();
  const isEnded = relaxation.status === 'converged';
  const fractional = isEnded ? branchOn(compiled, master.columns, relaxation.values) !== undefined : undefined;
  const root: Root = { ...relaxation, fractional };
  const bound = Math.floor(root.bound + 1e-6);
  const accept = (found: Incumbent): void => {
    if (found.objective <= (incumbent?.objective ?? -Infinity)) return;
    incumbent = found;
    options.onIncumbent?.(found.objective, bound);
  };
  const rows = [...master.rows];
  const isDone = (): boolean => incumbent !== undefined && incumbent.objective >= bound;
  if (!isDone() && !late()) {
    const rounded = await roundRelaxation(compiled, master, pricing, separation, relaxation, shared);
    if (rounded !== undefined) accept(rounded);
  }
  if (incumbent !== undefined && !isDone() && !late()) {
    const pool = createPool(compiled);
    pool.add(master.columns);
    const improved = await improvePlans(compiled, pricing, separation, rows, pool, relaxation, incumbent, {
      ...shared,
      rounds: isSmall ? Math.min(ROUNDS, steps ?? ROUNDS) : (steps ?? Infinity),
      target: isSmall ? bound : Math.floor(bound * (1 - GOOD_GAP)),
      onIncumbent: accept,
    });
    accept(improved);
  }
  if (isDone() || late() || !isSmall)
    return {
      root,
      incumbent,
      bound: Math.max(bound, incumbent?.objective ?? bound),
      isComplete: isDone() || !late(),
      nodes: 1,
    };
  master.addRows(rows.slice(master.rows.length));
  const settings = { ...shared, start: incumbent, root: relaxation, onIncumbent: accept };
  return { root, ...(await searchTree(compiled, master, pricing, separation, settings)) };
}

/** Makes the certificate of the root's best prices, when it is asked for. */
function certifier(
  { compiled, master, pricing, mostBroken }: Parts,
  held: readonly Pinned[],
  root: Root | undefined,
  { rules, candidates }: { readonly rules: SearchOptions['rules']; readonly candidates: Candidates },
): (() => Promise<UnsignedCertificate | undefined>) | undefined {
  if (root === undefined || !Number.isFinite(root.bound)) return undefined;
  const { prices, rowPrices, constant } = master.pricesOf(root.duals);
  const proof = {
    prices,
    rowPrices,
    constant,
    rows: [...master.rows],
    held: held.map(({ pinId }) => pinId),
    mostBroken,
  };
  return () => certificateOf(compiled, rules, candidates, pricing, proof);
}

/** Searches all plans; contract as `search`. */
export async function searchPlans(world: World, candidates: Candidates, options: PlansOptions): Promise<Search> {
  const { rules, start, threads = 1 } = options;
  const { held, soft, mostBroken } = sortPins(options.pins);
  const compiled = compile(world, rules, candidates, { held, soft });
  const separation = createSeparation(compiled, rules);
  const pricing = sharePricing(compiled, gapsOf(world, rules, compiled), { threads });
  const program = isLarge(compiled, options) ? openHighsLpApart(() => isLate(options)) : await openHighsLp();
  const master = createMaster(compiled, program, { mostBroken });
  const write = createWriter(compiled);
  master.addRows(soft.map((_, k) => pinRow(compiled, k)));
  const written = write(start);
  let first: Incumbent | undefined;
  master.add(write(options.pinsAlone) ?? []);
  if (written !== undefined) {
    master.add(written);
    const unheld = soft.filter((pin) => !isHeld(pin, start)).length;
    const isSound = held.every((pin) => isHeld(pin, start)) && unheld <= mostBroken;
    if (isSound) first = { columns: written, objective: valueOf(world, rules, start) };
  }
  let certificate: Search['certificate'];
  try {
    const parts: Parts = { compiled, master, pricing, separation, mostBroken };
    const { root, ...tree } = await searchInstance(parts, first, options);
    const prove = options.certify === true ? certifier(parts, held, root, { rules, candidates }) : undefined;
    if (prove !== undefined) certificate = () => prove().finally(() => void pricing.close());
    const choice: Choice | undefined =
      tree.incumbent === undefined ? undefined : choiceOf(compiled, tree.incumbent.columns);
    const awake = world.pins.filter((pin) => !isDormant(world, pin));
    const states = awake.map(
      (pin): PinState => ({
        pin,
        hopeless: options.pins.some((state) => state.pin === pin && state.hopeless),
        broken: choice === undefined || !isHeld(pin, choice),
      }),
    );
    return {
      choice,
      bound: tree.bound,
      timedOut: !tree.isComplete,
      pins: ofKind(rules, 'pin').length === 0 ? [] : states,
      brokenCount: states.filter(({ broken }) => broken).length,
      columns: master.columns.length,
      rows: compiled.instance.portionCount + compiled.instance.contactCount + master.rows.length,
      nodes: tree.nodes,
      fractional: root?.fractional,
      backend: options.backend.version,
      startObjective: first?.objective ?? 0,
      certificate,
    };
  } finally {
    await master.close();
    // A certificate is priced later, by the same threads: they know their contacts.
    if (certificate === undefined) await pricing.close();
  }
}

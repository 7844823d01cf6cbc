// From a world to a proposal: candidates, the pins, a greedy start or one from a plan, then the search within its limits.
//
// Pins come first: as few as possible are broken, then the best plan among those is sought. The bound is over every
// eligible pair; no backend's word is taken for a value, only for a bound.
import type { Weekly } from '../src/domain/plan-items.ts';
import type { World } from '../src/domain/world.ts';
import type { Ruleset } from '../src/rules/rule.ts';
import type { BrokenPin, PlanStatus } from '../src/schema/plan.ts';
import type { Backend } from './backends/backend.ts';
import { type Candidates, findCandidates, startCount } from './candidates/candidates.ts';
import { type Choice, EMPTY, valueOf } from './choice.ts';
import { greedyChoice } from './greedy/greedy.ts';
import { improve, searchLarge } from './large/search-large.ts';
import { chooseFormulation, type Formulation } from './formulation.ts';
import { simpleBound } from './large/simple-bound.ts';
import { searchPinsAlone } from './pins/pins-alone.ts';
import { whyBroken } from './pins/why-broken.ts';
import type { UnsignedCertificate } from './plans/certificate.ts';
import { searchPlans } from './plans/search-plans.ts';
import type { PricesBefore } from './plans/start-duals.ts';
import { holdWhatStays, searchPinsInScope } from './previous/begin-in-scope.ts';
import { isKnown, openScope, type Scope, type Scoped } from './previous/scope.ts';
import { startFromPlan } from './previous/start-from-plan.ts';
import { stillPossible } from './previous/still-possible.ts';
import { isLate, type PinState, type Search, type SearchOptions, search } from './timed/search.ts';

export type SolveOptions = {
  readonly rules: Ruleset;
  readonly seed: number;
  /** Deterministic limit: branch-and-bound nodes for each model that is solved; absent: none. */
  readonly steps?: number | undefined;
  /** Wall-clock limit in seconds for everything; absent: none. */
  readonly seconds?: number | undefined;
  /** Stop once the gap, a share of what is at stake, is at most this; absent: once the plan is proven best. */
  readonly gap?: number | undefined;
  /** Asked often, also between the rounds of a search: whether to stop with the best plan so far. */
  readonly isCancelled?: (() => boolean) | undefined;
  /** A clock in milliseconds; only limits and stage times are read from it. */
  readonly now: () => number;
  /** How the problem is written; absent: as `chooseFormulation` says. */
  readonly formulation?: Formulation | undefined;
  /** Takes every model. */
  readonly backend: Backend;
  /** Asked first for tiny models where given; its silence sends the model to `backend`. */
  readonly tinyBackend?: Backend | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Keep what a certificate of the bound is made of. */
  readonly certify?: boolean | undefined;
  /** Threads that price large caseloads, the caller's among them; default 1. The plan is the same whatever their number. */
  readonly threads?: number | undefined;
  /** A plan to start from, such as yesterday's; what of it can stay today is kept for the start. Absent: none. */
  readonly previous?: Weekly | undefined;
  /**
   * The one recipient or contact who is asked about: everything else stays as `previous` has it, where that is still
   * possible, and bound, gap and `optimal` are of plans in which it does. No certificate is made. Absent: everybody.
   */
  readonly scope?: Scope | undefined;
  /** Prices to begin from, such as those of yesterday's certificate; only plans use them. Absent: none. */
  readonly pricesBefore?: PricesBefore | undefined;
};

/** What is known while the search runs. */
export type Progress = {
  readonly stage: 'candidates' | 'pins' | 'greedy' | 'search' | 'done';
  readonly objective?: number;
  readonly bound?: number;
  /** Value of the plan that holds the pins alone. */
  readonly base?: number;
};

export type Proposal = {
  readonly status: PlanStatus;
  readonly choice: Choice;
  readonly objective: number;
  /** No plan that breaks as few pins is worth more. */
  readonly bound: number;
  readonly absGap: number;
  readonly gap: number;
  readonly gapPerPart: number;
  readonly base: number;
  readonly brokenPins: readonly BrokenPin[];
  /** Keys of portions whose pins are held. */
  readonly pinned: ReadonlySet<string>;
  /** The plan parts that hold the pins alone, for telling who was never free. */
  readonly pinsAlone: Choice;
  readonly formulation: Formulation;
  readonly candidates: Candidates;
  readonly stats: SolveStats;
  /** What became of the plan to start from; absent where none was given. */
  readonly previous: PreviousKept | undefined;
  /** Makes a certificate of an upper bound (docs/certificate.md); absent unless asked for and there is a proof by prices. */
  readonly certificate: (() => Promise<UnsignedCertificate | undefined>) | undefined;
};

/** How many assignments the plan to start from has, how many could stay in the start, and how many the choice has. */
export type PreviousKept = { readonly given: number; readonly kept: number; readonly unchanged: number };

export type SolveStats = {
  /** Columns and rows of the largest model solved. */
  readonly columns: number;
  readonly rows: number;
  /** Alternatives: a portion with a partner and a session length. */
  readonly pairs: number;
  readonly nodes: number;
  /** Whether the first linear relaxation was no whole solution; undefined where none was solved to its end. */
  readonly fractional: boolean | undefined;
  readonly backend: string;
  readonly milliseconds: {
    readonly candidates: number;
    readonly pins: number;
    readonly greedy: number;
    readonly search: number;
  };
};

/** Caseloads with more starts to choose between than this are solved in parts (see `large/search-large.ts`). */
export const MOST_STARTS = 15_000;

/**
 * Milliseconds after the limit for the greedy plan, without which hardly anybody is served, and again for telling in few words why
 * pins are broken.
 */
const GRACE = 2_000;

/** Milliseconds after the limit for any reason at all: a plan later than asked for is worth more than none. */
const MOST_GRACE = 8_000;

/** Portions beyond which pins that clash with none are held in any sound way: the best one is worth 0.006 % and takes 0.7 s of a city. */
const MOST_PINS_AT_BEST = 1_000;
const anyWay = ({ portions }: World): Choice | undefined => (portions.size > MOST_PINS_AT_BEST ? EMPTY : undefined);

/** Share of the time for a model that is solved at once; the rest is for improving what it leaves unproven. */
const EXACT_SHARE = 0.75;

const statusOf = (result: Search, absGap: number, { isCancelled }: SolveOptions, isGoodEnough: boolean): PlanStatus => {
  if (result.choice === undefined) return 'no-plan';
  if (absGap < 1) return 'optimal';
  if (isCancelled?.() === true) return 'cancelled';
  if (isGoodEnough) return 'feasible';
  return result.timedOut ? 'timed-out' : 'feasible';
};

/** How far from proven: in points, as a share of what is at stake beyond the pins, and for each served part. */
function gapsOf(objective: number, bound: number, base: number, { served }: Choice) {
  const absGap = bound - objective;
  const gap = bound - base > 0 ? absGap / (bound - base) : 0;
  return { objective, bound, base, absGap, gap, gapPerPart: absGap / Math.max(1, served.length) };
}

/** Gap from which on a bound that needs no model is worth asking for, as a share of the bound. */
const WIDE_GAP = 0.05;

/** The proven bound; where a search was stopped before it proved much, one that needs no model may be lower. */
function boundOf(world: World, rules: Ruleset, candidates: Candidates, { bound }: Search, objective: number): number {
  const isNear = Number.isFinite(bound) && bound - objective <= WIDE_GAP * bound;
  return isNear ? bound : Math.min(bound, simpleBound(world, rules, candidates));
}

const sizesOf = ({ columns, rows, nodes, fractional, backend }: Search, { blocks }: Candidates) => ({
  columns,
  rows,
  pairs: blocks.length,
  nodes,
  fractional,
  backend,
});

type Milliseconds = SolveStats['milliseconds'];

/** How long each stage took between the moments at which they began, and the end. */
const stagesOf = ([began, found, pinned, started, ended]: readonly [
  number,
  number,
  number,
  number,
  number,
]): Milliseconds => ({
  candidates: found - began,
  pins: pinned - found,
  greedy: started - pinned,
  search: ended - started,
});

/** Searches in the formulation asked for. */
function searchIn(
  formulation: Formulation,
  world: World,
  candidates: Candidates,
  options: SearchOptions,
  alone: Search,
): Promise<Search> {
  return formulation === 'plans'
    ? searchPlans(world, candidates, { ...options, pins: alone.pins, pinsAlone: alone.choice ?? EMPTY })
    : searchTimed(world, candidates, options);
}

/** Searches at once where the model is small enough; what time stops short of a proof is improved in parts. */
async function searchTimed(world: World, candidates: Candidates, options: SearchOptions): Promise<Search> {
  if (startCount(candidates) > MOST_STARTS) return searchLarge(world, candidates, options);
  const { deadline, now } = options;
  if (deadline === undefined) return search(world, candidates, options);
  const result = await search(world, candidates, { ...options, deadline: now() + (deadline - now()) * EXACT_SHARE });
  return result.timedOut ? improve(world, candidates, options, result) : result;
}

/** Share of the plan given that stays from which on the greedy plan beside it is not worth its time. */
export const MOSTLY_KEPT = 0.9;

/**
 * What becomes of the plan given; where little of it can stay, the greedy plan if that is worth more. Without a plan given,
 * the greedy plan.
 */
function startOf(
  world: World,
  { rules, previous: plan, scope }: SolveOptions,
  candidates: Candidates,
  { pinsAlone, before, late }: { pinsAlone: Choice; before: Choice | undefined; late: () => boolean },
) {
  const worth = (choice: Choice) => ({ choice, objective: valueOf(world, rules, choice) });
  const greedy = () => worth(greedyChoice(world, rules, candidates, pinsAlone, late));
  if (plan === undefined || before === undefined) return { ...greedy(), previous: undefined };
  const { choice, unchangedIn } = startFromPlan(world, rules, candidates, { pinsAlone, before, isLate: late });
  const counts = { given: plan.assignments.length, kept: unchangedIn(choice) };
  const own = worth(choice);
  // Within a scope a plan is given to be kept, not only to begin from.
  const other = scope === undefined && counts.kept < MOSTLY_KEPT * counts.given ? greedy() : own;
  return { ...(own.objective >= other.objective ? own : other), previous: { counts, unchangedIn } };
}

/** A search's listener, which ends it where its gap is what was asked for. */
function untilGap({ gap, isCancelled, onProgress }: SolveOptions, base: number) {
  let isReached = false;
  return {
    isGoodEnough: () => isReached,
    isCancelled: () => isReached || isCancelled?.() === true,
    onIncumbent: (objective: number, bound: number) => {
      // Without a bound the gap is infinite, as is what it would be a share of.
      isReached = gap !== undefined && Number.isFinite(bound) && bound - objective <= gap * (bound - base);
      onProgress?.({ stage: 'search', objective, bound });
    },
  };
}

type Limits = Pick<SearchOptions, 'deadline' | 'now' | 'isCancelled'>;

/** Whether the grace after the limit, or after now where it is past, is over. */
function graceOf(limits: Limits, grace = GRACE): () => boolean {
  const { now, deadline } = limits;
  const until = isLate(limits) ? now() + grace : deadline && deadline + grace;
  return () => until !== undefined && now() > until;
}

/** How long reasons may take: soon some, and much later any at all, without which there is no plan. */
const telling = (limits: Limits) => ({ isLate: graceOf(limits), isOver: graceOf(limits, MOST_GRACE) });

/** Whether there is no time for a greedy plan to serve others: the grace is over, or nobody waits any more. */
function lateOf(limits: Limits): () => boolean {
  const isOver = graceOf(limits);
  return () => isOver() || limits.isCancelled?.() === true;
}

/** What is searched: of a scope, with what must stay held. */
type Problem = {
  readonly world: World;
  readonly candidates: Candidates;
  readonly alone: Search;
  readonly start: Choice;
  /** Value of what is not at stake. */
  readonly base: number;
};

/** A scope of the caseload; undefined where the whole is solved. */
function scopeOf(
  world: World,
  { scope, rules, previous: plan }: SolveOptions,
  whole: Candidates,
  before: Choice = EMPTY,
): Scoped | undefined {
  if (scope === undefined) return undefined;
  if (!isKnown(world, scope)) throw new Error(`The ${scope.kind} of a scope must be in the caseload.`);
  return openScope(scope, { world, rules }, whole, { plan, before });
}

/** The plan of the pins alone, and the candidates that are open: all of them but in a scope. */
const pinsFirst = async (
  scoped: Scoped | undefined,
  world: World,
  whole: Candidates,
  options: Parameters<typeof searchPinsAlone>[2],
): Promise<Pick<Problem, 'candidates' | 'alone'>> =>
  scoped === undefined
    ? { candidates: whole, alone: await searchPinsAlone(world, whole, options) }
    : searchPinsInScope(scoped, options);

/** Share of the time left for finding out what of a plan to keep still fits together. */
const OLD_SHARE = 0.3;

/** What is to be searched, from the start on; of a scope, what stays is settled first. */
async function problemOf(
  { world, candidates, alone, start }: Omit<Problem, 'base'>,
  scoped: Scoped | undefined,
  limits: Omit<SearchOptions, 'start'>,
  formulation: Formulation,
): Promise<Problem> {
  const pinsAlone = alone.choice ?? EMPTY;
  if (scoped === undefined) return { world, candidates, alone, start, base: valueOf(world, limits.rules, pinsAlone) };
  const { now, deadline } = limits;
  const soon = deadline && now() + OLD_SHARE * Math.max(0, deadline - now());
  const pinsOptions = { ...limits, deadline: soon };
  const settings = { ...pinsOptions, start: pinsAlone, certify: false };
  const searchRest = (rest: Candidates): Promise<Search> => searchIn(formulation, world, rest, settings, alone);
  return holdWhatStays(scoped, { candidates, alone }, start, { pinsOptions, searchRest, isLate: lateOf(limits) });
}

/** The pins that the caseload has, of those searched: others hold what stays, which leaves no way to hold what breaks beside it. */
function ownPins({ pins }: World, alone: Search, states: readonly PinState[]): PinState[] {
  const own = new Set(pins);
  const hopeless = new Set(alone.pins.flatMap((state) => (state.hopeless ? [state.pin] : [])));
  return states.filter(({ pin }) => own.has(pin)).map((state) => ({ ...state, hopeless: hopeless.has(state.pin) }));
}

/** Proposes the best plan it finds, with a bound. Never throws for any sound world and a scope in it: no plan is a status. */
export async function solve(world: World, options: SolveOptions): Promise<Proposal> {
  const { rules, now, onProgress } = options;
  const began = now();
  onProgress?.({ stage: 'candidates' });
  const whole = findCandidates(world, rules);
  const found = now();

  onProgress?.({ stage: 'pins' });
  const deadline = options.seconds === undefined ? undefined : began + options.seconds * 1000;
  const limits: Omit<SearchOptions, 'start'> = { ...options, deadline };
  const before = options.previous && stillPossible(world, whole, options.previous);
  const scoped = scopeOf(world, options, whole, before);
  const pinsOptions = { ...limits, before: before ?? anyWay(world) };
  const { candidates: open, alone } = await pinsFirst(scoped, world, whole, pinsOptions);
  const pinsAlone = alone.choice ?? EMPTY;
  const pinned = now();

  onProgress?.({ stage: 'greedy' });
  const late = lateOf(limits);
  const formulation = options.formulation ?? chooseFormulation(rules);
  const fewestBroken = alone.choice === undefined ? undefined : alone.brokenCount;
  const first = startOf(world, options, open, { pinsAlone, before, late });
  const given = { world, candidates: open, alone, start: first.choice };
  const problem = await problemOf(given, scoped, { ...limits, fewestBroken }, formulation);
  const { candidates, start, base } = problem;
  const started = now();

  onProgress?.({ stage: 'search', objective: valueOf(world, rules, start), base });
  const { isGoodEnough, ...listening } = untilGap(options, base);
  const settings: SearchOptions = { ...limits, ...listening, start, fewestBroken, least: found - began };
  const result = await searchIn(formulation, problem.world, candidates, settings, problem.alone);
  const searched = now();

  const choice = result.choice ?? EMPTY;
  const pins = scoped === undefined ? result.pins : ownPins(world, alone, result.pins);
  const objective = valueOf(world, rules, choice);
  const bound = Math.max(objective, boundOf(world, rules, candidates, result, objective));
  onProgress?.({ stage: 'done', objective, bound });
  return {
    status: statusOf(result, bound - objective, options, isGoodEnough()),
    choice,
    ...gapsOf(objective, bound, scoped === undefined ? base : Math.min(base, objective), choice),
    // Without a plan there is nothing to explain, and no time left for it.
    brokenPins:
      result.choice === undefined ? [] : await whyBroken(world, { ...options, ...telling(limits) }, whole, pins),
    pinned: new Set(pins.flatMap(({ pin, broken }) => (broken || pin.kind !== 'serve' ? [] : [pin.portionKey]))),
    pinsAlone,
    formulation,
    candidates,
    previous: first.previous && { ...first.previous.counts, unchanged: first.previous.unchangedIn(choice) },
    certificate: scoped === undefined ? result.certificate : undefined,
    stats: {
      ...sizesOf(result, candidates),
      milliseconds: stagesOf([began, found, pinned, started, searched]),
    },
  };
}

// The exact search on the `timed` model: fewest broken pins, then the best plan; clashes that a solution violates are
// repaired or added and the model solved again. Whatever limit is hit, the best choice so far and a valid bound come back.
import type { Pinned, World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { type Backend, type BackendOptions, type BackendResult, TOLERANCE } from '../backends/backend.ts';
import { isTiny } from '../backends/javascript-lp-solver.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { isChosen, restrict } from '../candidates/restrict.ts';
import { type Choice, valueOf } from '../choice.ts';
import { largestViolation, objectiveOf } from '../model/linear-model.ts';
import { isHeld } from '../pins/held.ts';
import type { UnsignedCertificate } from '../plans/certificate.ts';
import type { PricesBefore } from '../plans/start-duals.ts';
import { buildTimed, type TimedModel } from './build.ts';
import { addViolatedCliques, isClashFree } from './conflicts.ts';
import { readChoice, writeChoice } from './readback.ts';

export type SearchOptions = {
  readonly rules: Ruleset;
  readonly seed: number;
  /** Branch-and-bound nodes for each model; absent: no limit. */
  readonly steps?: number | undefined;
  readonly now: () => number;
  /** When to stop, on the clock of `now`; absent: never. */
  readonly deadline?: number | undefined;
  /** Milliseconds without which before the deadline plans are not compiled, such as the candidates took; default 0. */
  readonly least?: number | undefined;
  /** Share of what is at stake that a plan may be from its bound; absent: none. Relaxations are brought no nearer than it takes. */
  readonly gap?: number | undefined;
  /** Asked often: whether to stop with what there is. */
  readonly isCancelled?: (() => boolean) | undefined;
  readonly backend: Backend;
  readonly tinyBackend?: Backend | undefined;
  /** A choice to start from; used where the model accepts it. */
  readonly start: Choice;
  /** How many pins must be broken, where that is known; saves finding out. */
  readonly fewestBroken?: number | undefined;
  /** Search the coarse model: only its bound and who meets whom are meant. */
  readonly coarse?: boolean | undefined;
  readonly onIncumbent?: ((objective: number, bound: number) => void) | undefined;
  /** Prices of an earlier certificate, to begin from. */
  readonly pricesBefore?: PricesBefore | undefined;
  /** Keep what a certificate is made of. */
  readonly certify?: boolean | undefined;
  /** Threads that price contacts and gatherings; default 1. The plan is the same whatever their number. */
  readonly threads?: number | undefined;
};

export type PinState = {
  readonly pin: Pinned;
  readonly broken: boolean;
  readonly hopeless: boolean;
  /** False where it clashes with no other: every plan that breaks as few as can be holds it. Absent: that is not known. */
  readonly mayBreak?: boolean | undefined;
};

export type Search = {
  /** Undefined where nothing was found within the limits. */
  readonly choice: Choice | undefined;
  /** No choice that breaks as few pins is worth more; whole points, or Infinity. */
  readonly bound: number;
  readonly timedOut: boolean;
  readonly pins: readonly PinState[];
  readonly brokenCount: number;
  readonly columns: number;
  readonly rows: number;
  readonly nodes: number;
  /** Whether the first linear relaxation was no whole solution; undefined where it was not solved to its end. */
  readonly fractional?: boolean | undefined;
  readonly backend: string;
  /** Value of the start; 0 where the model did not accept it. */
  readonly startObjective: number;
  /** Makes the certificate of a bound by prices; absent where none was asked for, or none was proven by prices. */
  readonly certificate?: (() => Promise<UnsignedCertificate | undefined>) | undefined;
};

type Solved = { readonly result: BackendResult; readonly backend: string };

type Clocked = Pick<SearchOptions, 'deadline' | 'now' | 'isCancelled'>;

/** Whether the deadline is past, or nobody waits any more. */
export const isLate = ({ deadline, now, isCancelled }: Clocked): boolean =>
  (deadline !== undefined && now() >= deadline) || isCancelled?.() === true;

const secondsLeft = ({ deadline, now }: Clocked): number | undefined =>
  deadline === undefined ? undefined : Math.max(0, deadline - now()) / 1000;

/** Asks the backend that fits the model's size; what the tiny one does not prove is asked again. */
async function ask(world: World, timed: TimedModel, options: SearchOptions, start?: Float64Array): Promise<Solved> {
  const { model } = timed.builder;
  const usable = start !== undefined && largestViolation(model, start) <= TOLERANCE ? start : undefined;
  const settings: BackendOptions = {
    seconds: secondsLeft(options),
    steps: options.steps,
    seed: options.seed,
    start: usable,
    // Only what is a plan is shown; a point with a clash that the model does not know yet is none.
    onIncumbent: (values, bound) => {
      if (options.onIncumbent !== undefined && isClashFree(world, options.rules, timed.watched, values))
        options.onIncumbent(Math.round(objectiveOf(model, values)), bound);
    },
  };
  if (options.tinyBackend !== undefined && isTiny(model)) {
    const result = await options.tinyBackend.solve(model, settings);
    if (result.status === 'optimal') return { result, backend: options.tinyBackend.version };
  }
  return { result: await options.backend.solve(model, settings), backend: options.backend.version };
}

/** The best times for who meets whom in a point, with every clash written out; undefined where there are none. */
async function repair(
  world: World,
  timed: TimedModel,
  options: SearchOptions,
  values: Float64Array,
): Promise<Choice | undefined> {
  const choice = readChoice(timed, values);
  const broken = timed.pins.filter((pin) => (values[pin.broken] ?? 0) > 0.5).map(({ pin }) => pin);
  const smaller = restrict(
    timed.candidates,
    (block) => (isChosen(block, choice) ? block : undefined),
    ({ lead }) => choice.leads.includes(lead),
  );
  const sub = buildTimed(world, options.rules, smaller);
  for (const { pin, broken: column } of sub.pins) sub.builder.setBounds(column, 0, broken.includes(pin) ? 1 : 0);
  for (;;) {
    const { result } = await ask(world, sub, { ...options, onIncumbent: undefined });
    if (result.values === undefined) return undefined;
    if (addViolatedCliques(world, options.rules, sub, result.values) === 0) return readChoice(sub, result.values);
  }
}

type Run = Solved & { readonly nodes: number; readonly choice: Choice | undefined };

/** Solves the model as it stands until a point has no clash, or its repair is proven best. */
async function run(world: World, timed: TimedModel, options: SearchOptions, from?: Float64Array): Promise<Run> {
  let nodes = 0;
  let start = from;
  let best: Choice | undefined;
  for (;;) {
    const solved = await ask(world, timed, options, start);
    const { result } = solved;
    nodes += result.nodes;
    if (result.values === undefined) return { ...solved, nodes, choice: best };
    if (addViolatedCliques(world, options.rules, timed, result.values) === 0)
      return { ...solved, nodes, choice: readChoice(timed, result.values) };
    const repaired = await repair(world, timed, options, result.values);
    const worth = (choice: Choice): number => valueOf(world, options.rules, choice);
    if (repaired !== undefined && (best === undefined || worth(repaired) > worth(best))) best = repaired;
    if (best !== undefined && worth(best) >= Math.floor(result.bound + 1e-6)) return { ...solved, nodes, choice: best };
    if (isLate(options)) return { ...solved, result: { ...result, status: 'feasible' }, nodes, choice: best };
    start = best === undefined ? undefined : writeChoice(timed, best);
  }
}

/** The bound of the LP relaxation; Infinity where it does not come to an end. Pins are bound as for the search. */
async function relaxedBound({ builder }: TimedModel, options: SearchOptions): Promise<number> {
  const { seed, backend } = options;
  const result = await backend.solve(builder.model, { seed, seconds: secondsLeft(options), relax: true });
  return result.status === 'optimal' ? result.bound : Infinity;
}

/** Allows the hopeless pins alone to be broken, or, with a number, that many of all. */
function boundPins({ builder, pins }: TimedModel, most?: number): void {
  for (const { broken, hopeless } of pins)
    builder.setBounds(broken, hopeless ? 1 : 0, hopeless || most !== undefined ? 1 : 0);
  if (most !== undefined) builder.addRow({ upper: most, entries: pins.map(({ broken }) => [broken, 1] as const) });
}

/** Fewest pins that must be broken; all of them where a limit came first. */
async function fewestBroken(world: World, timed: TimedModel, options: SearchOptions): Promise<number> {
  const { builder, pins } = timed;
  const objective = [...builder.model.columns.objective];
  boundPins(timed, pins.length);
  builder.setObjective(objective.map(() => 0));
  for (const { broken } of pins) builder.addObjective(broken, -1);
  const silent = { ...options, onIncumbent: undefined };
  let fewest = pins.length;
  for (;;) {
    const { result } = await ask(world, timed, silent);
    const { values } = result;
    if (result.status !== 'optimal' || values === undefined) break;
    if (addViolatedCliques(world, options.rules, timed, values) > 0) continue;
    fewest = Math.round(pins.reduce((sum, { broken }) => sum + (values[broken] ?? 0), 0));
    break;
  }
  builder.setObjective(objective);
  return fewest;
}

/** Which pins a choice breaks; all of them where there is none. */
const pinStates = ({ pins }: TimedModel, choice: Choice | undefined): PinState[] =>
  pins.map(({ pin, hopeless }) => ({ pin, hopeless, broken: choice === undefined || !isHeld(pin, choice) }));

/** Searches for the best choice; see the file's header. */
export async function search(world: World, candidates: Candidates, options: SearchOptions): Promise<Search> {
  const timed = buildTimed(world, options.rules, candidates, options.coarse);
  const { builder, pins } = timed;
  const hopeless = pins.filter((pin) => pin.hopeless).length;
  const known = options.fewestBroken !== undefined && options.fewestBroken > hopeless;
  boundPins(timed, known ? options.fewestBroken : undefined);
  const written = options.coarse === true ? undefined : writeChoice(timed, options.start);
  const start = written !== undefined && largestViolation(builder.model, written) <= TOLERANCE ? written : undefined;
  // The relaxation takes a small part of the time, and a coarse model is there for its bound above all.
  let relaxed = options.coarse === true ? await relaxedBound(timed, options) : Infinity;
  let outcome = await run(world, timed, options, start);
  if (outcome.result.status === 'infeasible' && pins.length > 0 && !known) {
    boundPins(timed, await fewestBroken(world, timed, options));
    // It was the bound of plans that hold every pin, of which there are none.
    relaxed = Infinity;
    outcome = await run(world, timed, options);
  }
  const { result } = outcome;
  const choice = outcome.choice ?? (start === undefined || result.status === 'infeasible' ? undefined : options.start);
  const states = pinStates(timed, choice);
  return {
    choice,
    bound: Math.floor(Math.min(result.bound, relaxed) + 1e-6),
    timedOut: result.status !== 'optimal' && result.status !== 'infeasible',
    pins: states,
    brokenCount: states.filter(({ broken }) => broken).length,
    columns: builder.columnCount(),
    rows: builder.model.rows.lower.length,
    nodes: outcome.nodes,
    backend: outcome.backend,
    startObjective: start === undefined ? 0 : Math.round(objectiveOf(builder.model, start)),
  };
}

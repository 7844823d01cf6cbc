// The exact search on the `timed` model: fewest broken pins, then the best plan; clashes that a solution violates are
// added and the model solved again. Whatever limit is hit, the best choice so far and a valid bound come back.
import type { Pinned, World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Backend, BackendOptions, BackendResult } from '../backends/backend.ts';
import { TOLERANCE } from '../backends/backend.ts';
import { isTiny } from '../backends/javascript-lp-solver.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { Choice } from '../choice.ts';
import { largestViolation, objectiveOf } from '../model/linear-model.ts';
import { buildTimed, type TimedModel } from './build.ts';
import { addViolatedCliques } from './conflicts.ts';
import { readChoice, writeChoice } from './readback.ts';

export type SearchOptions = {
  readonly rules: Ruleset;
  readonly seed: number;
  readonly steps?: number | undefined;
  readonly now: () => number;
  /** When to stop, on the clock of `now`; absent: never. */
  readonly deadline?: number | undefined;
  readonly backend: Backend;
  readonly tinyBackend?: Backend | undefined;
  /** A choice to start from; used where the model accepts it. */
  readonly start: Choice;
  /** How many pins are known to be broken at least; skips finding out. */
  readonly fewestBroken?: number | undefined;
  readonly onIncumbent?: ((objective: number, bound: number) => void) | undefined;
};

export type PinState = { readonly pin: Pinned; readonly broken: boolean; readonly hopeless: boolean };

export type Search = {
  /** Undefined where nothing was found within the limits. */
  readonly choice: Choice | undefined;
  readonly bound: number;
  readonly timedOut: boolean;
  readonly pins: readonly PinState[];
  readonly brokenCount: number;
  readonly columns: number;
  readonly rows: number;
  readonly nodes: number;
  readonly backend: string;
  /** Value of the start, 0 where the model did not accept it. */
  readonly startObjective: number;
};

type Run = { readonly result: BackendResult; readonly backend: string; readonly nodes: number };

/** Solves the model as it stands, adding violated clashes until a point has none. */
async function run(
  world: World,
  timed: TimedModel,
  options: SearchOptions,
  start: Float64Array | undefined,
  onIncumbent?: BackendOptions['onIncumbent'],
): Promise<Run> {
  let nodes = 0;
  for (;;) {
    const { model } = timed.builder;
    const seconds = options.deadline === undefined ? undefined : Math.max(0, options.deadline - options.now()) / 1000;
    const usable = start !== undefined && largestViolation(model, start) <= TOLERANCE ? start : undefined;
    const settings = { seconds, steps: options.steps, seed: options.seed, start: usable, onIncumbent };
    let backend = options.backend;
    let result: BackendResult | undefined;
    if (options.tinyBackend !== undefined && isTiny(model)) {
      result = await options.tinyBackend.solve(model, settings);
      if (result.status === 'optimal') backend = options.tinyBackend;
      else result = undefined;
    }
    result ??= await options.backend.solve(model, settings);
    nodes += result.nodes;
    if (result.values === undefined) return { result, backend: backend.version, nodes };
    const violated = addViolatedCliques(world, options.rules, timed.builder, timed.watched, result.values);
    if (violated === 0) return { result, backend: backend.version, nodes };
    const late = options.deadline !== undefined && options.now() >= options.deadline;
    if (late || (options.steps !== undefined && nodes >= options.steps)) {
      // The relaxed model's bound is still valid; its point is not a plan.
      return {
        result: { status: 'timed-out', bound: result.bound, nodes: result.nodes },
        backend: backend.version,
        nodes,
      };
    }
  }
}

/** Allows exactly the hopeless pins to be broken, or, with a number, that many of all. */
function boundPins({ builder, pins }: TimedModel, most: number | undefined): void {
  for (const { broken, hopeless } of pins)
    builder.setBounds(broken, hopeless ? 1 : 0, hopeless || most !== undefined ? 1 : 0);
  if (most !== undefined) builder.addRow({ upper: most, entries: pins.map(({ broken }) => [broken, 1] as const) });
}

/** Fewest pins that must be broken; undefined where a limit came first. */
async function fewestBroken(world: World, timed: TimedModel, options: SearchOptions): Promise<number | undefined> {
  const { builder, pins } = timed;
  const objective = [...builder.model.columns.objective];
  boundPins(timed, pins.length);
  builder.setObjective(objective.map(() => 0));
  for (const { broken } of pins) builder.addObjective(broken, -1);
  const { result } = await run(world, timed, options, undefined);
  builder.setObjective(objective);
  if (result.status !== 'optimal' || result.values === undefined) return undefined;
  const { values } = result;
  return Math.round(pins.reduce((sum, { broken }) => sum + (values[broken] ?? 0), 0));
}

/** Searches for the best choice; see the file's header. */
export async function search(world: World, candidates: Candidates, options: SearchOptions): Promise<Search> {
  const timed = buildTimed(world, options.rules, candidates);
  const { builder, pins } = timed;
  boundPins(timed, undefined);
  const written = writeChoice(timed, options.start);
  const startFits = written !== undefined && largestViolation(builder.model, written) <= TOLERANCE;
  const startObjective = startFits && written !== undefined ? Math.round(objectiveOf(builder.model, written)) : 0;
  const report = (values: Float64Array, bound: number): void =>
    options.onIncumbent?.(Math.round(objectiveOf(builder.model, values)), bound);

  let outcome = await run(world, timed, options, startFits ? written : undefined, report);
  if (outcome.result.status === 'infeasible' && pins.length > 0) {
    const fewest = options.fewestBroken ?? (await fewestBroken(world, timed, options));
    boundPins(timed, fewest ?? pins.length);
    outcome = await run(world, timed, options, undefined, report);
  }
  const { result } = outcome;
  let values = result.values;
  if (values === undefined && startFits && result.status !== 'infeasible') values = written;
  const choice = values === undefined ? undefined : readChoice(timed, values);
  const states = pins.map(({ pin, broken, hopeless }) => ({
    pin,
    hopeless,
    broken: values === undefined ? true : (values[broken] ?? 0) > 0.5,
  }));
  return {
    choice,
    bound: Math.floor(result.bound + 1e-6),
    timedOut: result.status === 'timed-out' || result.status === 'feasible',
    pins: states,
    brokenCount: states.filter((state) => state.broken).length,
    columns: builder.columnCount(),
    rows: builder.model.rows.lower.length,
    nodes: outcome.nodes,
    backend: outcome.backend,
    startObjective,
  };
}

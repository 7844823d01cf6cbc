// Who is measured: HiGHS as the commands use it, javascript-lp-solver on its own, and the greedy plan.
//
// All three start from the same world and end with a plan document. javascript-lp-solver gets the same models as HiGHS,
// however large, all of the time, and nobody to fall back on; how it fails is kept in words.
import solverModule from 'javascript-lp-solver';
import type { World } from '../src/domain/world.ts';
import { RULES } from '../src/rules/index.ts';
import type { Plan } from '../src/schema/plan.ts';
import { assignmentsOf } from '../solver/assignments.ts';
import { type Backend, type BackendResult, TOLERANCE } from '../solver/backends/backend.ts';
import { highsInWorker } from '../solver/backends/highs-worker.ts';
import { highsBackend } from '../solver/backends/highs.ts';
import { definitionOf } from '../solver/backends/javascript-lp-solver.ts';
import { findCandidates } from '../solver/candidates/candidates.ts';
import { type Choice, EMPTY } from '../solver/choice.ts';
import { greedyChoice } from '../solver/greedy/greedy.ts';
import { createModel, type LinearModel, largestViolation, objectiveOf } from '../solver/model/linear-model.ts';
import { searchPinsAlone } from '../solver/pins/pins-alone.ts';
import { whyBroken } from '../solver/pins/why-broken.ts';
import { solve } from '../solver/solve.ts';
import { type PinState, search } from '../solver/timed/search.ts';

export const CONTENDERS = ['highs', 'javascript-lp-solver', 'greedy'] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** What a plan needs for its audit. */
export type PlanParts = Pick<Plan, 'assignments' | 'leads' | 'brokenPins'>;

export type Attempt =
  | {
      readonly kind: 'plan';
      readonly milliseconds: number;
      readonly parts: PlanParts;
      /** What the contender proved; Infinity where it proves nothing. */
      readonly bound: number;
      /** Whether the contender calls its plan the best. */
      readonly isProven: boolean;
    }
  | { readonly kind: 'failure'; readonly milliseconds: number; readonly why: string };

export type Task = {
  readonly contender: ContenderName;
  readonly seconds: number;
  /** How many pins must be broken, which javascript-lp-solver cannot find out; absent: not known. */
  readonly fewestBroken: number | undefined;
};

const now = (): number => performance.now();
const highs = highsInWorker();

// The package's types describe its CommonJS build; what Node imports is the solver itself.
const solver = solverModule as unknown as typeof solverModule.default;

/** Starts what is started once in a process, so that no caseload pays for it. */
export async function warmUp(): Promise<void> {
  const { model, addColumn } = createModel();
  addColumn({ objective: 1 });
  await highs.solve(model, { seed: 1 });
  await highsBackend.solve(model, { seed: 1 });
  solver.Solve(definitionOf(model, 100));
}

async function partsOf(world: World, choice: Choice, pins: readonly PinState[]): Promise<PlanParts> {
  const options = { rules: RULES, seed: 1, backend: highsBackend };
  const brokenPins = await whyBroken(world, options, findCandidates(world, RULES), pins);
  return { ...assignmentsOf(world, choice, new Set()), brokenPins };
}

async function withHighs(world: World, seconds: number): Promise<Attempt> {
  const began = now();
  const proposal = await solve(world, { rules: RULES, seed: 1, seconds, now, backend: highs });
  const milliseconds = now() - began;
  const { choice, pinned, brokenPins, bound, status } = proposal;
  if (status === 'no-plan') return { kind: 'failure', milliseconds, why: `no plan in ${seconds} s` };
  const parts = { ...assignmentsOf(world, choice, pinned), brokenPins: [...brokenPins] };
  return { kind: 'plan', milliseconds, parts, bound, isProven: status === 'optimal' };
}

async function greedily(world: World): Promise<Attempt> {
  const began = now();
  const candidates = findCandidates(world, RULES);
  const alone = await searchPinsAlone(world, candidates, { rules: RULES, seed: 1, now, backend: highsBackend });
  const choice = greedyChoice(world, RULES, candidates, alone.choice ?? EMPTY);
  const milliseconds = now() - began;
  const parts = await partsOf(world, choice, alone.pins);
  return { kind: 'plan', milliseconds, parts, bound: Infinity, isProven: false };
}

/** What is wrong with an answer of javascript-lp-solver; undefined where it is a point of the model. */
function faultOf(model: LinearModel, values: Float64Array, isFeasible: boolean): string | undefined {
  if (!isFeasible) return 'says there is no plan';
  const rounded = values.map((value, j) => (model.columns.integer[j] ? Math.round(value) : value));
  const isFractional = values.some((value, j) => Math.abs(value - (rounded[j] ?? 0)) > TOLERANCE);
  if (isFractional) {
    // Rows are looked at without integrality: a fractional answer may break them as well.
    const relaxed = { ...model, columns: { ...model.columns, integer: model.columns.integer.map(() => false) } };
    return largestViolation(relaxed, values) > TOLERANCE ? 'fractional and rule-breaking' : 'fractional';
  }
  return largestViolation(model, rounded) > TOLERANCE ? 'rule-breaking' : undefined;
}

/** javascript-lp-solver without the limits that the solver puts on it; the first fault is told. */
function unlimited(onFault: (fault: string) => void): Backend {
  const answerTo = (model: LinearModel, seconds: number): BackendResult => {
    const failed: BackendResult = { status: 'failed', bound: Infinity, nodes: 0 };
    const count = model.columns.objective.length;
    if (count === 0) return { status: 'optimal', values: new Float64Array(0), bound: 0, nodes: 0 };
    const began = now();
    const answer = solver.Solve(definitionOf(model, seconds * 1000)) as Record<string, unknown>;
    const isLate = now() - began >= seconds * 1000;
    const values = Float64Array.from({ length: count }, (_, j) => Number(answer[`x${j}`] ?? 0));
    const fault = faultOf(model, values, answer['feasible'] === true);
    if (fault !== undefined) {
      onFault(isLate ? `${fault} after ${Math.round(seconds)} s` : fault);
      return failed;
    }
    for (let j = 0; j < count; j++) if (model.columns.integer[j]) values[j] = Math.round(values[j] ?? 0);
    // It has no bound of its own: what it calls best within its time is its claim.
    return isLate
      ? { status: 'feasible', values, bound: Infinity, nodes: 0 }
      : { status: 'optimal', values, bound: objectiveOf(model, values), nodes: 0 };
  };
  return {
    id: 'javascript-lp-solver',
    version: 'javascript-lp-solver 1.0.3',
    solve: (model, { seconds = 3_600 }) => Promise.resolve(answerTo(model, seconds)),
  };
}

async function withJavascriptLpSolver(
  world: World,
  { seconds, fewestBroken }: Omit<Task, 'contender'>,
): Promise<Attempt> {
  let fault: string | undefined;
  const backend = unlimited((why) => {
    fault ??= why;
  });
  const began = now();
  const candidates = findCandidates(world, RULES);
  const deadline = began + seconds * 1000;
  const options = { rules: RULES, seed: 1, now, deadline, backend, start: EMPTY, fewestBroken };
  const { choice, pins, bound, timedOut } = await search(world, candidates, options);
  const milliseconds = now() - began;
  if (fault !== undefined) return { kind: 'failure', milliseconds, why: fault };
  if (choice === undefined) return { kind: 'failure', milliseconds, why: `no plan in ${seconds} s` };
  return { kind: 'plan', milliseconds, parts: await partsOf(world, choice, pins), bound, isProven: !timedOut };
}

/** One contender's attempt at one caseload; only its own work is timed. */
export function attempt(world: World, task: Task): Promise<Attempt> {
  if (task.contender === 'highs') return withHighs(world, task.seconds);
  if (task.contender === 'greedy') return greedily(world);
  return withJavascriptLpSolver(world, task);
}

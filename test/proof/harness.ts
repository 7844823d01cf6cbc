// What the proofs share: which seeds to run, the solver as the commands call it, and its proposal as an audited plan.
import type { CheckReport } from '../../src/check/finding.ts';
import { check } from '../../src/check/check.ts';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { type CaseloadInput, caseload as schema } from '../../src/schema/caseload.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { assignmentsOf } from '../../solver/assignments.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { javascriptLpSolverBackend } from '../../solver/backends/javascript-lp-solver.ts';
import type { Formulation } from '../../solver/formulation.ts';
import { type Proposal, solve } from '../../solver/solve.ts';
import { pinsNotHeld } from '../tiny/pins-held.ts';
import { rawPlan } from '../tiny/raw-plan.ts';
import type { TinyOptions } from '../tiny/tiny-caseload.ts';

/** Longest a suite may take, in milliseconds. */
export const SUITE_MILLISECONDS = 1_800_000;

function numberFrom(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} (${text}) must be a whole number.`);
  return value;
}

/** Seeds to run: `KOBLING_CASES` of them from `KOBLING_SEED` on. */
export function seeds(cases: number, first = 1): number[] {
  const from = numberFrom('KOBLING_SEED', first);
  return Array.from({ length: numberFrom('KOBLING_CASES', cases) }, (_, index) => from + index);
}

/** Whether the long proofs run with all their cases (`npm run proof:long`, an hour or two); else with those that CI runs. */
export const isLongRun = (): boolean => numberFrom('KOBLING_LONG', 0) > 0;

/** Whether the suite runs with its own number of cases, so that demands on totals apply. */
export const isFullRun = (): boolean => numberFrom('KOBLING_CASES', 0) === 0;

export const worldOf = (caseload: CaseloadInput, options: TinyOptions): World =>
  buildWorld(schema.parse(caseload), options);

const now = (): number => performance.now();

/** The solver's proposal; `tinyFirst` asks javascript-lp-solver before HiGHS; `formulation` absent: as the solver chooses. */
export const propose = (
  world: World,
  {
    rules = RULES,
    tinyFirst = false,
    formulation,
  }: { rules?: Ruleset; tinyFirst?: boolean; formulation?: Formulation } = {},
) =>
  solve(world, {
    rules,
    seed: 1,
    now,
    formulation,
    backend: highsBackend,
    tinyBackend: tinyFirst ? javascriptLpSolverBackend(now) : undefined,
  });

/** A proposal as a plan document, before the roll-out. */
export function planOf(world: World, { choice, pinned, brokenPins, objective, bound }: Proposal): Plan {
  return {
    ...rawPlan(world, []),
    ...assignmentsOf(world, choice, pinned),
    objective,
    bound,
    brokenPins: [...brokenPins],
  };
}

/** What the auditor says of a proposal. */
export const auditOf = (world: World, proposal: Proposal, rules: Ruleset = RULES): CheckReport =>
  check(world, planOf(world, proposal), rules);

/** What differs from the truth that brute force found; undefined where nothing does. */
export function differs(world: World, truth: Worth, proposal: Proposal): object | undefined {
  const audit = auditOf(world, proposal);
  const plan = planOf(world, proposal);
  const hard = audit.findings.filter(({ severity }) => severity === 'hard');
  const named = proposal.brokenPins.map(({ pinId }) => pinId).sort();
  const unheld = pinsNotHeld(world, plan).sort();
  const isTrue =
    proposal.status === 'optimal' &&
    proposal.objective === truth.objective &&
    audit.objective === truth.objective &&
    proposal.bound >= truth.objective &&
    proposal.bound - truth.objective < 1 &&
    unheld.length === truth.brokenPins &&
    named.join() === unheld.join() &&
    hard.length === 0;
  if (isTrue) return undefined;
  const { status, objective, bound } = proposal;
  const wanted = { objective: truth.objective, brokenPins: truth.brokenPins };
  return { status, objective, bound, named, unheld, audited: audit.objective, wanted, hard };
}

/** The two numbers by which plans are compared. */
export type Worth = { readonly brokenPins: number; readonly objective: number };

export const worthOf = ({ brokenPins, objective }: Proposal): Worth => ({ brokenPins: brokenPins.length, objective });

/** Runs a proof for each seed and lists the first ten that fail or throw, with how to rerun one. */
export async function failures(all: readonly number[], prove: (seed: number) => Promise<unknown>): Promise<string[]> {
  const failed: string[] = [];
  for (const seed of all) {
    const problem = await prove(seed).catch((error: unknown) => ({ thrown: String(error) }));
    if (problem !== undefined) failed.push(`KOBLING_SEED=${seed} KOBLING_CASES=1: ${JSON.stringify(problem)}`);
  }
  return failed.length <= 10 ? failed : [...failed.slice(0, 10), `and ${failed.length - 10} more`];
}

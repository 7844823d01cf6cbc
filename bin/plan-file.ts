// A proposal as a plan document: assignments, dated sessions, who is unserved and why, audited before anyone sees it.
import { rollOut, type RollOut } from '../src/calendar/roll-out.ts';
import { checkAndScore, type CheckReport } from '../src/check/index.ts';
import { listUnserved } from '../src/explain/classify.ts';
import { isHidden } from '../src/explain/scene.ts';
import { isInForce, type Portion, type World } from '../src/domain/world.ts';
import { RULES } from '../src/rules/index.ts';
import type { Plan } from '../src/schema/plan.ts';
import { assignmentsOf } from '../solver/assignments.ts';
import type { Proposal } from '../solver/solve.ts';
import { rulesetFingerprint } from './fingerprint.ts';
import { VERSION } from './version.ts';

/** What is to be served and may be spoken of, in caseload order. */
export const shownPortions = (world: World): Portion[] =>
  [...world.portions.values()].filter(
    (portion) => isInForce(portion.decision, world.horizon) && !isHidden(world, portion, RULES),
  );

/** Portions whose decision is not in force on any planned date, of those who may be spoken of. */
export const restingPortions = (world: World): Portion[] =>
  [...world.portions.values()].filter(
    (portion) => !isInForce(portion.decision, world.horizon) && !isHidden(world, portion, RULES),
  );

export type PlanSettings = {
  readonly caseloadFingerprint: string;
  readonly seed: number;
  readonly steps: number | undefined;
  /** Who was asked about; undefined: everybody. */
  readonly scope?: Plan['scope'];
};

export type Composed = { readonly plan: Plan; readonly rollOut: RollOut; readonly report: CheckReport };

/** Composes and audits the plan of a proposal; whether it may be written is for `isSound` to say. */
export function composePlan(world: World, proposal: Proposal, settings: PlanSettings): Composed {
  const { caseloadFingerprint, seed, steps, scope } = settings;
  const weekly = assignmentsOf(world, proposal.choice, proposal.pinned);
  const rolled = rollOut(world, weekly, RULES);
  const draft: Plan = {
    format: 'kobling/plan@1',
    caseloadFingerprint,
    rulesetFingerprint: rulesetFingerprint(),
    today: world.horizon.today,
    from: world.horizon.from,
    weeks: world.horizon.weeks,
    status: proposal.status,
    objective: proposal.objective,
    bound: proposal.bound,
    absGap: proposal.absGap,
    gap: proposal.gap,
    gapPerPart: proposal.gapPerPart,
    base: proposal.base,
    ...(scope === undefined ? {} : { scope }),
    seed,
    steps: steps ?? null,
    versions: { kobling: VERSION, solver: proposal.stats.backend },
    ...weekly,
    sessions: rolled.sessions,
    unserved: listUnserved(world, weekly, RULES),
    brokenPins: [...proposal.brokenPins],
    score: {},
  };
  // The whole document is audited as it will be written, its own score included.
  return { rollOut: rolled, ...checkAndScore(world, draft, RULES) };
}

/** What the auditor says against a plan: hard findings, or another objective than the solver's. */
export function faultsOf({ plan, report }: Composed): string[] {
  const hard = report.findings.filter(({ severity }) => severity === 'hard').map(({ rule }) => rule);
  return [...new Set(report.objective === plan.objective ? hard : [...hard, 'objective'])];
}

export const planText = (plan: Plan): string => `${JSON.stringify(plan, undefined, 2)}\n`;

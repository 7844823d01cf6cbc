// A proposal as a plan document: assignments, dated sessions, who is unserved and why, audited before anyone sees it.
import { rollOut, type RollOut } from '../src/calendar/roll-out.ts';
import { check, type CheckReport } from '../src/check/index.ts';
import { createClassifier } from '../src/explain/classify.ts';
import { isHidden } from '../src/explain/scene.ts';
import type { Portion, World } from '../src/domain/world.ts';
import { RULES } from '../src/rules/index.ts';
import type { Plan } from '../src/schema/plan.ts';
import { assignmentsOf } from '../solver/assignments.ts';
import type { Proposal } from '../solver/solve.ts';
import { rulesetFingerprint } from './fingerprint.ts';
import { VERSION } from './version.ts';

/** Whether a decision is in force on some planned date: only then anything is granted. */
const isInForce = ({ decision }: Portion, { horizon }: World): boolean =>
  decision.status === 'granted' &&
  decision.from < horizon.to &&
  (decision.to === undefined || decision.to > horizon.from);

/** What is to be served and may be spoken of, in caseload order. */
export const shownPortions = (world: World): Portion[] =>
  [...world.portions.values()].filter((portion) => isInForce(portion, world) && !isHidden(world, portion, RULES));

/** Portions whose decision is not in force on any planned date, of those who may be spoken of. */
export const restingPortions = (world: World): Portion[] =>
  [...world.portions.values()].filter((portion) => !isInForce(portion, world) && !isHidden(world, portion, RULES));

function unservedOf(world: World, proposal: Proposal): Plan['unserved'] {
  const served = new Set(proposal.choice.served.map(({ engagement }) => engagement.portion.key));
  const classOf = createClassifier(world, assignmentsOf(world, proposal.pinsAlone, proposal.pinned), RULES);
  return shownPortions(world).flatMap((portion) => {
    const found = served.has(portion.key) ? undefined : classOf(portion);
    if (found === undefined) return [];
    const share = portion.share === undefined ? {} : { share: portion.share };
    const minutes = Math.max(1, Math.floor(portion.grantedMinutes / 2));
    return [{ partId: portion.part.id, ...share, minutes, class: found }];
  });
}

export type PlanSettings = {
  readonly caseloadFingerprint: string;
  readonly seed: number;
  readonly steps: number | undefined;
};

export type Composed = { readonly plan: Plan; readonly rollOut: RollOut; readonly report: CheckReport };

/**
 * Numbers that a document can hold. A search that was stopped before it proved anything has no bound; then the largest
 * whole number stands for it, which no plan reaches.
 */
function boundsOf({
  objective,
  bound,
  base,
  choice,
  ...rest
}: Proposal): Pick<Plan, 'bound' | 'absGap' | 'gap' | 'gapPerPart'> {
  if (Number.isFinite(bound)) return { bound, absGap: rest.absGap, gap: rest.gap, gapPerPart: rest.gapPerPart };
  const most = Number.MAX_SAFE_INTEGER;
  const absGap = most - Math.max(0, objective);
  return { bound: most, absGap, gap: absGap / (most - base), gapPerPart: absGap / Math.max(1, choice.served.length) };
}

/** Composes and audits the plan of a proposal; whether it may be written is for `isSound` to say. */
export function composePlan(world: World, proposal: Proposal, settings: PlanSettings): Composed {
  const { caseloadFingerprint, seed, steps } = settings;
  const weekly = assignmentsOf(world, proposal.choice, proposal.pinned);
  const rolled = rollOut(world, weekly, RULES);
  const draft: Plan = {
    format: 'kobling/plan@1',
    caseloadFingerprint,
    rulesetFingerprint: rulesetFingerprint(),
    from: world.horizon.from,
    weeks: world.horizon.weeks,
    status: proposal.status,
    objective: proposal.objective,
    ...boundsOf(proposal),
    base: proposal.base,
    seed,
    steps: steps ?? null,
    versions: { kobling: VERSION, solver: proposal.stats.backend },
    ...weekly,
    sessions: rolled.sessions,
    unserved: unservedOf(world, proposal),
    brokenPins: [...proposal.brokenPins],
    score: {},
  };
  const { score } = check(world, draft, RULES);
  const plan: Plan = { ...draft, score };
  // The whole document is audited as it will be written, its own score included.
  return { plan, rollOut: rolled, report: check(world, plan, RULES) };
}

/** What the auditor says against a plan: hard findings, or another objective than the solver's. */
export function faultsOf({ plan, report }: Composed): string[] {
  const hard = report.findings.filter(({ severity }) => severity === 'hard').map(({ rule }) => rule);
  return [...new Set(report.objective === plan.objective ? hard : [...hard, 'objective'])];
}

export const planText = (plan: Plan): string => `${JSON.stringify(plan, undefined, 2)}\n`;

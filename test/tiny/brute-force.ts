// The best plan of a tiny caseload by trying every plan, with the auditor as the only judge of what is allowed and what
// it is worth. Imports nothing of the solver, so that the two can be compared.
//
// A plan is a set of pieces (portions served, contacts leading). Every set is audited once, in order of its pieces; a set
// is given up, with all that contains it, only where it breaks a rule that no further piece can heal: everything but
// pins and a limit's least.
import type { CheckReport, Finding } from '../../src/check/finding.ts';
import { check } from '../../src/check/check.ts';
import type { World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { pinsNotHeld } from './pins-held.ts';
import { rawOptions } from './raw-options.ts';
import { type Piece, rawPlan } from './raw-plan.ts';

export type BruteForced = {
  /** Fewest pins that any plan leaves unheld; dormant ones are not counted, and none without the rule. */
  readonly brokenPins: number;
  /** Most points of a plan with so few broken pins. */
  readonly objective: number;
  /** One such plan. */
  readonly plan: Plan;
  /** Plans that were audited. */
  readonly audits: number;
  /**
   * Rules that forbade some plan all alone. Taking out any other rule changes nothing; of `availability`, `served-once`
   * and `group-size`, which spare brute force some plans, this cannot be told and they are always listed.
   */
  readonly soleRules: ReadonlySet<string>;
};

type Audited = {
  readonly plan: Plan;
  readonly report: CheckReport;
  /** Breaks a rule that no further piece can heal. */
  readonly isHopeless: boolean;
  readonly isSound: boolean;
  /** The rules that forbid the plan; of a hopeless one those that cannot be healed. */
  readonly forbiddenBy: ReadonlySet<string>;
};

/** Whether a finding stays however many pieces are added. */
function isLasting({ rule, severity, facts }: Finding): boolean {
  if (severity === 'soft' || rule === 'pins') return false;
  const { amount, least } = facts;
  return !(typeof amount === 'number' && typeof least === 'number' && amount < least);
}

function audit(world: World, rules: Ruleset, pieces: readonly Piece[]): Audited {
  const plan = rawPlan(world, pieces);
  const report = check(world, plan, rules);
  const structure = report.findings.find(({ rule }) => rule === 'plan-structure');
  if (structure !== undefined)
    throw new Error(`Brute force made a plan that is no plan: ${JSON.stringify(structure)}.`);
  const hard = report.findings.filter(({ rule, severity }) => severity === 'hard' && rule !== 'pins');
  const lasting = hard.filter(isLasting);
  const isHopeless = lasting.length > 0;
  const forbiddenBy = new Set((isHopeless ? lasting : hard).map(({ rule }) => rule));
  return { plan, report, isHopeless, isSound: hard.length === 0, forbiddenBy };
}

/** Whether pieces break a rule together that no further piece can heal. */
export const isHopeless = (world: World, rules: Ruleset, pieces: readonly Piece[]): boolean =>
  audit(world, rules, pieces).isHopeless;

const has = (rules: Ruleset, ruleId: string): boolean => rules.some(({ id }) => id === ruleId);

/** Every piece, portion by portion, then the leads. */
function piecesOf(world: World, rules: Ruleset): Piece[] {
  const free = has(rules, 'availability') ? 'both' : 'either';
  const pieces: Piece[] = [...world.portions.values()].flatMap((portion) => rawOptions(world, portion, free));
  for (const gathering of world.gatherings.values())
    if (gathering.kind === 'group')
      for (const contact of world.contacts.values()) pieces.push({ kind: 'lead', contact, gathering });
  return pieces;
}

/** Whether a piece may join: no rule, only what keeps sets from being tried in vain. */
function mayJoin(rules: Ruleset, chosen: readonly Piece[], piece: Piece): boolean {
  if (piece.kind === 'lead') {
    // A group has at least one participant, so its size forbids a leader alone; participants come first.
    const isTaken = chosen.some((other) => other.kind === 'seat' && other.gathering.key === piece.gathering.key);
    return isTaken || !has(rules, 'group-size');
  }
  // Without the rule served-once a portion is served up to twice.
  const times = chosen.filter((other) => other.kind !== 'lead' && other.portion.key === piece.portion.key).length;
  return times < (has(rules, 'served-once') ? 1 : 2);
}

/** Which plans are tried; absent: all. */
export type Among = {
  /** Whether plans may hold a piece. */
  readonly mayHold?: (piece: Piece) => boolean;
  /** Whether a plan counts. */
  readonly counts?: (plan: Plan) => boolean;
};

/** Audits sets of pieces, and keeps count and the best of them. */
function newTrial(world: World, rules: Ruleset, counts: (plan: Plan) => boolean) {
  const isPinned = world.pins.length > 0 && has(rules, 'pins');
  const soleRules = new Set(['availability', 'served-once', 'group-size', ...(isPinned ? ['pins'] : [])]);
  let best: { readonly brokenPins: number; readonly audited: Audited } | undefined;
  let audits = 0;
  const keepBest = (audited: Audited): void => {
    if (!counts(audited.plan)) return;
    const brokenPins = isPinned ? pinsNotHeld(world, audited.plan).length : 0;
    const isBetter =
      best === undefined ||
      brokenPins < best.brokenPins ||
      (brokenPins === best.brokenPins && audited.report.objective > best.audited.report.objective);
    if (isBetter) best = { brokenPins, audited };
  };
  return {
    /** Whether the set, and all that contains it, is forbidden. */
    isHopeless(chosen: readonly Piece[]): boolean {
      audits++;
      const audited = audit(world, rules, chosen);
      const [rule, ...others] = audited.forbiddenBy;
      if (rule === undefined) keepBest(audited);
      else if (others.length === 0) soleRules.add(rule);
      return audited.isHopeless;
    },
    result(): BruteForced | undefined {
      if (best === undefined) return undefined;
      const { brokenPins, audited } = best;
      const { objective, score } = audited.report;
      return {
        brokenPins,
        objective,
        plan: { ...audited.plan, objective, bound: objective, score },
        audits,
        soleRules,
      };
    },
  };
}

/** The best of some plans, as `bruteForce` is of all; undefined where none of them is sound. */
export function bruteForceAmong(
  world: World,
  rules: Ruleset,
  { mayHold = () => true, counts = () => true }: Among,
): BruteForced | undefined {
  const trial = newTrial(world, rules, counts);
  trial.isHopeless([]);
  const pieces = piecesOf(world, rules).filter((piece) => mayHold(piece) && !trial.isHopeless([piece]));

  // Two pieces that clash clash in every plan that holds both.
  const clashes = new Map<Piece, Map<Piece, boolean>>(pieces.map((piece) => [piece, new Map()]));
  const clash = (a: Piece, b: Piece): boolean => {
    const known = clashes.get(a)?.get(b);
    if (known !== undefined) return known;
    const isClash = trial.isHopeless([a, b]);
    clashes.get(a)?.set(b, isClash);
    return isClash;
  };

  const extend = (chosen: readonly Piece[], from: number): void => {
    for (const [index, piece] of pieces.slice(from).entries()) {
      if (!mayJoin(rules, chosen, piece) || chosen.some((other) => clash(other, piece))) continue;
      const larger = [...chosen, piece];
      // Single pieces and pairs are audited above.
      if (larger.length <= 2 || !trial.isHopeless(larger)) extend(larger, from + index + 1);
    }
  };
  extend([], 0);
  return trial.result();
}

/**
 * The best plan of a tiny caseload: the fewest pins broken, then the most points. Exact under any ruleset that holds
 * availability; without it only starts at which one of the two is free are tried, and without served-once a portion is
 * served at most twice, so that the result is then a lower bound.
 */
export function bruteForce(world: World, rules: Ruleset): BruteForced {
  const best = bruteForceAmong(world, rules, {});
  if (best === undefined) throw new Error('The empty plan breaks a hard rule: there is no plan at all.');
  return best;
}

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
  /** Fewest pins that any plan leaves unheld; dormant ones are not counted. */
  readonly brokenPins: number;
  /** Most points of a plan with so few broken pins. */
  readonly objective: number;
  /** One such plan. */
  readonly plan: Plan;
  /** Plans that were audited. */
  readonly audits: number;
};

type Audited = {
  readonly plan: Plan;
  readonly report: CheckReport;
  readonly isHopeless: boolean;
  readonly isSound: boolean;
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
  return { plan, report, isHopeless: hard.some(isLasting), isSound: hard.length === 0 };
}

const has = (rules: Ruleset, ruleId: string): boolean => rules.some(({ id }) => id === ruleId);

/** Every piece that is not hopeless on its own: portion by portion, then the leads. */
function piecesOf(world: World, rules: Ruleset, tried: { audits: number }): Piece[] {
  const free = has(rules, 'availability') ? 'both' : 'either';
  const pieces: Piece[] = [...world.portions.values()].flatMap((portion) => rawOptions(world, portion, free));
  for (const gathering of world.gatherings.values())
    if (gathering.kind === 'group')
      for (const contact of world.contacts.values()) pieces.push({ kind: 'lead', contact, gathering });
  tried.audits += pieces.length;
  return pieces.filter((piece) => !audit(world, rules, [piece]).isHopeless);
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

/**
 * The best plan of a tiny caseload: the fewest pins broken, then the most points. Exact under any ruleset that holds
 * availability; without it only starts at which one of the two is free are tried, and without served-once a portion is
 * served at most twice, so that the result is then a lower bound.
 */
export function bruteForce(world: World, rules: Ruleset): BruteForced {
  const tried = { audits: 0 };
  const pieces = piecesOf(world, rules, tried);
  const clashes = new Map<number, boolean>();
  let best: { brokenPins: number; audited: Audited } | undefined;

  const tryOut = (chosen: readonly number[]): Audited => {
    tried.audits++;
    return audit(
      world,
      rules,
      chosen.map((index) => pieces[index] as Piece),
    );
  };
  const clash = (a: number, b: number): boolean => {
    const key = a * pieces.length + b;
    const known = clashes.get(key);
    if (known !== undefined) return known;
    const { isHopeless } = tryOut([a, b]);
    clashes.set(key, isHopeless);
    return isHopeless;
  };
  const consider = (audited: Audited): void => {
    if (!audited.isSound) return;
    const brokenPins = world.pins.length === 0 ? 0 : pinsNotHeld(world, audited.plan).length;
    const isBetter =
      best === undefined ||
      brokenPins < best.brokenPins ||
      (brokenPins === best.brokenPins && audited.report.objective > best.audited.report.objective);
    if (isBetter) best = { brokenPins, audited };
  };
  const extend = (chosen: readonly number[], from: number): void => {
    const before = chosen.map((index) => pieces[index] as Piece);
    for (let next = from; next < pieces.length; next++) {
      if (!mayJoin(rules, before, pieces[next] as Piece)) continue;
      // Two pieces that clash clash in every plan that holds both.
      if (chosen.length > 1 && chosen.some((index) => clash(index, next))) continue;
      const larger = [...chosen, next];
      const audited = tryOut(larger);
      if (chosen.length === 1) clashes.set((chosen[0] as number) * pieces.length + next, audited.isHopeless);
      if (audited.isHopeless) continue;
      consider(audited);
      extend(larger, next + 1);
    }
  };

  consider(tryOut([]));
  extend([], 0);
  if (best === undefined) throw new Error('The empty plan breaks a hard rule: there is no plan at all.');
  const { brokenPins, audited } = best;
  const { objective, score } = audited.report;
  return { brokenPins, objective, plan: { ...audited.plan, objective, bound: objective, score }, audits: tried.audits };
}

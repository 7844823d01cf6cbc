// Whether a certificate's prices prove the bound it states: every contact and gathering is priced anew.
//
// bound = Σ part prices + Σ row prices × most + what pins are worth
//         + Σ contacts' best plan at the prices + Σ gatherings' best plan at the prices, rounded down to whole points.
// The plans that the certificate lists only shorten the searches: each is judged by the auditor first, and a search looks
// for plans that are at least as good. Where a search takes too long, it counts what the contact could be worth at most.
import type { World } from '../../domain/world.ts';
import type { Ruleset } from '../../rules/rule.ts';
import type { Certificate } from '../../schema/certificate.ts';
import type { Finding } from '../finding.ts';
import { rulesByKind } from '../rules-by-kind.ts';
import { findCandidates } from './candidates.ts';
import { type ContactProblem, contactProblem, type Making, missingMusts } from './contact-problem.ts';
import { bestContactPlan } from './contact-search.ts';
import { bestGatheringPlan, type GatheringProblem, gatheringProblem } from './gathering-search.ts';
import { judgeContactPlan, judgeGatheringPlan, type Judging } from './listed-plans.ts';
import { asksSeat, readPins } from './pins.ts';
import { readPrices } from './prices.ts';
import { type Report, reportTo } from './problems.ts';
import { checkRows } from './rows.ts';
import { checkHalves, checkSeatTallies, createOwners } from './sharing.ts';

export type VerifiedBound = {
  /** The bound as the certificate states it, in points. */
  readonly stated: number;
  /** What its prices prove; undefined where they prove nothing. */
  readonly proven: number | undefined;
  /** Pointers point into the certificate. */
  readonly findings: readonly Finding[];
};

/** Sums stay below 2^53: half of it is left for what a search adds up on its way. */
const MOST_MAGNITUDE = 2 ** 51;

/** No less than the size of anything that a contact's plan can add up to. */
function magnitudeOf({ pieces, tallies }: ContactProblem): number {
  let sum = 0;
  for (const { options } of pieces) {
    let largest = 0;
    for (const { value, sessions, slots, tally } of options) {
      let dearest = 0;
      for (const slot of slots)
        dearest = Math.max(dearest, Math.abs(slot.value), Math.abs(slot.most)) + tallies.magnitude(slot.tally);
      largest = Math.max(largest, Math.abs(value) + tallies.magnitude(tally) + sessions * dearest);
    }
    sum += largest;
  }
  return sum;
}

/** Seats that held pins leave in one gathering only; reports pins that no gathering can hold. */
export function heldSeatsOf(
  world: World,
  { candidates, demands }: Pick<Making, 'candidates' | 'demands'>,
  report: Report,
) {
  const held: Map<string, Set<string>> = new Map();
  for (const [portionKey, pins] of demands.heldFor) {
    if (pins.some(({ contactId }) => contactId !== undefined)) continue;
    const asked = [...world.gatherings.values()].filter((gathering) => pins.every((pin) => asksSeat(pin, gathering)));
    const open = asked
      .flatMap(({ key }) => candidates.seatsAt.get(key) ?? [])
      .filter(({ engagement }) => engagement.portion.key === portionKey);
    const [first] = open;
    if (first === undefined) for (const { pinId } of pins) report('pin-not-holdable', '/held', [pinId, portionKey]);
    if (first === undefined || open.length > 1) continue;
    const { key } = first.engagement.gathering;
    held.set(key, (held.get(key) ?? new Set<string>()).add(portionKey));
  }
  return held;
}

/** A listed plan and where it stands. */
type Listed<T> = { readonly plan: T; readonly pointer: string };

/** Listed plans by id; what is unknown or listed twice is reported and left out. */
function listedBy<T>(
  plans: readonly T[],
  {
    name,
    idOf,
    isKnown,
    report,
  }: { name: string; idOf: (plan: T) => string; isKnown: (id: string) => boolean; report: Report },
): Map<string, Listed<T>> {
  const byId = new Map<string, Listed<T>>();
  for (const [index, plan] of plans.entries()) {
    const id = idOf(plan);
    const pointer = `/${name}/${index}`;
    if (!isKnown(id)) report(name === 'contactPlans' ? 'unknown-contact' : 'unknown-gathering', pointer, [id]);
    else if (byId.has(id)) report('repeated-plan', pointer, [id]);
    else byId.set(id, { plan, pointer });
  }
  return byId;
}

/** Adds up the best plans, and compares them with those that are listed. */
type Tallying = {
  readonly findings: Finding[];
  sum: bigint;
  /** The same of plans that were found: less where a search gave up. */
  found: bigint;
  /** Whose best plan is better than the certificate says, and where it says so. */
  better: { readonly id: string; readonly pointer: string } | undefined;
};

/** A listed plan as judged, and what a search for at least as good a one found. */
type Outcome = {
  readonly id: string;
  readonly pointer: string;
  readonly stated: number | undefined;
  readonly actual: number | undefined;
  readonly idle: number;
  readonly found: number | undefined;
  /** False where the search gave up: nothing is worth more than `found`, and nothing may be worth as much. */
  readonly isExact: boolean;
};

function settle(tallying: Tallying, { id, pointer, stated, actual, idle, found, isExact }: Outcome): void {
  const hard = (rule: string, facts: Finding['facts']): void => {
    tallying.findings.push({ rule, severity: 'hard', ids: [id], pointer, facts });
  };
  if (stated !== undefined && actual !== undefined && stated !== actual) hard('certificate-value', { stated, actual });
  if (actual !== undefined && actual > Math.max(idle, found ?? idle))
    hard('certificate-contradiction', { listed: actual, found: found ?? 0 });
  const best = Math.max(idle, found ?? idle, actual ?? idle);
  const known = isExact ? best : Math.max(idle, actual ?? idle);
  if (best > Math.max(idle, actual ?? idle)) tallying.better ??= { id, pointer };
  tallying.sum += Number.isFinite(best) ? BigInt(best) : 0n;
  tallying.found += Number.isFinite(known) ? BigInt(known) : 0n;
}

function priceContacts(
  judging: Judging,
  certificate: Certificate,
  tallying: Tallying,
  refuse: Report,
  looks: number | undefined,
): void {
  const { world, making } = judging;
  const listed = listedBy(certificate.contactPlans, {
    name: 'contactPlans',
    idOf: ({ contactId }) => contactId,
    isKnown: (id) => world.contacts.has(id),
    report: judging.report,
  });
  const noteOwners = createOwners(refuse);
  for (const contact of world.caseload.contacts) {
    const problem = contactProblem(making, contact);
    noteOwners(problem);
    const missing = missingMusts(problem, making.demands);
    for (const pinId of missing) refuse('pin-not-holdable', '/held', [pinId, contact.id]);
    const magnitude = magnitudeOf(problem) + Number(making.prices.subsets.worth);
    if (!(magnitude <= MOST_MAGNITUDE)) refuse('too-large', '/scaleBits', [contact.id]);
    if (missing.length > 0 || !(magnitude <= MOST_MAGNITUDE)) continue;
    const entry = listed.get(contact.id);
    const pointer = entry?.pointer ?? '/contactPlans';
    const actual = entry === undefined ? undefined : judgeContactPlan(judging, problem, entry.plan, entry.pointer);
    const musts = problem.pieces.filter(({ isMust }) => isMust);
    const idle = musts.length > 0 ? -Infinity : 0;
    const floor = actual === undefined ? idle : Math.max(idle, actual - 1);
    const plan = bestContactPlan(world, making.rules, problem, { scale: making.prices.scale, floor, looks });
    const found = plan.chosen === undefined && plan.isExact ? undefined : plan.value;
    const { isExact } = plan;
    settle(tallying, { id: contact.id, pointer, stated: entry?.plan.value, actual, idle, found, isExact });
    if (idle !== 0 && found === undefined && actual === undefined)
      for (const { key } of musts) refuse('pin-not-holdable', '/held', [contact.id, key]);
  }
}

function priceGatherings(judging: Judging, certificate: Certificate, tallying: Tallying, refuse: Report): void {
  const { world, making } = judging;
  const listed = listedBy(certificate.gatheringPlans, {
    name: 'gatheringPlans',
    idOf: ({ gatheringKey }) => gatheringKey,
    isKnown: (id) => world.gatherings.has(id),
    report: judging.report,
  });
  const heldSeats = heldSeatsOf(world, making, refuse);
  for (const gathering of world.gatherings.values()) {
    const problem = gatheringProblem(making, gathering, heldSeats);
    checkSeatTallies(world, making.rules, problem, refuse);
    if (!(magnitudeOfGathering(problem) + Number(making.prices.subsets.worth) <= MOST_MAGNITUDE)) {
      refuse('too-large', '/scaleBits', [gathering.key]);
      continue;
    }
    const entry = listed.get(gathering.key);
    const pointer = entry?.pointer ?? '/gatheringPlans';
    const actual = entry === undefined ? undefined : judgeGatheringPlan(judging, problem, entry.plan, entry.pointer);
    const idle = problem.musts > 0 ? -Infinity : 0;
    const floor = actual === undefined ? idle : Math.max(idle, actual - 1);
    const found = bestGatheringPlan(problem, floor)?.value;
    settle(tallying, { id: gathering.key, pointer, stated: entry?.plan.value, actual, idle, found, isExact: true });
    if (idle !== 0 && found === undefined && actual === undefined) refuse('pin-not-holdable', '/held', [gathering.key]);
  }
}

const magnitudeOfGathering = ({ seats, leaders }: GatheringProblem): number =>
  [...seats, ...leaders].reduce((sum, { value }) => sum + Math.abs(value), 0);

/** Findings of what the certificate was made from, where that is not what is at hand. */
function compareHorizon({ horizon }: World, { today, from, weeks }: Certificate): Finding[] {
  if (today === horizon.today && from === horizon.from && weeks === horizon.weeks) return [];
  const facts = { today, from, weeks };
  return [{ rule: 'certificate-horizon', severity: 'soft', ids: [], pointer: '/today', facts }];
}

/** Hard where plans that were found are worth more than is stated; what only might be worth more refutes nothing. */
function compareBound(
  stated: number,
  { proven, found }: { readonly proven: number | undefined; readonly found: number },
  better: Tallying['better'],
): Finding[] {
  if (proven === undefined || stated === proven) return [];
  const severity = found > stated ? 'hard' : 'soft';
  const facts = { stated, proven, better: better?.id ?? '' };
  const ids = better === undefined || severity === 'soft' ? [] : [better.id];
  return [{ rule: 'certificate-bound', severity, ids, pointer: '/bound', facts }];
}

/** Verifies a certificate against a world and a ruleset. `looks`: steps for one contact before its search gives up. */
export function verifyBound(
  world: World,
  ruleset: Ruleset,
  certificate: Certificate,
  { looks }: { readonly looks?: number } = {},
): VerifiedBound {
  const refusals: Finding[] = [];
  const refuse = reportTo(refusals);
  const tallying: Tallying = { findings: [], sum: 0n, found: 0n, better: undefined };
  const rules = rulesByKind(ruleset);
  const candidates = findCandidates(world, ruleset);
  const demands = readPins(world, certificate, refuse);
  const prices = readPrices(world, ruleset, certificate, refuse);
  checkRows(world, ruleset, certificate, { candidates, demands, report: refuse });
  checkHalves(world, rules, candidates, refuse);
  const making: Making = { world, rules, candidates, demands, prices };
  const judging: Judging = { world, ruleset, making, report: reportTo(tallying.findings) };
  priceContacts(judging, certificate, tallying, refuse, looks);
  priceGatherings(judging, certificate, tallying, refuse);
  const rows = demands.constant + prices.settle(refuse, reportTo(tallying.findings, 'soft'));
  const pointsOf = (scaled: bigint): number => Number((scaled + rows) >> BigInt(certificate.scaleBits));
  const points = pointsOf(tallying.sum);
  if (!Number.isSafeInteger(points)) refuse('too-large', '/bound', []);
  const proven = refusals.length === 0 ? points : undefined;
  return {
    stated: certificate.bound,
    proven,
    findings: [
      ...refusals,
      ...tallying.findings,
      ...compareHorizon(world, certificate),
      ...compareBound(certificate.bound, { proven, found: pointsOf(tallying.found) }, tallying.better),
    ],
  };
}

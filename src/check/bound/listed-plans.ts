// The plans that a certificate lists: whether the rules allow them, and what they are worth at its prices.
//
// They are judged by the auditor and its score, not by the searches, so that two readings of the rules meet here.
import { isLead, occurrencesOf, type PatternTime } from '../../domain/items.ts';
import type { World } from '../../domain/world.ts';
import type { Ruleset } from '../../rules/rule.ts';
import type { CertificateContactPlan, CertificateGatheringPlan } from '../../schema/certificate.ts';
import { auditWeekly } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { PlanItems, PlannedEngagement, PlannedLead } from '../plan-items.ts';
import { scoreItems } from '../score.ts';
import type { ContactProblem, Making, Option, Slot } from './contact-problem.ts';
import type { GatheringProblem } from './gathering-search.ts';
import { asksContact, matchesSlot } from './pins.ts';
import { timeOf } from './prices.ts';
import type { Report } from './problems.ts';

export type Judging = {
  readonly world: World;
  readonly ruleset: Ruleset;
  readonly making: Making;
  readonly report: Report;
};

type Chosen = { readonly option: Option; readonly slots: readonly Slot[] };
type Weekly = Pick<PlanItems, 'engagements' | 'leads'>;

const sameTime = (a: PatternTime, b: PatternTime): boolean =>
  a.cycleWeek === b.cycleWeek && a.weekday === b.weekday && a.start === b.start && a.minutes === b.minutes;

/** A report that notes whether it was ever used. */
function watched(report: Report): { readonly report: Report; isSound(): boolean } {
  let isSound = true;
  return {
    report: (...said) => {
      isSound = false;
      report(...said);
    },
    isSound: () => isSound,
  };
}

/** Reports keys that stand twice in a list. */
function checkRepeats(keys: readonly string[], pointer: string, report: Report): void {
  for (const [index, key] of keys.entries())
    if (keys.indexOf(key) !== index) report('repeated-member', `${pointer}/${index}`, [key]);
}

/** The option that a listed engagement names, with its slots; undefined where it is no candidate. */
function optionOf(
  problem: ContactProblem,
  { portionKey, sessions, minutes, cycleWeeks, times }: CertificateContactPlan['engagements'][number],
): Chosen | undefined {
  const option = problem.pieces
    .find(({ key }) => key === portionKey)
    ?.options.find(
      ({ of }) =>
        !isLead(of) &&
        of.form.sessions === sessions &&
        of.form.minutes === minutes &&
        of.form.cycleWeeks === cycleWeeks,
    );
  if (option === undefined) return undefined;
  const slots = times.flatMap((time) => option.slots.find((slot) => sameTime(slot.time, timeOf(time))) ?? []);
  return slots.length === times.length && new Set(slots).size === sessions ? { option, slots } : undefined;
}

function chosenOf(problem: ContactProblem, listed: CertificateContactPlan, pointer: string, report: Report): Chosen[] {
  checkRepeats(
    listed.engagements.map(({ portionKey }) => portionKey),
    `${pointer}/engagements`,
    report,
  );
  checkRepeats(listed.leads, `${pointer}/leads`, report);
  const chosen: Chosen[] = [];
  for (const [index, engagement] of listed.engagements.entries()) {
    const found = optionOf(problem, engagement);
    if (found !== undefined) chosen.push(found);
    else report('no-such-engagement', `${pointer}/engagements/${index}`, [listed.contactId, engagement.portionKey]);
  }
  for (const [index, gatheringKey] of listed.leads.entries()) {
    const option = problem.pieces.find(({ key }) => key === `lead ${gatheringKey}`)?.options[0];
    if (option !== undefined) chosen.push({ option, slots: option.slots });
    else report('no-such-lead', `${pointer}/leads/${index}`, [listed.contactId, gatheringKey]);
  }
  return chosen;
}

/** The items of a contact's plan, as the auditor takes them. */
function itemsOf(chosen: readonly Chosen[], pointer: string): Weekly {
  const engagements: PlannedEngagement[] = [];
  const leads: PlannedLead[] = [];
  for (const { option, slots } of chosen) {
    const { of } = option;
    const source = { id: isLead(of) ? of.gathering.key : of.portion.key, pointer };
    const occurrences = slots.flatMap((slot) =>
      slot.occurrences.map((occurrence) => ({ occurrence, source, isHistory: false })),
    );
    const shared = { source, occurrences, isSound: true };
    if (isLead(of)) leads.push({ ...shared, lead: of });
    else engagements.push({ ...shared, engagement: of, times: slots.map(({ time }) => time) });
  }
  return { engagements, leads };
}

/** What a contact's plan pays for its engagements and is paid for pins; leads are worth what their options are. */
function paidBy({ prices, demands }: Making, { option, slots }: Chosen): number {
  const { of } = option;
  if (isLead(of)) return -option.value;
  const charges = [
    prices.ofEngagement(of),
    ...slots.map(({ time }) => prices.ofTime(of, time, occurrencesOf(of, time))),
  ];
  let paid = prices.part(of.portion.key);
  for (const { plain } of charges) paid += plain;
  for (const cover of new Set(charges.flatMap(({ covers }) => covers))) paid += prices.coverPrice(cover);
  for (const { pin, price } of demands.rewards.get(of.portion.key) ?? [])
    if (of.contact !== undefined && asksContact(pin, of.contact.id))
      paid -= price * (pin.slot === undefined ? 1 : slots.filter(({ time }) => matchesSlot(pin, time)).length);
  return paid;
}

/** A least that is not reached is no matter of a contact's plan: others may reach it. */
const isUnderLeast = ({ facts: { amount, least, most } }: Finding): boolean =>
  typeof amount === 'number' &&
  typeof least === 'number' &&
  amount < least &&
  !(typeof most === 'number' && amount > most);

function checkRules({ world, ruleset, report }: Judging, items: Weekly, pointer: string, mayBeShort: boolean): void {
  const findings = auditWeekly(world, items, ruleset).filter((finding) => !mayBeShort || !isUnderLeast(finding));
  for (const rule of new Set(findings.map((finding) => finding.rule))) {
    const ids = findings.find((finding) => finding.rule === rule)?.ids ?? [];
    report('plan-breaks-rule', pointer, ids, { rule });
  }
}

/** The worth of a listed contact plan, scaled; undefined where it is refused. */
export function judgeContactPlan(
  judging: Judging,
  problem: ContactProblem,
  listed: CertificateContactPlan,
  pointer: string,
): number | undefined {
  const { world, ruleset, making } = judging;
  const { report, isSound } = watched(judging.report);
  const chosen = chosenOf(problem, listed, pointer, report);
  if (!isSound()) return undefined;
  for (const { key, isMust, options } of problem.pieces) {
    if (!isMust) continue;
    const held = chosen.find(({ option }) => options.includes(option));
    const locks = held?.slots.reduce((bits, slot) => bits | slot.locks, 0) ?? 0;
    if (held === undefined || (locks & held.option.locks) !== held.option.locks)
      report('plan-without-pin', pointer, [listed.contactId, key]);
  }
  const items = itemsOf(chosen, pointer);
  checkRules({ ...judging, report }, items, pointer, true);
  if (!isSound()) return undefined;
  const points = scoreItems(world, items, ruleset).objective;
  const together = problem.paidFor(listed.engagements.map(({ portionKey }) => portionKey));
  return chosen.reduce((value, each) => value - paidBy(making, each), points * making.prices.scale - together);
}

/** The worth of a listed gathering plan, scaled; undefined where it is refused. */
export function judgeGatheringPlan(
  judging: Judging,
  problem: GatheringProblem,
  listed: CertificateGatheringPlan,
  pointer: string,
): number | undefined {
  const { report, isSound } = watched(judging.report);
  const { gathering } = problem;
  checkRepeats(listed.seats, `${pointer}/seats`, report);
  checkRepeats(listed.leaders, `${pointer}/leaders`, report);
  const seats = listed.seats.flatMap((key, index) => {
    const seat = problem.seats.find(({ engagement }) => engagement.portion.key === key);
    if (seat === undefined) report('no-such-seat', `${pointer}/seats/${index}`, [gathering.key, key]);
    return seat ?? [];
  });
  const leaders = listed.leaders.flatMap((id, index) => {
    const leader = problem.leaders.find(({ contact }) => contact.id === id);
    if (leader === undefined) report('no-such-lead', `${pointer}/leaders/${index}`, [gathering.key, id]);
    return leader ?? [];
  });
  const accompanying = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
  if (accompanying !== undefined && listed.leaders[0] !== accompanying.id)
    report('no-such-lead', `${pointer}/leaders`, [gathering.key, accompanying.id]);
  for (const member of [...problem.seats, ...problem.leaders])
    if (member.isMust && !seats.some((seat) => seat === member) && !leaders.some((leader) => leader === member))
      report('plan-without-pin', pointer, [gathering.key]);
  if (!isSound()) return undefined;
  const source = { id: gathering.key, pointer };
  const items: Weekly = {
    engagements: seats.map(({ engagement, occurrences, time }) => ({
      engagement,
      source,
      times: [time],
      occurrences: occurrences.map((occurrence) => ({ occurrence, source, isHistory: false })),
      isSound: true,
    })),
    leads: leaders.map(({ contact }) => ({ lead: { contact, gathering }, source, occurrences: [], isSound: true })),
  };
  checkRules({ ...judging, report }, items, pointer, false);
  if (!isSound()) return undefined;
  const { prices } = judging.making;
  const points = scoreItems(judging.world, { ...items, leads: [] }, judging.ruleset).objective * prices.scale;
  const paid = seats.reduce((sum, { paid: own }) => sum + own, problem.paidFor(seats));
  return points - paid + leaders.reduce((sum, { value }) => sum + value, 0);
}

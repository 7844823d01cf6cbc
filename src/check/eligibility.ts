// Who may meet whom: every check of every eligibility rule, asked of what the plan holds.
//
// Rules are pure functions of the world, so what fails is remembered per world and ruleset: auditing the next plan of
// the same caseload asks again only what is new.
import { type Engagement, type Lead, peopleOf } from '../domain/items.ts';
import type { Gathering, Portion, World } from '../domain/world.ts';
import type { Outcome, Role, Ruleset } from '../rules/rule.ts';
import type { Contact } from '../schema/caseload.ts';
import { type Finding, findingOf, idList } from './finding.ts';
import type { PlanItems, PlannedEngagement, PlannedLead, Source } from './plan-items.ts';
import { perWorld, type RulesByKind, rulesByKind } from './rules-by-kind.ts';

/** A check that is not met. */
export type Failure = { readonly rule: string; readonly outcome: Exclude<Outcome, { status: 'met' }> };

/** What fails under a ruleset: empty lists where everything is met. */
export type Eligibility = {
  ofPortion(portion: Portion): readonly Failure[];
  ofContact(contact: Contact, role: Role, gathering?: Gathering): readonly Failure[];
  ofPair(portion: Portion, contact: Contact, role: Role): readonly Failure[];
  ofEngagement(engagement: Engagement): readonly Failure[];
};

const NO_FAILURES: readonly Failure[] = [];

function failures<C>(
  checks: readonly { readonly rule: { readonly id: string }; readonly check: C }[],
  ask: (check: C) => Outcome,
): readonly Failure[] {
  let found: Failure[] | undefined;
  for (const { rule, check } of checks) {
    const outcome = ask(check);
    if (outcome.status === 'met') continue;
    if (found === undefined) found = [{ rule: rule.id, outcome }];
    else found.push({ rule: rule.id, outcome });
  }
  return found ?? NO_FAILURES;
}

function remembered(cache: Map<string, readonly Failure[]>, key: string, ask: () => readonly Failure[]) {
  let found = cache.get(key);
  if (found === undefined) {
    found = ask();
    cache.set(key, found);
  }
  return found;
}

function buildEligibility(world: World, rules: RulesByKind): Eligibility {
  const portions = new Map<string, readonly Failure[]>();
  const contacts = new Map<string, readonly Failure[]>();
  const pairs = new Map<string, readonly Failure[]>();
  return {
    ofPortion: (portion) =>
      remembered(portions, portion.key, () => failures(rules.portion, (check) => check(world, portion))),
    ofContact: (contact, role, gathering) =>
      remembered(contacts, `${contact.id} ${role} ${gathering?.key}`, () =>
        failures(rules.contact, (check) => check(world, contact, role, gathering)),
      ),
    ofPair: (portion, contact, role) =>
      remembered(pairs, `${portion.key} ${contact.id} ${role}`, () =>
        failures(rules.pair, (check) => check(world, portion, contact, role)),
      ),
    ofEngagement: (engagement) => failures(rules.engagement, (check) => check(world, engagement)),
  };
}

/** The eligibility of a world under a ruleset, with what was asked before remembered. */
export const eligibilityOf: (world: World, ruleset: Ruleset) => Eligibility = perWorld(buildEligibility);

/** In which role a contact leads a gathering. */
export const roleAt = (gathering: Gathering): Role => (gathering.kind === 'group' ? 'lead' : 'accompany');

function report(findings: Finding[], failed: readonly Failure[], source: Source, ...ids: readonly string[]): void {
  for (const { rule, outcome } of failed)
    findings.push(
      findingOf(outcome, { rule, ids: idList(source.id, source.sessionId, ...ids), pointer: source.pointer }),
    );
}

/** The contact, group or offer of an engagement. */
const partnerOf = ({ contact, gathering }: Engagement): readonly string[] =>
  contact !== undefined ? [contact.id] : gathering !== undefined ? [gathering.id] : [];

function auditEngagement(
  findings: Finding[],
  eligibility: Eligibility,
  { engagement, source }: PlannedEngagement,
  leads: readonly Lead[],
): void {
  const { portion, contact } = engagement;
  const recipientId = portion.recipient.id;
  report(findings, eligibility.ofPortion(portion), source, recipientId);
  report(findings, eligibility.ofEngagement(engagement), source, recipientId, ...partnerOf(engagement));
  if (contact !== undefined) {
    report(findings, eligibility.ofContact(contact, 'support'), source, contact.id);
    report(findings, eligibility.ofPair(portion, contact, 'support'), source, recipientId, contact.id);
  }
  for (const { contact: leader, gathering } of leads)
    report(findings, eligibility.ofPair(portion, leader, roleAt(gathering)), source, recipientId, leader.id);
}

/** Leads by the key of their gathering. */
export function leadsByGathering(leads: readonly PlannedLead[]): ReadonlyMap<string, readonly Lead[]> {
  const byGathering = new Map<string, Lead[]>();
  for (const { lead } of leads) {
    const found = byGathering.get(lead.gathering.key);
    if (found === undefined) byGathering.set(lead.gathering.key, [lead]);
    else found.push(lead);
  }
  return byGathering;
}

const NO_LEADS: readonly Lead[] = [];

/** Findings of the checks of portions, contacts, pairs and engagements, on the weekly pattern. */
export function auditEligibility(
  world: World,
  { engagements, leads }: Pick<PlanItems, 'engagements' | 'leads'>,
  ruleset: Ruleset,
): Finding[] {
  const findings: Finding[] = [];
  const eligibility = eligibilityOf(world, ruleset);
  const leadsAt = leadsByGathering(leads);
  for (const planned of engagements) {
    const key = planned.engagement.gathering?.key;
    const leaders = key === undefined ? NO_LEADS : (leadsAt.get(key) ?? NO_LEADS);
    auditEngagement(findings, eligibility, planned, leaders);
  }
  for (const { lead, source } of leads) {
    const { contact, gathering } = lead;
    report(findings, eligibility.ofContact(contact, roleAt(gathering), gathering), source, contact.id);
  }
  return findings;
}

/**
 * Findings of the dated checks; what was delivered is history and not asked again. What is wrong with a meeting itself,
 * such as a public holiday, is said of its sessions and not once more of its leaders.
 */
export function auditDatedEligibility(world: World, { dated }: Pick<PlanItems, 'dated'>, ruleset: Ruleset): Finding[] {
  const findings: Finding[] = [];
  const checks = rulesByKind(ruleset).dated;
  const said = new Set<string>();
  for (const { occurrence, source, isHistory } of dated) {
    const { date, of } = occurrence;
    if (isHistory || date === undefined) continue;
    const failed = failures(checks, (check) => check(world, { ...occurrence, date })).filter(({ rule, outcome }) => {
      const key = `${rule} ${source.pointer} ${outcome.status} ${JSON.stringify(outcome.facts)}`;
      return !said.has(key) && said.add(key);
    });
    report(findings, failed, source, ...peopleOf(of));
  }
  return findings;
}

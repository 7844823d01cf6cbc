// A plan read as engagements, leads and occurrences, and everything that is wrong with it as a document.
//
// What cannot be read (unknown ids, a pattern without one length) becomes no item. What can be read but contradicts
// the rest of the plan stays an item, so that one audit shows all that is wrong, and is left out of the score.
import { type Engagement, type Lead, occurrenceOn, occurrencesOf, timeOfGathering } from '../domain/items.ts';
import { addDays, DAY_MINUTES, minuteOfDay } from '../domain/time.ts';
import type { Gathering, World } from '../domain/world.ts';
import type { Facts } from '../rules/rule.ts';
import type { Plan } from '../schema/plan.ts';
import { leadsByGathering } from './eligibility.ts';
import type { Finding } from './finding.ts';
import type { Placed, PlanItems, PlannedEngagement, PlannedLead, Source } from './plan-items.ts';
import { readAssignment, type StructureProblem } from './read-assignment.ts';

type Report = (problem: StructureProblem, pointer: string, ids: readonly string[], facts?: Facts) => void;

/** Contacts planned as leaders, by group: as the plan lists them, known or not. */
function listedLeaders(plan: Plan): Map<string, string[]> {
  const leaders = new Map<string, string[]>();
  for (const { groupId, contactId } of plan.leads) {
    const found = leaders.get(groupId);
    if (found === undefined) leaders.set(groupId, [contactId]);
    else found.push(contactId);
  }
  return leaders;
}

function readEngagements(world: World, plan: Plan, report: Report) {
  const leaders = listedLeaders(plan);
  const engagements: PlannedEngagement[] = [];
  const byAssignment = new Map<string, PlannedEngagement | undefined>();
  for (const [index, assignment] of plan.assignments.entries()) {
    const source: Source = { id: assignment.id, pointer: `/assignments/${index}` };
    const { engagement, times, problems } = readAssignment(world, assignment, leaders);
    const isRepeated = byAssignment.has(assignment.id);
    if (isRepeated) report('repeated-assignment-id', source.pointer, [assignment.id]);
    for (const { problem, path, ids } of problems)
      report(problem, `${source.pointer}${path}`, [assignment.id, ...(ids ?? [])]);
    const planned =
      engagement === undefined
        ? undefined
        : plannedEngagement(engagement, times, source, problems.length === 0 && !isRepeated);
    if (planned !== undefined) engagements.push(planned);
    if (!isRepeated) byAssignment.set(assignment.id, planned);
  }
  return { engagements, byAssignment };
}

function plannedEngagement(
  engagement: Engagement,
  times: PlannedEngagement['times'],
  source: Source,
  isSound: boolean,
): PlannedEngagement {
  const occurrences = times.flatMap((time, index) => {
    const slotSource: Source = { id: source.id, pointer: `${source.pointer}/pattern/${index}` };
    return occurrencesOf(engagement, time).map((occurrence) => ({ occurrence, source: slotSource, isHistory: false }));
  });
  return { engagement, times, source, occurrences, isSound };
}

function plannedLead(lead: Lead, source: Source, isSound: boolean): PlannedLead {
  const occurrences = occurrencesOf(lead, timeOfGathering(lead.gathering)).map((occurrence) => ({
    occurrence,
    source,
    isHistory: false,
  }));
  return { lead, source, occurrences, isSound };
}

function readLeads(world: World, plan: Plan, report: Report): PlannedLead[] {
  const leads: PlannedLead[] = [];
  const seen = new Set<string>();
  for (const [index, { groupId, contactId }] of plan.leads.entries()) {
    const pointer = `/leads/${index}`;
    const gathering = world.gatherings.get(groupId);
    const contact = world.contacts.get(contactId);
    const key = `${groupId} ${contactId}`;
    if (gathering?.kind !== 'group') report('unknown-group', pointer, [groupId]);
    if (contact === undefined) report('unknown-contact', pointer, [contactId]);
    if (gathering?.kind !== 'group' || contact === undefined) continue;
    if (seen.has(key)) report('repeated-lead', pointer, [groupId, contactId]);
    else leads.push(plannedLead({ contact, gathering }, { id: groupId, pointer }, true));
    seen.add(key);
  }
  return leads;
}

/** The accompanying contacts of the offer slots that somebody takes part in. */
function accompanyingLeads(engagements: readonly PlannedEngagement[]): PlannedLead[] {
  const taken = new Map<string, { gathering: Gathering; source: Source; isSound: boolean }>();
  for (const { engagement, source, isSound } of engagements) {
    const { gathering } = engagement;
    if (gathering?.kind !== 'voluntary') continue;
    const slot = taken.get(gathering.key);
    if (slot === undefined) taken.set(gathering.key, { gathering, source, isSound });
    else slot.isSound ||= isSound;
  }
  return [...taken.values()].flatMap(({ gathering, source, isSound }) => {
    const contact = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
    if (contact === undefined) return [];
    return [plannedLead({ contact, gathering }, { id: gathering.id, pointer: source.pointer }, isSound)];
  });
}

function readSessions(
  plan: Plan,
  byAssignment: ReadonlyMap<string, PlannedEngagement | undefined>,
  report: Report,
): Placed[] {
  const placed: Placed[] = [];
  const seen = new Set<string>();
  const to = addDays(plan.from, plan.weeks * 7);
  for (const [index, session] of plan.sessions.entries()) {
    const { id, assignmentId, date, minutes, status } = session;
    const pointer = `/sessions/${index}`;
    if (seen.has(id)) report('repeated-session-id', pointer, [id]);
    seen.add(id);
    if (!byAssignment.has(assignmentId)) report('unknown-assignment', pointer, [id, assignmentId]);
    if (date < plan.from || date >= to) report('date-outside-plan', pointer, [id, assignmentId], { date });
    const start = minuteOfDay(session.start);
    if (start + minutes > DAY_MINUTES) report('past-midnight', pointer, [id, assignmentId], { date });
    const planned = byAssignment.get(assignmentId);
    if (planned === undefined || status === 'cancelled') continue;
    placed.push({
      occurrence: occurrenceOn(planned.engagement, date, start, minutes),
      source: { id: assignmentId, pointer, sessionId: id },
      isHistory: status === 'delivered',
    });
  }
  return placed;
}

/** The leaders' own dated sessions: one for each gathering, date and start, as long as the longest place in it. */
function datedLeads(leads: readonly PlannedLead[], sessions: readonly Placed[]): Placed[] {
  if (leads.length === 0 || sessions.length === 0) return [];
  const meetings = new Map<string, { gathering: Gathering; date: string; longest: Placed; isHistory: boolean }>();
  for (const placed of sessions) {
    const { of, date, start, minutes } = placed.occurrence;
    if (of.gathering === undefined || date === undefined) continue;
    const key = `${of.gathering.key} ${date} ${start}`;
    const meeting = meetings.get(key);
    if (meeting === undefined) {
      meetings.set(key, { gathering: of.gathering, date, longest: placed, isHistory: placed.isHistory });
      continue;
    }
    meeting.isHistory &&= placed.isHistory;
    if (minutes > meeting.longest.occurrence.minutes) meeting.longest = placed;
  }
  const contactsAt = leadsByGathering(leads);
  return [...meetings.values()].flatMap(({ gathering, date, longest, isHistory }) =>
    (contactsAt.get(gathering.key) ?? []).map((lead): Placed => {
      const { start, minutes } = longest.occurrence;
      const source = { ...longest.source, id: gathering.id };
      return { occurrence: occurrenceOn(lead, date, start, minutes), source, isHistory };
    }),
  );
}

function readReferences(world: World, plan: Plan, report: Report): void {
  const pinIds = new Set(plan.brokenPins.length === 0 ? [] : world.pins.map(({ pinId }) => pinId));
  for (const [index, { pinId, conflict }] of plan.brokenPins.entries())
    for (const id of new Set([pinId, ...conflict]))
      if (!pinIds.has(id)) report('unknown-pin', `/brokenPins/${index}`, [id]);
  for (const [index, { partId, share }] of plan.unserved.entries()) {
    // A shareable part that is not served at all may be listed whole or by halves.
    const isKnown = world.portions.has(share === undefined ? partId : `${partId}/${share}`);
    if (!isKnown && !(share === undefined && world.portions.has(`${partId}/1`)))
      report('unknown-part', `/unserved/${index}`, [partId]);
  }
}

/** Reads any plan, ours or a person's, against a world. */
export function readPlanItems(world: World, plan: Plan): PlanItems {
  const findings: Finding[] = [];
  const report: Report = (problem, pointer, ids, facts = {}) => {
    findings.push({ rule: 'plan-structure', severity: 'hard', ids, pointer, facts: { problem, ...facts } });
  };
  const { engagements, byAssignment } = readEngagements(world, plan, report);
  const leads = [...readLeads(world, plan, report), ...accompanyingLeads(engagements)];
  const sessions = readSessions(plan, byAssignment, report);
  readReferences(world, plan, report);
  return { engagements, leads, dated: [...sessions, ...datedLeads(leads, sessions)], findings };
}

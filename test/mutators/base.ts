// A valid caseload with a valid plan for it, drawn by seed and put together by hand: no solver and no rule takes part.
//
// Each meeting has a weekday of its own, so nobody is in two places; people live a few hundred metres apart, so all ways
// are short. Together the meetings hold every arrangement: one to one, every other week, two halves by two contacts, a
// combined decision, a group with one or two leaders, and an offer with an accompanying contact. All data are synthetic.
import { addDays, clockOf, isoWeekOf } from '../../src/domain/time.ts';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import type { PlanInput } from '../../src/schema/plan.ts';
import { type Draw, drawOf, present } from './draw.ts';

/** Both documents and the instant they are looked at. */
export type Base = { today: string; from: string; weeks: number; caseload: CaseloadInput; plan: PlanInput };

export type RecipientInput = CaseloadInput['recipients'][number];
export type ContactInput = CaseloadInput['contacts'][number];
export type DecisionInput = CaseloadInput['decisions'][number];
export type PartInput = DecisionInput['parts'][number];
export type AssignmentInput = PlanInput['assignments'][number];
export type WindowInput = RecipientInput['availability'][number];

/** Mondays after which four weeks hold no public holiday. */
const MONDAYS = ['2026-01-05', '2026-02-02', '2026-02-23', '2026-08-17', '2026-09-14', '2026-10-12'] as const;

/** A recurring meeting: weekday, minutes after midnight, length. */
type Meeting = { readonly weekday: number; readonly start: number; readonly minutes: number };

/** A meeting that starts between 15:00 and 18:00 on the quarter and lasts one to two hours. */
function drawMeeting(draw: Draw, weekday: number): Meeting {
  return { weekday, start: 900 + 15 * draw.int(0, 12), minutes: 15 * draw.int(4, 8) };
}

/** Free some time before and after the meetings, and on other days now and then. */
function freeAround(draw: Draw, meetings: readonly Meeting[]): WindowInput[] {
  const windows = meetings.map(({ weekday, start, minutes }) => ({
    weekday,
    from: clockOf(start - 15 * draw.int(0, 4)),
    to: clockOf(start + minutes + 15 * draw.int(0, 4)),
  }));
  const taken = new Set(meetings.map(({ weekday }) => weekday));
  for (let weekday = 1; weekday <= 7; weekday++)
    if (!taken.has(weekday) && draw.chance(30)) windows.push({ weekday, from: '12:00', to: '20:00' });
  return windows;
}

type Town = { readonly lat: number; readonly lon: number };
const nearby = (draw: Draw, { lat, lon }: Town): Town => ({
  lat: lat + draw.int(-20, 20) / 10_000,
  lon: lon + draw.int(-20, 20) / 10_000,
});

/** Who draws what: passed along while the base is put together. */
type Scene = { readonly draw: Draw; readonly town: Town; readonly from: string };

function recipientOf({ draw, town, from }: Scene, id: string, meetings: readonly Meeting[]): RecipientInput {
  const year = Number(from.slice(0, 4)) - draw.int(9, 90);
  return {
    id,
    bornOn: `${year}-0${draw.int(1, 9)}-1${draw.int(0, 9)}`,
    gender: draw.pick(['female', 'male', 'other'] as const),
    protection: 'none',
    place: nearby(draw, town),
    interests: draw.shuffle(['film', 'swimming', 'chess']).slice(0, draw.int(0, 3)),
    availability: freeAround(draw, meetings),
    limits: draw.chance(50) ? { sessionsPerDay: 1, sessionsPerWeek: draw.int(meetings.length, 7) } : {},
  };
}

function contactOf(
  { draw, town, from }: Scene,
  id: string,
  meetings: readonly Meeting[],
  recipients: number,
): ContactInput {
  const minutes = meetings.reduce((sum, meeting) => sum + meeting.minutes, 0);
  return {
    id,
    bornOn: `${Number(from.slice(0, 4)) - draw.int(19, 70)}-0${draw.int(1, 9)}-1${draw.int(0, 9)}`,
    gender: draw.pick(['female', 'male'] as const),
    protection: 'none',
    place: nearby(draw, town),
    languages: ['no', ...draw.shuffle(['en', 'so', 'pl']).slice(0, draw.int(0, 2))],
    traits: { car: true, 'no-pets': draw.chance(50) },
    interests: draw.shuffle(['film', 'swimming', 'chess']).slice(0, draw.int(0, 3)),
    engagement: {
      interviewHeldOn: addDays(from, -draw.int(0, 900)),
      certificate: { purposes: ['adults', 'minors'], status: 'approved' },
      confidentialitySignedOn: addDays(from, -draw.int(0, 800)),
      contract: { from: addDays(from, -draw.int(0, 700)), scope: ['individual', 'group'] },
    },
    availability: freeAround(draw, meetings),
    travel: { mode: draw.pick(['car', 'car', 'public-transport'] as const) },
    capacity: {
      maxMinutesPerWeek: minutes + 15 * draw.int(0, 6),
      wantedMinutesPerWeek: minutes,
      maxRecipients: recipients + draw.int(0, 2),
      maxEveningsPerWeek: Math.min(7, meetings.length + draw.int(0, 1)),
    },
    leadsGroups: true,
  };
}

/** A part that grants exactly the meeting, one to one. */
function individualPart(
  id: string,
  { minutes }: Meeting,
  cycleWeeks: 1 | 2,
  per: 'week' | 'month' = 'week',
): PartInput {
  const granted = per === 'month' ? minutes * 4 : minutes;
  return { id, minutes: granted, per, arrangements: ['individual'], modes: [{ sessions: 1, minutes, cycleWeeks }] };
}

const gatheringPart = (id: string, { minutes }: Meeting, arrangement: 'group' | 'voluntary'): PartInput => ({
  id,
  minutes,
  per: 'week',
  arrangements: [arrangement],
});

function decisionOf({ draw, from }: Scene, recipientId: string, parts: PartInput[]): DecisionInput {
  const begun = addDays(from, -draw.int(0, 300));
  return {
    id: `d-${recipientId}`,
    recipientId,
    effectiveOn: addDays(begun, draw.int(0, 30)),
    from: begun,
    ...(draw.chance(50) ? { to: addDays(from, draw.int(28, 400)) } : {}),
    ...(draw.chance(50) ? { mileageConsentOn: begun } : {}),
    parts,
  };
}

type Served = { readonly decision: DecisionInput; readonly partId: string; readonly meeting: Meeting };

function individually(
  { decision, partId, meeting }: Served,
  contactId: string,
  more: { share?: 1 | 2; cycleWeek?: 1 | 2; pinned?: boolean } = {},
): AssignmentInput {
  const { share, cycleWeek, pinned = false } = more;
  const { weekday, start, minutes } = meeting;
  return {
    id: share === undefined ? partId : `${partId}/${share}`,
    recipientId: decision.recipientId,
    decisionId: decision.id,
    partId,
    ...(share === undefined ? {} : { share }),
    arrangement: 'individual',
    contactIds: [contactId],
    cycleWeeks: cycleWeek === undefined ? 1 : 2,
    pattern: [{ cycleWeek: cycleWeek ?? 1, weekday, start: clockOf(start), minutes }],
    pinned,
  };
}

function seated(
  { decision, partId, meeting }: Served,
  at: { groupId: string } | { offerId: string },
  contactIds: string[],
): AssignmentInput {
  const { weekday, start, minutes } = meeting;
  const placeId = 'groupId' in at ? at.groupId : at.offerId;
  return {
    id: partId,
    recipientId: decision.recipientId,
    decisionId: decision.id,
    partId,
    arrangement: 'groupId' in at ? 'group' : 'voluntary',
    contactIds,
    ...at,
    cycleWeeks: 1,
    pattern: [{ cycleWeek: 1, weekday, start: clockOf(start), minutes, placeId }],
    pinned: false,
  };
}

/** Dated sessions of the pattern in every planned week of its cycle. */
function sessionsOf({ from }: Scene, weeks: number, assignments: readonly AssignmentInput[]): PlanInput['sessions'] {
  const sessions: PlanInput['sessions'] = [];
  for (const { id, pattern, cycleWeeks } of assignments)
    for (const { cycleWeek, weekday, start, minutes } of pattern)
      for (let week = 0; week < weeks; week++) {
        const date = addDays(from, week * 7 + weekday - 1);
        if (cycleWeeks === 2 && isoWeekOf(date).cycleWeek !== cycleWeek) continue;
        sessions.push({ id: `${id}:${date}`, assignmentId: id, date, start, minutes, status: 'draft' });
      }
  return sessions;
}

/** The meetings of the base, each on a weekday of its own. */
function drawMeetings(draw: Draw) {
  const days = draw.shuffle([1, 2, 3, 4, 5, 6, 7]);
  const at = (index: number): Meeting => drawMeeting(draw, present(days[index], 'seven weekdays'));
  const firstHalf = at(3);
  return {
    alone: at(0),
    biweekly: at(1),
    group: at(2),
    firstHalf,
    // Two halves of one part are equally long.
    secondHalf: { ...at(4), minutes: firstHalf.minutes },
    offer: at(5),
    monthly: at(6),
  };
}

function people(scene: Scene, meetings: ReturnType<typeof drawMeetings>, size: number) {
  const { alone, biweekly, group, firstHalf, secondHalf, offer, monthly } = meetings;
  const member = 'r2';
  const guest = size >= 5 ? 'r5' : member;
  const recipients = [
    recipientOf(scene, 'r1', [alone, group]),
    recipientOf(scene, member, guest === member ? [group, offer] : [group]),
    recipientOf(scene, 'r3', [biweekly]),
    recipientOf(scene, 'r4', [firstHalf, secondHalf]),
    ...(size >= 5 ? [recipientOf(scene, 'r5', [offer])] : []),
    ...(size >= 6 ? [recipientOf(scene, 'r6', [monthly])] : []),
  ];
  const coLeader = scene.draw.chance(50);
  const contacts = [
    contactOf(scene, 'c1', [alone, biweekly], 2),
    contactOf(scene, 'c2', [group], 1),
    contactOf(scene, 'c3', coLeader ? [firstHalf, group] : [firstHalf], 1),
    contactOf(scene, 'c4', size >= 6 ? [secondHalf, monthly] : [secondHalf], 2),
    contactOf(scene, 'c5', [offer], 1),
  ];
  return { recipients, contacts, guest, leaders: coLeader ? ['c2', 'c3'] : ['c2'] };
}

function decisions(scene: Scene, meetings: ReturnType<typeof drawMeetings>, guest: string, size: number) {
  const { alone, biweekly, group, firstHalf, offer, monthly } = meetings;
  const seat = gatheringPart('seat-in-offer', offer, 'voluntary');
  const shared: PartInput = {
    ...individualPart('shared', firstHalf, 1),
    minutes: firstHalf.minutes * 2,
    shareable: true,
  };
  const combined = [individualPart('alone', alone, 1), gatheringPart('together', group, 'group')];
  return [
    decisionOf(scene, 'r1', combined),
    decisionOf(scene, 'r2', [gatheringPart('member', group, 'group'), ...(guest === 'r2' ? [seat] : [])]),
    decisionOf(scene, 'r3', [individualPart('biweekly', biweekly, 2)]),
    decisionOf(scene, 'r4', [shared]),
    ...(guest === 'r5' ? [decisionOf(scene, 'r5', [seat])] : []),
    ...(size >= 6 ? [decisionOf(scene, 'r6', [individualPart('monthly', monthly, 1, 'month')])] : []),
  ];
}

function assignmentsOf(
  { draw }: Scene,
  meetings: ReturnType<typeof drawMeetings>,
  all: readonly DecisionInput[],
  leaders: string[],
): AssignmentInput[] {
  const served = (partId: string, meeting: Meeting): Served => {
    const decision = all.find(({ parts }) => parts.some(({ id }) => id === partId));
    return { decision: present(decision, `a decision with ${partId}`), partId, meeting };
  };
  const has = (partId: string): boolean => all.some(({ parts }) => parts.some(({ id }) => id === partId));
  return [
    individually(served('alone', meetings.alone), 'c1', { pinned: true }),
    seated(served('together', meetings.group), { groupId: 'g1' }, leaders),
    seated(served('member', meetings.group), { groupId: 'g1' }, leaders),
    individually(served('biweekly', meetings.biweekly), 'c1', { cycleWeek: draw.pick([1, 2] as const) }),
    individually(served('shared', meetings.firstHalf), 'c3', { share: 1 }),
    individually(served('shared', meetings.secondHalf), 'c4', { share: 2 }),
    seated(served('seat-in-offer', meetings.offer), { offerId: 'o1' }, ['c5']),
    ...(has('monthly') ? [individually(served('monthly', meetings.monthly), 'c4')] : []),
  ];
}

function gatherings({ draw, town, from }: Scene, { group, offer }: ReturnType<typeof drawMeetings>) {
  const slotOf = ({ weekday, start, minutes }: Meeting) => ({ weekday, start: clockOf(start), minutes });
  return {
    groups: [
      {
        id: 'g1',
        place: nearby(draw, town),
        interests: ['film'],
        slot: slotOf(group),
        ...(draw.chance(50) ? { from: addDays(from, -draw.int(0, 200)), to: addDays(from, draw.int(28, 200)) } : {}),
        minParticipants: draw.int(1, 2),
        maxParticipants: draw.int(2, 6),
      },
    ],
    offers: [
      {
        id: 'o1',
        organisationId: 'org1',
        agreement: { from: addDays(from, -draw.int(0, 400)) },
        place: nearby(draw, town),
        slots: [slotOf(offer)],
        capacity: draw.int(1, 8),
        accompaniedBy: 'c5',
      },
    ],
  };
}

/** The base of a seed: 4 to 6 recipients, 5 contacts, 7 or 8 assignments, four weeks of dated sessions. */
export function baseOf(seed: number): Base {
  const draw = drawOf(seed);
  const from = draw.pick(MONDAYS);
  const weeks = 4;
  const scene: Scene = { draw, town: { lat: draw.int(580, 700) / 10, lon: draw.int(60, 120) / 10 }, from };
  const size = draw.int(4, 6);
  const meetings = drawMeetings(draw);
  const { recipients, contacts, guest, leaders } = people(scene, meetings, size);
  const granted = decisions(scene, meetings, guest, size);
  const assignments = assignmentsOf(scene, meetings, granted, leaders);
  const caseload: CaseloadInput = {
    format: 'kobling/caseload@1',
    municipalityId: 'mutated',
    synthetic: true,
    screening: { statedOn: addDays(from, -draw.int(0, 30)) },
    recipients,
    decisions: granted,
    contacts,
    ...gatherings(scene, meetings),
    pairings: [{ id: 'pairing-1', partId: 'alone', contactId: 'c1', status: 'active' }],
    leaderships: [{ id: 'leadership-1', groupId: 'g1', contactId: 'c2', status: 'active' }],
  };
  const plan: PlanInput = {
    format: 'kobling/plan@1',
    caseloadFingerprint: '',
    rulesetFingerprint: '',
    from,
    weeks,
    status: 'feasible',
    ...{ objective: 0, bound: 0, absGap: 0, gap: 0, gapPerPart: 0, base: 0, seed, steps: null },
    versions: { kobling: 'base', solver: 'none' },
    assignments,
    leads: leaders.map((contactId) => ({ groupId: 'g1', contactId })),
    sessions: sessionsOf(scene, weeks, assignments),
    unserved: [],
    score: {},
  };
  return { today: from, from, weeks, caseload, plan };
}

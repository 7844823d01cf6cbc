// Violations of what may be served, in which arrangement, when it is in force, and where.
import { addDays } from '../../src/domain/time.ts';
import type { AssignmentInput, Base } from './base.ts';
import { type Draw, present } from './draw.ts';
import {
  contactOf,
  decisionOf,
  groupOf,
  individualOf,
  type Mutator,
  offerOf,
  partOf,
  recipientOf,
  seatsOf,
  sessionsOf,
  slotOf,
} from './pick.ts';

const lastDate = (base: Base, assignment: AssignmentInput): string =>
  present(
    sessionsOf(base, assignment)
      .map(({ date }) => date)
      .sort()
      .at(-1),
    'a last session',
  );

/** A period [from, to) that leaves out the planned weeks, or at least the last session of an assignment. */
function drawPeriodBeside(base: Base, draw: Draw, assignment: AssignmentInput): { from: string; to?: string } {
  const before = addDays(base.from, -draw.int(0, 100));
  return draw.pick([
    { from: addDays(before, -400), to: before },
    { from: addDays(base.from, base.weeks * 7 + draw.int(0, 100)) },
    { from: addDays(base.from, -50), to: addDays(lastDate(base, assignment), -draw.int(0, 1)) },
  ]);
}

const decisionsAndParts: Mutator[] = [
  {
    rule: 'approved-recipient',
    title: 'a revoked decision, or a recipient who has left',
    mutate(base, draw) {
      const { decisionId, recipientId } = draw.pick(base.plan.assignments);
      if (draw.chance(50)) decisionOf(base, decisionId).status = 'revoked';
      else recipientOf(base, recipientId).resident = false;
    },
  },
  {
    rule: 'institution',
    title: 'a recipient lives in an institution',
    mutate(base, draw) {
      const { recipientId } = draw.pick(base.plan.assignments);
      recipientOf(base, recipientId).housing = draw.pick(['institution', 'staffed-24h'] as const);
    },
  },
  {
    rule: 'not-covered',
    title: 'a part is for something that the service is not for',
    mutate(base, draw) {
      const purposes = ['transport', 'errands', 'homework', 'practical-help', 'other-service'] as const;
      partOf(base, draw.pick(base.plan.assignments)).purpose = draw.pick(purposes);
    },
  },
  {
    rule: 'decision-period',
    title: 'a decision is not in force',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const decision = decisionOf(base, assignment.decisionId);
      delete decision.to;
      Object.assign(decision, drawPeriodBeside(base, draw, assignment));
    },
  },
  {
    rule: 'demanding-care',
    title: 'demanding care in a gathering, which no qualification opens for',
    mutate(base, draw) {
      base.caseload.policy = { ...base.caseload.policy, qualifiedForDemandingCare: true };
      const seat = draw.pick([...seatsOf(base, 'group'), ...seatsOf(base, 'voluntary')]);
      partOf(base, seat).demandingCare = true;
    },
  },
];

const arrangements: Mutator[] = [
  {
    rule: 'arrangement',
    title: 'a part does not allow the arrangement it is served by',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const others = (['individual', 'group', 'voluntary'] as const).filter((a) => a !== assignment.arrangement);
      partOf(base, assignment).arrangements = draw.shuffle(others).slice(0, draw.int(1, 2));
    },
  },
  {
    rule: 'arrangement',
    title: 'a form that is none of the modes',
    mutate(base, draw) {
      const assignment = draw.pick(individualOf(base));
      const [mode] = partOf(base, assignment).modes ?? [];
      const { minutes, sessions, cycleWeeks = 1 } = present(mode, 'a mode');
      const other = draw.pick([
        { minutes: minutes + 15 * draw.int(1, 8), sessions, cycleWeeks },
        { minutes: minutes - 5 * draw.int(1, 8), sessions, cycleWeeks },
        { minutes, sessions: sessions + draw.int(1, 3), cycleWeeks },
        { minutes, sessions, cycleWeeks: cycleWeeks === 1 ? (2 as const) : (1 as const) },
      ]);
      partOf(base, assignment).modes = [other];
    },
  },
  {
    rule: 'arrangement',
    title: 'another group or offer than the decision names',
    mutate(base, draw) {
      const seat = draw.pick([...seatsOf(base, 'group'), ...seatsOf(base, 'voluntary')]);
      const part = partOf(base, seat);
      if (seat.arrangement === 'group') part.groupIds = draw.pick([[], ['g2']]);
      else part.offerIds = draw.pick([[], ['o2', 'o3']]);
    },
  },
  {
    rule: 'voluntary-offer',
    title: 'the agreement is not in force',
    mutate(base, draw) {
      offerOf(base).agreement = drawPeriodBeside(base, draw, draw.pick(seatsOf(base, 'voluntary')));
    },
  },
  {
    rule: 'group-in-operation',
    title: 'the group does not run',
    mutate(base, draw) {
      const group = groupOf(base);
      delete group.from;
      delete group.to;
      Object.assign(group, drawPeriodBeside(base, draw, draw.pick(seatsOf(base, 'group'))));
    },
  },
];

/** Public holidays of 2026 after the first of the base's Mondays, and the one that begins 2027. */
const HOLIDAYS = [
  '2026-04-02',
  '2026-04-03',
  '2026-04-05',
  '2026-04-06',
  '2026-05-01',
  '2026-05-14',
  '2026-05-17',
  '2026-05-24',
  '2026-05-25',
  '2026-12-25',
  '2026-12-26',
  '2027-01-01',
] as const;

const dates: Mutator[] = [
  {
    rule: 'absence',
    title: 'somebody who takes part in a session is away',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const { date } = draw.pick(sessionsOf(base, assignment));
      const personId = draw.pick([assignment.recipientId, ...assignment.contactIds]);
      const from = addDays(date, -draw.int(0, 20));
      base.caseload.absences = [{ personId, from, to: addDays(date, draw.int(1, 20)) }];
    },
  },
  {
    rule: 'public-holidays',
    title: 'a session lies on a public holiday',
    mutate(base, draw) {
      const date = draw.pick(HOLIDAYS.filter((holiday) => holiday > base.from));
      // Far enough ahead for the plan to reach the holiday.
      base.weeks = 53;
      base.plan.weeks = 53;
      draw.pick(base.plan.sessions).date = date;
    },
  },
];

const ways: Mutator[] = [
  {
    rule: 'travel-limit',
    title: 'the contact has further than they accept',
    mutate(base, draw) {
      const { recipientId, contactIds } = draw.pick(individualOf(base));
      const contact = contactOf(base, draw.pick(contactIds));
      const most = draw.int(5, 60);
      contact.travel = { ...contact.travel, maxMinutes: most };
      const minutes = most + draw.int(1, 60);
      base.caseload.travelMatrix = [{ fromId: recipientId, toId: contact.id, minutes, metres: 1_000 }];
    },
  },
  {
    rule: 'travel-limit',
    title: 'a recipient has further to a gathering than they accept',
    mutate(base, draw) {
      const seat = draw.pick([...seatsOf(base, 'group'), ...seatsOf(base, 'voluntary')]);
      const recipient = recipientOf(base, seat.recipientId);
      const most = draw.int(5, 60);
      recipient.travel = { mode: draw.pick(['walk', 'public-transport'] as const), maxMinutes: most };
      const toId = present(slotOf(seat).placeId, 'the place of a seat');
      const minutes = most + draw.int(1, 60);
      base.caseload.travelMatrix = [{ fromId: recipient.id, toId, minutes, metres: 1_000 }];
    },
  },
  {
    rule: 'travel-limit',
    title: 'a leader or accompanying contact lives far off',
    mutate(base, draw) {
      const seat = draw.pick([...seatsOf(base, 'group'), ...seatsOf(base, 'voluntary')]);
      // A degree of latitude is 111 km, two hours and more at the speeds and limits of the default policy.
      contactOf(base, draw.pick(seat.contactIds)).place = { lat: 50 + draw.int(0, 5), lon: 10 };
    },
  },
  {
    rule: 'travel-limit',
    title: 'nobody knows where somebody lives',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const isRecipient = assignment.arrangement !== 'individual' || draw.chance(50);
      const contactId = assignment.contactIds[0];
      if (isRecipient || contactId === undefined) delete recipientOf(base, assignment.recipientId).place;
      else delete contactOf(base, contactId).place;
    },
  },
];

export const PORTION_MUTATORS: readonly Mutator[] = [...decisionsAndParts, ...arrangements, ...dates, ...ways];

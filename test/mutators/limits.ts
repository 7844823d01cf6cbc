// Violations of what is counted: hours, places, people, evenings, kroner.
import { addDays } from '../../src/domain/time.ts';
import type { AssignmentInput, Base } from './base.ts';
import { type Draw, present } from './draw.ts';
import {
  contactOf,
  decisionOf,
  drawPair,
  groupOf,
  individualOf,
  type Mutator,
  offerOf,
  partOf,
  plannedMinutes,
  recipientOf,
  seatsOf,
  sessionsOf,
  slotOf,
} from './pick.ts';

const partLimits: Mutator[] = [
  {
    rule: 'served-once',
    title: 'a portion is served twice',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const again: AssignmentInput = { ...structuredClone(assignment), id: `${assignment.id}-again` };
      if (again.arrangement === 'individual' && draw.chance(50))
        again.contactIds = [draw.pick(base.caseload.contacts).id];
      base.plan.assignments.splice(draw.int(0, base.plan.assignments.length), 0, again);
    },
  },
  {
    rule: 'hours-granted',
    title: 'less is granted than the pattern takes',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const part = partOf(base, assignment);
      // A biweekly meeting takes half a week's minutes on average, and a half of a part half of the part's.
      const taken = (slotOf(assignment).minutes / assignment.cycleWeeks) * (assignment.share === undefined ? 1 : 2);
      const weekly = Math.max(15, Math.ceil(taken) - draw.int(1, 30));
      part.minutes = part.per === 'week' ? weekly : weekly * 4;
    },
  },
  {
    rule: 'hours-granted',
    title: 'more dated sessions in a month than are granted',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const session = present(sessionsOf(base, assignment)[0], 'a session');
      // A month has five weeks at most, so twelve more are too many even for what is shared or held every other week.
      for (let i = 0; i < 12; i++) base.plan.sessions.push({ ...session, id: `${session.id}:more-${i}` });
    },
  },
  {
    rule: 'hours-granted',
    title: 'a dated session is longer than the whole month',
    mutate(base, draw) {
      const assignment = draw.pick(individualOf(base));
      const part = partOf(base, assignment);
      part.minutes = part.per === 'week' ? 15 : 60;
      draw.pick(sessionsOf(base, assignment)).minutes = 15 * draw.int(6, 12);
    },
  },
];

/** Weekdays on which a contact meets somebody in one week of the cycle. */
function daysOf(base: Base, contactId: string, week: 1 | 2): number {
  const days = base.plan.assignments
    .filter(({ contactIds }) => contactIds.includes(contactId))
    .flatMap(({ pattern, cycleWeeks }) => pattern.filter((slot) => cycleWeeks === 1 || slot.cycleWeek === week))
    .map(({ weekday }) => weekday);
  return new Set(days).size;
}

const contactLimits: Mutator[] = [
  {
    rule: 'contact-capacity',
    title: 'a contact has fewer minutes than are planned',
    mutate(base, draw) {
      const { contactId } = drawPair(base, draw);
      const planned = plannedMinutes(base, contactId);
      contactOf(base, contactId).capacity.maxMinutesPerWeek = draw.int(0, planned - 1);
    },
  },
  {
    rule: 'contact-capacity',
    title: 'an expired decision still reserves the minutes',
    mutate(base, draw) {
      const { contactId } = drawPair(base, draw);
      const { maxMinutesPerWeek } = contactOf(base, contactId).capacity;
      const minutesPerWeek = maxMinutesPerWeek - plannedMinutes(base, contactId) + draw.int(1, 60);
      // Somebody of their own: a later decision of the same recipient would take the hours over.
      base.caseload.recipients.push({ ...draw.pick(base.caseload.recipients), id: 'r-expired' });
      base.caseload.decisions.push({
        id: 'd-expired',
        recipientId: 'r-expired',
        effectiveOn: '2020-01-01',
        from: '2020-01-01',
        to: addDays(base.from, -draw.int(0, 59)),
        parts: [
          {
            id: 'expired',
            minutes: 60,
            per: 'week',
            arrangements: ['individual'],
            modes: [{ sessions: 1, minutes: 60 }],
          },
        ],
      });
      const pairing = {
        id: 'pairing-expired',
        partId: 'expired',
        contactId,
        status: 'active',
        minutesPerWeek,
      } as const;
      base.caseload.pairings?.push(pairing);
    },
  },
  {
    rule: 'contact-capacity',
    title: 'a contact takes fewer recipients than are planned',
    mutate(base, draw) {
      const contactId = present(draw.pick(individualOf(base)).contactIds[0], 'a contact');
      const recipients = new Set(
        individualOf(base)
          .filter(({ contactIds }) => contactIds.includes(contactId))
          .map(({ recipientId }) => recipientId),
      );
      contactOf(base, contactId).capacity.maxRecipients = draw.int(0, recipients.size - 1);
    },
  },
  {
    rule: 'contact-capacity',
    title: 'a contact has fewer evenings than are planned',
    mutate(base, draw) {
      // No meeting of the base starts before three, so all are evenings then.
      base.caseload.policy = { ...base.caseload.policy, eveningFrom: '15:00' };
      const { contactId } = drawPair(base, draw);
      const evenings = Math.max(daysOf(base, contactId, 1), daysOf(base, contactId, 2));
      const most = draw.int(0, evenings - 1);
      contactOf(base, contactId).capacity.maxEveningsPerWeek = most;
    },
  },
  {
    rule: 'mileage-consent',
    title: 'driving costs more than the budget and the recipient has not agreed',
    mutate(base, draw) {
      const assignment = draw.pick(individualOf(base));
      const contact = contactOf(base, present(assignment.contactIds[0], 'a contact'));
      const decision = decisionOf(base, assignment.decisionId);
      contact.travel = { mode: 'car' };
      delete decision.mileageConsentOn;
      if (draw.chance(40)) decision.mileageConsentOn = `20${draw.int(28, 40)}-01-01`;
      if (draw.chance(50)) {
        decision.mileageGranted = true;
        base.caseload.policy = { ...base.caseload.policy, mileage: { entitlement: 'granted' } };
      }
      // 9 km each way once a fortnight is the least that passes 200 kr a month at 5.30 kr a km.
      const metres = draw.int(9_000, 30_000);
      base.caseload.travelMatrix = [
        { fromId: contact.id, toId: assignment.recipientId, minutes: draw.int(0, 45), metres },
      ];
    },
  },
];

const recipientLimits: Mutator[] = [
  {
    rule: 'recipient-limits',
    title: 'a recipient wants fewer sessions or evenings than are planned',
    mutate(base, draw) {
      base.caseload.policy = { ...base.caseload.policy, eveningFrom: '15:00' };
      // The combined decision and the shared part both hold two sessions a week, on two days, all of them evenings.
      const recipient = recipientOf(base, draw.pick(['r1', 'r4']));
      recipient.limits = draw.pick([
        { sessionsPerWeek: 1 },
        { eveningsPerWeek: draw.int(0, 1) },
        { sessionsPerDay: 3, sessionsPerWeek: 1, eveningsPerWeek: 7 },
      ]);
    },
  },
  {
    rule: 'recipient-limits',
    title: 'two dated sessions on one day of a recipient who wants one a day',
    mutate(base, draw) {
      const recipient = recipientOf(base, draw.pick(['r1', 'r4']));
      recipient.limits = { sessionsPerDay: 1 };
      const own = base.plan.assignments.filter(({ recipientId }) => recipientId === recipient.id);
      const [moved, fixed] = draw.shuffle(own);
      const to = draw.pick(sessionsOf(base, present(fixed, 'an assignment')));
      draw.pick(sessionsOf(base, present(moved, 'another assignment'))).date = to.date;
    },
  },
  {
    rule: 'groups-per-recipient',
    title: 'a recipient joins a group more than is allowed',
    mutate(base, draw) {
      const most = draw.int(1, 3);
      base.caseload.policy = { ...base.caseload.policy, groupsPerRecipient: most };
      const seat = draw.pick(seatsOf(base, 'group'));
      for (let i = 1; i <= most; i++) joinAnotherGroup(base, draw, seat, i);
    },
  },
];

/** Adds a group of its own, a part for it and a seat in it for the recipient of a seat. */
function joinAnotherGroup(base: Base, draw: Draw, seat: AssignmentInput, number: number): void {
  const group = structuredClone(groupOf(base));
  const [id, partId] = [`g-more-${number}`, `part-more-${number}`];
  base.caseload.groups?.push({ ...group, id, slot: { ...group.slot, weekday: draw.int(1, 7) }, minParticipants: 1 });
  const part = { ...structuredClone(partOf(base, seat)), id: partId };
  decisionOf(base, seat.decisionId).parts.push(part);
  const { weekday, start, minutes } = present(base.caseload.groups?.at(-1), 'the group just added').slot;
  const pattern = [{ cycleWeek: 1 as const, weekday, start, minutes, placeId: id }];
  base.plan.assignments.push({
    ...structuredClone(seat),
    id: partId,
    partId,
    groupId: id,
    pattern,
    contactIds: ['c2'],
  });
  base.plan.leads.push({ groupId: id, contactId: 'c2' });
}

const gatherings: Mutator[] = [
  {
    rule: 'group-size',
    title: 'too few or too many participants or leaders',
    mutate(base, draw) {
      const group = groupOf(base);
      const participants = seatsOf(base, 'group').length;
      const leaders = base.plan.leads.length;
      const change = draw.pick([
        { minParticipants: participants + draw.int(1, 5), maxParticipants: 20 },
        { minParticipants: 1, maxParticipants: participants - 1 },
        { minLeaders: leaders + 1, maxLeaders: 5 },
        { minLeaders: 0, maxLeaders: leaders - 1 },
      ]);
      Object.assign(group, change);
      // A group may not be set up for less than one leader at most; then one more joins.
      if (group.maxLeaders === 0) {
        group.maxLeaders = 1;
        const free = base.caseload.contacts.filter(({ id }) => !base.plan.leads.some((l) => l.contactId === id));
        base.plan.leads.push({ groupId: group.id, contactId: draw.pick(free).id });
      }
    },
  },
  {
    rule: 'group-size',
    title: 'a group of participants without any leader',
    mutate(base) {
      base.plan.leads = [];
      for (const seat of seatsOf(base, 'group')) seat.contactIds = [];
    },
  },
  {
    rule: 'group-size',
    title: 'leaders without any participant',
    mutate(base) {
      base.plan.assignments = base.plan.assignments.filter(({ arrangement }) => arrangement !== 'group');
      base.plan.sessions = base.plan.sessions.filter(({ assignmentId }) =>
        base.plan.assignments.some(({ id }) => id === assignmentId),
      );
    },
  },
  {
    rule: 'offer-capacity',
    title: 'more take part in an offer than it has places',
    mutate(base, draw) {
      const offer = offerOf(base);
      const seat = draw.pick(seatsOf(base, 'voluntary'));
      offer.capacity = draw.int(0, 3);
      for (let i = 1; i <= offer.capacity; i++) {
        const decision = draw.pick(base.caseload.decisions);
        const partId = `place-${i}`;
        decision.parts.push({ ...structuredClone(partOf(base, seat)), id: partId });
        const { recipientId, id: decisionId } = decision;
        base.plan.assignments.push({ ...structuredClone(seat), id: partId, partId, recipientId, decisionId });
      }
    },
  },
];

export const LIMIT_MUTATORS: readonly Mutator[] = [...partLimits, ...contactLimits, ...recipientLimits, ...gatherings];

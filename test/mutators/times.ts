// Violations of when sessions lie, of what cannot be at once, and of pins.
import { addDays, clockOf, minuteOfDay } from '../../src/domain/time.ts';
import type { AssignmentInput, Base, WindowInput } from './base.ts';
import { type Draw, present } from './draw.ts';
import {
  contactOf,
  decisionOf,
  freeAlways,
  groupOf,
  individualOf,
  moveClock,
  type Mutator,
  recipientOf,
  seatsOf,
  sessionsOf,
  slotOf,
} from './pick.ts';

type Available = { availability: WindowInput[] };

/** Somebody who takes part in an assignment. */
function drawPerson(base: Base, draw: Draw, { recipientId, contactIds }: AssignmentInput): Available {
  const id = draw.pick([recipientId, ...contactIds]);
  return id === recipientId ? recipientOf(base, id) : contactOf(base, id);
}

const windows: Mutator[] = [
  {
    rule: 'availability',
    title: 'somebody is not free on the weekday, or not long enough',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const { weekday, start, minutes } = slotOf(assignment);
      const person = drawPerson(base, draw, assignment);
      const from = minuteOfDay(start);
      const short = draw.int(1, minutes - 1);
      const others = person.availability.filter((window) => window.weekday !== weekday);
      const left: WindowInput[] = draw.pick([
        [],
        [{ weekday, from: clockOf(from + short), to: '24:00' }],
        [{ weekday, from: '00:00', to: clockOf(from + short) }],
        [
          { weekday, from: '00:00', to: clockOf(from + short - 1) },
          { weekday, from: clockOf(from + short), to: '24:00' },
        ],
      ]);
      person.availability = [...others, ...left];
    },
  },
  {
    rule: 'availability',
    title: 'somebody is free in the other week of the cycle only',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const { cycleWeek, weekday } = slotOf(assignment);
      const person = drawPerson(base, draw, assignment);
      const other = assignment.cycleWeeks === 1 ? draw.pick([1, 2] as const) : cycleWeek === 1 ? 2 : 1;
      person.availability = person.availability.map((window) =>
        window.weekday === weekday ? { ...window, cycleWeek: other } : window,
      );
    },
  },
  {
    rule: 'availability',
    title: 'one dated session was moved to an hour when nobody said to be free',
    mutate(base, draw) {
      const session = draw.pick(base.plan.sessions);
      session.start = clockOf(60 * 8 + 15 * draw.int(0, 12));
    },
  },
  {
    rule: 'normal-hours',
    title: 'a session early or late, of people who are free all day',
    mutate(base, draw) {
      const assignment = draw.pick(individualOf(base));
      freeAlways(recipientOf(base, assignment.recipientId));
      for (const id of assignment.contactIds) freeAlways(contactOf(base, id));
      const { minutes } = slotOf(assignment);
      const start = draw.chance(50) ? draw.int(0, 479) : draw.int(22 * 60 - minutes + 1, 24 * 60 - minutes);
      moveClock(base, assignment, clockOf(start));
    },
  },
  {
    rule: 'normal-hours',
    title: 'the municipality, or a decision, has narrower hours',
    mutate(base, draw) {
      const assignment = draw.pick(base.plan.assignments);
      const { start, minutes } = slotOf(assignment);
      const edge = minuteOfDay(start) + draw.int(1, minutes - 1);
      const hours = draw.pick([
        { from: '06:00', to: clockOf(edge) },
        { from: clockOf(edge), to: '24:00' },
      ]);
      if (draw.chance(50)) decisionOf(base, assignment.decisionId).normalHoursException = hours;
      else base.caseload.policy = { ...base.caseload.policy, normalHours: hours };
    },
  },
];

/** Puts a slot of `moved` on the day of `fixed`, `gap` minutes after it ends; the dated sessions stay where they are. */
function putAfter(moved: AssignmentInput, fixed: AssignmentInput, gap: number): void {
  const to = slotOf(fixed);
  const slot = slotOf(moved);
  slot.weekday = to.weekday;
  slot.start = clockOf(minuteOfDay(to.start) + to.minutes + gap);
  if (moved.cycleWeeks === 2 && fixed.cycleWeeks === 2) slot.cycleWeek = to.cycleWeek;
}

/** Two individual assignments of one contact. */
function drawTwoOfOneContact(base: Base, draw: Draw): readonly [AssignmentInput, AssignmentInput] {
  const pairs = individualOf(base).flatMap((a) =>
    individualOf(base)
      .filter((b) => b !== a && b.contactIds[0] === a.contactIds[0])
      .map((b) => [a, b] as const),
  );
  return draw.pick(pairs);
}

const overlaps: Mutator[] = [
  {
    rule: 'no-overlap',
    title: 'one contact with two recipients at once, weekly',
    mutate(base, draw) {
      const [moved, fixed] = drawTwoOfOneContact(base, draw);
      putAfter(moved, fixed, -draw.int(1, slotOf(fixed).minutes));
    },
  },
  {
    rule: 'no-overlap',
    title: 'less time between two recipients than the way takes',
    mutate(base, draw) {
      const [moved, fixed] = drawTwoOfOneContact(base, draw);
      const minutes = draw.int(6, 40);
      const toId = moved.recipientId;
      base.caseload.travelMatrix = [{ fromId: fixed.recipientId, toId, minutes, metres: 2_000 }];
      putAfter(moved, fixed, draw.int(0, minutes - 1));
    },
  },
  {
    rule: 'no-overlap',
    title: 'a recipient at home and in a gathering at once',
    mutate(base, draw) {
      const seat = present(
        base.plan.assignments.find(({ partId }) => partId === 'together'),
        'the seat of the combined decision',
      );
      const alone = present(
        base.plan.assignments.find(({ partId }) => partId === 'alone'),
        'the individual part of the combined decision',
      );
      putAfter(alone, seat, -draw.int(1, slotOf(seat).minutes));
    },
  },
  {
    rule: 'no-overlap',
    title: 'a leader supports somebody while leading',
    mutate(base, draw) {
      const group = draw.pick(seatsOf(base, 'group'));
      const assignment = draw.pick(individualOf(base));
      assignment.contactIds = [draw.pick(base.plan.leads).contactId];
      putAfter(assignment, group, -draw.int(1, slotOf(group).minutes));
    },
  },
  {
    rule: 'no-overlap',
    title: 'two dated sessions of one contact at once',
    mutate(base, draw) {
      const [moved, fixed] = drawTwoOfOneContact(base, draw);
      const to = draw.pick(sessionsOf(base, fixed));
      const session = draw.pick(sessionsOf(base, moved));
      session.date = to.date;
      session.start = clockOf(minuteOfDay(to.start) + draw.int(0, to.minutes - 1));
    },
  },
];

const days: Mutator[] = [
  {
    rule: 'different-days',
    title: 'both halves of a part on one weekday',
    mutate(base, draw) {
      const halves = draw.shuffle(base.plan.assignments.filter(({ share }) => share !== undefined));
      const [moved, fixed] = [present(halves[0], 'a half'), present(halves[1], 'another half')];
      slotOf(moved).weekday = slotOf(fixed).weekday;
    },
  },
  {
    rule: 'different-days',
    title: 'a second session of a part on the day of the first',
    mutate(base, draw) {
      const assignment = draw.pick(individualOf(base));
      const slot = slotOf(assignment);
      assignment.pattern.push({ ...slot, start: clockOf(draw.int(8 * 60, minuteOfDay(slot.start))) });
    },
  },
  {
    rule: 'different-days',
    title: 'two dated sessions of a part on one date',
    mutate(base, draw) {
      const sessions = draw.shuffle(sessionsOf(base, draw.pick(base.plan.assignments)));
      present(sessions[0], 'a session').date = present(sessions[1], 'another session').date;
    },
  },
  {
    rule: 'keep-apart',
    title: 'two who must not meet take part in one group',
    mutate(base, draw) {
      const [a, b] = draw.shuffle(seatsOf(base, 'group').map(({ recipientId }) => recipientId));
      groupOf(base).keepApart = [[present(a, 'a member'), present(b, 'another member')]];
    },
  },
];

const pins: Mutator[] = [
  {
    rule: 'pins',
    title: 'an active pairing or leadership is not in the plan',
    mutate(base, draw) {
      const other = draw.pick(['c2', 'c3', 'c4', 'c5']);
      const steps: (() => void)[] = [
        () => {
          base.plan.assignments = base.plan.assignments.filter(({ partId }) => partId !== 'alone');
        },
        () => {
          for (const assignment of base.plan.assignments)
            if (assignment.partId === 'alone') assignment.contactIds = [other];
        },
        () => {
          base.plan.leads = base.plan.leads.filter(({ contactId }) => contactId !== 'c2');
        },
      ];
      draw.pick(steps)();
    },
  },
  {
    rule: 'pins',
    title: 'a lock on another contact, or on another time',
    mutate(base, draw) {
      const assignment = draw.pick(individualOf(base));
      const { weekday, start } = slotOf(assignment);
      const contactId = present(assignment.contactIds[0], 'a contact');
      const share = assignment.share === undefined ? {} : { share: assignment.share };
      const others = base.caseload.contacts.filter(({ id }) => id !== contactId);
      const lock = draw.pick([
        { contactId: draw.pick(others).id },
        { contactId, slot: { weekday: (weekday % 7) + 1, start } },
        { contactId, slot: { weekday, start: clockOf(minuteOfDay(start) + 5) } },
        { groupId: 'g1' },
      ]);
      base.caseload.pins = [{ id: 'lock-1', partId: assignment.partId, ...share, ...lock }];
    },
  },
  {
    rule: 'pins',
    title: 'a pin broken for a reason that is not true',
    mutate(base, draw) {
      base.plan.assignments = base.plan.assignments.filter(({ partId }) => partId !== 'alone');
      const rules = [draw.pick(['close-family', 'declined', 'of-age', 'absence', 'availability'])];
      base.plan.brokenPins = [{ pinId: 'pairing-1', rules, conflict: draw.pick([[], ['pairing-1']]) }];
      // An absence says nothing about a pairing.
      base.caseload.absences = [{ personId: 'c1', from: base.from, to: addDays(base.from, 3) }];
    },
  },
];

export const TIME_MUTATORS: readonly Mutator[] = [...windows, ...overlaps, ...days, ...pins];

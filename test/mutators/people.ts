// Violations of who may be a contact, and of who may meet whom.
import { addDays } from '../../src/domain/time.ts';
import { CLOSE_FAMILY } from '../../src/schema/policy.ts';
import type { Base, ContactInput } from './base.ts';
import { type Draw, present } from './draw.ts';
import { contactOf, drawPair, individualOf, type Mutator, recipientOf, sessionsOf } from './pick.ts';

const plannedContact = (base: Base, draw: Draw): ContactInput => contactOf(base, drawPair(base, draw).contactId);

const engagementOf = (contact: ContactInput): NonNullable<ContactInput['engagement']> =>
  present(contact.engagement, `the engagement of ${contact.id}`);

/** A birth date that makes somebody `age` years old on a date, up to a year less a day past the birthday. */
function bornFor(draw: Draw, age: number, on: string): string {
  const birthday = `${Number(on.slice(0, 4)) - age}${on.slice(4)}`;
  return addDays(birthday, -draw.int(0, 360));
}

const family: Mutator[] = [
  {
    rule: 'close-family',
    title: 'two who meet, in whatever role, are close family',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const relation = draw.pick(CLOSE_FAMILY);
      base.caseload.relations = [
        { recipientId: assignment.recipientId, contactId, relation: 'neighbour' },
        { recipientId: assignment.recipientId, contactId, relation },
      ];
    },
  },
  {
    rule: 'declined',
    title: 'two who meet have declined each other, or reopen later',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const by = draw.pick(['recipient', 'contact', 'coordinator'] as const);
      const reopened = draw.chance(50) ? { reopenedOn: addDays(base.today, draw.int(1, 90)) } : {};
      const on = addDays(base.today, -draw.int(1, 400));
      base.caseload.declined = [{ recipientId: assignment.recipientId, contactId, by, on, ...reopened }];
    },
  },
];

const approval: Mutator[] = [
  {
    rule: 'approved-contact',
    title: 'the first gate is not passed: interview, certificate, contract',
    mutate(base, draw) {
      const engagement = engagementOf(plannedContact(base, draw));
      const steps: (() => void)[] = [
        () => {
          engagement.interviewHeldOn = addDays(base.today, draw.int(1, 60));
        },
        () => {
          delete engagement.interviewHeldOn;
        },
        () => {
          delete engagement.certificate;
        },
        () => {
          const status = draw.pick(['pending', 'refused'] as const);
          engagement.certificate = { purposes: ['adults', 'minors'], status };
        },
        () => {
          const to = addDays(base.from, -draw.int(0, 200));
          engagement.contract = { from: addDays(to, -300), to, scope: ['individual', 'group'] };
        },
      ];
      draw.pick(steps)();
    },
  },
  {
    rule: 'approved-contact',
    title: 'the certificate is for the other age group',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const isMinor = draw.chance(50);
      recipientOf(base, assignment.recipientId).bornOn = bornFor(
        draw,
        isMinor ? draw.int(6, 17) : draw.int(18, 90),
        base.from,
      );
      const purposes: ('adults' | 'minors')[] = [isMinor ? 'adults' : 'minors'];
      engagementOf(contactOf(base, contactId)).certificate = { purposes, status: 'approved' };
    },
  },
  {
    rule: 'approved-contact',
    title: 'the contract covers the other arrangement',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const scope: ('individual' | 'group')[] = [assignment.arrangement === 'individual' ? 'group' : 'individual'];
      engagementOf(contactOf(base, contactId)).contract = { from: addDays(base.from, -100), scope };
    },
  },
  {
    rule: 'approved-contact',
    title: 'the second gate is not passed on the day of a session',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const engagement = engagementOf(contactOf(base, contactId));
      const { date } = draw.pick(sessionsOf(base, assignment));
      const scope: ('individual' | 'group')[] = ['individual', 'group'];
      const steps: (() => void)[] = [
        () => {
          engagement.confidentialitySignedOn = addDays(date, draw.int(1, 30));
        },
        () => {
          delete engagement.confidentialitySignedOn;
        },
        () => {
          delete engagement.contract;
        },
        () => {
          engagement.contract = { from: addDays(date, draw.int(1, 30)), scope };
        },
      ];
      draw.pick(steps)();
    },
  },
  {
    rule: 'approved-contact',
    title: 'the contract ends between two sessions',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const dates = sessionsOf(base, assignment).map(({ date }) => date);
      const last = present(dates.sort().at(-1), 'a last session');
      engagementOf(contactOf(base, contactId)).contract = {
        from: addDays(base.from, -200),
        to: addDays(last, -draw.int(0, 1)),
        scope: ['individual', 'group'],
      };
    },
  },
  {
    rule: 'of-age',
    title: 'a contact is too young',
    mutate(base, draw) {
      plannedContact(base, draw).bornOn = bornFor(draw, draw.int(10, 17), base.from);
    },
  },
  {
    rule: 'of-age',
    title: 'the municipality asks for more years than a contact has',
    mutate(base, draw) {
      const least = draw.int(19, 25);
      base.caseload.policy = { ...base.caseload.policy, minimumContactAge: least };
      plannedContact(base, draw).bornOn = bornFor(draw, draw.int(18, least - 1), base.from);
    },
  },
  {
    rule: 'of-age',
    title: 'a contact of 16 or 17 whom the recipient did not suggest',
    mutate(base, draw) {
      base.caseload.policy = { ...base.caseload.policy, sixteenIfKnown: true };
      const { assignment, contactId } = drawPair(base, draw);
      contactOf(base, contactId).bornOn = bornFor(draw, draw.int(16, 17), base.from);
      const others = base.caseload.contacts.filter(({ id }) => id !== contactId);
      base.caseload.suggestions = [{ recipientId: assignment.recipientId, contactId: draw.pick(others).id }];
    },
  },
];

const requirements: Mutator[] = [
  {
    rule: 'musts',
    title: 'a must is not met, or nobody knows',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const contact = contactOf(base, contactId);
      const recipient = recipientOf(base, assignment.recipientId);
      const age = draw.int(30, 60);
      contact.bornOn = bornFor(draw, age, base.from);
      contact.traits = { car: false };
      const other = contact.gender === 'female' ? 'male' : 'female';
      const broken = draw.pick([
        { attribute: 'language', value: 'ti' },
        { attribute: 'gender', value: other },
        { attribute: 'age-range', from: age + 1, to: 99 },
        { attribute: 'age-range', from: 18, to: age },
        { attribute: 'trait', value: 'car' },
        { attribute: 'trait', value: 'wheelchair' },
      ] as const);
      const met = { attribute: 'language', value: 'no', strength: 'must' } as const;
      recipient.requirements = draw.shuffle([met, { ...broken, strength: 'must' }]);
    },
  },
  {
    rule: 'protected-address',
    title: 'somebody planned is protected, or nobody looked',
    mutate(base, draw) {
      const { assignment, contactId } = drawPair(base, draw);
      const person = draw.chance(50) ? recipientOf(base, assignment.recipientId) : contactOf(base, contactId);
      const steps: (() => void)[] = [
        () => {
          person.protection = draw.pick(['kode-7', 'kode-6', 'abroad', 'unknown'] as const);
        },
        () => {
          delete person.protection;
        },
        () => {
          delete base.caseload.screening;
        },
        () => {
          base.caseload.screening = { statedOn: addDays(base.today, -draw.int(31, 400)) };
        },
        () => {
          base.caseload.screening = { statedOn: addDays(base.today, draw.int(1, 30)) };
        },
        () => {
          person.protection = draw.pick(['kode-6', 'abroad', 'unknown'] as const);
          base.caseload.policy = { ...base.caseload.policy, kode7OptIn: true };
        },
      ];
      draw.pick(steps)();
    },
  },
  {
    rule: 'arrangement',
    title: 'a leader does not lead groups',
    mutate(base, draw) {
      contactOf(base, draw.pick(base.plan.leads).contactId).leadsGroups = false;
    },
  },
  {
    rule: 'demanding-care',
    title: 'demanding care without a qualified contact',
    mutate(base, draw) {
      const assignment = draw.pick(individualOf(base));
      const isAllowed = draw.chance(50);
      base.caseload.policy = { ...base.caseload.policy, qualifiedForDemandingCare: isAllowed };
      for (const decision of base.caseload.decisions)
        for (const part of decision.parts) if (part.id === assignment.partId) part.demandingCare = true;
      // Where the municipality does not open for it, the qualification does not help.
      for (const id of assignment.contactIds) engagementOf(contactOf(base, id)).qualified = !isAllowed;
    },
  },
];

export const PEOPLE_MUTATORS: readonly Mutator[] = [...family, ...approval, ...requirements];

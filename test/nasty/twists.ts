// What makes a caseload nasty: each twist takes a synthetic one that is fine and pulls one thing about it as far as the format
// lets it. Several of them at once are nastier than each.
import { addDays } from '../../src/domain/time.ts';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import type { Draw } from '../tiny/draw.ts';

export type Twist = (caseload: CaseloadInput, draw: Draw) => CaseloadInput;

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const ALWAYS = WEEKDAYS.map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
const SAME_PLACE = { lat: 59.91, lon: 10.75 };
const WEEK = 7 * 24 * 60;

const onParts = (
  caseload: CaseloadInput,
  change: (
    part: CaseloadInput['decisions'][number]['parts'][number],
  ) => Partial<CaseloadInput['decisions'][number]['parts'][number]>,
): CaseloadInput => ({
  ...caseload,
  decisions: caseload.decisions.map((decision) => ({
    ...decision,
    parts: decision.parts.map((part) => ({ ...part, ...change(part) })),
  })),
});

/** Somebody at another place; those whose address is protected have none. */
const placed = <T extends { readonly place?: unknown }>(one: T, place: typeof SAME_PLACE): T =>
  one.place === undefined ? one : { ...one, place };

export const TWISTS: Readonly<Record<string, Twist>> = {
  /** Nobody differs from anybody: every plan has as many equals as there are orders of people. */
  'all tied': (caseload) => {
    const alike = {
      interests: [],
      preferredTimes: [],
      availability: ALWAYS,
      gender: 'other' as const,
    };
    return {
      ...onParts(caseload, () => ({ minutes: 120, per: 'week' })),
      recipients: caseload.recipients.map((one) => ({
        ...placed(one, SAME_PLACE),
        ...alike,
        requirements: [],
        limits: {},
      })),
      contacts: caseload.contacts.map((one) => ({
        ...placed(one, SAME_PLACE),
        ...alike,
        travel: {},
        capacity: { maxMinutesPerWeek: 300 },
      })),
    };
  },
  /** Each part is locked with one of two contacts, whatever stands against it; some of them at one and the same time. */
  'locks that contradict': (caseload, draw) => {
    const slot = draw.chance(0.3) ? { weekday: 3, start: '18:00' } : undefined;
    const two = draw.some(caseload.contacts, 2);
    const locks = caseload.decisions.flatMap(({ parts }) =>
      parts.flatMap(({ id: partId, shareable }) =>
        (shareable === true ? ([1, 2] as const) : [undefined]).map((share) => ({
          id: `nasty-${partId}-${share ?? 0}`,
          partId,
          ...(share === undefined ? {} : { share }),
          contactId: draw.pick(two).id,
          ...(slot === undefined ? {} : { slot }),
        })),
      ),
    );
    return { ...caseload, pairings: [], pins: locks };
  },
  /** Everybody is free at any minute of the week, and a session may begin every fifth. */
  'huge windows': (caseload) => ({
    ...caseload,
    policy: { ...caseload.policy, startGridMinutes: 5, normalHours: { from: '00:00', to: '24:00' } },
    recipients: caseload.recipients.map((one) => ({ ...one, availability: ALWAYS, preferredTimes: ALWAYS })),
    contacts: caseload.contacts.map((one) => ({
      ...one,
      availability: ALWAYS,
      capacity: { maxMinutesPerWeek: WEEK, maxRecipients: 50 },
    })),
  }),
  /** A thousand windows of a quarter of an hour each, most of them the same. */
  'windows in splinters': (caseload, draw) => {
    const splinters = () =>
      Array.from({ length: 1_000 }, () => {
        const hour = String(draw.int(0, 23)).padStart(2, '0');
        return { weekday: draw.int(1, 7), from: `${hour}:15`, to: `${hour}:${draw.pick(['16', '30', '59'])}` };
      });
    return { ...caseload, contacts: caseload.contacts.map((one) => ({ ...one, availability: splinters() })) };
  },
  /** Places at the poles and on the date line, in one municipality. */
  'ends of the earth': (caseload, draw) => {
    const far = () => ({ lat: draw.pick([-90, 90, 0, 89.999999]), lon: draw.pick([-180, 180, 0, 179.999999]) });
    return {
      ...caseload,
      recipients: caseload.recipients.map((one) => placed(one, far())),
      contacts: caseload.contacts.map((one) => ({
        ...placed(one, far()),
        travel: { mode: 'walk' as const, maxMinutes: 600 },
      })),
    };
  },
  /** Every number of the policy at one of its ends. */
  'extreme weights': (caseload, draw) => {
    const weight = (most: number) => draw.pick([0, 1, most]);
    return {
      ...caseload,
      policy: {
        ...caseload.policy,
        urgencyDaysPerStep: draw.pick([1, 120]),
        groupsPerRecipient: 5,
        minimumContactAge: draw.pick([16, 25]),
        mileage: { budgetOere: draw.pick([0, 10_000_000]), rateOerePerKm: 10_000, stepOere: 100 },
        weights: {
          interests: weight(40),
          travel: weight(60),
          fairLoad: weight(7),
          mileage: weight(2),
          changeTax: weight(20),
        },
      },
    };
  },
  /** As many hours as a week has, in as many ways as a part may have. */
  'more than a week holds': (caseload, draw) =>
    onParts(caseload, () => ({
      minutes: 10_080,
      per: 'week',
      arrangements: ['individual', 'group', 'voluntary'],
      modes: Array.from({ length: 20 }, (_, at) => ({
        sessions: draw.int(1, 7),
        minutes: 15 * (at + 1 + draw.int(0, 27)),
        cycleWeeks: draw.pick([1, 2] as const),
      })),
    })),
  /** Contacts who may work no minute, or whom nobody may be with. */
  'nobody has room': (caseload, draw) => ({
    ...caseload,
    contacts: caseload.contacts.map((one) => ({
      ...one,
      capacity: draw.pick([
        { maxMinutesPerWeek: 0 },
        { maxMinutesPerWeek: WEEK, maxRecipients: 0 },
        { maxMinutesPerWeek: WEEK, maxEveningsPerWeek: 0 },
      ]),
    })),
  }),
  /** Every contact is close family of every recipient, or was declined. */
  'all are related': (caseload) => ({
    ...caseload,
    relations: caseload.recipients.flatMap(({ id: recipientId }) =>
      caseload.contacts.map(({ id: contactId }) => ({ recipientId, contactId, relation: 'cousin' as const })),
    ),
    declined: caseload.recipients.flatMap(({ id: recipientId }, at) =>
      caseload.contacts
        .slice(at % 2)
        .map(({ id: contactId }) => ({ recipientId, contactId, by: 'recipient' as const, on: '2025-01-01' })),
    ),
  }),
  /** Gatherings that everybody could be at, most of whom must be kept apart. */
  'all kept apart': (caseload, draw) => {
    const pairs = caseload.recipients.flatMap(({ id: a }, at) =>
      caseload.recipients.slice(at + 1).map(({ id: b }): [string, string] => [a, b]),
    );
    const groups = Array.from({ length: 8 }, (_, at) => ({
      id: `nasty-group-${at}`,
      place: SAME_PLACE,
      slot: { weekday: 1 + (at % 7), start: '18:00', minutes: 120 },
      minParticipants: draw.pick([1, 2, 50]),
      maxParticipants: 50,
      minLeaders: draw.pick([0, 5]),
      maxLeaders: 5,
      keepApart: draw.some(pairs, Math.ceil(pairs.length * 0.9)),
    }));
    return {
      ...onParts(caseload, ({ arrangements }) => ({ arrangements: [...new Set([...arrangements, 'group' as const])] })),
      recipients: caseload.recipients.map((one) => ({ ...placed(one, SAME_PLACE), availability: ALWAYS })),
      contacts: caseload.contacts.map((one) => ({
        ...placed(one, SAME_PLACE),
        availability: ALWAYS,
        leadsGroups: true,
      })),
      groups: [...(caseload.groups ?? []), ...groups],
    };
  },
  /** Everybody away all the time, in pieces of a day. */
  'always away': (caseload, draw) => {
    const dayAt = (day: number): string => addDays('2026-01-01', day);
    const pieces = (personId: string) =>
      Array.from({ length: 60 }, (_, day) => ({ personId, from: dayAt(day), to: dayAt(day + 1) }));
    const people = [...caseload.recipients, ...caseload.contacts].map(({ id }) => id);
    return { ...caseload, absences: draw.some(people, people.length - 3).flatMap(pieces) };
  },
  /** Everybody is as near as can be, or a day away, against all geometry. */
  'ways against geometry': (caseload, draw) => ({
    ...caseload,
    travelMatrix: caseload.recipients.flatMap(({ id: fromId }) =>
      caseload.contacts.map(({ id: toId }) => ({
        fromId,
        toId,
        minutes: draw.pick([0, 0, 1, 1_440]),
        metres: draw.pick([0, 2_000_000]),
      })),
    ),
  }),
  /** One single contact for everybody. */
  'one for all': (caseload) => ({
    ...onParts(caseload, () => ({ groupIds: undefined, offerIds: undefined })),
    contacts: caseload.contacts.slice(0, 1),
    groups: [],
    offers: [],
    relations: [],
    declined: [],
    suggestions: [],
    pairings: [],
    leaderships: [],
    pins: [],
    publishedSessions: [],
    absences: [],
  }),
};

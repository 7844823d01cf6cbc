// The caseload document `kobling/caseload@1`: all input of one municipality at one instant.
// Structure only; references, crossed dates and contradictions are found by `references.ts`.
import { z } from 'zod';
import { policy, relation, travelMode } from './policy.ts';
import { code, date, id, list, minutes, place, slot, window } from './scalars.ts';

const protection = z.enum(['none', 'kode-7', 'kode-6', 'abroad', 'unknown']).meta({
  description:
    'Protection of the address in the national register. Kode 6, abroad and unknown are never matched automatically and carry no place.',
});
const gender = z.enum(['female', 'male', 'other']);
export const ARRANGEMENTS = ['individual', 'group', 'voluntary'] as const;
const arrangement = z.enum(ARRANGEMENTS);

/** What a part of a decision is for. The last four belong to other services (rule not-covered). */
export const PURPOSES = [
  'company',
  'activity',
  'exercise',
  'culture',
  'outdoors',
  'shopping-together',
  'transport',
  'errands',
  'homework',
  'practical-help',
  'other-service',
] as const;

const strength = z.enum(['must', 'wish']).meta({ description: 'must: hard (rule musts); wish: soft (term wishes).' });

/** One requirement of a recipient towards the contact. */
export const requirement = z.discriminatedUnion('attribute', [
  z.strictObject({ attribute: z.literal('language'), value: code, strength }),
  z.strictObject({ attribute: z.literal('gender'), value: gender, strength }),
  z.strictObject({
    attribute: z.literal('age-range'),
    from: z.int().min(0).max(120),
    to: z.int().min(0).max(120).meta({ description: 'Exclusive upper end, in years.' }),
    strength,
  }),
  z.strictObject({
    attribute: z.literal('trait'),
    value: code.meta({ description: 'A trait the contact must have, e.g. car, no-pets, no-smoking, wheelchair.' }),
    strength,
  }),
]);

export const recipient = z.strictObject({
  id,
  bornOn: date,
  gender: gender.optional(),
  protection: protection.default('unknown'),
  place: place.optional(),
  resident: z.boolean().default(true).meta({ description: 'Lives or stays in the municipality.' }),
  housing: z
    .enum(['home', 'institution', 'staffed-24h'])
    .default('home')
    .meta({ description: 'Where the recipient lives (rule institution).' }),
  interests: list(code).default([]),
  requirements: list(requirement).default([]),
  availability: list(window).meta({ description: 'When the recipient is free; nothing is planned outside it.' }),
  preferredTimes: list(window).default([]),
  travel: z
    .strictObject({ mode: travelMode.default('public-transport'), maxMinutes: minutes(1, 600).optional() })
    .prefault({})
    .meta({ description: 'How the recipient gets to a group or an offer, and the longest way in minutes.' }),
  limits: z
    .strictObject({
      sessionsPerDay: z.int().min(1).max(10).optional(),
      sessionsPerWeek: z.int().min(1).max(21).optional(),
      eveningsPerWeek: z.int().min(0).max(7).optional(),
    })
    .prefault({}),
});

/** One way to deliver a part one to one: `sessions` of `minutes` each in a cycle of one or two weeks. */
export const mode = z.strictObject({
  sessions: z.int().min(1).max(14).meta({ description: 'Sessions in a cycle, at most one a day.' }),
  minutes: minutes(15, 720).meta({ description: 'Minutes of each session.' }),
  cycleWeeks: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .meta({ description: 'Weeks of the cycle.' }),
});

export const part = z.strictObject({
  id,
  minutes: minutes(15, 10_080).meta({ description: 'Granted minutes a week or a month.' }),
  per: z.enum(['week', 'month']),
  arrangements: list(arrangement).min(1),
  purpose: z.enum(PURPOSES).default('company'),
  modes: list(mode)
    .max(20)
    .default([])
    .meta({ description: 'Ways to deliver the part one to one, full or partial. Needed where individual is allowed.' }),
  shareable: z
    .boolean()
    .default(false)
    .meta({ description: 'The part may be shared by two contacts: it is split into two halves beforehand.' }),
  demandingCare: z.boolean().default(false).meta({ description: 'Needs demanding care (rule demanding-care).' }),
  groupIds: list(id).optional().meta({ description: 'Only these groups; absent: any group.' }),
  offerIds: list(id).optional().meta({ description: 'Only these voluntary offers; absent: any.' }),
  carryOver: list(
    z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .meta({ title: 'month' }),
      minutes: minutes(1, 10_080),
      approvedBy: id,
    }),
  )
    .default([])
    .meta({ description: 'Minutes carried into a month as an exception that a named person approved.' }),
});

export const decision = z.strictObject({
  id,
  recipientId: id,
  status: z.enum(['granted', 'revoked']).default('granted').meta({ description: 'A revoked decision is not served.' }),
  decidedOn: date.optional().meta({ description: 'When it was decided.' }),
  effectiveOn: date.meta({ description: 'Effective date: when the service should have started.' }),
  from: date.meta({ description: 'First day of the decision.' }),
  to: date.optional().meta({ description: 'First day after the decision (half-open); absent: lasting.' }),
  normalHoursException: z
    .strictObject({ from: window.shape.from, to: window.shape.to })
    .optional()
    .meta({ description: 'Clock limits for this decision in place of the normal hours.' }),
  mileageGranted: z
    .boolean()
    .default(false)
    .meta({ description: 'The decision grants mileage; asked where the policy says so.' }),
  mileageConsentOn: date
    .optional()
    .meta({ description: 'When the recipient agreed to pay the mileage over the budget; absent: no consent.' }),
  parts: list(part).min(1),
});

export const contact = z.strictObject({
  id,
  bornOn: date,
  gender: gender.optional(),
  protection: protection.default('unknown'),
  place: place.optional(),
  languages: list(code).default([]),
  traits: z
    .record(code, z.boolean())
    .default({})
    .meta({ description: 'What is known of the contact, by trait; an absent trait is unknown.' }),
  interests: list(code).default([]),
  engagement: z
    .strictObject({
      interviewHeldOn: date.optional().meta({ description: 'Absent: not held; the contact is not proposed yet.' }),
      certificate: z
        .strictObject({
          purposes: list(z.enum(['adults', 'minors'])).min(1),
          status: z.enum(['approved', 'pending', 'refused']),
        })
        .optional(),
      confidentialitySignedOn: date.optional().meta({ description: 'Absent: not signed; no session is dated yet.' }),
      contract: z
        .strictObject({
          from: date,
          to: date.optional().meta({ description: 'First day after the contract (half-open); absent: running.' }),
          scope: list(z.enum(['individual', 'group'])).min(1),
        })
        .optional(),
      qualified: z.boolean().default(false).meta({ description: 'Has the qualification for demanding care.' }),
    })
    .prefault({}),
  availability: list(window),
  preferredTimes: list(window).default([]),
  travel: z.strictObject({ mode: travelMode.default('car'), maxMinutes: minutes(1, 600).optional() }).prefault({}),
  capacity: z.strictObject({
    maxMinutesPerWeek: minutes(0, 10_080).meta({ description: 'Most minutes a week, pairings and groups together.' }),
    wantedMinutesPerWeek: minutes(0, 10_080).optional().meta({ description: 'Absent: the maximum.' }),
    maxRecipients: z.int().min(0).max(50).default(10).meta({ description: 'Most recipients one to one.' }),
    maxEveningsPerWeek: z.int().min(0).max(7).optional().meta({ description: 'Absent: no limit.' }),
  }),
  leadsGroups: z.boolean().default(false).meta({ description: 'Willing to lead an activity group.' }),
});

export const group = z.strictObject({
  id,
  place,
  interests: list(code).default([]),
  slot,
  from: date.optional(),
  to: date.optional(),
  minParticipants: z.int().min(1).max(50).default(2),
  maxParticipants: z.int().min(1).max(50).default(10),
  minLeaders: z.int().min(0).max(5).default(1),
  maxLeaders: z.int().min(1).max(5).default(2),
  keepApart: list(z.tuple([id, id]))
    .default([])
    .meta({ description: 'Pairs of recipients who must not both take part.' }),
});

export const offer = z.strictObject({
  id,
  organisationId: id,
  agreement: z.strictObject({ from: date, to: date.optional() }),
  place,
  interests: list(code).default([]),
  slots: list(slot).min(1).max(14),
  capacity: z.int().min(0).max(1_000).meta({ description: 'Most participants at each slot.' }),
  accompaniedBy: id.optional().meta({ description: 'The accompanying contact; absent: none.' }),
});

const withWhom = { contactId: id.optional(), groupId: id.optional(), offerId: id.optional() };

/** A pairing over months. An active one is a pin; a proposed one that is being considered has a soft bonus. */
export const pairing = z.strictObject({
  id,
  partId: id,
  share: z.union([z.literal(1), z.literal(2)]).optional(),
  ...withWhom,
  status: z.enum(['proposed', 'active']),
  minutesPerWeek: minutes(0, 10_080)
    .optional()
    .meta({ description: "Hours reserved on the contact while an expired decision waits; absent: the part's grant." }),
});

export const leadership = z.strictObject({
  id,
  groupId: id,
  contactId: id,
  status: z.enum(['proposed', 'active']),
});

/** A coordinator's lock: this part with this contact, group or offer, optionally at this slot too. */
export const pin = z.strictObject({
  id,
  partId: id,
  share: z.union([z.literal(1), z.literal(2)]).optional(),
  ...withWhom,
  slot: slot.omit({ minutes: true }).optional(),
});

export const publishedSession = z.strictObject({
  id,
  partId: id,
  share: z.union([z.literal(1), z.literal(2)]).optional(),
  ...withWhom,
  date,
  start: window.shape.from,
  minutes: minutes(15, 720),
  status: z.enum(['published', 'delivered', 'cancelled']).default('published'),
});

export const related = z.strictObject({ recipientId: id, contactId: id, relation });

export const declinedPair = z.strictObject({
  recipientId: id,
  contactId: id,
  by: z.enum(['recipient', 'contact', 'coordinator']),
  on: date,
  reopenedOn: date.optional(),
});

/** A pair that a coordinator thinks of. */
export const suggestion = z.strictObject({ recipientId: id, contactId: id });

export const absence = z.strictObject({
  personId: id,
  from: date,
  to: date.meta({ description: 'First day back (half-open).' }),
});

/** A known way between two ids. */
export const way = z.strictObject({
  fromId: id,
  toId: id,
  minutes: minutes(0, 1_440),
  metres: z.int().min(0).max(2_000_000),
});

export const screening = z.strictObject({ statedOn: date });

export const caseload = z
  .strictObject({
    format: z.literal('kobling/caseload@1'),
    municipalityId: id,
    synthetic: z.boolean().default(false).meta({ description: 'True for generated data.' }),
    screening: screening
      .optional()
      .meta({ description: 'When it was stated that everyone was screened for protected addresses.' }),
    policy,
    recipients: list(recipient),
    decisions: list(decision),
    contacts: list(contact),
    groups: list(group).default([]),
    offers: list(offer).default([]),
    relations: list(related).default([]),
    declined: list(declinedPair).default([]),
    suggestions: list(suggestion).default([]),
    pairings: list(pairing).default([]),
    leaderships: list(leadership).default([]),
    pins: list(pin).default([]),
    publishedSessions: list(publishedSession).default([]),
    absences: list(absence).default([]),
    travelMatrix: list(way).default([]).meta({
      description: 'Known ways between two ids (people, groups, offers); wins over the computed way, both directions.',
    }),
  })
  .meta({ title: 'kobling/caseload@1' });

export type Caseload = z.output<typeof caseload>;
/** What a caseload file holds before defaults are filled in. */
export type CaseloadInput = z.input<typeof caseload>;
export type Recipient = Caseload['recipients'][number];
export type Requirement = Recipient['requirements'][number];
export type Decision = Caseload['decisions'][number];
export type Part = Decision['parts'][number];
export type Mode = Part['modes'][number];
export type Contact = Caseload['contacts'][number];
export type Group = Caseload['groups'][number];
export type Offer = Caseload['offers'][number];
export type Pairing = Caseload['pairings'][number];
export type Leadership = Caseload['leaderships'][number];
export type Pin = Caseload['pins'][number];
export type PublishedSession = Caseload['publishedSessions'][number];
export type Arrangement = (typeof ARRANGEMENTS)[number];

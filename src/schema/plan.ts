// The plan document `kobling/plan@1`: who meets whom, where and when, with status, bound and score.
// No timings and no wall-clock stamps: the same input, seed and steps give the same bytes.
import { z } from 'zod';
import { ARRANGEMENTS } from './caseload.ts';
import { clock, cycleWeek, date, id, list, minutes, weekday } from './scalars.ts';

/** One vocabulary of statuses, everywhere. `optimal` means absGap < 1 point. */
export const PLAN_STATUSES = ['optimal', 'feasible', 'timed-out', 'cancelled', 'no-plan'] as const;

/** Why a part is not served. */
export const UNSERVED_CLASSES = [
  'no-eligible-contact',
  'eligible-but-full',
  'lost-the-competition',
  'manual-handling',
] as const;

const points = z.int().meta({ description: 'Points; 1 000 × urgency for a served hour a week.' });

export const patternSlot = z.strictObject({
  cycleWeek,
  weekday,
  start: clock,
  minutes: minutes(15, 720),
  placeId: id
    .optional()
    .meta({ description: 'Group or offer where it takes place; absent: from the recipient’s home.' }),
});

export const assignment = z.strictObject({
  id: z.string().min(1).max(80),
  recipientId: id,
  decisionId: id,
  partId: id,
  share: z
    .union([z.literal(1), z.literal(2)])
    .optional()
    .meta({ description: 'Which half of a shareable part; absent: the whole part.' }),
  arrangement: z.enum(ARRANGEMENTS),
  contactIds: list(id).meta({
    description: 'individual: the contact; group: its leaders; voluntary: the accompanying contact or none.',
  }),
  groupId: id.optional(),
  offerId: id.optional(),
  cycleWeeks: z.union([z.literal(1), z.literal(2)]),
  pattern: list(patternSlot)
    .min(1)
    .max(14)
    .meta({ description: 'With cycleWeeks 1 every slot has cycleWeek 1 and recurs each week.' }),
  pinned: z.boolean().meta({ description: 'Whether an active pairing or a lock holds it.' }),
});

export const session = z.strictObject({
  id: z.string().min(1).max(100),
  assignmentId: z.string().min(1).max(80),
  date,
  start: clock,
  minutes: minutes(15, 720),
  status: z
    .enum(['draft', 'published', 'delivered', 'cancelled', 'make-up'])
    .meta({ description: 'Ours are drafts; the others are taken over from the caseload.' }),
});

/** A pin that the plan does not hold, the hard rules that forbid it, and the pins it contradicts (itself among them). */
export const brokenPin = z.strictObject({
  pinId: id.meta({ description: 'The active pairing, leadership or lock that is not held.' }),
  rules: list(id).min(1).meta({ description: 'Hard rules that forbid it, alone or with the others.' }),
  conflict: list(id).meta({
    description: 'Pins that cannot all be held together, itself among them; empty where it is forbidden by itself.',
  }),
});

export const plan = z
  .strictObject({
    format: z.literal('kobling/plan@1'),
    caseloadFingerprint: z.string().meta({ description: 'SHA-256 of the bytes of the caseload file, in hexadecimal.' }),
    rulesetFingerprint: z
      .string()
      .meta({ description: 'SHA-256 of the rules’ ids, kinds, dates in force, settings and demands, in hexadecimal.' }),
    today: date
      .optional()
      .meta({ description: 'The day the plan was made for: ages, deadlines and urgency are counted from it.' }),
    from: date.meta({ description: 'First planned day.' }),
    weeks: z.int().min(1).max(106).meta({ description: 'Planned weeks, counted from that day.' }),
    status: z.enum(PLAN_STATUSES).meta({ description: 'optimal: absGap is less than one point.' }),
    objective: points,
    bound: z.number().meta({ description: 'No plan is worth more than this, in points.' }),
    absGap: z.number().meta({ description: 'bound − objective, in points.' }),
    gap: z
      .number()
      .meta({ description: 'absGap over the value at stake (bound − base); 0 where nothing is at stake.' }),
    gapPerPart: z.number().meta({ description: 'absGap over the number of assignments.' }),
    base: points.meta({
      description: 'Value of the plan that holds the pins alone; with a scope, of all that had to stay.',
    }),
    scope: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal(['recipient', 'contact']), id }),
        z.strictObject({ kind: z.literal('nobody') }),
      ])
      .optional()
      .meta({
        description:
          'The one recipient or contact who was asked about, the rest of a plan staying; nobody: all of it stays, rolled out again. Status, bound and gap are of such plans alone. Absent: everybody.',
      }),
    seed: z.int().meta({ description: 'Seed of the search.' }),
    steps: z.int().nullable().meta({ description: 'Deterministic limit of the search; null: none.' }),
    versions: z.strictObject({ kobling: z.string(), solver: z.string() }),
    assignments: list(assignment),
    leads: list(z.strictObject({ groupId: id, contactId: id })),
    sessions: list(session),
    unserved: list(
      z.strictObject({
        partId: id,
        share: z.union([z.literal(1), z.literal(2)]).optional(),
        minutes: minutes(1, 10_080).meta({
          description: 'Minutes a week that are missing; a month counts as four weeks.',
        }),
        class: z.enum(UNSERVED_CLASSES).meta({
          description:
            'Why: nobody fits; who fits has no room beside the pins; the room went to others; not for this service.',
        }),
      }),
    ),
    brokenPins: list(brokenPin).default([]),
    score: z
      .record(id, z.int())
      .meta({ description: 'Points of each soft rule, by its id; they add up to the objective.' }),
  })
  .meta({ title: 'kobling/plan@1' });

export type Plan = z.output<typeof plan>;
export type PlanInput = z.input<typeof plan>;
export type Assignment = Plan['assignments'][number];
export type PatternSlot = Assignment['pattern'][number];
export type PlannedSession = Plan['sessions'][number];
export type BrokenPin = Plan['brokenPins'][number];
export type PlanStatus = (typeof PLAN_STATUSES)[number];
export type UnservedClass = (typeof UNSERVED_CLASSES)[number];

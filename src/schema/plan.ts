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
  pinned: z.boolean(),
});

export const session = z.strictObject({
  id: z.string().min(1).max(100),
  assignmentId: z.string().min(1).max(80),
  date,
  start: clock,
  minutes: minutes(15, 720),
  status: z.enum(['draft', 'published', 'delivered', 'cancelled', 'make-up']),
});

/** A pin that the plan does not hold, the hard rules that forbid it, and the pins it contradicts (itself among them). */
export const brokenPin = z.strictObject({ pinId: id, rules: list(id).min(1), conflict: list(id) });

export const plan = z
  .strictObject({
    format: z.literal('kobling/plan@1'),
    caseloadFingerprint: z.string(),
    rulesetFingerprint: z.string(),
    today: date
      .optional()
      .meta({ description: 'The day the plan was made for: ages, deadlines and urgency are counted from it.' }),
    from: date,
    weeks: z.int().min(1).max(106),
    status: z.enum(PLAN_STATUSES),
    objective: points,
    bound: z.number().meta({ description: 'No plan is worth more than this, in points.' }),
    absGap: z.number(),
    gap: z
      .number()
      .meta({ description: 'absGap over the value at stake (bound − base); 0 where nothing is at stake.' }),
    gapPerPart: z.number(),
    base: points.meta({ description: 'Value of the plan that holds the pins alone.' }),
    seed: z.int(),
    steps: z.int().nullable(),
    versions: z.strictObject({ kobling: z.string(), solver: z.string() }),
    assignments: list(assignment),
    leads: list(z.strictObject({ groupId: id, contactId: id })),
    sessions: list(session),
    unserved: list(
      z.strictObject({
        partId: id,
        share: z.union([z.literal(1), z.literal(2)]).optional(),
        minutes: minutes(1, 10_080),
        class: z.enum(UNSERVED_CLASSES),
      }),
    ),
    brokenPins: list(brokenPin).default([]),
    score: z.record(id, z.int()),
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

// A municipality's policy: every [SET] of the domain with its default. An empty policy is a valid one.
// `docs/policy.md` is generated from this file, so the description of a setting is its documentation.
import { z } from 'zod';
import { clock, list, minutes, weekday } from './scalars.ts';

/** How a recipient and a contact may be related; the close-family rule's setting names a subset. */
export const RELATIONS = [
  'spouse',
  'cohabitant',
  'fiance',
  'parent',
  'child',
  'sibling',
  'grandparent',
  'grandchild',
  'step-parent',
  'step-child',
  'step-sibling',
  'foster-parent',
  'foster-child',
  'foster-sibling',
  'parent-in-law',
  'child-in-law',
  'sibling-in-law',
  'guardian',
  'same-household',
  'aunt-or-uncle',
  'niece-or-nephew',
  'cousin',
  'former-spouse',
  'neighbour',
  'friend',
  'colleague',
  'former-contact',
] as const;

/** Close family by default: the list of forvaltningsloven § 6 extended by practice, in relation codes. */
export const CLOSE_FAMILY = RELATIONS.slice(0, RELATIONS.indexOf('same-household') + 1);

const setting = <T extends z.ZodType>(schema: T, description: string): T => schema.meta({ description });

export const relation = z.enum(RELATIONS);
export const travelMode = z.enum(['car', 'public-transport', 'walk']);

const weight = (points: number, most: number, description: string) =>
  z.int().min(0).max(most).default(points).meta({ description });

/** Weights of the soft terms. The published exchange rate: a served hour a week is 1 000 points × urgency. */
export const weights = z
  .strictObject({
    suggestedContact: weight(50, 50, 'Points an hour when the contact is one the recipient suggested.'),
    interests: weight(40, 40, "Points an hour when every one of the recipient's interests is shared."),
    wishes: weight(40, 40, 'Points an hour when every wish is met.'),
    continuity: weight(30, 30, 'Points an hour for a proposed pairing that is already being considered.'),
    changeTax: weight(20, 20, 'Points an hour for a session that stays where it was published.'),
    preferredTimes: weight(20, 20, 'Points an hour for a session inside times both sides prefer; half for one side.'),
    coreHours: weight(20, 20, 'Points an hour lost for a session outside the core hours.'),
    sameContact: weight(20, 20, 'Points an hour when one contact holds both halves of a shared part.'),
    fairLoad: weight(7, 7, 'Points a quarter of an hour a week up to the minutes a contact wants, lost beyond them.'),
    travel: weight(60, 60, 'Points an hour lost when the way is as long as the limit; in proportion below it.'),
    mileage: weight(1, 2, 'Points lost for each started step of kroner a month over the mileage budget.'),
  })
  .prefault({});

export const policy = z
  .strictObject({
    startGridMinutes: z
      .union([5, 10, 15, 20, 30, 60, 120, 240].map((n) => z.literal(n)))
      .default(15)
      .meta({ description: 'Sessions are proposed to start on this grid, in minutes after midnight.' }),
    closeFamily: list(relation)
      .default([...CLOSE_FAMILY])
      .meta({ description: 'Relations that may never be the contact (rule close-family).' }),
    minimumContactAge: z.int().min(16).max(25).default(18).meta({ description: 'Least age of a contact, in years.' }),
    sixteenIfKnown: z
      .boolean()
      .default(false)
      .meta({ description: 'Allow contacts from 16 for a person who suggested them.' }),
    institutionsExcluded: z
      .boolean()
      .default(true)
      .meta({ description: 'Residents of institutions and 24-hour staffed housing are outside the target group.' }),
    qualifiedForDemandingCare: z
      .boolean()
      .default(false)
      .meta({ description: 'Allow demanding care with a contact who has the qualification.' }),
    kode7OptIn: z
      .boolean()
      .default(false)
      .meta({ description: 'Take confidential addresses (kode 7) into automatic matching.' }),
    screeningValidDays: z
      .int()
      .min(1)
      .max(366)
      .default(31)
      .meta({ description: 'Days a screening statement for protected addresses stays valid.' }),
    normalHours: z
      .strictObject({ from: clock.default('08:00'), to: clock.default('22:00') })
      .prefault({})
      .meta({ description: "The day's normal hours (rule normal-hours)." }),
    coreHours: list(z.strictObject({ weekdays: list(weekday), from: clock, to: clock }))
      .default([
        { weekdays: [1, 2, 3, 4, 5], from: '14:00', to: '21:00' },
        { weekdays: [6, 7], from: '10:00', to: '20:00' },
      ])
      .meta({ description: 'Hours preferred within the normal hours (term core-hours).' }),
    eveningFrom: clock.default('17:00').meta({ description: 'A session that ends after this is an evening.' }),
    urgencyDaysPerStep: z
      .int()
      .min(1)
      .max(120)
      .default(15)
      .meta({ description: 'Days past the effective date for each step of 1/8 in urgency, from 1 up to 4.' }),
    decisionWarningMonths: z
      .int()
      .min(1)
      .max(240)
      .default(24)
      .meta({ description: 'Longer decisions give a warning.' }),
    reservationDays: z
      .int()
      .min(0)
      .max(366)
      .default(60)
      .meta({ description: 'Days a pairing keeps its hours reserved after its decision has expired.' }),
    reminderDays: z
      .int()
      .min(0)
      .max(366)
      .default(90)
      .meta({ description: 'Days before a decision expires from which it is on the to-do list.' }),
    groupsPerRecipient: z.int().min(1).max(5).default(2).meta({ description: 'Most groups one recipient joins.' }),
    holidays: z
      .enum(['skip', 'keep', 'ask'])
      .default('skip')
      .meta({ description: 'Public holidays in the roll-out: skip the session, keep it, or keep it and ask.' }),
    mileage: z
      .strictObject({
        budgetOere: setting(
          z.int().min(0).max(10_000_000).default(20_000),
          'Øre a month and contact that the municipality pays.',
        ),
        rateOerePerKm: setting(
          z.int().min(1).max(10_000).default(530),
          'State rate: øre a kilometre. Each session is driven out and back from home; ways chained on one day are not shortened.',
        ),
        stepOere: setting(
          z.int().min(100).max(1_000_000).default(2_000),
          'Øre a month of each step in term mileage-budget.',
        ),
        entitlement: setting(
          z.enum(['every-contact', 'granted']).default('every-contact'),
          'Who has the allowance: every contact, or where the decision grants it.',
        ),
      })
      .prefault({})
      .meta({
        description:
          'Mileage allowance: budget a month and contact (øre), state rate (øre a km), step of the soft term (øre), and who has it.',
      }),
    travel: z
      .strictObject({
        detourPercent: setting(
          z.int().min(100).max(500).default(130),
          'Length of the road, in per cent of the great circle.',
        ),
        metresPerMinute: z
          .strictObject({
            car: z.int().min(1).max(5_000).default(700),
            'public-transport': z.int().min(1).max(5_000).default(300),
            walk: z.int().min(1).max(5_000).default(80),
          })
          .prefault({})
          .meta({ description: 'Speed in metres a minute.' }),
        contactMaxMinutes: setting(
          minutes(1, 600).default(45),
          'Longest way of a contact who states none, in minutes one way.',
        ),
        recipientMaxMinutes: setting(
          minutes(1, 600).default(45),
          'Longest way of a recipient who states none, in minutes one way.',
        ),
      })
      .prefault({})
      .meta({
        description:
          'Detour factor (per cent of the great circle), speeds (metres a minute) and the travel limits one way (minutes) where a person states none.',
      }),
    weights,
  })
  .prefault({});

export type Policy = z.output<typeof policy>;
export type Relation = z.output<typeof relation>;
export type TravelMode = z.output<typeof travelMode>;

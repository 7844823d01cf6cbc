// The certificate document `kobling/certificate@1`: prices that prove an upper bound on the worth of every plan.
//
// Every plan of a municipality falls apart into one contact plan or none for each contact and one gathering plan or none
// for each gathering, held together by rows: a portion is served once, a group is led by whom its leaders' plans say, a
// recipient is in one place at a time. With a price on each row, the rows may be dropped: the best plan of each contact
// and gathering at these prices, plus what the rows themselves are worth, is no less than any plan is worth. The
// certificate states the prices; whoever checks it works out the best plans again (`src/check/bound`).
//
// Prices and reduced values are whole numbers of 2^-scaleBits points, so that sums are exact.
import { z } from 'zod';
import { date, id, list, minutes } from './scalars.ts';

/** Of a price: less than 2^53, as every sum of them must be. */
const scaled = z.int();

const portionKey = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}(\/[12])?$/u)
  .meta({ title: 'portion key', description: 'Id of a part; of a half of it with /1 or /2.' });

const gatheringKey = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}(@\d{1,6})?$/u)
  .meta({ title: 'gathering key', description: 'Id of a group; of an offer with @ and the index of its slot.' });

const price = scaled.meta({ description: 'Price of the row in 2^-scaleBits points; 0 or more.' });

/** One session of a pattern: week of the cycle (0: every week), weekday, minutes after midnight, length in minutes. */
export const certificateTime = z
  .tuple([
    z.union([z.literal(0), z.literal(1), z.literal(2)]),
    z.int().min(1).max(7),
    z.int().min(0).max(1_439),
    minutes(15, 720),
  ])
  .meta({
    description: 'Week of the two-week cycle (0: every week), weekday, start in minutes after midnight, minutes.',
  });

const sessions = z.strictObject({ portionKey, times: list(certificateTime).min(1) });
const seat = z.strictObject({ portionKey, gatheringKey });

const bucket = z.string().min(1).max(200).meta({ description: 'The bucket, as the rule names it.' });

/** At most one of the sessions and seats: any two of them exclude each other. */
export const clashRow = z.strictObject({
  kind: z.literal('clash'),
  recipientId: id,
  members: list(z.union([sessions, seat]))
    .min(1)
    .meta({ description: '`{ portionKey, times }`: one-to-one sessions; `{ portionKey, gatheringKey }`: a seat.' }),
  price,
});

/** A bucket of a limit that the recipient's engagements with several partners use: the sum of amounts, at most so much. */
export const limitRow = z.strictObject({
  kind: z.literal('limit'),
  recipientId: id,
  rule: id,
  bucket,
  price,
});

/** A bucket whose uses with one key count once: each member counts once for a portion that is served with that key. */
export const coverRow = z.strictObject({
  kind: z.literal('cover'),
  recipientId: id,
  rule: id,
  bucket,
  members: list(z.strictObject({ portionKey, distinct: z.string().min(1).max(200) })).min(1),
  price,
});

/**
 * Of parts, contacts and gatherings together, no solution takes more than half: what is taken by two at a time, rounded down.
 * Each of them is taken at most once, so any will do.
 */
export const subsetRow = z.strictObject({
  kind: z.literal('subset'),
  portionKeys: list(portionKey),
  contactIds: list(id).meta({ description: 'A plan of theirs takes one.' }),
  gatheringKeys: list(gatheringKey),
  price,
});

/** The best plan of a contact at the prices. */
export const contactPlan = z.strictObject({
  contactId: id,
  value: scaled.meta({ description: 'Its points less the prices of what it uses, in 2^-scaleBits points.' }),
  engagements: list(
    z.strictObject({
      portionKey,
      sessions: z.int().min(1).max(14),
      minutes: minutes(15, 720),
      cycleWeeks: z.union([z.literal(1), z.literal(2)]),
      times: list(certificateTime).min(1).max(14),
    }),
  ),
  leads: list(gatheringKey),
});

/** The best plan of a gathering at the prices. */
export const gatheringPlan = z.strictObject({
  gatheringKey,
  value: scaled.meta({ description: 'Its points less the prices of what it uses, in 2^-scaleBits points.' }),
  seats: list(portionKey),
  leaders: list(id),
});

export const certificate = z
  .strictObject({
    format: z.literal('kobling/certificate@1'),
    caseloadFingerprint: z.string().meta({ description: 'SHA-256 of the bytes of the caseload file, in hexadecimal.' }),
    rulesetFingerprint: z
      .string()
      .meta({ description: 'SHA-256 of the rules’ ids, kinds, dates in force, settings and demands, in hexadecimal.' }),
    today: date.meta({ description: 'The day the plan was made for.' }),
    from: date.meta({ description: 'First planned day.' }),
    weeks: z.int().min(1).max(106).meta({ description: 'Planned weeks, counted from that day.' }),
    scaleBits: z.int().min(0).max(30).meta({ description: 'Prices are whole numbers of 2^-scaleBits points.' }),
    bound: z.int().meta({ description: 'What the prices prove, in whole points: no plan is worth more.' }),
    parts: list(z.strictObject({ portionKey, price: scaled })).meta({
      description: 'Price of serving each portion; absent: 0. Below 0 only where a held pin makes it certain.',
    }),
    leads: list(z.strictObject({ gatheringKey, contactId: id, price: scaled })).meta({
      description: 'Price that a contact pays for leading and the gathering is paid, of either sign; absent: 0.',
    }),
    rows: list(z.discriminatedUnion('kind', [clashRow, limitRow, coverRow, subsetRow])).meta({
      description: 'Rows of recipients with two portions or more, and subset rows; any rows that hold will do.',
    }),
    held: list(id).meta({ description: 'Pins that every plan which the bound is about holds.' }),
    mayBreak: list(
      z.strictObject({
        pinIds: list(id).min(1),
        most: z.int().min(0).meta({ description: 'At most so many of these pins are broken.' }),
        prices: list(scaled).meta({ description: 'Price of holding each of the pins, in their order; 0 or more.' }),
      }),
    ).meta({ description: 'Sets of pins that cannot all be held. A pin in neither list may be broken freely.' }),
    contactPlans: list(contactPlan).meta({ description: 'Contacts who are absent have no plan better than none.' }),
    gatheringPlans: list(gatheringPlan).meta({
      description: 'Gatherings that are absent have no plan better than none.',
    }),
  })
  .meta({ title: 'kobling/certificate@1' });

export type Certificate = z.output<typeof certificate>;
export type CertificateTime = z.output<typeof certificateTime>;
export type CertificateRow = Certificate['rows'][number];
export type CertificateContactPlan = Certificate['contactPlans'][number];
export type CertificateGatheringPlan = Certificate['gatheringPlans'][number];

// The scalar types of both documents: ids, dates, clock times, windows, places. Units are stated once, in
// docs/caseload.md: minutes, metres, øre, integers; intervals are half-open; weekdays run 1 (Monday) to 7.
import { z } from 'zod';

/** Most entries any list of a document may hold; a larger caseload is refused before it is modelled. */
export const MAX_ENTRIES = 100_000;

/** Neither keys nor ids: they mean something to objects themselves. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** An opaque id, unique within the document: 1–64 letters, digits, `.`, `_`, `:`, `-`; never a person's name. */
export const id = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}$/u)
  .refine((value) => !FORBIDDEN_KEYS.has(value))
  .meta({ title: 'id', description: 'Opaque id, unique within the document. Never a name or an identity number.' });

/** A code of an open vocabulary (interest, language, trait): 1–40 lower-case letters, digits and hyphens. */
export const code = z
  .string()
  .regex(/^[\p{Ll}\p{N}][\p{Ll}\p{N}-]{0,39}$/u)
  .refine((value) => !FORBIDDEN_KEYS.has(value))
  .meta({ title: 'code', description: 'Lower-case word of an open vocabulary.' });

/** A calendar date `YYYY-MM-DD` between 1900 and 2199 that exists. */
export const date = z.iso
  .date()
  .refine((value) => value >= '1900-01-01' && value < '2200-01-01')
  .meta({ title: 'date', description: 'Calendar date YYYY-MM-DD, local to Norway.' });

/** A local clock time `HH:MM` on the day's clock; `24:00` is the end of the day. */
export const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .meta({ title: 'clock', description: 'Local time HH:MM; 24:00 ends the day.' });

export const weekday = z.int().min(1).max(7).meta({ description: 'Weekday, 1 (Monday) to 7 (Sunday).' });

export const cycleWeek = z
  .union([z.literal(1), z.literal(2)])
  .meta({ description: 'Week of the two-week cycle: 1 = odd ISO week, 2 = even ISO week.' });

export const minutes = (least: number, most: number) => z.int().min(least).max(most);

/** A weekly window [from, to) on one weekday; without `cycleWeek` it holds in both weeks of the cycle. */
export const window = z
  .strictObject({ weekday, from: clock, to: clock, cycleWeek: cycleWeek.optional() })
  .meta({ title: 'window', description: 'Half-open weekly window on one weekday.' });

/** A fixed session slot of a gathering or a pin; without `cycleWeek` it recurs every week. */
export const slot = z
  .strictObject({ weekday, start: clock, minutes: minutes(15, 720), cycleWeek: cycleWeek.optional() })
  .meta({ title: 'slot', description: 'A recurring session: weekday, start and length.' });

/** Where somebody lives or something takes place: WGS84 degrees, or a postal code of the table the user names. */
export const place = z
  .union([
    z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
    z.strictObject({
      postalCode: z
        .string()
        .regex(/^\d{4}$/)
        .meta({ title: 'postal-code' }),
    }),
  ])
  .meta({ title: 'place', description: 'Coordinates in WGS84 degrees, or a postal code.' });

export const list = <T extends z.ZodType>(item: T) => z.array(item).max(MAX_ENTRIES);

export type Window = z.output<typeof window>;
export type Slot = z.output<typeof slot>;
export type Place = z.output<typeof place>;

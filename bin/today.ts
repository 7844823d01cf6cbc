// Dates as the clock of this command tells them, in the municipality's time zone.
import { DateTime } from 'luxon';
import { ZONE } from '../src/calendar/zone.ts';
import { addDays, weekdayOf } from '../src/domain/time.ts';

/** The local date of an instant, in milliseconds since 1970. */
export const localDate = (milliseconds: number): string =>
  DateTime.fromMillis(milliseconds, { zone: ZONE }).toFormat('yyyy-MM-dd');

/** The first Monday on or after a date. */
export const mondayFrom = (date: string): string => addDays(date, (8 - weekdayOf(date)) % 7);

// Norwegian public holidays: the fixed days and those that follow Easter. Own computation, so that a plan needs no
// table of dates and no clock. Source: lov om helligdager og helligdagsfred, lov om 1. og 17. mai som høytidsdager.
import { dateOf, dayNumber } from './time.ts';

const FIXED: Readonly<Record<string, string>> = {
  '01-01': 'new-years-day',
  '05-01': 'labour-day',
  '05-17': 'constitution-day',
  '12-25': 'christmas-day',
  '12-26': 'boxing-day',
};

/** Days after Easter Sunday. */
const MOVABLE: Readonly<Record<number, string>> = {
  [-3]: 'maundy-thursday',
  [-2]: 'good-friday',
  0: 'easter-sunday',
  1: 'easter-monday',
  39: 'ascension-day',
  49: 'whit-sunday',
  50: 'whit-monday',
};

/**
 * Easter Sunday of a Gregorian year as `YYYY-MM-DD`: the Sunday after the first ecclesiastical full moon on or after
 * 21 March. Golden number and epact give the moon, the weekday of that moon gives the Sunday.
 */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  // Leap days the Gregorian calendar leaves out, and the moon's own correction, by century.
  const solar = century - Math.floor(century / 4);
  const lunar = Math.floor((8 * century + 13) / 25);
  const age = (19 * golden + solar - lunar + 15) % 30;
  // The full moon's days after 21 March; the last two ages share days so that no cycle has the same moon twice.
  const moon = age - (age === 29 || (age === 28 && golden > 10) ? 1 : 0);
  const day = dayNumber(`${year}-03-21`) + moon;
  // Day 3 since 1970-01-01 is a Sunday; a full moon on a Sunday gives the next one.
  return dateOf(day + 7 - ((((day - 3) % 7) + 7) % 7));
}

/** Code of the public holiday on a date, e.g. `good-friday`; undefined on any other day. A fixed day goes first. */
export function publicHoliday(date: string): string | undefined {
  const fixed = FIXED[date.slice(5)];
  if (fixed !== undefined) return fixed;
  return MOVABLE[dayNumber(date) - dayNumber(easterSunday(Number(date.slice(0, 4))))];
}

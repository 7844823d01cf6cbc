// Weekly patterns and dates as people say them in each language.
import type { Locale } from '../schema/locale.ts';
import type { Assignment, PatternSlot } from '../schema/plan.ts';

const TAGS: Readonly<Record<Locale, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

const DAYS: Readonly<Record<Locale, readonly string[]>> = {
  nb: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  nn: ['måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag', 'søndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const CYCLE: Readonly<Record<Locale, readonly [string, string]>> = {
  nb: ['oddetallsuker', 'partallsuker'],
  nn: ['oddetalsveker', 'partalsveker'],
  en: ['odd weeks', 'even weeks'],
};

/** `17:00–19:00`. */
export function spanText({ start, minutes }: Pick<PatternSlot, 'start' | 'minutes'>): string {
  const end = Number(start.slice(0, 2)) * 60 + Number(start.slice(3)) + minutes;
  return `${start}–${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`;
}

/** `mandag 17:00–19:00, torsdag 17:00–19:00 (oddetallsuker)`. */
export const patternText = ({ cycleWeeks, pattern }: Pick<Assignment, 'cycleWeeks' | 'pattern'>, locale: Locale) =>
  pattern
    .map((slot) => {
      const week = cycleWeeks === 1 ? '' : ` (${CYCLE[locale][slot.cycleWeek - 1]})`;
      return `${DAYS[locale][slot.weekday - 1]} ${spanText(slot)}${week}`;
    })
    .join(', ');

/** `tirsdag 13. januar`. */
export function dayText(date: string, locale: Locale): string {
  const at = new Date(`${date}T00:00:00Z`);
  const day = new Intl.DateTimeFormat(TAGS[locale], { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);
  return `${DAYS[locale][(at.getUTCDay() + 6) % 7]} ${day}`;
}

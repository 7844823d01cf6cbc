// When a night is due, by the local clock: also where that leaves an hour out or runs through one twice.
import { DateTime } from 'luxon';
import { ZONE } from '../../src/calendar/zone.ts';

/** The zone of all nights. */
export const NIGHT_ZONE = ZONE;
/** Hours after its time until which a night that was missed is made up for; later it would be in the way of the day. */
const OPEN_HOURS = 5;

/**
 * The date of the night that is due at an instant (milliseconds since 1970), for a local time `HH:MM`; undefined where none is.
 * A time that the clock leaves out comes an hour later by the clock; one that comes twice is due from the first.
 */
export function dueNight(milliseconds: number, at: string): string | undefined {
  const now = DateTime.fromMillis(milliseconds, { zone: ZONE });
  const [hour, minute] = at.split(':').map(Number);
  for (const day of [now, now.minus({ days: 1 })]) {
    const begins = day.startOf('day').set({ hour: hour ?? 0, minute: minute ?? 0 });
    if (now >= begins && now < begins.plus({ hours: OPEN_HOURS })) return begins.toFormat('yyyy-MM-dd');
  }
  return undefined;
}

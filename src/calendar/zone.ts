// The only place that names the time zone of every date and clock time. Local times are what people agree on; an
// instant is needed for calendar feeds, and to see which local times a clock change leaves out or runs through twice.
import { DateTime } from 'luxon';
import { addDays, clockOf, DAY_MINUTES, minuteOfDay } from '../domain/time.ts';

/** Time zone of all local dates and times. */
export const ZONE = 'Europe/Oslo';

/** Local minutes [from, to) of a date that a clock change leaves out, or runs through twice. */
export type ClockChange = { readonly kind: 'missing' | 'doubled'; readonly from: number; readonly to: number };

/** A local time as UTC instants (ISO 8601); a doubled one has two. */
export type LocalInstant =
  | { readonly kind: 'once'; readonly instant: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'doubled'; readonly earlier: string; readonly later: string };

const MINUTE = 60_000;

const offsetAt = (milliseconds: number): number => DateTime.fromMillis(milliseconds, { zone: ZONE }).offset;

const midnight = (date: string): DateTime => DateTime.fromISO(`${date}T00:00`, { zone: ZONE });

function findClockChange(date: string): ClockChange | undefined {
  const start = midnight(date);
  const end = midnight(addDays(date, 1));
  const shift = end.offset - start.offset;
  if (shift === 0) return undefined;
  // The first whole minute with the new offset, by halving.
  let [before, after] = [start.toMillis() / MINUTE, end.toMillis() / MINUTE];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * MINUTE) === start.offset) before = middle;
    else after = middle;
  }
  const local = after - start.toMillis() / MINUTE;
  return shift > 0
    ? { kind: 'missing', from: local, to: local + shift }
    : { kind: 'doubled', from: local + shift, to: local };
}

const clockChanges = new Map<string, ClockChange | undefined>();

/** The clock change of a date, undefined on most dates. */
export function clockChangeOn(date: string): ClockChange | undefined {
  if (!clockChanges.has(date)) clockChanges.set(date, findClockChange(date));
  return clockChanges.get(date);
}

/** The instant of a local date and clock time; `24:00` is the next day's midnight. */
export function toInstant(date: string, clock: string): LocalInstant {
  const minute = minuteOfDay(clock);
  if (minute === DAY_MINUTES) return toInstant(addDays(date, 1), '00:00');
  const change = clockChangeOn(date);
  const isHit = change !== undefined && change.from <= minute && minute < change.to;
  if (isHit && change.kind === 'missing') return { kind: 'missing' };
  const utc = (milliseconds: number): string => new Date(milliseconds).toISOString();
  if (!isHit)
    return { kind: 'once', instant: utc(DateTime.fromISO(`${date}T${clockOf(minute)}`, { zone: ZONE }).toMillis()) };
  const earlier = midnight(date).toMillis() + minute * MINUTE;
  return { kind: 'doubled', earlier: utc(earlier), later: utc(earlier + (change.to - change.from) * MINUTE) };
}

/** The clock change that a session of a date, from a local minute on, runs into. */
export function clockChangeWithin(date: string, start: number, minutes: number): ClockChange | undefined {
  const change = clockChangeOn(date);
  return change !== undefined && start < change.to && change.from < start + minutes ? change : undefined;
}

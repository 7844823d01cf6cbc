// Half-open periods of dates with an open end or beginning: decisions, contracts, agreements, groups.
import { addDays } from './time.ts';

/** [from, to): an absent end leaves it open. */
export type Period = { readonly from?: string | undefined; readonly to?: string | undefined };

/** Whether a date lies in the period. */
export const holds = ({ from, to }: Period, date: string): boolean =>
  (from === undefined || from <= date) && (to === undefined || date < to);

/** Whether two periods share a day. */
export const overlap = (a: Period, b: Period): boolean =>
  (a.from === undefined || b.to === undefined || a.from < b.to) &&
  (b.from === undefined || a.to === undefined || b.from < a.to);

/** The first and the last day of [from, to), for texts. */
export const daysOf = ({ from, to }: { readonly from: string; readonly to: string }) => ({
  first: from,
  last: addDays(to, -1),
});

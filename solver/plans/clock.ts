// What a stage may still take of the time for all.
import { isLate, type SearchOptions } from '../timed/search.ts';

export type Clock = {
  readonly isLate: () => boolean;
  /** Undefined without a limit. */
  readonly secondsLeft: () => number | undefined;
  /** A clock that is late after a share of the time left; without a limit, as late as this one. */
  readonly part: (share: number) => Clock;
};

/** The clock of a search, or one of its time until a moment in milliseconds. */
export function clockOf(
  options: Pick<SearchOptions, 'deadline' | 'now' | 'isCancelled'>,
  until = options.deadline,
): Clock {
  const { now } = options;
  return {
    isLate: () => isLate(options) || (until !== undefined && now() > until),
    secondsLeft: () => (until === undefined ? undefined : Math.max(0, until - now()) / 1000),
    part: (share) => clockOf(options, until === undefined ? undefined : now() + Math.max(0, until - now()) * share),
  };
}

// Whatever takes longer than somebody may be kept waiting is answered with 503: either nothing was accepted, or asking again with
// the same key finds it.
import { setTimeout as pause } from 'node:timers/promises';

const MOST_MILLISECONDS = 1_900;

/** Says that the database is away, as `isAway` understands it. */
const tooSlow = (): Error => Object.assign(new Error('timeout exceeded'), { code: 'ETIMEDOUT' });

export async function soon<T>(work: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = pause(MOST_MILLISECONDS, undefined, { signal: stop.signal }).then(() => {
    throw tooSlow();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
    late.catch(() => {});
  }
}

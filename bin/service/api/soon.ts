// Whatever takes longer than somebody may be kept waiting is answered with 503: either nothing was accepted, or asking again with
// the same key finds it.
import { within } from '../../../queues/within.ts';

const MOST_MILLISECONDS = 1_900;

/** Says that the database is away, as `isAway` understands it. */
const tooSlow = (): Error => Object.assign(new Error('timeout exceeded'), { code: 'ETIMEDOUT' });

export const soon = <T>(work: Promise<T>): Promise<T> => within(MOST_MILLISECONDS, work, tooSlow);

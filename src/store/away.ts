// Whether an error says that the database is away, rather than that it refuses what was asked.

/** Classes of SQLSTATE: no connection, no room for one, and a server that is being ended or started. */
const AWAY_STATES = ['08', '53', '57P'] as const;
const AWAY_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);
/** What `pg` says without a code. */
const AWAY_WORDS = ['timeout exceeded', 'Query read timeout', 'Connection terminated', 'not queryable'] as const;

export function isAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return AWAY_CODES.has(code) || AWAY_STATES.some((state) => code.startsWith(state));
  return typeof message === 'string' && AWAY_WORDS.some((words) => message.includes(words));
}

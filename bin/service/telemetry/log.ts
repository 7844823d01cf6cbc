// The log: one JSON object a line, of events and codes. It takes ids, words and numbers alone, so that nothing of anybody can
// get into it by accident: no error's text, no object as it stands.
import { pino, stdTimeFunctions } from 'pino';
import type { Io } from '../../io.ts';

export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  /** Tells an error by its code or name, each of them once a minute with how often it came since. */
  error(error: unknown): void;
};

/** Errors of a connection come by the thousand while it is away. */
const QUIET_MILLISECONDS = 60_000;

/** A code of the system or the database, or else the error's name; never its text, which may say what it is about. */
export function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return [code, name].find((word): word is string => typeof word === 'string' && word !== '') ?? 'Error';
}

/** Opens the log of a service, such as `worker`, on standard output. */
export function openLog({ out, elapsed }: Pick<Io, 'out' | 'elapsed'>, service: string): Log {
  const lines = pino(
    {
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write: out },
  );
  const told = new Map<string, { at: number; since: number }>();
  return {
    info: (event, facts) => lines.info({ event, ...facts }),
    warn: (event, facts) => lines.warn({ event, ...facts }),
    error(error) {
      const code = codeOf(error);
      const last = told.get(code);
      if (last !== undefined && elapsed() - last.at < QUIET_MILLISECONDS) return void last.since++;
      told.set(code, { at: elapsed(), since: 0 });
      lines.error({ event: 'error', code, times: (last?.since ?? 0) + 1 });
    },
  };
}

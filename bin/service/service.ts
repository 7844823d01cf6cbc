// What every process of the service stands on, opened in the order in which it is needed and closed the other way round: the
// database of this program's version, the doorbell, and what the process tells of itself.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { QueuePlace } from '../../queues/backends.ts';
import { type Doorbell, openDoorbell } from '../../queues/doorbell.ts';
import { operationsRouter, type Readiness } from '../../src/http/operations.ts';
import type { Locale } from '../../src/schema/locale.ts';
import { migrationState, toldState } from '../../src/store/migrate.ts';
import { errorCode, EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { type Database, type DatabaseOptions, noDatabase, openDatabase } from './database.ts';
import { openTelemetry, type Telemetry } from './telemetry/telemetry.ts';

export type ServiceOptions = DatabaseOptions & { readonly locale: Locale };

export type Service = {
  readonly database: Database;
  readonly doorbell: Doorbell;
  /** Where the queue is. */
  readonly queue: QueuePlace;
  readonly telemetry: Telemetry;
  /** What goes wrong in passing: told, and tried again. */
  readonly onError: (error: unknown) => void;
};

/** Throws a failure with an advice where the database is away, or not of this program's version. */
async function demandReady({ owner, place }: Database, locale: Locale): Promise<void> {
  const state = await migrationState(owner).catch((error: unknown) => {
    throw noDatabase(place, errorCode(error) ?? 'unknown', locale);
  });
  const names = toldState(state);
  if (names !== '')
    throw new Failure(
      EXIT.broken,
      say('databaseOther', locale, { place, names }),
      say('doctorAdvice-migrations', locale),
    );
}

const READY_MILLISECONDS = 2_000;

/** Whether a question is answered soon. */
const isThere = (question: Promise<unknown>): Promise<boolean> =>
  Promise.race([question.then(() => true), pause(READY_MILLISECONDS, false, { ref: false })]).catch(() => false);

/** What of its needs a process has now: the database for reading and writing, and the queue. */
async function readiness({ database, doorbell }: Service): Promise<Readiness[]> {
  const [isDatabaseThere, isQueueThere] = await Promise.all([
    isThere(sql`SELECT 1`.execute(database.app)),
    isThere(doorbell.waiting()),
  ]);
  return [
    { what: 'database', isOk: isDatabaseThere },
    { what: 'queue', isOk: isQueueThere },
  ];
}

/** Health, readiness and figures of a process. */
export const operationsOf = (service: Service) =>
  operationsRouter({ ready: () => readiness(service), metrics: service.telemetry.metrics });

/** Opens a database of this program's version, and closes it once `work` is done; throws as `withService` does. */
export async function withDatabase<T>(
  io: Io,
  { data, locale }: ServiceOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(io, { data });
  try {
    await demandReady(database, locale);
    return await work(database);
  } finally {
    await database.close();
  }
}

/**
 * Opens the service as a process of a name, such as `worker`, and closes it once `work` is done. Throws a failure with an
 * advice where the database is away or of another version.
 */
export function withService<T>(
  io: Io,
  name: string,
  options: ServiceOptions,
  work: (service: Service) => Promise<T>,
): Promise<T> {
  return withDatabase(io, options, async (database) => {
    const redis = io.env('REDIS_URL');
    const queue: QueuePlace =
      redis === undefined ? { kind: 'postgres', url: database.url } : { kind: 'redis', url: redis };
    const telemetry = openTelemetry(io, name, database.dispatcher);
    let isOver = false;
    // That connections end with their server is no news once nobody uses them any more.
    const onError = (error: unknown): void => {
      if (!isOver) telemetry.log.error(error);
    };
    const doorbell = openDoorbell(queue, { onError });
    try {
      return await work({ database, doorbell, queue, telemetry, onError });
    } finally {
      isOver = true;
      await doorbell.close();
      await telemetry.close();
    }
  });
}

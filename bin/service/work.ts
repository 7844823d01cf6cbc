// What `kobling worker` does: answers bells and runs jobs until it is told to go.
import { openDoorbell, type DoorbellPlace } from '../../queues/doorbell.ts';
import { startWorker } from '../../queues/worker.ts';
import type { Locale } from '../../src/schema/locale.ts';
import { migrationState, toldState } from '../../src/store/migrate.ts';
import { errorCode, EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { type Database, type DatabaseOptions, noDatabase, openDatabase } from './database.ts';
import { runJob } from './run-job.ts';

export type WorkOptions = DatabaseOptions & {
  readonly locale: Locale;
  /** Jobs at a time. */
  readonly concurrency: number;
  /** Threads of each. */
  readonly threads: number;
  /** Seconds for the search of a job that asks for none. */
  readonly seconds: number;
};

/** Errors of a connection come by the thousand while it is away: one of a kind is told every so often. */
const QUIET_MILLISECONDS = 10_000;

/** Tells errors by their code, each kind once in ten seconds; never what they are about. */
function errorTeller({ err, elapsed }: Io): (error: unknown) => void {
  const told = new Map<string, number>();
  return (error) => {
    const { code, name } = error as { code?: unknown; name?: unknown };
    const kind = [code, name].find((word) => typeof word === 'string') ?? 'Error';
    const last = told.get(kind);
    if (last !== undefined && elapsed() - last < QUIET_MILLISECONDS) return;
    told.set(kind, elapsed());
    err(`${JSON.stringify({ level: 'error', code: kind })}\n`);
  };
}

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

/** Works until it is told to go; jobs that run then end with the best plan they have. */
export async function work(io: Io, options: WorkOptions): Promise<void> {
  // Listened for from the first moment: whoever is told to go while it starts goes once it has.
  const told = io.untilTold();
  const database = await openDatabase(io, options);
  try {
    await demandReady(database, options.locale);
  } catch (error) {
    await database.close();
    throw error;
  }
  const redis = io.env('REDIS_URL');
  const place: DoorbellPlace =
    redis === undefined ? { kind: 'postgres', url: database.url } : { kind: 'redis', url: redis };
  let isOver = false;
  const tell = errorTeller(io);
  // That connections end with their server is no news once nobody uses them any more.
  const onError = (error: unknown): void => {
    if (!isOver) tell(error);
  };
  const doorbell = openDoorbell(place, { onError });
  const worker = startWorker({
    dispatcher: database.dispatcher,
    doorbell,
    concurrency: options.concurrency,
    onError,
    run: ({ tenantId, jobId }, stopped) =>
      runJob({ app: database.app, tenantId, jobId, seconds: options.seconds, threads: options.threads, stopped }),
  });
  io.out(`${JSON.stringify({ level: 'info', event: 'ready', queue: place.kind, database: database.place })}\n`);
  await told;
  await worker.stop();
  isOver = true;
  await doorbell.close();
  await database.close();
  io.out(`${JSON.stringify({ level: 'info', event: 'stopped' })}\n`);
}

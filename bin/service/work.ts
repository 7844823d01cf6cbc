// What `kobling worker` does: answers bells, runs jobs and opens nights until it is told to go.
import { startNights } from '../../queues/nights.ts';
import { repeat } from '../../queues/repeat.ts';
import { startWorker } from '../../queues/worker.ts';
import { createApp } from '../../src/http/app.ts';
import { isAway } from '../../src/store/away.ts';
import { nightState, openNight } from '../../src/store/nights.ts';
import type { Io } from '../io.ts';
import { localDate } from '../today.ts';
import { askCanary } from './canary.ts';
import { listen } from './listen.ts';
import { dueNight, NIGHT_ZONE } from './night-time.ts';
import { runJob } from './run-job.ts';
import { operationsOf, type Service, type ServiceOptions, withService } from './service.ts';

export type SolvingOptions = {
  /** Jobs at a time. */
  readonly concurrency: number;
  /** Threads of each. */
  readonly threads: number;
  /** Seconds for the search of a job, at most. */
  readonly seconds: number;
  /** Gap at which a search may end, as a share. */
  readonly gap?: number | undefined;
};

export type WorkOptions = ServiceOptions &
  SolvingOptions & {
    /** Local time at which nights begin, `HH:MM`; absent: this worker opens none. */
    readonly nightAt?: string | undefined;
    /** Minutes between jobs that go all the way as a sign of health; 0: none. */
    readonly canaryMinutes: number;
    /** Port of health, readiness and figures; absent: nobody may ask. */
    readonly port?: number | undefined;
    readonly host: string;
  };

type Ending = { stop(): Promise<void> };

/** Answers bells with the jobs they ring for. */
export function startSolving({ database, doorbell, telemetry, onError }: Service, options: SolvingOptions): Ending {
  const { concurrency, threads, seconds, gap } = options;
  return startWorker({
    dispatcher: database.dispatcher,
    doorbell,
    concurrency,
    onError,
    run: ({ tenantId, jobId }, stopped) =>
      runJob({
        app: database.app,
        tenantId,
        jobId,
        seconds,
        threads,
        gap,
        stopped,
        watch: (held) => telemetry.watchJob(tenantId, held),
      }),
  });
}

/** Opens nights when they are due. */
function startNightly(io: Io, { database, doorbell, telemetry, onError }: Service, at: string): Ending {
  const { app, dispatcher } = database;
  return startNights({
    doorbell,
    schedule: { at, zone: NIGHT_ZONE },
    due: () => dueNight(io.now(), at),
    open: async (runDate) => {
      const span = telemetry.tracing.start('night');
      const rings = await openNight({ app, dispatcher, runDate, traceparent: span.traceparent });
      span.end();
      if (rings.length > 0) telemetry.log.info('night-opened', { runDate, municipalities: rings.length });
      return rings;
    },
    onOver: async (runDate) =>
      telemetry.log.info('night-answered', { runDate, ...(await nightState(dispatcher, runDate)) }),
    onError,
  });
}

/** Asks for a job that goes all the way, once for all workers in each span of time. */
function startCanaries(io: Io, { database, onError }: Service, minutes: number): Ending {
  const ask = async (): Promise<unknown> => {
    const now = io.now();
    const key = `canary ${Math.floor(now / (minutes * 60_000))}`;
    return askCanary({ app: database.app, today: localDate(now), key });
  };
  return repeat(Math.min(minutes, 1) * 60_000, ask, onError);
}

/** Lets those who operate the service ask this process. */
async function startOperations(
  io: Io,
  service: Service,
  { host, port }: { host: string; port: number },
): Promise<Ending> {
  const app = createApp({
    routers: [operationsOf(service)],
    isAway,
    onError: service.onError,
    elapsed: io.elapsed,
    onRequest: service.telemetry.metrics.requestEnded,
  });
  const { url, close } = await listen(app, { host, port });
  service.telemetry.log.info('listening', { url });
  return { stop: close };
}

/** Works until it is told to go; jobs that run then end with the best plan they have. */
export async function work(io: Io, options: WorkOptions): Promise<void> {
  // Listened for from the first moment: whoever is told to go while it starts goes once it has.
  const told = io.untilTold();
  const { nightAt, canaryMinutes, host, port } = options;
  await withService(io, 'worker', options, async (service) => {
    const { telemetry, queueKind, database } = service;
    const endings: Ending[] = [];
    if (port !== undefined) endings.push(await startOperations(io, service, { host, port }));
    endings.push(startSolving(service, options));
    if (canaryMinutes > 0) endings.push(startCanaries(io, service, canaryMinutes));
    if (nightAt !== undefined) endings.push(startNightly(io, service, nightAt));
    telemetry.log.info('ready', { queue: queueKind, database: database.place });
    await told;
    await Promise.all(endings.map((ending) => ending.stop()));
    telemetry.log.info('stopped');
  });
}

// What `kobling worker` does: answers bells, runs jobs and opens nights until it is told to go.
import { startNights } from '../../queues/nights.ts';
import { repeat } from '../../queues/repeat.ts';
import { startWorker } from '../../queues/worker.ts';
import { createApp } from '../../src/http/app.ts';
import { isAway } from '../../src/store/away.ts';
import { nightState } from '../../src/store/nights.ts';
import { sha256 } from '../fingerprint.ts';
import type { Io } from '../io.ts';
import { localDate } from '../today.ts';
import { askCanary } from './canary.ts';
import { listen } from './listen.ts';
import { dueNight, NIGHT_ZONE } from './night-time.ts';
import { type NightSettings, openNight } from './open-night.ts';
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

export type Nights = NightSettings & {
  /** Local time at which they begin, `HH:MM`. */
  readonly at: string;
};

export type WorkOptions = ServiceOptions &
  SolvingOptions & {
    /** Nights that this worker opens; absent: none. */
    readonly nights?: Nights | undefined;
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
    onReturned: ({ returned, failed }) => telemetry.log.info('jobs-lost', { returned, poisoned: failed }),
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
function startNightly(io: Io, service: Service, { at, ...settings }: Nights): Ending {
  const { database, doorbell, telemetry, onError } = service;
  return startNights({
    doorbell,
    schedule: { at, zone: NIGHT_ZONE },
    due: () => dueNight(io.now(), at),
    open: (runDate) => openNight(service, runDate, settings),
    onOver: async (runDate) =>
      telemetry.log.info('night-answered', { runDate, ...(await nightState(database.dispatcher, runDate)) }),
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
    fingerprint: sha256,
  });
  const { url, close } = await listen(app, { host, port, onError: service.onError });
  service.telemetry.log.info('listening', { url });
  return { stop: close };
}

export type Working = SolvingOptions & Pick<WorkOptions, 'nights' | 'canaryMinutes'>;

/** Runs jobs and opens nights until it is stopped; jobs that run then end with the best plan they have. */
export function startWorking(io: Io, service: Service, { nights, canaryMinutes, ...solving }: Working): Ending {
  const endings = [startSolving(service, solving)];
  if (canaryMinutes > 0) endings.push(startCanaries(io, service, canaryMinutes));
  if (nights !== undefined) endings.push(startNightly(io, service, nights));
  return { stop: async () => void (await Promise.all(endings.map((ending) => ending.stop()))) };
}

/** Works until it is told to go. */
export async function work(io: Io, options: WorkOptions): Promise<void> {
  // Listened for from the first moment: whoever is told to go while it starts goes once it has.
  const told = io.untilTold();
  const { host, port } = options;
  await withService(io, 'worker', options, async (service) => {
    const { telemetry, queue, database } = service;
    const operations = port === undefined ? undefined : await startOperations(io, service, { host, port });
    const working = startWorking(io, service, options);
    telemetry.log.info('ready', { queue: queue.kind, database: database.place });
    await told;
    await Promise.all([working.stop(), operations?.stop()]);
    telemetry.log.info('stopped');
  });
}

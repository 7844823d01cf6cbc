// The doorbell: BullMQ tells workers that there are jobs, by their ids alone; on Redis, or without one on the database's own
// server. It is no record: a bell that is lost is rung again, one that is rung twice finds no job, and while nobody answers
// the door jobs wait in the database.
import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Ring } from '../src/store/dispatch.ts';
import { QUEUE_ROLE, QUEUE_SCHEMA } from './prepare-queue.ts';

/** What a bell says: ids, and nothing of what they are about. */
export type Bell = { readonly tenantId: string; readonly jobId: string };

/** Where the queue is. */
export type DoorbellPlace = { readonly kind: 'redis' | 'postgres'; readonly url: string };

export type Listener = {
  /** Takes no more bells; resolves once those taken are answered. */
  close(): Promise<void>;
};

export type Doorbell = {
  /** Rings for jobs; rejects within two seconds where the queue is away. */
  ring(rings: readonly Ring[]): Promise<void>;
  /** Answers bells, so many at a time. What `answer` throws is told to `onError`; the bell is not rung again for it. */
  listen(answer: (bell: Bell) => Promise<void>, options: { readonly concurrency: number }): Listener;
  /** Bells that nobody answers yet. */
  waiting(): Promise<number>;
  close(): Promise<void>;
};

export type DoorbellOptions = {
  /** Name of the queue; default `kobling`. */
  readonly name?: string | undefined;
  /** Hears of broken connections, which heal by themselves, and of what went wrong in an answer. */
  readonly onError?: ((error: Error) => void) | undefined;
};

const RING_MILLISECONDS = 2_000;
/** How long of it is for a connection that is only just being made. */
const READY_MILLISECONDS = 500;
/** Bells are forgotten once answered: the database has all that is worth keeping. */
const FORGOTTEN = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;
/** Whoever dies without a word is found by the job's lease; this only frees the queue's own place. */
const STALLED = { lockDuration: 30_000, stalledInterval: 15_000, maxStalledCount: 1 } as const;

/** Milliseconds until Redis is tried again: soon at first, and never rarer than every two seconds. */
const retryStrategy = (times: number): number => Math.min(RING_MILLISECONDS, 100 * times);

/** The same promise, or a rejection where it takes too long. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The queue does not answer.')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

type Listening = { on(event: 'error', hear: (error: Error) => void): unknown };
type QueueLike = Listening & {
  addBulk(jobs: { name: string; data: Bell; opts: typeof FORGOTTEN & { priority: number } }[]): Promise<unknown>;
  getJobCountByTypes(...types: ('waiting' | 'prioritized')[]): Promise<number>;
  close(): Promise<void>;
};
type WorkerLike = Listening & {
  on(event: 'failed', hear: (job: unknown, error: Error) => void): unknown;
  close(): Promise<void>;
};
type WorkerSettings = typeof STALLED & { readonly concurrency: number };

/** Queue and workers on one of the two backends. */
type Backed = {
  readonly queue: QueueLike;
  worker(answer: (job: { data: Bell }) => Promise<void>, settings: WorkerSettings): WorkerLike;
  /** Whether what is sent now is sent at once: what waits for a connection lands whenever that comes, asked for or not. */
  isReady(): boolean;
  close(): void;
};

function onRedis(url: string, name: string, onError: (error: Error) => void): Backed {
  // Whoever rings must hear at once that nobody is there; whoever listens waits for as long as it takes.
  const ringing = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy });
  const listening = new Redis(url, { maxRetriesPerRequest: null, retryStrategy });
  for (const client of [ringing, listening]) client.on('error', onError);
  return {
    queue: new Queue<Bell>(name, { connection: ringing, skipWaitingForReady: true }),
    worker: (answer, settings) => new Worker<Bell, void>(name, answer, { ...settings, connection: listening }),
    isReady: () => ringing.status === 'ready',
    close: () => {
      for (const client of [ringing, listening]) client.disconnect();
    },
  };
}

function onPostgres(url: string, name: string): Backed {
  const classes = withBackend(createPostgresBackend);
  const connection = {
    connectionString: url,
    options: `-c role=${QUEUE_ROLE}`,
    schema: QUEUE_SCHEMA,
    max: 4,
    connectionTimeoutMillis: RING_MILLISECONDS,
  };
  return {
    queue: new classes.Queue<Bell>(name, { connection }),
    worker: (answer, settings) => new classes.Worker<Bell, void>(name, answer, { ...settings, connection }),
    isReady: () => true,
    close: () => {},
  };
}

/** Opens the doorbell; nothing need be there yet. */
export function openDoorbell({ kind, url }: DoorbellPlace, options: DoorbellOptions = {}): Doorbell {
  const { name = 'kobling', onError = () => {} } = options;
  const backed = kind === 'redis' ? onRedis(url, name, onError) : onPostgres(url, name);
  const { queue } = backed;
  queue.on('error', onError);
  return {
    async ring(rings) {
      const jobs = rings.map(({ tenantId, jobId, kind: jobKind, priority }) => ({
        name: jobKind,
        data: { tenantId, jobId },
        opts: { ...FORGOTTEN, priority },
      }));
      const began = performance.now();
      while (!backed.isReady() && performance.now() - began < READY_MILLISECONDS) await pause(10);
      if (!backed.isReady()) throw new Error('The queue is away.');
      await within(RING_MILLISECONDS - READY_MILLISECONDS, queue.addBulk(jobs));
    },
    listen(answer, { concurrency }) {
      const worker = backed.worker(({ data }) => answer(data), { ...STALLED, concurrency });
      worker.on('error', onError);
      worker.on('failed', (_, error) => onError(error));
      return { close: () => worker.close() };
    },
    waiting: () => within(RING_MILLISECONDS, queue.getJobCountByTypes('waiting', 'prioritized')),
    async close() {
      await within(RING_MILLISECONDS, queue.close()).catch(onError);
      backed.close();
    },
  };
}

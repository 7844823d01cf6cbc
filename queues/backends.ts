// The queue on either of its backends: BullMQ on Redis, or without one on the database's own server. Whatever it can do alike on
// both is asked of it through these.
import { createPostgresBackend, FlowProducer, Queue, withBackend, Worker, type FlowJob } from 'bullmq';
import { Redis } from 'ioredis';
import { IMPATIENT } from '../src/store/impatient-client.ts';
import { QUEUE_ROLE, QUEUE_SCHEMA } from './prepare-queue.ts';

/** What a bell says: ids, and nothing of what they are about. */
export type Bell = { readonly tenantId: string; readonly jobId: string };

/** Where the queue is. */
export type QueuePlace = { readonly kind: 'redis' | 'postgres'; readonly url: string };

/** Milliseconds within which the queue must be heard of. */
export const ANSWER_MILLISECONDS = 2_000;
/** Milliseconds without an answer after which a connection is given up; the queue itself asks for less than ten seconds. */
const SILENCE_MILLISECONDS = 20_000;

/** Milliseconds until Redis is tried again: soon at first, and never rarer than every two seconds. */
const retryStrategy = (times: number): number => Math.min(ANSWER_MILLISECONDS, 100 * times);

/** Bells are forgotten once answered: the database has all that is worth keeping. */
export const FORGOTTEN = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;
export const FORGOTTEN_TICK = { removeOnComplete: true, removeOnFail: true } as const;
/** Whoever dies between the bell and the claim is found by this; a bell that is answered twice for it finds no job. */
export const STALLED = {
  lockDuration: 6_000,
  stalledInterval: 2_000,
  maxStalledCount: 1,
  runRetryDelay: 1_000,
} as const;

type Listening = { on(event: 'error', hear: (error: Error) => void): unknown };
type Closing = Listening & { close(): Promise<void> };
export type Sent = { name: string; data: Bell; opts: typeof FORGOTTEN & { priority: number; jobId: string } };
type QueueLike = Closing & {
  addBulk(jobs: Sent[]): Promise<unknown>;
  getJobCountByTypes(...types: ('waiting' | 'prioritized')[]): Promise<number>;
};
/** What a night's own queue holds: its ticks, and nights whose bells are not all answered. */
export type NightData = { readonly runDate?: string };
type NightQueueLike = Closing & {
  upsertJobScheduler(
    id: string,
    every: { pattern: string; tz: string },
    template: { name: string; data: NightData; opts: typeof FORGOTTEN_TICK },
  ): Promise<unknown>;
};
type FlowLike = Closing & { add(flow: FlowJob): Promise<unknown> };
export type WorkerLike = Closing & { on(event: 'failed', hear: (job: unknown, error: Error) => void): unknown };
type WorkerSettings = typeof STALLED & { readonly concurrency: number };
export type Answered<T> = { readonly name: string; readonly data: T };
type Answer<T> = (job: Answered<T>) => Promise<void>;

/** Whatever sends to the queue. */
export type Senders = { readonly queue: QueueLike; readonly nights: NightQueueLike; readonly flows: FlowLike };

/** Queue and workers on one of the two backends. */
export type Backed = {
  /** Makes senders; those whose first words to the queue got lost never work again. */
  senders(): Senders;
  worker(answer: Answer<Bell>, settings: WorkerSettings): WorkerLike;
  nightWorker(answer: Answer<NightData>, settings: WorkerSettings): WorkerLike;
  /** Whether what is sent now is sent at once: what waits for a connection lands whenever that comes, asked for or not. */
  isReady(): boolean;
  close(): void;
};

type Opening = (url: string, name: string, onError: (error: Error) => void) => Backed;

/** The queue of nights beside that of bells. */
export const nightsOf = (name: string): string => `${name}-night`;

const onRedis: Opening = (url, name, onError) => {
  // Whoever rings must hear at once that nobody is there; whoever listens waits for as long as it takes.
  const ringing = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy, socketTimeout: SILENCE_MILLISECONDS });
  const listening = new Redis(url, { maxRetriesPerRequest: null, retryStrategy, socketTimeout: SILENCE_MILLISECONDS });
  for (const client of [ringing, listening]) client.on('error', onError);
  return {
    senders: () => ({
      queue: new Queue<Bell>(name, { connection: ringing, skipWaitingForReady: true }),
      nights: new Queue<NightData>(nightsOf(name), { connection: ringing, skipWaitingForReady: true }),
      flows: new FlowProducer({ connection: ringing, skipWaitingForReady: true }),
    }),
    worker: (answer, settings) => new Worker<Bell, void>(name, answer, { ...settings, connection: listening }),
    nightWorker: (answer, settings) =>
      new Worker<NightData, void>(nightsOf(name), answer, { ...settings, connection: listening }),
    isReady: () => ringing.status === 'ready',
    close: () => {
      for (const client of [ringing, listening]) client.disconnect();
    },
  };
};

const onPostgres: Opening = (url, name) => {
  const classes = withBackend(createPostgresBackend);
  const connection = {
    connectionString: url,
    options: `-c role=${QUEUE_ROLE}`,
    schema: QUEUE_SCHEMA,
    max: 4,
    connectionTimeoutMillis: ANSWER_MILLISECONDS,
    ...IMPATIENT,
  };
  return {
    senders: () => ({
      queue: new classes.Queue<Bell>(name, { connection }),
      nights: new classes.Queue<NightData>(nightsOf(name), { connection }),
      flows: new classes.FlowProducer({ connection }),
    }),
    worker: (answer, settings) => new classes.Worker<Bell, void>(name, answer, { ...settings, connection }),
    nightWorker: (answer, settings) =>
      new classes.Worker<NightData, void>(nightsOf(name), answer, { ...settings, connection }),
    isReady: () => true,
    close: () => {},
  };
};

const OPENINGS: Readonly<Record<QueuePlace['kind'], Opening>> = { redis: onRedis, postgres: onPostgres };

/** The queue of a name on its backend; nothing need be there yet. */
export const openBackend = ({ kind, url }: QueuePlace, name: string, onError: (error: Error) => void): Backed =>
  OPENINGS[kind](url, name, onError);

// The doorbell: BullMQ tells workers that there are jobs, by their ids alone; on Redis, or without one on the database's own
// server. It is no record: a bell that is lost is rung again, one that is rung twice finds no job, and while nobody answers
// the door jobs wait in the database.
import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresBackend, ErrorCode, type FlowJob, FlowProducer, Queue, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Ring } from '../src/store/dispatch.ts';
import { IMPATIENT } from '../src/store/impatient-client.ts';
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
  /** Rings for the jobs of a night as one flow: once the last of them is answered, whoever watches nights hears of it. */
  ringNight(runDate: string, rings: readonly Ring[]): Promise<void>;
  /** Has a tick come at a time of day; asked again, it is the same schedule. */
  scheduleNights(schedule: NightSchedule): Promise<void>;
  /** Hears the ticks, and when all bells of a night are answered. */
  listenToNights(watcher: NightWatcher): Listener;
  /** Bells that nobody answers yet. */
  waiting(): Promise<number>;
  close(): Promise<void>;
};

export type NightSchedule = {
  /** Local time, `HH:MM` or `HH:MM:SS`. */
  readonly at: string;
  /** The zone it is local to, by its name. */
  readonly zone: string;
};
export type NightWatcher = {
  readonly onTick: () => Promise<void>;
  readonly onOver: (runDate: string) => Promise<void>;
};

export type DoorbellOptions = {
  /** Name of the queue; default `kobling`. */
  readonly name?: string | undefined;
  /** Hears of broken connections, which heal by themselves, and of what went wrong in an answer. */
  readonly onError?: ((error: Error) => void) | undefined;
};

const RING_MILLISECONDS = 2_000;
/** How long a night of many municipalities may take. */
const NIGHT_MILLISECONDS = 20_000;
/** How long of it is for a connection that is only just being made. */
const READY_MILLISECONDS = 500;
/** Bells are forgotten once answered: the database has all that is worth keeping. */
const FORGOTTEN = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;
const FORGOTTEN_TICK = { removeOnComplete: true, removeOnFail: true } as const;
/** Whoever dies between the bell and the claim is found by this; a bell that is answered twice for it finds no job. */
const STALLED = { lockDuration: 6_000, stalledInterval: 2_000, maxStalledCount: 1, runRetryDelay: 1_000 } as const;

/** Milliseconds without an answer after which a connection is given up; the queue itself asks for less than ten seconds. */
const SILENCE_MILLISECONDS = 20_000;

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
type Closing = Listening & { close(): Promise<void> };
type Sent = { name: string; data: Bell; opts: typeof FORGOTTEN & { priority: number; jobId: string } };
type QueueLike = Closing & {
  addBulk(jobs: Sent[]): Promise<unknown>;
  getJobCountByTypes(...types: ('waiting' | 'prioritized')[]): Promise<number>;
};
/** What a night's own queue holds: its ticks, and nights whose bells are not all answered. */
type NightData = { readonly runDate?: string };
type NightQueueLike = Closing & {
  upsertJobScheduler(
    id: string,
    every: { pattern: string; tz: string },
    template: { name: string; data: NightData; opts: typeof FORGOTTEN_TICK },
  ): Promise<unknown>;
};
type FlowLike = Closing & { add(flow: FlowJob): Promise<unknown> };
type WorkerLike = Closing & { on(event: 'failed', hear: (job: unknown, error: Error) => void): unknown };
type WorkerSettings = typeof STALLED & { readonly concurrency: number };
type Answered<T> = { readonly name: string; readonly data: T };
type Answer<T> = (job: Answered<T>) => Promise<void>;

/** Whatever sends to the queue. */
type Senders = { readonly queue: QueueLike; readonly nights: NightQueueLike; readonly flows: FlowLike };

/** Queue and workers on one of the two backends. */
type Backed = {
  /** Makes senders; those whose first words to the queue got lost never work again. */
  senders(): Senders;
  worker(answer: Answer<Bell>, settings: WorkerSettings): WorkerLike;
  nightWorker(answer: Answer<NightData>, settings: WorkerSettings): WorkerLike;
  /** Whether what is sent now is sent at once: what waits for a connection lands whenever that comes, asked for or not. */
  isReady(): boolean;
  close(): void;
};

/** The queue of nights beside that of bells. */
const nightsOf = (name: string): string => `${name}-night`;

function onRedis(url: string, name: string, onError: (error: Error) => void): Backed {
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
}

function onPostgres(url: string, name: string): Backed {
  const classes = withBackend(createPostgresBackend);
  const connection = {
    connectionString: url,
    options: `-c role=${QUEUE_ROLE}`,
    schema: QUEUE_SCHEMA,
    max: 4,
    connectionTimeoutMillis: RING_MILLISECONDS,
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
}

/** Whether an error is the queue's answer, and no sign that it does not hear. */
const isAnswer = (error: unknown): boolean => typeof (error as { code?: unknown }).code === 'number';

/** A bell as the queue keeps it: rung twice while nobody has answered, it is one. */
const sentOf = ({ tenantId, jobId, kind, priority, fence }: Ring): Sent => ({
  name: kind,
  data: { tenantId, jobId },
  opts: { ...FORGOTTEN, priority, jobId: `${jobId}-${fence}` },
});

/** A night: a flow whose children are the bells of its municipalities. */
const flowOf = (name: string, runDate: string, rings: readonly Ring[]): FlowJob => ({
  name: 'night',
  queueName: nightsOf(name),
  data: { runDate } satisfies NightData,
  opts: { ...FORGOTTEN, jobId: `night-${runDate}` },
  children: rings.map((ring) => {
    const sent = sentOf(ring);
    return { ...sent, queueName: name, opts: { ...sent.opts, ignoreDependencyOnFailure: true } };
  }),
});

const cronOf = (at: string): string => {
  const [hour, minute, second = 0] = at.split(':').map(Number);
  return `${second} ${minute} ${hour} * * *`;
};

/** Sends through senders that are made when they are needed, and anew where they were not answered. */
function openSending(backed: Backed, onError: (error: Error) => void) {
  let senders: Senders | undefined;
  const openSenders = (): Senders => {
    const { queue, nights, flows } = backed.senders();
    for (const each of [queue, nights, flows]) each.on('error', onError);
    return { queue, nights, flows };
  };
  const closeSenders = async ({ queue, nights, flows }: Senders): Promise<void> => {
    for (const each of [flows, nights, queue]) await within(RING_MILLISECONDS, each.close()).catch(onError);
  };
  /** Asks now, or not at all: what waits for a connection lands whenever that comes, asked for or not. */
  const send = async <T>(work: (own: Senders) => Promise<T>, milliseconds = RING_MILLISECONDS): Promise<T> => {
    const began = performance.now();
    while (!backed.isReady() && performance.now() - began < READY_MILLISECONDS) await pause(10);
    if (!backed.isReady()) throw new Error('The queue is away.');
    senders ??= openSenders();
    const own = senders;
    try {
      return await within(milliseconds - READY_MILLISECONDS, work(own));
    } catch (error) {
      if (!isAnswer(error) && senders === own) {
        senders = undefined;
        void closeSenders(own);
      }
      throw error;
    }
  };
  return {
    send,
    close: async (): Promise<void> => {
      if (senders !== undefined) await closeSenders(senders);
    },
  };
}

/** Opens the doorbell; nothing need be there yet. */
export function openDoorbell({ kind, url }: DoorbellPlace, options: DoorbellOptions = {}): Doorbell {
  const { name = 'kobling', onError = () => {} } = options;
  const backed = kind === 'redis' ? onRedis(url, name, onError) : onPostgres(url, name);
  const { send, close } = openSending(backed, onError);
  const listening = (worker: WorkerLike): Listener => {
    worker.on('error', onError);
    worker.on('failed', (_, error) => onError(error));
    return { close: () => worker.close() };
  };
  return {
    async ring(rings) {
      await send(({ queue }) => queue.addBulk(rings.map((ring) => sentOf(ring))));
    },
    listen: (answer, { concurrency }) =>
      listening(backed.worker(({ data }) => answer(data), { ...STALLED, concurrency })),
    async ringNight(runDate, rings) {
      await send(({ flows }) => flows.add(flowOf(name, runDate, rings)), NIGHT_MILLISECONDS);
    },
    async scheduleNights({ at, zone }) {
      const template = { name: 'tick', data: {}, opts: FORGOTTEN_TICK };
      try {
        await send(({ nights }) => nights.upsertJobScheduler('night', { pattern: cronOf(at), tz: zone }, template));
      } catch (error) {
        // Another process has just made the same tick.
        if ((error as { code?: unknown }).code !== ErrorCode.SchedulerJobIdCollision) throw error;
      }
    },
    listenToNights({ onTick, onOver }) {
      const answer = ({ data: { runDate } }: Answered<NightData>): Promise<void> =>
        runDate === undefined ? onTick() : onOver(runDate);
      return listening(backed.nightWorker(answer, { ...STALLED, concurrency: 1 }));
    },
    waiting: () => send(({ queue }) => queue.getJobCountByTypes('waiting', 'prioritized')),
    async close() {
      await close();
      backed.close();
    },
  };
}

// The doorbell: BullMQ tells workers that there are jobs, by their ids alone; on Redis, or without one on the database's own
// server. It is no record: a bell that is lost is rung again, one that is rung twice finds no job, and while nobody answers
// the door jobs wait in the database.
import { setTimeout as pause } from 'node:timers/promises';
import { ErrorCode, type FlowJob } from 'bullmq';
import type { Ring } from '../src/store/dispatch.ts';
import {
  ANSWER_MILLISECONDS,
  type Answered,
  type Backed,
  type Bell,
  FORGOTTEN,
  FORGOTTEN_TICK,
  type NightData,
  nightsOf,
  openBackend,
  type QueuePlace,
  type Senders,
  type Sent,
  STALLED,
  type WorkerLike,
} from './backends.ts';
import { within } from './within.ts';

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

/** Name of the queue where none is given. */
export const QUEUE_NAME = 'kobling';

/** How long a night of many municipalities may take. */
const NIGHT_MILLISECONDS = 20_000;
/** How long of it is for a connection that is only just being made. */
const READY_MILLISECONDS = 500;

const silent = (): Error => new Error('The queue does not answer.');

/** Whether an error is the queue's answer, and no sign that it does not hear. */
const isAnswer = (error: unknown): boolean => typeof (error as { code?: unknown }).code === 'number';

/**
 * A bell as the queue keeps it: rung twice while nobody has answered, it is one. A job that was started already, and
 * was lost or given back, has waited for its turn, so it comes before the others of its priority.
 */
const sentOf = ({ tenantId, jobId, kind, priority, fence }: Ring): Sent => ({
  name: kind,
  data: { tenantId, jobId },
  opts: { ...FORGOTTEN, priority: fence > 0 ? priority - 1 : priority, jobId: `${jobId}-${fence}` },
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
    for (const each of [flows, nights, queue]) await within(ANSWER_MILLISECONDS, each.close(), silent).catch(onError);
  };
  /** Asks now, or not at all: what waits for a connection lands whenever that comes, asked for or not. */
  const send = async <T>(work: (own: Senders) => Promise<T>, milliseconds = ANSWER_MILLISECONDS): Promise<T> => {
    const began = performance.now();
    while (!backed.isReady() && performance.now() - began < READY_MILLISECONDS) await pause(10);
    if (!backed.isReady()) throw new Error('The queue is away.');
    senders ??= openSenders();
    const own = senders;
    try {
      return await within(milliseconds - READY_MILLISECONDS, work(own), silent);
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
export function openDoorbell(place: QueuePlace, options: DoorbellOptions = {}): Doorbell {
  const { name = QUEUE_NAME, onError = () => {} } = options;
  const backed = openBackend(place, name, onError);
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

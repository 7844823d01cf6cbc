// A worker: rings for jobs that wait, answers bells, returns what other workers have lost; until it is told to go.
import type { Db } from '../src/store/connect.ts';
import { reconcile, relay } from '../src/store/dispatch.ts';
import type { Bell, Doorbell } from './doorbell.ts';

export type WorkerOptions = {
  /** Sees the jobs of all municipalities, by their ids. */
  readonly dispatcher: Db;
  readonly doorbell: Doorbell;
  /** Runs the job of a bell, if it still waits; `stopped` asks it to end soon with what it has. */
  readonly run: (bell: Bell, stopped: AbortSignal) => Promise<unknown>;
  /** Jobs at a time; default 1. */
  readonly concurrency?: number | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
};

export type RunningWorker = {
  /** Takes no more jobs, asks those that run to end with what they have, and resolves once they have. */
  stop(): Promise<void>;
};

const RELAY_MILLISECONDS = 250;
const RECONCILE_MILLISECONDS = 1_000;
/** Seconds after which a bell that nobody answered is rung again. */
const PATIENCE_SECONDS = 30;

type Loop = { poke(): void; stop(): Promise<void> };

/** Does something again and again, one after the other: every so many milliseconds, and soon after it is poked. */
function repeat(milliseconds: number, work: () => Promise<unknown>, onError: (error: unknown) => void): Loop {
  const stopped = new AbortController();
  const isStopped = (): boolean => stopped.signal.aborted;
  let wake = (): void => {};
  const pause = (): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  const running = (async (): Promise<void> => {
    while (!isStopped()) {
      await work().catch(onError);
      if (!isStopped()) await pause();
    }
  })();
  return {
    poke: () => wake(),
    stop: () => {
      stopped.abort();
      wake();
      return running;
    },
  };
}

/** Starts a worker. What goes wrong is told to `onError` and tried again. */
export function startWorker(options: WorkerOptions): RunningWorker {
  const { dispatcher, doorbell, run, concurrency = 1, onError = () => {} } = options;
  const stopping = new AbortController();
  const relaying = repeat(RELAY_MILLISECONDS, () => relay(dispatcher, doorbell.ring), onError);
  const reconciling = repeat(
    RECONCILE_MILLISECONDS,
    () => reconcile(dispatcher, { patienceSeconds: PATIENCE_SECONDS }),
    onError,
  );
  const listener = doorbell.listen(
    async (bell) => {
      if (stopping.signal.aborted) return;
      const running = run(bell, stopping.signal);
      // Its place in the queue is free as soon as it is claimed.
      relaying.poke();
      await running;
      relaying.poke();
    },
    { concurrency },
  );
  return {
    async stop() {
      stopping.abort();
      await listener.close();
      await Promise.all([relaying.stop(), reconciling.stop()]);
    },
  };
}

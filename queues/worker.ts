// A worker: rings for jobs that wait, answers bells, returns what other workers have lost; until it is told to go.
import type { Db } from '../src/store/connect.ts';
import { type Reconciled, reconcile, relay } from '../src/store/dispatch.ts';
import type { Bell } from './backends.ts';
import type { Doorbell } from './doorbell.ts';
import { repeat } from './repeat.ts';

export type WorkerOptions = {
  /** Sees the jobs of all municipalities, by their ids. */
  readonly dispatcher: Db;
  readonly doorbell: Doorbell;
  /** Runs the job of a bell, if it still waits; `stopped` asks it to end soon with what it has. */
  readonly run: (bell: Bell, stopped: AbortSignal) => Promise<unknown>;
  /** Jobs at a time; default 1. */
  readonly concurrency?: number | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Hears of jobs whose workers were lost: how many wait again, and how many failed for it. */
  readonly onReturned?: ((found: Reconciled) => void) | undefined;
};

export type RunningWorker = {
  /** Takes no more jobs, asks those that run to end with what they have, and resolves once they have. */
  stop(): Promise<void>;
};

const RELAY_MILLISECONDS = 250;
const RECONCILE_MILLISECONDS = 1_000;
/** Seconds after which a bell that nobody answered is rung again: the queue may have lost it, and where it has not, it is the same bell. */
const PATIENCE_SECONDS = 4;

/** Starts a worker. What goes wrong is told to `onError` and tried again. */
export function startWorker(options: WorkerOptions): RunningWorker {
  const { dispatcher, doorbell, run, concurrency = 1, onError = () => {}, onReturned = () => {} } = options;
  const stopping = new AbortController();
  const relaying = repeat(RELAY_MILLISECONDS, () => relay(dispatcher, doorbell.ring), onError);
  const returnLost = async (): Promise<void> => {
    const found = await reconcile(dispatcher, { patienceSeconds: PATIENCE_SECONDS });
    if (found.returned + found.failed > 0) onReturned(found);
  };
  const reconciling = repeat(RECONCILE_MILLISECONDS, returnLost, onError);
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

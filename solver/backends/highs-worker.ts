// HiGHS in a thread of its own, so that a limit is kept: HiGHS looks at its clock between pivots and cuts, which can be
// seconds late, and it blocks the thread it runs in. The thread sends every better point; at the limit plus a grace it
// is ended and the last point is the answer. The thread starts with the backend and stays warm for the next model.
import type { Worker } from 'node:worker_threads';
import { type LinearModel, largestViolation } from '../model/linear-model.ts';
import { type Backend, type BackendOptions, type BackendResult, TOLERANCE } from './backend.ts';
import { highsBackend } from './highs.ts';
import { startThread } from './thread.ts';

/** Seconds that HiGHS may be late before its thread is ended. */
const GRACE_SECONDS = 0.5;

/** What goes to the thread and what comes back. */
export type ToWorker = {
  readonly model: LinearModel;
  readonly options: Omit<BackendOptions, 'onIncumbent' | 'onBound'>;
};
export type FromWorker =
  | { readonly kind: 'incumbent'; readonly values: Float64Array; readonly bound: number }
  | { readonly kind: 'bound'; readonly bound: number }
  | { readonly kind: 'done'; readonly result: BackendResult }
  | { readonly kind: 'failed' };

/** Solves what is asked at once one after the other. */
function inTurn(solve: Backend['solve']): Backend['solve'] {
  let last: Promise<unknown> = Promise.resolve();
  return (model, options) => {
    const result = last.then(() => solve(model, options));
    last = result.catch(() => undefined);
    return result;
  };
}

/** A HiGHS backend whose limits hold; `close` ends its thread. Models are solved one after the other, as they come. */
export function highsInWorker(): Backend & { close(): Promise<void> } {
  let worker: Worker | undefined;

  /** A thread that nobody waits for yet; one that ends by itself is replaced by the next model's. */
  const open = (): Worker => {
    const thread = startThread('./highs-thread');
    thread.unref();
    const forget = (): void => {
      if (worker === thread) worker = undefined;
    };
    return thread.on('error', forget).on('exit', forget);
  };
  worker = open();

  const end = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };

  const solve = (model: LinearModel, { onIncumbent, onBound, ...options }: BackendOptions): Promise<BackendResult> =>
    new Promise((resolve) => {
      worker ??= open();
      const thread = worker;
      let best: Float64Array | undefined = options.start;
      let bound = Infinity;
      let timer: NodeJS.Timeout | undefined;
      const finish = (result: BackendResult): void => {
        clearTimeout(timer);
        thread.off('message', onMessage).off('error', giveUp).off('exit', giveUp);
        thread.unref();
        resolve(result);
      };
      // What is known when the thread is gone: the last point, if it is one.
      const interrupted = (): BackendResult =>
        best !== undefined && largestViolation(model, best) <= TOLERANCE
          ? { status: 'feasible', values: best, bound, nodes: 0 }
          : { status: 'timed-out', bound, nodes: 0 };
      const giveUp = (): void => {
        void end().then(() => finish(interrupted()));
      };
      thread.ref();
      const onMessage = (message: FromWorker): void => {
        if (message.kind === 'incumbent') {
          best = message.values;
          bound = Math.min(bound, message.bound);
          onIncumbent?.(message.values, message.bound);
        } else if (message.kind === 'bound') {
          bound = Math.min(bound, message.bound);
          onBound?.(message.bound);
        } else if (message.kind === 'done') finish(message.result);
        else giveUp();
      };
      thread.on('message', onMessage).on('error', giveUp).on('exit', giveUp);
      if (options.seconds !== undefined) timer = setTimeout(giveUp, (options.seconds + GRACE_SECONDS) * 1000);
      thread.postMessage({ model, options } satisfies ToWorker);
    });

  return { id: 'highs', version: highsBackend.version, solve: inTurn(solve), close: end };
}

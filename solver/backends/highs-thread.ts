// The thread of `highs-worker.ts`: takes models one by one, sends every better point and then the result.
import { parentPort } from 'node:worker_threads';
import { solveWithHighs, warmUp } from './highs.ts';
import type { FromWorker, ToWorker } from './highs-worker.ts';

// The first model need not wait for the runtime.
void warmUp();
parentPort?.on('message', ({ model, options }: ToWorker) => {
  const send = (message: FromWorker): void => parentPort?.postMessage(message);
  let bound = Infinity;
  solveWithHighs(model, {
    ...options,
    onIncumbent: (values, at) => send({ kind: 'incumbent', values, bound: at }),
    onBound: (lower) => {
      // Only what is news crosses the threads.
      if (lower >= bound) return;
      bound = lower;
      send({ kind: 'bound', bound });
    },
  }).then(
    (result) => send({ kind: 'done', result }),
    () => send({ kind: 'failed' }),
  );
});

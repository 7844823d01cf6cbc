// The process that a contender runs in: takes tasks one by one, so that whoever overruns can be ended from outside.
import { type Attempt, attempt, type Task, warmUp } from './contenders.ts';
import { type SuiteName, worldOf } from './suites.ts';

export type ToProcess = Task & { readonly suite: SuiteName; readonly seed: number };
/** `began`: the world is built and the clock runs. */
export type FromProcess = { readonly kind: 'began' } | { readonly kind: 'done'; readonly attempt: Attempt };

const send = (message: FromProcess): void => {
  process.send?.(message);
};

let warm: Promise<void> | undefined;

process.on('message', ({ suite, seed, ...task }: ToProcess) => {
  const run = async (): Promise<void> => {
    warm ??= warmUp();
    await warm;
    const world = worldOf(suite, seed);
    send({ kind: 'began' });
    send({ kind: 'done', attempt: await attempt(world, task) });
  };
  run().catch((error: unknown) => {
    send({ kind: 'done', attempt: { kind: 'failure', milliseconds: 0, why: `threw ${String(error)}` } });
  });
});

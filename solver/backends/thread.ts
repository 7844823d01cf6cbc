// Threads of our own: how one is started, from source as from what is compiled, and how it is asked, question by question.
import { parentPort, Worker, workerData } from 'node:worker_threads';

/**
 * Starts the thread of an entry, named from this folder and without its ending. `data` is its `workerData`: shared memory is
 * shared, all else is copied.
 */
export function startThread(entry: string, data?: unknown): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL(`${entry}.js`, import.meta.url), { workerData: data });
  // Run from source, a thread must register the TypeScript loader before it can load its entry.
  const source = JSON.stringify(new URL(`${entry}.ts`, import.meta.url).href);
  const load = `import('tsx/esm/api').then(({ register }) => (register(), import(${source})))`;
  return new Worker(load, { eval: true, workerData: data });
}

export type Thread<Question, Answer> = {
  /** One question at a time. Rejects where the thread throws or has ended. */
  ask(question: Question): Promise<Answer>;
  /** Ends the thread; a question under way is rejected. */
  close(): Promise<void>;
};

type Reply<Answer> = { readonly answer: Answer } | { readonly error: string };

/** Opens a thread whose entry calls `answerAsThread`. It keeps the process alive only while a question is under way. */
export function openThread<Question, Answer>(entry: string, setup: unknown): Thread<Question, Answer> {
  const worker = startThread(entry, setup);
  worker.unref();
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  let ended: Error | undefined;
  const settle = (reply: { readonly answer: Answer } | Error): void => {
    const asked = waiting;
    waiting = undefined;
    worker.unref();
    if (reply instanceof Error) asked?.reject(reply);
    else asked?.resolve(reply.answer);
  };
  const fail = (why: string): void => settle((ended ??= new Error(`The thread ${entry} has ended: ${why}`)));
  worker
    .on('message', (reply: Reply<Answer>) =>
      settle('answer' in reply ? reply : new Error(`The thread ${entry} failed: ${reply.error}`)),
    )
    .on('error', (error: unknown) => fail(String(error)))
    .on('messageerror', (error) => fail(String(error)))
    .on('exit', (code) => fail(`exit code ${code}`));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        waiting = { resolve, reject };
        worker.ref();
        worker.postMessage(question);
      }),
    close: async () => void (await worker.terminate()),
  };
}

/** Called by a thread's entry: prepares with what `openThread` was given, then answers its questions. */
export function answerAsThread(prepare: (setup: never) => (question: never) => Promise<unknown>): void {
  const answer = prepare(workerData as never);
  const send = (reply: Reply<unknown>): void => parentPort?.postMessage(reply);
  parentPort?.on('message', (question: unknown) => {
    answer(question as never).then(
      (given) => send({ answer: given }),
      (error: unknown) => send({ error: String(error) }),
    );
  });
}

// Something that is done again and again until it is stopped.

export type Loop = {
  /** Does it soon, instead of when its time comes. */
  poke(): void;
  /** Resolves once it is not being done any more. */
  stop(): Promise<void>;
};

/** Does something again and again, one after the other: every so many milliseconds, and soon after it is poked. */
export function repeat(milliseconds: number, work: () => Promise<unknown>, onError: (error: unknown) => void): Loop {
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

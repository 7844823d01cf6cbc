// Waiting for something that a test cannot be told of.
import { setTimeout as pause } from 'node:timers/promises';

const ASK_MILLISECONDS = 50;

/** Asks again and again until it is so, or so many seconds are over; the seconds it took. */
export async function until(isTrue: () => boolean | Promise<boolean>, seconds = 20): Promise<number> {
  const began = performance.now();
  while (!(await isTrue()) && performance.now() - began < seconds * 1000) await pause(ASK_MILLISECONDS);
  return (performance.now() - began) / 1000;
}

// Everything a command takes from outside: files, streams, clocks, the solver's thread. Tests hand in their own.
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { styleText } from 'node:util';
import type { Backend } from '../solver/backends/backend.ts';
import { highsInWorker } from '../solver/backends/highs-worker.ts';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

export type Io = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Styles text for standard output; leaves it alone where no terminal reads it or NO_COLOR is set. */
  readonly style: (style: Style, text: string) => string;
  /** Standard error where a terminal shows it: progress goes there. */
  readonly terminal: NodeJS.WriteStream | undefined;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  /** What that clock said when the process was started. */
  readonly begun: number;
  readonly peakMegabytes: () => number;
  /** Threads that this machine can run at a time. */
  readonly parallelism: () => number;
  /** A setting of the environment; absent where it is not set or empty. */
  readonly env: (name: string) => string | undefined;
  /** Bytes of a file, at most so many and one more; throws the system's error. */
  readonly readFile: (path: string, most: number) => Uint8Array;
  /** Throws the system's error where a file could not be written, before any work is done for it. */
  readonly checkWritable: (path: string) => void;
  /** Writes a whole file or nothing; `isPrivate`: for the owner alone. Throws the system's error. */
  readonly writeFile: (path: string, text: string, isPrivate?: boolean) => void;
  /** Whether the person who waits has asked to stop (Ctrl-C); from the first call on it is listened for. */
  readonly isCancelled: () => boolean;
  /** Resolves once the process is told to go: SIGTERM or Ctrl-C. */
  readonly untilTold: () => Promise<void>;
  /** A solver whose limits hold. */
  readonly createBackend: () => Backend & { close(): Promise<void> };
};

const CHUNK = 1 << 20;

function readBounded(path: string, most: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    while (size <= most) {
      const chunk = new Uint8Array(Math.min(CHUNK, most + 1 - size));
      const count = readSync(file, chunk);
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
      size += count;
    }
    return Buffer.concat(chunks, size);
  } finally {
    closeSync(file);
  }
}

/** Through a file beside it, so that nobody ever reads half a plan; what is no plain file is written to directly. */
function writeWhole(path: string, text: string, isPrivate = false): void {
  const options = { mode: isPrivate ? 0o600 : 0o666 };
  const known = statSync(path, { throwIfNoEntry: false });
  if (known !== undefined && !known.isFile()) return writeFileSync(path, text, options);
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, { ...options, flag: 'wx' });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function checkWritable(path: string): void {
  const known = statSync(path, { throwIfNoEntry: false });
  if (known?.isDirectory() === true) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  accessSync(known === undefined || known.isFile() ? dirname(path) : path, constants.W_OK);
}

/** Listens for Ctrl-C from the first question on; the second Ctrl-C ends the process as usual. */
function listenForCancel(): () => boolean {
  let isListening = false;
  let isCancelled = false;
  return () => {
    if (!isListening) {
      isListening = true;
      process.once('SIGINT', () => {
        isCancelled = true;
      });
    }
    return isCancelled;
  };
}

export const processIo = (): Io => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  style: (style, text) => styleText(style, text, { stream: process.stdout }),
  terminal: process.stderr.isTTY ? process.stderr : undefined,
  now: () => Date.now(),
  elapsed: () => performance.now(),
  begun: 0,
  peakMegabytes: () => Math.ceil(process.resourceUsage().maxRSS / 1024),
  parallelism: availableParallelism,
  env: (name) => process.env[name] || undefined,
  readFile: readBounded,
  checkWritable,
  writeFile: writeWhole,
  isCancelled: listenForCancel(),
  untilTold: () =>
    new Promise((done) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done());
    }),
  createBackend: highsInWorker,
});

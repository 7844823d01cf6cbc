// Files, streams and clocks of a command in memory, with HiGHS in this thread: what tests of the command line run with.
import { readFileSync } from 'node:fs';
import { main } from '../../bin/main.ts';
import type { Io } from '../../bin/io.ts';
import { highsBackend } from '../../solver/backends/highs.ts';

export type Run = {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Files that were written, by path. */
  readonly written: ReadonlyMap<string, string>;
};

const systemError = (code: string): Error => Object.assign(new Error(`${code}: as a test wants it`), { code });

/** 6 January 2026, 23:30 UTC: in Norway it is the 7th already. */
export const CLOCK = Date.UTC(2026, 0, 6, 23, 30);

export type Setting = {
  /** Files by path; a path that is not among them does not exist. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly io?: Partial<Io>;
};

/** Runs a command in this process. A path that begins with `nowhere/` cannot be written to. */
export async function run(argv: readonly string[], { files = {}, io = {} }: Setting = {}): Promise<Run> {
  const written = new Map<string, string>();
  let out = '';
  let err = '';
  const checkWritable = (path: string): void => {
    if (path.startsWith('nowhere/')) throw systemError('ENOENT');
  };
  const code = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    style: (_, text) => text,
    terminal: undefined,
    now: () => CLOCK,
    elapsed: () => performance.now(),
    begun: performance.now(),
    peakMegabytes: () => 1,
    parallelism: () => 1,
    env: () => undefined,
    readFile: (path) => {
      const file = Object.hasOwn(files, path) ? files[path] : written.get(path);
      if (file === undefined) throw systemError('ENOENT');
      return typeof file === 'string' ? new TextEncoder().encode(file) : file;
    },
    checkWritable,
    writeFile: (path, text) => {
      checkWritable(path);
      written.set(path, text);
    },
    isCancelled: () => false,
    untilTold: () => Promise.resolve(),
    createBackend: () => ({ ...highsBackend, close: () => Promise.resolve() }),
    ...io,
  });
  return { code, out, err, written };
}

const example = (name: string): string => readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');

export const TINY = example('tiny.json');
export const VILLAGE = example('fjord-village.json');
/** The day both examples are made for. */
export const TODAY = '2026-01-05';

type Json = Record<string, unknown>;

/** The one JSON object of an output; throws where there is anything else. */
export function oneObject(out: string): Json {
  const found: unknown = JSON.parse(out);
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    throw new Error('The output must be one JSON object.');
  return found as Json;
}

/** A caseload text with some of its JSON changed. */
export function edited(text: string, edit: (caseload: Record<string, Json[]>) => void): string {
  const caseload = JSON.parse(text) as Record<string, Json[]>;
  edit(caseload);
  return JSON.stringify(caseload);
}

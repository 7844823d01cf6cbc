// Commands of the service in this process, until they are told to go: what tests of the API talk to.
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../bin/memory-io.ts';

type Line = Record<string, unknown>;
export type Running = {
  /** What it has said so far. */
  lines(): Line[];
  /** Resolves with the first line of an event. */
  said(event: string): Promise<Line>;
  /** Tells it to go; its exit code. */
  close(): Promise<number>;
};

/** Starts a command that goes on until it is told to go. */
export function startCommand(argv: readonly string[], env: Readonly<Record<string, string>>): Running {
  let tell = (): void => {};
  const told = new Promise<void>((done) => (tell = done));
  let out = '';
  let err = '';
  const io = {
    env: (name: string) => env[name],
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    untilTold: () => told,
  };
  const running = run(argv, { io });
  const lines = () =>
    out
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  return {
    lines,
    said: async (event) => {
      for (let tries = 0; tries < 1_000; tries++) {
        const line = lines().find((own) => own['event'] === event);
        if (line !== undefined) return line;
        await pause(10);
      }
      throw new Error(`It does not say ${event}: ${err}`);
    },
    close: async () => {
      tell();
      return (await running).code;
    },
  };
}

export type Answer = { readonly status: number; readonly body: Line; readonly headers: Headers };
export type Api = Pick<Running, 'lines' | 'close'> & {
  readonly url: string;
  ask(path: string, options?: RequestInit): Promise<Answer>;
  job(municipality: string, key: string | undefined, body?: unknown): Promise<Answer>;
};

/** Starts `kobling serve`; without `env` nobody signs in. */
export async function startApi(
  url: string,
  env?: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): Promise<Api> {
  const argv = ['serve', '--port', '0', ...(env === undefined ? ['--local'] : []), ...more];
  const running = startCommand(argv, { DATABASE_URL: url, ...env });
  const address = String((await running.said('ready'))['url']);
  const ask: Api['ask'] = async (path, options) => {
    const response = await fetch(`${address}${path}`, options);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: (isJson ? JSON.parse(text) : { text }) as Line,
      headers: response.headers,
    };
  };
  return {
    url: address,
    ask,
    job: (municipality, key, body = { kind: 'propose' }) =>
      ask(`/v1/municipalities/${municipality}/jobs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    lines: running.lines,
    close: running.close,
  };
}

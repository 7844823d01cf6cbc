// Somebody who calls operations of the document: fills in what is given, and keeps what was answered.
import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from './document.ts';

export type Sent = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is where it is a text. */
  readonly body?: unknown;
};

export type Told = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly milliseconds: number;
};

/** How often, and after how long, to ask again what a machine that is busy with other tests did not answer in time (503). */
const TRIES = 5;
const RETRY_MILLISECONDS = 500;

/** Longest that a stream of events is listened to. */
const STREAM_MILLISECONDS = 500;

async function once(
  url: string,
  { method, path, hasBody, id }: Operation,
  { path: names = {}, query = {}, headers = {}, body }: Sent,
  bearer: string | undefined,
): Promise<Told> {
  // An empty name, or dots, would be another address.
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((names[name] ?? '').replaceAll(/\p{Cs}/gu, '?').replace(/^\.*$/, 'x')),
  );
  const asked = new URLSearchParams(query).toString();
  const began = performance.now();
  const response = await fetch(`${url}${address}${asked === '' ? '' : `?${asked}`}`, {
    method,
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(hasBody && body !== undefined ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(hasBody && body !== undefined ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  });
  const milliseconds = performance.now() - began;
  const type = response.headers.get('content-type') ?? '';
  const text = id === 'watchJob' && response.ok ? await firstOf(response) : await response.text();
  return { status: response.status, type, text, milliseconds };
}

/** Calls an operation, and again where it is told to come again. */
export async function call(url: string, operation: Operation, sent: Sent, bearer: string | undefined): Promise<Told> {
  let told = await once(url, operation, sent, bearer);
  for (let tries = 1; told.status === 503 && tries < TRIES; tries++) {
    await pause(RETRY_MILLISECONDS);
    told = await once(url, operation, sent, bearer);
  }
  return told;
}

/** What a stream says at first. */
async function firstOf(response: Response): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const late = new Promise<undefined>((done) => setTimeout(done, STREAM_MILLISECONDS, undefined).unref());
  const first = await Promise.race([reader.read(), late]);
  await reader.cancel();
  return first?.value === undefined ? '' : new TextDecoder().decode(first.value);
}

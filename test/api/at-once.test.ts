// How much is answered at a time: what comes beyond it is refused at once, streams are in nobody's way, and whoever watches over the
// process is always answered.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Router } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../../bin/service/listen.ts';
import { createApp } from '../../src/http/app.ts';
import { becomeStream } from '../../src/http/at-once.ts';
import { until } from '../until.ts';

const MOST = { requests: 3, streams: 2 };
let listening: Listening | undefined;
afterEach(async () => {
  await listening?.close();
});

/** Requests that are answered once they are let go, and streams that are open until they are. */
async function start() {
  const waiting: (() => void)[] = [];
  const told: string[] = [];
  const router = Router();
  router.get('/slow', (_request, response) => void waiting.push(() => response.json({})));
  router.get('/stream', (_request, response) => {
    becomeStream(response);
    response.write(': open\n\n');
    waiting.push(() => response.end());
  });
  router.get(
    '/late-stream',
    (_request, response) =>
      void waiting.push(() => {
        becomeStream(response);
        response.end();
      }),
  );
  router.get('/health', (_request, response) => void response.json({}));
  const handler = createApp({
    routers: [router],
    isAway: () => false,
    onError: (error) => told.push(String(error)),
    elapsed: () => performance.now(),
    onRequest: (method, route, status) => told.push(`${method} ${route} ${status}`),
    fingerprint: (text) => text,
    limits: { perMinute: 0, atOnce: MOST },
  });
  listening = await listen(handler, { host: '127.0.0.1', port: 0 });
  const { url } = listening;
  const letGo = (): void => {
    for (const answer of waiting.splice(0)) answer();
  };
  const get = (path: string): Promise<Response> => fetch(`${url}${path}`);
  /** Once there is a place: whoever had it before may have heard the end of an answer before the server has. */
  const getIn = async (path: string): Promise<Response> => {
    for (let tries = 0; ; tries++) {
      const response = await get(path);
      if (response.status !== 503 || tries === 20) return response;
      await pause(50);
    }
  };
  return { url, get, getIn, waiting, told, letGo };
}

/** There are as many places as ever, for requests beside streams, and not one more. */
async function expectFull({ get, getIn, waiting, letGo }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const open = [await getIn('/stream'), await getIn('/stream')];
  expect(open.map(({ status }) => status)).toEqual([200, 200]);
  expect((await get('/stream')).status).toBe(503);
  const answered = Array.from({ length: MOST.requests }, () => getIn('/slow'));
  await until(() => waiting.length === MOST.requests + open.length);
  expect((await get('/slow')).status).toBe(503);
  letGo();
  await Promise.all([...answered, ...open.map((response) => response.text())]);
}

describe('what is answered at a time', () => {
  it('is no more than may be; the rest hears at once when to come again, and is counted', async () => {
    const { get, getIn, waiting, told, letGo } = await start();
    const answered = Array.from({ length: MOST.requests }, () => get('/slow'));
    await until(() => waiting.length === MOST.requests);
    const refused = await get('/slow?who=somebody');
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({ type: 'about:blank#overloaded', status: 503 });
    expect(told).toEqual(['GET none 503']);
    expect((await get('/health')).status).toBe(200);
    letGo();
    expect((await Promise.all(answered)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const next = getIn('/slow');
    await until(() => waiting.length === 1);
    letGo();
    expect((await next).status).toBe(200);
  });

  it('has no streams in it, of which there may be some of their own', async () => {
    const started = await start();
    await expectFull(started);
    const { getIn, letGo } = started;
    const again = await getIn('/stream');
    expect(again.status).toBe(200);
    letGo();
    await again.text();
  });

  it('is given free once by whoever leaves, be it before a stream begins, while it is open, or in line behind others', async () => {
    const started = await start();
    const { get, url, waiting, told, letGo } = started;
    const leave = async (path: string): Promise<void> => {
      const before = waiting.length;
      const leaving = new AbortController();
      const asked = fetch(`${url}${path}`, { signal: leaving.signal })
        .then((response) => response.text())
        .catch(() => '');
      await until(() => waiting.length > before);
      leaving.abort();
      await asked;
    };
    for (let times = 0; times < 4; times++) {
      await leave('/slow');
      await leave('/stream');
      // What was waited for comes when nobody is there any more.
      await leave('/late-stream');
      letGo();
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(MOST.requests));
      await until(() => waiting.length === MOST.requests);
      socket.destroy();
      await until(async () => {
        const answered = get('/slow');
        const isIn = (await Promise.race([answered, pause(300)])) === undefined;
        letGo();
        await answered;
        return isIn;
      });
    }
    await expectFull(started);
    expect(told.filter((text) => text.startsWith('Error'))).toEqual([]);
  });
});

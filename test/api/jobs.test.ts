// `kobling serve` as whoever asks it for a job meets it, on a real database: accepted is what the database has, and nothing else.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_SECONDS_A_DAY, MOST_WAITING } from '../../bin/service/api/jobs.ts';
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { addTenant, CANARY } from '../../src/store/tenants.ts';
import { openTestDatabase, SERVERS } from '../store/database.ts';
import { type Api, startApi } from './running.ts';
import { isDebianThere, startDebianServer } from '../store/debian-server.ts';

const [, startServer] = SERVERS[0];
const isSample = process.env['KOBLING_CASES'] !== undefined;

describe('the API', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  let api: Api;
  beforeAll(async () => {
    database = await openTestDatabase(startServer);
    await prepareQueue(database.url);
    for (const id of ['a', 'b']) await database.addTenant(id);
    await addTenant(database.owner, { id: CANARY, name: 'Canary' });
    api = await startApi(database.url);
  });
  beforeEach(async () => {
    await database.clear('entries');
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });
  const jobsOf = (municipality: string) =>
    inTenant(database.app, municipality, ({ tx }) => tx.selectFrom('job').select(['id', 'kind', 'params']).execute());

  it('accepts a job that is in the database then, with its bell, and tells of it', async () => {
    const params = { weeks: 2, scope: { kind: 'recipient', id: 'r-1' } };
    const { status, body, headers } = await api.job('a', 'one', { kind: 'propose', params });
    expect(status).toBe(202);
    expect(await jobsOf('a')).toEqual([{ id: body['id'], kind: 'propose', params }]);
    const location = headers.get('location') ?? '';
    expect(location).toBe(`/v1/municipalities/a/jobs/${String(body['id'])}`);
    expect((await api.ask(location)).body).toEqual({
      id: body['id'],
      kind: 'propose',
      status: 'queued',
      progress: null,
      failureCode: null,
      planId: null,
    });
    expect((await api.ask(location, { method: 'DELETE' })).body).toEqual({ id: body['id'], status: 'cancelled' });
    expect((await api.ask(location)).body['status']).toBe('cancelled');
  });

  it('asked again with the same key has the same job, and another request with it is refused', async () => {
    const first = await api.job('a', 'one');
    expect((await api.job('a', 'one')).body).toEqual(first.body);
    expect(await api.job('a', 'one', { kind: 'replan' })).toMatchObject({ status: 409 });
    expect((await api.job('b', 'one')).body).not.toEqual(first.body);
    expect(await jobsOf('a')).toHaveLength(1);
  });

  it('however many ask at once with one key, it is one job', async () => {
    const ASKS = isSample ? 300 : 10_000;
    const AT_ONCE = 100;
    const answers = new Map<string, number>();
    let left = ASKS;
    const asker = async (): Promise<void> => {
      while (left-- > 0) {
        const { status, body } = await api.job('a', 'the same');
        const told = `${status} ${String(body['id'])}`;
        answers.set(told, (answers.get(told) ?? 0) + 1);
        // Who is told to come again does not do so at once.
        if (status === 503) await pause(500);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asker));
    const jobs = await jobsOf('a');
    expect(jobs).toHaveLength(1);
    // Who was kept waiting too long was told so; nobody was told of another job.
    const accepted = answers.get(`202 ${jobs[0]?.id ?? ''}`) ?? 0;
    const refused = [...answers].filter(([told]) => told.startsWith('503')).reduce((sum, [, count]) => sum + count, 0);
    expect(accepted + refused).toBe(ASKS);
    expect(accepted).toBeGreaterThan(ASKS / 2);
  }, 300_000);

  it.each([
    ['an unknown municipality', 'nobody', 'k', { kind: 'propose' }, 404],
    ["the canary's", CANARY, 'k', { kind: 'propose' }, 404],
    ['no key', 'a', undefined, { kind: 'propose' }, 422],
    ['a body that is no JSON', 'a', 'k', '{', 400],
    ['a body of a megabyte', 'a', 'k', { kind: 'propose', more: 'x'.repeat(1_000_000) }, 413],
    ['a kind of the service itself', 'a', 'k', { kind: 'nightly' }, 422],
  ])('refuses %s, and says what to do', async (_, municipality, key, body, status) => {
    const answer = await api.job(municipality, key, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect(await jobsOf('a')).toEqual([]);
  });

  it('points at everything that is wrong in a body, and repeats nothing of it', async () => {
    const params = { weeks: 0, today: 'secret-day', scope: { kind: 'recipient', id: 'secret name!' } };
    const { status, body } = await api.job('a', 'k', { kind: 'propose', params });
    expect(status).toBe(422);
    expect((body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/params/scope/id',
      '/params/today',
      '/params/weeks',
    ]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('who has too much waiting is told when to come again, and what was accepted once stays accepted', async () => {
    const first = await api.job('a', 'first');
    const row = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: '{}' } as const;
    const rows = Array.from({ length: MOST_WAITING - 1 }, (_, at) => ({
      ...row,
      tenantId: 'a',
      idempotencyKey: `k${at}`,
    }));
    await inTenant(database.app, 'a', ({ tx }) => tx.insertInto('job').values(rows).execute());
    const more = await api.job('a', 'more');
    expect([more.status, more.body['type'], more.headers.get('retry-after')]).toEqual([
      429,
      'about:blank#too-busy',
      '60',
    ]);
    expect((await api.job('a', 'first')).body).toEqual(first.body);
    // The neighbour has nothing to do with it.
    expect((await api.job('b', 'more')).status).toBe(202);
    // One that is taken back makes room for another.
    await api.ask(`/v1/municipalities/a/jobs/${String(first.body['id'])}`, { method: 'DELETE' });
    expect((await api.job('a', 'more')).status).toBe(202);
  });

  it('who has had as many seconds of search as a day allows comes again tomorrow', async () => {
    const ended = (at: number) =>
      ({
        tenantId: 'a',
        kind: 'propose',
        priority: 1,
        requestFingerprint: 'f',
        idempotencyKey: `k${at}`,
        params: '{}',
        status: 'done',
        startedAt: new Date(Date.now() - MOST_SECONDS_A_DAY * 500 - 60_000),
        endedAt: new Date(Date.now() - 60_000),
      }) as const;
    await inTenant(database.app, 'a', ({ tx }) => tx.insertInto('job').values(ended(1)).execute());
    expect((await api.job('a', 'half')).status).toBe(202);
    await inTenant(database.app, 'a', ({ tx }) => tx.insertInto('job').values(ended(2)).execute());
    expect((await api.job('a', 'whole')).status).toBe(429);
  });

  it('a job of another municipality is answered as one that is not', async () => {
    const { body } = await api.job('a', 'one');
    const path = `jobs/${String(body['id'])}`;
    const other = await api.ask(`/v1/municipalities/b/${path}`);
    const none = await api.ask('/v1/municipalities/b/jobs/no-uuid');
    const cancelled = await api.ask(`/v1/municipalities/b/${path}`, { method: 'DELETE' });
    expect(other.status).toBe(404);
    expect([none.body, cancelled.body]).toEqual([other.body, other.body]);
    expect((await api.ask(`/v1/municipalities/a/${path}`)).body['status']).toBe('queued');
  });

  it('tells that it is healthy and ready, and its figures, without naming anybody', async () => {
    await api.job('a', 'one');
    expect((await api.ask('/health')).body).toEqual({ status: 'ok' });
    expect((await api.ask('/ready')).body).toEqual({ status: 'ok', needs: { database: 'ok', queue: 'ok' } });
    const { body, headers } = await api.ask('/metrics');
    const text = String(body['text']);
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(/kobling_jobs\{state="waiting"\} 1/);
    expect(text).toMatch(
      /kobling_http_seconds_count\{method="POST",route="\/v1\/municipalities\/:municipality\/jobs",status="202"\} \d+/,
    );
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
  });
});

it('who asks too often is told when to come again', async () => {
  const own = await openTestDatabase(SERVERS[0][1]);
  await prepareQueue(own.url);
  await own.addTenant('a');
  const strict = await startApi(own.url, undefined, ['--requests-per-minute', '5']);
  const answers = await Promise.all(Array.from({ length: 8 }, () => strict.ask('/v1/municipalities/a/plans')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(3);
  for (const { body, headers } of refused) {
    expect(body).toMatchObject({ type: 'about:blank#too-many', detail: expect.any(String) });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  await strict.close();
  await own.close();
}, 120_000);

describe.skipIf(!isDebianThere)('while the database is away', () => {
  it('a request is refused within two seconds, none is accepted, and within ten of its return they are again', async () => {
    const database = await openTestDatabase(startDebianServer);
    await prepareQueue(database.url);
    await database.addTenant('a');
    const api = await startApi(database.url);
    const accepted = new Set<string>();
    const timed = async (key: string): Promise<{ status: number; seconds: number }> => {
      const began = performance.now();
      const { status } = await api.job('a', key);
      if (status === 202) accepted.add(key);
      return { status, seconds: (performance.now() - began) / 1000 };
    };
    expect((await timed('before')).status).toBe(202);
    await database.server.kill();
    const during = await Promise.all(Array.from({ length: 40 }, (_, k) => timed(`during ${k}`)));
    expect((await api.ask('/ready')).status).toBe(503);
    expect((await api.ask('/health')).status).toBe(200);
    await database.server.start();
    const back = performance.now();
    let status = 0;
    for (let k = 0; status !== 202 && k < 1_000; k++) {
      ({ status } = await timed(`after ${k}`));
      if (status !== 202) await pause(50);
    }
    const seconds = (performance.now() - back) / 1000;
    const keys = (
      await inTenant(database.app, 'a', ({ tx }) => tx.selectFrom('job').select('idempotencyKey').execute())
    ).map(({ idempotencyKey }) => idempotencyKey.replace('asked ', ''));
    const errors = api.lines().filter(({ level }) => level === 'error');
    expect(await api.close()).toBe(0);
    await database.close();
    // A connection may outlive the server by a moment, and what is accepted over it is on record.
    expect(during.filter(({ status: told }) => told === 503).length).toBeGreaterThan(during.length / 2);
    expect(during.every(({ status: told }) => told === 503 || told === 202)).toBe(true);
    expect(Math.max(...during.map(({ seconds: took }) => took))).toBeLessThan(2.5);
    expect(seconds).toBeLessThan(10);
    expect([...accepted].filter((key) => !keys.includes(key))).toEqual([]);
    expect(keys.filter((key) => key.startsWith('after') && !accepted.has(key))).toEqual([]);
    expect(errors.length).toBeLessThanOrEqual(10);
  });
});

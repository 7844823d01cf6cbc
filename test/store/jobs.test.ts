// Jobs on real servers: asked for once, held by one worker at a time, ended once.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backlog, MOST_STARTS, POISON, reconcile, relay, type Ring } from '../../src/store/dispatch.ts';
import { cancel, claim, type Claim, enqueue, extend, finish, type JobRequest, release } from '../../src/store/jobs.ts';
import { propose } from '../../src/store/plans.ts';
import { keep } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { drawFrom } from '../tiny/draw.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';

const LEASE = 30;
const request = (idempotencyKey: string, own: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'propose',
  priority: 1,
  idempotencyKey,
  requestFingerprint: 'same',
  params: { seed: 1 },
  ...own,
});

/** What may happen to a job; in a deadly walk its workers only die. */
const ACTIONS = ['claim', 'claim', 'beat', 'end', 'expire', 'reconcile', 'release', 'cancel'] as const;
const DEADLY: readonly (typeof ACTIONS)[number][] = ['claim', 'expire', 'reconcile', 'beat'];

describe.each(SERVERS)('on %s', (_, start) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    for (const id of ['a', 'b']) await database.addTenant(id);
  });
  beforeEach(async () => {
    await database.clear();
  });
  afterAll(() => database.close());

  const ask = (key: string, own?: Partial<JobRequest>, tenantId = 'a') =>
    inTenant(database.app, tenantId, (scope) => enqueue(scope, request(key, own)));
  const take = (jobId: string) => inTenant(database.app, 'a', (scope) => claim(scope, jobId, LEASE));
  const beat = (held: Claim) => inTenant(database.app, 'a', (scope) => extend(scope, held, { leaseSeconds: LEASE }));
  const end = (held: Claim) => inTenant(database.app, 'a', (scope) => finish(scope, held, { status: 'done' }));
  const stop = (jobId: string) => inTenant(database.app, 'a', (scope) => cancel(scope, jobId));
  const expire = (jobId: string) =>
    inTenant(database.app, 'a', ({ tx }) =>
      tx
        .updateTable('job')
        .set({ leaseUntil: sql<Date>`now() - interval '1 second'` })
        .where('id', '=', jobId)
        .where('status', '=', 'running')
        .execute(),
    );
  const jobOf = (jobId: string) =>
    inTenant(database.app, 'a', ({ tx }) =>
      tx.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirstOrThrow(),
    );
  const newJob = async (key: string): Promise<string> => (await ask(key)).jobId;
  const rungBy = async (most?: number): Promise<Ring[]> => {
    const heard: Ring[] = [];
    await relay(database.dispatcher, (rings) => Promise.resolve(void heard.push(...rings)), most);
    return heard;
  };

  it('2 000 requests at once with 100 keys are 100 jobs, each with one bell', async () => {
    const asked = await Promise.all(Array.from({ length: 2_000 }, (_own, k) => ask(`key ${k % 100}`)));
    expect(new Set(asked.map(({ jobId }) => jobId)).size).toBe(100);
    expect(asked.filter(({ outcome }) => outcome === 'new')).toHaveLength(100);
    const bells = await inTenant(database.app, 'a', ({ tx }) => tx.selectFrom('outbox').select('jobId').execute());
    expect(bells).toHaveLength(100);
  });

  it('a key that was used for something else is a mismatch, in another municipality it is free', async () => {
    const { jobId } = await ask('key');
    expect(await ask('key', { requestFingerprint: 'other' })).toEqual({ outcome: 'mismatch', jobId });
    expect(await ask('key', {}, 'b')).toMatchObject({ outcome: 'new' });
  });

  it('a job and its bell are there together or not at all', async () => {
    const failing = inTenant(database.app, 'a', async (scope) => {
      await enqueue(scope, request('key'));
      throw new Error('before the end');
    });
    await expect(failing).rejects.toThrow('before the end');
    expect(await rungBy()).toEqual([]);
    expect((await ask('key')).outcome).toBe('new');
  });

  it('of fifty workers that hear the bell one claims the job', async () => {
    const jobId = await newJob('key');
    const claims = await Promise.all(Array.from({ length: 50 }, () => take(jobId)));
    expect(claims.filter((own) => own !== undefined)).toHaveLength(1);
  });

  it('a bell is rung once by two relays at a time, and again where the queue did not hear it', async () => {
    for (let k = 0; k < 40; k++) await ask(`key ${k}`, { priority: k + 1 });
    const deaf = relay(database.dispatcher, () => Promise.reject(new Error('The queue is down.')));
    await expect(deaf).rejects.toThrow('The queue is down.');
    const heard = (await Promise.all([rungBy(30), rungBy(30)])).flat();
    heard.push(...(await rungBy(30)));
    expect(heard).toHaveLength(40);
    expect(new Set(heard.map(({ jobId }) => jobId)).size).toBe(40);
    expect(await rungBy()).toEqual([]);
  });

  it('who asks for a thousand jobs waits in the database: another municipality’s bell comes second, and so does an urgent one', async () => {
    for (let k = 0; k < 30; k++) await ask(`flood ${k}`, { priority: 10 });
    const [first] = await rungBy();
    const other = (await ask('other', { priority: 10 }, 'b')).jobId;
    const urgent = (await ask('urgent', { priority: 1 })).jobId;
    expect((await rungBy()).map(({ jobId }) => jobId)).toEqual([urgent, other]);
    expect(await rungBy()).toEqual([]);
    await take(first?.jobId as string);
    expect(await rungBy()).toHaveLength(1);
  });

  it('a job that the queue has lost is rung again after a while', async () => {
    const jobId = await newJob('key');
    await rungBy();
    await reconcile(database.dispatcher);
    expect(await rungBy()).toEqual([]);
    await reconcile(database.dispatcher, { patienceSeconds: 0 });
    expect((await rungBy()).map((ring) => ring.jobId)).toEqual([jobId]);
  });

  it('a worker whose lease is over writes nothing, not even its plan', async () => {
    const snapshotId = await inTenant(database.app, 'a', (scope) =>
      keep(scope, {
        caseload: '{}',
        fingerprint: 'f',
        rulesetFingerprint: 'r',
        today: '2026-01-05',
        from: '2026-01-05',
        weeks: 4,
      }),
    );
    const jobId = await newJob('key');
    const first = (await take(jobId)) as Claim;
    await expire(jobId);
    expect(await reconcile(database.dispatcher)).toEqual({ returned: 1, failed: 0 });
    const second = (await take(jobId)) as Claim;
    expect(second.fence).toBe(first.fence + 1);
    expect(await beat(first)).toBeUndefined();
    const late = inTenant(database.app, 'a', async (scope) => {
      await propose(scope, { jobId, snapshotId, document: 'of the first' });
      if (!(await finish(scope, first, { status: 'done' }))) throw new Error('fenced off');
    });
    await expect(late).rejects.toThrow('fenced off');
    await inTenant(database.app, 'a', async (scope) => {
      await propose(scope, { jobId, snapshotId, document: 'of the second' });
      expect(await finish(scope, second, { status: 'done' })).toBe(true);
    });
    const plans = await inTenant(database.app, 'a', ({ tx }) => tx.selectFrom('plan').select('document').execute());
    expect(plans).toEqual([{ document: 'of the second' }]);
  });

  it('a job that kills its workers fails after exactly three starts, with its reason', async () => {
    const jobId = await newJob('key');
    for (let starts = 1; starts <= MOST_STARTS; starts++) {
      expect((await take(jobId))?.starts).toBe(starts);
      await expire(jobId);
      await reconcile(database.dispatcher);
    }
    expect(await take(jobId)).toBeUndefined();
    expect(await jobOf(jobId)).toMatchObject({ status: 'failed', failureCode: POISON, starts: MOST_STARTS });
  });

  it('a job that a worker gives back is rung again, and that start is not counted', async () => {
    const jobId = await newJob('key');
    await rungBy();
    const held = (await take(jobId)) as Claim;
    expect(await inTenant(database.app, 'a', (scope) => release(scope, held))).toBe(true);
    expect(await rungBy()).toHaveLength(1);
    expect((await take(jobId))?.starts).toBe(1);
    expect(await beat(held)).toBeUndefined();
  });

  it('a job that waits is cancelled at once, one that runs with its next heartbeat, one that has ended not at all', async () => {
    const waiting = await newJob('waiting');
    expect(await stop(waiting)).toBe('cancelled');
    expect(await take(waiting)).toBeUndefined();
    const running = await newJob('running');
    const held = (await take(running)) as Claim;
    expect(await beat(held)).toEqual({ isCancelled: false });
    expect(await stop(running)).toBe('running');
    expect(await beat(held)).toEqual({ isCancelled: true });
    const done = await newJob('done');
    await end((await take(done)) as Claim);
    expect(await stop(done)).toBe('done');
    expect(await stop(crypto.randomUUID())).toBeUndefined();
  });

  it('jobs that lie about are counted by what is wrong with them', async () => {
    const jobs = [];
    for (const [k, key] of ['rung', 'unrung', 'deserted'].entries())
      jobs.push((await ask(key, { priority: k + 1 })).jobId);
    const [, unrung, deserted] = jobs as [string, string, string];
    await rungBy();
    await sql`UPDATE outbox SET rung_at = NULL, created_at = now() - interval '2 minutes' WHERE job_id = ${unrung}`.execute(
      database.owner,
    );
    await take(deserted);
    expect(await backlog(database.dispatcher)).toEqual({ waiting: 2, unrung: 1, deserted: 0 });
    await sql`UPDATE job SET lease_until = now() - interval '2 minutes' WHERE id = ${deserted}`.execute(database.owner);
    expect(await backlog(database.dispatcher)).toEqual({ waiting: 2, unrung: 1, deserted: 1 });
    await reconcile(database.dispatcher);
    await rungBy();
    expect(await backlog(database.dispatcher)).toEqual({ waiting: 3, unrung: 0, deserted: 0 });
  });

  it('whatever happens in whatever order, nobody but the last claimant ends a job, and it ends once', async () => {
    const seen = { ended: 0, fenced: 0, poison: 0, cancelled: 0 };
    for (let seed = 1; seed <= 30; seed++) {
      const draw = drawFrom(seed, 9_001);
      const jobId = await newJob(`walk ${seed}`);
      const claims: Claim[] = [];
      let ends = 0;
      for (let step = 0; step < (seed % 3 === 0 ? 80 : 25); step++) {
        const before = await jobOf(jobId);
        const held = claims.length === 0 ? undefined : draw.pick(claims);
        const isCurrent = held?.fence === before.fence && before.status === 'running';
        const action = draw.pick(seed % 3 === 0 ? DEADLY : ACTIONS);
        if (action === 'claim') {
          const own = await take(jobId);
          expect(own !== undefined).toBe(before.status === 'queued');
          if (own !== undefined) claims.push(own);
        } else if (action === 'expire') await expire(jobId);
        else if (action === 'reconcile') await reconcile(database.dispatcher);
        else if (action === 'cancel') {
          if (draw.chance(0.2)) await stop(jobId);
        } else if (held !== undefined) {
          if (action === 'beat') expect((await beat(held)) !== undefined).toBe(isCurrent);
          else if (action === 'release')
            expect(await inTenant(database.app, 'a', (scope) => release(scope, held))).toBe(isCurrent);
          else {
            const isEnded = await end(held);
            expect(isEnded).toBe(isCurrent);
            if (isEnded) ends++;
            else seen.fenced++;
          }
        }
      }
      const { status, starts, fence } = await jobOf(jobId);
      expect(ends).toBe(status === 'done' ? 1 : 0);
      expect(starts).toBeLessThanOrEqual(MOST_STARTS);
      expect(fence).toBe(claims.length);
      seen.ended += ends;
      if (status === 'failed') seen.poison++;
      if (status === 'cancelled') seen.cancelled++;
    }
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0);
  });
});

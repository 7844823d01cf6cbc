// Jobs run to their end on a real database with the real solver: one plan each, audited, or a code that says why not.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCanary } from '../../bin/service/canary.ts';
import { type JobRun, runJob } from '../../bin/service/run-job.ts';
import { solveApart } from '../../bin/service/solve-apart.ts';
import { sha256 } from '../../bin/fingerprint.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { check } from '../../src/check/index.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { plan as planSchema } from '../../src/schema/plan.ts';
import { reconcile } from '../../src/store/dispatch.ts';
import { cancel, claim, enqueue } from '../../src/store/jobs.ts';
import { keep } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { addTenant, CANARY } from '../../src/store/tenants.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from '../store/database.ts';
import { TINY, TODAY } from '../bin/memory-io.ts';

const [, start] = SERVERS[0];

describe('a job', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    await database.addTenant('a');
    await addTenant(database.owner, { id: CANARY, name: 'Canary' });
  });
  beforeEach(async () => {
    await database.clear('entries');
  });
  afterAll(() => database.close());

  const ask = (caseload = TINY): Promise<string> =>
    inTenant(database.app, 'a', async (scope) => {
      const snapshotId = await keep(scope, {
        caseload,
        fingerprint: sha256(caseload),
        rulesetFingerprint: 'r',
        today: TODAY,
        from: TODAY,
        weeks: 4,
      });
      const asked = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: {} } as const;
      return (await enqueue(scope, { ...asked, idempotencyKey: crypto.randomUUID(), snapshotId })).jobId;
    });
  const run = (jobId: string, own: Partial<JobRun> = {}) =>
    runJob({ app: database.app, tenantId: 'a', jobId, seconds: 20, ...own });
  const all = () =>
    inTenant(database.app, 'a', async ({ tx }) => ({
      jobs: await tx.selectFrom('job').select(['status', 'failureCode']).execute(),
      plans: await tx.selectFrom('plan').select(['document', 'status']).execute(),
      deeds: (await tx.selectFrom('audit').select('action').execute()).map(({ action }) => action),
    }));
  /** The solver, with something that happens just before it is asked. */
  const after =
    (happens: () => Promise<unknown>): typeof solveApart =>
    async (request, options) => {
      await happens();
      return solveApart(request, options);
    };

  it('ends with one plan that the auditor finds nothing against, and a deed', async () => {
    expect(await run(await ask())).toMatchObject({ outcome: 'done' });
    const { jobs, plans, deeds } = await all();
    expect(jobs).toEqual([{ status: 'done', failureCode: null }]);
    expect(deeds).toEqual(['plan.proposed']);
    expect(plans.map(({ status }) => status)).toEqual(['proposed']);
    const document = planSchema.parse(JSON.parse(plans[0]?.document ?? ''));
    const world = buildWorld(schema.parse(JSON.parse(TINY)), { today: TODAY, from: TODAY, weeks: 4 });
    const { findings, objective } = check(world, document, RULES);
    expect(findings.filter(({ severity }) => severity === 'hard')).toEqual([]);
    expect(objective).toBe(document.objective);
    expect(document.status).toBe('optimal');
  });

  it('that is run twice at once has one plan', async () => {
    const jobId = await ask();
    const outcomes = await Promise.all([run(jobId), run(jobId), run(jobId)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['done', 'dropped', 'dropped']);
    expect((await all()).plans).toHaveLength(1);
  });

  it('whose lease is lost while it is solved leaves nothing, and the next worker ends it', async () => {
    const jobId = await ask();
    const lose = async (): Promise<void> => {
      await sql`UPDATE job SET lease_until = now() - interval '1 second'`.execute(database.owner);
      await reconcile(database.dispatcher);
      await inTenant(database.app, 'a', (scope) => claim(scope, jobId, 60));
    };
    expect(await run(jobId, { solver: after(lose) })).toEqual({ outcome: 'dropped' });
    expect(await all()).toEqual({ jobs: [{ status: 'running', failureCode: null }], plans: [], deeds: [] });
    await sql`UPDATE job SET lease_until = now() - interval '1 second'`.execute(database.owner);
    await reconcile(database.dispatcher);
    expect(await run(jobId)).toMatchObject({ outcome: 'done' });
    expect((await all()).plans).toHaveLength(1);
  });

  it('that is cancelled while it is solved has no plan', async () => {
    const jobId = await ask();
    const stop = async (): Promise<void> => {
      await inTenant(database.app, 'a', (scope) => cancel(scope, jobId));
      // The next heartbeat tells the worker.
      await pause(1_500);
    };
    expect(await run(jobId, { solver: after(stop) })).toEqual({ outcome: 'dropped' });
    expect(await all()).toMatchObject({ jobs: [{ status: 'cancelled' }], plans: [] });
  });

  it('that is cancelled at its very end has no plan either', async () => {
    const jobId = await ask();
    const stop = async (): Promise<void> => {
      await inTenant(database.app, 'a', (scope) => cancel(scope, jobId));
    };
    expect(await run(jobId, { solver: after(stop) })).toEqual({ outcome: 'dropped' });
    expect(await all()).toMatchObject({ jobs: [{ status: 'cancelled' }], plans: [] });
  });

  it('about what is no caseload fails with a code and without a plan', async () => {
    expect(await run(await ask('{ "format": "something else" }'))).toEqual({
      outcome: 'failed',
      failureCode: 'bad-snapshot',
    });
    expect(await all()).toEqual({
      jobs: [{ status: 'failed', failureCode: 'bad-snapshot' }],
      plans: [],
      deeds: ['job.failed'],
    });
  });

  it('whose worker is told to go before there is a plan waits again, and that start is not counted', async () => {
    const jobId = await ask();
    const stopped = AbortSignal.abort();
    const early: typeof solveApart = () => Promise.resolve({ failure: 'overran' });
    expect(await run(jobId, { stopped, solver: early })).toEqual({ outcome: 'dropped' });
    expect(await all()).toMatchObject({ jobs: [{ status: 'queued' }], plans: [] });
    expect(await run(jobId)).toMatchObject({ outcome: 'done' });
  });

  it('tells how far it is while it runs', async () => {
    const jobId = await ask();
    const told: unknown[] = [];
    const slowly: typeof solveApart = async (request, options) => {
      const solved = await solveApart(request, options);
      await pause(1_500);
      const { progress } = await inTenant(database.app, 'a', ({ tx }) =>
        tx.selectFrom('job').select('progress').where('id', '=', jobId).executeTakeFirstOrThrow(),
      );
      told.push(progress);
      return solved;
    };
    await run(jobId, { solver: slowly });
    expect(told).toEqual([expect.objectContaining({ stage: 'done' })]);
  });

  it('of the canary goes all the way, again and again', async () => {
    const options = { app: database.app, today: '2026-01-05' };
    for (const key of ['one', 'two', 'three'])
      expect(await runCanary({ ...options, key })).toMatchObject({ outcome: 'done' });
  });
});

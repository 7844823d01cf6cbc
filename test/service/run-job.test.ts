// Jobs run to their end on a real database with the real solver: one plan each, audited, or a code that says why not.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCanary } from '../../bin/service/canary.ts';
import { runJob } from '../../bin/service/run-job.ts';
import { sha256 } from '../../bin/fingerprint.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import type { Backend } from '../../solver/backends/backend.ts';
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

const [, start] = SERVERS[0] as (typeof SERVERS)[number];
const now = (): number => performance.now();

describe('a job', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    await database.addTenant('a');
    await addTenant(database.owner, { id: CANARY, name: 'Canary' });
  });
  beforeEach(async () => {
    await sql`TRUNCATE entity, job, outbox, plan, snapshot, nightly_run, audit`.execute(database.owner);
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
  const run = (jobId: string, backend: Backend = highsBackend) =>
    runJob({ app: database.app, backend, tenantId: 'a', jobId, now, seconds: 20 });
  const all = () =>
    inTenant(database.app, 'a', async ({ tx }) => ({
      jobs: await tx.selectFrom('job').select(['status', 'failureCode']).execute(),
      plans: await tx.selectFrom('plan').select(['document', 'status']).execute(),
      deeds: (await tx.selectFrom('audit').select('action').execute()).map(({ action }) => action),
    }));
  /** A backend that lets something happen before its first answer. */
  const after = (happens: () => Promise<unknown>): Backend => {
    let isFirst = true;
    return {
      ...highsBackend,
      solve: async (model, options) => {
        if (isFirst) await happens();
        isFirst = false;
        return highsBackend.solve(model, options);
      },
    };
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
    expect(await run(jobId, after(lose))).toEqual({ outcome: 'dropped' });
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
      await new Promise((done) => setTimeout(done, 4_000));
    };
    expect(await run(jobId, after(stop))).toEqual({ outcome: 'dropped' });
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

  it('of the canary goes all the way, again and again', async () => {
    const options = { app: database.app, backend: highsBackend, elapsed: now, today: '2026-01-05' };
    for (const key of ['one', 'two', 'three'])
      expect(await runCanary({ ...options, key })).toMatchObject({ outcome: 'done' });
  });
});

// Jobs that go on from what is published, on a real database with the real solver: the night's re-planning, rolling out, and
// publishing in somebody's name.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '../../bin/service/municipality.ts';
import { type JobRun, type Outcome, runJob } from '../../bin/service/run-job.ts';
import { addDays } from '../../src/domain/time.ts';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import type { JobParamsInput } from '../../src/schema/job-params.ts';
import { type Plan, plan as planSchema } from '../../src/schema/plan.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { assembleCaseload, storeCaseload } from '../../src/store/caseload.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { openNight } from '../../src/store/nights.ts';
import { publishPlan } from '../../src/store/publishing.ts';
import type { JobKind } from '../../src/store/tables.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { TODAY, VILLAGE } from '../bin/memory-io.ts';
import { run as command } from '../bin/memory-io.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from '../store/database.ts';

const [, start] = SERVERS[0];
const village = (): Caseload => schema.parse(JSON.parse(VILLAGE));
const LATER = addDays(TODAY, 7);

describe('jobs that go on from what is published', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    await database.addTenant('a');
  });
  beforeEach(async () => {
    await database.clear('entries');
    await work((scope) => storeCaseload(scope, village()));
  });
  afterAll(() => database.close());

  const work = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(database.app, 'a', of);
  const runAll = (jobId: string, own: Partial<JobRun> = {}): Promise<Outcome> =>
    runJob({ app: database.app, tenantId: 'a', jobId, seconds: 20, threads: 1, today: () => TODAY, ...own });
  const ask = async (kind: JobKind, params: JobParamsInput = {}): Promise<Outcome> => {
    const asked = { kind, priority: 1, idempotencyKey: crypto.randomUUID(), requestFingerprint: 'f', params };
    return runAll((await work((scope) => enqueue(scope, asked))).jobId);
  };
  const planOf = async (outcome: Outcome) => {
    if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
    const row = await work(({ tx }) =>
      tx
        .selectFrom('plan')
        .selectAll()
        .where('id', '=', outcome.planId ?? '')
        .executeTakeFirstOrThrow(),
    );
    return { ...row, plan: planSchema.parse(JSON.parse(row.document)) };
  };
  const publishOf = async (outcome: Outcome): Promise<void> => {
    const { id } = await planOf(outcome);
    expect(await work((scope) => publishPlan(scope, id, 'leader-1'))).toBe(true);
  };
  /** Who meets whom and when, whatever the ids of the assignments. */
  const patterns = ({ assignments }: Plan): string[] =>
    assignments
      .map(({ partId, share, contactIds, groupId, offerId, pattern }) =>
        JSON.stringify([partId, share, contactIds, groupId, offerId, pattern]),
      )
      .sort();

  it('keep the caseload as it was when they first started', async () => {
    const { snapshotId } = await planOf(await ask('propose'));
    const kept = await work(({ tx }) =>
      tx.selectFrom('snapshot').selectAll().where('id', '=', snapshotId).executeTakeFirstOrThrow(),
    );
    const now = await work(assembleCaseload);
    expect(JSON.parse(kept.caseload)).toEqual(now);
    expect(kept).toMatchObject({ today: TODAY, fromDate: TODAY, weeks: 4 });
  });

  it('publishing makes the sessions of a plan those of the caseload, which stays sound, and its deed is on the trail', async () => {
    const first = await ask('propose');
    const { plan, id } = await planOf(first);
    await publishOf(first);
    const caseload = await work(assembleCaseload);
    const dates = (sessions: readonly { date: string; start: string; minutes: number }[]) =>
      sessions.map(({ date, start: at, minutes }) => `${date} ${at} ${minutes}`).sort();
    const ours = caseload?.publishedSessions.filter(({ date }) => date >= TODAY) ?? [];
    expect(dates(ours)).toEqual(dates(plan.sessions));
    expect(readCaseload(JSON.stringify(caseload)).ok).toBe(true);
    const deeds = await work(({ tx }) => tx.selectFrom('audit').select(['actor', 'action', 'subjectId']).execute());
    expect(deeds).toContainEqual({ actor: 'leader-1', action: 'plan.published', subjectId: id });
    // Once is enough, and a plan that is not proposed stays what it is.
    expect(await work((scope) => publishPlan(scope, id, 'leader-1'))).toBe(false);
  });

  it('re-planning a municipality in which nothing has changed changes nothing', async () => {
    const first = await ask('propose');
    await publishOf(first);
    const again = await planOf(await ask('replan'));
    expect(again.basedOn).toBe((await planOf(first)).id);
    expect(patterns(again.plan)).toEqual(patterns((await planOf(first)).plan));
    expect(again.plan.sessions.every(({ status }) => status === 'published')).toBe(true);
  });

  it('the night takes up what is new and who is gone, and leaves the others where they are', async () => {
    const first = await ask('propose');
    const before = (await planOf(first)).plan;
    await publishOf(first);
    const gone = before.assignments.find(({ arrangement, pinned }) => arrangement === 'individual' && !pinned)
      ?.contactIds[0] as string;
    const changed = village();
    for (const contact of changed.contacts)
      if (contact.id === gone && contact.engagement.contract !== undefined) contact.engagement.contract.to = TODAY;
    const sessions = (await work(assembleCaseload))?.publishedSessions ?? [];
    await work((scope) => storeCaseload(scope, { ...changed, publishedSessions: sessions }));
    const { app, dispatcher } = database;
    const [ring] = await openNight({ app, dispatcher, runDate: TODAY });
    const { plan, basedOn } = await planOf(await runAll(ring?.jobId as string));
    expect(basedOn).not.toBeNull();
    expect(plan.assignments.flatMap(({ contactIds }) => contactIds)).not.toContain(gone);
    const kept = new Set(patterns(plan));
    const others = patterns({
      ...before,
      assignments: before.assignments.filter((own) => !own.contactIds.includes(gone)),
    });
    expect(others.filter((own) => kept.has(own)).length).toBeGreaterThan(0.8 * others.length);
  });

  it('rolling out gives the same weekly plan other dates', async () => {
    expect(await ask('roll-out')).toEqual({ outcome: 'failed', failureCode: 'no-published-plan' });
    const first = await ask('propose');
    await publishOf(first);
    const { plan } = await planOf(await ask('roll-out', { from: LATER, weeks: 6 }));
    expect(patterns(plan)).toEqual(patterns((await planOf(first)).plan));
    expect(plan).toMatchObject({ from: LATER, weeks: 6 });
    expect(plan.sessions.some(({ date }) => date >= addDays(LATER, 35))).toBe(true);
  });

  it('for one recipient, everybody else stays as published', async () => {
    const first = await ask('propose');
    await publishOf(first);
    const before = (await planOf(first)).plan;
    const id = before.assignments.find(({ arrangement, pinned }) => arrangement === 'individual' && !pinned)
      ?.recipientId as string;
    const { plan } = await planOf(await ask('propose', { scope: { kind: 'recipient', id } }));
    const others = (of: Plan): string[] =>
      patterns({ ...of, assignments: of.assignments.filter(({ recipientId }) => recipientId !== id) });
    expect(others(plan)).toEqual(others(before));
    expect(await ask('propose', { scope: { kind: 'recipient', id: 'nobody' } })).toEqual({
      outcome: 'failed',
      failureCode: 'unknown-person',
    });
  });

  it('a municipality without a caseload, or asked for what is no job, fails with a code', async () => {
    await database.clear('entries');
    expect(await ask('replan')).toEqual({ outcome: 'failed', failureCode: 'no-caseload' });
    expect(await ask('propose', { weeks: 0 })).toEqual({ outcome: 'failed', failureCode: 'bad-params' });
  });

  it('the commands import, run a night and publish, once', async () => {
    const io = { env: (name: string) => (name === 'DATABASE_URL' ? database.url : undefined) };
    const { prepareQueue } = await import('../../queues/prepare-queue.ts');
    await prepareQueue(database.url);
    const text = JSON.stringify({ ...village(), municipalityId: 'a' });
    const imported = await command(['import', 'v.json', '--by', 'dev', '--locale', 'en'], {
      io,
      files: { 'v.json': text },
    });
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(imported.out).toMatch(/^Municipality a: \d+ entries are new or changed, \d+ are removed\.\n$/);
    const told = { ...io, untilTold: () => new Promise<void>(() => {}) };
    const night = ['nightly', '--date', TODAY, '--threads', '1', '--time-limit', '20', '--json'];
    const opened = await command(night, { io: told });
    expect(opened.code, opened.err).toBe(0);
    expect(JSON.parse(opened.out)).toMatchObject({ runDate: TODAY, done: 1, failed: 0, queued: 0, unreached: 0 });
    expect((await command(night, { io: told })).code).toBe(0);
    expect(await work(({ tx }) => tx.selectFrom('plan').select('id').execute())).toHaveLength(1);
    const first = await command(['morning', 'a', '--by', 'leader-1', '--date', TODAY, '--json'], { io });
    expect({ code: first.code, isFirst: (JSON.parse(first.out) as { isFirst: boolean }).isFirst }).toEqual({
      code: 0,
      isFirst: true,
    });
    const published = await command(['publish', 'a', '--by', 'leader-1', '--locale', 'en'], { io });
    expect(published.out).toContain('is in force now, published by leader-1.');
    const old = await planOf(await ask('propose'));
    for (const table of ['plan', 'job', 'snapshot'])
      await sql`UPDATE ${sql.table(table)} SET created_at = now() - interval '91 days'`.execute(database.owner);
    await sql`UPDATE job SET ended_at = now() - interval '91 days'`.execute(database.owner);
    expect((await command([...night.slice(0, 2), LATER, ...night.slice(3)], { io: told })).code).toBe(0);
    // What nobody published is forgotten by then; what was, and what it was made from, is not.
    const left = await work(({ tx }) => tx.selectFrom('plan').select(['id', 'status']).execute());
    expect(left.map(({ status }) => status).sort()).toEqual(['proposed', 'published']);
    expect(left.map(({ id }) => id)).not.toContain(old.id);
    const figures = await command(['morning', 'a', '--by', 'leader-1', '--date', LATER, '--json'], { io });
    expect(JSON.parse(figures.out)).toMatchObject({ isFirst: false, unexplained: [] });
    const morning = await command(['morning', 'a', '--by', 'leader-1', '--date', LATER, '--locale', 'en'], { io });
    expect(morning).toMatchObject({ code: 0, err: '' });
    expect(morning.out).toContain('Changes since');
    const none = await command(['morning', 'a', '--by', 'x', '--date', '2031-01-01', '--locale', 'en'], { io });
    expect({ code: none.code, err: none.err.split('\n')[0] }).toEqual({
      code: 2,
      err: 'Municipality a has no plan of the night of 2031-01-01.',
    });
    const again = await command(['publish', 'a', '--plan', crypto.randomUUID(), '--by', 'leader-1', '--locale', 'en'], {
      io,
    });
    expect({ code: again.code, out: again.out }).toEqual({ code: 2, out: '' });
    expect(again.err).toContain('has no such proposed plan');
    for (const plan of ['no-uuid', crypto.randomUUID()])
      await expect(
        publish({ ...io } as never, { municipality: 'a', planId: plan, by: 'x', locale: 'en', data: '' }),
      ).rejects.toThrow('has no such proposed plan');
  });
});

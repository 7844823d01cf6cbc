// Two municipalities with a row in every table, and in them what is easily lost on the way: quotes, line ends, letters of other
// alphabets, microseconds, large numbers, and texts that look like something else.
import { sql } from 'kysely';
import type { Db } from '../../src/store/connect.ts';
import { setAccount } from '../../src/store/accounts.ts';
import { note } from '../../src/store/audit.ts';
import { write } from '../../src/store/entities.ts';
import { claim, enqueue, finish } from '../../src/store/jobs.ts';
import { keepImport } from '../../src/store/imports.ts';
import { place, takeStep } from '../../src/store/placements.ts';
import { propose, publish } from '../../src/store/plans.ts';
import { keep } from '../../src/store/snapshots.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';

export const NASTY = [
  'Bjørnstjerne Ærfugl-Åsen',
  `'"\\ \\n \n\r\n\t`,
  '["job", null]',
  '\\N',
  '{NULL,"a"}',
  '',
  ' ',
  '😀 𝒳 \u2028\u2029\u0001\u007f\ufeff',
  "'); DROP TABLE tenant; --",
  'Čuđegieddi, Þórr, 日本語',
].join('|');

const asked = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: { text: NASTY, number: 0.1 } } as const;

/** A placement in somebody's name, with a step. */
async function fillPlacements(scope: Scope, planId: string): Promise<void> {
  const person = { kind: 'person', roles: ['leader', 'contact'], isCleared: true, contactId: NASTY } as const;
  await setAccount(scope, NASTY, person);
  await setAccount(scope, 'key', {
    kind: 'integration',
    roles: ['integration'],
    isCleared: false,
    contactId: null,
    keyHash: 'f',
    days: 9,
  });
  const id = await place(scope, {
    planId,
    assignment: { text: NASTY },
    recipientId: NASTY,
    partId: NASTY,
    share: 0,
    contactId: NASTY,
    status: 'accepted',
    reason: null,
    approvedBy: NASTY,
  });
  const step = {
    step: 'contact-answer',
    isYes: true,
    onDate: '2026-03-29',
    bySubject: NASTY,
    onBehalfOf: 'contact',
  } as const;
  await takeStep(scope, { id: id as string, version: 1 }, 'contact-agreed', step);
}

/** A job that waits, one that runs, and one that is done, with its plan published. */
async function fillJobs(scope: Scope, snapshotId: string): Promise<void> {
  const { tx, tenantId } = scope;
  await enqueue(scope, { ...asked, idempotencyKey: 'waits' });
  const rung = await enqueue(scope, { ...asked, idempotencyKey: 'rung' });
  await tx.updateTable('outbox').set({ rungAt: new Date() }).where('jobId', '=', rung.jobId).execute();
  const runs = await enqueue(scope, { ...asked, idempotencyKey: 'runs', snapshotId });
  await claim(scope, runs.jobId, 60);
  const { jobId } = await enqueue(scope, { ...asked, idempotencyKey: NASTY, snapshotId });
  const held = await claim(scope, jobId, 60);
  const plan = await propose(scope, { jobId, snapshotId, document: `${NASTY}\n` });
  if (held !== undefined) await finish(scope, held, { status: 'done' });
  await publish(scope, plan, NASTY);
  await tx.insertInto('nightlyRun').values({ tenantId, runDate: '2026-03-29', jobId }).execute();
  await keepImport(scope, runs.jobId, NASTY);
  await fillPlacements(scope, plan);
}

/** Fills a municipality that was made. */
export const fill = (app: Db, tenantId: string, large = 0): Promise<void> =>
  inTenant(app, tenantId, async (scope) => {
    const body = { id: NASTY, text: NASTY, list: [null, true, 1e-7] };
    await write(scope, { kind: 'recipient', id: NASTY, version: 0, body });
    await write(scope, { kind: 'policy', id: tenantId, version: 0, body: {} });
    // A number that JavaScript cannot hold.
    await sql`UPDATE entity SET body = '{"n": 12345678901234567890.10, "m": null}' WHERE kind = 'policy'`.execute(
      scope.tx,
    );
    await sql`UPDATE entity SET changed_at = '2026-03-29 01:59:59.999999+01'`.execute(scope.tx);
    const dates = { rulesetFingerprint: 'r', today: '2026-03-29', from: '2026-03-30', weeks: 4 };
    const snapshotId = await keep(scope, { ...dates, caseload: NASTY, fingerprint: 'f' });
    // Larger than what is read at a time.
    for (let count = 0; count < large; count++)
      await keep(scope, { ...dates, caseload: `${count} ${'æ"\n'.repeat(400_000)}`, fingerprint: 'f' });
    await fillJobs(scope, snapshotId);
    const deed = { actor: NASTY, action: 'plan.published', subjectKind: 'plan', subjectId: tenantId };
    await note(scope, deed);
    // More than are read at a time.
    await sql`
      INSERT INTO audit (tenant_id, actor, action, subject_kind, subject_id)
      SELECT ${tenantId}, 'a', 'b', 'c', n::text FROM generate_series(1, 1500) n`.execute(scope.tx);
  });

/** All rows of all tables but the queue's and the migrations', as PostgreSQL writes them; asked past row security. */
export async function dump(owner: Db, left: readonly string[] = []): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'kysely%'`.execute(owner);
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (left.includes(name)) continue;
    const { rows } = await sql<{ text: string }>`
      SELECT t::text AS text FROM ${sql.id(name)} t WHERE NOT to_jsonb(t) @> '{"tenant_id": "canary"}'
        AND NOT (to_jsonb(t) ? 'name' AND to_jsonb(t) ->> 'id' = 'canary') ORDER BY 1`.execute(owner.withoutPlugins());
    found[name] = rows.map(({ text }) => text);
  }
  return found;
}

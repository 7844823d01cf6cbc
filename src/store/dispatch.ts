// What goes on across municipalities: which jobs the queue must hear of, and which have lost their worker. It sees ids and
// states; what a job is about stays closed to it.
import { type Kysely, sql } from 'kysely';
import type { JobKind, Tables } from './tables.ts';
import { CANARY } from './tenants.ts';

/** A job as the queue knows it. */
export type Ring = {
  readonly tenantId: string;
  readonly jobId: string;
  readonly kind: JobKind;
  readonly priority: number;
  /** How often it has been claimed: the bell of a job that was lost is another one than that which was answered. */
  readonly fence: number;
};

/** Bells of one municipality and priority that may wait in the queue: who asks for a thousand jobs waits in the database. */
const MOST_WAITING = 1;

/**
 * Jobs whose bell is to be rung: of each municipality and priority the first, once the last one rung is answered; and those that
 * were lost, which have waited long enough.
 */
const DUE = sql`
  WITH rung AS (
    SELECT o.tenant_id, o.priority, count(*) AS bells
    FROM job j JOIN outbox o ON o.tenant_id = j.tenant_id AND o.job_id = j.id
    WHERE j.status = 'queued' AND o.rung_at IS NOT NULL
    GROUP BY o.tenant_id, o.priority)
  SELECT w.tenant_id, w.job_id, w.created_at, w.priority FROM (
    SELECT u.tenant_id, u.job_id, u.priority, u.created_at, k.starts,
      row_number() OVER (PARTITION BY u.tenant_id, u.priority ORDER BY u.created_at, u.job_id)
        + coalesce(rung.bells, 0) AS place
    FROM outbox u JOIN job k ON k.tenant_id = u.tenant_id AND k.id = u.job_id
      LEFT JOIN rung ON rung.tenant_id = u.tenant_id AND rung.priority = u.priority
    WHERE u.rung_at IS NULL AND k.status = 'queued'
  ) w WHERE w.place <= ${MOST_WAITING} OR w.starts > 0`;

/** The most urgent of them first, then those who wait longest. */
const due = (most: number) => sql<Ring>`
  SELECT o.tenant_id AS "tenantId", o.job_id AS "jobId", o.kind, o.priority, j.fence
  FROM outbox o JOIN job j ON j.tenant_id = o.tenant_id AND j.id = o.job_id
  -- Said again outside, since a row that another relay rang meanwhile is asked again only about what stands here.
  WHERE o.rung_at IS NULL
    AND (o.tenant_id, o.job_id) IN (SELECT d.tenant_id, d.job_id FROM (${DUE} ORDER BY w.priority, w.created_at LIMIT ${most}) d)
  ORDER BY o.priority, o.created_at
  FOR UPDATE OF o SKIP LOCKED`;

/**
 * Rings the bell for jobs that the queue has not heard of, a municipality's next one once its last is answered, and notes it
 * where that succeeds. Ringing twice does no harm, so a relay that dies in between rings again; several of them share the
 * work. How many were rung.
 */
export function relay(
  db: Kysely<Tables>,
  ring: (rings: readonly Ring[]) => Promise<void>,
  most = 100,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows: waiting } = await due(most).execute(tx);
    if (waiting.length === 0) return 0;
    await ring(waiting);
    for (const { tenantId, jobId } of waiting)
      await tx
        .updateTable('outbox')
        .set({ rungAt: sql<Date>`now()` })
        .where('tenantId', '=', tenantId)
        .where('jobId', '=', jobId)
        .execute();
    return waiting.length;
  });
}

/** How often a job is started before it is taken for one that kills its workers. */
export const MOST_STARTS = 3;
/** Failure code of such a job. */
export const POISON = 'poison-job';

export type Reconciled = { readonly returned: number; readonly failed: number };

/**
 * Takes jobs from workers whose lease is over: back to those that wait, or, after the last start, to those that failed.
 * Jobs that have waited long since they were rung are rung again: the queue may have lost them.
 */
export function reconcile(
  db: Kysely<Tables>,
  { patienceSeconds = 60 }: { readonly patienceSeconds?: number } = {},
): Promise<Reconciled> {
  return db.transaction().execute(async (tx) => {
    const expired = tx
      .selectFrom('job')
      .select(['tenantId', 'id', 'starts'])
      .where('status', '=', 'running')
      .where('leaseUntil', '<', sql<Date>`now()`)
      .forUpdate()
      .skipLocked();
    const lost = await expired.execute();
    let failed = 0;
    for (const { tenantId, id, starts } of lost) {
      const isPoison = starts >= MOST_STARTS;
      if (isPoison) failed++;
      await tx
        .updateTable('job')
        .set(
          isPoison
            ? { status: 'failed', leaseUntil: null, failureCode: POISON, endedAt: sql<Date>`now()` }
            : { status: 'queued', leaseUntil: null },
        )
        .where('tenantId', '=', tenantId)
        .where('id', '=', id)
        .execute();
      if (!isPoison)
        await tx
          .updateTable('outbox')
          .set({ rungAt: null })
          .where('tenantId', '=', tenantId)
          .where('jobId', '=', id)
          .execute();
    }
    // Rows that another relay holds are being dealt with.
    await sql`
      UPDATE outbox SET rung_at = NULL WHERE (tenant_id, job_id) IN (
        SELECT o.tenant_id, o.job_id FROM outbox o JOIN job j ON j.tenant_id = o.tenant_id AND j.id = o.job_id
        WHERE o.rung_at < now() - make_interval(secs => ${patienceSeconds}) AND j.status = 'queued'
        FOR UPDATE OF o SKIP LOCKED)`.execute(tx);
    return { returned: lost.length - failed, failed };
  });
}

/** Jobs of all municipalities that nobody has dealt with for so long that something must be wrong. */
export type Backlog = {
  /** Jobs that wait, however long. */
  readonly waiting: number;
  /** Those that are next, and whose bell nobody has rung: no relay runs, or it does not reach the queue. */
  readonly unrung: number;
  /** Those whose worker is silent and that nobody has taken from it: no reconciler runs. */
  readonly deserted: number;
};

/** Counts jobs by what is wrong with them; unrung and deserted ones from so many seconds on. */
export async function backlog(db: Kysely<Tables>, patienceSeconds = 60): Promise<Backlog> {
  const before = sql<Date>`now() - make_interval(secs => ${patienceSeconds})`;
  const { waiting, deserted } = await db
    .selectFrom('job')
    .select(({ fn }) => [
      fn.countAll<string>().filterWhere('status', '=', 'queued').as('waiting'),
      fn.countAll<string>().filterWhere('status', '=', 'running').filterWhere('leaseUntil', '<', before).as('deserted'),
    ])
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ unrung: string }>`
    SELECT count(*) AS unrung FROM (${DUE}) d WHERE d.created_at < ${before}`.execute(db);
  return { waiting: Number(waiting), unrung: Number(rows[0]?.unrung ?? 0), deserted: Number(deserted) };
}

/** Seconds since a canary last came out right; undefined where none has since they are forgotten. */
export async function canarySeconds(db: Kysely<Tables>): Promise<number | undefined> {
  const row = await db
    .selectFrom('job')
    .select(sql<number | null>`extract(epoch FROM now() - max(ended_at))::float8`.as('seconds'))
    .where('tenantId', '=', CANARY)
    .where('kind', '=', 'canary')
    .where('status', '=', 'done')
    .executeTakeFirst();
  return row?.seconds ?? undefined;
}

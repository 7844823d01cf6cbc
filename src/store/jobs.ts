// Jobs of one municipality: asked for once, claimed by one worker at a time, and ended once, whatever crashes.
//
// The database is the record, the queue a doorbell. A claim raises the job's fence and starts a lease; everything a worker
// writes afterwards is written only where the fence is still its own. What nobody holds any more, `dispatch.ts` returns.
import { type ExpressionBuilder, sql } from 'kysely';
import type { JobKind, JobStatus, Tables } from './tables.ts';
import type { Scope } from './tenant.ts';

export type JobRequest = {
  readonly kind: JobKind;
  /** Lower goes first, 1 to 100. */
  readonly priority: number;
  /** The caller's name for the request: asked twice, it is one job. */
  readonly idempotencyKey: string;
  /** SHA-256 of what is asked. */
  readonly requestFingerprint: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** What it is about, where that is known already; else the worker keeps the caseload as it is then. */
  readonly snapshotId?: string | undefined;
  /** The trace it belongs to (W3C Trace Context). */
  readonly traceparent?: string | undefined;
};

/** The job of a request; `mismatch` where its key was used for something else. */
export type Enqueued =
  | { readonly outcome: 'new' | 'known'; readonly jobId: string }
  | { readonly outcome: 'mismatch'; readonly jobId: string };

/** Asks for a job and tells the outbox of it, both in the caller's transaction. */
export async function enqueue({ tx, tenantId }: Scope, request: JobRequest): Promise<Enqueued> {
  const { kind, priority, idempotencyKey, requestFingerprint, params, snapshotId, traceparent } = request;
  const made = await tx
    .insertInto('job')
    .values({
      tenantId,
      kind,
      priority,
      idempotencyKey,
      requestFingerprint,
      params: JSON.stringify(params),
      snapshotId: snapshotId ?? null,
      traceparent: traceparent ?? null,
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'idempotencyKey']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made !== undefined) {
    await tx.insertInto('outbox').values({ tenantId, jobId: made.id, priority, kind }).execute();
    return { outcome: 'new', jobId: made.id };
  }
  const known = await tx
    .selectFrom('job')
    .select(['id', 'requestFingerprint'])
    .where('idempotencyKey', '=', idempotencyKey)
    .executeTakeFirstOrThrow();
  return { outcome: known.requestFingerprint === requestFingerprint ? 'known' : 'mismatch', jobId: known.id };
}

/** A job that a worker holds, as long as its lease lasts and nobody has claimed it since. */
export type Claim = {
  readonly jobId: string;
  readonly fence: number;
  readonly kind: JobKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly snapshotId: string | null;
  readonly traceparent: string | null;
  /** How often it has been claimed, this time included. */
  readonly starts: number;
};

/** What tells a claim from those before and after it. */
export type Fence = Pick<Claim, 'jobId' | 'fence'>;

/** Whether a job is still the worker's of a claim: everything that one writes is written on this condition. */
const isHeldBy =
  ({ jobId, fence }: Fence) =>
  ({ and }: ExpressionBuilder<Tables, 'job'>) =>
    and({ id: jobId, fence, status: 'running' });

const leaseEnd = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

/** Claims a job that waits; undefined where it does not: whoever rang the bell twice, or late, is told nothing. */
export async function claim({ tx }: Scope, jobId: string, leaseSeconds: number): Promise<Claim | undefined> {
  const row = await tx
    .updateTable('job')
    .set((eb) => ({
      status: 'running',
      fence: eb('fence', '+', 1),
      starts: eb('starts', '+', 1),
      leaseUntil: leaseEnd(leaseSeconds),
      startedAt: sql<Date>`coalesce(started_at, now())`,
    }))
    .where('id', '=', jobId)
    .where('status', '=', 'queued')
    .returning(['id', 'fence', 'kind', 'params', 'snapshotId', 'traceparent', 'starts'])
    .executeTakeFirst();
  return row && { ...row, jobId: row.id };
}

/** What a worker is told when it says that it is still there. */
export type Held = { readonly isCancelled: boolean };

/** Extends the lease and keeps the progress; undefined where the job is no longer the worker's: it must stop at once. */
export async function extend(
  { tx }: Scope,
  held: Fence,
  { leaseSeconds, progress }: { readonly leaseSeconds: number; readonly progress?: Readonly<Record<string, unknown>> },
): Promise<Held | undefined> {
  const row = await tx
    .updateTable('job')
    .set({
      leaseUntil: leaseEnd(leaseSeconds),
      ...(progress === undefined ? {} : { progress: JSON.stringify(progress) }),
    })
    .where(isHeldBy(held))
    .returning('cancelRequestedAt')
    .executeTakeFirst();
  return row && { isCancelled: row.cancelRequestedAt !== null };
}

/**
 * Whether somebody still wants what a worker's job comes to; undefined where the job is no longer the worker's. Who asks for its end
 * from now on waits for the caller's transaction, and finds the job ended.
 */
export async function isWanted({ tx }: Scope, held: Fence): Promise<boolean | undefined> {
  const row = await tx
    .selectFrom('job')
    .select('cancelRequestedAt')
    .where(isHeldBy(held))
    .forUpdate()
    .executeTakeFirst();
  return row && row.cancelRequestedAt === null;
}

/** Says what a job is about, once and for all its starts; false where it is no longer the worker's. */
export async function setSnapshot({ tx }: Scope, held: Fence, snapshotId: string): Promise<boolean> {
  const row = await tx.updateTable('job').set({ snapshotId }).where(isHeldBy(held)).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** How a job ends; a failure carries a code, never a sentence about somebody. */
export type End =
  | { readonly status: 'done' | 'cancelled' }
  | { readonly status: 'failed'; readonly failureCode: string };

/**
 * Ends a job in the caller's transaction, with what else it writes there; false where the job is no longer the worker's:
 * then the caller must take back everything, by throwing.
 */
export async function finish({ tx }: Scope, held: Fence, end: End): Promise<boolean> {
  const row = await tx
    .updateTable('job')
    .set({
      status: end.status,
      failureCode: end.status === 'failed' ? end.failureCode : null,
      leaseUntil: null,
      endedAt: sql<Date>`now()`,
    })
    .where(isHeldBy(held))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a job back that the worker cannot go on with, such as when it is told to stop: the next one starts it again. */
export async function release({ tx }: Scope, held: Fence): Promise<boolean> {
  const row = await tx
    .updateTable('job')
    .set((eb) => ({ status: 'queued', leaseUntil: null, starts: eb('starts', '-', 1) }))
    .where(isHeldBy(held))
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await tx.updateTable('outbox').set({ rungAt: null }).where('jobId', '=', held.jobId).execute();
  return true;
}

/**
 * Asks for a job's end: one that waits ends here, one that runs is told with its next heartbeat. The status afterwards;
 * undefined where there is no such job.
 */
export async function cancel({ tx }: Scope, jobId: string): Promise<JobStatus | undefined> {
  const waiting = await tx
    .updateTable('job')
    .set({ status: 'cancelled', cancelRequestedAt: sql<Date>`now()`, endedAt: sql<Date>`now()` })
    .where('id', '=', jobId)
    .where('status', '=', 'queued')
    .returning('status')
    .executeTakeFirst();
  if (waiting !== undefined) return waiting.status;
  const known = await tx
    .updateTable('job')
    .set({ cancelRequestedAt: sql<Date>`coalesce(cancel_requested_at, now())` })
    .where('id', '=', jobId)
    .where('status', '=', 'running')
    .returning('status')
    .executeTakeFirst();
  if (known !== undefined) return known.status;
  const ended = await tx.selectFrom('job').select('status').where('id', '=', jobId).executeTakeFirst();
  return ended?.status;
}

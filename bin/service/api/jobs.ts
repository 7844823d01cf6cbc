// Jobs as HTTP asks for them, in the database.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AskedJob, JobPorts, JobView } from '../../../src/http/jobs.ts';
import { note } from '../../../src/store/audit.ts';
import type { Db } from '../../../src/store/connect.ts';
import { cancel, enqueue } from '../../../src/store/jobs.ts';
import { inTenant, type Scope } from '../../../src/store/tenant.ts';
import { sha256 } from '../../fingerprint.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { soon } from './soon.ts';

/** Somebody waits for it. */
const PRIORITY = 1;
const WATCH_MILLISECONDS = 500;
/** Jobs of a municipality that may wait at a time; seconds of search that people may ask for in a day. */
export const MOST_WAITING = 2_000;
export const MOST_SECONDS_A_DAY = 8 * 3_600;
/** Seconds after which a municipality with too much waiting may ask again. */
const BUSY_SECONDS = 60;

/** Whether a municipality has as much waiting, or had as much done today, as it may. */
async function isBusy({ tx }: Scope): Promise<boolean> {
  const { rows } = await sql<{ waiting: number; seconds: number }>`
    SELECT count(*) FILTER (WHERE status = 'queued')::int AS waiting,
      coalesce(sum(extract(epoch FROM ended_at - started_at)) FILTER (WHERE started_at > now() - interval '1 day'), 0)::float
        AS seconds
    FROM job WHERE kind IN ('propose', 'replan', 'roll-out') AND created_at > now() - interval '7 days'`.execute(tx);
  const { waiting = 0, seconds = 0 } = rows[0] ?? {};
  return waiting >= MOST_WAITING || seconds >= MOST_SECONDS_A_DAY;
}

async function ask(scope: Scope, subject: string, job: AskedJob, traceparent: string | undefined) {
  const { kind, params, idempotencyKey } = job;
  const requested = {
    kind,
    params,
    priority: PRIORITY,
    // The service's own keys are others.
    idempotencyKey: `asked ${idempotencyKey}`,
    requestFingerprint: sha256(JSON.stringify({ kind, params })),
    traceparent,
  };
  const isKnown = await scope.tx
    .selectFrom('job')
    .select('id')
    .where('idempotencyKey', '=', requested.idempotencyKey)
    .executeTakeFirst();
  // What was accepted once stays accepted.
  if (isKnown === undefined && (await isBusy(scope))) return { outcome: 'busy', seconds: BUSY_SECONDS } as const;
  const asked = await enqueue(scope, requested);
  if (asked.outcome === 'new') {
    const { jobId } = asked;
    const aboutPerson = params.scope?.id;
    await note(scope, {
      actor: subject,
      action: 'job.asked',
      subjectKind: 'job',
      subjectId: jobId,
      jobId,
      aboutPerson,
    });
  }
  return asked;
}

const look = async ({ tx }: Scope, jobId: string): Promise<JobView | undefined> => {
  const row = await tx
    .selectFrom('job')
    .leftJoin('plan', 'plan.jobId', 'job.id')
    .select(['job.id', 'job.kind', 'job.status', 'job.progress', 'job.failureCode', 'plan.id as planId'])
    .where('job.id', '=', jobId)
    .executeTakeFirst();
  return row as JobView | undefined;
};

/** A job whenever it has changed, to its end or until nobody listens. */
async function* changes(
  read: () => Promise<JobView | undefined>,
  first: JobView,
  closed: AbortSignal | undefined,
): AsyncGenerator<JobView> {
  let last = '';
  for (let view: JobView | undefined = first; view !== undefined; view = await read()) {
    const text = JSON.stringify(view);
    if (text !== last) yield view;
    last = text;
    if (view.status !== 'queued' && view.status !== 'running') return;
    await pause(WATCH_MILLISECONDS);
    if (closed?.aborted === true) return;
  }
}

export function jobPorts(app: Db, tracing: Tracing): JobPorts {
  const lookAt = (municipality: string, jobId: string) =>
    soon(inTenant(app, municipality, (scope) => look(scope, jobId)));
  return {
    async ask(municipality, { subject }, job) {
      const span = tracing.start('ask-for-job', { parent: job.traceparent, attributes: { kind: job.kind } });
      try {
        const asked = await soon(inTenant(app, municipality, (scope) => ask(scope, subject, job, span.traceparent)));
        span.end();
        return asked;
      } catch (error) {
        span.end('error');
        throw error;
      }
    },
    look: (municipality, _, jobId) => lookAt(municipality, jobId),
    async watch(municipality, _, jobId, closed) {
      const first = await lookAt(municipality, jobId);
      return first && changes(() => lookAt(municipality, jobId), first, closed);
    },
    cancel: (municipality, { subject }, jobId) =>
      soon(
        inTenant(app, municipality, async (scope) => {
          const status = await cancel(scope, jobId);
          if (status !== undefined)
            await note(scope, { actor: subject, action: 'job.cancelled', subjectKind: 'job', subjectId: jobId, jobId });
          return status;
        }),
      ),
  };
}

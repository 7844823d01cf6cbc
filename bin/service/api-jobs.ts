// Jobs as HTTP asks for them, in the database. Whatever takes longer than somebody may be kept waiting is answered with 503: either
// nothing was accepted, or asking again with the same key finds the job.
import { setTimeout as pause } from 'node:timers/promises';
import type { AskedJob, JobPorts, JobView } from '../../src/http/jobs.ts';
import type { Db } from '../../src/store/connect.ts';
import { cancel, enqueue } from '../../src/store/jobs.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { CANARY } from '../../src/store/tenants.ts';
import { sha256 } from '../fingerprint.ts';
import type { Tracing } from './telemetry/tracing.ts';

const MOST_MILLISECONDS = 1_900;
/** Somebody waits for it. */
const PRIORITY = 1;

/** Says that the database is away, as `isAway` understands it. */
const tooSlow = (): Error => Object.assign(new Error('timeout exceeded'), { code: 'ETIMEDOUT' });

async function soon<T>(work: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = pause(MOST_MILLISECONDS, undefined, { signal: stop.signal }).then(() => {
    throw tooSlow();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
    late.catch(() => {});
  }
}

const isMunicipality = async ({ tx }: Scope): Promise<boolean> =>
  (await tx.selectFrom('tenant').select('id').where('id', '<>', CANARY).executeTakeFirst()) !== undefined;

async function ask(scope: Scope, job: AskedJob, traceparent: string | undefined) {
  if (!(await isMunicipality(scope))) return undefined;
  const { kind, params, idempotencyKey } = job;
  return enqueue(scope, {
    kind,
    params,
    priority: PRIORITY,
    // The service's own keys are others.
    idempotencyKey: `asked ${idempotencyKey}`,
    requestFingerprint: sha256(JSON.stringify({ kind, params })),
    traceparent,
  });
}

const look = ({ tx }: Scope, jobId: string): Promise<JobView | undefined> =>
  tx
    .selectFrom('job')
    .leftJoin('plan', 'plan.jobId', 'job.id')
    .select(['job.id', 'job.kind', 'job.status', 'job.progress', 'job.failureCode', 'plan.id as planId'])
    .where('job.id', '=', jobId)
    .executeTakeFirst();

export function jobPorts(app: Db, tracing: Tracing): JobPorts {
  return {
    async ask(municipality, job) {
      const span = tracing.start('ask-for-job', { parent: job.traceparent, attributes: { kind: job.kind } });
      try {
        const asked = await soon(inTenant(app, municipality, (scope) => ask(scope, job, span.traceparent)));
        span.end();
        return asked;
      } catch (error) {
        span.end('error');
        throw error;
      }
    },
    look: (municipality, jobId) => soon(inTenant(app, municipality, (scope) => look(scope, jobId))),
    cancel: (municipality, jobId) => soon(inTenant(app, municipality, (scope) => cancel(scope, jobId))),
  };
}

// A job that goes all the way, as health: that everything runs says nothing, that a plan came out of it does. Its municipality
// is made up, its people are synthetic, and what it leaves behind is gone after a day.
import { caseload as schema } from '../../src/schema/caseload.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import type { Db } from '../../src/store/connect.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { forget } from '../../src/store/retention.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { CANARY } from '../../src/store/tenants.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { sha256 } from '../fingerprint.ts';
import { type Outcome, runJob } from './run-job.ts';

const PEOPLE = { size: 'village', recipients: 4, contacts: 4, seed: 1 } as const;
const WEEKS = 2;
const DAYS_KEPT = 1;
const SECONDS = 10;

export type CanaryOptions = {
  readonly app: Db;
  readonly today: string;
  /** Another one for each run. */
  readonly key: string;
};

/** Stores a caseload and asks for a job on it; the job's id. Asked twice with one key, it is one job. */
export function askCanary({ app, today, key }: CanaryOptions): Promise<string> {
  return inTenant(app, CANARY, async (scope) => {
    await forget(scope, DAYS_KEPT);
    await storeCaseload(scope, schema.parse(generateCaseload({ ...PEOPLE, today })));
    const { jobId } = await enqueue(scope, {
      kind: 'canary',
      priority: 1,
      idempotencyKey: key,
      requestFingerprint: sha256(key),
      params: { today, weeks: WEEKS },
    });
    return jobId;
  });
}

/** Asks for a job and runs it here; how it ended. */
export async function runCanary(options: CanaryOptions): Promise<Outcome> {
  const jobId = await askCanary(options);
  return runJob({ app: options.app, tenantId: CANARY, jobId, seconds: SECONDS, threads: 1 });
}

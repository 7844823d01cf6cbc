// A job that goes all the way, as health: that everything runs says nothing, that a plan came out of it does. Its municipality
// is made up, its people are synthetic, and what it leaves behind is gone after a day.
import { caseload as schema } from '../../src/schema/caseload.ts';
import { assembleCaseload, storeCaseload } from '../../src/store/caseload.ts';
import type { Db } from '../../src/store/connect.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { forget } from '../../src/store/retention.ts';
import { keep } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { CANARY } from '../../src/store/tenants.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { rulesetFingerprint, sha256 } from '../fingerprint.ts';
import { mondayFrom } from '../today.ts';
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

/** Stores a caseload, asks for a job on it, and runs that; how it ended. */
export async function runCanary({ app, today, key }: CanaryOptions): Promise<Outcome> {
  const caseload = schema.parse(generateCaseload({ ...PEOPLE, today }));
  const jobId = await inTenant(app, CANARY, async (scope) => {
    await forget(scope, DAYS_KEPT);
    await storeCaseload(scope, caseload);
    const text = JSON.stringify(await assembleCaseload(scope));
    const snapshotId = await keep(scope, {
      caseload: text,
      fingerprint: sha256(text),
      rulesetFingerprint: rulesetFingerprint(),
      today,
      from: mondayFrom(today),
      weeks: WEEKS,
    });
    const asked = {
      kind: 'canary',
      priority: 1,
      idempotencyKey: key,
      requestFingerprint: sha256(key),
      params: {},
    } as const;
    return (await enqueue(scope, { ...asked, snapshotId })).jobId;
  });
  return runJob({ app, tenantId: CANARY, jobId, seconds: SECONDS, threads: 1 });
}

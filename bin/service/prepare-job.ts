// What a job is about, settled when it first starts: the caseload as it is then, kept as the snapshot of all its starts, and the
// published plan that it goes on from.
import { jobParams, type JobParams } from '../../src/schema/job-params.ts';
import { assembleCaseload } from '../../src/store/caseload.ts';
import { type Claim, setSnapshot } from '../../src/store/jobs.ts';
import { published } from '../../src/store/plans.ts';
import { keep, recall, type Snapshot } from '../../src/store/snapshots.ts';
import type { Scope } from '../../src/store/tenant.ts';
import type { JobKind } from '../../src/store/tables.ts';
import { rulesetFingerprint, sha256 } from '../fingerprint.ts';
import { mondayFrom } from '../today.ts';

/** Why nothing is asked of the solver. `no-caseload`: the municipality has none; `no-published-plan`: nothing to roll out. */
export type PrepareFailure = 'no-caseload' | 'no-published-plan' | 'bad-params';

export type Prepared = {
  readonly params: JobParams;
  readonly snapshotId: string;
  readonly snapshot: Snapshot;
  /** The published plan that the job goes on from. */
  readonly base: { readonly id: string; readonly document: string } | undefined;
};

/** Kinds that go on from what is published. */
const CONTINUING: ReadonlySet<JobKind> = new Set(['replan', 'nightly', 'roll-out']);

type Kept = Pick<Prepared, 'snapshotId' | 'snapshot'>;

/** Keeps the caseload as it is now; undefined where there is none. */
async function takeSnapshot(
  scope: Scope,
  { today, from, weeks }: { readonly today: string; readonly from?: string | undefined; readonly weeks: number },
): Promise<Kept | undefined> {
  const caseload = await assembleCaseload(scope);
  if (caseload === undefined) return undefined;
  const text = JSON.stringify(caseload);
  const snapshot = {
    caseload: text,
    fingerprint: sha256(text),
    rulesetFingerprint: rulesetFingerprint(),
    today,
    from: from ?? mondayFrom(today),
    weeks,
  };
  return { snapshotId: await keep(scope, snapshot), snapshot };
}

/** What was kept at an earlier start. */
async function recallSnapshot(scope: Scope, snapshotId: string): Promise<Kept | undefined> {
  const snapshot = await recall(scope, snapshotId);
  return snapshot && { snapshotId, snapshot };
}

/** Settles what a claimed job is about, in the caller's transaction; `lost` where the job is no longer the worker's. */
export async function prepareJob(
  scope: Scope,
  held: Claim,
  today: string,
): Promise<Prepared | PrepareFailure | 'lost'> {
  const read = jobParams.safeParse(held.params);
  if (!read.success) return 'bad-params';
  const params = read.data;
  const kept =
    held.snapshotId === null
      ? await takeSnapshot(scope, { ...params, today: params.today ?? today })
      : await recallSnapshot(scope, held.snapshotId);
  if (kept === undefined) return 'no-caseload';
  if (!(await setSnapshot(scope, held, kept.snapshotId))) return 'lost';
  const isContinuing = CONTINUING.has(held.kind) || params.scope !== undefined;
  const base = isContinuing ? await published(scope) : undefined;
  if (held.kind === 'roll-out' && base === undefined) return 'no-published-plan';
  return { params, ...kept, base };
}

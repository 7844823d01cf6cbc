// One job from claim to end: its snapshot is solved and audited, and the plan, the deed and the job's end are written in one
// transaction that only the holder of the newest fence can finish.
import { RULES } from '../../src/rules/index.ts';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { note } from '../../src/store/audit.ts';
import type { Db } from '../../src/store/connect.ts';
import { type Claim, claim, extend, finish } from '../../src/store/jobs.ts';
import { propose } from '../../src/store/plans.ts';
import { recall, type Snapshot } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import type { Backend } from '../../solver/backends/backend.ts';
import { solve } from '../../solver/solve.ts';
import { composePlan, faultsOf, planText } from '../plan-file.ts';
import { withoutHiddenPins } from '../shown.ts';

/** Seconds that a worker may be silent before its job is given to another. */
export const LEASE_SECONDS = 10;

/** Failure codes of jobs; they say nothing of anybody. */
export type FailureCode = 'no-snapshot' | 'bad-snapshot' | 'no-plan' | 'unsound-plan';

export type Outcome =
  | { readonly outcome: 'done'; readonly planId: string }
  | { readonly outcome: 'failed'; readonly failureCode: FailureCode }
  /** Nobody waits for it any more: another worker holds it, or it was cancelled. */
  | { readonly outcome: 'dropped' };

export type JobRun = {
  readonly app: Db;
  readonly backend: Backend;
  readonly tenantId: string;
  readonly jobId: string;
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** Seconds for the search. */
  readonly seconds: number;
};

/** A job that is not ours any more: its transaction is taken back. */
class Fenced extends Error {}

/** The world of a snapshot; undefined where its caseload is none. */
function worldOf({ caseload, today, from, weeks }: Snapshot): World | undefined {
  const reading = readCaseload(caseload);
  return reading.ok ? withoutHiddenPins(buildWorld(reading.caseload, { today, from, weeks }), RULES) : undefined;
}

/** Heartbeats until it is told to stop; `isHeld` says whether the job is still the worker's and wanted. */
function keepAlive({ app, tenantId }: JobRun, held: Claim) {
  let isHeld = true;
  const beat = async (): Promise<void> => {
    try {
      const found = await inTenant(app, tenantId, (scope) => extend(scope, held, { leaseSeconds: LEASE_SECONDS }));
      isHeld = found !== undefined && !found.isCancelled;
    } catch {
      // A database that is away for a moment costs nothing: the lease itself says when the job is lost.
    }
  };
  const timer = setInterval(() => void beat(), (LEASE_SECONDS * 1000) / 3);
  return { isHeld: () => isHeld, stop: () => clearInterval(timer) };
}

/** Solves what a snapshot holds; a plan that passes the audit, or why there is none. */
async function planOf(
  snapshot: Snapshot,
  { backend, now, seconds }: JobRun,
  isCancelled: () => boolean,
): Promise<{ readonly document: string } | FailureCode> {
  const world = worldOf(snapshot);
  if (world === undefined) return 'bad-snapshot';
  const proposal = await solve(world, { rules: RULES, seed: 1, seconds, now, backend, isCancelled });
  if (proposal.status === 'no-plan') return 'no-plan';
  const composed = composePlan(world, proposal, {
    caseloadFingerprint: snapshot.fingerprint,
    seed: 1,
    steps: undefined,
  });
  return faultsOf(composed).length === 0 ? { document: planText(composed.plan) } : 'unsound-plan';
}

/** Runs a job that waits, if it still does. */
export async function runJob(run: JobRun): Promise<Outcome> {
  const { app, tenantId, jobId } = run;
  const held = await inTenant(app, tenantId, (scope) => claim(scope, jobId, LEASE_SECONDS));
  if (held === undefined) return { outcome: 'dropped' };
  const { snapshotId } = held;
  const snapshot =
    snapshotId === null ? undefined : await inTenant(app, tenantId, (scope) => recall(scope, snapshotId));
  const life = keepAlive(run, held);
  try {
    const plan = snapshot === undefined ? 'no-snapshot' : await planOf(snapshot, run, () => !life.isHeld());
    if (!life.isHeld()) {
      await inTenant(app, tenantId, (scope) => finish(scope, held, { status: 'cancelled' }));
      return { outcome: 'dropped' };
    }
    return await inTenant(app, tenantId, async (scope): Promise<Outcome> => {
      const deed = { actor: 'worker', subjectKind: 'job', subjectId: jobId, jobId };
      if (typeof plan === 'string') {
        if (!(await finish(scope, held, { status: 'failed', failureCode: plan }))) throw new Fenced();
        await note(scope, { ...deed, action: 'job.failed' });
        return { outcome: 'failed', failureCode: plan };
      }
      const planId = await propose(scope, { jobId, snapshotId: snapshotId as string, document: plan.document });
      if (!(await finish(scope, held, { status: 'done' }))) throw new Fenced();
      await note(scope, { ...deed, action: 'plan.proposed' });
      return { outcome: 'done', planId };
    });
  } catch (error) {
    if (error instanceof Fenced) return { outcome: 'dropped' };
    throw error;
  } finally {
    life.stop();
  }
}

// One job from claim to end: its snapshot is solved in a process of its own, and the plan, the deed and the job's end are written
// in one transaction that only the holder of the newest fence can finish.
import { note } from '../../src/store/audit.ts';
import type { Db } from '../../src/store/connect.ts';
import { type Claim, claim, extend, finish, release } from '../../src/store/jobs.ts';
import { propose } from '../../src/store/plans.ts';
import { recall, type Snapshot } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import type { Progress } from '../../solver/solve.ts';
import { type Solved, type SolveFailure, type SolveOptions, type SolveRequest, solveApart } from './solve-apart.ts';

/** Seconds that a worker may be silent before its job is given to another. */
export const LEASE_SECONDS = 10;
/** Milliseconds between heartbeats; so long, too, until a job that is cancelled is told. */
const BEAT_MILLISECONDS = 1_000;

export type FailureCode = SolveFailure | 'no-snapshot';

export type Outcome =
  | { readonly outcome: 'done'; readonly planId: string }
  | { readonly outcome: 'failed'; readonly failureCode: FailureCode }
  /** Nobody waits for it any more: another worker holds it, or it was cancelled. */
  | { readonly outcome: 'dropped' };

export type JobRun = {
  readonly app: Db;
  readonly tenantId: string;
  readonly jobId: string;
  /** Seconds for the search. */
  readonly seconds: number;
  readonly threads?: number | undefined;
  /** Ends the search with the best plan so far, such as when the worker is told to go. */
  readonly stopped?: AbortSignal | undefined;
  /** Solves a snapshot; default in a process of its own. */
  readonly solver?: ((request: SolveRequest, options: SolveOptions) => Promise<Solved>) | undefined;
};

/** A job that is not ours any more: its transaction is taken back. */
class Fenced extends Error {}

/** Heartbeats, with how far the search is; `lost` is aborted where the job is not the worker's or not wanted any more. */
function keepAlive({ app, tenantId }: JobRun, held: Claim) {
  const lost = new AbortController();
  let progress: Progress | undefined;
  let isBeating = false;
  const beat = async (): Promise<void> => {
    if (isBeating) return;
    isBeating = true;
    try {
      const settings = { leaseSeconds: LEASE_SECONDS, ...(progress === undefined ? {} : { progress }) };
      const found = await inTenant(app, tenantId, (scope) => extend(scope, held, settings));
      if (found === undefined || found.isCancelled) lost.abort();
    } catch {
      // A database that is away for a moment costs nothing: the lease itself says when the job is lost.
    } finally {
      isBeating = false;
    }
  };
  const timer = setInterval(() => void beat(), BEAT_MILLISECONDS);
  return {
    lost: lost.signal,
    report: (latest: Progress) => void (progress = latest),
    stop: () => clearInterval(timer),
  };
}

/** Writes how a job ended, and its plan; throws `Fenced` where it is not the worker's any more. */
async function conclude(
  { app, tenantId, jobId }: JobRun,
  held: Claim,
  solved: Solved | 'no-snapshot',
): Promise<Outcome> {
  return inTenant(app, tenantId, async (scope): Promise<Outcome> => {
    const deed = { actor: 'worker', subjectKind: 'job', subjectId: jobId, jobId };
    if (solved === 'no-snapshot' || 'failure' in solved) {
      const failureCode = solved === 'no-snapshot' ? solved : solved.failure;
      if (!(await finish(scope, held, { status: 'failed', failureCode }))) throw new Fenced();
      await note(scope, { ...deed, action: 'job.failed' });
      return { outcome: 'failed', failureCode };
    }
    const plan = { jobId, snapshotId: held.snapshotId as string, document: solved.document };
    const planId = await propose(scope, plan);
    if (!(await finish(scope, held, { status: 'done' }))) throw new Fenced();
    await note(scope, { ...deed, action: 'plan.proposed' });
    return { outcome: 'done', planId };
  });
}

const recalled = async ({ app, tenantId }: JobRun, { snapshotId }: Claim): Promise<Snapshot | undefined> =>
  snapshotId === null ? undefined : inTenant(app, tenantId, (scope) => recall(scope, snapshotId));

/** Runs a job that waits, if it still does. Throws where the database is away: then the lease ends, and another takes the job. */
export async function runJob(run: JobRun): Promise<Outcome> {
  const { app, tenantId, jobId, seconds, threads = 2, solver = solveApart } = run;
  const held = await inTenant(app, tenantId, (scope) => claim(scope, jobId, LEASE_SECONDS));
  if (held === undefined) return { outcome: 'dropped' };
  const life = keepAlive(run, held);
  try {
    const snapshot = await recalled(run, held);
    if (snapshot === undefined) return await conclude(run, held, 'no-snapshot');
    const stopped = run.stopped ?? new AbortController().signal;
    const solved = await solver(
      { snapshot, seconds, seed: 1, threads },
      { cancelled: life.lost, stopped, onProgress: life.report },
    );
    if (life.lost.aborted) {
      await inTenant(app, tenantId, (scope) => finish(scope, held, { status: 'cancelled' }));
      return { outcome: 'dropped' };
    }
    // Told to go before there was a plan: the next worker begins again.
    if (stopped.aborted && 'failure' in solved) {
      await inTenant(app, tenantId, (scope) => release(scope, held));
      return { outcome: 'dropped' };
    }
    return await conclude(run, held, solved);
  } catch (error) {
    if (error instanceof Fenced) return { outcome: 'dropped' };
    throw error;
  } finally {
    life.stop();
  }
}

// One job from claim to end: what it is about is settled and solved in a process of its own, and the plan, the deed and the
// job's end are written in one transaction that only the holder of the newest fence can finish.
import { note } from '../../src/store/audit.ts';
import type { Db } from '../../src/store/connect.ts';
import { type Claim, claim, type End, extend, finish, isWanted, release } from '../../src/store/jobs.ts';
import { propose } from '../../src/store/plans.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import type { Progress } from '../../solver/solve.ts';
import { localDate } from '../today.ts';
import { type ImportFailure, importDocumentOf } from './import-job.ts';
import { prepareJob, type Prepared, type PrepareFailure } from './prepare-job.ts';
import { type Solved, type SolveFailure, type SolveOptions, type SolveRequest, solveApart } from './solve-apart.ts';

/** Seconds that a worker may be silent before its job is given to another. */
export const LEASE_SECONDS = 8;
/** Milliseconds between heartbeats; so long, too, until a job that is cancelled is told. */
const BEAT_MILLISECONDS = 1_000;

export type FailureCode = SolveFailure | PrepareFailure | ImportFailure;

export type Outcome =
  /** An import has no plan. */
  | { readonly outcome: 'done'; readonly planId?: string | undefined }
  | { readonly outcome: 'failed'; readonly failureCode: FailureCode }
  /** Nobody waits for it any more: another worker holds it, or it was cancelled. */
  | { readonly outcome: 'dropped' };

export type JobRun = {
  readonly app: Db;
  readonly tenantId: string;
  readonly jobId: string;
  /** Seconds for the search, at most. */
  readonly seconds: number;
  readonly threads?: number | undefined;
  /** Ends the search at a gap of at most this share of what is at stake. */
  readonly gap?: number | undefined;
  /** The date of the day, for jobs that name none; default the clock's, in Norway. */
  readonly today?: (() => string) | undefined;
  /** Ends the search with the best plan so far, such as when the worker is told to go. */
  readonly stopped?: AbortSignal | undefined;
  /** Hears of the job's stages and its end, once it is claimed. */
  readonly watch?: ((held: Claim) => JobWatch) | undefined;
  /** Solves a snapshot; default in a process of its own. */
  readonly solver?: ((request: SolveRequest, options: SolveOptions) => Promise<Solved>) | undefined;
};

/** Somebody who watches a job. */
export type JobWatch = {
  /** Does a part of the job, and times it. */
  stage<T>(name: 'prepare' | 'solve' | 'conclude', work: () => Promise<T>): Promise<T>;
  ended(outcome: Outcome): void;
};

const UNWATCHED: JobWatch = { stage: (_, work) => work(), ended: () => {} };

/** A job that is not ours any more: its transaction is taken back. */
class Fenced extends Error {}

/** How a claimed job ends: a plan from what was prepared, or why there is none. */
type Ending = { readonly document: string; readonly prepared: Prepared } | { readonly failure: FailureCode };

type Life = {
  /** Aborted where the job is not the worker's or not wanted any more. */
  readonly lost: AbortSignal;
  readonly report: (latest: Progress) => void;
  readonly stop: () => void;
};

/** Heartbeats, with how far the search is. */
function keepAlive({ app, tenantId }: JobRun, held: Claim): Life {
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

/** A job that is lost has nothing written to it. */
async function endWith(scope: Scope, held: Claim, end: End): Promise<void> {
  if (!(await finish(scope, held, end))) throw new Fenced();
}

/** Writes how a job ended, and its plan; throws `Fenced` where it is not the worker's any more. */
function conclude({ app, tenantId, jobId }: JobRun, held: Claim, ending: Ending): Promise<Outcome> {
  const deed = { actor: 'worker', subjectKind: 'job', subjectId: jobId, jobId };
  return inTenant(app, tenantId, async (scope): Promise<Outcome> => {
    // Nothing comes of a job that was taken back, however near its end it was.
    if ((await isWanted(scope, held)) === false) {
      await endWith(scope, held, { status: 'cancelled' });
      return { outcome: 'dropped' };
    }
    if ('failure' in ending) {
      await endWith(scope, held, { status: 'failed', failureCode: ending.failure });
      await note(scope, { ...deed, action: 'job.failed' });
      return { outcome: 'failed', failureCode: ending.failure };
    }
    const { document, prepared } = ending;
    const { snapshotId, base } = prepared;
    const planId = await propose(scope, { jobId, snapshotId, document, basedOn: base?.id });
    await endWith(scope, held, { status: 'done' });
    await note(scope, { ...deed, action: 'plan.proposed' });
    return { outcome: 'done', planId };
  });
}

/** Asks the solver; its process ends where the job is lost, and with its best plan where the worker is told to go. */
async function search(run: JobRun, held: Claim, life: Life, prepared: Prepared): Promise<Solved> {
  const { seconds, threads = 2, gap, solver = solveApart } = run;
  const { params, snapshot, base } = prepared;
  const request: SolveRequest = {
    snapshot,
    previous: base?.document,
    scope: held.kind === 'roll-out' ? { kind: 'nobody' } : params.scope,
    seconds: Math.min(params.seconds ?? seconds, seconds),
    gap,
    seed: 1,
    threads,
  };
  return solver(request, {
    cancelled: life.lost,
    stopped: run.stopped ?? new AbortController().signal,
    onProgress: life.report,
  });
}

/** Imports a document: all in one transaction, with the job's end. */
const importAs = ({ app, tenantId, jobId }: JobRun, held: Claim): Promise<Outcome> =>
  inTenant(app, tenantId, async (scope): Promise<Outcome> => {
    if ((await isWanted(scope, held)) === false) {
      await endWith(scope, held, { status: 'cancelled' });
      return { outcome: 'dropped' };
    }
    const failureCode = await importDocumentOf(scope, jobId);
    if (failureCode === undefined) {
      await endWith(scope, held, { status: 'done' });
      return { outcome: 'done' };
    }
    await endWith(scope, held, { status: 'failed', failureCode });
    return { outcome: 'failed', failureCode };
  });

async function runClaimed(run: JobRun, held: Claim, life: Life, { stage }: JobWatch): Promise<Outcome> {
  const { app, tenantId } = run;
  if (held.kind === 'import') return stage('conclude', () => importAs(run, held));
  const today = run.today ?? (() => localDate(Date.now()));
  const prepared = await stage('prepare', () =>
    inTenant(app, tenantId, async (scope) => {
      const found = await prepareJob(scope, held, today());
      if (found === 'lost') throw new Fenced();
      return found;
    }),
  );
  if (typeof prepared === 'string') return conclude(run, held, { failure: prepared });
  const solved = await stage('solve', () => search(run, held, life, prepared));
  if (life.lost.aborted) {
    await inTenant(app, tenantId, (scope) => finish(scope, held, { status: 'cancelled' }));
    return { outcome: 'dropped' };
  }
  // Told to go before there was a plan: the next worker begins again.
  if (run.stopped?.aborted === true && 'failure' in solved) {
    await inTenant(app, tenantId, (scope) => release(scope, held));
    return { outcome: 'dropped' };
  }
  return stage('conclude', () => conclude(run, held, 'failure' in solved ? solved : { ...solved, prepared }));
}

/** Runs a job that waits, if it still does. Throws where the database is away: then the lease ends, and another takes the job. */
export async function runJob(run: JobRun): Promise<Outcome> {
  const held = await inTenant(run.app, run.tenantId, (scope) => claim(scope, run.jobId, LEASE_SECONDS));
  if (held === undefined) return { outcome: 'dropped' };
  const watch = run.watch?.(held) ?? UNWATCHED;
  const life = keepAlive(run, held);
  let outcome: Outcome = { outcome: 'dropped' };
  try {
    outcome = await runClaimed(run, held, life, watch);
  } catch (error) {
    if (!(error instanceof Fenced)) throw error;
  } finally {
    life.stop();
    watch.ended(outcome);
  }
  return outcome;
}

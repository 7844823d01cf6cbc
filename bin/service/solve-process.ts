// The process that solves one caseload and nothing else: it gets a snapshot, tells how far it is, answers with a plan and ends.
// It has no database, no queue and no secret; whoever started it watches its time and memory, and audits what it says.
import { highsInWorker } from '../../solver/backends/highs-worker.ts';
import { RULES } from '../../src/rules/index.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import { composePlan, faultsOf, planText } from '../plan-file.ts';
import { mayBeAsked } from '../scope.ts';
import { snapshotWorld } from './snapshot-world.ts';
import { solveTwice } from './solve-twice.ts';
import type { FromSolver, SolveRequest, ToSolver } from './solve-apart.ts';

const tell = (message: FromSolver): Promise<void> =>
  new Promise((done) => {
    if (process.send === undefined || !process.connected) return done();
    process.send(message, () => done());
  });

let isStopped = false;

async function answer({ snapshot, previous, scope, seconds, gap, seed, threads }: SolveRequest): Promise<FromSolver> {
  const world = snapshotWorld(snapshot);
  if (world === undefined) return { kind: 'failed', code: 'bad-snapshot' };
  if (scope !== undefined && scope.kind !== 'nobody' && !mayBeAsked(world, scope))
    return { kind: 'failed', code: 'unknown-person' };
  const backend = highsInWorker();
  const before = previous === undefined ? undefined : readPlan(previous);
  try {
    const proposal = await solveTwice(world, {
      rules: RULES,
      seed,
      seconds,
      threads,
      gap,
      previous: before?.ok === true ? before.plan : undefined,
      scope,
      now: () => performance.now(),
      backend,
      isCancelled: () => isStopped,
      onProgress: (progress) => void tell({ kind: 'progress', progress }),
    });
    if (proposal.status === 'no-plan') return { kind: 'failed', code: 'no-plan' };
    const settings = { caseloadFingerprint: snapshot.fingerprint, seed, steps: undefined, scope };
    const composed = composePlan(world, proposal, settings);
    return faultsOf(composed).length === 0
      ? { kind: 'plan', document: planText(composed.plan) }
      : { kind: 'failed', code: 'unsound-plan' };
  } finally {
    await backend.close();
  }
}

process.on('message', (message: ToSolver) => {
  if (message.kind === 'stop') {
    isStopped = true;
    return;
  }
  void answer(message.request).then(async (reply) => {
    await tell(reply);
    process.exit(0);
  });
});
// Nobody waits for a plan any more.
process.on('disconnect', () => process.exit(1));

// Nobody wants a job any more: how soon its solver's process is gone, at random moments of a job.
import { setTimeout as pause } from 'node:timers/promises';
import { cancel } from '../../../src/store/jobs.ts';
import { inTenant } from '../../../src/store/tenant.ts';
import { quantile } from '../../../test/chaos/accounts.ts';
import { drawFrom } from '../../../test/tiny/draw.ts';
import { until } from '../../../test/until.ts';
import { endAll, type Stage } from '../stage.ts';

const SLOW = 'slow';
const LIMIT_SECONDS = 60;

export async function cancellations({ place, program, ask, isStatus, startWorker }: Stage, times = 100) {
  const { app } = place.database;
  const draw = drawFrom(1, 9_006);
  const worker = startWorker(LIMIT_SECONDS);
  await worker.said('ready');
  const seconds: number[] = [];
  const cancelled: string[] = [];
  while (seconds.length < times) {
    const id = await ask(SLOW);
    await until(isStatus(SLOW, id, 'running'), 30);
    await until(() => program.solvers().length > 0, 10);
    await pause(draw.int(0, 2_000));
    if (!(await isStatus(SLOW, id, 'running')())) continue;
    const began = performance.now();
    await inTenant(app, SLOW, (scope) => cancel(scope, id));
    await until(() => program.solvers().length === 0, 10);
    seconds.push((performance.now() - began) / 1000);
    cancelled.push(id);
    await until(isStatus(SLOW, id, 'cancelled'), 10);
  }
  await endAll([worker]);
  const plans = await inTenant(app, SLOW, ({ tx }) => tx.selectFrom('plan').select('jobId').execute());
  return {
    cancels: seconds.length,
    secondsToGone: { median: quantile(seconds, 0.5), p99: quantile(seconds, 0.99), most: Math.max(...seconds) },
    plansOfCancelled: plans.filter(({ jobId }) => cancelled.includes(jobId)).length,
  };
}

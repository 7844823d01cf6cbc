// A job kills its worker a second after its start, three times: what that takes from the others, as jobs a second with it and without.
import { MOST_STARTS, POISON } from '../../../src/store/dispatch.ts';
import { quantile } from '../../../test/chaos/accounts.ts';
import { until } from '../../../test/until.ts';
import { endAll, type Stage } from '../stage.ts';

const [QUICK, DEADLY] = ['quick', 'slow'] as const;
const DEADLY_SECONDS = 1;
const LIMIT_SECONDS = 60;
const WORKERS = 2;
const ROUNDS = 3;

/** Jobs a second of two workers; whoever ends is started again, as in production. */
async function throughput(stage: Stage, jobs: number, isDeadly: boolean): Promise<number> {
  const { ask, jobOf, open, isStatus } = stage;
  const startWorker = () => stage.startWorker(LIMIT_SECONDS);
  const workers = Array.from({ length: WORKERS }, startWorker);
  await Promise.all(workers.map((worker) => worker.said('ready')));
  const began = performance.now();
  const deadly = isDeadly ? await ask(DEADLY) : undefined;
  for (let k = 0; k < jobs; k++) await ask(QUICK);
  const killer = setInterval(() => {
    for (const [at, worker] of workers.entries()) {
      const isDue = worker.lines.some(
        ({ event, job, at: since }) =>
          event === 'job-started' && job === deadly && performance.now() - since > DEADLY_SECONDS * 1000,
      );
      if (deadly === undefined || worker.child.signalCode !== null || !isDue) continue;
      worker.child.kill('SIGKILL');
      workers[at] = startWorker();
    }
  }, 50);
  await until(async () => (await open(QUICK)) === 0, 600);
  const seconds = (performance.now() - began) / 1000;
  if (deadly !== undefined) {
    await until(isStatus(DEADLY, deadly, 'failed'), 120);
    const { starts, failureCode } = await jobOf(DEADLY, deadly);
    if (starts !== MOST_STARTS || failureCode !== POISON)
      throw new Error(`The deadly job had ${starts} starts, and failed for ${failureCode}.`);
  }
  clearInterval(killer);
  await endAll(workers);
  return jobs / seconds;
}

export async function deadlyJob(stage: Stage, times = 100) {
  const jobsASecond: { readonly alone: number; readonly beside: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    jobsASecond.push({
      alone: await throughput(stage, times, false),
      beside: await throughput(stage, times, true),
    });
  const ratios = jobsASecond.map(({ alone, beside }) => beside / alone);
  return { jobs: times, jobsASecond, medianOfRatios: quantile(ratios, 0.5) };
}

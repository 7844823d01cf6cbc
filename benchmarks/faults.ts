// What single faults cost: how soon the solver of a cancelled job is gone, and what a job that kills its workers takes from the
// others: `npm run bench:faults -- --queue postgres`. See README.md.
import { exit } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { caseload as schema } from '../src/schema/caseload.ts';
import { generateCaseload } from '../src/synthetic/generate.ts';
import { storeCaseload } from '../src/store/caseload.ts';
import { MOST_STARTS, POISON } from '../src/store/dispatch.ts';
import { cancel, enqueue } from '../src/store/jobs.ts';
import { inTenant } from '../src/store/tenant.ts';
import { quantile } from '../test/chaos/accounts.ts';
import { areServersThere, openPlace, QUEUES } from '../test/chaos/place.ts';
import { build, type Program } from '../test/chaos/program.ts';
import { drawFrom } from '../test/tiny/draw.ts';
import { until } from '../test/until.ts';
import { TODAY } from './whole-runs.ts';

const { values } = parseArgs({
  options: {
    queue: { type: 'string', default: 'redis' },
    cancels: { type: 'string', default: '100' },
    jobs: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
  },
});
const queue = QUEUES.find((name) => name === values.queue);
if (queue === undefined || !areServersThere) {
  console.error(`The queue must be one of ${QUEUES.join(', ')}, and Debian's postgresql and redis-server installed.`);
  exit(2);
}
const count = (text: string): number => Math.max(0, Math.trunc(Number(text)) || 0);

/** Its jobs are done at once; its caseload takes a search as long as it may; its job kills whoever runs it. */
const [QUICK, SLOW, DEADLY] = ['quick', 'slow', 'deadly'] as const;
/** Seconds that a deadly job runs until it takes its worker with it. */
const DEADLY_SECONDS = 1;
const WORKERS = 2;

const program = build('bench-faults');
const place = await openPlace(queue);
const { app } = place.database;
const tiny = { size: 'village', recipients: 4, contacts: 4 } as const;
for (const [id, options] of [
  [QUICK, tiny] as const,
  ...[SLOW, DEADLY].map((name) => [name, { size: 'town' }] as const),
]) {
  const caseload = schema.parse(generateCaseload({ ...options, seed: 2, today: TODAY }));
  await place.database.addTenant(id);
  await inTenant(app, id, (scope) => storeCaseload(scope, caseload));
}

let asked = 0;
const ask = (tenant: string): Promise<string> =>
  inTenant(app, tenant, async (scope) => {
    const request = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: { today: TODAY } } as const;
    return (await enqueue(scope, { ...request, idempotencyKey: `fault ${asked++}` })).jobId;
  });
const jobOf = (tenant: string, id: string) =>
  inTenant(app, tenant, ({ tx }) =>
    tx.selectFrom('job').select(['status', 'starts', 'failureCode']).where('id', '=', id).executeTakeFirstOrThrow(),
  );
const isStatus = (tenant: string, id: string, status: string) => async (): Promise<boolean> =>
  (await jobOf(tenant, id)).status === status;
const startWorker = (): Program =>
  program.start(['worker', '--threads', '1', '--time-limit', '60', '--canary-minutes', '0', '--no-nights'], place.env);
const endAll = async (workers: readonly Program[]): Promise<void> => {
  for (const { child } of workers) child.kill('SIGTERM');
  await Promise.all(workers.map(({ ended }) => ended));
};

/** Seconds from each cancellation until the solver's process is gone, at random moments of a job. */
async function cancellations(times: number): Promise<{ seconds: number[]; plans: number }> {
  const draw = drawFrom(1, 9_006);
  const worker = startWorker();
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
  return { seconds, plans: plans.filter(({ jobId }) => cancelled.includes(jobId)).length };
}

/** Jobs a second of two workers, with or without a deadly one among them; whoever ends is started again, as in production. */
async function throughput(jobs: number, isDeadly: boolean): Promise<number> {
  const workers = Array.from({ length: WORKERS }, startWorker);
  await Promise.all(workers.map((worker) => worker.said('ready')));
  const began = performance.now();
  const deadly = isDeadly ? await ask(DEADLY) : undefined;
  const ids: string[] = [];
  for (let k = 0; k < jobs; k++) ids.push(await ask(QUICK));
  const isStarted = (worker: Program): boolean =>
    worker.lines.some(
      ({ event, job, at }) =>
        event === 'job-started' && job === deadly && performance.now() - at > DEADLY_SECONDS * 1000,
    );
  const killer = setInterval(() => {
    for (const [at, worker] of workers.entries()) {
      if (deadly === undefined || worker.child.signalCode !== null || !isStarted(worker)) continue;
      worker.child.kill('SIGKILL');
      workers[at] = startWorker();
    }
  }, 50);
  const open = (): Promise<number> =>
    inTenant(app, QUICK, async ({ tx }) => {
      const rows = await tx.selectFrom('job').select('id').where('status', '<>', 'done').execute();
      return rows.length;
    });
  await until(async () => (await open()) === 0, 600);
  const seconds = (performance.now() - began) / 1000;
  if (deadly !== undefined) {
    await until(isStatus(DEADLY, deadly, 'failed'), 120);
    const { starts, failureCode } = await jobOf(DEADLY, deadly);
    if (starts !== MOST_STARTS || failureCode !== POISON)
      throw new Error(`The deadly job had ${starts} starts, and failed for ${failureCode}.`);
  }
  clearInterval(killer);
  await endAll(workers);
  return ids.length / seconds;
}

const { seconds, plans } = await cancellations(count(values.cancels));
const rates: { readonly alone: number; readonly beside: number }[] = [];
for (let round = 0; round < count(values.rounds); round++)
  rates.push({
    alone: await throughput(count(values.jobs), false),
    beside: await throughput(count(values.jobs), true),
  });
const ratio = quantile(
  rates.map(({ alone, beside }) => beside / alone),
  0.5,
);
console.log(
  JSON.stringify(
    {
      queue,
      cancels: seconds.length,
      secondsToGone: { median: quantile(seconds, 0.5), p99: quantile(seconds, 0.99), most: Math.max(...seconds) },
      plansOfCancelled: plans,
      jobsASecond: rates,
      medianOfRatios: ratio,
      orphans: program.solvers().length,
    },
    undefined,
    2,
  ),
);
await place.close();
program.remove();

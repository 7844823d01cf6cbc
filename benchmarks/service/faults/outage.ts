// Redis is killed: how the API answers those who ask for jobs meanwhile, and whether each is done once after its return.
import { setTimeout as pause } from 'node:timers/promises';
import { inTenant } from '../../../src/store/tenant.ts';
import { quantile } from '../../../test/chaos/accounts.ts';
import { until } from '../../../test/until.ts';
import { endAll, type Stage } from '../stage.ts';

const QUICK = 'quick';
const LIMIT_SECONDS = 60;
const PER_SECOND = 50;
/** Every so many requests a new job; the others ask for one of before. */
const SAME = 20;

export async function outage(stage: Stage, times = 2_000) {
  const { place, startWorker, startApi, post } = stage;
  const { redis, database } = place;
  if (redis === undefined) throw new Error('There is no Redis to be killed.');
  const worker = startWorker(LIMIT_SECONDS);
  await worker.said('ready');
  const { url, server } = await startApi();
  await redis.kill();
  const one = async (at: number) => {
    const began = performance.now();
    const response = await post(url, QUICK, `away ${Math.floor(at / SAME)}`);
    const { id } = (await response.json()) as { id?: string };
    return { status: response.status, id, milliseconds: performance.now() - began };
  };
  const all: ReturnType<typeof one>[] = [];
  const began = performance.now();
  for (let at = 0; at < times; at++) {
    const due = began + (at * 1000) / PER_SECOND;
    if (due > performance.now()) await pause(due - performance.now());
    all.push(one(at));
  }
  const told = await Promise.all(all);
  const jobs = () =>
    inTenant(database.app, QUICK, ({ tx }) => tx.selectFrom('job').select(['id', 'status', 'starts']).execute());
  await redis.start();
  const secondsToAllDone = await until(async () => (await jobs()).every(({ status }) => status === 'done'), 300);
  const asked = new Set(told.map(({ id }) => id));
  const after = await jobs();
  await endAll([worker, server]);
  const milliseconds = told.map((own) => Math.round(own.milliseconds));
  return {
    posts: told.length,
    accepted: told.filter(({ status }) => status === 202).length / told.length,
    milliseconds: {
      p50: quantile(milliseconds, 0.5),
      p99: quantile(milliseconds, 0.99),
      most: Math.max(...milliseconds),
    },
    jobs: asked.size,
    notDoneOnce: after.filter(({ id, status, starts }) => asked.has(id) && (status !== 'done' || starts !== 1)).length,
    ghosts: after.filter(({ id }) => !asked.has(id)).length,
    secondsToAllDone,
  };
}

// `kobling worker` on both backends of the queue, with real kills: whatever dies and whatever is lost, each job ends once, with one
// plan, and nobody is left running.
import { type ChildProcess, spawn } from 'node:child_process';
import { execPath } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../bin/fingerprint.ts';
import { MOST_STARTS } from '../../src/store/dispatch.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { keep } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { TINY, TODAY } from '../bin/memory-io.ts';
import { drawFrom } from '../tiny/draw.ts';
import { type Place, PLACES } from './places.ts';

const TENANTS = ['a', 'b', 'c'];
/** A plain `npm test` takes a sample of the proofs' cases, and so of these kills. */
const isSample = process.env['KOBLING_CASES'] !== undefined;
const JOBS_EACH = isSample ? 2 : 5;
const WORKERS = 2;
const KILLS = isSample ? 3 : 8;
const WIPES = isSample ? 1 : 2;
/** Kills and wipes without which it shows nothing. */
const LEAST = isSample ? { kills: 2, wipes: 0 } : { kills: 4, wipes: 1 };
const MOST_SECONDS = 150;
const KOBLING = fileURLToPath(new URL('../../bin/kobling.ts', import.meta.url));

type Started = { readonly child: ChildProcess; readonly ready: Promise<void>; readonly ended: Promise<number | null> };

function startWorkerOf({ database, kind, url }: Place): Started {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: database.url,
    ...(kind === 'redis' ? { REDIS_URL: url } : {}),
  };
  const options = ['worker', '--time-limit', '10', '--threads', '1'];
  const child = spawn(execPath, ['--import', 'tsx', KOBLING, ...options], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = new Promise<void>((done) =>
    child.stdout.on('data', (text: Buffer) => text.includes('ready') && done()),
  );
  return { child, ready, ended: new Promise((done) => child.once('exit', (code) => done(code))) };
}

describe.each(PLACES)('on %s', (_, open) => {
  let place: Place;
  beforeAll(async () => {
    place = await open();
    for (const id of TENANTS) await place.database.addTenant(id);
  });
  afterAll(() => place.close());

  const ask = (tenantId: string, key: string) =>
    inTenant(place.database.app, tenantId, async (scope) => {
      const days = { today: TODAY, from: TODAY, weeks: 4 };
      const snapshotId = await keep(scope, {
        caseload: TINY,
        fingerprint: sha256(TINY),
        rulesetFingerprint: 'r',
        ...days,
      });
      const asked = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: {} } as const;
      return (await enqueue(scope, { ...asked, idempotencyKey: key, snapshotId })).jobId;
    });
  const all = async () => {
    const found = [];
    for (const tenantId of TENANTS)
      found.push(
        ...(await inTenant(place.database.app, tenantId, ({ tx }) =>
          tx
            .selectFrom('job')
            .leftJoin('plan', 'plan.jobId', 'job.id')
            .select(['job.id', 'job.status', 'job.starts', 'plan.id as planId'])
            .execute(),
        )),
      );
    return found;
  };
  const areEnded = async (): Promise<boolean> =>
    (await all()).every(({ status }) => status !== 'queued' && status !== 'running');

  it(
    'workers killed at random and bells lost leave each job ended once, with one plan',
    async () => {
      const draw = drawFrom(1, 9_002);
      const asked: string[] = [];
      const workers = Array.from({ length: WORKERS }, () => startWorkerOf(place));
      for (let k = 0; k < JOBS_EACH; k++) for (const tenantId of TENANTS) asked.push(await ask(tenantId, `job ${k}`));
      let kills = 0;
      let wipes = 0;
      const began = performance.now();
      while (!(await areEnded()) && performance.now() - began < MOST_SECONDS * 1000) {
        await pause(1_500);
        if (kills < KILLS) {
          const at = draw.int(0, WORKERS - 1);
          workers[at]?.child.kill('SIGKILL');
          kills++;
          workers[at] = startWorkerOf(place);
        }
        if (wipes < WIPES && kills >= 3 * (wipes + 1)) {
          await place.wipe();
          wipes++;
        }
      }
      const found = await all();
      for (const { child } of workers) child.kill('SIGTERM');
      const codes = await Promise.all(workers.map(({ ended }) => ended));
      expect({ kills: Math.min(kills, LEAST.kills), wipes: Math.min(wipes, LEAST.wipes) }).toEqual(LEAST);
      expect(found.map(({ id }) => id).sort()).toEqual([...asked].sort());
      for (const { status, starts, planId } of found) {
        // A job whose workers were killed three times is taken for the cause.
        expect(status).toBe(starts >= MOST_STARTS && planId === null ? 'failed' : 'done');
        expect(planId === null).toBe(status === 'failed');
      }
      expect(found.filter(({ status }) => status === 'done').length).toBeGreaterThanOrEqual(asked.length - 1);
      expect(codes).toEqual(workers.map(() => 0));
    },
    (MOST_SECONDS + 60) * 1000,
  );

  it('a worker that is told to go is gone soon, and what it leaves is done by the next', async () => {
    const first = startWorkerOf(place);
    await first.ready;
    for (let k = 0; k < 3; k++) await ask('a', `later ${k}`);
    await pause(1_000);
    const began = performance.now();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect((performance.now() - began) / 1000).toBeLessThan(30);
    const running = (await all()).filter(({ status }) => status === 'running');
    expect(running).toEqual([]);
    const second = startWorkerOf(place);
    for (let tries = 0; !(await areEnded()) && tries < 300; tries++) await pause(100);
    second.child.kill('SIGTERM');
    await second.ended;
    expect((await all()).filter(({ status }) => status !== 'done' && status !== 'failed')).toEqual([]);
  });
});

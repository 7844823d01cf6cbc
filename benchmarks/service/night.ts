// A country's night through the real queue with two worker processes, beside the same work without a queue, and with workers
// killed at random: `npm run bench:night -- --every 8`. See ../README.md.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, exit } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDoorbell } from '../../queues/doorbell.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { isNightOver, nightState, openNight } from '../../src/store/nights.ts';
import { recall } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { audited } from '../../bin/service/solve-apart.ts';
import { areServersThere, openPlace, type Place, type QueueKind, QUEUES } from '../../test/chaos/place.ts';
import { drawFrom } from '../../test/tiny/draw.ts';
import { type Build, build, type Program } from '../../test/chaos/program.ts';
import { WHOLE_SUITE } from '../whole-suites.ts';

const TODAY = '2026-01-05';
const GAP = 0.005;
const SECONDS = 60;
const WORKERS = 2;
const SOLVING = ['--threads', '1', '--time-limit', String(SECONDS), '--gap', String(GAP)];

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    queue: { type: 'string', default: 'redis' },
    'seconds-between-kills': { type: 'string', default: '30' },
  },
});
const every = Math.max(1, Math.trunc(Number(values.every)) || 1);
const queue: QueueKind | undefined = QUEUES.find((name) => name === values.queue);
if (queue === undefined || !areServersThere) {
  console.error(`The queue must be one of ${QUEUES.join(', ')}, and Debian's postgresql and redis-server installed.`);
  exit(2);
}

type Municipality = { readonly id: string; readonly text: string };

/** Resident megabytes of a process now; 0 where it is gone. */
function residentMegabytes(pid: number | undefined): number {
  const path = `/proc/${pid ?? 0}/status`;
  try {
    return existsSync(path) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) / 1024 : 0;
  } catch {
    return 0;
  }
}

/** The most that processes take together, looked at four times a second until it is stopped. */
function watchMemory(pids: () => readonly (number | undefined)[]): () => number {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(
      most,
      pids().reduce<number>((sum, pid) => sum + residentMegabytes(pid), 0),
    );
  }, 250);
  return () => {
    clearInterval(timer);
    return Math.round(most);
  };
}

/** The same searches as processes of `propose`, two at a time, from files to files. */
async function withoutQueue(municipalities: readonly Municipality[], program: Build) {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-night-'));
  const waiting = municipalities.map(({ id, text }) => {
    writeFileSync(join(folder, `${id}.json`), text);
    return id;
  });
  const running = new Set<number>();
  const memory = watchMemory(() => [...running]);
  const began = performance.now();
  let failed = 0;
  const lane = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const files = [join(folder, `${id}.json`), '--out', join(folder, `${id}.plan.json`)];
      const argv = [program.entry, 'propose', ...files, '--today', TODAY, ...SOLVING];
      await new Promise<void>((done) => {
        const child = execFile(execPath, argv, { maxBuffer: 1 << 26 }, (error) => {
          if (error !== null) failed++;
          running.delete(child.pid ?? 0);
          done();
        });
        running.add(child.pid ?? 0);
      });
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, lane));
  const seconds = (performance.now() - began) / 1000;
  rmSync(folder, { recursive: true });
  return { way: 'without a queue', seconds, megabytes: memory(), failed, kills: 0 };
}

/** A night through the queue; where `killEvery` is given, a worker is killed about that often, at random, and another started. */
async function throughQueue(place: Place, program: Build, runDate: string, killEvery?: number) {
  const { app, dispatcher } = place.database;
  const start = (): Program => program.start(['worker', ...SOLVING, '--no-nights', '--canary-minutes', '0'], place.env);
  const workers = Array.from({ length: WORKERS }, start);
  await Promise.all(workers.map((worker) => worker.said('ready')));
  const memory = watchMemory(() => [...workers.map(({ child }) => child.pid), ...program.solvers()]);
  const began = performance.now();
  const rings = await openNight({ app, dispatcher, runDate });
  const doorbell = openDoorbell({ kind: place.kind, url: place.redis?.url ?? place.database.url });
  await doorbell.ringNight(runDate, rings);
  await doorbell.close();
  const draw = drawFrom(1, 9_005);
  const nextKill = (): number =>
    killEvery === undefined ? Number.POSITIVE_INFINITY : performance.now() + draw.int(0, 2_000 * killEvery);
  let kills = 0;
  let killAt = nextKill();
  let state = await nightState(dispatcher, runDate);
  while (!isNightOver(state)) {
    await pause(250);
    state = await nightState(dispatcher, runDate);
    if (performance.now() < killAt) continue;
    kills++;
    killAt = nextKill();
    const at = draw.int(0, WORKERS - 1);
    workers[at]?.child.kill('SIGKILL');
    await workers[at]?.ended;
    workers[at] = start();
  }
  const seconds = (performance.now() - began) / 1000;
  const megabytes = memory();
  for (const { child } of workers) child.kill('SIGTERM');
  await Promise.all(workers.map(({ ended }) => ended));
  return {
    way: killEvery === undefined ? 'through the queue' : 'with workers killed',
    seconds,
    megabytes,
    failed: state.failed,
    kills,
  };
}

/** Municipalities with other than one run of a night, with more than one plan of it, without any; and plans found unsound. */
async function accounts({ database }: Place, municipalities: readonly Municipality[], runDate: string) {
  const counts = { notOneRun: 0, twoPlans: 0, noPlan: 0, unsound: 0 };
  for (const { id } of municipalities)
    await inTenant(database.app, id, async (scope) => {
      const runs = await scope.tx
        .selectFrom('nightlyRun')
        .leftJoin('plan', 'plan.jobId', 'nightlyRun.jobId')
        .select(['nightlyRun.jobId', 'plan.snapshotId', 'plan.document'])
        .where('runDate', '=', runDate)
        .execute();
      const plans = runs.flatMap(({ snapshotId, document }) =>
        snapshotId === null || document === null ? [] : [{ snapshotId, document }],
      );
      if (new Set(runs.map(({ jobId }) => jobId)).size !== 1) counts.notOneRun++;
      if (plans.length > 1) counts.twoPlans++;
      if (plans.length === 0) counts.noPlan++;
      for (const { snapshotId, document } of plans) {
        const snapshot = await recall(scope, snapshotId);
        if (snapshot === undefined || audited(snapshot, document) === undefined) counts.unsound++;
      }
    });
  return counts;
}

const municipalities: Municipality[] = WHOLE_SUITE.country
  .casesOf(1)
  .filter((_, index) => index % every === 0)
  .map(({ options }, index) => {
    // In the order in which a night takes them.
    const id = `m-${String(index).padStart(3, '0')}`;
    return { id, text: JSON.stringify({ ...generateCaseload({ ...options, today: TODAY }), municipalityId: id }) };
  });
const program = build('night');
const place = await openPlace(queue);
for (const { id, text } of municipalities) {
  await place.database.addTenant(id);
  await inTenant(place.database.app, id, (scope) => storeCaseload(scope, schema.parse(JSON.parse(text))));
}
const killEvery = Number(values['seconds-between-kills']);
const runs = [
  await withoutQueue(municipalities, program),
  await throughQueue(place, program, '2026-01-05'),
  await throughQueue(place, program, '2026-01-06', killEvery),
];
const wrong = {
  quiet: await accounts(place, municipalities, '2026-01-05'),
  killed: await accounts(place, municipalities, '2026-01-06'),
};
console.log(`${municipalities.length} municipalities, queue on ${queue}, ${WORKERS} at a time, gap ${GAP * 100} %`);
for (const { way, seconds, megabytes, failed, kills } of runs)
  console.log(
    `${way.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s ${String(megabytes).padStart(6)} MB  ${kills} kills, ${failed} failed`,
  );
const [apart, queued] = runs;
console.log(`overhead of the queue: ${(100 * ((queued?.seconds ?? 0) / (apart?.seconds ?? 1) - 1)).toFixed(1)} %`);
console.log(JSON.stringify(wrong));
await place.close();
program.remove();

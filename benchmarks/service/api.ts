// The API under load with solvers running: `npm run bench:api -- --minutes 10`. Requests come at their times whatever the answers
// (an open loop), so that a slow answer delays no later request; then the most it can do, and five times that. See ../README.md.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { exit } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Caseload } from '../../src/schema/caseload.ts';
import { quantile } from '../../test/chaos/accounts.ts';
import { areServersThere } from '../../test/chaos/place.ts';
import type { Order, Target, Told } from './load.ts';
import { openStage, TODAY, TOWN } from './stage.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    rate: { type: 'string', default: '50' },
    'overload-seconds': { type: 'string', default: '10' },
  },
});
const [minutes, rate, overloadSeconds] = [values.minutes, values.rate, values['overload-seconds']].map(Number);
if (!areServersThere || !(Number(minutes) > 0) || !(Number(rate) > 0) || !(Number(overloadSeconds) > 0)) {
  console.error(
    "Minutes, rate and overload-seconds must be above 0, and Debian's postgresql and redis-server installed.",
  );
  exit(2);
}

const MUNICIPALITY = 'm';
const WORKERS = 2;
const SOLVE_SECONDS = 20;
const CLIENTS = 32;
/** How often the most that is answered and five times that are tried: the median counts. */
const ROUNDS = 5;
const WARM_SECONDS = 5;

const stage = await openStage('bench-api', 'redis', { [MUNICIPALITY]: { ...TOWN, seed: 1 } });
const { url, server } = await stage.startApi();
const workers = Array.from({ length: WORKERS }, () => stage.startWorker(SOLVE_SECONDS));
await Promise.all(workers.map((worker) => worker.said('ready')));
// Solvers on both cores: more jobs than can be done, each as long as it may take.
for (let at = 0; at < 40 + Number(minutes) * 12; at++) await stage.ask(MUNICIPALITY);
await pause(WARM_SECONDS * 1000);

// Whoever is hidden from an integration is nobody it asks about.
const people = (stage.caseloads[MUNICIPALITY] as Caseload).recipients.filter(({ protection }) => protection === 'none');
const target: Target = {
  api: `${url}/v1/municipalities/${MUNICIPALITY}`,
  headers: stage.headersOf(MUNICIPALITY),
  people: people.map(({ id }) => id),
  proposal: { today: TODAY, weeks: 2 },
};
const load = fork(fileURLToPath(new URL('load.ts', import.meta.url)), [JSON.stringify(target)], { detached: true });
const isEnded = once(load, 'exit');
async function send(order: Order): Promise<Told[]> {
  load.send(order);
  const told = await Promise.race([once(load, 'message'), isEnded.then(() => undefined)]);
  if (told === undefined) throw new Error('The load generator has ended.');
  return told[0] as Told[];
}

// A version that is there already (412) is an answer as good as any.
const isGood = ({ status }: Told): boolean => (status >= 200 && status < 300) || status === 412;
const countOf = (all: readonly Told[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const timesOf = (all: readonly Told[]) => {
  const times = all.map(({ milliseconds }) => Math.round(milliseconds));
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    most: quantile(times, 1),
  };
};

/** Times and errors minute by minute, so that one bad moment is not taken for all of them. */
const byMinute = (all: readonly Told[]) =>
  Array.from({ length: Math.ceil(Number(minutes)) }, (_, minute) => {
    const own = all.filter(({ endedAfter }) => Math.floor(endedAfter / 60_000) === minute);
    return { ...timesOf(own), errors: own.filter((told) => !isGood(told)).length };
  });

const seconds = Number(overloadSeconds);
/** Good answers a second, of those that came within the seconds of overload. */
const goodput = (all: readonly Told[]): number =>
  all.filter((told) => isGood(told) && told.endedAfter <= seconds * 1000).length / seconds;

/** The most that is answered, and what of it is while five times as much is asked for. */
async function overload() {
  const peak = goodput(await send({ kind: 'closed', clients: CLIENTS, seconds }));
  const perSecond = Math.round(5 * peak);
  const over = await send({ kind: 'open', perSecond, seconds });
  const rest = over.filter((told) => !isGood(told));
  return {
    peakPerSecond: peak,
    askedPerSecond: perSecond,
    goodPerSecond: goodput(over),
    shareOfPeak: goodput(over) / peak,
    milliseconds: timesOf(over.filter(isGood)),
    refused: rest.length,
    refusedWithRetryAfter: rest.filter(({ mayRetry }) => mayRetry).length,
    byStatus: countOf(over),
  };
}

const steady = await send({ kind: 'open', perSecond: Number(rate), seconds: Number(minutes) * 60 });
// Turn by turn: a machine that others use is not as quick for one as for the next.
const overloads: Awaited<ReturnType<typeof overload>>[] = [];
for (let round = 0; round < ROUNDS; round++) overloads.push(await overload());
console.log(
  JSON.stringify(
    {
      steady: {
        perSecond: rate,
        minutes,
        requests: steady.length,
        errors: steady.filter((told) => !isGood(told)).length,
        milliseconds: timesOf(steady),
        byStatus: countOf(steady),
        byMinute: byMinute(steady),
      },
      overloads,
      shareOfPeak: quantile(
        overloads.map(({ shareOfPeak }) => shareOfPeak),
        0.5,
      ),
    },
    undefined,
    2,
  ),
);
load.disconnect();
for (const { child } of [server, ...workers]) child.kill('SIGKILL');
await Promise.all([server, ...workers].map(({ ended }) => ended));
await stage.close();

// The API under load with solvers running: `npm run bench:api -- --minutes 10`. Requests come at their times whatever the answers
// (an open loop), so that a slow answer delays no later request; then the most it can do, and five times that. See ../README.md.
import { Agent, request } from 'node:http';
import { exit } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Caseload } from '../../src/schema/caseload.ts';
import { quantile } from '../../test/chaos/accounts.ts';
import { areServersThere } from '../../test/chaos/place.ts';
import { drawFrom } from '../../test/tiny/draw.ts';
import { openStage, TODAY, TOWN } from './stage.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    rate: { type: 'string', default: '50' },
    'overload-seconds': { type: 'string', default: '15' },
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
const WARM_SECONDS = 5;

const stage = await openStage('bench-api', 'redis', { [MUNICIPALITY]: { ...TOWN, seed: 1 } });
const { url, server } = await stage.startApi();
const workers = Array.from({ length: WORKERS }, () => stage.startWorker(SOLVE_SECONDS));
await Promise.all(workers.map((worker) => worker.said('ready')));
// Solvers on both cores: more jobs than can be done, each as long as it may take.
for (let at = 0; at < 40 + Number(minutes) * 12; at++) await stage.ask(MUNICIPALITY);
await pause(WARM_SECONDS * 1000);

const caseload = stage.caseloads[MUNICIPALITY] as Caseload;
const api = `${url}/v1/municipalities/${MUNICIPALITY}`;
const draw = drawFrom(1, 9_010);
let asked = 0;
/** Whoever is hidden from an integration is nobody it asks about. */
const people = caseload.recipients.filter(({ protection }) => protection === 'none').map(({ id }) => id);
type Asked = { path: string; method: string; headers?: Record<string, string>; body?: string };
const get = (path: string): Asked => ({ path, method: 'GET' });
/** What coordinators and integrations ask for, about as often. */
function nextRequest(): Asked {
  const chance = draw.int(1, 100);
  const person = draw.pick(people);
  if (chance <= 30) return get(`/recipients/${person}`);
  if (chance <= 50) return get('/recipients?limit=50');
  if (chance <= 65) return get('/contacts?limit=50');
  if (chance <= 75) return get('/plans');
  if (chance <= 85) return get('/decisions?limit=20');
  if (chance <= 95) {
    const body = JSON.stringify({ personId: person, from: '2026-03-02', to: '2026-03-09' });
    const path = `/absences/${encodeURIComponent(`${person} 2026-03-02`)}`;
    return { path, method: 'PUT', body, headers: { 'if-none-match': '*' } };
  }
  const headers = { 'idempotency-key': `load ${asked % 20}` };
  return { path: '/proposals', method: 'POST', body: JSON.stringify({ today: TODAY, weeks: 2 }), headers };
}

type Told = {
  readonly status: number;
  readonly milliseconds: number;
  readonly endedAt: number;
  readonly mayRetry: boolean;
};
// The plainest client there is: what it takes of the two cores, the API lacks.
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const ask = (): Promise<Told> =>
  new Promise((done) => {
    asked++;
    const { path, method, body, headers } = nextRequest();
    const began = performance.now();
    const end = (status: number, mayRetry: boolean): void =>
      done({ status, milliseconds: performance.now() - began, endedAt: performance.now(), mayRetry });
    const options = { agent, method, headers: { ...stage.headersOf(MUNICIPALITY), ...headers }, timeout: 30_000 };
    const asking = request(`${api}${path}`, options, (answer) => {
      answer.resume();
      answer.on('end', () => end(answer.statusCode ?? 0, answer.headers['retry-after'] !== undefined));
      // Cut off midway, there was no answer.
      answer.on('close', () => end(0, false));
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => end(0, false));
    asking.end(body);
  });

/** Requests at their times for so many seconds. */
async function open(perSecond: number, seconds: number): Promise<Told[]> {
  const all: Promise<Told>[] = [];
  const began = performance.now();
  for (let at = 0; at < perSecond * seconds; at++) {
    const due = began + (at * 1000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    all.push(ask());
  }
  return Promise.all(all);
}

/** As many as the API answers, by clients that ask again at once. */
async function closed(seconds: number): Promise<Told[]> {
  const until = performance.now() + seconds * 1000;
  const all: Told[] = [];
  const client = async (): Promise<void> => {
    while (performance.now() < until) all.push(await ask());
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return all;
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

/** Good answers a second, of those that came within so many seconds. */
const goodput = (all: readonly Told[], began: number): number =>
  all.filter((told) => isGood(told) && told.endedAt <= began + Number(overloadSeconds) * 1000).length /
  Number(overloadSeconds);

const steady = await open(Number(rate), Number(minutes) * 60);
const peakBegan = performance.now();
const peak = goodput(await closed(Number(overloadSeconds)), peakBegan);
const overBegan = performance.now();
const over = await open(Math.round(5 * peak), Number(overloadSeconds));
const overload = goodput(over, overBegan);
const rest = over.filter((told) => !isGood(told));
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
      },
      peakPerSecond: peak,
      overload: {
        perSecond: Math.round(5 * peak),
        goodput: overload,
        shareOfPeak: overload / peak,
        milliseconds: timesOf(over.filter(isGood)),
        refusedWithRetryAfter: rest.filter(({ mayRetry }) => mayRetry).length,
        refused: rest.length,
        byStatus: countOf(over),
      },
    },
    undefined,
    2,
  ),
);
for (const { child } of [server, ...workers]) child.kill('SIGKILL');
await Promise.all([server, ...workers].map(({ ended }) => ended));
await stage.close();

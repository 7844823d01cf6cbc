// `npm run soak -- --minutes 60`: a storm of any length. Prints what was done, what was acknowledged, and what became of it; exit
// code 1 where anything was lost, doubled or unsound.
import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { TINY } from '../bin/memory-io.ts';
import { accountsOf, isAllEnded, quantile } from './accounts.ts';
import { areServersThere, openPlace, QUEUES } from './place.ts';
import { build } from './program.ts';
import { storm } from './storm.ts';

const USAGE = `npm run soak -- [options]

  --minutes <n>         how long the storm lasts (default 1)
  --queue <name>        redis or postgres (default redis)
  --workers <n>         kills of workers a minute (default 17)
  --servers <n>         kills of servers that take in jobs, a minute (default 5)
  --wipes <n>           times a minute that the queue loses everything (default 4)
  --databases <n>       kills of the database a minute (default 2)
  --stops <n>           times a minute that a worker is stopped for 15 seconds (default 1)
  --jobs <n>            jobs asked for a second (default 2)
  --asks <n>            how often each is asked for (default 3)
  --seed <n>            seed of the faults (default 1)

It needs Debian's postgresql and redis-server; both are started for it, on ports of loopback.`;

const TENANTS = Array.from({ length: 12 }, (_, k) => `soak-${k}`);
const CALM_SECONDS = 600;

function refuse(message: string): never {
  console.error(message);
  exit(2);
}

function readArguments() {
  const text = { type: 'string' } as const;
  const names = [
    'minutes',
    'queue',
    'workers',
    'servers',
    'wipes',
    'databases',
    'stops',
    'jobs',
    'asks',
    'seed',
  ] as const;
  const options = Object.fromEntries(names.map((name) => [name, text])) as Record<(typeof names)[number], typeof text>;
  try {
    return parseArgs({ options: { ...options, help: { type: 'boolean' } } }).values;
  } catch (error) {
    return refuse(`${(error as Error).message}\n\n${USAGE}`);
  }
}

const values = readArguments();
if (values.help === true) {
  console.log(USAGE);
  exit(0);
}
const number = (name: string, text: string | undefined, usual: number): number => {
  const value = text === undefined ? usual : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : refuse(`The --${name} (${text}) must be a number from 0 on.`);
};
const queue =
  QUEUES.find((name) => name === (values.queue ?? 'redis')) ??
  refuse(`The --queue must be one of: ${QUEUES.join(', ')}.`);
if (!areServersThere) refuse("Debian's postgresql and redis-server must be installed.");

const minutes = number('minutes', values.minutes, 1);
const times = (name: string, text: string | undefined, usual: number): number =>
  Math.round(minutes * number(name, text, usual));
const program = build('soak');
const place = await openPlace(queue);
for (const id of TENANTS) {
  await place.database.addTenant(id);
  await inTenant(place.database.app, id, (scope) => storeCaseload(scope, schema.parse(JSON.parse(TINY))));
}
const result = await storm(
  {
    place,
    build: program,
    seconds: minutes * 60,
    seed: number('seed', values.seed, 1),
    tenants: TENANTS,
    clients: 8,
    jobsPerSecond: number('jobs', values.jobs, 2),
    asks: number('asks', values.asks, 3),
    kills: {
      worker: times('workers', values.workers, 17),
      api: times('servers', values.servers, 5),
      wipe: times('wipes', values.wipes, 4),
      database: times('databases', values.databases, 2),
      stop: times('stops', values.stops, 1),
    },
    onTold: (text) => void (process.stderr.isTTY && process.stderr.write(`\r${text}      `)),
  },
  () => isAllEnded(place.database).catch(() => false),
  CALM_SECONDS,
);
const accounts = await accountsOf(place.database, TENANTS, result.acknowledged);
const orphans = program.solvers().length;
const restartP95 = quantile(result.restarts, 0.95);
console.log(
  JSON.stringify(
    {
      queue,
      minutes,
      faults: result.done,
      acknowledgements: result.acknowledgements,
      acknowledged: result.acknowledged.size,
      ...accounts,
      orphans,
      endedByThemselves: result.ends,
      restarts: result.restarts.length,
      restartP95: restartP95 ?? null,
      drainedSeconds: result.drained,
      answers: Object.fromEntries(result.answers),
    },
    undefined,
    2,
  ),
);
await place.close();
program.remove();
exit(
  accounts.lost + accounts.open + accounts.doubled + accounts.unsound + accounts.failed.length + orphans === 0 ? 0 : 1,
);

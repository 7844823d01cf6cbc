// What single faults cost: `npm run bench:faults -- --queue postgres --only flood`. See ../README.md.
import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { areServersThere, QUEUES } from '../../test/chaos/place.ts';
import { cancellations } from './faults/cancellations.ts';
import { deadlyJob } from './faults/deadly-job.ts';
import { flood } from './faults/flood.ts';
import { outage } from './faults/outage.ts';
import { openStage, TINY, TOWN } from './stage.ts';

const FAULTS = { cancellations, 'deadly-job': deadlyJob, outage, flood } as const;
type Fault = keyof typeof FAULTS;
const NAMES = Object.keys(FAULTS) as Fault[];

const { values } = parseArgs({
  options: {
    queue: { type: 'string', default: 'redis' },
    only: { type: 'string', default: NAMES.join() },
    times: { type: 'string' },
  },
});
const queue = QUEUES.find((name) => name === values.queue);
const wanted = NAMES.filter((name) => values.only.split(',').includes(name));
const times = values.times === undefined ? undefined : Math.max(1, Math.trunc(Number(values.times)) || 1);
if (queue === undefined || wanted.length === 0 || !areServersThere) {
  const those = `The queue must be one of ${QUEUES.join(', ')}, and what is asked for some of ${NAMES.join(', ')}`;
  console.error(`${those}; and Debian's postgresql and redis-server installed.`);
  exit(2);
}
for (const name of wanted) {
  if (name === 'outage' && queue !== 'redis') continue;
  const stage = await openStage(`bench-${name}`, queue, { quick: TINY, other: TINY, slow: TOWN });
  try {
    const told = await FAULTS[name](stage, times);
    console.log(JSON.stringify({ fault: name, queue, ...told, orphans: stage.program.solvers().length }, undefined, 2));
  } finally {
    await stage.close();
  }
}

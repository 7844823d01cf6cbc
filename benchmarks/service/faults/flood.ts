// One municipality asks for a thousand jobs: how long another's single job waits for its start, in lengths of a job.
import { setTimeout as pause } from 'node:timers/promises';
import { inTenant } from '../../../src/store/tenant.ts';
import { quantile } from '../../../test/chaos/accounts.ts';
import { until } from '../../../test/until.ts';
import { endAll, type Stage } from '../stage.ts';

const [FLOOD, OTHER] = ['quick', 'other'] as const;
const LIMIT_SECONDS = 60;
const WORKERS = 2;
/** The other's jobs, one after another, a while apart. */
const SINGLES = 10;
const BETWEEN_MILLISECONDS = 1_000;
const AT_ONCE = 20;

export async function flood(stage: Stage, times = 1_000) {
  const { place, startWorker, startApi, post, isStatus } = stage;
  const workers = Array.from({ length: WORKERS }, () => startWorker(LIMIT_SECONDS));
  await Promise.all(workers.map((worker) => worker.said('ready')));
  const { url, server } = await startApi();
  /** How long each job that has ended waited and ran, in seconds. */
  const spansOf = (municipality: string) =>
    inTenant(place.database.app, municipality, async ({ tx }) => {
      const rows = await tx.selectFrom('job').select(['createdAt', 'startedAt', 'endedAt']).execute();
      return rows.flatMap(({ createdAt, startedAt, endedAt }) =>
        startedAt === null || endedAt === null
          ? []
          : [{ waited: (+startedAt - +createdAt) / 1000, ran: (+endedAt - +startedAt) / 1000 }],
      );
    });
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let at = next++; at < times; at = next++) await post(url, FLOOD, `flood ${at}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  for (let at = 0; at < SINGLES; at++) {
    const { id } = (await (await post(url, OTHER, `single ${at}`)).json()) as { id: string };
    await until(isStatus(OTHER, id, 'done'), 300);
    await pause(BETWEEN_MILLISECONDS);
  }
  const [ofFlood, singles] = [await spansOf(FLOOD), await spansOf(OTHER)];
  await endAll([...workers, server]);
  const jobSeconds =
    quantile(
      ofFlood.map(({ ran }) => ran),
      0.5,
    ) ?? Number.NaN;
  const waits = singles.map(({ waited }) => waited);
  return {
    flood: times,
    /** Of the flood, when the last single job had been done. */
    done: ofFlood.length,
    jobSeconds,
    singleWaitsSeconds: { median: quantile(waits, 0.5), most: Math.max(...waits) },
    mostInJobLengths: Math.max(...waits) / jobSeconds,
  };
}

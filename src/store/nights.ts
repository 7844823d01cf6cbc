// The night: each municipality is re-planned once for each date, whoever asks for it, how often, and whatever crashes. The
// schedule of the queue is only a tick; what has been asked for stands in `nightly_run`.
import { type Kysely, sql } from 'kysely';
import type { Db } from './connect.ts';
import type { Ring } from './dispatch.ts';
import { enqueue } from './jobs.ts';
import type { JobStatus, Tables } from './tables.ts';
import { inTenant } from './tenant.ts';
import { CANARY } from './tenants.ts';

/** The night's jobs stand behind those that somebody waits for. */
const NIGHT_PRIORITY = 10;

/** Municipalities that a night has not reached, by id. */
async function unreached(dispatcher: Kysely<Tables>, runDate: string): Promise<string[]> {
  const rows = await dispatcher
    .selectFrom('tenant')
    .select('id')
    .where('id', '<>', CANARY)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('nightlyRun')
            .select('nightlyRun.jobId')
            .whereRef('nightlyRun.tenantId', '=', 'tenant.id')
            .where('nightlyRun.runDate', '=', runDate),
        ),
      ),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export type NightOptions = {
  readonly app: Db;
  /** Sees which municipalities there are. */
  readonly dispatcher: Db;
  /** The date it is for, `YYYY-MM-DD` in Norway. */
  readonly runDate: string;
  /** The trace it belongs to. */
  readonly traceparent?: string | undefined;
};

/**
 * Asks for the night of a date in every municipality that it has not reached, each in a transaction of its own, so that whoever
 * comes after a crash goes on where it ended. The jobs asked for now; none of them is rung yet.
 *
 * A job and its run are written together, under the key of the date: of many who do so at once, one does.
 */
export async function openNight({ app, dispatcher, runDate, traceparent }: NightOptions): Promise<Ring[]> {
  const opened: Ring[] = [];
  for (const tenantId of await unreached(dispatcher, runDate)) {
    const jobId = await inTenant(app, tenantId, async (scope) => {
      const asked = await enqueue(scope, {
        kind: 'nightly',
        priority: NIGHT_PRIORITY,
        idempotencyKey: `nightly ${runDate}`,
        requestFingerprint: runDate,
        params: { today: runDate },
        traceparent,
      });
      const row = await scope.tx
        .insertInto('nightlyRun')
        .values({ tenantId, runDate, jobId: asked.jobId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('jobId')
        .executeTakeFirst();
      return row?.jobId;
    });
    if (jobId !== undefined) opened.push({ tenantId, jobId, kind: 'nightly', priority: NIGHT_PRIORITY, fence: 0 });
  }
  return opened;
}

/** How far a night is: municipalities by the status of their job, and how many it has not reached. */
export type NightState = Readonly<Record<JobStatus | 'unreached', number>>;

export async function nightState(dispatcher: Db, runDate: string): Promise<NightState> {
  const counted = await dispatcher
    .selectFrom('nightlyRun')
    .innerJoin('job', (join) =>
      join.onRef('job.tenantId', '=', 'nightlyRun.tenantId').onRef('job.id', '=', 'nightlyRun.jobId'),
    )
    .select(['job.status', sql<string>`count(*)`.as('count')])
    .where('nightlyRun.runDate', '=', runDate)
    .groupBy('job.status')
    .execute();
  const state = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
  for (const { status, count } of counted) state[status] = Number(count);
  return { ...state, unreached: (await unreached(dispatcher, runDate)).length };
}

/** Whether nobody works on a night any more. */
export const isNightOver = ({ queued, running, unreached: left }: NightState): boolean => queued + running + left === 0;

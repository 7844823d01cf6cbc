// What is not needed any more is removed: jobs that ended long ago, with their plans and snapshots. Published plans and what
// they were made from stay, and so does the trail of what was done.
import { sql } from 'kysely';
import type { Scope } from './tenant.ts';

export type Forgotten = { readonly jobs: number; readonly plans: number; readonly snapshots: number };

/** Removes what ended more than so many days ago. */
export async function forget({ tx }: Scope, days: number): Promise<Forgotten> {
  const before = sql<Date>`now() - make_interval(days => ${days})`;
  const plans = await tx
    .deleteFrom('plan')
    .where('status', '=', 'proposed')
    .where('createdAt', '<', before)
    .executeTakeFirst();
  await tx
    .deleteFrom('nightlyRun')
    .where('createdAt', '<', before)
    .where('jobId', 'not in', (from) => from.selectFrom('plan').select('plan.jobId'))
    .execute();
  const jobs = await tx
    .deleteFrom('job')
    .where('endedAt', '<', before)
    .where('id', 'not in', (from) => from.selectFrom('plan').select('plan.jobId'))
    .where('id', 'not in', (from) => from.selectFrom('nightlyRun').select('nightlyRun.jobId'))
    .executeTakeFirst();
  const snapshots = await tx
    .deleteFrom('snapshot')
    .where('createdAt', '<', before)
    .where('id', 'not in', (from) => from.selectFrom('plan').select('plan.snapshotId'))
    .where('id', 'not in', (from) =>
      from
        .selectFrom('job')
        .select('job.snapshotId')
        .where('job.snapshotId', 'is not', null)
        .$castTo<{ snapshotId: string }>(),
    )
    .executeTakeFirst();
  return {
    jobs: Number(jobs.numDeletedRows),
    plans: Number(plans.numDeletedRows),
    snapshots: Number(snapshots.numDeletedRows),
  };
}

// What the database says after a storm: of everything acknowledged, how it ended; and every plan is audited by itself.
import { sql } from 'kysely';
import { audited } from '../../bin/service/solve-apart.ts';
import { MOST_STARTS, POISON } from '../../src/store/dispatch.ts';
import { recall } from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant.ts';
import type { TestDatabase } from '../store/database.ts';
import type { Acknowledged } from './storm.ts';

export type Accounts = {
  readonly jobs: number;
  readonly plans: number;
  /** Keys that were acknowledged, and whose job is not there. */
  readonly lost: number;
  /** Those whose job has not ended. */
  readonly open: number;
  /** Keys with more than one job, jobs with more than one plan or deed, and jobs that nobody asked for. */
  readonly doubled: number;
  /** Jobs that ended without a plan for another reason than three starts. */
  readonly failed: readonly string[];
  /** Jobs that were taken for the cause of their workers' end, after three of them. */
  readonly poisoned: number;
  /** Plans that the auditor finds something against. */
  readonly unsound: number;
};

type Row = {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly code: string | null;
  readonly starts: number;
};

const rowsOf = (database: TestDatabase, tenant: string): Promise<Row[]> =>
  inTenant(database.app, tenant, async ({ tx }) =>
    (await tx.selectFrom('job').select(['id', 'idempotencyKey', 'status', 'failureCode', 'starts']).execute()).map(
      ({ idempotencyKey, failureCode, ...row }) => ({
        ...row,
        key: idempotencyKey.replace(/^asked /, ''),
        code: failureCode,
      }),
    ),
  );

/** Whether everything acknowledged has ended. */
export async function isAllEnded(database: TestDatabase): Promise<boolean> {
  const { rows } = await sql<{ open: number }>`
    SELECT count(*)::int AS open FROM job WHERE status IN ('queued', 'running')`.execute(database.dispatcher);
  return rows[0]?.open === 0;
}

type Of = { jobId: string; count: number };

/** Plans and deeds of a municipality by job, and those of its plans that the auditor finds something against. */
async function effectsOf(database: TestDatabase, tenant: string) {
  return inTenant(database.app, tenant, async (scope) => {
    const { rows: deeds } = await sql<Of>`
      SELECT job_id AS "jobId", count(*)::int AS count FROM audit WHERE action = 'plan.proposed' GROUP BY 1`.execute(
      scope.tx,
    );
    const plans = await scope.tx.selectFrom('plan').select(['jobId', 'snapshotId', 'document']).execute();
    let unsound = 0;
    for (const { snapshotId, document } of plans) {
      const snapshot = await recall(scope, snapshotId);
      if (snapshot === undefined || audited(snapshot, document) === undefined) unsound++;
    }
    return {
      deeds: new Map(deeds.map(({ jobId, count }) => [jobId, count])),
      planned: plans.map(({ jobId }) => jobId),
      unsound,
    };
  });
}

export async function accountsOf(
  database: TestDatabase,
  tenants: readonly string[],
  acknowledged: Acknowledged,
): Promise<Accounts> {
  const known = new Map<string, Row>();
  let [jobs, plans, unsound, doubled] = [0, 0, 0, 0];
  const failed: string[] = [];
  let poisoned = 0;
  for (const tenant of tenants) {
    const { deeds, planned, unsound: bad } = await effectsOf(database, tenant);
    unsound += bad;
    plans += planned.length;
    for (const row of await rowsOf(database, tenant)) {
      jobs++;
      known.set(row.id, row);
      const own = planned.filter((id) => id === row.id).length;
      if (own > 1 || (deeds.get(row.id) ?? 0) > 1) doubled++;
      if (row.status === 'done' && own === 1) continue;
      if (row.status === 'failed' && row.code === POISON && row.starts === MOST_STARTS && own === 0) poisoned++;
      else if (row.status !== 'queued' && row.status !== 'running') failed.push(`${row.status} ${row.code ?? ''}`);
    }
  }
  let [lost, open] = [0, 0];
  for (const { jobIds } of acknowledged.values()) {
    if (jobIds.size > 1) doubled++;
    for (const id of jobIds) {
      const row = known.get(id);
      if (row === undefined) lost++;
      else if (row.status === 'queued' || row.status === 'running') open++;
    }
  }
  // A job may be there whose acknowledgement got lost; one that nobody asked for may not.
  for (const { key } of known.values()) if (!key.startsWith('storm ')) doubled++;
  return { jobs, plans, lost, open, doubled, failed, poisoned, unsound };
}

/** The value that a share of others do not exceed; undefined of none. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

// Plans as the database keeps them, with the world that they were made for and the plan that they were made from.
import type { World } from '../../src/domain/world.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import { recall } from '../../src/store/snapshots.ts';
import type { Scope } from '../../src/store/tenant.ts';
import { snapshotWorld } from './snapshot-world.ts';

export type KeptPlan = {
  readonly id: string;
  readonly world: World;
  readonly after: Plan;
  /** The published plan that it was made from. */
  readonly before: Plan | undefined;
};

export const planOf = (document: string | null | undefined): Plan | undefined => {
  const reading = document === null || document === undefined ? undefined : readPlan(document);
  return reading?.ok === true ? reading.plan : undefined;
};

type Row = {
  readonly id: string;
  readonly document: string;
  readonly snapshotId: string;
  readonly baseDocument: string | null;
};

async function kept(scope: Scope, row: Row | undefined): Promise<KeptPlan | undefined> {
  const snapshot = row === undefined ? undefined : await recall(scope, row.snapshotId);
  const world = snapshot && snapshotWorld(snapshot);
  const after = planOf(row?.document);
  if (row === undefined || world === undefined || after === undefined) return undefined;
  return { id: row.id, world, after, before: planOf(row.baseDocument) };
}

/** Plans and worlds that were asked for last: neither ever changes, and reading a city's takes a second. */
const MOST_KEPT = 4;
const recent = new Map<string, KeptPlan>();

/** A plan that a transaction may see, by its id; read from the database where it was not asked for lately. */
async function remembered(scope: Scope, planId: string): Promise<KeptPlan | undefined> {
  const key = `${scope.tenantId} ${planId}`;
  let found = recent.get(key);
  if (found === undefined) {
    const row = await scope.tx
      .selectFrom('plan')
      .leftJoin('plan as base', 'base.id', 'plan.basedOn')
      .select(['plan.id', 'plan.document', 'plan.snapshotId', 'base.document as baseDocument'])
      .where('plan.id', '=', planId)
      .executeTakeFirst();
    found = await kept(scope, row);
  }
  if (found === undefined) return undefined;
  // The newest stands last.
  recent.delete(key);
  recent.set(key, found);
  const [oldest] = recent.keys();
  if (recent.size > MOST_KEPT && oldest !== undefined) recent.delete(oldest);
  return found;
}

/** The plan of a night; undefined where there is none. */
export async function nightOf(scope: Scope, runDate: string): Promise<KeptPlan | undefined> {
  const row = await scope.tx
    .selectFrom('nightlyRun')
    .innerJoin('plan', 'plan.jobId', 'nightlyRun.jobId')
    .select('plan.id')
    .where('nightlyRun.runDate', '=', runDate)
    .executeTakeFirst();
  return row && remembered(scope, row.id);
}

/** A plan by its id; undefined where there is none. */
export async function keptPlan(scope: Scope, planId: string): Promise<KeptPlan | undefined> {
  const row = await scope.tx.selectFrom('plan').select('id').where('id', '=', planId).executeTakeFirst();
  return row && remembered(scope, row.id);
}

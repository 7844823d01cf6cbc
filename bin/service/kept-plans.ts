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

const COLUMNS = ['plan.id', 'plan.document', 'plan.snapshotId', 'base.document as baseDocument'] as const;

/** The plan of a night; undefined where there is none. */
export const nightOf = async (scope: Scope, runDate: string): Promise<KeptPlan | undefined> =>
  kept(
    scope,
    await scope.tx
      .selectFrom('nightlyRun')
      .innerJoin('plan', 'plan.jobId', 'nightlyRun.jobId')
      .leftJoin('plan as base', 'base.id', 'plan.basedOn')
      .select(COLUMNS)
      .where('nightlyRun.runDate', '=', runDate)
      .executeTakeFirst(),
  );

/** A plan by its id. */
export const keptPlan = async (scope: Scope, planId: string): Promise<KeptPlan | undefined> =>
  kept(
    scope,
    await scope.tx
      .selectFrom('plan')
      .leftJoin('plan as base', 'base.id', 'plan.basedOn')
      .select(COLUMNS)
      .where('plan.id', '=', planId)
      .executeTakeFirst(),
  );

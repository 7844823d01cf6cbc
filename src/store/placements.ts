// What people decided about proposed assignments, and the steps since. Everything stands in a person's name: the database refuses
// a placement or a step without one (foreign keys to accounts of persons).
import { sql } from 'kysely';
import type { PlacementStatus, PlacementStep } from './tables.ts';
import type { Scope } from './tenant.ts';

export type StepRow = {
  readonly step: PlacementStep;
  readonly isYes: boolean;
  readonly onDate: string;
  readonly bySubject: string;
  readonly onBehalfOf: string;
  readonly at: Date;
};

const WHOLE = [
  'id',
  'version',
  'planId',
  'assignment',
  'recipientId',
  'partId',
  'share',
  'contactId',
  'status',
  'reason',
  'approvedBy',
  'createdAt',
] as const;

export type NewPlacement = {
  readonly planId: string;
  readonly assignment: Readonly<Record<string, unknown>>;
  readonly recipientId: string;
  readonly partId: string;
  readonly share: number;
  readonly contactId: string | null;
  readonly status: PlacementStatus;
  readonly reason: string | null;
  readonly approvedBy: string;
};

/** Keeps a decision; its id, undefined where the part has an open placement already. */
export async function place({ tx, tenantId }: Scope, made: NewPlacement): Promise<string | undefined> {
  const row = await tx
    .insertInto('placement')
    .values({ tenantId, ...made, assignment: JSON.stringify(made.assignment) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

const stepsOf = ({ tx }: Scope, ids: readonly string[]) =>
  tx
    .selectFrom('placementStep')
    .select(['placementId', 'step', 'isYes', 'onDate', 'bySubject', 'onBehalfOf', 'at'])
    .where('placementId', 'in', ids)
    .orderBy('at')
    .execute();

/** Placements after an id, by id, so many at most; of one contact alone where one is named. */
export async function placements(
  scope: Scope,
  {
    after,
    limit,
    contactId,
  }: { readonly after?: string | undefined; readonly limit: number; readonly contactId?: string | undefined },
) {
  let query = scope.tx.selectFrom('placement').select(WHOLE).orderBy('id').limit(limit);
  if (after !== undefined) query = query.where('id', '>', after);
  if (contactId !== undefined) query = query.where('contactId', '=', contactId);
  const rows = await query.execute();
  const steps =
    rows.length === 0
      ? []
      : await stepsOf(
          scope,
          rows.map(({ id }) => id),
        );
  return rows.map((row) => ({ ...row, steps: steps.filter(({ placementId }) => placementId === row.id) }));
}
export type Placement = Awaited<ReturnType<typeof placements>>[number];

export async function placement(scope: Scope, id: string): Promise<Placement | undefined> {
  const row = await scope.tx.selectFrom('placement').select(WHOLE).where('id', '=', id).executeTakeFirst();
  return row && { ...row, steps: await stepsOf(scope, [id]) };
}

/** The placement of an assignment of a plan that is not ended by a later one. */
export async function decidedAbout(
  scope: Scope,
  { planId, partId, share }: { readonly planId: string; readonly partId: string; readonly share: number },
): Promise<Placement | undefined> {
  const row = await scope.tx
    .selectFrom('placement')
    .select('id')
    .where('planId', '=', planId)
    .where('partId', '=', partId)
    .where('share', '=', share)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst();
  return row && placement(scope, row.id);
}

/** Puts a step on record and moves a placement of a version on; false where it has another version by now. */
export async function takeStep(
  { tx, tenantId }: Scope,
  { id, version }: { readonly id: string; readonly version: number },
  status: PlacementStatus,
  step: Omit<StepRow, 'at'>,
): Promise<boolean> {
  const row = await tx
    .updateTable('placement')
    .set({ status, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await tx
    .insertInto('placementStep')
    .values({ tenantId, placementId: id, ...step })
    .execute();
  return true;
}

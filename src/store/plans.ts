// Plans that jobs made: proposed, then published by somebody with a name, until the next one is.
import { sql } from 'kysely';
import type { Scope } from './tenant.ts';

export type Proposed = {
  readonly jobId: string;
  readonly snapshotId: string;
  /** `kobling/plan@1`, byte by byte. */
  readonly document: string;
  /** Id of the published plan that it was made from. */
  readonly basedOn?: string | undefined;
};

/** Keeps a plan that has passed the audit; its id. A job has one. */
export async function propose({ tx, tenantId }: Scope, { basedOn, ...plan }: Proposed): Promise<string> {
  const { id } = await tx
    .insertInto('plan')
    .values({ tenantId, ...plan, basedOn: basedOn ?? null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Publishes a proposed plan in somebody's name; the one published before is superseded. False where it is not proposed. */
export async function publish({ tx }: Scope, id: string, by: string): Promise<boolean> {
  const row = await tx.selectFrom('plan').select('status').where('id', '=', id).forUpdate().executeTakeFirst();
  if (row?.status !== 'proposed') return false;
  await tx.updateTable('plan').set({ status: 'superseded' }).where('status', '=', 'published').execute();
  await tx
    .updateTable('plan')
    .set({ status: 'published', publishedBy: by, publishedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
  return true;
}

/** The plan that is published now. */
export const published = ({ tx }: Scope) =>
  tx
    .selectFrom('plan')
    .select(['id', 'snapshotId', 'document', 'publishedAt'])
    .where('status', '=', 'published')
    .executeTakeFirst();

// Entities of a caseload, each with a version: whoever changes one says which version was read, and is told where it has
// changed since (optimistic locking).
import { sql } from 'kysely';
import type { EntityKind } from './tables.ts';
import type { Scope } from './tenant.ts';

export type EntityKey = { readonly kind: EntityKind; readonly id: string };
export type Entity = EntityKey & { readonly version: number; readonly body: Readonly<Record<string, unknown>> };

/** `conflict` carries the version there is; 0 where there is none. */
export type Written =
  | { readonly outcome: 'written'; readonly version: number }
  | { readonly outcome: 'conflict'; readonly version: number };

/** Columns of an entity. */
const WHOLE = ['kind', 'id', 'version', 'body'] as const;

export const read = ({ tx }: Scope, { kind, id }: EntityKey): Promise<Entity | undefined> =>
  tx.selectFrom('entity').select(WHOLE).where('kind', '=', kind).where('id', '=', id).executeTakeFirst();

/** What became of a change: the version it left, or the one that was in its way. */
async function told(scope: Scope, key: EntityKey, version: number | undefined): Promise<Written> {
  return version === undefined
    ? { outcome: 'conflict', version: (await read(scope, key))?.version ?? 0 }
    : { outcome: 'written', version };
}

/** All entities of the municipality, by kind and id. */
export const all = ({ tx }: Scope): Promise<Entity[]> =>
  tx.selectFrom('entity').select(WHOLE).orderBy('kind').orderBy('id').execute();

/** All entities of a kind, by id. */
export const list = ({ tx }: Scope, kind: EntityKind): Promise<Entity[]> =>
  tx.selectFrom('entity').select(WHOLE).where('kind', '=', kind).orderBy('id').execute();

export type PageOfKind = {
  readonly after?: string | undefined;
  readonly limit: number;
  /** Ids of those to leave out. */
  readonly without?: ReadonlySet<string> | undefined;
};

/** Entities of a kind after an id, by id, so many at most. */
export function page({ tx }: Scope, kind: EntityKind, { after, limit, without }: PageOfKind): Promise<Entity[]> {
  let query = tx.selectFrom('entity').select(WHOLE).where('kind', '=', kind).orderBy('id').limit(limit);
  if (after !== undefined) query = query.where('id', '>', after);
  if (without !== undefined && without.size > 0) query = query.where('id', '<>', sql<string>`ALL (${[...without]})`);
  return query.execute();
}

/** Writes an entity over the version that was read, 0 where there was none. */
export async function write(scope: Scope, { kind, id, version, body }: Entity): Promise<Written> {
  const { tx, tenantId } = scope;
  const row =
    version === 0
      ? await tx
          .insertInto('entity')
          .values({ tenantId, kind, id, version: 1, body: JSON.stringify(body) })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('entity')
          .set({ version: version + 1, body: JSON.stringify(body), changedAt: sql<Date>`now()` })
          .where('kind', '=', kind)
          .where('id', '=', id)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst();
  return told(scope, { kind, id }, row?.version);
}

/** Removes an entity of the version that was read. */
export async function remove(scope: Scope, { kind, id, version }: EntityKey & { version: number }): Promise<Written> {
  const row = await scope.tx
    .deleteFrom('entity')
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return told(scope, { kind, id }, row && 0);
}

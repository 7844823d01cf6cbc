// A caseload document as entities of a municipality, and back. What has no id of its own gets one from what it is about.
import { sql } from 'kysely';
import { type Caseload, caseload as schema } from '../schema/caseload.ts';
import { LIST_NAMES, LISTS } from '../schema/entries.ts';
import { all } from './entities.ts';
import type { EntityKind } from './tables.ts';
import type { Scope } from './tenant.ts';

type Row = { readonly kind: EntityKind; readonly id: string; readonly body: string };

/** All entities of a caseload. Entries that nothing tells apart are numbered. */
function rowsOf(caseload: Caseload): Row[] {
  const { municipalityId, synthetic, screening, policy } = caseload;
  const rows: Row[] = [
    { kind: 'caseload', id: 'caseload', body: JSON.stringify({ municipalityId, synthetic, screening }) },
    { kind: 'policy', id: 'policy', body: JSON.stringify(policy) },
  ];
  for (const name of LIST_NAMES) {
    const { kind, idOf } = LISTS[name] as { kind: EntityKind; idOf: (entry: unknown) => string };
    const seen = new Map<string, number>();
    for (const entry of caseload[name]) {
      const id = idOf(entry);
      const count = (seen.get(id) ?? 0) + 1;
      seen.set(id, count);
      rows.push({ kind, id: count === 1 ? id : `${id} ${count}`, body: JSON.stringify(entry) });
    }
  }
  return rows;
}

export type Stored = { readonly written: number; readonly removed: number };

/**
 * Makes a municipality's entities those of a caseload: what is new or different gets a new version, what is missing is
 * removed, what is the same stays untouched.
 */
export async function storeCaseload({ tx, tenantId }: Scope, caseload: Caseload): Promise<Stored> {
  const rows = rowsOf(caseload);
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (kind text, id text, body text)`;
  const written = await sql`
    INSERT INTO entity (tenant_id, kind, id, body) SELECT ${tenantId}, kind, id, body::jsonb FROM ${given}
    ON CONFLICT (tenant_id, kind, id) DO UPDATE
      SET body = excluded.body, version = entity.version + 1, changed_at = now()
      WHERE entity.body IS DISTINCT FROM excluded.body`.execute(tx);
  const removed = await sql`
    DELETE FROM entity WHERE tenant_id = ${tenantId} AND (kind, id) NOT IN (SELECT kind, id FROM ${given})`.execute(tx);
  return { written: Number(written.numAffectedRows ?? 0n), removed: Number(removed.numAffectedRows ?? 0n) };
}

/** The caseload of a municipality as it is now, lists by id; undefined where there is none. */
export async function assembleCaseload(scope: Scope): Promise<Caseload | undefined> {
  const entities = await all(scope);
  const bodiesOf = (kind: EntityKind) => entities.flatMap((entity) => (entity.kind === kind ? [entity.body] : []));
  const [head] = bodiesOf('caseload');
  const [policy] = bodiesOf('policy');
  if (head === undefined || policy === undefined) return undefined;
  const lists = LIST_NAMES.map((name) => [name, bodiesOf(LISTS[name].kind)] as const);
  return schema.parse({ format: 'kobling/caseload@1', ...head, policy, ...Object.fromEntries(lists) });
}

// Which tables and columns a backup holds, asked of the database's own catalogue, so that what is added later is in it without
// anybody's thinking of it. A table that is of no municipality must be decided upon here, or there is no backup.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Tables of no municipality that are in a backup; the owner reads and writes them. */
export const OF_NO_MUNICIPALITY: readonly string[] = ['tenant'];

/** Tables that are in no backup, each with its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  kysely_migration: 'the header names the migrations, and restoring makes them again',
  kysely_migration_lock: 'says who migrates at this moment',
  entity_word: 'made again by the database as its entities are',
};

export type BackupColumn = {
  readonly name: string;
  /** As PostgreSQL writes it, such as `character varying(10)`. */
  readonly type: string;
  /** Numbered by the database itself. */
  readonly isIdentity: boolean;
};

export type BackupTable = {
  readonly name: string;
  /** All but those that the database computes from others. */
  readonly columns: readonly BackupColumn[];
};

/** The municipality's column. */
export const TENANT_COLUMN = 'tenant_id';

export const isOfMunicipality = ({ columns }: BackupTable): boolean =>
  columns.some(({ name }) => name === TENANT_COLUMN);

type Reference = { readonly from: string; readonly to: string };

/** Tables after those they refer to at once, else by name; what is checked at the transaction's end needs no order. Throws where they refer to each other in a circle. */
function inOrder(tables: readonly BackupTable[], references: readonly Reference[]): BackupTable[] {
  const placed: BackupTable[] = [];
  const isPlaced = (name: string): boolean => placed.some((table) => table.name === name);
  const rest = [...tables];
  while (rest.length > 0) {
    const at = rest.findIndex(({ name }) => references.every(({ from, to }) => from !== name || isPlaced(to)));
    if (at === -1)
      throw new Error(
        `The tables ${rest.map(({ name }) => name).join(', ')} must not refer to each other in a circle. Maybe make one of ` +
          'the foreign keys deferrable, and teach the backup to restore under it.',
      );
    placed.push(...rest.splice(at, 1));
  }
  return placed;
}

type Found = BackupColumn & { readonly table: string };

/** Tables of the backup, each after those it refers to. Throws where one of no municipality is not decided upon. */
export async function backupLayout(db: Kysely<Tables>): Promise<BackupTable[]> {
  const plain = db.withoutPlugins();
  const { rows: columns } = await sql<Found>`
    SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
      a.attidentity <> '' AS "isIdentity"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attgenerated = ''
    ORDER BY c.relname COLLATE "C", a.attnum`.execute(plain);
  const { rows: references } = await sql<Reference>`
    SELECT f.relname AS "from", t.relname AS "to"
    FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
    WHERE k.contype = 'f' AND NOT k.condeferred AND f.relnamespace = 'public'::regnamespace`.execute(plain);
  const byTable = new Map<string, BackupColumn[]>();
  for (const { table, ...column } of columns) {
    if (Object.hasOwn(LEFT_OUT, table)) continue;
    const known = byTable.get(table);
    if (known === undefined) byTable.set(table, [column]);
    else known.push(column);
  }
  const tables = [...byTable].map(([name, own]) => ({ name, columns: own }));
  const undecided = tables.filter((table) => !isOfMunicipality(table) && !OF_NO_MUNICIPALITY.includes(table.name));
  if (undecided.length > 0)
    throw new Error(
      `The table ${undecided[0]?.name} must be in the backup or left out with a reason. Decide in src/store/backup-layout.ts.`,
    );
  return inOrder(tables, references);
}

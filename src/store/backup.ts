// All rows of all municipalities as they were at one instant, while the service goes on. Row security stays what it is: the
// owner reads which municipalities there are, and the application's role the rows of one after the other.
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { BACKUP_FORMAT, type BackupHeader } from './backup-format.ts';
import { backupLayout, type BackupTable, isOfMunicipality } from './backup-layout.ts';
import { APPLICATION, type Role, TENANT_SETTING } from './roles.ts';
import type { Tables } from './tables.ts';
import { CANARY } from './tenants.ts';

/** Bytes that are in memory at a time, or one row where that is larger. */
export const BATCH_BYTES = 8 << 20;
/** Rows at most that are in memory at a time. */
export const BATCH_ROWS = 1_000;

/** What the text of a value depends on, set to one and the same in all transactions that read or write it. */
const AS_TEXT = ["TimeZone = 'UTC'", "DateStyle = 'ISO, YMD'", "IntervalStyle = 'postgres'", 'extra_float_digits = 1'];

/** Makes values read alike in this transaction, wherever the server stands. */
export async function readAlike(tx: Transaction<Tables>): Promise<void> {
  for (const setting of AS_TEXT) await sql`SET LOCAL ${sql.raw(setting)}`.execute(tx);
}

/** Goes on in a role, or without one as the owner, until the transaction ends. */
export async function goOnAs(tx: Transaction<Tables>, role: Role | 'owner'): Promise<void> {
  await sql`SET LOCAL ROLE ${sql.raw(role === 'owner' ? 'NONE' : role)}`.execute(tx);
}

/** Goes on with the rows of a municipality, as the application. */
export async function goOnIn(tx: Transaction<Tables>, tenantId: string): Promise<void> {
  await goOnAs(tx, APPLICATION);
  await sql`SELECT set_config(${TENANT_SETTING}, ${tenantId}, true)`.execute(tx);
}

/** The rows of a table that may be seen now, each a line; as many at a time as memory is meant to hold. */
async function* linesOf(
  tx: Transaction<Tables>,
  { name, columns }: BackupTable,
  where: RawBuilder<unknown>,
): AsyncGenerator<string> {
  const values = columns.map((column) => sql`${sql.id(column.name)}::text`);
  const sizes = values.map((value) => sql`coalesce(octet_length(${value}), 0)`);
  const { rows: found } = await sql<{ widest: number | null }>`
    SELECT max(${sql.join(sizes, sql` + `)}) AS widest FROM ${sql.id(name)} WHERE ${where}`.execute(tx);
  const widest = found[0]?.widest ?? undefined;
  if (widest === undefined) return;
  const most = Math.min(BATCH_ROWS, Math.max(1, Math.floor(BATCH_BYTES / Math.max(1, widest))));
  await sql`
    DECLARE backup_rows NO SCROLL CURSOR FOR
    SELECT json_build_array(${sql.join([sql.lit(name), ...values])})::text AS line FROM ${sql.id(name)} WHERE ${where}`.execute(
    tx,
  );
  for (;;) {
    const { rows } = await sql<{ line: string }>`FETCH ${sql.lit(most)} FROM backup_rows`.execute(tx);
    for (const { line } of rows) yield line;
    if (rows.length < most) break;
  }
  await sql`CLOSE backup_rows`.execute(tx);
}

/**
 * All rows of these tables but the canary's, which are made up and made anew; each a line of the backup, municipality by
 * municipality. Leaves the transaction as the owner's.
 */
export async function* backupLines(given: Transaction<Tables>, tables: readonly BackupTable[]): AsyncGenerator<string> {
  const tx = given.withoutPlugins();
  const others = sql`id <> ${sql.lit(CANARY)}`;
  await goOnAs(tx, 'owner');
  for (const table of tables)
    if (!isOfMunicipality(table)) yield* linesOf(tx, table, table.name === 'tenant' ? others : sql`true`);
  const { rows: tenants } = await sql<{
    id: string;
  }>`SELECT id FROM tenant WHERE ${others} ORDER BY id COLLATE "C"`.execute(tx);
  for (const { id } of tenants) {
    await goOnIn(tx, id);
    for (const table of tables) if (isOfMunicipality(table)) yield* linesOf(tx, table, sql`true`);
  }
  await goOnAs(tx, 'owner');
}

/** The database at one instant. */
export type Instant = {
  readonly header: Omit<BackupHeader, 'version'>;
  /** Rows, each a line; read once, and within the work that was given. */
  readonly lines: AsyncGenerator<string>;
};

/**
 * Works on the database as it is at one instant. Tables are locked against migrations first, and before the instant is
 * chosen: rows of a table that is rewritten later could not be seen from before. Ask as the owner.
 */
export async function atOneInstant<T>(owner: Kysely<Tables>, work: (instant: Instant) => Promise<T>): Promise<T> {
  const known = (await backupLayout(owner)).map(({ name }) => name);
  const reading = owner.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return reading.execute(async (given) => {
    const tx = given.withoutPlugins();
    if (known.length > 0)
      await sql`LOCK TABLE ${sql.join(known.map((name) => sql.id(name)))} IN ACCESS SHARE MODE`.execute(tx);
    await readAlike(tx);
    const tables = await backupLayout(tx);
    if (tables.some(({ name }) => !known.includes(name)))
      throw new Error('The database must stay as it is during a backup. Maybe it is being migrated; try again.');
    const { rows: migrations } = await sql<{
      name: string;
    }>`SELECT name FROM kysely_migration ORDER BY name COLLATE "C"`.execute(tx);
    const { rows: instants } = await sql<{ at: string }>`
      SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`.execute(tx);
    return work({
      header: {
        format: BACKUP_FORMAT,
        migrations: migrations.map(({ name }) => name),
        at: instants[0]?.at ?? '',
        tables: tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
      },
      lines: backupLines(tx, tables),
    });
  });
}

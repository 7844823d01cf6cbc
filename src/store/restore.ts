// Rows of a backup into a database that holds no municipality but the canary's: within row security, read back and compared,
// and all in one transaction, so that whatever goes wrong leaves nothing.
import { type Kysely, sql, type Transaction } from 'kysely';
import { BATCH_BYTES, BATCH_ROWS, backupLines, goOnAs, goOnIn, readAlike } from './backup.ts';
import type { BackupHeader, BackupRow } from './backup-format.ts';
import { backupLayout, type BackupColumn, type BackupTable, TENANT_COLUMN } from './backup-layout.ts';
import { DISPATCHER } from './roles.ts';
import type { Tables } from './tables.ts';
import { CANARY } from './tenants.ts';

export type Restoring = {
  readonly header: Pick<BackupHeader, 'migrations' | 'tables'>;
  readonly rows: AsyncIterable<BackupRow>;
  /** Is given what was written, as lines of a backup, and throws where it is not what was to be written. */
  readonly compare: (written: AsyncIterable<string>) => Promise<void>;
};

export type Restored =
  | 'restored'
  /** There are municipalities already. */
  | 'not-empty'
  /** The database has other migrations than the backup, or other columns. */
  | 'other-version';

/** Whether the database holds a municipality that is not made up. Ask as the owner. */
export async function hasMunicipalities(db: Kysely<Tables>): Promise<boolean> {
  const row = await db.selectFrom('tenant').select('id').where('id', '<>', CANARY).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The backup's tables with the columns of the database, in the backup's order; undefined where they are not the same. */
function matched(header: Restoring['header'], layout: readonly BackupTable[]): BackupTable[] | undefined {
  if (layout.length !== header.tables.length) return undefined;
  const found: BackupTable[] = [];
  for (const { name, columns } of header.tables) {
    const table = layout.find((candidate) => candidate.name === name);
    const own = columns.flatMap((column) => table?.columns.find((candidate) => candidate.name === column) ?? []);
    if (own.length !== table?.columns.length || new Set(columns).size !== own.length) return undefined;
    found.push({ name, columns: own });
  }
  return found;
}

/** Writes rows of one table, as whoever the transaction goes on as. */
async function insert(tx: Transaction<Tables>, { name, columns }: BackupTable, rows: readonly BackupRow[]) {
  const place = (at: number) => sql.id(`c${at}`);
  const lists = columns.map((_, at) => sql`${rows.map(({ values }) => values[at] ?? null)}::text[]`);
  await sql`
    INSERT INTO ${sql.id(name)} (${sql.join(columns.map((column) => sql.id(column.name)))}) OVERRIDING SYSTEM VALUE
    SELECT ${sql.join(columns.map(({ type }, at) => sql`${place(at)}::${sql.raw(type)}`))}
    FROM unnest(${sql.join(lists)}) AS given (${sql.join(columns.map((_, at) => place(at)))})`.execute(tx);
}

/** Gathers rows as long as they are of one table and municipality, and memory is meant to hold them. */
async function* batches(rows: AsyncIterable<BackupRow>, tenantOf: (row: BackupRow) => string | undefined) {
  let batch: BackupRow[] = [];
  let bytes = 0;
  for await (const row of rows) {
    const [first] = batch;
    const isOther = first !== undefined && (first.table !== row.table || tenantOf(first) !== tenantOf(row));
    if (isOther || bytes >= BATCH_BYTES || batch.length >= BATCH_ROWS) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    for (const value of row.values) bytes += value?.length ?? 0;
  }
  if (batch.length > 0) yield batch;
}

/** The largest number of each identity column that was written. */
type Numbers = Map<string, { readonly table: string; readonly column: BackupColumn; readonly most: bigint }>;

function notice(numbers: Numbers, { name, columns }: BackupTable, rows: readonly BackupRow[]): void {
  for (const [at, column] of columns.entries()) {
    if (!column.isIdentity) continue;
    const key = `${name}.${column.name}`;
    let most = numbers.get(key)?.most ?? 0n;
    for (const { values } of rows) {
      const value = BigInt(values[at] ?? 0);
      if (value > most) most = value;
    }
    numbers.set(key, { table: name, column, most });
  }
}

async function writeAll(tx: Transaction<Tables>, tables: readonly BackupTable[], rows: AsyncIterable<BackupRow>) {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const tenantAt = new Map(
    tables.map(({ name, columns }) => [name, columns.findIndex((column) => column.name === TENANT_COLUMN)]),
  );
  const tenantOf = ({ table, values }: BackupRow): string | undefined => values[tenantAt.get(table) ?? -1] ?? undefined;
  const numbers: Numbers = new Map();
  let current: string | undefined;
  for await (const batch of batches(rows, tenantOf)) {
    const [first] = batch as [BackupRow];
    const table = byName.get(first.table);
    if (table === undefined)
      throw new Error(`The backup must not have rows of a table ${first.table} that it does not name.`);
    const tenantId = tenantOf(first);
    if (tenantId === undefined) await goOnAs(tx, 'owner');
    else if (tenantId !== current) await goOnIn(tx, tenantId);
    current = tenantId;
    await insert(tx, table, batch);
    notice(numbers, table, batch);
  }
  await goOnAs(tx, 'owner');
  return numbers;
}

/** Lets the database count on from the largest number there is. */
async function countOn(tx: Transaction<Tables>, numbers: Numbers): Promise<void> {
  for (const { table, column, most } of numbers.values())
    await sql`
      SELECT setval(s.name::regclass, greatest(${String(most)}::bigint, coalesce(pg_sequence_last_value(s.name::regclass), 1)))
      FROM (SELECT pg_get_serial_sequence(quote_ident(${table}), ${column.name}) AS name) s`.execute(tx);
}

/** Jobs that wait are to be rung anew: the queue of then is gone. What ran then, the reconciler returns. */
async function ringAnew(tx: Transaction<Tables>): Promise<void> {
  await goOnAs(tx, DISPATCHER);
  await sql`
    UPDATE outbox SET rung_at = NULL FROM job
    WHERE job.tenant_id = outbox.tenant_id AND job.id = outbox.job_id AND job.status = 'queued'
      AND outbox.rung_at IS NOT NULL`.execute(tx);
  await goOnAs(tx, 'owner');
}

/** Restores rows into a database of the backup's own migrations. Ask as the owner. Throws what `compare` throws. */
export function restoreRows(owner: Kysely<Tables>, { header, rows, compare }: Restoring): Promise<Restored> {
  return owner.transaction().execute(async (given): Promise<Restored> => {
    const tx = given.withoutPlugins();
    // Whoever restores at the same time, or makes a municipality, waits for this one's end.
    await sql`LOCK TABLE tenant IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
    if (await hasMunicipalities(tx)) return 'not-empty';
    const { rows: made } = await sql<{
      name: string;
    }>`SELECT name FROM kysely_migration ORDER BY name COLLATE "C"`.execute(tx);
    const tables = matched(header, await backupLayout(tx));
    if (tables === undefined || made.map(({ name }) => name).join() !== header.migrations.join())
      return 'other-version';
    await readAlike(tx);
    const numbers = await writeAll(tx, tables, rows);
    await compare(backupLines(tx, tables));
    await ringAnew(tx);
    await countOn(tx, numbers);
    return 'restored';
  });
}

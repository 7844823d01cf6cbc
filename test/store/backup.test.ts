// Backup and restore on a real server: what was there is there again, to the last byte, and never a part of it. On Debian's
// where that is installed; the commands are tested on the embedded one.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { note } from '../../src/store/audit.ts';
import { atOneInstant } from '../../src/store/backup.ts';
import { type BackupHeader, type BackupRow, readBackupRow } from '../../src/store/backup-format.ts';
import { backupLayout, isOfMunicipality, LEFT_OUT, OF_NO_MUNICIPALITY } from '../../src/store/backup-layout.ts';
import { catalogueFindings } from '../../src/store/catalogue.ts';
import { connect, type Db } from '../../src/store/connect.ts';
import { reconcile, relay } from '../../src/store/dispatch.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type Restored, restoreRows } from '../../src/store/restore.ts';
import { APPLICATION, DISPATCHER } from '../../src/store/roles.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { addTenant, CANARY } from '../../src/store/tenants.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';
import { dump, fill, NASTY } from './filled.ts';

type Copy = { readonly header: Omit<BackupHeader, 'version'>; readonly lines: readonly string[] };
type Target = { readonly owner: Db; readonly app: Db; readonly dispatcher: Db };

const request = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: {} } as const;

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

const copyOf = (owner: Db): Promise<Copy> =>
  atOneInstant(owner, async ({ header, lines }) => ({ header, lines: await collected(lines) }));

const rowOf = (line: string): BackupRow => readBackupRow(JSON.parse(line)) as BackupRow;

async function* rowsOf(lines: readonly string[]): AsyncGenerator<BackupRow> {
  for (const line of lines) yield await Promise.resolve(rowOf(line));
}

/** Compares nothing. */
const unasked = (_written: AsyncIterable<string>): Promise<void> => Promise.resolve();

const restoreCopy = (owner: Db, { header, lines }: Copy, compare = unasked) =>
  restoreRows(owner, { header, rows: rowsOf(lines), compare });

const [server, start] = SERVERS.at(-1) as (typeof SERVERS)[number];

describe(`on ${server}`, () => {
  let database: TestDatabase;
  let copy: Copy;
  /** The same without its largest snapshots, which nothing refers to. */
  let small: Copy;
  const open: Db[] = [];

  /** Another database of the server, with its migrations. */
  async function target(name: string): Promise<Target> {
    await sql`CREATE DATABASE ${sql.id(name)}`.execute(database.owner);
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    const owner = connect({ url: url.href, most: 2 });
    const app = connect({ url: url.href, role: APPLICATION, most: 4 });
    const dispatcher = connect({ url: url.href, role: DISPATCHER, most: 2 });
    open.push(owner, app, dispatcher);
    await migrate(owner);
    return { owner, app, dispatcher };
  }

  beforeAll(async () => {
    database = await openTestDatabase(start);
    for (const id of ['b', 'a', `Ås '"\\ kommune`]) await database.addTenant(id);
    await addTenant(database.owner, { id: CANARY, name: 'Canary' });
    for (const id of ['a', 'b', CANARY]) await fill(database.app, id, id === 'a' ? 6 : 0);
    copy = await copyOf(database.owner);
    small = { ...copy, lines: copy.lines.filter((line) => line.length < 1_000_000) };
  });
  afterAll(async () => {
    await Promise.all(open.map((db) => db.destroy()));
    await database.close();
  });

  it('every table and column is in the backup, or left out with a reason', async () => {
    const { rows } = await sql<{ table: string; column: string }>`
      SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
      WHERE table_schema = 'public' AND is_generated = 'NEVER'`.execute(database.owner);
    const kept = copy.header.tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
    const all = rows
      .filter(({ table }) => LEFT_OUT[table] === undefined)
      .map(({ table, column }) => `${table}.${column}`);
    expect(kept.toSorted()).toEqual(all.toSorted());
    expect(Object.values(LEFT_OUT).every((reason) => reason.length > 20)).toBe(true);
    expect(copy.header.migrations).not.toEqual([]);
  });

  it('the application may read and add rows of every table of municipalities', async () => {
    const tables = (await backupLayout(database.owner)).filter(isOfMunicipality).map(({ name }) => name);
    const { rows } = await sql<{ name: string }>`
      SELECT t.name FROM unnest(${tables}::text[]) AS t (name)
      WHERE NOT (has_table_privilege(${APPLICATION}, t.name, 'SELECT') AND has_table_privilege(${APPLICATION}, t.name, 'INSERT'))`.execute(
      database.owner,
    );
    expect(rows).toEqual([]);
    expect(tables.length).toBe(copy.header.tables.length - OF_NO_MUNICIPALITY.length);
  });

  it('a new table of municipalities is in it by itself; one of none must be decided upon', async () => {
    const layoutAfter = (statement: string) =>
      database.owner
        .transaction()
        .execute(async (tx) => {
          await sql.raw(statement).execute(tx);
          const { name, columns = [] } = (await backupLayout(tx)).at(-1) ?? {};
          throw new Error(`${name}: ${columns.map((column) => column.name).join()}`);
        })
        .catch((error: unknown) => String(error));
    const columns = 'id int, twice int GENERATED ALWAYS AS (id * 2) STORED';
    const made = `CREATE TABLE zebra (tenant_id text REFERENCES tenant (id), ${columns})`;
    expect(await layoutAfter(made)).toContain('zebra: tenant_id,id');
    expect(await layoutAfter(`CREATE TABLE zebra (${columns})`)).toContain(
      'The table zebra must be in the backup or left out with a reason.',
    );
    expect(
      await layoutAfter(`${made}; ALTER TABLE zebra ADD UNIQUE (id), ADD FOREIGN KEY (id) REFERENCES zebra (id)`),
    ).toContain('zebra must not refer to each other in a circle');
  });

  it('what was there is there again, table by table, to the last byte', async () => {
    const { owner } = await target('again');
    await addTenant(owner, { id: CANARY, name: 'Canary' });
    let read: string[] = [];
    expect(await restoreCopy(owner, copy, async (lines) => void (read = await collected(lines)))).toBe('restored');
    expect(read.toSorted()).toEqual(copy.lines.toSorted());
    const [before, after] = [await dump(database.owner, ['outbox']), await dump(owner, ['outbox'])];
    expect(after).toEqual(before);
    for (const [table, rows] of Object.entries(after)) expect(rows.length, table).toBeGreaterThan(0);
    expect(JSON.stringify(after)).toContain('00:59:59.999999');
    const { rows } = await sql<{
      text: string;
    }>`SELECT body ->> 'text' AS text FROM entity WHERE id = ${NASTY}`.execute(owner);
    expect(rows).toEqual([{ text: NASTY }, { text: NASTY }]);
    expect(await catalogueFindings(owner)).toEqual([]);
  });

  it('the canary, which is made up, is in no backup', () => {
    expect(copy.lines.filter((line) => line.includes(`"${CANARY}"`))).toEqual([]);
  });

  it('the application goes on: new deeds get new numbers, jobs that waited are rung, those that ran returned', async () => {
    const { owner, app, dispatcher } = await target('goes_on');
    await restoreCopy(owner, small);
    const largest = async () => {
      const { rows } = await sql<{ id: string }>`SELECT max(id) AS id FROM audit`.execute(owner);
      return BigInt(rows[0]?.id ?? 0);
    };
    const before = await largest();
    await inTenant(app, 'a', async (scope) => {
      expect((await enqueue(scope, { ...request, idempotencyKey: 'waits' })).outcome).not.toBe('new');
      expect((await enqueue(scope, { ...request, idempotencyKey: 'new' })).outcome).toBe('new');
      await note(scope, { actor: 'somebody', action: 'plan.published', subjectKind: 'plan', subjectId: 'p' });
      expect(await scope.tx.selectFrom('audit').select('tenantId').distinct().execute()).toEqual([{ tenantId: 'a' }]);
    });
    expect(await largest()).toBeGreaterThan(before);
    const { rows } = await sql<{ count: string }>`
      SELECT count(*) FROM outbox o JOIN job j ON j.id = o.job_id WHERE j.status = 'queued' AND o.rung_at IS NOT NULL`.execute(
      owner,
    );
    expect(rows).toEqual([{ count: '0' }]);
    const rung: string[] = [];
    await relay(dispatcher, (rings) => Promise.resolve(void rung.push(...rings.map(({ tenantId }) => tenantId))));
    expect(rung.toSorted()).toEqual(['a', 'b']);
    await sql`UPDATE job SET lease_until = now() - interval '1 second' WHERE status = 'running'`.execute(owner);
    expect(await reconcile(dispatcher)).toEqual({ returned: 2, failed: 0 });
  });

  it('a backup taken while others write never has a job without its bell and its deed', async () => {
    const writing = await target('writing');
    for (const id of ['a', 'b']) await addTenant(writing.owner, { id, name: id });
    const progress = { isOver: false, written: 0 };
    const writer = async (tenantId: string) => {
      while (!progress.isOver) {
        await inTenant(writing.app, tenantId, async (scope) => {
          const { jobId } = await enqueue(scope, { ...request, idempotencyKey: crypto.randomUUID() });
          await note(scope, { actor: 'w', action: 'job.asked', subjectKind: 'job', subjectId: jobId, jobId });
        });
        progress.written++;
      }
    };
    const writers = ['a', 'b', 'a'].map(writer);
    const copies: Copy[] = [];
    for (let count = 0; count < 8; count++) {
      const { written } = progress;
      copies.push(await copyOf(writing.owner));
      while (progress.written < written + 10) await pause(5);
    }
    progress.isOver = true;
    await Promise.all(writers);
    const sizes = copies.map(({ header, lines }) => {
      const rows = lines.map(rowOf);
      const idsOf = (table: string, column: string): string[] => {
        const at = header.tables.find(({ name }) => name === table)?.columns.indexOf(column) ?? -1;
        return rows.flatMap((row) => (row.table === table ? [row.values[at] ?? ''] : [])).toSorted();
      };
      expect(idsOf('outbox', 'job_id')).toEqual(idsOf('job', 'id'));
      expect(idsOf('audit', 'job_id')).toEqual(idsOf('job', 'id'));
      return idsOf('job', 'id').length;
    });
    expect(new Set(sizes).size).toBe(8);
  });

  describe('nothing is left', () => {
    let owner: Db;
    beforeAll(async () => {
      ({ owner } = await target('refused'));
    });
    const everything = async () => Object.values(await dump(owner)).flat();
    const refused = async (told: Promise<Restored>, why: Restored | RegExp) => {
      if (typeof why === 'string') expect(await told).toBe(why);
      else await expect(told).rejects.toThrow(why);
      expect(await everything()).toEqual([]);
    };

    it('where what was written is not what was to be', () =>
      refused(
        restoreCopy(owner, small, () => Promise.reject(new Error('differs'))),
        /differs/,
      ));

    it('where a row is of a municipality that is not in the backup', () => {
      const lines = [...small.lines, JSON.stringify(['entity', 'c', 'policy', 'p', '1', '{}', '2026-01-01'])];
      return refused(restoreCopy(owner, { ...small, lines }), /foreign key/);
    });

    it('where a row refers to a job of another municipality', () => {
      const job = small.lines.map(rowOf).find(({ table, values }) => table === 'job' && values[0] === 'a');
      const lines = [...small.lines, JSON.stringify(['nightly_run', 'b', '2026-01-01', job?.values[1], '2026-01-01'])];
      return refused(restoreCopy(owner, { ...small, lines }), /foreign key/);
    });

    it('where a row is of a table that is none', () => {
      const lines = [...small.lines, JSON.stringify(['pg_authid', 'b'])];
      return refused(restoreCopy(owner, { ...small, lines }), /pg_authid/);
    });

    it('where the database has other migrations or columns', async () => {
      const migrations = [...small.header.migrations, '9999-later'];
      await refused(restoreCopy(owner, { ...small, header: { ...small.header, migrations } }), 'other-version');
      const [first, ...rest] = small.header.tables as [BackupHeader['tables'][number]];
      const tables = [{ ...first, columns: [...first.columns.slice(1), 'another'] }, ...rest];
      await refused(restoreCopy(owner, { ...small, header: { ...small.header, tables } }), 'other-version');
      await refused(restoreCopy(owner, { ...small, header: { ...small.header, tables: rest } }), 'other-version');
    });

    it('and nothing changed where there is a municipality already', async () => {
      await addTenant(owner, { id: 'c', name: 'c' });
      const before = await everything();
      expect(await restoreCopy(owner, small)).toBe('not-empty');
      expect(await everything()).toEqual(before);
    });
  });
});

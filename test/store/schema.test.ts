// Migrations and row security, on real servers: municipalities are kept apart by the database itself.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueFindings, CATALOGUE_DEMANDS, type CatalogueDemand } from '../../src/store/catalogue.ts';
import { connect } from '../../src/store/connect.ts';
import { write } from '../../src/store/entities.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { migrate, migrationState } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { dump, fill } from './filled.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';

/** Holes made on purpose, each with the demand that must notice. */
const HOLES: readonly (readonly [demand: CatalogueDemand, change: string])[] = [
  ['forced', 'ALTER TABLE entity NO FORCE ROW LEVEL SECURITY'],
  ['forced', 'ALTER TABLE plan DISABLE ROW LEVEL SECURITY'],
  ['forced', 'CREATE TABLE forgotten (tenant_id text, id text, PRIMARY KEY (tenant_id, id))'],
  ['isolated', 'DROP POLICY tenant ON snapshot'],
  ['isolated', 'CREATE POLICY another ON snapshot TO kobling_app USING (true)'],
  ['isolated', 'CREATE POLICY another ON snapshot USING (true)'],
  ['isolated', 'ALTER POLICY tenant ON job WITH CHECK (true)'],
  ['keyed', 'ALTER TABLE nightly_run DROP CONSTRAINT nightly_run_pkey, ADD PRIMARY KEY (run_date, tenant_id)'],
  [
    'composite',
    'CREATE UNIQUE INDEX by_id ON snapshot (id); ALTER TABLE plan ADD FOREIGN KEY (snapshot_id) REFERENCES snapshot (id)',
  ],
  ['powerless', 'ALTER ROLE kobling_app BYPASSRLS'],
  ['powerless', 'ALTER TABLE entity OWNER TO kobling_app'],
  ['powerless', 'CREATE ROLE mighty; GRANT mighty TO kobling_dispatch'],
  ['blind', 'GRANT SELECT (params) ON job TO kobling_dispatch'],
  ['blind', 'GRANT SELECT ON entity TO kobling_dispatch'],
  ['append-only', 'GRANT UPDATE ON audit TO kobling_app'],
  ['append-only', 'GRANT TRUNCATE ON audit TO kobling_app'],
  ['kept', 'ALTER TABLE entity DISABLE TRIGGER words_of_changed'],
  ['kept', 'DROP TRIGGER words_of_new ON entity'],
];

const request = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: {} } as const;
const person = { kind: 'recipient', id: 'r1', version: 0, body: { id: 'r1' } } as const;

describe.each(SERVERS)('on %s', (_, start) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    for (const id of ['a', 'b']) await database.addTenant(id);
  });
  afterAll(() => database.close());

  it('twenty that migrate at once make every table once, and nothing is missing then', async () => {
    await sql`CREATE DATABASE twenty`.execute(database.owner);
    const url = new URL(database.url);
    url.pathname = '/twenty';
    const all = Array.from({ length: 20 }, () => connect({ url: url.href, most: 2, patience: 30_000 }));
    try {
      expect(await migrationState(all[0] as (typeof all)[number])).toEqual({
        missing: Object.keys(MIGRATIONS),
        unknown: [],
      });
      const made = await Promise.all(all.map((db) => migrate(db)));
      expect(made.flat()).toEqual(Object.keys(MIGRATIONS));
      expect(await migrationState(all[0] as (typeof all)[number])).toEqual({ missing: [], unknown: [] });
    } finally {
      await Promise.all(all.map((db) => db.destroy()));
    }
  });

  it('the catalogue finds nothing wrong', async () => {
    expect(await catalogueFindings(database.owner)).toEqual([]);
  });

  it.each(HOLES)('the catalogue finds that not %s after %s', async (demand, change) => {
    await expect(
      database.owner.transaction().execute(async (tx) => {
        for (const statement of change.split('; ')) await sql.raw(statement).execute(tx);
        const findings = await catalogueFindings(tx);
        throw new Error(findings.map((finding) => finding.demand).join());
      }),
    ).rejects.toThrow(demand);
  });

  it('has a hole for each demand', () => {
    expect([...new Set(HOLES.map(([demand]) => demand))].sort()).toEqual(Object.keys(CATALOGUE_DEMANDS).sort());
  });

  it('a municipality neither sees, changes nor removes what is another’s, and adds nothing to it', async () => {
    const { app } = database;
    await inTenant(app, 'a', (scope) => write(scope, person));
    const { jobId } = await inTenant(app, 'a', (scope) => enqueue(scope, { ...request, idempotencyKey: 'own' }));
    await inTenant(app, 'b', async ({ tx }) => {
      for (const table of ['entity', 'job', 'outbox', 'plan', 'snapshot', 'audit', 'nightlyRun'] as const)
        expect(await tx.selectFrom(table).selectAll().execute(), table).toEqual([]);
      expect((await tx.selectFrom('tenant').select('id').execute()).map(({ id }) => id)).toEqual(['b']);
      const changed = await tx.updateTable('entity').set({ version: 9 }).executeTakeFirst();
      const removed = await tx.deleteFrom('job').executeTakeFirst();
      expect([changed.numUpdatedRows, removed.numDeletedRows]).toEqual([0n, 0n]);
    });
    const foreign = { ...person, tenantId: 'a', id: 'r2', version: 1, body: '{}' };
    await expect(inTenant(app, 'b', ({ tx }) => tx.insertInto('entity').values(foreign).execute())).rejects.toThrow(
      'row-level security',
    );
    // Foreign keys look past policies; they are composite, so another's job is no job here.
    await expect(
      inTenant(app, 'b', ({ tx }) =>
        tx.insertInto('nightlyRun').values({ tenantId: 'b', runDate: '2026-01-05', jobId }).execute(),
      ),
    ).rejects.toThrow('foreign key');
  });

  it('of every table that a neighbour has rows in, nothing is seen, changed or removed, though nobody asks for a municipality', async () => {
    const { app, owner } = database;
    for (const id of ['full', 'bare']) await database.addTenant(id);
    await fill(app, 'full');
    const { rows: tables } = await sql<{ name: string; column: string }>`
      SELECT table_name AS name, min(column_name) AS column FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name IN
        (SELECT table_name FROM information_schema.columns WHERE column_name = 'tenant_id' AND table_schema = 'public')
      GROUP BY table_name`.execute(owner);
    const before = await dump(owner);
    const rowsOf = async (name: string): Promise<number> =>
      inTenant(app, 'bare', async ({ tx }) => (await sql`SELECT * FROM ${sql.id(name)}`.execute(tx)).rows.length);
    // What the application may not do at all is refused by a privilege instead.
    const touched = async (statement: ReturnType<typeof sql>): Promise<bigint> =>
      inTenant(app, 'bare', async ({ tx }) => (await statement.execute(tx)).numAffectedRows ?? 0n).catch(
        (error: { code?: string }) => {
          if (error.code !== '42501') throw error;
          return 0n;
        },
      );
    for (const { name, column } of tables) {
      expect(before[name]?.length, `${name} of the full one`).toBeGreaterThan(0);
      expect(await rowsOf(name), name).toBe(0);
      const same = sql`UPDATE ${sql.id(name)} SET ${sql.id(column)} = ${sql.id(column)}`;
      expect(await touched(same), `UPDATE ${name}`).toBe(0n);
      expect(await touched(sql`DELETE FROM ${sql.id(name)}`), `DELETE ${name}`).toBe(0n);
    }
    expect(tables.length).toBeGreaterThanOrEqual(11);
    expect(await dump(owner)).toEqual(before);
  });

  it('without a municipality there are no rows, and none is left on the connection of the one before', async () => {
    const single = connect({ url: database.url, role: 'kobling_app', most: 1 });
    try {
      const count = () => single.selectFrom('entity').selectAll().execute();
      expect(await count()).toEqual([]);
      await inTenant(single, 'a', (scope) => write(scope, { ...person, id: 'r3' }));
      expect(await count()).toEqual([]);
      await expect(
        single
          .insertInto('entity')
          .values({ ...person, tenantId: '', version: 1, body: '{}' })
          .execute(),
      ).rejects.toThrow(/row-level security|foreign key/);
    } finally {
      await single.destroy();
    }
  });

  it.each(['UPDATE audit SET actor = $$nobody$$', 'DELETE FROM audit', 'TRUNCATE audit'])(
    'the application is refused: %s',
    async (statement) => {
      await expect(inTenant(database.app, 'a', ({ tx }) => sql.raw(statement).execute(tx))).rejects.toThrow(
        'permission denied',
      );
    },
  );

  it.each([
    'SELECT params FROM job',
    'SELECT * FROM job',
    'SELECT name FROM tenant',
    'SELECT 1 FROM entity',
    'UPDATE job SET params = NULL',
  ])('the dispatcher is refused: %s', async (statement) => {
    await expect(sql.raw(statement).execute(database.dispatcher)).rejects.toThrow('permission denied');
  });

  it('dates stay the days they are, wherever the machine is', async () => {
    const { rows } = await sql<{ day: string }>`SELECT date '2026-03-29' AS day`.execute(database.app);
    expect(rows).toEqual([{ day: '2026-03-29' }]);
  });
});

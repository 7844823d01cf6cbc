// Brings a database to the newest migration. Any number of processes may do so at once: the first takes a lock, the others
// wait and find nothing to do. PostgreSQL takes back all of a migration that fails.
import { type Kysely, Migrator, sql } from 'kysely';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/**
 * Names of the migrations made now, in their order. Throws what the first that failed threw. `last`: the one to stop after,
 * such as a backup's last; the database must have none beyond it.
 */
export async function migrate(db: Kysely<Tables>, last?: string): Promise<string[]> {
  const wanted = Object.entries(MIGRATIONS).filter(([name]) => last === undefined || name <= last);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(Object.fromEntries(wanted)) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed.', { cause: error });
  return results.map(({ migrationName }) => migrationName);
}

export type MigrationState = {
  /** Migrations that the database lacks. */
  readonly missing: readonly string[];
  /** Those that only the database knows: it is of a newer program, and this one must leave it alone. */
  readonly unknown: readonly string[];
};

/** What lies between the database and this program, each in order. */
export async function migrationState(db: Kysely<Tables>): Promise<MigrationState> {
  const { rows: tables } = await sql<{
    name: string | null;
  }>`SELECT to_regclass('kysely_migration')::text AS name`.execute(db);
  const { rows } =
    (tables[0]?.name ?? undefined) === undefined
      ? { rows: [] }
      : await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(db);
  const made = new Set(rows.map(({ name }) => name));
  return {
    missing: Object.keys(MIGRATIONS).filter((name) => !made.has(name)),
    unknown: [...made].filter((name) => !Object.hasOwn(MIGRATIONS, name)),
  };
}

/** The same on one line: `-` before what the database lacks, `+` before what only it knows; empty where there is nothing. */
export const toldState = ({ missing, unknown }: MigrationState): string =>
  [...missing.map((name) => `- ${name}`), ...unknown.map((name) => `+ ${name}`)].join(', ');

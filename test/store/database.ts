// A database of its own for a test file: a real server in a temporary folder, migrated, with a pool for each role. It is the
// server that comes with the program, or Debian's where that is installed.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openEmbeddedDatabase } from '../../bin/service/embedded-database.ts';
import { connect, type Db } from '../../src/store/connect.ts';
import { migrate } from '../../src/store/migrate.ts';
import { APPLICATION, DISPATCHER } from '../../src/store/roles.ts';
import { isDebianThere, startDebianServer } from './debian-server.ts';

type Server = { readonly url: string; close(): Promise<void> };

type Startable = readonly [name: string, start: (folder: string) => Promise<Server>];

/**
 * The servers to test on, by name: Debian's where it is installed. In CI it must be, so that nothing goes untested unseen;
 * elsewhere what is left out says so.
 */
export const SERVERS: readonly [Startable, ...Startable[]] = [
  ['the embedded server', openEmbeddedDatabase],
  ...(isDebianThere ? [["Debian's server", startDebianServer] as const] : []),
];

export type TestDatabase = {
  readonly url: string;
  readonly owner: Db;
  readonly app: Db;
  readonly dispatcher: Db;
  /** Makes a municipality. */
  addTenant(id: string): Promise<void>;
  /** Removes the jobs of all municipalities with what came of them; with `entries` their caseloads too. */
  clear(what?: 'entries'): Promise<void>;
  close(): Promise<void>;
};

export async function openTestDatabase<S extends Server>(
  start: (folder: string) => Promise<S>,
): Promise<TestDatabase & { readonly server: S }> {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-database-'));
  // The server's own user must get in.
  chmodSync(folder, 0o755);
  const server = await start(folder);
  const { url } = server;
  const owner = connect({ url, most: 4 });
  await migrate(owner);
  const app = connect({ url, role: APPLICATION, most: 20, patience: 60_000 });
  const dispatcher = connect({ url, role: DISPATCHER, most: 4 });
  return {
    server,
    url,
    owner,
    app,
    dispatcher,
    addTenant: async (id) => {
      await owner.insertInto('tenant').values({ id, name: id }).execute();
    },
    clear: async (what) => {
      await sql`TRUNCATE job, outbox, plan, snapshot, nightly_run, placement, placement_step, import, audit`.execute(
        owner,
      );
      if (what === 'entries') await sql`TRUNCATE entity, entity_word`.execute(owner);
    },
    close: async () => {
      for (const db of [app, dispatcher, owner]) await db.destroy();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// A database of its own for a test file: a real server in a temporary folder, migrated, with a pool for each role. It is the
// server that comes with the program, or Debian's where that is installed.
import { spawn, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, openEmbeddedDatabase } from '../../bin/service/embedded-database.ts';
import { connect, type Db } from '../../src/store/connect.ts';
import { migrate } from '../../src/store/migrate.ts';
import { APPLICATION, DISPATCHER } from '../../src/store/roles.ts';

type Server = { readonly url: string; close(): Promise<void> };

const DEBIAN = '/usr/lib/postgresql';
const binariesOfDebian = (): string | undefined =>
  existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map((version) => join(DEBIAN, version, 'bin'))
        .find((folder) => existsSync(join(folder, 'initdb')))
    : undefined;

const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

async function startDebian(folder: string): Promise<Server> {
  const binaries = binariesOfDebian() as string;
  const data = join(folder, 'debian');
  mkdirSync(data);
  const asUser = getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (asUser.uid !== undefined) chownSync(data, asUser.uid, asUser.gid);
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'kobling', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
    { ...asUser, stdio: 'ignore', cwd: data },
  );
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const child = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...asUser, stdio: 'ignore', cwd: data },
  );
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = `postgres://kobling@127.0.0.1:${port}/postgres`;
  for (let tries = 0; ; tries++) {
    const db = connect({ url, most: 1 });
    try {
      await db.selectNoFrom((eb) => eb.val(1).as('one')).execute();
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await pause(50);
    } finally {
      await db.destroy();
    }
  }
  return { url, close: () => (child.kill('SIGINT'), ended) };
}

/**
 * The servers to test on, by name: Debian's where it is installed. In CI it must be, so that nothing goes untested unseen;
 * elsewhere what is left out says so.
 */
export const SERVERS: readonly (readonly [name: string, start: (folder: string) => Promise<Server>])[] = [
  ['the embedded server', openEmbeddedDatabase],
  ...(binariesOfDebian() === undefined ? [] : [["Debian's server", startDebian] as const]),
];

export type TestDatabase = {
  readonly url: string;
  readonly owner: Db;
  readonly app: Db;
  readonly dispatcher: Db;
  /** Makes a municipality. */
  addTenant(id: string): Promise<void>;
  close(): Promise<void>;
};

export async function openTestDatabase(start: (folder: string) => Promise<Server>): Promise<TestDatabase> {
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
    url,
    owner,
    app,
    dispatcher,
    addTenant: async (id) => {
      await owner.insertInto('tenant').values({ id, name: id }).execute();
    },
    close: async () => {
      for (const db of [app, dispatcher, owner]) await db.destroy();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

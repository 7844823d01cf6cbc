// Where the queue's suites ring: on the database's own server, and on Redis where it is installed (Debian's `redis-server`, on
// a free port of loopback, with an append-only file and no eviction).
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../bin/service/embedded-database.ts';
import type { QueuePlace } from '../../queues/backends.ts';
import { type Doorbell, type DoorbellOptions, openDoorbell } from '../../queues/doorbell.ts';
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from '../store/database.ts';

export type Place = QueuePlace & {
  readonly database: TestDatabase;
  /** Loses all bells. */
  wipe(): Promise<void>;
  close(): Promise<void>;
};

/** Whether it is installed. */
export const isRedisThere = ((): boolean => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

export type RedisServer = {
  readonly url: string;
  /** Where it keeps its append-only file. */
  readonly folder: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = ['--bind', '127.0.0.1', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''];
  const launch = () =>
    spawn('redis-server', ['--port', String(port), '--dir', folder, ...settings], { stdio: 'ignore' });
  let child = launch();
  const answers = async (): Promise<void> => {
    const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    client.on('error', () => {});
    await client.ping();
    client.disconnect();
  };
  const kill = async (): Promise<void> => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  };
  await answers();
  return {
    url,
    folder,
    kill,
    start: async () => {
      child = launch();
      await answers();
    },
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type StartServer = (typeof SERVERS)[number][1];

async function openDatabase(start: StartServer): Promise<TestDatabase> {
  const database = await openTestDatabase(start);
  await prepareQueue(database.url);
  return database;
}

async function onPostgres(start: StartServer): Promise<Place> {
  const database = await openDatabase(start);
  return {
    kind: 'postgres',
    url: database.url,
    database,
    wipe: async () => {
      const { sql } = await import('kysely');
      const { rows } = await sql<{ name: string }>`
        SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'bullmq' AND c.relkind = 'r' AND relname LIKE '%job%'`.execute(database.owner);
      for (const { name } of rows) await sql`DELETE FROM ${sql.table(`bullmq.${name}`)}`.execute(database.owner);
    },
    close: () => database.close(),
  };
}

async function onRedis(start: StartServer): Promise<Place> {
  const [database, redis] = await Promise.all([openDatabase(start), startRedis()]);
  return {
    kind: 'redis',
    url: redis.url,
    database,
    wipe: async () => {
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
    },
    close: async () => {
      await redis.close();
      await database.close();
    },
  };
}

export const PLACES: readonly (readonly [name: string, open: () => Promise<Place>])[] = [
  ...SERVERS.map(([name, start]) => [name, () => onPostgres(start)] as const),
  ...(isRedisThere ? [['Redis', () => onRedis(SERVERS[0][1])] as const] : []),
];

/** Opens a doorbell and waits until it is answered: on a busy machine the first words take longer than anybody may be kept waiting. */
export async function openAnswered(place: QueuePlace, options: DoorbellOptions): Promise<Doorbell> {
  const doorbell = openDoorbell(place, options);
  for (let tries = 0; tries < 20; tries++)
    try {
      await doorbell.waiting();
      break;
    } catch {
      // Asked again at once: it was waited for long enough.
    }
  return doorbell;
}

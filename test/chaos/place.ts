// A database that can be killed and started again, and a queue on it or on Redis, for programs that are to survive both.
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { addTenant, CANARY } from '../../src/store/tenants.ts';
import { isRedisThere, type RedisServer, startRedis } from '../queues/places.ts';
import { openTestDatabase, type TestDatabase } from '../store/database.ts';
import { type DebianServer, isDebianThere, startDebianServer } from '../store/debian-server.ts';

export const QUEUES = ['redis', 'postgres'] as const;
export type QueueKind = (typeof QUEUES)[number];

/** Whether all servers are installed; in CI they are, elsewhere what is left out says so by name. */
export const areServersThere = isDebianThere && isRedisThere;

export type Place = {
  readonly kind: QueueKind;
  readonly database: TestDatabase & { readonly server: DebianServer };
  readonly redis: RedisServer | undefined;
  /** What a program must know to get there. */
  readonly env: Readonly<Record<string, string>>;
  /** Loses all bells, ticks and nights of the queue. */
  wipe(): Promise<void>;
  close(): Promise<void>;
};

export async function openPlace(kind: QueueKind): Promise<Place> {
  const database = await openTestDatabase(startDebianServer);
  await prepareQueue(database.url);
  await addTenant(database.owner, { id: CANARY, name: 'Canary' });
  const redis = kind === 'redis' ? await startRedis() : undefined;
  const wipeRedis = async (url: string): Promise<void> => {
    const client = new Redis(url);
    await client.flushall();
    client.disconnect();
  };
  const wipePostgres = async (): Promise<void> => {
    // As one statement: whoever deletes in another order than the queue does gets in its way.
    await sql`TRUNCATE bullmq.job, bullmq.job_log, bullmq.job_dependency, bullmq.scheduler, bullmq.dedup, bullmq.dedup_next`.execute(
      database.owner,
    );
  };
  return {
    kind,
    database,
    redis,
    env: { DATABASE_URL: database.url, ...(redis === undefined ? {} : { REDIS_URL: redis.url }) },
    wipe: () => (redis === undefined ? wipePostgres() : wipeRedis(redis.url)),
    close: async () => {
      await redis?.close();
      await database.close();
    },
  };
}

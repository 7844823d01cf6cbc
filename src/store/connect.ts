// Connections to PostgreSQL in one of the roles. A connection takes its role before anything else is asked of it.
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { type CustomTypesConfig, Pool, type PoolClient, types } from 'pg';
import { IMPATIENT } from './impatient-client.ts';
import type { Role } from './roles.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

export type ConnectOptions = {
  /** `postgres://…`; of the owner, or of somebody who may take the role. */
  readonly url: string;
  /** Absent: the owner, for migrations alone. */
  readonly role?: Role | undefined;
  /** Connections at most; default 10. */
  readonly most?: number | undefined;
  /** Milliseconds until a connection must stand, or the query fails; default 1 500: whoever asks must hear of it within two seconds. */
  readonly patience?: number | undefined;
  /** Hears of connections that break while nobody uses them. */
  readonly onError?: ((error: Error) => void) | undefined;
};

/** Dates stay what they are, `YYYY-MM-DD`: a moment at midnight would be another day elsewhere. */
const DATE = 1082;
const asText = (text: string): string => text;
const typesOfOurs: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
    oid === DATE ? asText : (types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown),
};

/** A pool whose connections take the role before they are lent for the first time; one that cannot is not kept. */
function inRole(pool: Pool, role: Role): PostgresPool {
  const known = new WeakSet<PoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      if (known.has(client)) return client;
      try {
        await client.query(`SET ROLE ${role}`);
      } catch (error) {
        client.release(true);
        throw error;
      }
      known.add(client);
      return client;
    },
    end: () => pool.end(),
  };
}

/** Opens a pool; nothing is connected until something is asked. Close it with `destroy`. */
export function connect({ url, role, most = 10, patience = 1_500, onError = () => {} }: ConnectOptions): Db {
  const pool = new Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: patience,
    types: typesOfOurs,
    application_name: role ?? 'kobling_owner',
    // A migration may take its time; whoever answers somebody may not.
    ...(role === undefined ? {} : IMPATIENT),
  });
  pool.on('error', onError);
  // One may end while it is lent and nothing is asked: whoever asks next is told, and nobody need die of it.
  pool.on('connect', (client) => void client.on('error', () => {}));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: role === undefined ? pool : inRole(pool, role) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

// Connections to PostgreSQL in one of the roles. A connection takes its role before anything else is asked of it, and one that
// is not answered is not used again.
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { type CustomTypesConfig, DatabaseError, Pool, type PoolClient, types } from 'pg';
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

/** Milliseconds without an answer after which a connection is given up: its other end may be gone without a word. */
const SILENCE_MILLISECONDS = 20_000;

/**
 * A pool whose connections take the role before they are lent, and are closed instead of lent again once a query of theirs was
 * not answered by the server.
 */
function lending(pool: Pool, role: Role | undefined): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  const lend = (client: PoolClient): PostgresPoolClient => {
    let isBroken = false;
    const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
      try {
        return await client.query(text, [...parameters]);
      } catch (error) {
        isBroken ||= !(error instanceof DatabaseError);
        throw error;
      }
    };
    return { query: query as PostgresPoolClient['query'], release: () => client.release(isBroken) };
  };
  return {
    connect: async () => {
      const client = await pool.connect();
      const lent = known.get(client) ?? lend(client);
      if (known.has(client)) return lent;
      try {
        if (role !== undefined) await client.query(`SET ROLE ${role}`);
      } catch (error) {
        client.release(true);
        throw error;
      }
      known.set(client, lent);
      return lent;
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
    keepAlive: true,
    // A migration may take its time; whoever answers somebody may not.
    ...(role === undefined ? {} : { query_timeout: SILENCE_MILLISECONDS }),
  });
  pool.on('error', onError);
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: lending(pool, role) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

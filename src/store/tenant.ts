// Transactions of one municipality: the only way to its rows, but for who has an account there (`whoAsks`).
import { type Kysely, sql, type Transaction } from 'kysely';
import { TENANT_SETTING } from './roles.ts';
import type { Tables } from './tables.ts';

/** Municipality and transaction of one piece of work. */
export type Scope = { readonly tx: Transaction<Tables>; readonly tenantId: string };

/**
 * Works in a transaction of its own, which ends with it: everything it wrote is there, or where it throws nothing. The
 * municipality is set for the transaction alone, so that the connection's next user finds none.
 */
export function inTenant<T>(db: Kysely<Tables>, tenantId: string, work: (scope: Scope) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`SELECT set_config(${TENANT_SETTING}, ${tenantId}, true)`.execute(tx);
    return work({ tx, tenantId });
  });
}

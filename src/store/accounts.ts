// Who may do what in a municipality: persons by the subject of their tokens, integrations by theirs or by an API key.
import { type Kysely, sql } from 'kysely';
import type { AccountKind, AccountRole, Tables } from './tables.ts';
import type { Scope } from './tenant.ts';

export type Account = {
  readonly subject: string;
  readonly kind: AccountKind;
  readonly roles: readonly AccountRole[];
  readonly isCleared: boolean;
  readonly contactId: string | null;
};

const WHOLE = ['subject', 'kind', 'roles', 'isCleared', 'contactId'] as const;

/** Somebody, with the SHA-256 of their key's secret where they have one. */
export type Known = { readonly account: Account; readonly keyHash: string | null };

/** Who has an account that has not expired, asked in one statement that needs no transaction: every request begins with it. */
export async function whoAsks(db: Kysely<Tables>, tenantId: string, subject: string): Promise<Known | undefined> {
  const { rows } = await sql<Account & { readonly keyHash: string | null }>`
    SELECT subject, kind, roles, is_cleared, contact_id, key_hash FROM who_asks(${tenantId}, ${subject})`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { keyHash, ...found } = row;
  return { account: found, keyHash };
}

/** An account of the transaction's municipality that has not expired. */
export const account = async ({ tx, tenantId }: Scope, subject: string): Promise<Account | undefined> =>
  (await whoAsks(tx, tenantId, subject))?.account;

export type AccountSettings = Omit<Account, 'subject'> & {
  readonly keyHash?: string | undefined;
  /** Days from now after which nobody is known by it; absent: never. */
  readonly days?: number | undefined;
};

/** Makes or changes an account. */
export async function setAccount(
  { tx, tenantId }: Scope,
  subject: string,
  { keyHash: hash, days, roles, ...settings }: AccountSettings,
): Promise<void> {
  const values = {
    ...settings,
    roles: [...roles],
    ...(hash === undefined ? {} : { keyHash: hash }),
    expiresAt: days === undefined ? null : sql<Date>`now() + make_interval(days => ${days})`,
  };
  await tx
    .insertInto('account')
    .values({ tenantId, subject, ...values })
    .onConflict((conflict) => conflict.columns(['tenantId', 'subject']).doUpdateSet(values))
    .execute();
}

/** Takes an account's roles away: nobody is known by it any more. What was done in its name stays. */
export async function endAccount({ tx }: Scope, subject: string): Promise<boolean> {
  const row = await tx
    .updateTable('account')
    .set({ expiresAt: sql<Date>`now()` })
    .where('subject', '=', subject)
    .returning('subject')
    .executeTakeFirst();
  return row !== undefined;
}

export const accounts = ({ tx }: Scope) =>
  tx
    .selectFrom('account')
    .select([...WHOLE, 'expiresAt'])
    .orderBy('subject')
    .execute();

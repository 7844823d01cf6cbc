// Municipalities: made by the owner of the database, seen by nobody but themselves.
import type { Db } from './connect.ts';

/** The made-up municipality whose job is a sign of health. */
export const CANARY = 'canary';

/** Makes a municipality where there is none of the id; whether it did. Ask as the owner. */
export async function addTenant(
  owner: Db,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<boolean> {
  const row = await owner
    .insertInto('tenant')
    .values({ id, name })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

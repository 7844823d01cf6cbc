// Whether the municipality of a transaction is one that may be asked about.
import type { Scope } from '../../../src/store/tenant.ts';
import { CANARY } from '../../../src/store/tenants.ts';

export const isMunicipality = async ({ tx }: Scope): Promise<boolean> =>
  (await tx.selectFrom('tenant').select('id').where('id', '<>', CANARY).executeTakeFirst()) !== undefined;

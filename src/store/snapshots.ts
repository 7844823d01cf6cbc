// What a run was asked about, kept with it: the caseload's bytes, the rules' fingerprint and the day. Years later the same
// program can be asked again why.
import type { Scope } from './tenant.ts';

export type Snapshot = {
  readonly caseload: string;
  readonly fingerprint: string;
  readonly rulesetFingerprint: string;
  /** Dates, `YYYY-MM-DD`. */
  readonly today: string;
  readonly from: string;
  readonly weeks: number;
};

/** Keeps a snapshot; its id. */
export async function keep({ tx, tenantId }: Scope, { from, ...snapshot }: Snapshot): Promise<string> {
  const { id } = await tx
    .insertInto('snapshot')
    .values({ tenantId, ...snapshot, fromDate: from })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function recall({ tx }: Scope, id: string): Promise<Snapshot | undefined> {
  const row = await tx
    .selectFrom('snapshot')
    .select(['caseload', 'fingerprint', 'rulesetFingerprint', 'today', 'fromDate', 'weeks'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { fromDate: from, ...snapshot } = row;
  return { ...snapshot, from };
}

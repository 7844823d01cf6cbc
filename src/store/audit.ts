// The trail of what was read and done, written in the transaction of the deed itself. It can be added to and read; nobody
// who works for the application can change it.
import type { Scope } from './tenant.ts';

export type Deed = {
  /** Who: a person's or an integration's id, or `worker`. */
  readonly actor: string;
  /** What, such as `plan.published`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly jobId?: string | undefined;
  /** The recipient or contact whom it is about. */
  readonly aboutPerson?: string | undefined;
};

export async function note({ tx, tenantId }: Scope, { jobId, aboutPerson, ...deed }: Deed): Promise<void> {
  await tx
    .insertInto('audit')
    .values({ tenantId, ...deed, jobId: jobId ?? null, aboutPerson: aboutPerson ?? null })
    .execute();
}

const COLUMNS = ['id', 'at', 'actor', 'action', 'subjectKind', 'subjectId', 'jobId', 'aboutPerson'] as const;

export type Trailed = Deed & { readonly id: string; readonly at: Date };

/** The trail from an entry on, the newest first; of one person alone where one is named. */
export async function trail(
  { tx }: Scope,
  {
    before,
    limit,
    aboutPerson,
  }: { readonly before?: string | undefined; readonly limit: number; readonly aboutPerson?: string | undefined },
): Promise<Trailed[]> {
  let query = tx.selectFrom('audit').select(COLUMNS).orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (aboutPerson !== undefined) query = query.where('aboutPerson', '=', aboutPerson);
  const rows = await query.execute();
  return rows.map(({ jobId, aboutPerson: about, ...row }) => ({
    ...row,
    jobId: jobId ?? undefined,
    aboutPerson: about ?? undefined,
  }));
}

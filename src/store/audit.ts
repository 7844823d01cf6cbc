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
};

export async function note({ tx, tenantId }: Scope, { jobId, ...deed }: Deed): Promise<void> {
  await tx
    .insertInto('audit')
    .values({ tenantId, ...deed, jobId: jobId ?? null })
    .execute();
}

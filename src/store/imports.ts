// Caseload documents that wait for their jobs, and what was found wrong in them.
import { sql } from 'kysely';
import type { Scope } from './tenant.ts';

/** Keeps a document for its job. */
export async function keepImport({ tx, tenantId }: Scope, jobId: string, document: string): Promise<void> {
  await tx.insertInto('import').values({ tenantId, jobId, document }).execute();
}

export const importDocument = async ({ tx }: Scope, jobId: string): Promise<string | undefined> => {
  const row = await tx.selectFrom('import').select('document').where('jobId', '=', jobId).executeTakeFirst();
  return row?.document;
};

/** Keeps what is wrong in a document, in the place of the document itself: nobody needs it any more. */
export async function keepProblems({ tx }: Scope, jobId: string, problems: readonly object[]): Promise<void> {
  await tx
    .updateTable('import')
    .set({ problems: JSON.stringify(problems), document: '' })
    .where('jobId', '=', jobId)
    .execute();
}

export type ImportState = {
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly problemCount: number;
  readonly problems: readonly Record<string, unknown>[];
};

/** How far an import is, with a page of its problems. */
export async function importState(
  { tx }: Scope,
  jobId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<ImportState | undefined> {
  const { rows } = await sql<ImportState>`
    SELECT job.status, coalesce(jsonb_array_length(import.problems), 0) AS "problemCount",
      coalesce((SELECT jsonb_agg(problem ORDER BY at) FROM jsonb_array_elements(import.problems) WITH ORDINALITY p (problem, at)
        WHERE at > ${after} AND at <= ${after + limit}), '[]') AS problems
    FROM import JOIN job ON job.tenant_id = import.tenant_id AND job.id = import.job_id
    WHERE import.job_id = ${jobId}`.execute(tx);
  return rows[0];
}

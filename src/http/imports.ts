// A whole caseload at once: the document is taken in as it is, and a job reads it, tells all its problems and makes it the
// municipality's caseload, or leaves everything as it was.
import { z } from 'zod';
import type { Principal } from './access.ts';
import { found, keyHeaders, pageQuery, TAGS } from './pages-and-versions.ts';
import { RequestProblem } from './problem.ts';
import { type AnyRoute, PREFIX, route } from './route.ts';

const imported = z.object({ id: z.uuid() }).meta({ id: 'AcceptedImport' });
const problem = z
  .object({
    code: z.string().meta({ description: 'See docs/problems.md.' }),
    pointer: z.string().meta({ description: 'Where in the document (RFC 6901).' }),
    message: z.record(z.string(), z.string()).meta({ description: 'What is wrong, by language.' }),
    fix: z.record(z.string(), z.string()).meta({ description: 'What to do, by language.' }),
  })
  .meta({ id: 'CaseloadProblem' });

const importView = z
  .object({
    id: z.uuid(),
    status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    problemCount: z.int(),
    problems: z.array(problem).meta({ description: 'A page of all that is wrong in the document.' }),
    next: z.string().nullable(),
  })
  .meta({ id: 'Import' });
export type ImportView = z.input<typeof importView>;

export type ImportPorts = {
  take(
    municipality: string,
    principal: Principal,
    document: { readonly text: string; readonly idempotencyKey: string },
  ): Promise<{ readonly outcome: 'new' | 'known' | 'mismatch'; readonly jobId: string }>;
  look(
    municipality: string,
    principal: Principal,
    id: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<ImportView | undefined>;
};

export function importRoutes(ports: ImportPorts): AnyRoute[] {
  return [
    route({
      id: 'importCaseload',
      tag: TAGS.caseload,
      method: 'post',
      path: '/caseload-imports',
      title: "Make the municipality's caseload that of a document (kobling/caseload@1); what is not in it is removed",
      may: 'write-caseload',
      // Read by its job, which tells all problems at once; here it is a text.
      input: {
        headers: keyHeaders,
        body: z.string().min(1).meta({ description: 'A document kobling/caseload@1.', type: 'object' }),
      },
      status: 202,
      answer: imported,
      answerHeaders: { Location: 'Where the import is.' },
      problems: ['key-used'],
      handle: async ({ municipality, principal, headers, body }) => {
        const { outcome, jobId } = await ports.take(municipality, principal, {
          text: body,
          idempotencyKey: headers['idempotency-key'],
        });
        if (outcome === 'mismatch') throw new RequestProblem('key-used');
        const prefix = PREFIX.replace('{municipality}', encodeURIComponent(municipality));
        return { body: { id: jobId }, headers: { Location: `${prefix}/caseload-imports/${jobId}` } };
      },
    }),
    route({
      id: 'getImport',
      tag: TAGS.caseload,
      method: 'get',
      path: '/caseload-imports/{job}',
      title: 'An import: how far it is, and all that is wrong in the document',
      may: 'write-caseload',
      input: { path: z.object({ job: z.uuid() }), query: pageQuery },
      status: 200,
      answer: importView,
      handle: async ({ municipality, principal, path, query }) => ({
        body: found(await ports.look(municipality, principal, path.job, query)),
      }),
    }),
  ];
}

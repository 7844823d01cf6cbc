// Runs an import: the document is read, and either becomes the municipality's caseload or leaves everything as it was, with all
// that is wrong in it kept for whoever sent it.
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { note } from '../../src/store/audit.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { importDocument, keepProblems } from '../../src/store/imports.ts';
import type { Scope } from '../../src/store/tenant.ts';

/** `bad-caseload`: its problems are kept; `other-municipality`: it names another one. */
export type ImportFailure = 'bad-caseload' | 'other-municipality' | 'no-document';

/** Imports the document of a job in the caller's transaction; why it did not. */
export async function importDocumentOf(scope: Scope, jobId: string): Promise<ImportFailure | undefined> {
  const document = await importDocument(scope, jobId);
  if (document === undefined || document === '') return 'no-document';
  const reading = readCaseload(document);
  await keepProblems(scope, jobId, reading.ok ? [] : reading.problems);
  if (!reading.ok) return 'bad-caseload';
  const { tenantId } = scope;
  if (reading.caseload.municipalityId !== tenantId) return 'other-municipality';
  await storeCaseload(scope, reading.caseload);
  await note(scope, {
    actor: 'worker',
    action: 'caseload.imported',
    subjectKind: 'municipality',
    subjectId: tenantId,
    jobId,
  });
  return undefined;
}

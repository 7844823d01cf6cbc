// Imports as HTTP asks for them, in the database: the document and its job are kept together, and rung for as any other.
import type { ImportPorts, ImportView } from '../../../src/http/imports.ts';
import { importState, keepImport } from '../../../src/store/imports.ts';
import { enqueue } from '../../../src/store/jobs.ts';
import { sha256 } from '../../fingerprint.ts';
import type { AtDesk } from './desk.ts';

const PRIORITY = 1;

export const importPorts = (at: AtDesk): ImportPorts => ({
  take: (municipality, principal, { text, idempotencyKey }) =>
    at(municipality, principal, async ({ scope, note }) => {
      const asked = await enqueue(scope, {
        kind: 'import',
        priority: PRIORITY,
        idempotencyKey: `import ${idempotencyKey}`,
        requestFingerprint: sha256(text),
        params: {},
      });
      if (asked.outcome !== 'new') return asked;
      const { jobId } = asked;
      await keepImport(scope, jobId, text);
      await note({ action: 'caseload.sent', subjectKind: 'job', subjectId: jobId, jobId });
      return asked;
    }),
  look: (municipality, principal, id, { after, limit }) =>
    at(municipality, principal, async ({ scope }): Promise<ImportView | undefined> => {
      const from = Number(after ?? 0);
      if (!Number.isSafeInteger(from) || from < 0) return undefined;
      const state = await importState(scope, id, { after: from, limit });
      if (state === undefined) return undefined;
      const { status, problemCount, problems } = state;
      const next = from + limit < problemCount ? String(from + limit) : null;
      return { id, status, problemCount, problems: problems as never, next };
    }),
});

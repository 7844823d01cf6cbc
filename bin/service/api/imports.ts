// Imports as HTTP asks for them, in the database: the document and its job are kept together, and rung for as any other.
import type { ImportPorts, ImportView } from '../../../src/http/imports.ts';
import { note } from '../../../src/store/audit.ts';
import type { Db } from '../../../src/store/connect.ts';
import { importState, keepImport } from '../../../src/store/imports.ts';
import { enqueue } from '../../../src/store/jobs.ts';
import { inTenant } from '../../../src/store/tenant.ts';
import { sha256 } from '../../fingerprint.ts';
import { soon } from './soon.ts';

const PRIORITY = 1;

export function importPorts(app: Db): ImportPorts {
  return {
    take: (municipality, { subject }, { text, idempotencyKey }) =>
      soon(
        inTenant(app, municipality, async (scope) => {
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
          const deed = { actor: subject, action: 'caseload.sent', subjectKind: 'job', subjectId: jobId, jobId };
          await note(scope, deed);
          return asked;
        }),
      ),
    look: (municipality, _, id, { after, limit }) =>
      soon(
        inTenant(app, municipality, async (scope): Promise<ImportView | undefined> => {
          const from = Number(after ?? 0);
          if (!Number.isSafeInteger(from) || from < 0) return undefined;
          const state = await importState(scope, id, { after: from, limit });
          if (state === undefined) return undefined;
          const { status, problemCount, problems } = state;
          const next = from + limit < problemCount ? String(from + limit) : null;
          return { id, status, problemCount, problems: problems as never, next };
        }),
      ),
  };
}

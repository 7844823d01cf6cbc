// The trail as HTTP asks for it; that somebody has read it is on it.
import type { Principal } from '../../../src/http/access.ts';
import type { TrailPorts } from '../../../src/http/trail.ts';
import { pageFrom } from '../../../src/http/common.ts';
import { note, trail } from '../../../src/store/audit.ts';
import type { Db } from '../../../src/store/connect.ts';
import { read } from '../../../src/store/entities.ts';
import { inTenant, type Scope } from '../../../src/store/tenant.ts';
import { hiddenFrom, isAbout } from './shown.ts';
import { soon } from './soon.ts';

/** Who is not there and who is hidden are the same to those who are not cleared; others may ask about somebody who has left. */
async function mayAskAbout(
  scope: Scope,
  { isCleared }: Principal,
  person: string,
  hidden: ReadonlySet<string>,
): Promise<boolean> {
  if (isCleared) return true;
  if (hidden.has(person)) return false;
  const found = await Promise.all([
    read(scope, { kind: 'recipient', id: person }),
    read(scope, { kind: 'contact', id: person }),
  ]);
  return found.some((entity) => entity !== undefined);
}

export function trailPorts({ app, now }: { readonly app: Db; readonly now: () => number }): TrailPorts {
  return {
    read: (municipality, principal, { before, limit, aboutPerson }) =>
      soon(
        inTenant(app, municipality, async (scope) => {
          const hidden = await hiddenFrom(scope, principal, now());
          if (aboutPerson !== undefined && !(await mayAskAbout(scope, principal, aboutPerson, hidden)))
            return undefined;
          const rows = await trail(scope, { before, limit: limit + 1, aboutPerson });
          const { items, next } = pageFrom(rows, limit, ({ id }) => id);
          await note(scope, {
            actor: principal.subject,
            action: 'trail.read',
            subjectKind: aboutPerson === undefined ? 'municipality' : 'person',
            subjectId: aboutPerson ?? municipality,
            aboutPerson,
          });
          const shown = items.filter((deed) => !isAbout(hidden, deed));
          return {
            next,
            items: shown.map(({ id, at, actor, action, subjectKind, subjectId, aboutPerson: about }) => ({
              id,
              actor,
              action,
              subjectKind,
              subjectId,
              at: at.toISOString(),
              aboutPerson: about ?? null,
            })),
          };
        }),
      ),
  };
}

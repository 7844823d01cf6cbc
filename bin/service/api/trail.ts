// The trail as HTTP asks for it; that somebody has read it is on it.
import type { TrailPorts } from '../../../src/http/trail.ts';
import { pageFrom } from '../../../src/http/pages-and-versions.ts';
import { trail } from '../../../src/store/audit.ts';
import { read } from '../../../src/store/entities.ts';
import { type AtDesk, type Desk, visible } from './desk.ts';

/** Who is not there and who is hidden are the same to those who are not cleared; others may ask about somebody who has left. */
async function mayAskAbout({ scope, principal, hidden }: Desk, person: string): Promise<boolean> {
  if (principal.isCleared) return true;
  if ((await hidden()).has(person)) return false;
  const found = await Promise.all([
    read(scope, { kind: 'recipient', id: person }),
    read(scope, { kind: 'contact', id: person }),
  ]);
  return found.some((entity) => entity !== undefined);
}

export const trailPorts = (at: AtDesk): TrailPorts => ({
  read: (municipality, principal, { before, limit, aboutPerson }) =>
    at(municipality, principal, async (desk) => {
      if (aboutPerson !== undefined && !(await mayAskAbout(desk, aboutPerson))) return undefined;
      const rows = await trail(desk.scope, { before, limit: limit + 1, aboutPerson });
      const { items, next } = pageFrom(rows, limit, ({ id }) => id);
      await desk.note({
        action: 'trail.read',
        subjectKind: aboutPerson === undefined ? 'municipality' : 'person',
        subjectId: aboutPerson ?? municipality,
        aboutPerson,
      });
      return {
        next,
        items: (await visible(desk, items)).map((deed) => {
          const { id, actor, action, subjectKind, subjectId } = deed;
          const about = deed.aboutPerson ?? null;
          return { id, at: deed.at.toISOString(), actor, action, subjectKind, subjectId, aboutPerson: about };
        }),
      };
    }),
});

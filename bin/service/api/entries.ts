// The caseload entry by entry, in the database: an entry is written only where it contradicts neither itself nor what is around it,
// and whoever is hidden from somebody is not there for them.
import type { EntryPorts, Versioned, Written } from '../../../src/http/entries.ts';
import { type Page, pageFrom } from '../../../src/http/common.ts';
import type { FieldError } from '../../../src/http/problem.ts';
import type { Principal } from '../../../src/http/access.ts';
import { type EntryKind, LIST_NAMES, LISTS, type ListName } from '../../../src/schema/entries.ts';
import { readCaseload } from '../../../src/schema/read-caseload.ts';
import { note } from '../../../src/store/audit.ts';
import type { Db } from '../../../src/store/connect.ts';
import * as entities from '../../../src/store/entities.ts';
import { neighbours, referrers } from '../../../src/store/neighbours.ts';
import { inTenant, type Scope } from '../../../src/store/tenant.ts';
import { hiddenFrom, isAbout } from './shown.ts';
import { soon } from './soon.ts';

const listOf = (kind: EntryKind): ListName => LIST_NAMES.find((name) => LISTS[name].kind === kind) as ListName;
const isEntry = (kind: string): kind is EntryKind => LIST_NAMES.some((name) => LISTS[name].kind === kind);

/** The person whom an entry is about, for the trail. */
const personOf = (kind: string, id: string, body: Readonly<Record<string, unknown>>): string | undefined => {
  if (kind === 'recipient' || kind === 'contact') return id;
  const named = body['recipientId'] ?? body['personId'] ?? body['contactId'];
  return typeof named === 'string' ? named : undefined;
};

const toVersioned = ({ id, version, body }: entities.Entity): Versioned => ({ id, version, entry: body });

/** What a reader says of an entry beside its neighbours, with pointers into the entry itself. */
async function wrongIn(
  scope: Scope,
  kind: EntryKind,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<FieldError[]> {
  const around = await neighbours(scope, { kind, id, body });
  const [head, policy] = await Promise.all([
    entities.read(scope, { kind: 'caseload', id: 'caseload' }),
    entities.read(scope, { kind: 'policy', id: 'policy' }),
  ]);
  const list = listOf(kind);
  const lists = LIST_NAMES.map((name) => {
    const others = around.filter((entity) => entity.kind === LISTS[name].kind).map((entity) => entity.body);
    return [name, name === list ? [body, ...others] : others] as const;
  });
  const document = {
    format: 'kobling/caseload@1',
    ...head?.body,
    policy: policy?.body ?? {},
    ...Object.fromEntries(lists),
  };
  const reading = readCaseload(JSON.stringify(document));
  if (reading.ok) return [];
  const own = `/${list}/0`;
  return reading.problems.map(({ code, pointer }) => ({
    pointer: pointer === own || pointer.startsWith(`${own}/`) ? pointer.slice(own.length) : `#caseload${pointer}`,
    message: code,
  }));
}

export type EntrySettings = { readonly app: Db; readonly now: () => number };

export function entryPorts({ app, now }: EntrySettings): EntryPorts {
  const within = <T>(municipality: string, work: (scope: Scope) => Promise<T>): Promise<T> =>
    soon(inTenant(app, municipality, work));
  const deed = (scope: Scope, { subject }: Principal, action: string, kind: string, id: string, about?: string) =>
    note(scope, { actor: subject, action, subjectKind: kind, subjectId: id, aboutPerson: about });

  /** Entries after an id, without those that are hidden; read on until a page is full. */
  async function page(
    scope: Scope,
    principal: Principal,
    kind: EntryKind,
    after: string | undefined,
    limit: number,
  ): Promise<Page<Versioned>> {
    const hidden = await hiddenFrom(scope, principal, now());
    const visible: entities.Entity[] = [];
    let from = after;
    while (visible.length <= limit) {
      const found = await entities.page(scope, kind, from, limit + 1);
      visible.push(...found.filter(({ id, body }) => !hidden.has(id) && !isAbout(hidden, body)));
      from = found.at(-1)?.id;
      if (found.length <= limit) break;
    }
    return pageFrom(visible.map(toVersioned), limit, ({ id }) => id);
  }

  /** An entry that is there for somebody. */
  async function shown(scope: Scope, principal: Principal, kind: EntryKind, id: string) {
    const entity = await entities.read(scope, { kind, id });
    if (entity === undefined) return undefined;
    const hidden = await hiddenFrom(scope, principal, now());
    return hidden.has(id) || isAbout(hidden, entity.body) ? undefined : entity;
  }

  /** What is wrong with the screening's date or the policy is wrong by itself. */
  const single = (kind: 'policy' | 'screening') =>
    kind === 'policy' ? ({ kind, id: kind } as const) : ({ kind: 'caseload', id: 'caseload' } as const);

  return {
    list: (municipality, principal, kind, { after, limit }) =>
      within(municipality, async (scope) => {
        const found = await page(scope, principal, kind, after, limit);
        await deed(scope, principal, 'caseload.listed', kind, after ?? '*');
        return found;
      }),
    read: (municipality, principal, { kind, id }) =>
      within(municipality, async (scope) => {
        if (isEntry(kind)) {
          const entity = await shown(scope, principal, kind, id);
          if (entity === undefined) return undefined;
          await deed(scope, principal, 'caseload.read', kind, id, personOf(kind, id, entity.body));
          return toVersioned(entity);
        }
        const entity = await entities.read(scope, single(kind));
        if (entity === undefined) return undefined;
        const entry = kind === 'policy' ? entity.body : entity.body['screening'];
        return entry === undefined ? undefined : { id: kind, version: entity.version, entry };
      }),
    write: (municipality, principal, { kind, id }, version, body) =>
      within(municipality, async (scope): Promise<Written> => {
        if (!isEntry(kind)) {
          const key = single(kind);
          const entity = await entities.read(scope, key);
          const whole = kind === 'policy' ? body : { ...entity?.body, screening: body };
          const written = await entities.write(scope, { ...key, version, body: whole });
          if (written.outcome === 'written') await deed(scope, principal, 'caseload.changed', kind, kind);
          return written;
        }
        const idOf = LISTS[listOf(kind)].idOf as (entry: unknown) => string;
        const named = idOf(body);
        // Where nothing tells entries apart they are numbered.
        if (id !== named && !id.startsWith(`${named} `))
          return { outcome: 'wrong', errors: [{ pointer: '/id', message: 'must be the id of the address' }] };
        if (version > 0 && (await shown(scope, principal, kind, id)) === undefined)
          return { outcome: 'conflict', version: 0 };
        const hidden = await hiddenFrom(scope, principal, now());
        // Somebody whom they cannot see is nobody they can name.
        if (isAbout(hidden, body)) return { outcome: 'wrong', errors: [{ pointer: '', message: 'unknown-id' }] };
        const errors = await wrongIn(scope, kind, id, body);
        if (errors.length > 0) return { outcome: 'wrong', errors };
        const written = await entities.write(scope, { kind, id, version, body });
        if (written.outcome === 'written')
          await deed(scope, principal, 'caseload.changed', kind, id, personOf(kind, id, body));
        return written;
      }),
    remove: (municipality, principal, { kind, id }, version) =>
      within(municipality, async (scope): Promise<Written> => {
        const entity = isEntry(kind) ? await shown(scope, principal, kind, id) : undefined;
        if (entity === undefined) return { outcome: 'conflict', version: 0 };
        const around = (await referrers(scope, entity)).filter((other) => other.id !== id || other.kind !== kind);
        if (around.length > 0)
          return {
            outcome: 'wrong',
            errors: around
              .slice(0, 20)
              .map((other) => ({ pointer: `#caseload/${other.kind}`, message: 'refers to it' })),
          };
        const removed = await entities.remove(scope, { kind: entity.kind, id, version });
        if (removed.outcome === 'written')
          await deed(scope, principal, 'caseload.removed', kind, id, personOf(kind, id, entity.body));
        return removed;
      }),
  };
}

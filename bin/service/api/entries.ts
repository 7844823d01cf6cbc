// The caseload entry by entry, in the database: an entry is written only where it contradicts neither itself nor what is around it,
// and whoever is hidden from somebody is not there for them.
import type { EntryPorts, Versioned, Written } from '../../../src/http/entries.ts';
import { type Page, pageFrom } from '../../../src/http/pages-and-versions.ts';
import type { FieldError } from '../../../src/http/problem.ts';
import { type EntryKind, LIST_NAMES, LISTS, type ListName } from '../../../src/schema/entries.ts';
import { readCaseload } from '../../../src/schema/read-caseload.ts';
import * as entities from '../../../src/store/entities.ts';
import { neighbours, referrers } from '../../../src/store/neighbours.ts';
import type { Scope } from '../../../src/store/tenant.ts';
import { type AtDesk, type Desk, visible } from './desk.ts';

type Body = Readonly<Record<string, unknown>>;

const listOf = (kind: EntryKind): ListName => LIST_NAMES.find((name) => LISTS[name].kind === kind) as ListName;
const isEntry = (kind: string): kind is EntryKind => LIST_NAMES.some((name) => LISTS[name].kind === kind);

/** The person whom an entry is about, for the trail. */
const personOf = (kind: string, id: string, body: Body): string | undefined => {
  if (kind === 'recipient' || kind === 'contact') return id;
  const named = body['recipientId'] ?? body['personId'] ?? body['contactId'];
  return typeof named === 'string' ? named : undefined;
};

const toVersioned = ({ id, version, body }: entities.Entity): Versioned => ({ id, version, entry: body });

/** What a reader says of an entry beside its neighbours, with pointers into the entry itself. */
async function wrongIn(scope: Scope, kind: EntryKind, id: string, body: Body): Promise<FieldError[]> {
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

type Key = Parameters<EntryPorts['read']>[2];

/** Entries after an id, without those that are hidden; read on until a page is full. */
async function page(
  desk: Desk,
  kind: EntryKind,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Page<Versioned>> {
  const shown: entities.Entity[] = [];
  let from = after;
  const without = await desk.hidden();
  while (shown.length <= limit) {
    const found = await entities.page(desk.scope, kind, { after: from, limit: limit + 1, without });
    shown.push(...(await visible(desk, found)));
    from = found.at(-1)?.id;
    if (found.length <= limit) break;
  }
  await desk.note({ action: 'caseload.listed', subjectKind: kind, subjectId: after ?? '*' });
  return pageFrom(shown.map(toVersioned), limit, ({ id }) => id);
}

/** An entry that is there for whoever asks. */
async function shownEntry({ scope, isHidden }: Desk, kind: EntryKind, id: string) {
  const entity = await entities.read(scope, { kind, id });
  return entity === undefined || (await isHidden(entity)) ? undefined : entity;
}

/** Where what there is one of is kept: the date of the screening stands in the caseload's head. */
const keyOf = (kind: 'policy' | 'screening') =>
  kind === 'policy' ? ({ kind, id: kind } as const) : ({ kind: 'caseload', id: 'caseload' } as const);

async function read(desk: Desk, { kind, id }: Key): Promise<Versioned | undefined> {
  if (!isEntry(kind)) {
    const entity = await entities.read(desk.scope, keyOf(kind));
    const entry = kind === 'policy' ? entity?.body : entity?.body['screening'];
    return entity === undefined || entry === undefined ? undefined : { id: kind, version: entity.version, entry };
  }
  const entity = await shownEntry(desk, kind, id);
  if (entity === undefined) return undefined;
  await desk.note({
    action: 'caseload.read',
    subjectKind: kind,
    subjectId: id,
    aboutPerson: personOf(kind, id, entity.body),
  });
  return toVersioned(entity);
}

/** Writes the policy, or the date of the screening; one that was never stated has no version yet. */
async function writeSingle(
  { scope, note }: Desk,
  kind: 'policy' | 'screening',
  version: number,
  body: Body,
): Promise<Written> {
  const key = keyOf(kind);
  const entity = await entities.read(scope, key);
  const isStated = kind === 'policy' || entity?.body['screening'] !== undefined;
  const current = isStated ? (entity?.version ?? 0) : 0;
  // Without a caseload there is nothing that it could be said of.
  if (version !== current || (kind === 'screening' && entity === undefined))
    return { outcome: 'conflict', version: current };
  const whole = kind === 'policy' ? body : { ...entity?.body, screening: body };
  const written = await entities.write(scope, { ...key, version: entity?.version ?? 0, body: whole });
  if (written.outcome === 'written') await note({ action: 'caseload.changed', subjectKind: kind, subjectId: kind });
  return written;
}

/** All that keeps an entry from being written. */
async function wrongWith({ scope, isHidden }: Desk, kind: EntryKind, id: string, body: Body): Promise<FieldError[]> {
  const named = (LISTS[listOf(kind)].idOf as (entry: unknown) => string)(body);
  // Where nothing tells entries apart they are numbered.
  if (id !== named && !id.startsWith(`${named} `))
    return [{ pointer: '/id', message: 'must be the id of the address' }];
  // Somebody whom they cannot see is nobody they can name.
  if (await isHidden(body)) return [{ pointer: '', message: 'unknown-id' }];
  return wrongIn(scope, kind, id, body);
}

async function write(desk: Desk, { kind, id }: Key, version: number, body: Body): Promise<Written> {
  if (!isEntry(kind)) return writeSingle(desk, kind, version, body);
  if (version > 0 && (await shownEntry(desk, kind, id)) === undefined) return { outcome: 'conflict', version: 0 };
  const errors = await wrongWith(desk, kind, id, body);
  if (errors.length > 0) return { outcome: 'wrong', errors };
  const written = await entities.write(desk.scope, { kind, id, version, body });
  if (written.outcome === 'written')
    await desk.note({
      action: 'caseload.changed',
      subjectKind: kind,
      subjectId: id,
      aboutPerson: personOf(kind, id, body),
    });
  return written;
}

/** Most entries that are told to be in the way. */
const MOST_TOLD = 20;

async function remove(desk: Desk, { kind, id }: Key, version: number): Promise<Written> {
  const entity = isEntry(kind) ? await shownEntry(desk, kind, id) : undefined;
  if (entity === undefined) return { outcome: 'conflict', version: 0 };
  const around = (await referrers(desk.scope, entity)).filter((other) => other.id !== id || other.kind !== kind);
  const errors = around
    .slice(0, MOST_TOLD)
    .map((other) => ({ pointer: `#caseload/${other.kind}`, message: 'refers to it' }));
  if (errors.length > 0) return { outcome: 'wrong', errors };
  const removed = await entities.remove(desk.scope, { kind: entity.kind, id, version });
  if (removed.outcome === 'written')
    await desk.note({
      action: 'caseload.removed',
      subjectKind: kind,
      subjectId: id,
      aboutPerson: personOf(kind, id, entity.body),
    });
  return removed;
}

export const entryPorts = (at: AtDesk): EntryPorts => ({
  list: (municipality, principal, kind, asked) => at(municipality, principal, (desk) => page(desk, kind, asked)),
  read: (municipality, principal, key) => at(municipality, principal, (desk) => read(desk, key)),
  write: (municipality, principal, key, version, body) =>
    at(municipality, principal, (desk) => write(desk, key, version, body)),
  remove: (municipality, principal, key, version) => at(municipality, principal, (desk) => remove(desk, key, version)),
});

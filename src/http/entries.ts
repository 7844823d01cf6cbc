// The caseload entry by entry: each list is read page by page, and each entry is read, written and removed under its version, so
// that nobody undoes what somebody else has just done.
// Long function oneOf: declarations one after the other, each read by itself.
import { z } from 'zod';
import { policy } from '../schema/policy.ts';
import { screening } from '../schema/caseload.ts';
import { type EntryKind, LIST_NAMES, LISTS } from '../schema/entries.ts';
import type { Principal } from './access.ts';
import {
  etagOf,
  found,
  type Page,
  pageOf,
  type PageQuery,
  pageQuery,
  TAGS,
  versionHeaders,
  versionOf,
  word,
} from './pages-and-versions.ts';
import { type FieldError, RequestProblem } from './problem.ts';
import { type AnyRoute, route } from './route.ts';

/** An entry with its version. */
export type Versioned = { readonly id: string; readonly version: number; readonly entry: unknown };

export type Written =
  | { readonly outcome: 'written'; readonly version: number }
  /** It has another version than was said, or is not there. */
  | { readonly outcome: 'conflict'; readonly version: number }
  /** Something in it contradicts itself or the rest of the caseload. */
  | { readonly outcome: 'wrong'; readonly errors: readonly FieldError[] };

/** What there is one of. */
export type SingleKind = 'policy' | 'screening';

type Key = { readonly kind: EntryKind | SingleKind; readonly id: string };

export type EntryPorts = {
  list(municipality: string, principal: Principal, kind: EntryKind, page: PageQuery): Promise<Page<Versioned>>;
  read(municipality: string, principal: Principal, key: Key): Promise<Versioned | undefined>;
  /** Writes over a version, 0 where there is none. */
  write(
    municipality: string,
    principal: Principal,
    key: Key,
    version: number,
    entry: Readonly<Record<string, unknown>>,
  ): Promise<Written>;
  remove(municipality: string, principal: Principal, key: Key, version: number): Promise<Written>;
};

/** Who is with whom: a person alone says so, in their name. */
const DECISIONS: ReadonlySet<string> = new Set<EntryKind>(['pairing', 'leadership', 'pin']);

const path = z.object({ id: word(200) });
const ETAG = { ETag: 'The version, for If-Match.' };

const pascal = (kind: string): string =>
  kind
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');

const versionedOf = (schema: z.ZodType, name: string) =>
  z.object({ id: z.string(), version: z.int(), entry: schema }).meta({ id: name });

/** `declined-pair` as the beginning of a sentence. */
const words = (kind: string): string => kind.slice(0, 1).toUpperCase() + kind.slice(1).replaceAll('-', ' ');

/** What a write came to, as an answer. */
function answerOf(written: Written, { id, entry }: { readonly id: string; readonly entry: unknown }, version: number) {
  if (written.outcome === 'wrong') throw new RequestProblem('bad-request', written.errors);
  if (written.outcome === 'conflict') throw new RequestProblem(written.version === 0 ? 'not-found' : 'version-old');
  return {
    body: { id, version: written.version, entry } as never,
    headers: { ETag: etagOf(written.version) },
    status: version === 0 ? (201 as const) : (200 as const),
  };
}

/** Reading and writing what has one address. */
function oneOf(ports: EntryPorts, kind: EntryKind | SingleKind, schema: z.ZodType, address: string, name: string) {
  const isSingle = kind === 'policy' || kind === 'screening';
  const one = versionedOf(schema, name);
  const writing = DECISIONS.has(kind) ? 'decide' : 'write-caseload';
  const idOf = (asked: { readonly path: { id: string } | undefined }): string => asked.path?.id ?? kind;
  const input = isSingle ? {} : { path };
  const shared = { tag: TAGS.caseload, path: address, status: 200, answer: one, answerHeaders: ETAG } as const;
  const routes: AnyRoute[] = [
    route({
      ...shared,
      id: `get${name}`,
      method: 'get',
      title: `${words(kind)}: read one`,
      may: 'read-caseload',
      input: { ...input },
      handle: async ({ municipality, principal, path: own }) => {
        const entry = found(await ports.read(municipality, principal, { kind, id: idOf({ path: own }) }));
        return { body: entry, headers: { ETag: etagOf(entry.version) } };
      },
    }),
    route({
      ...shared,
      id: `put${name}`,
      method: 'put',
      title: `${words(kind)}: make or change one`,
      text: 'If-Match says which version is changed, If-None-Match: * that there is none yet.',
      may: writing,
      input: { ...input, headers: versionHeaders, body: schema },
      problems: ['version-needed', 'version-old'],
      handle: async ({ municipality, principal, path: own, headers, body }) => {
        const id = idOf({ path: own });
        const version = versionOf(headers);
        const entry = body as Readonly<Record<string, unknown>>;
        const written = await ports.write(municipality, principal, { kind, id }, version, entry);
        return answerOf(written, { id, entry }, version);
      },
    }),
  ];
  if (!isSingle)
    routes.push(
      route({
        tag: TAGS.caseload,
        path: address,
        id: `delete${name}`,
        method: 'delete',
        title: `${words(kind)}: remove one`,
        may: writing,
        input: { path, headers: versionHeaders },
        status: 204,
        answer: undefined,
        problems: ['version-needed', 'version-old', 'in-the-way'],
        handle: async ({ municipality, principal, path: { id }, headers }) => {
          const removed = await ports.remove(municipality, principal, { kind, id }, versionOf(headers));
          if (removed.outcome === 'wrong') throw new RequestProblem('in-the-way', removed.errors);
          if (removed.outcome === 'conflict')
            throw new RequestProblem(removed.version === 0 ? 'not-found' : 'version-old');
          return { body: undefined };
        },
      }),
    );
  return routes;
}

export function entryRoutes(ports: EntryPorts): AnyRoute[] {
  const lists = LIST_NAMES.flatMap((list) => {
    const { kind, path: address } = LISTS[list];
    const name = pascal(kind);
    const schema = LISTS[list].schema.meta({ id: `${name}Entry` });
    return [
      route({
        id: `list${pascal(address)}`,
        tag: TAGS.caseload,
        method: 'get',
        path: `/${address}`,
        title: `${words(address)}, page by page in the order of their ids`,
        may: 'read-caseload',
        input: { query: pageQuery },
        status: 200,
        answer: pageOf(versionedOf(schema, name), `${name}Page`),
        handle: async ({ municipality, principal, query }) => ({
          body: (await ports.list(municipality, principal, kind, query)) as never,
        }),
      }),
      ...oneOf(ports, kind, schema, `/${address}/{id}`, name),
    ];
  });
  return [
    ...lists,
    ...oneOf(ports, 'policy', policy.meta({ id: 'PolicyEntry' }), '/policy', 'Policy'),
    ...oneOf(ports, 'screening', screening.meta({ id: 'ScreeningEntry' }), '/screening', 'Screening'),
  ];
}

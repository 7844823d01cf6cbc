// The part of a caseload that an entry can contradict: what it refers to, what that refers to, and what refers to it. Small, however
// large the municipality, so that an entry can be checked with it while somebody waits.
import { sql } from 'kysely';
import type { Entity, EntityKey } from './entities.ts';
import type { EntityKind } from './tables.ts';
import type { Scope } from './tenant.ts';

/** A session names a part, the part's decision a recipient. */
const ROUNDS = 3;

/** Whether some text in a body is one of some ids. */
export function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const own of Object.values(value)) if (mentions(own, ids)) return true;
  return false;
}

/** All texts in a body that could be ids. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length <= 64 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

const nameOf = ({ kind, id }: EntityKey): string => `${kind} ${id}`;

/**
 * Entries that are known by one of these words, or that name one. Found first and read then, whatever the database knows of
 * its tables: one that has just been filled it takes for small.
 */
async function byWords({ tx }: Scope, words: readonly string[], isOwn: boolean): Promise<Entity[]> {
  const { rows } = await sql<Entity>`
    WITH found AS MATERIALIZED (
      SELECT DISTINCT kind, id FROM entity_word WHERE word = ANY (${words}) AND is_own = ${isOwn})
    SELECT kind, id, version, body FROM found JOIN entity USING (kind, id)`.execute(tx);
  return rows;
}

/** Kinds that can be named by others. */
const NAMED: ReadonlySet<string> = new Set<EntityKind>([
  'recipient',
  'contact',
  'group',
  'offer',
  'decision',
  'pairing',
  'leadership',
]);

/** Entries of these ids, and decisions with parts of these ids. */
const named = async (scope: Scope, ids: readonly string[]): Promise<Entity[]> =>
  (await byWords(scope, ids, true)).filter(({ kind }) => NAMED.has(kind));

/** Entries that name one of these ids. */
export const naming = (scope: Scope, ids: readonly string[]): Promise<Entity[]> => byWords(scope, ids, false);

/** Ids of a decision's parts. */
export const partsOf = ({ body }: Pick<Entity, 'body'>): string[] =>
  Array.isArray(body['parts'])
    ? body['parts'].flatMap((part: unknown) => {
        const { id } = (part ?? {}) as { id?: unknown };
        return typeof id === 'string' ? [id] : [];
      })
    : [];

/** Entries that name an entry, or a part of it. */
export const referrers = (scope: Scope, entry: Pick<Entity, 'id' | 'body'>): Promise<Entity[]> =>
  naming(scope, [entry.id, ...partsOf(entry)]);

/** The entries around one, itself left out. */
export async function neighbours(scope: Scope, entry: Omit<Entity, 'version'>): Promise<Entity[]> {
  const known = new Map<string, Entity>();
  const own = nameOf(entry);
  let latest: Entity[] = await referrers(scope, entry);
  let texts = textsOf(entry.body);
  const asked = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const ids = [...new Set([...texts, ...latest.flatMap(({ body }) => textsOf(body))])].filter((id) => !asked.has(id));
    for (const id of ids) asked.add(id);
    const fresh = [...latest, ...(ids.length === 0 ? [] : await named(scope, ids))].filter(
      (entity) => nameOf(entity) !== own && !known.has(nameOf(entity)),
    );
    for (const entity of fresh) known.set(nameOf(entity), entity);
    latest = fresh;
    texts = [];
  }
  return [...known.values()];
}

// The part of a caseload that an entry can contradict: what it refers to, what that refers to, and what refers to it. Small, however
// large the municipality, so that an entry can be checked with it while somebody waits.
import { sql } from 'kysely';
import type { Entity, EntityKey } from './entities.ts';
import type { Scope } from './tenant.ts';

/** Fields that name another entry, or a part of a decision. */
const NAMING = [
  'recipientId',
  'contactId',
  'personId',
  'partId',
  'groupId',
  'offerId',
  'fromId',
  'toId',
  'accompaniedBy',
];
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

/** Entries of these ids, and decisions with parts of these ids. */
async function named({ tx }: Scope, ids: readonly string[]): Promise<Entity[]> {
  const { rows } = await sql<Entity>`
    SELECT kind, id, version, body FROM entity
    WHERE (id = ANY (${ids}) AND kind IN ('recipient', 'contact', 'group', 'offer', 'decision', 'pairing', 'leadership'))
       OR (kind = 'decision' AND EXISTS (
         SELECT FROM jsonb_array_elements(body -> 'parts') part WHERE part ->> 'id' = ANY (${ids})))`.execute(tx);
  return rows;
}

/** Entries that name one of these ids. */
async function naming({ tx }: Scope, ids: readonly string[]): Promise<Entity[]> {
  const held = ids.flatMap((id) => [...NAMING.map((field) => ({ [field]: id })), { keepApart: [[id]] }]);
  const { rows } = await sql<Entity>`
    SELECT kind, id, version, body FROM entity
    WHERE body @> ANY (${held.map((part) => JSON.stringify(part))}::jsonb[])`.execute(tx);
  return rows;
}

const partsOf = ({ body }: Pick<Entity, 'body'>): string[] =>
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

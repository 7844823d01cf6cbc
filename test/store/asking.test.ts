// What every request asks first: who asks, in one statement that leaves no municipality behind; and which entries name each other,
// which the database keeps beside them.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import { endAccount, setAccount, whoAsks } from '../../src/store/accounts.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { connect } from '../../src/store/connect.ts';
import { all, type Entity, read, remove, write } from '../../src/store/entities.ts';
import { migrate } from '../../src/store/migrate.ts';
import { mentions, naming, partsOf } from '../../src/store/neighbours.ts';
import { APPLICATION, TENANT_SETTING } from '../../src/store/roles.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { TODAY } from '../bin/memory-io.ts';
import { drawFrom } from '../tiny/draw.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';

const KEY = { kind: 'integration', roles: ['integration'], isCleared: false, contactId: null } as const;
const tenantOf = sql<{ tenant: string | null }>`SELECT current_setting(${TENANT_SETTING}, true) AS tenant`;
const nameOf = ({ kind, id }: Pick<Entity, 'kind' | 'id'>): string => `${kind} ${id}`;

const villageOf = (seed: number): Caseload => schema.parse(generateCaseload({ size: 'village', seed, today: TODAY }));

/** Entries in which some text is an id, but for the ids that are their own: no list of fields tells which. */
function mentioning(entities: readonly Entity[], id: string): string[] {
  const others = ({ body }: Entity): unknown => {
    const { id: _own, parts, ...rest } = body;
    return [rest, Array.isArray(parts) ? parts.map(({ id: _part, ...part }: { id: string }) => part) : []];
  };
  return entities.flatMap((entity) => (mentions(others(entity), new Set([id])) ? [nameOf(entity)] : [])).sort();
}

/** Compares what the database says of every id with the entries themselves; how many entries name another. */
async function compareAll(scope: Scope): Promise<number> {
  const entities = await all(scope);
  let found = 0;
  for (const id of entities.flatMap((entity) => [entity.id, ...partsOf(entity)])) {
    const told = (await naming(scope, [id])).map(nameOf).sort();
    expect(told, id).toEqual(mentioning(entities, id));
    found += told.length;
  }
  return found;
}

describe.each(SERVERS)('on %s', (_, start) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    for (const id of ['a', 'b']) await database.addTenant(id);
  });
  afterAll(() => database.close());
  const work = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(database.app, 'a', of);

  it('who asks is known in their own municipality, with the hash of their key, until they are not', async () => {
    await work((scope) => setAccount(scope, 'journal', { ...KEY, keyHash: 'f00', days: 1 }));
    const known = { account: { ...KEY, subject: 'journal' }, keyHash: 'f00' };
    expect(await whoAsks(database.app, 'a', 'journal')).toEqual(known);
    for (const [tenant, subject] of [
      ['b', 'journal'],
      ['a', 'nobody'],
      ['', 'journal'],
      ["a' OR true --", 'journal'],
    ] as const)
      expect(await whoAsks(database.app, tenant, subject), `${tenant} ${subject}`).toBeUndefined();
    await work((scope) => endAccount(scope, 'journal'));
    expect(await whoAsks(database.app, 'a', 'journal')).toBeUndefined();
  });

  it('asking leaves no municipality behind, and the one of a transaction as it was', async () => {
    const one = connect({ url: database.url, role: APPLICATION, most: 1 });
    try {
      await work((scope) => setAccount(scope, 'journal', KEY));
      expect(await whoAsks(one, 'a', 'journal')).toBeDefined();
      expect((await tenantOf.execute(one)).rows[0]?.tenant ?? '').toBe('');
      expect(await one.selectFrom('account').select('subject').execute()).toEqual([]);
      await inTenant(one, 'b', async ({ tx }) => {
        expect(await whoAsks(tx, 'a', 'journal')).toBeDefined();
        expect((await tenantOf.execute(tx)).rows[0]?.tenant).toBe('b');
      });
    } finally {
      await one.destroy();
    }
  });

  it('whom entries name is what stands in them, whatever is stored over them, changed or removed', async () => {
    let found = 0;
    for (let seed = 1; seed <= 30; seed++) {
      await work((scope) => storeCaseload(scope, schema.parse(tinyCaseload(seed).caseload)));
      found += await work(compareAll);
    }
    const village = villageOf(3);
    await work((scope) => storeCaseload(scope, village));
    found += await work(compareAll);
    expect(found).toBeGreaterThan(300);
    const draw = drawFrom(1, 9_012);
    await work(async (scope) => {
      for (let times = 0; times < 40; times++) {
        const entity = draw.pick(await all(scope));
        const [one, other] = [draw.pick(village.recipients), draw.pick(village.recipients)];
        const body = { ...entity.body, recipientId: one.id, keepApart: [[one.id, other.id]] };
        if (draw.int(1, 3) === 1) await remove(scope, entity);
        else await write(scope, { ...entity, body });
      }
      await compareAll(scope);
      expect(await read(scope, { kind: 'policy', id: 'nobody' })).toBeUndefined();
    });
  });

  it('what was stored before the database kept it is known all the same, each in its own municipality', async () => {
    await sql`CREATE DATABASE before`.execute(database.owner);
    const url = new URL(database.url);
    url.pathname = '/before';
    const owner = connect({ url: url.href, most: 2 });
    const app = connect({ url: url.href, role: APPLICATION });
    try {
      await migrate(owner, '0003-people');
      for (const id of ['a', 'b']) {
        await owner.insertInto('tenant').values({ id, name: id }).execute();
        await inTenant(app, id, (scope) => storeCaseload(scope, villageOf(id === 'a' ? 1 : 2)));
      }
      expect(await migrate(owner)).toEqual(['0004-asking']);
      for (const id of ['a', 'b']) expect(await inTenant(app, id, compareAll)).toBeGreaterThan(50);
    } finally {
      await Promise.all([owner.destroy(), app.destroy()]);
    }
  });
});

// Caseloads as entities, and what is forgotten, on real servers.
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import { assembleCaseload, storeCaseload } from '../../src/store/caseload.ts';
import { read } from '../../src/store/entities.ts';
import { claim, enqueue, finish } from '../../src/store/jobs.ts';
import { propose, publish } from '../../src/store/plans.ts';
import { forget } from '../../src/store/retention.ts';
import { keep } from '../../src/store/snapshots.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';

const example = (name: string): Caseload =>
  schema.parse(JSON.parse(readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8')));

/** The same whatever the order of its lists. */
const sorted = (caseload: Caseload | undefined): unknown =>
  JSON.parse(
    JSON.stringify(caseload, (_, value: unknown) =>
      Array.isArray(value) && value.every((entry) => typeof entry === 'object')
        ? [...(value as object[])].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
        : value,
    ),
  );

describe.each(SERVERS)('on %s', (_, start) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    for (const id of ['a', 'b']) await database.addTenant(id);
  });
  beforeEach(async () => {
    await database.clear('entries');
  });
  afterAll(() => database.close());
  const work = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(database.app, 'a', of);

  it.each(['tiny.json', 'fjord-village.json', 'town.json', 'city-district.json'])(
    'the caseload %s comes back as it was stored',
    async (name) => {
      const caseload = example(name);
      await work((scope) => storeCaseload(scope, caseload));
      expect(sorted(await work(assembleCaseload))).toEqual(sorted(caseload));
    },
  );

  it('so do sixty tiny ones, one over the other, with whatever is in their lists', async () => {
    const lists = new Set<string>();
    for (let seed = 1; seed <= 60; seed++) {
      const caseload = schema.parse(tinyCaseload(seed).caseload);
      // Entries that nothing tells apart are kept all the same.
      const twice = { ...caseload, relations: [...caseload.relations, ...caseload.relations] };
      for (const [name, value] of Object.entries(twice)) if (Array.isArray(value) && value.length > 0) lists.add(name);
      await work((scope) => storeCaseload(scope, twice));
      expect(sorted(await work(assembleCaseload)), `seed ${seed}`).toEqual(sorted(twice));
    }
    expect(lists.size).toBeGreaterThanOrEqual(12);
  });

  it('what is the same keeps its version, what differs gets a new one, what is missing is gone', async () => {
    const caseload = example('tiny.json');
    const [first, ...others] = caseload.recipients as [Caseload['recipients'][number], ...Caseload['recipients']];
    const count = (await work((scope) => storeCaseload(scope, caseload))).written;
    expect(count).toBeGreaterThan(caseload.recipients.length);
    expect(await work((scope) => storeCaseload(scope, caseload))).toEqual({ written: 0, removed: 0 });
    const changed = { ...caseload, recipients: [{ ...first, interests: ['sjakk'] }, ...others], groups: [] };
    expect(await work((scope) => storeCaseload(scope, changed))).toEqual({
      written: 1,
      removed: caseload.groups.length,
    });
    expect((await work((scope) => read(scope, { kind: 'recipient', id: first.id })))?.version).toBe(2);
    expect((await work((scope) => read(scope, { kind: 'policy', id: 'policy' })))?.version).toBe(1);
  });

  it('a municipality without a caseload has none, whatever its neighbour has', async () => {
    await work((scope) => storeCaseload(scope, example('tiny.json')));
    expect(await inTenant(database.app, 'b', assembleCaseload)).toBeUndefined();
  });

  it('what ended long ago is forgotten, but not what is published, what waits, or what is of today', async () => {
    const ask = async (name: string, isEnded: boolean) =>
      work(async (scope) => {
        const days = { today: '2026-01-05', from: '2026-01-05', weeks: 4 };
        const snapshotId = await keep(scope, { caseload: name, fingerprint: 'f', rulesetFingerprint: 'r', ...days });
        const asked = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: {} } as const;
        const { jobId } = await enqueue(scope, { ...asked, idempotencyKey: name, snapshotId });
        if (!isEnded) return undefined;
        const planId = await propose(scope, { jobId, snapshotId, document: name });
        const held = await claim(scope, jobId, 10);
        await finish(scope, { jobId, fence: held?.fence ?? 0 }, { status: 'done' });
        return planId;
      });
    await ask('old', true);
    const published = (await ask('published', true)) as string;
    await work((scope) => publish(scope, published, 'leader-1'));
    await ask('waiting', false);
    for (const table of ['plan', 'snapshot', 'job'])
      await sql`UPDATE ${sql.table(table)} SET created_at = now() - interval '40 days'`.execute(database.owner);
    await sql`UPDATE job SET ended_at = now() - interval '40 days' WHERE status = 'done'`.execute(database.owner);
    await ask('today', true);
    expect(await work((scope) => forget(scope, 30))).toEqual({ jobs: 1, plans: 1, snapshots: 1 });
    const left = await work(({ tx }) => tx.selectFrom('snapshot').select('caseload').orderBy('caseload').execute());
    expect(left.map(({ caseload }) => caseload)).toEqual(['published', 'today', 'waiting']);
  });
});

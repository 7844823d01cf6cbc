// Entities, snapshots and plans on real servers: nobody overwrites what they have not read, and nobody publishes namelessly.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { note } from '../../src/store/audit.ts';
import { list, read, remove, write } from '../../src/store/entities.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { propose, publish, published } from '../../src/store/plans.ts';
import { keep, recall, type Snapshot } from '../../src/store/snapshots.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';

const key = { kind: 'contact', id: 'c1' } as const;
const SNAPSHOT: Snapshot = {
  caseload: '{ "synthetic": true, "name": "Ærø"}\n',
  fingerprint: 'f',
  rulesetFingerprint: 'r',
  today: '2026-03-29',
  from: '2026-03-30',
  weeks: 4,
};

describe.each(SERVERS)('on %s', (_, start) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(start);
    await database.addTenant('a');
  });
  afterAll(() => database.close());
  const work = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(database.app, 'a', of);

  it('of fifty who change what they have read, one does, and the others are told the version there is', async () => {
    expect(await work((scope) => write(scope, { ...key, version: 0, body: { maxMinutes: 60 } }))).toEqual({
      outcome: 'written',
      version: 1,
    });
    const all = await Promise.all(
      Array.from({ length: 50 }, (_own, k) => work((scope) => write(scope, { ...key, version: 1, body: { k } }))),
    );
    expect(all.filter(({ outcome }) => outcome === 'written')).toEqual([{ outcome: 'written', version: 2 }]);
    expect(all.filter(({ outcome, version }) => outcome === 'conflict' && version === 2)).toHaveLength(49);
    expect((await work((scope) => read(scope, key)))?.body).toEqual({
      k: all.findIndex(({ outcome }) => outcome === 'written'),
    });
  });

  it('what is there is not made again, and only the version that was read is removed', async () => {
    const id = 'c2';
    const made = await Promise.all(
      Array.from({ length: 20 }, () => work((scope) => write(scope, { kind: 'contact', id, version: 0, body: {} }))),
    );
    expect(made.filter(({ outcome }) => outcome === 'written')).toHaveLength(1);
    expect(await work((scope) => remove(scope, { kind: 'contact', id, version: 7 }))).toEqual({
      outcome: 'conflict',
      version: 1,
    });
    expect(await work((scope) => remove(scope, { kind: 'contact', id, version: 1 }))).toMatchObject({
      outcome: 'written',
    });
    expect((await work((scope) => list(scope, 'contact'))).map((entity) => entity.id)).not.toContain(id);
  });

  it('names inside an entity stay as they are', async () => {
    const body = { maxMinutesPerWeek: 60, travel_mode: 'car', nested: { someName: [{ otherName: 1 }] } };
    await work((scope) => write(scope, { kind: 'recipient', id: 'r1', version: 0, body }));
    expect((await work((scope) => read(scope, { kind: 'recipient', id: 'r1' })))?.body).toEqual(body);
  });

  it('a snapshot comes back byte by byte, and its days as they were', async () => {
    const id = await work((scope) => keep(scope, SNAPSHOT));
    expect(await work((scope) => recall(scope, id))).toEqual(SNAPSHOT);
    await expect(work(({ tx }) => tx.updateTable('snapshot').set({ weeks: 5 }).execute())).rejects.toThrow(
      'permission denied',
    );
  });

  const proposed = (name: string): Promise<string> =>
    work(async (scope) => {
      const snapshotId = await keep(scope, SNAPSHOT);
      const asked = {
        kind: 'propose',
        priority: 1,
        idempotencyKey: name,
        requestFingerprint: 'f',
        params: {},
      } as const;
      const { jobId } = await enqueue(scope, asked);
      return propose(scope, { jobId, snapshotId, document: name });
    });

  it('a plan is published in somebody’s name, supersedes the one before, and is not published twice', async () => {
    const [first, second] = [await proposed('first'), await proposed('second')];
    expect(await work((scope) => publish(scope, first, 'leader-1'))).toBe(true);
    expect(await work((scope) => publish(scope, second, 'leader-1'))).toBe(true);
    expect(await work((scope) => publish(scope, first, 'leader-1'))).toBe(false);
    expect((await work(published))?.document).toBe('second');
  });

  it('the database itself refuses a published plan without a name', async () => {
    const id = await proposed('nameless');
    await work(({ tx }) =>
      tx.updateTable('plan').set({ status: 'superseded' }).where('status', '=', 'published').execute(),
    );
    const nameless = { status: 'published', publishedAt: sql<Date>`now()` } as const;
    await expect(work(({ tx }) => tx.updateTable('plan').set(nameless).where('id', '=', id).execute())).rejects.toThrow(
      'check constraint',
    );
    await expect(work((scope) => publish(scope, id, ''))).rejects.toThrow('check constraint');
  });

  it('a deed is noted with what it did, or neither', async () => {
    const deed = { actor: 'leader-1', action: 'plan.published', subjectKind: 'plan', subjectId: 'p1' };
    const failing = work(async (scope) => {
      await note(scope, deed);
      throw new Error('before the end');
    });
    await expect(failing).rejects.toThrow('before the end');
    await work((scope) => note(scope, deed));
    const rows = await work(({ tx }) => tx.selectFrom('audit').select(['actor', 'action', 'subjectId']).execute());
    expect(rows).toEqual([{ actor: 'leader-1', action: 'plan.published', subjectId: 'p1' }]);
  });
});

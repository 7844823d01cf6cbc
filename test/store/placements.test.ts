// Decisions stand in a person's name: the database itself refuses any other, whatever the program believes.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, endAccount, setAccount } from '../../src/store/accounts.ts';
import { keep } from '../../src/store/snapshots.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { propose } from '../../src/store/plans.ts';
import { type NewPlacement, place, placement, placements, takeStep } from '../../src/store/placements.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';

const [, start] = SERVERS[0];
const PERSON = { kind: 'person', roles: ['coordinator'], isCleared: false, contactId: null } as const;
const PROGRAM = { ...PERSON, kind: 'integration', roles: ['integration'] } as const;

describe('placements', () => {
  let database: TestDatabase;
  let planId: string;
  const work = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(database.app, 'a', of);
  beforeAll(async () => {
    database = await openTestDatabase(start);
    for (const id of ['a', 'b']) await database.addTenant(id);
    await work(async (scope) => {
      await setAccount(scope, 'kari', PERSON);
      await setAccount(scope, 'journal', PROGRAM);
    });
    await inTenant(database.app, 'b', (scope) => setAccount(scope, 'of-b', PERSON));
  });
  beforeEach(async () => {
    await database.clear();
    planId = await work(async (scope) => {
      const dates = { rulesetFingerprint: 'r', today: '2026-01-05', from: '2026-01-05', weeks: 4 };
      const snapshotId = await keep(scope, { ...dates, caseload: '{}', fingerprint: 'f' });
      const job = { kind: 'propose', priority: 1, idempotencyKey: 'k', requestFingerprint: 'f', params: {} } as const;
      const { jobId } = await enqueue(scope, job);
      return propose(scope, { jobId, snapshotId, document: '{}' });
    });
  });
  afterAll(() => database.close());

  const made = (own: Partial<NewPlacement> = {}): NewPlacement => ({
    planId,
    assignment: { id: 'x' },
    recipientId: 'r1',
    partId: 'p1',
    share: 0,
    contactId: 'c1',
    status: 'accepted',
    reason: null,
    approvedBy: 'kari',
    ...own,
  });

  it('are refused in the name of nobody, a program, the service, or somebody of another municipality', async () => {
    for (const approvedBy of ['', 'worker', 'journal', 'of-b', 'nobody'])
      await expect(
        work((scope) => place(scope, made({ approvedBy }))),
        approvedBy,
      ).rejects.toThrow(/foreign key/);
    const lied = sql`INSERT INTO placement (tenant_id, plan_id, assignment, recipient_id, part_id, status, approved_by, approved_kind)
      VALUES ('a', ${planId}, '{}', 'r', 'p', 'accepted', 'journal', 'integration')`;
    await expect(work(({ tx }) => lied.execute(tx))).rejects.toThrow(/approved_kind/);
    expect(await work((scope) => placements(scope, { limit: 10 }))).toEqual([]);
  });

  it('a part has one that is open, and another after that one has ended', async () => {
    const id = await work((scope) => place(scope, made()));
    expect(await work((scope) => place(scope, made({ contactId: 'c2' })))).toBeUndefined();
    expect(await work((scope) => place(scope, made({ share: 2 })))).toBeDefined();
    const no = {
      step: 'contact-answer',
      isYes: false,
      onDate: '2026-01-06',
      bySubject: 'kari',
      onBehalfOf: 'contact',
    } as const;
    expect(await work((scope) => takeStep(scope, { id: id as string, version: 1 }, 'declined', no))).toBe(true);
    expect(await work((scope) => place(scope, made({ contactId: 'c2' })))).toBeDefined();
  });

  it('a rejection has a reason', async () => {
    await expect(work((scope) => place(scope, made({ status: 'rejected' })))).rejects.toThrow(/check constraint/);
    expect(await work((scope) => place(scope, made({ status: 'rejected', reason: 'too-far' })))).toBeDefined();
  });

  it('steps are said by persons, once each, over the version that was read, and stay said', async () => {
    const id = (await work((scope) => place(scope, made()))) as string;
    const step = {
      step: 'contact-answer',
      isYes: true,
      onDate: '2026-01-06',
      bySubject: 'kari',
      onBehalfOf: 'contact',
    } as const;
    await expect(
      work((scope) => takeStep(scope, { id, version: 1 }, 'contact-agreed', { ...step, bySubject: 'journal' })),
    ).rejects.toThrow(/foreign key/);
    expect(await work((scope) => takeStep(scope, { id, version: 1 }, 'contact-agreed', step))).toBe(true);
    expect(await work((scope) => takeStep(scope, { id, version: 1 }, 'contact-agreed', step))).toBe(false);
    const found = await work((scope) => placement(scope, id));
    expect(found).toMatchObject({ version: 2, status: 'contact-agreed', steps: [{ ...step, bySubject: 'kari' }] });
    for (const statement of ['UPDATE placement_step SET is_yes = false', 'DELETE FROM placement_step'])
      await expect(work(({ tx }) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied/);
  });

  it('another municipality sees none of them, nor of the accounts', async () => {
    const id = (await work((scope) => place(scope, made()))) as string;
    const inB = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(database.app, 'b', of);
    expect(await inB((scope) => placement(scope, id))).toBeUndefined();
    expect(await inB((scope) => account(scope, 'kari'))).toBeUndefined();
    expect(await inB((scope) => endAccount(scope, 'kari'))).toBe(false);
  });

  it('an account that has ended is nobody', async () => {
    await work((scope) => setAccount(scope, 'ola', { ...PERSON, days: 1 }));
    expect(await work((scope) => account(scope, 'ola'))).toMatchObject({ subject: 'ola', roles: ['coordinator'] });
    expect(await work((scope) => endAccount(scope, 'ola'))).toBe(true);
    expect(await work((scope) => account(scope, 'ola'))).toBeUndefined();
  });
});

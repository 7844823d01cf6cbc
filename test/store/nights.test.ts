// 400 simulated nights, both changes of the clock among them, with twenty schedulers that tick whenever they like and crash half
// way: each municipality is asked for once for each date.
import { DateTime } from 'luxon';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueNight, NIGHT_ZONE } from '../../bin/service/night-time.ts';
import { connect, type Db } from '../../src/store/connect.ts';
import { isNightOver, nightState, openNight } from '../../src/store/nights.ts';
import { APPLICATION, DISPATCHER } from '../../src/store/roles.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { addTenant, CANARY } from '../../src/store/tenants.ts';
import { drawFrom } from '../tiny/draw.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from './database.ts';

const [, start] = SERVERS[0];
const TENANTS = ['a', 'b', 'c'];
const SCHEDULERS = 20;
const isSample = process.env['KOBLING_CASES'] !== undefined;
const at = (text: string): number => DateTime.fromISO(text, { zone: NIGHT_ZONE }).toMillis();

describe('a night is due', () => {
  it.each([
    ['before its time, that of yesterday is over', '2026-01-05T01:29:59', '01:30', undefined],
    ['at its time', '2026-01-05T01:30:00', '01:30', '2026-01-05'],
    ['for five hours', '2026-01-05T06:29:59', '01:30', '2026-01-05'],
    ['and no longer', '2026-01-05T06:30:00', '01:30', undefined],
    ['that began the evening before, for the evening', '2026-01-06T02:00:00', '23:00', '2026-01-05'],
    ['at a time that the clock leaves out, an hour later by the clock', '2026-03-29T03:30:00', '02:30', '2026-03-29'],
    ['not before that', '2026-03-29T01:59:59', '02:30', undefined],
  ])('%s', (_, now, time, expected) => {
    expect(dueNight(at(now), time)).toBe(expected);
  });

  it('at a time that comes twice, from the first to five hours later, and it is one date', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(
      [first - 1, first, first + 3_600_000, first + 5 * 3_600_000 - 1].map((now) => dueNight(now, '02:30')),
    ).toEqual([undefined, '2026-10-25', '2026-10-25', '2026-10-25']);
  });
});

describe('nights', () => {
  let database: TestDatabase;
  let schedulers: { app: Db; dispatcher: Db }[];
  beforeAll(async () => {
    database = await openTestDatabase(start);
    await addTenant(database.owner, { id: CANARY, name: 'Canary' });
    for (const id of TENANTS) await database.addTenant(id);
    const { url } = database;
    schedulers = Array.from({ length: SCHEDULERS }, () => ({
      app: connect({ url, role: APPLICATION, most: 1, patience: 60_000 }),
      dispatcher: connect({ url, role: DISPATCHER, most: 1, patience: 60_000 }),
    }));
  });
  afterAll(async () => {
    for (const { app, dispatcher } of schedulers) await Promise.all([app.destroy(), dispatcher.destroy()]);
    await database.close();
  });

  const runs = async (): Promise<string[]> => {
    const found = [];
    for (const id of TENANTS)
      found.push(
        ...(
          await inTenant(database.app, id, ({ tx }) =>
            tx
              .selectFrom('nightlyRun')
              .innerJoin('job', 'job.id', 'nightlyRun.jobId')
              .select(['runDate', 'idempotencyKey'])
              .execute(),
          )
        ).map(({ runDate, idempotencyKey }) => `${id} ${runDate} ${idempotencyKey}`),
      );
    return found.sort();
  };

  it(
    'are asked for once for each municipality and date, whoever ticks, and whoever crashes',
    async () => {
      const nights = isSample ? 25 : 400;
      const draw = drawFrom(1, 9_003);
      let crashes = 0;
      // The sample is about the changes of the clock; all 400 hold three of them.
      const first = DateTime.fromISO(isSample ? '2025-10-20' : '2025-10-01', { zone: NIGHT_ZONE });
      const dates = Array.from({ length: nights }, (_, k) => first.plus({ days: k }).toFormat('yyyy-MM-dd'));
      const crashing: typeof openNight = (options) => {
        let left = draw.int(0, 2);
        // Whoever crashes does so between two municipalities; within one, PostgreSQL takes everything back.
        const app = new Proxy(options.app, {
          get: (target, name): unknown => {
            if (name === 'transaction' && left-- === 0) {
              crashes++;
              throw new Error('crashed');
            }
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        });
        return openNight({ ...options, app });
      };
      for (const date of dates) {
        const midnight = DateTime.fromISO(date, { zone: NIGHT_ZONE }).toMillis();
        await Promise.all(
          schedulers.map(async (scheduler, k) => {
            for (const minutes of [draw.int(0, 60), draw.int(61, 150), 180]) {
              const runDate = dueNight(midnight + minutes * 60_000, '01:30');
              const open = k > 0 && draw.int(0, 3) === 0 ? crashing : openNight;
              if (runDate !== undefined) await open({ ...scheduler, runDate }).catch(() => []);
            }
          }),
        );
      }
      const expected = TENANTS.flatMap((id) => dates.map((date) => `${id} ${date} nightly ${date}`)).sort();
      expect(await runs()).toEqual(expected);
      expect(crashes).toBeGreaterThan(nights);
      const { rows } = await sql<{ jobs: number; bells: number }>`
        SELECT (SELECT count(*)::int FROM job) AS jobs, (SELECT count(*)::int FROM outbox) AS bells`.execute(
        database.owner,
      );
      expect(rows).toEqual([{ jobs: expected.length, bells: expected.length }]);
    },
    isSample ? 60_000 : 600_000,
  );

  it('reach a municipality that came later, and tell how far they are', async () => {
    const { app, dispatcher } = database;
    const runDate = '2030-01-01';
    expect((await openNight({ app, dispatcher, runDate })).map(({ tenantId }) => tenantId)).toEqual(TENANTS);
    await database.addTenant('later');
    expect(await nightState(dispatcher, runDate)).toMatchObject({ queued: 3, unreached: 1 });
    expect((await openNight({ app, dispatcher, runDate })).map(({ tenantId }) => tenantId)).toEqual(['later']);
    const state = await nightState(dispatcher, runDate);
    expect(state).toEqual({ queued: 4, running: 0, done: 0, failed: 0, cancelled: 0, unreached: 0 });
    expect(isNightOver(state)).toBe(false);
    expect(isNightOver({ ...state, queued: 0, done: 3, failed: 1 })).toBe(true);
  });
});

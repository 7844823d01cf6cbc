// A storm of CI's size on both backends of the queue, with real kills; `npm run soak` makes longer ones.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { TINY } from '../bin/memory-io.ts';
import { accountsOf, isAllEnded, quantile } from './accounts.ts';
import { areServersThere, openPlace, type Place, QUEUES } from './place.ts';
import { type Build, build } from './program.ts';
import { storm } from './storm.ts';

/** A plain `npm test` takes a sample of the proofs' cases, and so of these kills. */
const isSample = process.env['KOBLING_CASES'] !== undefined;
const TENANTS = ['a', 'b', 'c', 'd', 'e', 'f'];
const SIZE = isSample
  ? { seconds: 20, kills: { worker: 4, api: 2, wipe: 1, database: 1, stop: 0 } }
  : { seconds: 90, kills: { worker: 26, api: 8, wipe: 6, database: 4, stop: 2 } };
const CALM_SECONDS = 90;

describe.skipIf(!areServersThere).each(QUEUES)('with the queue on %s', (kind) => {
  let place: Place;
  let program: Build;
  beforeAll(async () => {
    program = build(`storm-${kind}`);
    place = await openPlace(kind);
    const caseload = schema.parse(JSON.parse(TINY));
    for (const id of TENANTS) {
      await place.database.addTenant(id);
      await inTenant(place.database.app, id, (scope) => storeCaseload(scope, caseload));
    }
  }, 120_000);
  afterAll(async () => {
    await place.close();
    program.remove();
  });

  it(
    'everything acknowledged ends once, whatever is killed',
    async () => {
      const options = { place, build: program, seed: 1, tenants: TENANTS, clients: 8, jobsPerSecond: 1.5, ...SIZE };
      const result = await storm(options, () => isAllEnded(place.database).catch(() => false), CALM_SECONDS);
      const accounts = await accountsOf(place.database, TENANTS, result.acknowledged);
      const { jobs, plans, poisoned, ...wrong } = accounts;
      console.log(
        JSON.stringify({
          queue: kind,
          ...result.done,
          acknowledgements: result.acknowledgements,
          acknowledged: result.acknowledged.size,
          ...accounts,
          answers: Object.fromEntries(result.answers),
          restarts: result.restarts.length,
          restartP95: quantile(result.restarts, 0.95),
          drained: result.drained,
        }),
      );
      expect(result.done).toEqual(SIZE.kills);
      expect(wrong).toEqual({ lost: 0, doubled: 0, failed: [], unsound: 0 });
      expect(plans + poisoned).toBe(jobs);
      expect(result.acknowledged.size).toBeGreaterThan(SIZE.seconds / 2);
      expect(program.solvers()).toEqual([]);
      // Errors are told by their kind, not by the thousand.
      const errors = result.texts
        .flatMap((text) => text.split('\n'))
        .filter((line) => line.includes('"level":"error"'));
      expect(errors.length).toBeLessThan(200);
    },
    (SIZE.seconds + CALM_SECONDS + 120) * 1000,
  );
});

// A storm of CI's size on both backends of the queue, with real kills; `npm run soak` makes longer ones.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { TINY } from '../bin/memory-io.ts';
import { accountsOf, isAllEnded, quantile } from './accounts.ts';
import { areServersThere, openPlace, type Place, type QueueKind, QUEUES } from './place.ts';
import { type Build, build } from './program.ts';
import { storm } from './storm.ts';

/** A plain `npm test` takes a sample of the proofs' cases, and so of these kills. */
const isSample = process.env['KOBLING_CASES'] !== undefined;
const TENANTS = ['a', 'b', 'c', 'd', 'e', 'f'];
const SMALL = { seconds: 20, kills: { worker: 4, api: 2, wipe: 1, database: 1, stop: 0 } };
/** On the backend that production has; the other one has half of it, for the time that CI may take. */
const WHOLE = { seconds: 90, kills: { worker: 26, api: 8, wipe: 6, database: 4, stop: 2 } };
const HALF = { seconds: 45, kills: { worker: 13, api: 4, wipe: 3, database: 2, stop: 1 } };
const sizeFor = (kind: QueueKind) => (isSample ? SMALL : kind === 'redis' ? WHOLE : HALF);
/** Until all has ended: on a slow machine a job takes some seconds, and most of them are asked for faster than they are done. */
const CALM_SECONDS = 300;

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
      const size = sizeFor(kind);
      const options = { place, build: program, seed: 1, tenants: TENANTS, clients: 8, jobsPerSecond: 0.6, ...size };
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
          ends: result.ends,
        }),
      );
      expect(result.done).toEqual(size.kills);
      expect(wrong).toEqual({ lost: 0, open: 0, doubled: 0, failed: [], unsound: 0 });
      expect(plans + poisoned).toBe(jobs);
      expect(result.acknowledged.size).toBeGreaterThan(size.seconds / 4);
      expect(program.solvers()).toEqual([]);
      // Errors are told by their kind, not by the thousand.
      const errors = result.texts
        .flatMap((text) => text.split('\n'))
        .filter((line) => line.includes('"level":"error"'));
      expect(errors.length).toBeLessThan(200);
    },
    (WHOLE.seconds + CALM_SECONDS + 120) * 1000,
  );
});

// What the benchmarks of the service stand on: a real database and queue, the compiled program, and municipalities whose jobs are
// done at once or take as long as they may.
import { makeKey } from '../../bin/service/access/api-key.ts';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import { setAccount } from '../../src/store/accounts.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { type CaseloadOptions, generateCaseload } from '../../src/synthetic/generate.ts';
import { openPlace, type Place, type QueueKind } from '../../test/chaos/place.ts';
import { build, type Build, type Program } from '../../test/chaos/program.ts';
import { localDate } from '../../bin/today.ts';

/** People are shown to others only where they were screened of late. */
export const TODAY = localDate(Date.now());

/** Its jobs are done at once. */
export const TINY: CaseloadOptions = { size: 'village', recipients: 4, contacts: 4, seed: 2 };
/** Its jobs take as long as they may. */
export const TOWN: CaseloadOptions = { size: 'town', seed: 2 };

export type Stage = {
  readonly place: Place;
  readonly program: Build;
  /** Asks for a job of a municipality, each time another one; its id. */
  ask(municipality: string): Promise<string>;
  jobOf(municipality: string, id: string): Promise<{ status: string; starts: number; failureCode: string | null }>;
  isStatus(municipality: string, id: string, status: string): () => Promise<boolean>;
  /** How many jobs of a municipality have not been done. */
  open(municipality: string): Promise<number>;
  /** A worker of one thread. */
  startWorker(limitSeconds: number): Program;
  /** An API without a limit on requests, once it answers: where it is. */
  startApi(): Promise<{ readonly url: string; readonly server: Program }>;
  /** What each municipality holds. */
  readonly caseloads: Readonly<Record<string, Caseload>>;
  /** What an integration of a municipality sends with each request. */
  headersOf(municipality: string): Readonly<Record<string, string>>;
  /** Asks for a proposal of a municipality over HTTP. */
  post(url: string, municipality: string, key: string): Promise<Response>;
  close(): Promise<void>;
};

/** Tells workers to go, and waits until they have. */
export async function endAll(workers: readonly Program[]): Promise<void> {
  for (const { child } of workers) child.kill('SIGTERM');
  await Promise.all(workers.map(({ ended }) => ended));
}

/** Opens a stage with municipalities by their caseloads. */
export async function openStage(
  name: string,
  queue: QueueKind,
  municipalities: Readonly<Record<string, CaseloadOptions>>,
): Promise<Stage> {
  const program = build(name);
  const place = await openPlace(queue);
  const { app } = place.database;
  const keys = new Map<string, string>();
  const caseloads: Record<string, Caseload> = {};
  for (const [id, options] of Object.entries(municipalities)) {
    await place.database.addTenant(id);
    const caseload = schema.parse({ ...generateCaseload({ ...options, today: TODAY }), municipalityId: id });
    caseloads[id] = caseload;
    const { key, hash } = makeKey(id, 'load');
    keys.set(id, key);
    await inTenant(app, id, async (scope) => {
      await storeCaseload(scope, caseload);
      const integration = { kind: 'integration', roles: ['integration'], isCleared: false, contactId: null } as const;
      await setAccount(scope, 'load', { ...integration, keyHash: hash });
    });
  }
  let asked = 0;
  const jobOf: Stage['jobOf'] = (municipality, id) =>
    inTenant(app, municipality, ({ tx }) =>
      tx.selectFrom('job').select(['status', 'starts', 'failureCode']).where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const headersOf: Stage['headersOf'] = (municipality) => ({
    authorization: `Bearer ${keys.get(municipality) ?? ''}`,
    'content-type': 'application/json',
  });
  return {
    place,
    program,
    caseloads,
    headersOf,
    ask: (municipality) =>
      inTenant(app, municipality, async (scope) => {
        const request = { kind: 'propose', priority: 1, requestFingerprint: 'f', params: { today: TODAY } } as const;
        return (await enqueue(scope, { ...request, idempotencyKey: `asked ${asked++}` })).jobId;
      }),
    jobOf,
    isStatus: (municipality, id, status) => async () => (await jobOf(municipality, id)).status === status,
    open: (municipality) =>
      inTenant(app, municipality, async ({ tx }) => {
        const rows = await tx.selectFrom('job').select('id').where('status', '<>', 'done').execute();
        return rows.length;
      }),
    startWorker: (limitSeconds) =>
      program.start(
        ['worker', '--threads', '1', '--time-limit', String(limitSeconds), '--canary-minutes', '0', '--no-nights'],
        place.env,
      ),
    startApi: async () => {
      const server = program.start(['serve', '--port', '0', '--requests-per-minute', '0'], place.env);
      return { url: String((await server.said('ready'))['url']), server };
    },
    post: (url, municipality, key) =>
      fetch(`${url}/v1/municipalities/${municipality}/proposals`, {
        method: 'POST',
        headers: { ...headersOf(municipality), 'idempotency-key': key },
        body: JSON.stringify({ today: TODAY }),
      }),
    close: async () => {
      await place.close();
      program.remove();
    },
  };
}

// What `kobling start` does: everything in one process on one's own machine, with a made-up municipality to try it on: database,
// API, worker and nights, until it is told to go.
import { caseload as schema } from '../../src/schema/caseload.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { read } from '../../src/store/entities.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { addTenant } from '../../src/store/tenants.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { localDate } from '../today.ts';
import { LOCAL_SUBJECT } from './access/access.ts';
import { prepareDatabase } from './prepare-database.ts';
import { startServing } from './serve.ts';
import { type Service, type ServiceOptions, withService } from './service.ts';
import { startWorking } from './work.ts';

export type StartOptions = ServiceOptions & { readonly port: number };

export const DEMO = 'demo';
const HOST = '127.0.0.1';
const PEOPLE = { size: 'village', seed: 1 } as const;
const NIGHTS = { at: '01:30', keepDays: 90 };
const SOLVING = { concurrency: 1, threads: 2, seconds: 30, canaryMinutes: 10 };

/** Makes the demo municipality where it has no caseload; how many people it has. */
async function makeDemo(io: Io, { database: { owner, app } }: Service) {
  await addTenant(owner, { id: DEMO, name: 'Demo' });
  return inTenant(app, DEMO, async (scope) => {
    if ((await read(scope, { kind: 'policy', id: 'policy' })) === undefined) {
      const caseload = { ...generateCaseload({ ...PEOPLE, today: localDate(io.now()) }), municipalityId: DEMO };
      await storeCaseload(scope, schema.parse(caseload));
    }
    const count = async (kind: 'recipient' | 'contact'): Promise<number> => {
      const { n } = await scope.tx
        .selectFrom('entity')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .where('kind', '=', kind)
        .executeTakeFirstOrThrow();
      return Number(n);
    };
    return { recipients: await count('recipient'), contacts: await count('contact') };
  });
}

/** Lines that whoever has just started it can copy. */
function linesToTry(url: string): string {
  const api = `${url}/v1/municipalities/${DEMO}`;
  return [
    `  curl -s ${api}/me`,
    `  curl -s ${api}/recipients?limit=1`,
    `  curl -s -X POST ${api}/proposals -H 'Content-Type: application/json' -H 'Idempotency-Key: first' -d '{}'`,
    `  curl -s ${api}/plans`,
  ].join('\n');
}

export async function start(io: Io, { port, ...options }: StartOptions): Promise<void> {
  const told = io.untilTold();
  const { locale } = options;
  await prepareDatabase(io, options);
  // What the process tells of itself goes beside what it tells whoever started it.
  const apart: Io = { ...io, out: io.err };
  await withService(apart, LOCAL_SUBJECT, options, async (service) => {
    const people = await makeDemo(io, service);
    const listening = await startServing(apart, service, { host: HOST, port, isLocal: true, locale });
    const working = startWorking(apart, service, { ...SOLVING, nights: NIGHTS });
    const lines = [
      say('started', locale, { url: listening.url }),
      say('startedDemo', locale, { municipality: DEMO, ...people }),
      say('startedTry', locale, {}),
      linesToTry(listening.url),
    ];
    io.out(`${lines.join('\n')}\n`);
    await told;
    await Promise.all([listening.close(), working.stop()]);
  });
}

// Two municipalities with a caseload, a plan and a placement each, and the API in front of them, with people who may do things.
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { makeKey } from '../../bin/service/access/api-key.ts';
import { runJob } from '../../bin/service/run-job.ts';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { type AccountSettings, setAccount } from '../../src/store/accounts.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { enqueue } from '../../src/store/jobs.ts';
import { place } from '../../src/store/placements.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { TODAY, VILLAGE } from '../bin/memory-io.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from '../store/database.ts';
import { type ApiDocument, readApiDocument } from './document.ts';
import { type IdentityProvider, openIdentityProvider } from './identity-provider.ts';
import { type Api, startApi } from './running.ts';

export const [HOME, OTHER] = ['fjord', 'nabo'] as const;
export type Ids = Readonly<Record<'job' | 'plan' | 'placement', string>> & { readonly assignment: string };

export type ApiPlace = {
  readonly database: TestDatabase;
  readonly provider: IdentityProvider;
  readonly api: Api;
  readonly document: ApiDocument;
  /** What each municipality holds; the ids of its people begin with its name. */
  readonly caseloads: Readonly<Record<string, Caseload>>;
  readonly ids: Readonly<Record<string, Ids>>;
  /** A token of somebody, who is known with these settings. */
  person(municipality: string, subject: string, own: Partial<AccountSettings>): Promise<string>;
  /** An API key of an integration. */
  key(municipality: string, subject: string, own?: Partial<AccountSettings>): Promise<string>;
  close(): Promise<void>;
};

const CLEARED_LEADER = { kind: 'person', roles: ['leader', 'coordinator'], isCleared: true, contactId: null } as const;

/** The example's village, in which every id is the municipality's own. */
function villageOf(municipality: string): Caseload {
  const text = VILLAGE.replaceAll(/"((?:[rcdpgo]|offer|group|pin|pairing|lead)-[\w-]+)"/g, `"${municipality}-$1"`);
  return schema.parse({ ...(JSON.parse(text) as object), municipalityId: municipality });
}

/** A plan that was proposed, and an assignment of it that somebody accepted. */
async function fill(database: TestDatabase, municipality: string): Promise<Ids> {
  const work = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(database.app, municipality, of);
  const { jobId } = await work((scope) =>
    enqueue(scope, {
      kind: 'propose',
      priority: 1,
      idempotencyKey: 'first',
      requestFingerprint: 'f',
      params: { today: TODAY },
    }),
  );
  const ended = await runJob({ app: database.app, tenantId: municipality, jobId, seconds: 10, threads: 1 });
  if (ended.outcome !== 'done' || ended.planId === undefined) throw new Error(JSON.stringify(ended));
  const plan = ended.planId;
  const { document } = await work(({ tx }) =>
    tx.selectFrom('plan').select('document').where('id', '=', plan).executeTakeFirstOrThrow(),
  );
  const { assignments } = JSON.parse(document) as Plan;
  const assignment = assignments.find(({ pinned, arrangement }) => !pinned && arrangement === 'individual');
  if (assignment === undefined) throw new Error('Nobody is matched.');
  const placement = await work(async (scope) => {
    await setAccount(scope, 'somebody', CLEARED_LEADER);
    return place(scope, {
      planId: plan,
      assignment,
      recipientId: assignment.recipientId,
      partId: assignment.partId,
      share: assignment.share ?? 0,
      contactId: assignment.contactIds[0] ?? null,
      status: 'accepted',
      reason: null,
      approvedBy: 'somebody',
    });
  });
  return { job: jobId, plan, placement: placement ?? '', assignment: assignment.id };
}

export async function openApiPlace(): Promise<ApiPlace> {
  const database = await openTestDatabase(SERVERS[0][1]);
  await prepareQueue(database.url);
  const provider = await openIdentityProvider();
  const [caseloads, ids]: [Record<string, Caseload>, Record<string, Ids>] = [{}, {}];
  for (const id of [HOME, OTHER]) {
    await database.addTenant(id);
    const caseload = villageOf(id);
    await inTenant(database.app, id, (scope) => storeCaseload(scope, caseload));
    caseloads[id] = caseload;
    ids[id] = await fill(database, id);
  }
  const api = await startApi(database.url, provider.env, ['--requests-per-minute', '0']);
  const document = readApiDocument(
    (await (await fetch(`${api.url}/openapi.json`)).json()) as Parameters<typeof readApiDocument>[0],
  );
  return {
    database,
    provider,
    api,
    document,
    caseloads,
    ids,
    async person(municipality, subject, own) {
      const settings = { ...CLEARED_LEADER, isCleared: false, ...own };
      await inTenant(database.app, municipality, (scope) => setAccount(scope, subject, settings));
      return provider.token(subject);
    },
    async key(municipality, subject, own = {}) {
      const { key, hash } = makeKey(municipality, subject);
      const settings = { kind: 'integration', roles: ['integration'], isCleared: false, contactId: null } as const;
      await inTenant(database.app, municipality, (scope) =>
        setAccount(scope, subject, { ...settings, ...own, keyHash: hash }),
      );
      return key;
    },
    async close() {
      await api.close();
      provider.close();
      await database.close();
    },
  };
}

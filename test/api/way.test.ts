// The whole way over HTTP, with a client that a public tool generates from the published document: a caseload is imported, a plan
// proposed and watched, an assignment accepted, both say yes, it becomes active; somebody is away, a night passes, and its report
// tells of it. Everybody signs in with a token of their own.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { generateApi } from 'swagger-typescript-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { setAccount } from '../../src/store/accounts.ts';
import type { AccountRole } from '../../src/store/tables.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { run, TODAY, VILLAGE } from '../bin/memory-io.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from '../store/database.ts';
import { type IdentityProvider, openIdentityProvider } from './identity-provider.ts';
import { type Api, type Running, startApi, startCommand } from './running.ts';

const [, start] = SERVERS[0];
const MUNICIPALITY = 'fjord';
const NIGHT = '2026-01-12';
const FOLDER = fileURLToPath(new URL(`../../out/client-${process.pid}/`, import.meta.url));

type Assignment = {
  readonly id: string;
  readonly partId: string;
  readonly recipientId: string;
  readonly contactIds: readonly string[];
  readonly pinned: boolean;
  readonly arrangement: string;
};

/** What the test reads of the answers, by operation. */
type Answers = {
  readonly importCaseload: { readonly id: string };
  readonly getImport: { readonly status: string; readonly problems: readonly unknown[] };
  readonly propose: { readonly id: string };
  readonly getPlan: { readonly assignments: readonly Assignment[] };
  readonly getReasons: { readonly explained: object | null };
  readonly decide: { readonly placement: { readonly id: string } };
  readonly takeStep: { readonly status: string };
  readonly getPairing: { readonly entry: object };
  readonly publishPlan: undefined;
  readonly putAbsence: object;
  readonly getNight: { readonly people: unknown };
  readonly getAccessReport: { readonly items: readonly object[] };
};
type Calls = { readonly [K in keyof Answers]: (...args: unknown[]) => Promise<Answers[K]> };
type AnyCall = (...args: unknown[]) => Promise<unknown>;
type Generated = { readonly v1: Readonly<Record<string, AnyCall>> };
type ClientClass = new (config: object) => Generated;

let database: TestDatabase;
let provider: IdentityProvider;
let api: Api;
let worker: Running;
let generated: ClientClass;

beforeAll(async () => {
  database = await openTestDatabase(start);
  await prepareQueue(database.url);
  await database.addTenant(MUNICIPALITY);
  provider = await openIdentityProvider();
  api = await startApi(database.url, provider.env);
  const argv = ['worker', '--threads', '1', '--time-limit', '10', '--canary-minutes', '0', '--no-nights'];
  worker = startCommand(argv, { DATABASE_URL: database.url });
  const document = await (await fetch(`${api.url}/openapi.json`)).json();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'openapi.json'), JSON.stringify(document));
  const { files } = await generateApi({ input: join(FOLDER, 'openapi.json'), output: false, silent: true });
  const [file] = files;
  writeFileSync(join(FOLDER, 'client.ts'), String(file?.fileContent));
  ({ Api: generated } = (await import(pathToFileURL(join(FOLDER, 'client.ts')).href)) as { Api: ClientClass });
}, 120_000);
afterAll(async () => {
  await api.close();
  await worker.close();
  provider.close();
  await database.close();
  rmSync(FOLDER, { recursive: true, force: true });
});

/** A client that signs in as somebody with a role. */
async function clientOf(
  subject: string,
  roles: readonly AccountRole[],
  contactId: string | null = null,
): Promise<Calls> {
  const known = { kind: 'person', roles, isCleared: false, contactId } as const;
  await inTenant(database.app, MUNICIPALITY, (scope) => setAccount(scope, subject, known));
  const token = await provider.token(subject);
  return legible(new generated({ baseUrl: api.url, baseApiParams: { headers: { authorization: `Bearer ${token}` } } }));
}

/** A client whose calls answer with what was told, or fail legibly. */
const legible = ({ v1 }: Generated): Calls =>
  new Proxy(v1, {
    get: (calls, name: string): AnyCall | undefined => {
      const own = calls[name];
      return (
        own &&
        (async (...args) => {
          try {
            return ((await own(...args)) as { data: unknown }).data;
          } catch (error) {
            const { status, error: problem } = error as { status?: number; error?: unknown };
            throw new Error(`${name}: ${status} ${JSON.stringify(problem)} ${JSON.stringify(api.lines().slice(-2))}`, {
              cause: error,
            });
          }
        })
      );
    },
  }) as unknown as Calls;

it('import, propose, watch, accept, yes, yes, active, absence, night, change report', async () => {
  const coordinator = await clientOf('coordinator-1', ['coordinator']);
  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

  const document = { ...(JSON.parse(VILLAGE) as object), municipalityId: MUNICIPALITY };
  const sent = await coordinator.importCaseload(MUNICIPALITY, document, keyed('import 1'));
  const importState = async () => await coordinator.getImport(MUNICIPALITY, sent.id);
  for (let tries = 0; (await importState()).status !== 'done' && tries < 200; tries++) await pause(100);
  expect(await importState()).toMatchObject({ status: 'done', problems: [] });

  const asked = await coordinator.propose(MUNICIPALITY, { today: TODAY }, keyed('propose 1'));
  const events = await fetch(`${api.url}/v1/municipalities/${MUNICIPALITY}/jobs/${asked.id}/events`, {
    headers: { authorization: `Bearer ${await provider.token('coordinator-1')}` },
  });
  const told = (await events.text())
    .split('\n\n')
    .filter((block) => block.startsWith('data: '))
    .map((block) => JSON.parse(block.slice('data: '.length)) as { status: string; planId: string | null });
  expect(told.at(-1)).toMatchObject({ status: 'done' });
  const planId = told.at(-1)?.planId as string;

  const plan = await coordinator.getPlan(MUNICIPALITY, planId);
  const chosen = plan.assignments.find(
    ({ pinned, arrangement }) => !pinned && arrangement === 'individual',
  ) as Assignment;
  const contactId = chosen.contactIds[0] as string;
  const reasons = await coordinator.getReasons(MUNICIPALITY, planId, chosen.partId);
  expect(reasons.explained).not.toBeNull();

  const accepted = await coordinator.decide(MUNICIPALITY, planId, chosen.id, { verdict: 'accept' });
  expect(accepted.placement).toMatchObject({ approvedBy: 'coordinator-1', status: 'accepted', contactId });
  const { id } = accepted.placement;

  const contact = await clientOf('contact-person', ['contact'], contactId);
  const take = async (client: Calls, version: number, step: string, onBehalfOf: string) =>
    (
      await client.takeStep(
        MUNICIPALITY,
        id,
        { step, on: TODAY, onBehalfOf },
        { headers: { 'if-match': `"${version}"` } },
      )
    ).status;
  expect(await take(contact, 1, 'contact-answer', 'contact')).toBe('contact-agreed');
  expect(await take(coordinator, 2, 'recipient-answer', 'guardian')).toBe('recipient-agreed');
  expect(await take(coordinator, 3, 'introduction', 'municipality')).toBe('introduced');
  expect(await take(coordinator, 4, 'contract', 'municipality')).toBe('contracted');
  expect(await take(coordinator, 5, 'start', 'municipality')).toBe('active');
  const pairing = await coordinator.getPairing(MUNICIPALITY, id);
  expect(pairing.entry).toMatchObject({ id, partId: chosen.partId, contactId, status: 'active' });

  await coordinator.publishPlan(MUNICIPALITY, planId);
  const away = { personId: contactId, from: NIGHT, to: '2026-01-19' };
  await coordinator.putAbsence(MUNICIPALITY, `${contactId} ${NIGHT}`, away, {
    headers: { 'if-none-match': '*' },
  });

  const io = { env: (name: string) => (name === 'DATABASE_URL' ? database.url : undefined) };
  const night = await run(['nightly', '--date', NIGHT, '--threads', '1', '--time-limit', '10', '--json'], {
    io: { ...io, untilTold: () => new Promise<void>(() => {}) },
  });
  expect(JSON.parse(night.out)).toMatchObject({ done: 1, failed: 0 });
  const report = await coordinator.getNight(MUNICIPALITY, NIGHT);
  expect(report).toMatchObject({ isFirst: false, unexplained: [] });
  expect(JSON.stringify(report.people)).toContain(contactId);

  const auditor = await clientOf('auditor-1', ['auditor']);
  const trail = await auditor.getAccessReport(MUNICIPALITY, chosen.recipientId);
  expect(trail.items).toContainEqual(
    expect.objectContaining({ actor: 'coordinator-1', action: 'assignment.accepted' }),
  );
  expect(trail.items).toContainEqual(
    expect.objectContaining({ actor: 'contact-person', action: 'placement.contact-answer' }),
  );
}, 180_000);

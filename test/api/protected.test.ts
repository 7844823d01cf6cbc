// People with a protected address do not exist for those who are not cleared: whatever is changed about them, added or removed,
// nothing that such a person can get is different, to the last byte.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runJob } from '../../bin/service/run-job.ts';
import type { Caseload } from '../../src/schema/caseload.ts';
import * as entities from '../../src/store/entities.ts';
import { enqueue } from '../../src/store/jobs.ts';
import type { EntityKind } from '../../src/store/tables.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { TODAY } from '../bin/memory-io.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { call } from './caller.ts';
import type { Operation } from './document.ts';
import { type ApiPlace, HOME, type Ids, openApiPlace } from './place.ts';

const isSample = process.env['KOBLING_CASES'] !== undefined;
const PAIRS = isSample ? 40 : 500;
/** Every so many pairs a plan is made anew, too. */
const SOLVE_EVERY = isSample ? 20 : 100;

let place: ApiPlace;
let bearer: string;
beforeAll(async () => {
  place = await openApiPlace();
  bearer = await place.person(HOME, 'uncleared', { roles: ['leader', 'coordinator'], isCleared: false });
}, 120_000);
afterAll(() => place.close());

const work = <T>(of: (scope: Scope) => Promise<T>): Promise<T> => inTenant(place.database.app, HOME, of);

type Body = Record<string, unknown>;
const HIDDEN = { recipient: 'secret-r', contact: 'secret-c', decision: 'secret-d', part: 'secret-p' } as const;

/** Whom or what to ask for that is hidden. */
const HIDDEN_BY_OPERATION: Readonly<Record<string, string>> = {
  getRecipient: HIDDEN.recipient,
  getContact: HIDDEN.contact,
  getDecision: HIDDEN.decision,
  getRelation: 'secret relation',
  getSuggestion: 'secret suggestion',
  getDeclinedPair: 'secret no',
  getAbsence: 'secret absence',
  getPairing: 'secret-pairing',
};

/** Makes the entry of an id what it is to be; absent: there is none. */
const put = (kind: EntityKind, id: string, body: Body | undefined): Promise<unknown> =>
  work(async (scope) => {
    const known = await entities.read(scope, { kind, id });
    if (body === undefined) return known && entities.remove(scope, { kind, id, version: known.version });
    return entities.write(scope, { kind, id, version: known?.version ?? 0, body });
  });

const somebody = (caseload: Caseload, draw: Draw) => ({
  recipient: draw.pick(caseload.recipients),
  contact: draw.pick(caseload.contacts),
  decision: draw.pick(caseload.decisions),
});

/** Changes something about the hidden people. */
async function change(draw: Draw): Promise<void> {
  const caseload = place.caseloads[HOME] as Caseload;
  const { recipient, contact, decision } = somebody(caseload, draw);
  const { place: _home, ...without } = recipient;
  const { place: _place, ...unplaced } = contact;
  const protection = draw.pick(['kode-6', 'abroad', 'unknown', 'kode-7']);
  const isThere = draw.chance(0.8);
  await put('recipient', HIDDEN.recipient, isThere ? { ...without, id: HIDDEN.recipient, protection } : undefined);
  await put('contact', HIDDEN.contact, draw.chance(0.8) ? { ...unplaced, id: HIDDEN.contact, protection } : undefined);
  const part = { ...decision.parts[0], id: HIDDEN.part };
  const own = { ...decision, id: HIDDEN.decision, recipientId: HIDDEN.recipient, parts: [part] };
  await put('decision', HIDDEN.decision, isThere ? own : undefined);
  const pair = { recipientId: HIDDEN.recipient, contactId: contact.id };
  await put('relation', 'secret relation', isThere && draw.chance(0.5) ? { ...pair, relation: 'spouse' } : undefined);
  await put('suggestion', 'secret suggestion', isThere && draw.chance(0.5) ? pair : undefined);
  await put(
    'declined-pair',
    'secret no',
    isThere && draw.chance(0.5) ? { ...pair, by: 'contact', on: TODAY } : undefined,
  );
  const away = { personId: HIDDEN.recipient, from: TODAY, to: '2026-02-01' };
  await put('absence', 'secret absence', isThere && draw.chance(0.5) ? away : undefined);
  const pairing = { id: 'secret-pairing', partId: HIDDEN.part, contactId: contact.id, status: 'active' };
  await put('pairing', 'secret-pairing', isThere && draw.chance(0.5) ? pairing : undefined);
}

/** All that somebody who is not cleared can get, operation by operation. */
async function all(): Promise<Map<string, string>> {
  const { api, document, ids, caseloads } = place;
  const home = ids[HOME] as Ids;
  const caseload = caseloads[HOME] as Caseload;
  const part = caseload.decisions[0]?.parts[0]?.id ?? '';
  const got = new Map<string, string>();
  const ask = async (operation: Operation, path: Record<string, string>, query: Record<string, string> = {}) => {
    const told = await call(
      api.url,
      operation,
      { path: { municipality: HOME, date: TODAY, ...home, part, ...path }, query },
      bearer,
    );
    got.set(`${operation.id} ${JSON.stringify({ path, query })}`, `${told.status} ${told.text}`);
  };
  const asked: Promise<void>[] = [];
  for (const operation of document.operations.filter(({ method, id }) => method === 'GET' && id !== 'watchJob')) {
    const { id, path } = operation;
    const hidden = HIDDEN_BY_OPERATION[id];
    if (hidden !== undefined) asked.push(ask(operation, { id: hidden }));
    else if (id === 'getReasons') asked.push(ask(operation, {}), ask(operation, { part: HIDDEN.part }));
    else if (id === 'listSessions')
      asked.push(ask(operation, {}), ask(operation, {}, { recipientId: HIDDEN.recipient }));
    else if (id === 'listRecipients' || id === 'listContacts')
      asked.push(ask(operation, {}, { limit: '500' }), ask(operation, {}, { limit: '3', after: 'fjord-r' }));
    // The trail has its own reading on it.
    else if (!path.endsWith('/{id}') && id !== 'listTrail') asked.push(ask(operation, { person: HIDDEN.recipient }));
  }
  await Promise.all(asked);
  return got;
}

/** A plan made now, as somebody who is not cleared sees it, without what tells one plan from another. */
async function planMadeNow(key: string): Promise<string> {
  const { database, api, document } = place;
  const { jobId } = await work((scope) =>
    enqueue(scope, {
      kind: 'propose',
      priority: 1,
      idempotencyKey: key,
      requestFingerprint: 'f',
      params: { today: TODAY },
    }),
  );
  const ended = await runJob({ app: database.app, tenantId: HOME, jobId, seconds: 20, threads: 1 });
  if (ended.outcome !== 'done') throw new Error(JSON.stringify(ended));
  const plan = ended.planId ?? '';
  const operation = document.operations.find(({ id }) => id === 'getPlan') as Operation;
  const { text } = await call(api.url, operation, { path: { municipality: HOME, plan } }, bearer);
  await work(async ({ tx }) => {
    await tx.deleteFrom('plan').where('id', '=', plan).execute();
    await tx.deleteFrom('job').where('id', '=', jobId).execute();
  });
  const { id: _id, jobId: _job, createdAt: _at, ...rest } = JSON.parse(text) as Body;
  return JSON.stringify(rest);
}

it('nothing that an uncleared person can get tells of a protected one', async () => {
  await change(drawFrom(1, 9_008));
  const before = await all();
  const planBefore = await planMadeNow('pair 1');
  // It tells of the others, and would tell of these.
  expect([...before.values()].some((text) => text.includes(place.caseloads[HOME]?.recipients[0]?.id ?? ''))).toBe(true);
  expect(planBefore).toContain('"assignments":[{');
  const cleared = await place.person(HOME, 'cleared', { isCleared: true });
  await put('recipient', HIDDEN.recipient, {
    ...(place.caseloads[HOME]?.recipients[0] as object),
    id: HIDDEN.recipient,
    protection: 'kode-6',
    place: undefined,
  });
  const read = place.document.operations.find(({ id }) => id === 'getRecipient') as Operation;
  const path = { municipality: HOME, id: HIDDEN.recipient };
  expect((await call(place.api.url, read, { path }, cleared)).status).toBe(200);
  const differing = new Set<string>();
  for (let pair = 2; pair <= PAIRS + 1; pair++) {
    await change(drawFrom(pair, 9_008));
    const after = await all();
    for (const [what, text] of after)
      if (before.get(what) !== text)
        differing.add(`pair ${pair}: ${what}: ${before.get(what)?.slice(0, 200)} / ${text.slice(0, 200)}`);
    if (after.size !== before.size) differing.add(`pair ${pair}: other questions`);
    if (pair % SOLVE_EVERY === 0 && (await planMadeNow(`pair ${pair}`)) !== planBefore)
      differing.add(`pair ${pair}: the plan`);
    if (differing.size > 5) break;
  }
  expect([...differing]).toEqual([]);
}, 600_000);

// Who gets in, and to what: bad tokens and keys are nobody's, another municipality's people find nothing here, and roles may do
// what they are said to, no more.
import { generateKeyPairSync, createHmac, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayDo, PERMISSIONS, type Permission, ROLES } from '../../src/http/access.ts';
import { call, type Sent, type Told } from './caller.ts';
import type { Operation } from './document.ts';
import { openTokens } from '../../bin/service/access/tokens.ts';
import * as entities from '../../src/store/entities.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { AUDIENCE, openIdentityProvider } from './identity-provider.ts';
import { type ApiPlace, HOME, type Ids, openApiPlace, OTHER } from './place.ts';

const isSample = process.env['KOBLING_CASES'] !== undefined;
const ATTEMPTS = isSample ? 1_000 : 10_000;

let place: ApiPlace;
beforeAll(async () => void (place = await openApiPlace()), 120_000);
afterAll(() => place.close());

const named = (id: string): Operation => place.document.operations.find((own) => own.id === id) as Operation;
const encode = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** More than two hundred kinds of token that nobody may get in with, by what is wrong with each. */
async function badTokens(): Promise<[kind: string, bearer: string][]> {
  const { provider } = place;
  const now = Math.floor(Date.now() / 1000);
  const good = await provider.token('leader');
  const [head = '', body = '', signature = ''] = good.split('.');
  const header = { alg: 'ES256', kid: 'one' };
  const claims = { iss: provider.issuer, aud: AUDIENCE, sub: 'leader', iat: now, exp: now + 3_600 };
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const signed = (own: object, payload: object): string => {
    const text = `${encode({ ...header, ...own })}.${encode({ ...claims, ...payload })}`;
    return `${text}.${sign('sha256', Buffer.from(text), { key: stranger, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  const bad: [string, string][] = [];
  const add = (kind: string, bearer: string): void => void bad.push([kind, bearer]);
  // Signed by the provider, for somebody or some time else.
  const wrongClaims: [string, object][] = [
    ...['', 'x', `${provider.issuer}/`, 'http://127.0.0.1:1', null, 5, [provider.issuer]].map(
      (iss) => [`iss ${JSON.stringify(iss)}`, { iss }] as [string, object],
    ),
    ...['', 'x', `${AUDIENCE} `, AUDIENCE.toUpperCase(), null, 5, [], ['x'], [['kobling-test']]].map(
      (aud) => [`aud ${JSON.stringify(aud)}`, { aud }] as [string, object],
    ),
    ...[now - 6, now - 60, now - 86_400, 0, -1, 1, 'tomorrow', null, true, {}].map(
      (exp) => [`exp ${JSON.stringify(exp)}`, { exp }] as [string, object],
    ),
    ...[now + 60, now + 86_400, 'later', {}].map((nbf) => [`nbf ${JSON.stringify(nbf)}`, { nbf }] as [string, object]),
    ...['', null, 5, [], {}, true, 'x'.repeat(201)].map(
      (sub) => [`sub ${JSON.stringify(sub)?.slice(0, 20)}`, { sub }] as [string, object],
    ),
    ...['', 'now', null, {}].map((iat) => [`iat ${JSON.stringify(iat)}`, { iat }] as [string, object]),
    ...['iss', 'aud', 'exp', 'sub', 'iat'].map((name) => [`no ${name}`, { [name]: undefined }] as [string, object]),
  ];
  for (const [kind, own] of wrongClaims) add(kind, await provider.token('leader', own as never));
  // Signed by somebody else, or said to be.
  for (const kid of ['one', 'two', '', null, '../one', 'x'.repeat(500)])
    add(`stranger's, kid ${String(kid)}`, signed({ kid }, {}));
  for (const own of [
    { jwk: { kty: 'EC' } },
    { jku: `${provider.issuer}/keys` },
    { x5u: provider.issuer },
    { crit: ['exp'] },
    { b64: false },
    { typ: 'none' },
    { cty: 'JWT' },
  ])
    add(`stranger's with ${JSON.stringify(own)}`, signed(own, {}));
  for (const alg of [
    'none',
    'None',
    'NONE',
    'nOnE',
    '',
    null,
    'HS256',
    'HS384',
    'HS512',
    'RS256',
    'PS256',
    'ES384',
    'ES512',
    'EdDSA',
    'ES256K',
    'dir',
    'A128KW',
  ]) {
    const text = `${encode({ ...header, alg })}.${encode(claims)}`;
    add(`alg ${String(alg)}, no signature`, `${text}.`);
    add(`alg ${String(alg)}, the good one's signature`, `${text}.${signature}`);
    add(
      `alg ${String(alg)}, hashed with the issuer's name`,
      `${text}.${createHmac('sha256', provider.issuer).update(text).digest('base64url')}`,
    );
    add(
      `alg ${String(alg)}, signed with RSA`,
      `${text}.${sign('sha256', Buffer.from(text), rsa).toString('base64url')}`,
    );
  }
  // Pieces that do not belong together.
  for (let at = 0; at < signature.length; at += 4)
    add(
      `signature changed at ${at}`,
      `${head}.${body}.${signature.slice(0, at)}${signature[at] === 'A' ? 'B' : 'A'}${signature.slice(at + 1)}`,
    );
  for (let at = 0; at < body.length; at += 12)
    add(
      `body changed at ${at}`,
      `${head}.${body.slice(0, at)}${body[at] === 'A' ? 'B' : 'A'}${body.slice(at + 1)}.${signature}`,
    );
  for (const part of [
    '',
    head,
    `${head}.${body}`,
    `${head}.${body}.`,
    `.${body}.${signature}`,
    `${head}..${signature}`,
    `${good}.`,
    `${good}.x`,
    `.${good}`,
    good.slice(1),
    good.slice(0, -1),
    good.toUpperCase(),
    `${good}${good}`,
    `${encode('{}')}.${body}.${signature}`,
    `${encode('[')}.${body}.${signature}`,
    `${head}.${encode('{}')}.${signature}`,
    '..',
    '...',
    'null',
    'undefined',
    '{}',
    'a'.repeat(9_000),
    'Bearer',
    encode('leader:password'),
  ])
    add(`piece ${part.slice(0, 24)} (${part.length})`, part);
  // Keys of nobody.
  const key = await place.key(HOME, 'journal');
  const [, municipality = '', subject = '', secret = ''] = key.split('.');
  for (let at = 0; at < secret.length; at += 3)
    add(
      `key changed at ${at}`,
      `kob.${municipality}.${subject}.${secret.slice(0, at)}${secret[at] === 'A' ? 'B' : 'A'}${secret.slice(at + 1)}`,
    );
  for (const part of [
    'kob.',
    'kob...',
    `kob.${municipality}`,
    `kob.${municipality}.${subject}`,
    `kob.${municipality}.${subject}.`,
    `kob.${municipality}.${encode('leader')}.${secret}`,
    `kob.${encode(OTHER)}.${subject}.${secret}`,
    `kob..${subject}.${secret}`,
    `KOB.${municipality}.${subject}.${secret}`,
    `${key}x`,
    key.slice(0, -1),
    `kob.${municipality}.${subject}.${'0'.repeat(43)}`,
    `kob.${encode("' OR 1=1 --")}.${subject}.${secret}`,
  ])
    add(`key ${part.slice(0, 24)} (${part.length})`, part);
  return bad;
}

it('two hundred kinds of bad token and key are nobody’s', async () => {
  await place.person(HOME, 'leader', {});
  const bad = await badTokens();
  expect(new Set(bad.map(([kind]) => kind)).size).toBeGreaterThanOrEqual(200);
  const me = named('getOneself');
  const in_ = await call(place.api.url, me, { path: { municipality: HOME } }, await place.provider.token('leader'));
  expect(in_.status).toBe(200);
  const got: string[] = [];
  for (const [kind, bearer] of bad) {
    const told = await call(place.api.url, me, { path: { municipality: HOME } }, bearer).catch(() => undefined);
    // What no header may hold was never sent.
    if (told !== undefined && told.status !== 401) got.push(`${kind}: ${told.status} ${told.text.slice(0, 80)}`);
  }
  expect(got).toEqual([]);
  for (const headers of [
    { authorization: '' },
    { authorization: `Basic ${encode('leader:x')}` },
    { authorization: `Token ${await place.provider.token('leader')}` },
    { cookie: `token=${await place.provider.token('leader')}` },
  ])
    expect((await call(place.api.url, me, { path: { municipality: HOME }, headers }, undefined)).status).toBe(401);
}, 120_000);

it('a key of a person who has gone, or one that was replaced, is nobody’s', async () => {
  const me = named('getOneself');
  const first = await place.key(HOME, 'old');
  const second = await place.key(HOME, 'old');
  const ask = async (bearer: string) =>
    (await call(place.api.url, me, { path: { municipality: HOME } }, bearer)).status;
  expect([await ask(first), await ask(second)]).toEqual([401, 200]);
  expect((await call(place.api.url, me, { path: { municipality: OTHER } }, second)).status).toBe(404);
});

it('while the identity provider is away nothing is said about a token, and soon', async () => {
  const gone = await openIdentityProvider();
  const token = await gone.token('leader');
  gone.close();
  const subjectOf = openTokens({ issuer: gone.issuer, audience: AUDIENCE });
  const began = performance.now();
  await expect(subjectOf(token)).rejects.toThrow('away');
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('the day of a screening that was never stated can be stated, once, and then changed', async () => {
  const { api, database } = place;
  const bearer = await place.person(OTHER, 'leader', { isCleared: true });
  const key = { kind: 'caseload', id: 'caseload' } as const;
  await inTenant(database.app, OTHER, async (scope) => {
    const head = (await entities.read(scope, key)) as entities.Entity;
    const { screening: _, ...rest } = head.body;
    await entities.write(scope, { ...head, body: rest });
  });
  const put = (headers: Record<string, string>, statedOn: string) =>
    call(api.url, named('putScreening'), { path: { municipality: OTHER }, headers, body: { statedOn } }, bearer);
  const path = { municipality: OTHER };
  expect((await call(api.url, named('getScreening'), { path }, bearer)).status).toBe(404);
  expect((await put({ 'if-match': '"1"' }, '2026-01-02')).status).toBe(404);
  const first = await put({ 'if-none-match': '*' }, '2026-01-02');
  expect(first.status).toBe(201);
  expect((await put({ 'if-none-match': '*' }, '2026-01-03')).status).toBe(412);
  const { version } = JSON.parse(first.text) as { version: number };
  expect((await put({ 'if-match': `"${version}"` }, '2026-01-03')).status).toBe(200);
});

describe('another municipality', () => {
  it('is answered as one that is not, whatever is asked of it and by whom', async () => {
    const { api, document, ids, caseloads } = place;
    const bearers = [
      await place.person(OTHER, 'leader-of-other', { roles: ['leader', 'coordinator', 'auditor'], isCleared: true }),
      await place.key(OTHER, 'journal-of-other'),
      await place.person(OTHER, 'contact-of-other', {
        roles: ['contact'],
        contactId: caseloads[OTHER]?.contacts[0]?.id ?? '',
      }),
    ] as const;
    const home = ids[HOME] as Ids;
    const people = [...(caseloads[HOME]?.recipients ?? []), ...(caseloads[HOME]?.contacts ?? [])].map(({ id }) => id);
    const sentTo = (municipality: string, at: number): Sent => {
      const person = people[at % people.length] ?? '';
      const part = caseloads[HOME]?.decisions[at % (caseloads[HOME]?.decisions.length ?? 1)]?.parts[0]?.id ?? '';
      return {
        path: { municipality, ...home, id: person, part, person, date: '2026-01-05' },
        headers: { 'idempotency-key': `cross ${at}`, 'if-match': '"1"' },
        body: at % 2 === 0 ? { kind: 'propose' } : {},
      };
    };
    const same = ({ status, text, type }: Told): string => `${status} ${type} ${text}`;
    const leaks: string[] = [];
    let attempts = 0;
    const one = async (at: number): Promise<void> => {
      const operation = document.operations[at % document.operations.length] as Operation;
      const bearer = bearers[Math.floor(at / document.operations.length) % bearers.length] as string;
      const [there, nowhere] = [
        await call(api.url, operation, sentTo(HOME, at), bearer),
        await call(api.url, operation, sentTo('no-such', at), bearer),
      ];
      attempts++;
      if (there.status !== 404 || same(there) !== same(nowhere))
        leaks.push(`${operation.id}: ${same(there).slice(0, 200)}`);
    };
    let next = 0;
    // Half of them: each is two requests.
    const lane = async (): Promise<void> => {
      for (let at = next++; at < ATTEMPTS / 2; at = next++) await one(at);
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    expect(leaks).toEqual([]);
    expect(attempts).toBe(ATTEMPTS / 2);
  }, 240_000);

  it('has ids that are answered at home as ids of nobody', async () => {
    const { api, document, ids, caseloads } = place;
    const bearer = await place.person(OTHER, 'leader-of-other', {
      roles: ['leader', 'coordinator', 'auditor'],
      isCleared: true,
    });
    const nobody = '00000000-0000-4000-8000-000000000000';
    const person = caseloads[HOME]?.recipients[0]?.id ?? '';
    const leaks: string[] = [];
    for (const operation of document.operations.filter(({ path }) => /\{(job|plan|placement|id|person)\}/.test(path))) {
      const headers = { 'idempotency-key': 'k', 'if-match': '"1"' };
      const body =
        operation.id === 'decide'
          ? { verdict: 'accept' }
          : { step: 'contact-answer', on: '2026-01-05', onBehalfOf: 'contact' };
      const rest = { part: 'x', date: '2026-01-05', assignment: ids[HOME]?.assignment ?? '' };
      const theirs = { ...rest, ...(ids[HOME] as Ids), id: person, person };
      const none = {
        ...rest,
        job: nobody,
        plan: nobody,
        placement: nobody,
        id: 'nobody-at-all',
        person: 'nobody-at-all',
      };
      const [a, b] = [
        await call(api.url, operation, { path: { municipality: OTHER, ...theirs }, headers, body }, bearer),
        await call(api.url, operation, { path: { municipality: OTHER, ...none }, headers, body }, bearer),
      ];
      if (a.status !== b.status || a.text !== b.text)
        leaks.push(`${operation.id}: ${a.status} ${a.text} / ${b.status} ${b.text}`);
    }
    expect(leaks).toEqual([]);
  });
});

describe('roles', () => {
  it('may do what they are said to, and are told what they may not', async () => {
    const { api, ids } = place;
    const home = ids[HOME] as Ids;
    for (const role of ROLES) {
      const kind = role === 'integration' ? ('integration' as const) : ('person' as const);
      const contactId = role === 'contact' ? 'c' : null;
      const bearer = await place.person(HOME, `only-${role}`, { kind, roles: [role], contactId });
      for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
        const id = EXAMPLE[permission];
        const path = { municipality: HOME, ...home, id: 'x', part: 'x', person: 'x', date: '2026-01-05' };
        const { status } = await call(api.url, named(id), { path, body: {} }, bearer);
        const principal = { subject: 's', kind, roles: [role], isCleared: false, contactId };
        expect([role, permission, status === 403]).toEqual([role, permission, !mayDo(principal, permission)]);
      }
    }
  });

  it('no integration decides about anybody, however it asks', async () => {
    const { api, ids, database } = place;
    const key = await place.key(HOME, 'eager', { roles: ['integration', 'coordinator', 'leader'] });
    const { plan, assignment, placement } = ids[HOME] as Ids;
    const statuses: number[] = [];
    const bodies = [{ verdict: 'accept' }, { verdict: 'lock' }, { verdict: 'reject', reason: 'other' }];
    for (const body of bodies)
      statuses.push(
        (await call(api.url, named('decide'), { path: { municipality: HOME, plan, assignment }, body }, key)).status,
      );
    statuses.push((await call(api.url, named('publishPlan'), { path: { municipality: HOME, plan } }, key)).status);
    const step = { step: 'contact-answer', on: '2026-01-05', onBehalfOf: 'contact' };
    const headers = { 'if-match': '"1"' };
    statuses.push(
      (await call(api.url, named('takeStep'), { path: { municipality: HOME, placement }, body: step, headers }, key))
        .status,
    );
    for (const operation of ['putPairing', 'putPin', 'putLeadership', 'deletePairing'])
      statuses.push(
        (await call(api.url, named(operation), { path: { municipality: HOME, id: 'x' }, body: {}, headers }, key))
          .status,
      );
    expect([...new Set(statuses)]).toEqual([403]);
    const { rows } = await database.owner
      .selectFrom('placement')
      .innerJoin('account', (join) =>
        join.onRef('account.subject', '=', 'placement.approvedBy').onRef('account.tenantId', '=', 'placement.tenantId'),
      )
      .select('account.kind')
      .execute()
      .then((found) => ({ rows: found }));
    expect(rows.every(({ kind }) => kind === 'person')).toBe(true);
  });
});

/** An operation that asks for each permission. */
const EXAMPLE: Readonly<Record<Permission, string>> = {
  'read-caseload': 'listRecipients',
  'write-caseload': 'putRecipient',
  'use-jobs': 'getJob',
  'read-plans': 'listPlans',
  decide: 'publishPlan',
  answer: 'listPlacements',
  'read-trail': 'listTrail',
  'know-oneself': 'getOneself',
};

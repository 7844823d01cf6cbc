// People sign in with a real identity provider (oidc-provider), by redirects and a cookie, as a browser would; whoever has asks
// the API under that session, and no other site can do so in their name.
import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { freePort } from '../../bin/service/embedded-database.ts';
import { makeKey } from '../../bin/service/access/api-key.ts';
import { setAccount } from '../../src/store/accounts.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { run } from '../bin/memory-io.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from '../store/database.ts';
import { type Api, startApi } from './running.ts';

const CLIENT = { id: 'kobling', secret: 'a-secret-of-the-test' };
const SECRET = 'x'.repeat(40);

type Asked = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** Cookies of each host, as a browser keeps them. */
function openBrowser() {
  const jar = new Map<string, Map<string, string>>();
  const go = async (url: string, options: Asked = {}): Promise<Response> => {
    const { host } = new URL(url);
    const cookies = jar.get(host) ?? new Map<string, string>();
    jar.set(host, cookies);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...options, headers: { ...options.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  /** Follows redirects to a page. */
  const follow = async (url: string, options: Asked = {}): Promise<{ url: string; response: Response }> => {
    let [at, response] = [url, await go(url, options)];
    for (let steps = 0; response.status >= 300 && response.status < 400 && steps < 20; steps++) {
      at = new URL(response.headers.get('location') ?? '', at).href;
      response = await go(at);
    }
    return { url: at, response };
  };
  return { go, follow, cookiesOf: (host: string) => jar.get(host) ?? new Map<string, string>() };
}

let database: TestDatabase;
let api: Api;
let idp: Server;
let issuer: string;
beforeAll(async () => {
  database = await openTestDatabase(SERVERS[0][1]);
  await prepareQueue(database.url);
  await database.addTenant('a');
  const known = { kind: 'person', roles: ['coordinator'], isCleared: false, contactId: null } as const;
  await inTenant(database.app, 'a', (scope) => setAccount(scope, 'kari', known));
  const [idpPort, apiPort] = [await freePort(), await freePort()];
  issuer = `http://127.0.0.1:${idpPort}`;
  const publicUrl = `http://127.0.0.1:${apiPort}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${publicUrl}/auth/callback`],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ['k'] },
  });
  idp = createServer((request, response) => void provider.callback()(request, response)).listen(idpPort, '127.0.0.1');
  api = await startApi(
    database.url,
    {
      KOBLING_OIDC_ISSUER: issuer,
      KOBLING_OIDC_AUDIENCE: 'api',
      KOBLING_OIDC_CLIENT_ID: CLIENT.id,
      KOBLING_OIDC_CLIENT_SECRET: CLIENT.secret,
      KOBLING_PUBLIC_URL: publicUrl,
      KOBLING_SESSION_SECRET: SECRET,
      KOBLING_OPERATORS: 'drift, annen',
    },
    ['--port', String(apiPort)],
  );
}, 120_000);
afterAll(async () => {
  await api.close();
  idp.closeAllConnections();
  idp.close();
  await database.close();
});

const form = (fields: Record<string, string>): Asked => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** Goes through the provider's pages as a person. */
async function signIn(browser: ReturnType<typeof openBrowser>, login: string, to = '/v1/municipalities/a/me') {
  const asked = await browser.follow(`${api.url}/auth/sign-in?to=${encodeURIComponent(to)}`);
  expect(asked.url).toContain(`${issuer}/interaction/`);
  const agreed = await browser.follow(asked.url, form({ prompt: 'login', login, password: 'x' }));
  return agreed.url.startsWith(api.url) ? agreed : browser.follow(agreed.url, form({ prompt: 'consent' }));
}

it('a person signs in, asks, and signs out', async () => {
  const browser = openBrowser();
  expect((await browser.go(`${api.url}/v1/municipalities/a/me`)).status).toBe(401);
  const before = browser.cookiesOf(new URL(api.url).host).get('kobling');
  const { url, response } = await signIn(browser, 'kari');
  expect(url).toBe(`${api.url}/v1/municipalities/a/me`);
  expect(await response.json()).toMatchObject({ subject: 'kari', roles: ['coordinator'] });
  expect(browser.cookiesOf(new URL(api.url).host).get('kobling')).not.toBe(before);

  const ask = (headers: Record<string, string>) =>
    browser.go(`${api.url}/v1/municipalities/a/proposals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k', ...headers },
      body: '{}',
    });
  // A page of our own may; without saying from where it comes, or from another site, nothing happens in the person's name.
  expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(202);
  expect((await ask({ origin: api.url })).status).toBe(202);
  expect((await ask({})).status).toBe(401);
  expect((await ask({ origin: 'https://elsewhere.example' })).status).toBe(401);
  expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);

  expect((await browser.go(`${api.url}/auth/sign-out`, { method: 'POST' })).status).toBe(204);
  expect((await browser.go(`${api.url}/v1/municipalities/a/me`)).status).toBe(401);
});

it('somebody whom the municipality does not know finds nothing there', async () => {
  const { response } = await signIn(openBrowser(), 'nobody');
  expect(response.status).toBe(404);
});

it('a cookie is for our pages alone, and leads nowhere else', async () => {
  const response = await openBrowser().go(`${api.url}/auth/sign-in?to=//elsewhere.example`);
  const [cookie = ''] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^kobling=/);
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  for (const to of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', 'javascript:1']) {
    const { url } = await signIn(openBrowser(), 'kari', to);
    expect(url).toBe(`${api.url}/docs`);
  }
});

it('an answer that nobody asked for, or that was changed, signs nobody in', async () => {
  const browser = openBrowser();
  expect((await browser.go(`${api.url}/auth/callback?code=x&state=y`)).headers.get('location')).toBe('/auth/sign-in');
  await browser.go(`${api.url}/auth/sign-in`);
  const { url, response } = await browser.follow(`${api.url}/auth/callback?code=x&state=y`);
  expect([url, response.status]).toEqual([`${api.url}/auth/failed`, 401]);
  expect((await browser.go(`${api.url}/v1/municipalities/a/me`)).status).toBe(401);
});

it('the page of the queues is for operators who have signed in, to look at', async () => {
  const page = '/queues';
  const open = openBrowser();
  // A program is told, a browser is led to where one signs in and back.
  const program = await open.go(`${api.url}${page}/api/queues`, { headers: { accept: 'application/json' } });
  expect(program.status).toBe(401);
  const browser = openBrowser();
  const led = await browser.go(`${api.url}${page}`, { headers: { accept: 'text/html' } });
  expect([led.status, led.headers.get('location')]).toEqual([303, '/auth/sign-in?to=%2Fqueues']);
  const { url, response } = await signIn(browser, 'drift', page);
  expect([new URL(url).pathname, response.status]).toEqual([page, 200]);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  const html = await response.text();
  const own = [...html.matchAll(/(?:src|href)="((?:static)[^"]+)"/g)].map(([, path]) => `${api.url}${page}/${path}`);
  expect(own.length).toBeGreaterThan(3);
  for (const address of own) expect((await browser.go(address)).status, address).toBe(200);
  const list = await browser.go(`${api.url}${page}/api/queues`);
  const { queues } = (await list.json()) as { queues: { name: string; readOnlyMode: boolean }[] };
  expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
    ['kobling', true],
    ['kobling-night', true],
  ]);
  for (const path of ['queues/kobling/pause', 'queues/kobling/add', 'queues/kobling/empty']) {
    const touched = await browser.go(`${api.url}${page}/api/${path}`, {
      method: 'PUT',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(touched.status).toBe(404);
  }
  // Whoever is known to a municipality alone, or to nobody, finds nothing.
  const other = openBrowser();
  const coordinator = await signIn(other, 'kari', page);
  expect(coordinator.response.status).toBe(404);
  const key = makeKey('a', 'drift');
  const integration = { kind: 'integration', roles: ['integration'], isCleared: false, contactId: null } as const;
  await inTenant(database.app, 'a', (scope) => setAccount(scope, 'drift', { ...integration, keyHash: key.hash }));
  const byKey = await fetch(`${api.url}${page}`, { headers: { authorization: `Bearer ${key.key}` } });
  expect(byKey.status).toBe(404);
}, 60_000);

it('half of the settings is refused, with what is missing', async () => {
  const env = (name: string) =>
    ({ DATABASE_URL: database.url, KOBLING_PUBLIC_URL: 'https://kobling.example' })[name as 'DATABASE_URL'];
  const { code, err } = await run(['serve', '--port', '0', '--locale', 'en'], { io: { env } });
  expect({ code, told: err.includes('KOBLING_SESSION_SECRET') }).toEqual({ code: 2, told: true });
});

it('without signing in it is for this machine alone, and not in production', async () => {
  const serve = (argv: readonly string[], own: Record<string, string> = {}) => {
    const env = (name: string) => ({ DATABASE_URL: database.url, ...own })[name];
    return run(['serve', '--port', '0', '--locale', 'en', '--local', ...argv], { io: { env } });
  };
  for (const [argv, own] of [
    [['--host', '0.0.0.0'], {}],
    [['--host', '::'], {}],
    [[], { NODE_ENV: 'production' }],
    [[], { KOBLING_OIDC_ISSUER: issuer, KOBLING_OIDC_AUDIENCE: 'api' }],
  ] as const)
    expect((await serve(argv, own)).code, JSON.stringify([argv, own])).toBe(2);
});

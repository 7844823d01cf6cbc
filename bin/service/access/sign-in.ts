// Signing in with the municipality's identity provider (OpenID Connect, authorization code with PKCE): who has is known by a
// session, whose cookie no script can read and no other site can use.
import connectPgSimple from 'connect-pg-simple';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import session from 'express-session';
import * as oidc from 'openid-client';
import { Pool } from 'pg';
import { APPLICATION } from '../../../src/store/roles.ts';

declare module 'express-session' {
  interface SessionData {
    /** Who has signed in. */
    subject: string;
    /** A sign-in under way: what its answer must prove, and where it leads. */
    pending: { readonly verifier: string; readonly state: string; readonly nonce: string; readonly to: string };
  }
}

export type SignInSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people reach the service, such as `https://kobling.example`. */
  readonly publicUrl: string;
  /** Signs the cookies of sessions; 32 characters at least. */
  readonly sessionSecret: string;
  /** `postgres://…` of the database that keeps the sessions. */
  readonly databaseUrl: string;
};

export type SignIn = {
  /** Sessions and the addresses of signing in, to come before all that needs to know who asks. */
  readonly handlers: readonly (RequestHandler | Router)[];
  /** Where signing in begins that is to lead to a page of ours. */
  addressOf(to: string): string;
  /** Who has signed in; undefined where nobody has, or where another site asks in their name. */
  subjectOf(request: Request): string | undefined;
  close(): Promise<void>;
};

const CALLBACK = '/auth/callback';
const HOURS = 8;
const SAFE = new Set(['GET', 'HEAD']);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A page of our own: nothing that leads elsewhere. */
const ownPage = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : '/docs';

/** The provider, asked for what it can do once it is needed; on loopback without TLS, too. */
function providerOf({ issuer, clientId, clientSecret }: SignInSettings): () => Promise<oidc.Configuration> {
  const address = new URL(issuer);
  const options = LOOPBACK.has(address.hostname) ? { execute: [oidc.allowInsecureRequests] } : {};
  let found: Promise<oidc.Configuration> | undefined;
  return async () => {
    found ??= oidc.discovery(address, clientId, clientSecret, undefined, options);
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw error;
    }
  };
}

const regenerated = (request: Request): Promise<void> =>
  new Promise((done, fail) => {
    request.session.regenerate((error: unknown) => (error === undefined || error === null ? done() : fail(error)));
  });

/** Keeps a session before the browser is led on: it would be there before its session is. */
const saved = (request: Request): Promise<void> =>
  new Promise((done, fail) => {
    request.session.save((error: unknown) => (error === undefined || error === null ? done() : fail(error)));
  });

/** Sessions in the database, and how to end them. */
function openSessions({ publicUrl, sessionSecret, databaseUrl }: SignInSettings) {
  const isSecure = new URL(publicUrl).protocol === 'https:';
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 4,
    options: `-c role=${APPLICATION}`,
    connectionTimeoutMillis: 1_500,
  });
  // A connection that ends while nobody uses it is no news: the next one is another.
  pool.on('error', () => {});
  const Store = connectPgSimple(session);
  const store = new Store({ pool, schemaName: 'web', tableName: 'session', disableTouch: true, errorLog: () => {} });
  const sessions = session({
    store,
    secret: sessionSecret,
    name: 'kobling',
    resave: false,
    saveUninitialized: false,
    // Behind a proxy that speaks TLS for us the request itself does not tell.
    proxy: isSecure ? true : undefined,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: HOURS * 3_600_000 },
  });
  const close = async (): Promise<void> => {
    store.close();
    await pool.end();
  };
  return { sessions, close };
}

/** The addresses of signing in and out. */
function signInRouter(settings: SignInSettings, origin: string): Router {
  const provider = providerOf(settings);
  const router = Router();
  router.get('/auth/sign-in', async (request: Request, response: Response) => {
    const config = await provider();
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    request.session.pending = { verifier, state, nonce, to: ownPage(request.query['to']) };
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${origin}${CALLBACK}`,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    await saved(request);
    response.redirect(address.href);
  });
  router.get(CALLBACK, async (request: Request, response: Response) => {
    const { pending } = request.session;
    if (pending === undefined) return response.redirect('/auth/sign-in');
    const { verifier, state, nonce, to } = pending;
    const answer = new URL(request.originalUrl, origin);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const tokens = await oidc.authorizationCodeGrant(await provider(), answer, checks).catch(() => undefined);
    const subject = tokens?.claims()?.sub;
    // A session of before is nobody's any more: whoever knew its name would be signed in with us.
    await regenerated(request);
    if (subject === undefined) return response.redirect(303, '/auth/failed');
    request.session.subject = subject;
    await saved(request);
    return response.redirect(303, to);
  });
  router.get('/auth/failed', (_request: Request, response: Response) => {
    response.status(401).type('text').send('Signing in did not succeed. Try again: /auth/sign-in');
  });
  router.post('/auth/sign-out', (request: Request, response: Response, next) => {
    request.session.destroy((error: unknown) => {
      if (error !== undefined && error !== null) return next(error);
      response.clearCookie('kobling').status(204).end();
    });
  });
  return router;
}

export function openSignIn(settings: SignInSettings): SignIn {
  const { origin } = new URL(settings.publicUrl);
  const { sessions, close } = openSessions(settings);
  return {
    handlers: [sessions, signInRouter(settings, origin)],
    subjectOf: (request) => {
      const { subject } = request.session;
      if (SAFE.has(request.method)) return subject;
      const isOwn = request.header('sec-fetch-site') === 'same-origin' || request.header('origin') === origin;
      return isOwn ? subject : undefined;
    },
    addressOf: (to) => `/auth/sign-in?to=${encodeURIComponent(to)}`,
    close,
  };
}

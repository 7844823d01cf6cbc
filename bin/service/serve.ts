// What `kobling serve` does: takes in jobs over HTTP and tells of them, until it is told to go. It solves nothing itself.
import type { Router } from 'express';
import { openQueuePage } from '../../queues/queue-page.ts';
import type { AccessPorts } from '../../src/http/serve-routes.ts';
import { createApp, USUAL_LIMITS } from '../../src/http/app.ts';
import { apiRoutes } from '../../src/http/index.ts';
import { documentRouter } from '../../src/http/document.ts';
import { routesRouter } from '../../src/http/serve-routes.ts';
import type { AnyRoute } from '../../src/http/route.ts';
import type { Locale } from '../../src/schema/locale.ts';
import { isAway } from '../../src/store/away.ts';
import { errorCode, EXIT, Failure } from '../exit.ts';
import { sha256 } from '../fingerprint.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { VERSION } from '../version.ts';
import { openAccess } from './access/access.ts';
import { forOperators, readOperators } from './access/operators.ts';
import { openSignIn, type SignIn, type SignInSettings } from './access/sign-in.ts';
import type { TokenSettings } from './access/tokens.ts';
import { openDesk } from './api/desk.ts';
import { entryPorts } from './api/entries.ts';
import { importPorts } from './api/imports.ts';
import { jobPorts } from './api/jobs.ts';
import { placementPorts } from './api/placements.ts';
import { planPorts } from './api/plans.ts';
import { trailPorts } from './api/trail.ts';
import { listen, type Listening } from './listen.ts';
import { operationsOf, type Service, type ServiceOptions, withService } from './service.ts';

export type ServeOptions = ServiceOptions & {
  readonly host: string;
  readonly port: number;
  /** Nobody signs in: for one's own laptop alone. */
  readonly isLocal: boolean;
  /** Requests a minute of one caller; 0: any number. */
  readonly perMinute?: number | undefined;
};

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** What an operator says about the identity provider; both or neither. */
function tokenSettings(io: Io, locale: Locale): TokenSettings | undefined {
  const [issuer, audience] = [io.env('KOBLING_OIDC_ISSUER'), io.env('KOBLING_OIDC_AUDIENCE')];
  if (issuer === undefined && audience === undefined) return undefined;
  if (issuer === undefined || audience === undefined)
    throw new Failure(EXIT.badInput, say('halfProvider', locale), say('halfProviderAdvice', locale));
  return { issuer, audience };
}

/** Throws where nobody signs in and yet somebody else could ask: another machine, or a service in production. */
function demandOwnLaptop(io: Io, { host, isLocal, locale }: Serving, tokens: TokenSettings | undefined): void {
  if (!isLocal) return;
  const isProduction = io.env('NODE_ENV') === 'production' || tokens !== undefined;
  if (LOOPBACK.has(host) && !isProduction) return;
  throw new Failure(EXIT.badInput, say('notLocal', locale), say('notLocalAdvice', locale));
}

/** All that the API answers with. */
export function apiOf({ database: { app }, telemetry }: Service, now: () => number): AnyRoute[] {
  const at = openDesk({ app, now });
  return apiRoutes({
    entries: entryPorts(at),
    imports: importPorts(at),
    jobs: jobPorts(app, telemetry.tracing),
    plans: planPorts(at),
    placements: placementPorts(at),
    trail: trailPorts(at),
  });
}

const SIGN_IN = [
  'KOBLING_OIDC_CLIENT_ID',
  'KOBLING_OIDC_CLIENT_SECRET',
  'KOBLING_PUBLIC_URL',
  'KOBLING_SESSION_SECRET',
];
const LEAST_SECRET = 32;

/** How people sign in, where they do: all of the settings, or none. */
function signInSettings(io: Io, locale: Locale, tokens: TokenSettings | undefined, databaseUrl: string) {
  const [clientId, clientSecret, publicUrl, sessionSecret] = SIGN_IN.map(io.env);
  const given = [clientId, clientSecret, publicUrl, sessionSecret].filter((value) => value !== undefined);
  if (given.length === 0) return undefined;
  const isWhole = given.length === SIGN_IN.length && (sessionSecret ?? '').length >= LEAST_SECRET;
  if (!isWhole || tokens === undefined || !URL.canParse(publicUrl ?? '')) {
    const names = ['KOBLING_OIDC_ISSUER', ...SIGN_IN].join(', ');
    throw new Failure(EXIT.badInput, say('halfSignIn', locale, { names }), say('halfSignInAdvice', locale));
  }
  const whole = { clientId, clientSecret, publicUrl, sessionSecret } as Record<keyof SignInSettings, string>;
  return { ...whole, issuer: tokens.issuer, databaseUrl };
}

const QUEUE_PATH = '/queues';

/** The page of the queues, where there is somebody to look at it. */
function queuePage(io: Io, { queue, onError }: Service, isLocal: boolean, access: AccessPorts, signIn?: SignIn) {
  const operators = readOperators(io.env('KOBLING_OPERATORS'));
  if (!isLocal && operators.size === 0) return undefined;
  const page = openQueuePage(queue, QUEUE_PATH, onError);
  const { identify } = access;
  const router: Router = forOperators(QUEUE_PATH, page.handler, { identify, operators, signIn: signIn?.addressOf });
  return { router, close: page.close };
}

export type Serving = Pick<ServeOptions, 'host' | 'port' | 'isLocal' | 'perMinute' | 'locale'>;

/** Answers the API until it is stopped. Throws a failure with an advice where it may not or cannot. */
export async function startServing(io: Io, service: Service, options: Serving): Promise<Listening> {
  const { host, port, locale, isLocal, perMinute = isLocal ? 0 : USUAL_LIMITS.perMinute } = options;
  const tokens = tokenSettings(io, locale);
  demandOwnLaptop(io, options, tokens);
  const { database, telemetry, onError } = service;
  const routes = apiOf(service, io.now);
  const settings = signInSettings(io, locale, tokens, database.url);
  const signIn = settings && openSignIn(settings);
  const access = openAccess({ app: database.app, tokens, signedIn: signIn?.subjectOf, isLocal });
  const queues = queuePage(io, service, isLocal, access, signIn);
  const pages = [documentRouter(routes, VERSION), ...(queues === undefined ? [] : [queues.router])];
  const close = async (): Promise<void> => void (await Promise.all([signIn?.close(), queues?.close()]));
  const app = createApp({
    before: signIn?.handlers,
    routers: [operationsOf(service), ...pages, routesRouter(routes, access)],
    isAway,
    onError,
    elapsed: io.elapsed,
    onRequest: telemetry.metrics.requestEnded,
    fingerprint: sha256,
    limits: { ...USUAL_LIMITS, perMinute },
  });
  const listening = await listen(app, { host, port, onError }).catch(async (error: unknown) => {
    await close();
    const code = errorCode(error) ?? 'unknown';
    throw new Failure(
      EXIT.broken,
      say('cannotListen', locale, { host, port, code }),
      say('cannotListenAdvice', locale),
    );
  });
  return {
    ...listening,
    close: async () => {
      await listening.close();
      await close();
    },
  };
}

/** Throws a failure with an advice where it cannot listen. */
export async function serve(io: Io, options: ServeOptions): Promise<void> {
  const told = io.untilTold();
  await withService(io, 'api', options, async (service) => {
    const { database, telemetry } = service;
    const listening = await startServing(io, service, options);
    telemetry.log.info('ready', { url: listening.url, database: database.place });
    await told;
    await listening.close();
    telemetry.log.info('stopped');
  });
}

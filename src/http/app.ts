// The service's HTTP as an Express application: routes in, answers out. It knows no database; `bin/service` hands it what it asks.
import type { RequestListener } from 'node:http';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { type AtOnce, notTooManyAtOnce } from './at-once.ts';
import { isOperation } from './operations.ts';
import { problemHandler, RequestProblem, sendProblem } from './problem.ts';

export type AppOptions = {
  readonly routers: readonly Router[];
  /** What must come before them, such as sessions. */
  readonly before?: readonly RequestHandler[] | undefined;
  /** Whether an error says that the database is away. */
  readonly isAway: (error: unknown) => boolean;
  readonly onError: (error: unknown) => void;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  /** Hears of each request, by the route it took. */
  readonly onRequest: (method: string, route: string, status: number, seconds: number) => void;
  /** A hash that nothing can be read back from. */
  readonly fingerprint: (text: string) => string;
  readonly limits?: Limits | undefined;
};

export type Limits = {
  /** Requests a minute of one caller; 0: any number. */
  readonly perMinute: number;
  readonly atOnce: AtOnce;
};

/** Four times as many requests as there are connections to the database: each is answered within a second, or not taken at all. */
export const USUAL_LIMITS: Limits = { perMinute: 6_000, atOnce: { requests: 40, streams: 500 } };

const MOST_BODY = '64kb';
/** A caseload document: a city's has some six megabytes. */
const MOST_DOCUMENT = '64mb';
export const DOCUMENT_PATH = /\/caseload-imports$/;
const MINUTE = 60_000;

const NO_ROUTE = 'none';
/** The route's pattern, never the address itself: there are ids in that. */
const routeOf = ({ route }: Request): string =>
  typeof (route as { path?: unknown } | undefined)?.path === 'string' ? (route as { path: string }).path : NO_ROUTE;

/** One who asks; what they prove it with is not kept. */
const callerBy =
  (fingerprint: (text: string) => string) =>
  (request: Request): string => {
    const proof = request.header('authorization') ?? request.header('cookie');
    return proof === undefined ? ipKeyGenerator(request.ip ?? '') : fingerprint(proof);
  };

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN = new Set(['same-origin', 'none']);

/** A browser says from where a request comes; a page of somebody else's may change nothing here. */
const ownPagesAlone: RequestHandler = (request, _response, next) => {
  const site = request.header('sec-fetch-site');
  if (!SAFE.has(request.method) && site !== undefined && !OWN.has(site)) throw new RequestProblem('not-from-here');
  next();
};

export function createApp({
  routers,
  before = [],
  isAway,
  onError,
  elapsed,
  onRequest,
  fingerprint,
  limits: { perMinute, atOnce } = USUAL_LIMITS,
}: AppOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request: Request, response: Response, next) => {
    const began = elapsed();
    response.setHeader('Cache-Control', 'no-store');
    response.on('finish', () =>
      onRequest(request.method, routeOf(request), response.statusCode, (elapsed() - began) / 1000),
    );
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.use(ownPagesAlone);
  if (perMinute > 0)
    app.use(
      rateLimit({
        windowMs: MINUTE,
        limit: perMinute,
        keyGenerator: callerBy(fingerprint),
        standardHeaders: 'draft-8',
        legacyHeaders: false,
        handler: () => {
          throw new RequestProblem('too-many', [], MINUTE / 1000);
        },
      }),
    );
  const [small, large] = [express.json({ limit: MOST_BODY }), express.text({ limit: MOST_DOCUMENT, type: '*/json' })];
  app.use((request, response, next) => (DOCUMENT_PATH.test(request.path) ? large : small)(request, response, next));
  for (const handler of before) app.use(handler);
  for (const router of routers) app.use(router);
  app.use((_request: Request, response: Response) => sendProblem(response, 'not-found'));
  app.use(problemHandler(isAway, onError));
  return notTooManyAtOnce(app, {
    most: atOnce,
    isAlways: ({ url }) => isOperation(url),
    onRefused: ({ method = '' }) => onRequest(method, NO_ROUTE, 503, 0),
  });
}

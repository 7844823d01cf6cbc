// The service's HTTP as an Express application: routers in, answers out. It knows no database; `bin/service` hands it what it asks.
import express, { type Express, type Request, type Response, type Router } from 'express';
import { problemHandler, sendProblem } from './problem.ts';

export type AppOptions = {
  readonly routers: readonly Router[];
  /** Whether an error says that the database is away. */
  readonly isAway: (error: unknown) => boolean;
  readonly onError: (error: unknown) => void;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  /** Hears of each request, by the route it took. */
  readonly onRequest: (method: string, route: string, status: number, seconds: number) => void;
};

const MOST_BODY = '64kb';

/** The route's pattern, never the address itself: there are ids in that. */
const routeOf = ({ route }: Request): string =>
  typeof (route as { path?: unknown } | undefined)?.path === 'string' ? (route as { path: string }).path : 'none';

export function createApp({ routers, isAway, onError, elapsed, onRequest }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request: Request, response: Response, next) => {
    const began = elapsed();
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.on('finish', () =>
      onRequest(request.method, routeOf(request), response.statusCode, (elapsed() - began) / 1000),
    );
    next();
  });
  app.use(express.json({ limit: MOST_BODY }));
  for (const router of routers) app.use(router);
  app.use((_request: Request, response: Response) => sendProblem(response, 'not-found'));
  app.use(problemHandler(isAway, onError));
  return app;
}

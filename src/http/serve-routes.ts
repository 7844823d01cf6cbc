// Declared routes as Express answers them: who asks is known first, then whether they may, then what they send is read; what is
// answered goes out through its schema, so that no field leaves that is not declared.
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { becomeStream } from './at-once.ts';
import { type Identity, mayDo, type Principal } from './access.ts';
import { word } from './pages-and-versions.ts';
import { type FieldError, RequestProblem } from './problem.ts';
import { type AnyRoute, PREFIX } from './route.ts';

export type AccessPorts = {
  /** Who sends a request; undefined where it does not say, or not truly. */
  identify(request: Request): Promise<Identity | undefined>;
  /** Somebody as a municipality knows them; undefined where it does not, or where there is none. */
  know(municipality: string, identity: Identity): Promise<Principal | undefined>;
};

/** Each place at which something is wrong, with the first that is; what was sent is not repeated. */
export function fieldErrors({ issues }: z.ZodError, where: string): FieldError[] {
  const first = new Map<string, string>();
  for (const { path, message } of issues) {
    const at = `${where}/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
    if (!first.has(at)) first.set(at, message);
  }
  return [...first].map(([pointer, message]) => ({ pointer, message }));
}

const MUNICIPALITY = word(100);

/** Everything that is sent, read by the schemas; throws with all that is wrong in it at once. */
function readInput({ input }: AnyRoute, request: Request) {
  const errors: FieldError[] = [];
  const read = (where: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    errors.push(...fieldErrors(parsed.error, where));
    return undefined;
  };
  const { municipality: _municipality, ...path } = request.params;
  const found = {
    path: read('#path', input.path, path),
    query: read('#query', input.query, request.query),
    headers: read('#headers', input.headers, request.headers),
    body: read('', input.body, request.body),
  };
  // An address with a name that can be nobody's is one of nothing.
  if (errors.some(({ pointer }) => pointer.startsWith('#path'))) throw new RequestProblem('not-found');
  if (errors.length > 0) throw new RequestProblem('bad-request', errors);
  return found;
}

const BEAT_MILLISECONDS = 15_000;

/** Server-sent events, until there are no more or nobody listens; a comment now and then tells proxies that it lives. */
async function sendEvents(response: Response, { answer }: AnyRoute, events: AsyncIterable<unknown>): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MILLISECONDS);
  try {
    for await (const event of events) {
      if (response.closed) return;
      response.write(`data: ${JSON.stringify(answer?.parse(event))}\n\n`);
    }
  } finally {
    clearInterval(beat);
    response.end();
  }
}

/** Says when nobody listens to an answer any more. */
function closedSignal(response: Response): AbortSignal {
  const closed = new AbortController();
  if (response.closed) closed.abort();
  else response.on('close', () => closed.abort());
  return closed.signal;
}

function handlerOf(route: AnyRoute, { identify, know }: AccessPorts): RequestHandler {
  return async (request: Request, response: Response) => {
    const identity = await identify(request);
    if (identity === undefined) throw new RequestProblem('unknown-caller');
    const { municipality = '' } = request.params as { municipality?: string };
    const isName = MUNICIPALITY.safeParse(municipality).success;
    const isOther = identity.municipality !== undefined && identity.municipality !== municipality;
    const principal = isName && !isOther ? await know(municipality, identity) : undefined;
    // A municipality that does not know somebody is none to them.
    if (principal === undefined) throw new RequestProblem('not-found');
    if (!mayDo(principal, route.may)) throw new RequestProblem('not-allowed');
    // Of another type than JSON it was not read.
    if (route.input.body !== undefined && (request.body === undefined || request.body === null))
      throw new RequestProblem('bad-body');
    const {
      body,
      headers = {},
      status = route.status,
    } = await route.handle({
      municipality,
      principal,
      ...readInput(route, request),
      ...(route.isStream === true ? { closed: closedSignal(response) } : {}),
    } as Parameters<AnyRoute['handle']>[0]);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const tag = headers['ETag'];
    if (request.method === 'GET' && tag !== undefined && request.header('if-none-match') === tag) {
      response.status(304).end();
      return;
    }
    if (route.isStream === true) {
      becomeStream(response);
      await sendEvents(response, route, body as AsyncIterable<unknown>);
      return;
    }
    if (route.answer === undefined) response.status(status).end();
    else response.status(status).json(route.answer.parse(body));
  };
}

/** Where Express looks for a route: names in braces become its own. */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

export function routesRouter(routes: readonly AnyRoute[], access: AccessPorts): Router {
  const router = Router();
  for (const each of routes) router[each.method](expressPath(PREFIX + each.path), handlerOf(each, access));
  return router;
}

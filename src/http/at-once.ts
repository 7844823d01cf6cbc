// How much is answered at a time. What comes beyond that is told to come again, in as few words as there are and before anything
// else is done for it: a short wait for everybody helps nobody, and refusing must not take what answering needs.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PROBLEM_TYPE, problemText, RETRY_SECONDS, RequestProblem } from './problem.ts';

export type AtOnce = {
  /** Requests that are being answered. */
  readonly requests: number;
  /** Streams that are open: each takes little, for as long as somebody listens. */
  readonly streams: number;
};

export type AtOnceOptions = {
  readonly most: AtOnce;
  /** Whether a request is answered however many there are, such as those of whoever watches over the process. */
  readonly isAlways: (request: IncomingMessage) => boolean;
  readonly onRefused: (request: IncomingMessage) => void;
};

const REFUSAL = problemText('overloaded');
const REFUSAL_HEADERS = {
  'Content-Type': PROBLEM_TYPE,
  'Content-Length': Buffer.byteLength(REFUSAL),
  'Retry-After': RETRY_SECONDS,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

const changes = new WeakMap<ServerResponse, () => void>();

/** From here on an answer is a stream, and no longer in the way of requests. Throws where too many are open. */
export const becomeStream = (response: ServerResponse): void => changes.get(response)?.();

/** Hands on what can be answered, and refuses the rest. */
export function notTooManyAtOnce(
  handler: RequestListener,
  { most, isAlways, onRefused }: AtOnceOptions,
): RequestListener {
  const running = { requests: 0, streams: 0 };
  return (request, response) => {
    if (isAlways(request)) return handler(request, response);
    if (running.requests >= most.requests) {
      response.writeHead(503, REFUSAL_HEADERS).end(REFUSAL);
      return onRefused(request);
    }
    let kind: keyof AtOnce = 'requests';
    running[kind]++;
    response.on('close', () => running[kind]--);
    changes.set(response, () => {
      if (running.streams >= most.streams) throw new RequestProblem('overloaded');
      running.requests--;
      kind = 'streams';
      running[kind]++;
    });
    handler(request, response);
  };
}

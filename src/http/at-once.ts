// How much is answered at a time. What comes beyond that is told to come again, in as few words as there are and before anything
// else is done for it: a short wait for everybody helps nobody, and refusing must not take what answering needs.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PROBLEM_TYPE, problemText, RETRY_SECONDS, RequestProblem } from './problem.ts';

export type AtOnce = {
  /** Requests that are being answered. */
  readonly requests: number;
  /** Streams that are open, for as long as somebody listens. */
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

const turning = new WeakMap<ServerResponse, () => void>();

/** From here on an answer is a stream, and no longer in the way of requests. Throws where too many are open. */
export const becomeStream = (response: ServerResponse): void => turning.get(response)?.();

/** Hands on what can be answered, and refuses the rest. */
export function notTooManyAtOnce(
  handler: RequestListener,
  { most, isAlways, onRefused }: AtOnceOptions,
): RequestListener {
  const running = { requests: 0, streams: 0 };
  /** Counts an answer until it has gone out or whoever asked is gone; once, whatever happens in whatever order. */
  const count = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    let kind: keyof AtOnce | undefined = 'requests';
    running.requests++;
    const end = (): void => {
      if (kind !== undefined) running[kind]--;
      kind = undefined;
      response.off('close', end);
      socket.off('close', end);
    };
    response.on('close', end);
    // An answer that stands in line behind others on its connection never hears that this has ended.
    socket.setMaxListeners(0).on('close', end);
    turning.set(response, () => {
      if (kind !== 'requests') return;
      if (running.streams >= most.streams) throw new RequestProblem('overloaded');
      running.requests--;
      kind = 'streams';
      running.streams++;
    });
  };
  return (request, response) => {
    if (!isAlways(request)) {
      if (running.requests >= most.requests) {
        response.writeHead(503, REFUSAL_HEADERS).end(REFUSAL);
        return onRefused(request);
      }
      count(request, response);
    }
    handler(request, response);
  };
}

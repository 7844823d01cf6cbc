// What goes wrong, as problem documents (RFC 9457): a code, a sentence and what to do, and no value that somebody sent.
import type { ErrorRequestHandler, Response } from 'express';

export const HTTP_PROBLEMS = {
  'not-found': [404, 'There is nothing here.', 'Check the address; what you may not see is not here either.'],
  'bad-body': [400, 'The body must be a JSON object.', 'Send it with Content-Type: application/json.'],
  'bad-request': [422, 'Something in the body must be changed.', 'See errors: each has a pointer and what must hold.'],
  'no-key': [
    400,
    'The header Idempotency-Key must be given.',
    'Send a key of your own, 1 to 200 characters, the same whenever you ask again for the same.',
  ],
  'key-used': [409, 'The key of the request was used for something else.', 'Use another key for another request.'],
  'too-large': [413, 'The body is too large.', 'Send at most 64 kilobytes.'],
  away: [503, 'The database does not answer.', 'Nothing was accepted. Ask again with the same key.'],
  internal: [500, 'Something went wrong here.', 'Ask again with the same key; the log has its code.'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string, detail: string]>>;
export type HttpProblem = keyof typeof HTTP_PROBLEMS;

/** One thing that is wrong in a body. */
export type FieldError = { readonly pointer: string; readonly message: string };

/** Seconds after which asking again makes sense. */
const RETRY_SECONDS = 2;

/** Ends a request with a problem. */
export class RequestProblem extends Error {
  readonly problem: HttpProblem;
  readonly errors: readonly FieldError[];

  constructor(problem: HttpProblem, errors: readonly FieldError[] = []) {
    super(problem);
    this.problem = problem;
    this.errors = errors;
  }
}

export function sendProblem(response: Response, problem: HttpProblem, errors: readonly FieldError[] = []): void {
  const [status, title, detail] = HTTP_PROBLEMS[problem];
  if (status === 503) response.setHeader('Retry-After', String(RETRY_SECONDS));
  const body = { type: `about:blank#${problem}`, title, status, detail, ...(errors.length > 0 ? { errors } : {}) };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** The problem of whatever was thrown. `isAway` tells whether the database is. */
export function problemOf(error: unknown, isAway: (error: unknown) => boolean): [HttpProblem, readonly FieldError[]] {
  if (error instanceof RequestProblem) return [error.problem, error.errors];
  const { type } = (error ?? {}) as { type?: unknown };
  if (type === 'entity.too.large') return ['too-large', []];
  if (typeof type === 'string') return ['bad-body', []];
  return [isAway(error) ? 'away' : 'internal', []];
}

/** Answers with the problem of whatever was thrown; `onError` hears of what is ours. */
export const problemHandler =
  (isAway: (error: unknown) => boolean, onError: (error: unknown) => void): ErrorRequestHandler =>
  (error, _request, response, next) => {
    const [problem, errors] = problemOf(error, isAway);
    if (problem === 'away' || problem === 'internal') onError(error);
    if (response.headersSent) return next(error);
    sendProblem(response, problem, errors);
  };

// What goes wrong, as problem documents (RFC 9457): a code, a sentence and what to do, and no value that somebody sent.
import type { ErrorRequestHandler, Response } from 'express';

export const HTTP_PROBLEMS = {
  'not-found': [404, 'There is nothing here.', 'Check the address; what you may not see is not here either.'],
  'bad-body': [400, 'The body must be a JSON object.', 'Send it with Content-Type: application/json.'],
  'bad-request': [422, 'Something in the body must be changed.', 'See errors: each has a pointer and what must hold.'],
  'unknown-caller': [
    401,
    'Nobody is known by what was sent.',
    'Sign in, or send Authorization: Bearer with an API key or a token that is valid now.',
  ],
  'not-allowed': [403, 'Your role may not do this.', 'Ask whoever gives out roles in the municipality.'],
  'not-from-here': [403, 'The request came from another page.', 'Send it from the page that signed you in.'],
  'version-needed': [
    428,
    'It must be said which version is changed.',
    'Send If-Match with the ETag that was read, or If-None-Match: * to make a new one.',
  ],
  'version-old': [412, 'It has changed since it was read.', 'Read it again, and change what is there now.'],
  'in-the-way': [
    409,
    'What is there now does not allow it.',
    'Read it again: it is at another step, or others refer to it.',
  ],
  'too-many': [429, 'Too much was asked for in a short time.', 'Wait as long as Retry-After says, and ask again.'],
  'too-busy': [
    429,
    'The municipality has too much waiting or has used up its time of today.',
    'Wait as long as Retry-After says, or take back jobs that nobody needs.',
  ],
  'key-used': [409, 'The key of the request was used for something else.', 'Use another key for another request.'],
  'too-large': [413, 'The body is too large.', 'Send at most 64 kilobytes; a caseload to import at most 64 megabytes.'],
  overloaded: [503, 'Too much is asked for at this moment.', 'Nothing was done. Ask again after Retry-After.'],
  away: [503, 'The database does not answer.', 'Nothing was accepted. Ask again with the same key.'],
  internal: [500, 'Something went wrong here.', 'Ask again with the same key; the log has its code.'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string, detail: string]>>;
export type HttpProblem = keyof typeof HTTP_PROBLEMS;

/** One thing that is wrong in a body. */
export type FieldError = { readonly pointer: string; readonly message: string };

/** Seconds after which asking again makes sense. */
export const RETRY_SECONDS = 2;

export const PROBLEM_TYPE = 'application/problem+json';

/** Ends a request with a problem. */
export class RequestProblem extends Error {
  readonly problem: HttpProblem;
  readonly errors: readonly FieldError[];
  /** Seconds after which asking again makes sense. */
  readonly retrySeconds: number;

  constructor(problem: HttpProblem, errors: readonly FieldError[] = [], retrySeconds = RETRY_SECONDS) {
    super(problem);
    this.problem = problem;
    this.errors = errors;
    this.retrySeconds = retrySeconds;
  }
}

/** The document of a problem. */
export function problemText(problem: HttpProblem, errors: readonly FieldError[] = []): string {
  const [status, title, detail] = HTTP_PROBLEMS[problem];
  return JSON.stringify({
    type: `about:blank#${problem}`,
    title,
    status,
    detail,
    ...(errors.length > 0 ? { errors } : {}),
  });
}

export function sendProblem(
  response: Response,
  problem: HttpProblem,
  errors: readonly FieldError[] = [],
  retrySeconds = RETRY_SECONDS,
): void {
  const [status] = HTTP_PROBLEMS[problem];
  if (status === 503 || status === 429) response.setHeader('Retry-After', String(retrySeconds));
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(status).type(PROBLEM_TYPE).send(problemText(problem, errors));
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
    sendProblem(response, problem, errors, error instanceof RequestProblem ? error.retrySeconds : RETRY_SECONDS);
  };

// Who operates the service: named by whoever runs it, not by any municipality. They see the queues, in which there are ids alone,
// and nothing of any municipality for it.
import { type RequestHandler, Router } from 'express';
import { RequestProblem } from '../../../src/http/problem.ts';
import type { AccessPorts } from '../../../src/http/serve-routes.ts';

export type OperatorsOptions = {
  readonly identify: AccessPorts['identify'];
  /** Subjects of the identity provider. */
  readonly operators: ReadonlySet<string>;
  /** Where a browser that nobody has signed in with is led; absent: nowhere. */
  readonly signIn?: ((to: string) => string) | undefined;
};

/** Subjects as they are written in a setting: with commas or blanks between them. */
export const readOperators = (text: string | undefined): ReadonlySet<string> =>
  new Set((text ?? '').split(/[\s,]+/).filter((subject) => subject !== ''));

/** Hands on what operators ask below a path; for everybody else there is nothing. */
export function forOperators(
  path: string,
  handler: RequestHandler,
  { identify, operators, signIn }: OperatorsOptions,
): Router {
  const router = Router();
  router.use(path, async (request, response, next) => {
    const identity = await identify(request);
    if (identity === undefined && signIn !== undefined && request.accepts('html') !== false)
      return response.redirect(303, signIn(path));
    if (identity === undefined) throw new RequestProblem('unknown-caller');
    // The key of an integration is one municipality's.
    const isOperator = identity.municipality === undefined && operators.has(identity.subject);
    if (identity.isLocal !== true && !isOperator) throw new RequestProblem('not-found');
    handler(request, response, next);
  });
  return router;
}

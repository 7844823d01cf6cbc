// The API's own document, for people and for generators of clients.
import { type Request, type Response, Router } from 'express';
import { openApiDocument } from './openapi.ts';
import type { AnyRoute } from './route.ts';

export function documentRouter(routes: readonly AnyRoute[], version: string): Router {
  const text = JSON.stringify(openApiDocument(routes, version));
  const router = Router();
  router.get('/openapi.json', (_request: Request, response: Response) => {
    response.type('application/json').send(text);
  });
  return router;
}

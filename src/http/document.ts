// The API's own document, for people and for generators of clients.
import { type Request, type Response, Router } from 'express';
import { documentPage, PAGE_STYLE } from './document-page.ts';
import { openApiDocument } from './openapi.ts';
import type { AnyRoute } from './route.ts';

/** The page has a style of its own, and nothing else. */
const PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";

export function documentRouter(routes: readonly AnyRoute[], version: string): Router {
  const document = openApiDocument(routes, version);
  const [text, page] = [JSON.stringify(document), documentPage(document)];
  const router = Router();
  router.get('/openapi.json', (_request: Request, response: Response) => {
    response.type('application/json').send(text);
  });
  router.get('/docs', (_request: Request, response: Response) => {
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.type('html').send(page);
  });
  router.get('/docs/style.css', (_request: Request, response: Response) => {
    response.type('css').send(PAGE_STYLE);
  });
  return router;
}

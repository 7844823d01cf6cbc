// What those who operate the service ask a process: whether it lives, whether it can do its work, and its figures.
import { type Request, type Response, Router } from 'express';

/** Something a process needs, and whether it is there. */
export type Readiness = { readonly what: string; readonly isOk: boolean };

export type OperationsPorts = {
  /** Everything the process needs; never rejects. */
  ready(): Promise<readonly Readiness[]>;
  /** Figures for Prometheus. */
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
};

const [HEALTH, READY, METRICS] = ['/health', '/ready', '/metrics'] as const;
const PATHS: ReadonlySet<string> = new Set([HEALTH, READY, METRICS]);
/** Whether an address is one of these: they are answered however much else is asked for. */
export const isOperation = (url: string | undefined): boolean => PATHS.has((url ?? '').split('?')[0] ?? '');

export function operationsRouter({ ready, metrics }: OperationsPorts): Router {
  const router = Router();
  router.get(HEALTH, (_request: Request, response: Response) => void response.json({ status: 'ok' }));
  router.get(READY, async (_request: Request, response: Response) => {
    const needs = await ready();
    const isReady = needs.every(({ isOk }) => isOk);
    const status = isReady ? 'ok' : 'failed';
    response.status(isReady ? 200 : 503).json({
      status,
      needs: Object.fromEntries(needs.map(({ what, isOk }) => [what, isOk ? 'ok' : 'failed'])),
    });
  });
  router.get(METRICS, async (_request: Request, response: Response) => {
    const text = await metrics.text();
    response.type(metrics.contentType).send(text);
  });
  return router;
}

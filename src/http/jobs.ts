// Asking for a job, looking at it, and taking it back. A job is accepted (202) once the database has it, and not before.
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { jobParams, type JobParams } from '../schema/job-params.ts';
import { type FieldError, RequestProblem } from './problem.ts';

/** Kinds that may be asked for; the night and the canary are the service's own. */
const ASKED_KINDS = ['propose', 'replan', 'roll-out'] as const;
const jobRequest = z.strictObject({ kind: z.enum(ASKED_KINDS), params: jobParams.prefault({}) });

export type AskedJob = {
  readonly kind: (typeof ASKED_KINDS)[number];
  readonly params: JobParams;
  readonly idempotencyKey: string;
  readonly traceparent: string | undefined;
};

/** A job as whoever asked for it sees it. */
export type JobView = {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly progress: unknown;
  readonly failureCode: string | null;
  readonly planId: string | null;
};

export type JobPorts = {
  /** Asks for a job; undefined where there is no such municipality. */
  ask(
    municipality: string,
    job: AskedJob,
  ): Promise<{ readonly jobId: string; readonly outcome: 'new' | 'known' | 'mismatch' } | undefined>;
  /** A job; undefined where there is none. */
  look(municipality: string, jobId: string): Promise<JobView | undefined>;
  /** Asks for a job's end; its status afterwards, undefined where there is none. */
  cancel(municipality: string, jobId: string): Promise<string | undefined>;
};

type OfMunicipality = Request<{ municipality: string }>;
type OfJob = Request<{ municipality: string; job: string }>;

const UUID = z.uuid();
const MOST_KEY_CHARACTERS = 200;

/** Each place of the body at which something is wrong, with the first that is; what was sent is not repeated. */
function fieldErrors({ issues }: z.ZodError): FieldError[] {
  const first = new Map<string, string>();
  for (const { path, message } of issues) {
    const pointer = `/${path.map(String).join('/')}`;
    if (!first.has(pointer)) first.set(pointer, message);
  }
  return [...first].map(([pointer, message]) => ({ pointer, message }));
}

function askedOf(request: OfMunicipality): AskedJob {
  const key = request.header('idempotency-key');
  if (key === undefined || key === '' || key.length > MOST_KEY_CHARACTERS) throw new RequestProblem('no-key');
  if (typeof request.body !== 'object' || request.body === null) throw new RequestProblem('bad-body');
  const read = jobRequest.safeParse(request.body);
  if (!read.success) throw new RequestProblem('bad-request', fieldErrors(read.error));
  return { ...read.data, idempotencyKey: key, traceparent: request.header('traceparent') };
}

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new RequestProblem('not-found');
  return value;
};

const jobIdOf = ({ params }: OfJob): string => {
  if (!UUID.safeParse(params.job).success) throw new RequestProblem('not-found');
  return params.job;
};

export function jobsRouter(ports: JobPorts): Router {
  const router = Router();
  router.post('/v1/municipalities/:municipality/jobs', async (request: OfMunicipality, response: Response) => {
    const { municipality } = request.params;
    const { jobId, outcome } = found(await ports.ask(municipality, askedOf(request)));
    if (outcome === 'mismatch') throw new RequestProblem('key-used');
    response.setHeader('Location', `/v1/municipalities/${encodeURIComponent(municipality)}/jobs/${jobId}`);
    response.status(202).json({ id: jobId });
  });
  const path = '/v1/municipalities/:municipality/jobs/:job';
  router.get(path, async (request: OfJob, response: Response) => {
    response.json(found(await ports.look(request.params.municipality, jobIdOf(request))));
  });
  router.delete(path, async (request: OfJob, response: Response) => {
    const status = found(await ports.cancel(request.params.municipality, jobIdOf(request)));
    response.json({ id: request.params.job, status });
  });
  return router;
}

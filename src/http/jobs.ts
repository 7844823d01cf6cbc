// Asking for a job, watching it, and taking it back. A job is accepted (202) once the database has it, and not before.
// Long function jobRoutes: declarations one after the other, each read by itself.
import { z } from 'zod';
import { jobParams, type JobParams } from '../schema/job-params.ts';
import type { Principal } from './access.ts';
import { found, keyHeaders, TAGS } from './pages-and-versions.ts';
import { RequestProblem } from './problem.ts';
import { type AnyRoute, PREFIX, route } from './route.ts';

/** Kinds that may be asked for; the night and the canary are the service's own. */
const ASKED_KINDS = ['propose', 'replan', 'roll-out'] as const;
const jobRequest = z
  .strictObject({ kind: z.enum(ASKED_KINDS), params: jobParams.prefault({}) })
  .meta({ id: 'JobRequest' });

export type AskedJob = {
  readonly kind: (typeof ASKED_KINDS)[number];
  readonly params: JobParams;
  readonly idempotencyKey: string;
  readonly traceparent: string | undefined;
};

const acceptedJob = z.object({ id: z.uuid() }).meta({ id: 'AcceptedJob' });

const progress = z
  .object({
    stage: z.string().meta({ description: 'What it is doing, such as `search`.' }),
    objective: z.number().optional().meta({ description: 'Points of the best plan so far (the incumbent).' }),
    bound: z.number().optional().meta({ description: 'No plan is worth more points.' }),
    gap: z.number().optional().meta({ description: 'What lies between them, as a share of what is at stake.' }),
  })
  .meta({ id: 'Progress' });

export const jobView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    progress: progress.nullable(),
    failureCode: z.string().nullable().meta({ description: 'Why it failed; a code.' }),
    planId: z.uuid().nullable().meta({ description: 'The plan that came of it.' }),
  })
  .meta({ id: 'Job' });

/** A job as whoever asked for it sees it. */
export type JobView = z.input<typeof jobView>;

export type JobPorts = {
  /** Asks for a job; `busy`: seconds after which the municipality may ask for more. */
  ask(
    municipality: string,
    principal: Principal,
    job: AskedJob,
  ): Promise<
    | { readonly outcome: 'new' | 'known' | 'mismatch'; readonly jobId: string }
    | { readonly outcome: 'busy'; readonly seconds: number }
  >;
  /** A job; undefined where there is none. */
  look(municipality: string, principal: Principal, jobId: string): Promise<JobView | undefined>;
  /** A job each time that something about it changes, to its end or until nobody listens; undefined where there is none. */
  watch(
    municipality: string,
    principal: Principal,
    jobId: string,
    closed?: AbortSignal,
  ): Promise<AsyncIterable<JobView> | undefined>;
  /** Asks for a job's end; its status afterwards, undefined where there is none. */
  cancel(municipality: string, principal: Principal, jobId: string): Promise<JobView['status'] | undefined>;
};

const path = z.object({ job: z.uuid() });
const cancelled = jobView.pick({ id: true, status: true }).meta({ id: 'CancelledJob' });
const LOCATION = { Location: 'Where the job is.' };

export function jobRoutes(ports: JobPorts): AnyRoute[] {
  const accept = async (municipality: string, principal: Principal, job: AskedJob) => {
    const asked = await ports.ask(municipality, principal, job);
    if (asked.outcome === 'busy') throw new RequestProblem('too-busy', [], asked.seconds);
    if (asked.outcome === 'mismatch') throw new RequestProblem('key-used');
    const address = `${PREFIX.replace('{municipality}', encodeURIComponent(municipality))}/jobs/${asked.jobId}`;
    return { body: { id: asked.jobId }, headers: { Location: address } };
  };
  const asking = {
    tag: TAGS.jobs,
    method: 'post',
    may: 'use-jobs',
    status: 202,
    answer: acceptedJob,
    answerHeaders: LOCATION,
    problems: ['key-used', 'too-busy'],
  } as const;
  return [
    route({
      ...asking,
      id: 'propose',
      path: '/proposals',
      title: 'Ask for a proposed plan: for everyone, or for one recipient or contact while the rest stays as published',
      text: 'Accepted once it is on record. Watch the job; its `planId` is the proposal.',
      input: { headers: keyHeaders, body: jobParams },
      handle: ({ municipality, principal, headers, body }) =>
        accept(municipality, principal, {
          kind: 'propose',
          params: body,
          idempotencyKey: headers['idempotency-key'],
          traceparent: headers.traceparent,
        }),
    }),
    route({
      ...asking,
      id: 'askForJob',
      path: '/jobs',
      title: 'Ask for a job: propose, replan from what is published, or roll the published plan out again',
      input: { headers: keyHeaders, body: jobRequest },
      handle: ({ municipality, principal, headers, body }) =>
        accept(municipality, principal, {
          ...body,
          idempotencyKey: headers['idempotency-key'],
          traceparent: headers.traceparent,
        }),
    }),
    route({
      id: 'getJob',
      tag: TAGS.jobs,
      method: 'get',
      path: '/jobs/{job}',
      title: 'A job: how far it is, and how it ended',
      may: 'use-jobs',
      input: { path },
      status: 200,
      answer: jobView,
      handle: async ({ municipality, principal, path: { job } }) => ({
        body: found(await ports.look(municipality, principal, job)),
      }),
    }),
    route({
      id: 'watchJob',
      tag: TAGS.jobs,
      method: 'get',
      path: '/jobs/{job}/events',
      title: 'A job as it goes on: an event each time that its status, best plan or bound changes, until it has ended',
      may: 'use-jobs',
      input: { path },
      status: 200,
      answer: jobView,
      isStream: true,
      handle: async ({ municipality, principal, path: { job }, closed }) => ({
        body: found(await ports.watch(municipality, principal, job, closed)) as never,
      }),
    }),
    route({
      id: 'cancelJob',
      tag: TAGS.jobs,
      method: 'delete',
      path: '/jobs/{job}',
      title: 'Take a job back; one that runs ends within seconds, and no plan comes of it',
      may: 'use-jobs',
      input: { path },
      status: 200,
      answer: cancelled,
      handle: async ({ municipality, principal, path: { job } }) => ({
        body: { id: job, status: found(await ports.cancel(municipality, principal, job)) },
      }),
    }),
  ];
}

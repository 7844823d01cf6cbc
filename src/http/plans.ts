// Plans: which there are, what is in one, why, and what is different from another; and publishing one in somebody's name.
// Long function planRoutes: declarations one after the other, each read by itself.
import { z } from 'zod';
import { assignment as plainAssignment, brokenPin, plan, session } from '../schema/plan.ts';
import { date, id } from '../schema/scalars.ts';
import type { Principal } from './access.ts';
import { found, isoMoment, type Page, pageOf, type PageQuery, pageQuery, TAGS } from './pages-and-versions.ts';
import { RequestProblem } from './problem.ts';
import { type AnyRoute, route } from './route.ts';

export const assignment = plainAssignment.meta({ id: 'Assignment' });

export const planHead = z
  .object({
    id: z.uuid(),
    jobId: z.uuid(),
    basedOn: z.uuid().nullable().meta({ description: 'The published plan that it was made from.' }),
    status: z.enum(['proposed', 'published', 'superseded']),
    publishedBy: z.string().nullable().meta({ description: 'In whose name.' }),
    publishedAt: isoMoment.nullable(),
    createdAt: isoMoment,
  })
  .meta({ id: 'PlanHead' });
export type PlanHead = z.input<typeof planHead>;

/** Nobody who is not shown is in them: protected people are not matched, and count for nothing. */
const figures = z
  .object(
    plan.pick({
      status: true,
      objective: true,
      bound: true,
      absGap: true,
      gap: true,
      gapPerPart: true,
      base: true,
      score: true,
    }).shape,
  )
  .meta({ id: 'PlanFigures' });

export const planView = z
  .object({
    ...planHead.shape,
    today: date.optional(),
    from: date,
    weeks: z.int(),
    figures,
    assignments: z.array(assignment),
    leads: plan.shape.leads,
    unserved: plan.shape.unserved,
    brokenPins: z.array(brokenPin),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.input<typeof planView>;

const sessionQuery = z.object({
  from: date.optional().meta({ description: 'First day.' }),
  to: date.optional().meta({ description: 'First day that is not asked for.' }),
  recipientId: id.optional(),
  contactId: id.optional(),
  ...pageQuery.shape,
});
export type SessionQuery = z.output<typeof sessionQuery>;

const sessionView = session
  .extend({ recipientId: id, contactIds: z.array(id), partId: id })
  .meta({ id: 'Session', description: 'Dates are local to Norway, minutes are minutes.' });
export type SessionView = z.input<typeof sessionView>;

/** What explanations hold is told by `kobling explain --json` alike. */
const openRecord = z.record(z.string(), z.unknown());

export const reasons = z
  .object({
    partId: id,
    share: z.int().optional(),
    assignment: assignment.nullable().meta({ description: 'Null where the part is not served.' }),
    explained: openRecord
      .nullable()
      .meta({ description: 'Why it is as it is: what the pairing is worth rule by rule, and who else could.' }),
    unserved: openRecord
      .nullable()
      .meta({ description: 'Why it is not served: the class, contact by contact, and what would change it.' }),
  })
  .meta({ id: 'Reasons' });
export type ReasonsView = z.input<typeof reasons>;

const changes = openRecord.meta({
  id: 'Changes',
  description: 'As kobling changes --json tells them, person by person.',
});

export type PlanPorts = {
  list(
    municipality: string,
    principal: Principal,
    page: PageQuery & { readonly status?: PlanHead['status'] | undefined },
  ): Promise<Page<PlanHead>>;
  read(municipality: string, principal: Principal, planId: string): Promise<PlanView | undefined>;
  sessions(
    municipality: string,
    principal: Principal,
    planId: string,
    query: SessionQuery,
  ): Promise<Page<SessionView> | undefined>;
  reasons(
    municipality: string,
    principal: Principal,
    planId: string,
    part: { readonly partId: string; readonly share?: number | undefined },
  ): Promise<ReasonsView | undefined>;
  /** What a plan changes against another, or against what it was made from. */
  changes(
    municipality: string,
    principal: Principal,
    planId: string,
    since: string | undefined,
  ): Promise<Record<string, unknown> | undefined>;
  /** What the night of a date has changed. */
  night(municipality: string, principal: Principal, runDate: string): Promise<Record<string, unknown> | undefined>;
  /** Publishes a proposed plan; false where it is not proposed. */
  publish(municipality: string, principal: Principal, planId: string): Promise<boolean | undefined>;
};

const path = z.object({ plan: z.uuid() });

export function planRoutes(ports: PlanPorts): AnyRoute[] {
  const shared = { tag: TAGS.plans, may: 'read-plans', status: 200, method: 'get' } as const;
  return [
    route({
      ...shared,
      id: 'listPlans',
      path: '/plans',
      title: 'Plans, the newest first',
      input: { query: pageQuery.extend({ after: z.uuid().optional(), status: planHead.shape.status.optional() }) },
      answer: pageOf(planHead, 'PlanPage'),
      handle: async ({ municipality, principal, query }) => ({
        body: (await ports.list(municipality, principal, query)) as never,
      }),
    }),
    route({
      ...shared,
      id: 'getPlan',
      path: '/plans/{plan}',
      title: 'A plan: who meets whom, and who is not served',
      input: { path },
      answer: planView,
      handle: async ({ municipality, principal, path: own }) => ({
        body: found(await ports.read(municipality, principal, own.plan)),
      }),
    }),
    route({
      ...shared,
      id: 'listSessions',
      path: '/plans/{plan}/sessions',
      title: 'Sessions of a plan, by date; of one person or some days where asked',
      input: { path, query: sessionQuery },
      answer: pageOf(sessionView, 'SessionPage'),
      handle: async ({ municipality, principal, path: own, query }) => ({
        body: found(await ports.sessions(municipality, principal, own.plan, query)) as never,
      }),
    }),
    route({
      ...shared,
      id: 'getReasons',
      path: '/plans/{plan}/reasons/{part}',
      title: 'Why a part of a decision is served as it is, or not, and who else could',
      input: {
        path: path.extend({ part: id }),
        query: z.object({ share: z.coerce.number().int().min(1).max(2).optional() }),
      },
      answer: reasons,
      handle: async ({ municipality, principal, path: own, query: { share } }) => ({
        body: found(await ports.reasons(municipality, principal, own.plan, { partId: own.part, share })),
      }),
    }),
    route({
      ...shared,
      id: 'getChanges',
      path: '/plans/{plan}/changes',
      title: 'What a plan changes: against the published one that it was made from, or against another',
      input: { path, query: z.object({ since: z.uuid().optional().meta({ description: 'The other plan.' }) }) },
      answer: changes,
      handle: async ({ municipality, principal, path: own, query: { since } }) => ({
        body: found(await ports.changes(municipality, principal, own.plan, since)),
      }),
    }),
    route({
      ...shared,
      id: 'getNight',
      path: '/nights/{date}',
      title: 'What the night of a date has changed, person by person, and which rule forced it',
      input: { path: z.object({ date }) },
      answer: changes,
      handle: async ({ municipality, principal, path: own }) => ({
        body: found(await ports.night(municipality, principal, own.date)),
      }),
    }),
    route({
      id: 'publishPlan',
      tag: TAGS.plans,
      method: 'post',
      path: '/plans/{plan}/publication',
      title: 'Publish a proposed plan in your name; its sessions are what the municipality goes by then',
      may: 'decide',
      input: { path },
      status: 204,
      answer: undefined,
      problems: ['in-the-way'],
      handle: async ({ municipality, principal, path: own }) => {
        if (!found(await ports.publish(municipality, principal, own.plan))) throw new RequestProblem('in-the-way');
        return { body: undefined };
      },
    }),
  ];
}

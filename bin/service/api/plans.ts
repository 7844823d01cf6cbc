// Plans as HTTP asks for them, in the database; whoever is hidden from somebody is in none.
import { sql } from 'kysely';
import { type Page, pageFrom } from '../../../src/http/pages-and-versions.ts';
import type { PlanHead, PlanPorts, PlanView, ReasonsView, SessionQuery, SessionView } from '../../../src/http/plans.ts';
import { portionKey } from '../../../src/domain/world.ts';
import { explainPairing } from '../../../src/explain/pairing.ts';
import { explainUnserved } from '../../../src/explain/unserved.ts';
import { RULES } from '../../../src/rules/index.ts';
import type { Plan } from '../../../src/schema/plan.ts';
import { mentions } from '../../../src/store/neighbours.ts';
import { publishPlan } from '../../../src/store/publishing.ts';
import { changesOf } from '../../changes-page.ts';
import { type KeptPlan, keptPlan, nightOf, planOf } from '../kept-plans.ts';
import type { AtDesk, Desk } from './desk.ts';

const HEAD = ['id', 'jobId', 'basedOn', 'status', 'publishedBy', 'publishedAt', 'createdAt'] as const;
type HeadRow = Omit<PlanHead, 'publishedAt' | 'createdAt'> & {
  readonly publishedAt: Date | null;
  readonly createdAt: Date;
};

const headOf = ({ publishedAt, createdAt, ...head }: HeadRow): PlanHead => ({
  ...head,
  publishedAt: publishedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

/** A plan without those who are hidden. */
function shownIn(plan: Plan, hidden: ReadonlySet<string>): Plan {
  if (hidden.size === 0) return plan;
  const names = (value: unknown): boolean => mentions(value, hidden);
  const assignments = plan.assignments.filter((own) => !names(own));
  const ids = new Set(assignments.map(({ id }) => id));
  return {
    ...plan,
    assignments,
    leads: plan.leads.filter((own) => !names(own)),
    sessions: plan.sessions.filter(({ assignmentId }) => ids.has(assignmentId)),
    unserved: plan.unserved.filter((own) => !names(own)),
    brokenPins: plan.brokenPins.filter((own) => !names(own)),
  };
}

const keyOf = ({ date, start, id }: { readonly date: string; readonly start: string; readonly id: string }): string =>
  `${date} ${start} ${id}`;

/** Sessions by their dates, with whom they are. */
function sessionsOf({ assignments, sessions }: Plan): SessionView[] {
  const byId = new Map(assignments.map((assignment) => [assignment.id, assignment]));
  return sessions
    .flatMap((session) => {
      const assignment = byId.get(session.assignmentId);
      if (assignment === undefined) return [];
      const { recipientId, contactIds, partId } = assignment;
      return [{ ...session, recipientId, contactIds, partId }];
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A plan without those who are hidden from whoever asks. */
async function shownPlan({ scope, hidden }: Desk, planId: string) {
  const row = await scope.tx
    .selectFrom('plan')
    .select([...HEAD, 'document'])
    .where('id', '=', planId)
    .executeTakeFirst();
  const plan = planOf(row?.document);
  return row === undefined || plan === undefined ? undefined : { row, plan: shownIn(plan, await hidden()) };
}

/** What is different in a plan; of whom it may not be told, it is not. */
async function told({ hidden, note }: Desk, kept: KeptPlan | undefined, before = kept?.before) {
  if (kept === undefined) return undefined;
  await note({ action: 'changes.read', subjectKind: 'plan', subjectId: kept.id });
  const ids = await hidden();
  const { report } = changesOf(kept.world, { before: before && shownIn(before, ids), after: shownIn(kept.after, ids) });
  const spanOf = (plan: Plan | undefined) => (plan === undefined ? null : { from: plan.from, weeks: plan.weeks });
  return { format: 'kobling/changes@1', before: spanOf(before), after: spanOf(kept.after), ...report };
}

/** Plans after one, the newest first. */
async function list(
  { scope: { tx } }: Desk,
  { after, limit, status }: Parameters<PlanPorts['list']>[2],
): Promise<Page<PlanHead>> {
  let query = tx
    .selectFrom('plan')
    .select(HEAD)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (status !== undefined) query = query.where('status', '=', status);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(created_at, id) < (SELECT last.created_at, last.id FROM plan last WHERE last.id = ${after})`,
    );
  return pageFrom((await query.execute()).map(headOf), limit, ({ id }) => id);
}

async function sessionPage(
  desk: Desk,
  planId: string,
  { from, to, recipientId, contactId, after, limit }: SessionQuery,
): Promise<Page<SessionView> | undefined> {
  const found = await shownPlan(desk, planId);
  if (found === undefined) return undefined;
  const asked = sessionsOf(found.plan).filter(
    (session) =>
      (from === undefined || session.date >= from) &&
      (to === undefined || session.date < to) &&
      (recipientId === undefined || session.recipientId === recipientId) &&
      (contactId === undefined || session.contactIds.includes(contactId)) &&
      (after === undefined || keyOf(session) > after),
  );
  const aboutPerson = recipientId ?? contactId;
  await desk.note({ action: 'plan.sessions-read', subjectKind: 'plan', subjectId: planId, aboutPerson });
  return pageFrom(asked.slice(0, limit + 1), limit, keyOf);
}

type Part = Parameters<PlanPorts['reasons']>[3];

async function reasons(desk: Desk, planId: string, { partId, share }: Part): Promise<ReasonsView | undefined> {
  const kept = await keptPlan(desk.scope, planId);
  if (kept === undefined || (await desk.isHidden(partId))) return undefined;
  const { world, after: plan } = kept;
  const key = portionKey(partId, share as 1 | 2 | undefined);
  const portion = world.portions.get(key);
  const assignment = plan.assignments.find((own) => portionKey(own.partId, own.share) === key);
  const explained = assignment && explainPairing(world, plan, assignment.id, RULES);
  const unserved = assignment === undefined ? explainUnserved(world, plan, key, RULES) : undefined;
  if (portion === undefined || (explained === undefined && unserved === undefined)) return undefined;
  const aboutPerson = portion.recipient.id;
  await desk.note({ action: 'plan.reasons-read', subjectKind: 'plan', subjectId: planId, aboutPerson });
  return {
    partId,
    ...(share === undefined ? {} : { share }),
    assignment: assignment ?? null,
    explained: (explained as unknown as Record<string, unknown> | undefined) ?? null,
    unserved: (unserved as unknown as Record<string, unknown> | undefined) ?? null,
  };
}

async function read(desk: Desk, planId: string): Promise<PlanView | undefined> {
  const found = await shownPlan(desk, planId);
  if (found === undefined) return undefined;
  await desk.note({ action: 'plan.read', subjectKind: 'plan', subjectId: planId });
  const { plan, row } = found;
  return { ...plan, ...headOf(row), figures: plan };
}

export const planPorts = (at: AtDesk): PlanPorts => ({
  list: (municipality, principal, page) => at(municipality, principal, (desk) => list(desk, page)),
  read: (municipality, principal, planId) => at(municipality, principal, (desk) => read(desk, planId)),
  sessions: (municipality, principal, planId, query) =>
    at(municipality, principal, (desk) => sessionPage(desk, planId, query)),
  reasons: (municipality, principal, planId, part) =>
    at(municipality, principal, (desk) => reasons(desk, planId, part)),
  changes: (municipality, principal, planId, since) =>
    at(municipality, principal, async (desk) => {
      const kept = await keptPlan(desk.scope, planId);
      if (since === undefined) return told(desk, kept);
      const other = await keptPlan(desk.scope, since);
      return other && told(desk, kept, other.after);
    }),
  night: (municipality, principal, runDate) =>
    at(municipality, principal, async (desk) => told(desk, await nightOf(desk.scope, runDate))),
  publish: (municipality, principal, planId) =>
    at(municipality, principal, async ({ scope }) => {
      const row = await scope.tx.selectFrom('plan').select('id').where('id', '=', planId).executeTakeFirst();
      return row && publishPlan(scope, planId, principal.subject);
    }),
});

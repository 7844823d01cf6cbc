// Plans as HTTP asks for them, in the database; whoever is hidden from somebody is in none.
import type { Principal } from '../../../src/http/access.ts';
import { pageFrom } from '../../../src/http/common.ts';
import type { PlanHead, PlanPorts, SessionView } from '../../../src/http/plans.ts';
import { portionKey } from '../../../src/domain/world.ts';
import { explainPairing } from '../../../src/explain/pairing.ts';
import { explainUnserved } from '../../../src/explain/unserved.ts';
import { RULES } from '../../../src/rules/index.ts';
import type { Plan } from '../../../src/schema/plan.ts';
import { note } from '../../../src/store/audit.ts';
import type { Db } from '../../../src/store/connect.ts';
import { publishPlan } from '../../../src/store/publishing.ts';
import { inTenant, type Scope } from '../../../src/store/tenant.ts';
import { changesOf } from '../../changes-page.ts';
import { type KeptPlan, keptPlan, nightOf, planOf } from '../kept-plans.ts';
import { hiddenFrom, isAbout } from './shown.ts';
import { soon } from './soon.ts';

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
  const assignments = plan.assignments.filter((own) => !isAbout(hidden, own));
  const ids = new Set(assignments.map(({ id }) => id));
  return {
    ...plan,
    assignments,
    leads: plan.leads.filter((own) => !isAbout(hidden, own)),
    sessions: plan.sessions.filter(({ assignmentId }) => ids.has(assignmentId)),
    unserved: plan.unserved.filter((own) => !isAbout(hidden, own)),
    brokenPins: plan.brokenPins.filter((own) => !isAbout(hidden, own)),
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

type Settings = { readonly app: Db; readonly now: () => number };

export function planPorts({ app, now }: Settings): PlanPorts {
  const within = <T>(municipality: string, work: (scope: Scope) => Promise<T>): Promise<T> =>
    soon(inTenant(app, municipality, work));
  const deed = (scope: Scope, { subject }: Principal, action: string, planId: string, aboutPerson?: string) =>
    note(scope, { actor: subject, action, subjectKind: 'plan', subjectId: planId, aboutPerson });

  async function shownPlan(scope: Scope, principal: Principal, planId: string) {
    const row = await scope.tx
      .selectFrom('plan')
      .select([...HEAD, 'document'])
      .where('id', '=', planId)
      .executeTakeFirst();
    const plan = planOf(row?.document);
    if (row === undefined || plan === undefined) return undefined;
    return { row, plan: shownIn(plan, await hiddenFrom(scope, principal, now())) };
  }

  /** What is different in a plan; of whom it may not be told, it is not. */
  async function told(scope: Scope, principal: Principal, kept: KeptPlan | undefined, before = kept?.before) {
    if (kept === undefined) return undefined;
    await deed(scope, principal, 'changes.read', kept.id);
    const hidden = await hiddenFrom(scope, principal, now());
    const { report } = changesOf(kept.world, {
      before: before && shownIn(before, hidden),
      after: shownIn(kept.after, hidden),
    });
    const spanOf = (plan: Plan | undefined) => (plan === undefined ? null : { from: plan.from, weeks: plan.weeks });
    return { format: 'kobling/changes@1', before: spanOf(before), after: spanOf(kept.after), ...report };
  }

  return {
    list: (municipality, _, { after, limit, status }) =>
      within(municipality, async ({ tx }) => {
        let query = tx
          .selectFrom('plan')
          .select(HEAD)
          .orderBy('createdAt', 'desc')
          .orderBy('id')
          .limit(limit + 1);
        if (status !== undefined) query = query.where('status', '=', status);
        if (after !== undefined && !Number.isNaN(Date.parse(after)))
          query = query.where('createdAt', '<', new Date(after));
        return pageFrom((await query.execute()).map(headOf), limit, ({ createdAt }) => createdAt);
      }),
    read: (municipality, principal, planId) =>
      within(municipality, async (scope) => {
        const found = await shownPlan(scope, principal, planId);
        if (found === undefined) return undefined;
        await deed(scope, principal, 'plan.read', planId);
        const { plan, row } = found;
        return { ...headOf(row), ...plan, id: row.id, status: row.status, figures: plan };
      }),
    sessions: (municipality, principal, planId, { from, to, recipientId, contactId, after, limit }) =>
      within(municipality, async (scope) => {
        const found = await shownPlan(scope, principal, planId);
        if (found === undefined) return undefined;
        const sessions = sessionsOf(found.plan).filter(
          (session) =>
            (from === undefined || session.date >= from) &&
            (to === undefined || session.date < to) &&
            (recipientId === undefined || session.recipientId === recipientId) &&
            (contactId === undefined || session.contactIds.includes(contactId)) &&
            (after === undefined || keyOf(session) > after),
        );
        await deed(scope, principal, 'plan.sessions-read', planId, recipientId ?? contactId);
        return pageFrom(sessions.slice(0, limit + 1), limit, keyOf);
      }),
    reasons: (municipality, principal, planId, { partId, share }) =>
      within(municipality, async (scope) => {
        const kept = await keptPlan(scope, planId);
        if (kept === undefined) return undefined;
        const hidden = await hiddenFrom(scope, principal, now());
        const { world, after: plan } = kept;
        const key = portionKey(partId, share as 1 | 2 | undefined);
        const portion = world.portions.get(key);
        if (portion === undefined || hidden.has(partId)) return undefined;
        const assignment = plan.assignments.find((own) => portionKey(own.partId, own.share) === key);
        const explained = assignment && explainPairing(world, plan, assignment.id, RULES);
        const unserved = assignment === undefined ? explainUnserved(world, plan, key, RULES) : undefined;
        if (explained === undefined && unserved === undefined) return undefined;
        await deed(scope, principal, 'plan.reasons-read', planId, portion.recipient.id);
        return {
          partId,
          ...(share === undefined ? {} : { share }),
          assignment: assignment ?? null,
          explained: (explained as unknown as Record<string, unknown> | undefined) ?? null,
          unserved: (unserved as unknown as Record<string, unknown> | undefined) ?? null,
        };
      }),
    changes: (municipality, principal, planId, since) =>
      within(municipality, async (scope) => {
        const kept = await keptPlan(scope, planId);
        if (since === undefined) return told(scope, principal, kept);
        const other = await keptPlan(scope, since);
        return other && told(scope, principal, kept, other.after);
      }),
    night: (municipality, principal, runDate) =>
      within(municipality, async (scope) => told(scope, principal, await nightOf(scope, runDate))),
    publish: (municipality, { subject }, planId) =>
      within(municipality, async (scope) => {
        const row = await scope.tx.selectFrom('plan').select('id').where('id', '=', planId).executeTakeFirst();
        return row && publishPlan(scope, planId, subject);
      }),
  };
}

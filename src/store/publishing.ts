// Publishing a plan: in somebody's name it becomes what the municipality goes by, and its sessions become published sessions of the
// caseload, so that the next plan keeps them where it can.
import type { PublishedSession } from '../schema/caseload.ts';
import type { Plan } from '../schema/plan.ts';
import { plan as planSchema } from '../schema/plan.ts';
import { note } from './audit.ts';
import * as plans from './plans.ts';
import type { Scope } from './tenant.ts';

/** Sessions of a plan as the caseload has them. */
function sessionsOf(planId: string, { assignments, sessions }: Plan): PublishedSession[] {
  const byId = new Map(assignments.map((assignment) => [assignment.id, assignment]));
  return sessions.flatMap(({ assignmentId, date, start, minutes, status }, at) => {
    const assignment = byId.get(assignmentId);
    if (assignment === undefined || (status !== 'draft' && status !== 'published')) return [];
    const { partId, share, groupId, offerId, contactIds } = assignment;
    const contactId = groupId === undefined && offerId === undefined ? contactIds[0] : undefined;
    return [
      {
        id: `${planId}-${at}`,
        partId,
        ...(share === undefined ? {} : { share }),
        ...(contactId === undefined ? {} : { contactId }),
        ...(groupId === undefined ? {} : { groupId }),
        ...(offerId === undefined ? {} : { offerId }),
        date,
        start,
        minutes,
        status: 'published',
      } satisfies PublishedSession,
    ];
  });
}

/** What was published for dates from this one on is replaced; what was delivered or cancelled is a record and stays. */
async function replaceSessions(
  { tx, tenantId }: Scope,
  from: string,
  sessions: readonly PublishedSession[],
): Promise<void> {
  await tx
    .deleteFrom('entity')
    .where('kind', '=', 'published-session')
    .where(({ eb, ref }) => eb(ref('body', '->>').key('status'), '=', 'published'))
    .where(({ eb, ref }) => eb(ref('body', '->>').key('date'), '>=', from))
    .execute();
  const CHUNK = 1_000;
  for (let at = 0; at < sessions.length; at += CHUNK)
    await tx
      .insertInto('entity')
      .values(
        sessions.slice(at, at + CHUNK).map((session) => ({
          tenantId,
          kind: 'published-session' as const,
          version: 1,
          id: session.id,
          body: JSON.stringify(session),
        })),
      )
      .execute();
}

/** Publishes a proposed plan, its sessions and the deed in the caller's transaction; false where it is not proposed. */
export async function publishPlan(scope: Scope, planId: string, by: string): Promise<boolean> {
  if (!(await plans.publish(scope, planId, by))) return false;
  const { document } = await scope.tx
    .selectFrom('plan')
    .select('document')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow();
  const plan = planSchema.parse(JSON.parse(document));
  await replaceSessions(scope, plan.from, sessionsOf(planId, plan));
  await note(scope, { actor: by, action: 'plan.published', subjectKind: 'plan', subjectId: planId });
  return true;
}

// What people decide, in the database: a decision, the entry of the caseload that comes of it and the deed are one transaction.
import type { Principal } from '../../../src/http/access.ts';
import { pageFrom } from '../../../src/http/common.ts';
import type {
  Decided,
  PlacementPorts,
  PlacementView,
  Step,
  Stepped,
  StepTaken,
  Verdict,
} from '../../../src/http/placements.ts';
import { type Assignment, plan as planSchema } from '../../../src/schema/plan.ts';
import { note } from '../../../src/store/audit.ts';
import type { Db } from '../../../src/store/connect.ts';
import * as entities from '../../../src/store/entities.ts';
import { decidedAbout, place, type Placement, placement, placements, takeStep } from '../../../src/store/placements.ts';
import type { PlacementStatus } from '../../../src/store/tables.ts';
import { inTenant, type Scope } from '../../../src/store/tenant.ts';
import { localDate } from '../../today.ts';
import { hiddenFrom, isAbout } from './shown.ts';
import { soon } from './soon.ts';

/** Where a placement must be for a step, where it leads, and whose answer it is. */
const STEP: Readonly<
  Record<Step, { from: PlacementStatus; to: PlacementStatus; of: readonly StepTaken['onBehalfOf'][] }>
> = {
  'contact-answer': { from: 'accepted', to: 'contact-agreed', of: ['contact'] },
  'recipient-answer': { from: 'contact-agreed', to: 'recipient-agreed', of: ['recipient', 'guardian'] },
  introduction: { from: 'recipient-agreed', to: 'introduced', of: ['municipality', 'contact'] },
  contract: { from: 'introduced', to: 'contracted', of: ['municipality'] },
  start: { from: 'contracted', to: 'active', of: ['municipality'] },
};

const viewOf = ({ steps, createdAt, ...row }: Placement): PlacementView =>
  ({
    ...row,
    createdAt: createdAt.toISOString(),
    steps: steps.map(({ step, isYes, onDate, bySubject, onBehalfOf, at }) => ({
      step,
      isYes,
      on: onDate,
      by: bySubject,
      onBehalfOf,
      at: at.toISOString(),
    })),
  }) as unknown as PlacementView;

/** With whom an assignment is, as pairings and pins say it. */
const withWhom = ({ groupId, offerId, contactIds }: Assignment) => {
  if (groupId !== undefined) return { groupId };
  if (offerId !== undefined) return { offerId };
  return { contactId: contactIds[0] };
};

/** Writes an entry of the caseload over whatever there is of its id. */
async function put(scope: Scope, kind: 'pairing' | 'pin' | 'declined-pair', id: string, body: Record<string, unknown>) {
  const version = (await entities.read(scope, { kind, id }))?.version ?? 0;
  await entities.write(scope, { kind, id, version, body });
}

const pairingOf = (id: string, assignment: Assignment, status: 'proposed' | 'active') => ({
  id,
  partId: assignment.partId,
  ...(assignment.share === undefined ? {} : { share: assignment.share }),
  ...withWhom(assignment),
  status,
});

/** The two are not proposed to each other again. */
async function declinePair(scope: Scope, assignment: Assignment, by: string, on: string): Promise<void> {
  const { recipientId } = assignment;
  const { contactId } = withWhom(assignment) as { contactId?: string };
  if (contactId === undefined) return;
  await put(scope, 'declined-pair', `${recipientId} ${contactId}`, { recipientId, contactId, by, on });
}

async function endPairing(scope: Scope, id: string): Promise<void> {
  const entity = await entities.read(scope, { kind: 'pairing', id });
  if (entity !== undefined) await entities.remove(scope, { kind: 'pairing', id, version: entity.version });
}

type Settings = { readonly app: Db; readonly now: () => number };

/** An assignment of a plan that is there for somebody. */
async function assignmentOf(
  scope: Scope,
  principal: Principal,
  { planId, assignmentId }: { readonly planId: string; readonly assignmentId: string },
  now: number,
): Promise<{ assignment: Assignment; status: string } | undefined> {
  const row = await scope.tx
    .selectFrom('plan')
    .select(['document', 'status'])
    .where('id', '=', planId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const plan = planSchema.parse(JSON.parse(row.document));
  const assignment = plan.assignments.find(({ id }) => id === assignmentId);
  if (assignment === undefined || isAbout(await hiddenFrom(scope, principal, now), assignment)) return undefined;
  return { assignment, status: row.status };
}

/** Makes a lock of an assignment; its id. */
async function lock(scope: Scope, assignment: Assignment, withTime: boolean): Promise<string> {
  const id = `lock-${assignment.partId}${assignment.share === undefined ? '' : `-${assignment.share}`}`.slice(0, 64);
  const [slot] = assignment.pattern;
  const time =
    withTime && slot !== undefined && assignment.pattern.length === 1
      ? {
          slot: {
            weekday: slot.weekday,
            start: slot.start,
            ...(assignment.cycleWeeks === 2 ? { cycleWeek: slot.cycleWeek } : {}),
          },
        }
      : {};
  await put(scope, 'pin', id, {
    id,
    partId: assignment.partId,
    ...(assignment.share === undefined ? {} : { share: assignment.share }),
    ...withWhom(assignment),
    ...time,
  });
  return id;
}

export function placementPorts({ app, now }: Settings): PlacementPorts {
  const within = <T>(municipality: string, work: (scope: Scope) => Promise<T>): Promise<T> =>
    soon(inTenant(app, municipality, work));
  const deed = (scope: Scope, { subject }: Principal, action: string, id: string, aboutPerson: string) =>
    note(scope, { actor: subject, action, subjectKind: 'placement', subjectId: id, aboutPerson });

  /** Contacts see their own; whoever is hidden from somebody is not there. */
  async function isShown(scope: Scope, principal: Principal, found: Placement): Promise<boolean> {
    const isContact = principal.roles.every((role) => role === 'contact');
    if (isContact && (found.contactId === null || found.contactId !== principal.contactId)) return false;
    return isContact || !isAbout(await hiddenFrom(scope, principal, now()), found.assignment);
  }

  const decide = async (
    scope: Scope,
    principal: Principal,
    of: { readonly planId: string; readonly assignmentId: string },
    verdict: Verdict,
  ): Promise<Decided | undefined> => {
    const known = await assignmentOf(scope, principal, of, now());
    if (known === undefined) return undefined;
    const { assignment, status } = known;
    const { planId } = of;
    const { partId, share = 0, recipientId } = assignment;
    if (status === 'superseded') return { outcome: 'in-the-way' };
    if (verdict.verdict === 'lock') {
      const pinId = await lock(scope, assignment, verdict.withTime);
      await note(scope, {
        actor: principal.subject,
        action: 'assignment.locked',
        subjectKind: 'pin',
        subjectId: pinId,
        aboutPerson: recipientId,
      });
      return { outcome: 'locked', pinId };
    }
    const isAccepted = verdict.verdict === 'accept';
    const before = await decidedAbout(scope, { planId, partId, share });
    if (before !== undefined) {
      const isSame = isAccepted ? before.status !== 'rejected' : before.status === 'rejected';
      return isSame ? { outcome: 'decided', placement: viewOf(before) } : { outcome: 'in-the-way' };
    }
    const id = await place(scope, {
      planId,
      assignment,
      recipientId,
      partId,
      share,
      contactId: (withWhom(assignment) as { contactId?: string }).contactId ?? null,
      status: isAccepted ? 'accepted' : 'rejected',
      reason: isAccepted ? null : verdict.reason,
      approvedBy: principal.subject,
    });
    if (id === undefined) return { outcome: 'in-the-way' };
    if (isAccepted) await put(scope, 'pairing', id, pairingOf(id, assignment, 'proposed'));
    else if (verdict.declinePair) await declinePair(scope, assignment, 'coordinator', localDate(now()));
    await deed(scope, principal, isAccepted ? 'assignment.accepted' : 'assignment.rejected', id, recipientId);
    return { outcome: 'decided', placement: viewOf((await placement(scope, id)) as Placement) };
  };

  const step = async (
    scope: Scope,
    principal: Principal,
    of: { readonly id: string; readonly version: number },
    { step: name, isYes, on, onBehalfOf }: StepTaken,
  ): Promise<Stepped | undefined> => {
    const found = await placement(scope, of.id);
    if (found === undefined || !(await isShown(scope, principal, found))) return undefined;
    const { from, to, of: speakers } = STEP[name];
    const wrong = (pointer: string, message: string): Stepped => ({ outcome: 'wrong', errors: [{ pointer, message }] });
    if (found.version !== of.version) return { outcome: 'conflict' };
    if (found.status !== from) return wrong('/step', `it is its turn when the placement is ${from}`);
    if (!speakers.includes(onBehalfOf)) return wrong('/onBehalfOf', `must be ${speakers.join(' or ')} for this step`);
    const speaksForOthers = principal.roles.some((role) => role === 'coordinator' || role === 'leader');
    if (!speaksForOthers && onBehalfOf !== 'contact')
      return wrong('/onBehalfOf', 'a contact speaks for themselves alone');
    if (on > localDate(now())) return wrong('/on', 'must not be in the future');
    const taken = { step: name, isYes, onDate: on, bySubject: principal.subject, onBehalfOf };
    if (!(await takeStep(scope, of, isYes ? to : 'declined', taken))) return { outcome: 'conflict' };
    const assignment = found.assignment as unknown as Assignment;
    if (isYes && to === 'active') await put(scope, 'pairing', found.id, pairingOf(found.id, assignment, 'active'));
    if (!isYes) {
      await endPairing(scope, found.id);
      const by = onBehalfOf === 'contact' ? 'contact' : onBehalfOf === 'municipality' ? 'coordinator' : 'recipient';
      await declinePair(scope, assignment, by, on);
    }
    await deed(scope, principal, `placement.${name}`, found.id, found.recipientId);
    return { outcome: 'taken', placement: viewOf((await placement(scope, found.id)) as Placement) };
  };

  return {
    decide: (municipality, principal, of, verdict) =>
      within(municipality, (scope) => decide(scope, principal, of, verdict)),
    list: (municipality, principal, { after, limit }) =>
      within(municipality, async (scope) => {
        const isContact = principal.roles.every((role) => role === 'contact');
        const contactId = isContact ? (principal.contactId ?? '') : undefined;
        const rows = await placements(scope, { after, limit: limit + 1, contactId });
        const hidden = isContact ? new Set<string>() : await hiddenFrom(scope, principal, now());
        const page = pageFrom(rows, limit, ({ id }) => id);
        return { ...page, items: page.items.filter(({ assignment }) => !isAbout(hidden, assignment)).map(viewOf) };
      }),
    read: (municipality, principal, id) =>
      within(municipality, async (scope) => {
        const found = await placement(scope, id);
        if (found === undefined || !(await isShown(scope, principal, found))) return undefined;
        await deed(scope, principal, 'placement.read', id, found.recipientId);
        return viewOf(found);
      }),
    step: (municipality, principal, of, taken) => within(municipality, (scope) => step(scope, principal, of, taken)),
  };
}

// What people decide, in the database: a decision, the entry of the caseload that comes of it and the deed are one transaction.
import type { Principal } from '../../../src/http/access.ts';
import { type Page, pageFrom, type PageQuery } from '../../../src/http/pages-and-versions.ts';
import type { FieldError } from '../../../src/http/problem.ts';
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
import * as entities from '../../../src/store/entities.ts';
import { decidedAbout, place, type Placement, placement, placements, takeStep } from '../../../src/store/placements.ts';
import type { PlacementStatus } from '../../../src/store/tables.ts';
import type { Scope } from '../../../src/store/tenant.ts';
import { type AtDesk, type Desk, visible } from './desk.ts';

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

/** The contact of an assignment one to one. */
const contactOf = ({ groupId, offerId, contactIds }: Assignment): string | undefined =>
  groupId === undefined && offerId === undefined ? contactIds[0] : undefined;

/** With whom an assignment is, as pairings and pins say it. */
const withWhom = (assignment: Assignment) => {
  const { groupId, offerId } = assignment;
  if (groupId !== undefined) return { groupId };
  return offerId === undefined ? { contactId: contactOf(assignment) } : { offerId };
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
  const contactId = contactOf(assignment);
  if (contactId === undefined) return;
  await put(scope, 'declined-pair', `${recipientId} ${contactId}`, { recipientId, contactId, by, on });
}

async function endPairing(scope: Scope, id: string): Promise<void> {
  const entity = await entities.read(scope, { kind: 'pairing', id });
  if (entity !== undefined) await entities.remove(scope, { kind: 'pairing', id, version: entity.version });
}

type Of = { readonly planId: string; readonly assignmentId: string };

/** An assignment of a plan that is there for whoever asks. */
async function assignmentOf({ scope, isHidden }: Desk, { planId, assignmentId }: Of) {
  const row = await scope.tx
    .selectFrom('plan')
    .select(['document', 'status'])
    .where('id', '=', planId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const plan = planSchema.parse(JSON.parse(row.document));
  const assignment = plan.assignments.find(({ id }) => id === assignmentId);
  return assignment === undefined || (await isHidden(assignment)) ? undefined : { assignment, status: row.status };
}

/** The slot of an assignment that meets once a week or fortnight, as a lock says it. */
function slotOf({ pattern, cycleWeeks }: Assignment) {
  const [slot] = pattern;
  if (slot === undefined || pattern.length > 1) return {};
  const { weekday, start, cycleWeek } = slot;
  return { slot: { weekday, start, ...(cycleWeeks === 2 ? { cycleWeek } : {}) } };
}

const shareOf = ({ share }: Assignment) => (share === undefined ? {} : { share });

/** Locks an assignment, at its time too where that is asked for. */
async function lock({ scope, note }: Desk, assignment: Assignment, withTime: boolean): Promise<Decided> {
  const { partId, share, recipientId } = assignment;
  const id = `lock-${partId}${share === undefined ? '' : `-${share}`}`.slice(0, 64);
  const time = withTime ? slotOf(assignment) : {};
  await put(scope, 'pin', id, { id, partId, ...shareOf(assignment), ...withWhom(assignment), ...time });
  await note({ action: 'assignment.locked', subjectKind: 'pin', subjectId: id, aboutPerson: recipientId });
  return { outcome: 'locked', pinId: id };
}

/** Accepts or rejects an assignment that nobody has decided about. */
async function conclude(
  desk: Desk,
  planId: string,
  assignment: Assignment,
  verdict: Exclude<Verdict, { verdict: 'lock' }>,
): Promise<Decided> {
  const { scope, principal, today } = desk;
  const { partId, share = 0, recipientId } = assignment;
  const isAccepted = verdict.verdict === 'accept';
  const id = await place(scope, {
    planId,
    assignment,
    recipientId,
    partId,
    share,
    contactId: contactOf(assignment) ?? null,
    status: isAccepted ? 'accepted' : 'rejected',
    reason: isAccepted ? null : verdict.reason,
    approvedBy: principal.subject,
  });
  if (id === undefined) return { outcome: 'in-the-way' };
  if (isAccepted) await put(scope, 'pairing', id, pairingOf(id, assignment, 'proposed'));
  else if (verdict.declinePair) await declinePair(scope, assignment, 'coordinator', today);
  const action = isAccepted ? 'assignment.accepted' : 'assignment.rejected';
  await desk.note({ action, subjectKind: 'placement', subjectId: id, aboutPerson: recipientId });
  return { outcome: 'decided', placement: viewOf((await placement(scope, id)) as Placement) };
}

async function decide(desk: Desk, of: Of, verdict: Verdict): Promise<Decided | undefined> {
  const known = await assignmentOf(desk, of);
  if (known === undefined) return undefined;
  const { assignment, status } = known;
  if (status === 'superseded') return { outcome: 'in-the-way' };
  if (verdict.verdict === 'lock') return lock(desk, assignment, verdict.withTime);
  const { partId, share = 0 } = assignment;
  const before = await decidedAbout(desk.scope, { planId: of.planId, partId, share });
  if (before === undefined) return conclude(desk, of.planId, assignment, verdict);
  // Said again, it is the same.
  const isSame = (verdict.verdict === 'reject') === (before.status === 'rejected');
  return isSame ? { outcome: 'decided', placement: viewOf(before) } : { outcome: 'in-the-way' };
}

/** Whether somebody speaks for themselves alone. */
const isContactAlone = ({ roles }: Principal): boolean => roles.every((role) => role === 'contact');

/** A placement that is there for whoever asks: contacts see their own. */
async function shownPlacement({ scope, principal, isHidden }: Desk, id: string): Promise<Placement | undefined> {
  const found = await placement(scope, id);
  if (found === undefined) return undefined;
  if (isContactAlone(principal))
    return found.contactId !== null && found.contactId === principal.contactId ? found : undefined;
  return (await isHidden(found.assignment)) ? undefined : found;
}

/** What keeps a step from being taken, with where it is said. */
function wrongWith({ principal, today }: Desk, found: Placement, taken: StepTaken): FieldError | undefined {
  const { from, of } = STEP[taken.step];
  const { onBehalfOf, on } = taken;
  if (found.status !== from) return { pointer: '/step', message: `it is its turn when the placement is ${from}` };
  if (!of.includes(onBehalfOf)) return { pointer: '/onBehalfOf', message: `must be ${of.join(' or ')} for this step` };
  if (isContactAlone(principal) && onBehalfOf !== 'contact')
    return { pointer: '/onBehalfOf', message: 'a contact speaks for themselves alone' };
  return on > today ? { pointer: '/on', message: 'must not be in the future' } : undefined;
}

const DECLINED_BY = {
  contact: 'contact',
  recipient: 'recipient',
  guardian: 'recipient',
  municipality: 'coordinator',
} as const satisfies Readonly<Record<StepTaken['onBehalfOf'], string>>;

async function advance(
  desk: Desk,
  of: { readonly id: string; readonly version: number },
  taken: StepTaken,
): Promise<Stepped | undefined> {
  const { scope, principal } = desk;
  const found = await shownPlacement(desk, of.id);
  if (found === undefined) return undefined;
  if (found.version !== of.version) return { outcome: 'conflict' };
  const wrong = wrongWith(desk, found, taken);
  if (wrong !== undefined) return { outcome: 'wrong', errors: [wrong] };
  const { step: name, isYes, on, onBehalfOf } = taken;
  const { to } = STEP[name];
  const row = { step: name, isYes, onDate: on, bySubject: principal.subject, onBehalfOf };
  if (!(await takeStep(scope, of, isYes ? to : 'declined', row))) return { outcome: 'conflict' };
  const assignment = found.assignment as unknown as Assignment;
  if (isYes && to === 'active') await put(scope, 'pairing', found.id, pairingOf(found.id, assignment, 'active'));
  if (!isYes) {
    await endPairing(scope, found.id);
    await declinePair(scope, assignment, DECLINED_BY[onBehalfOf], on);
  }
  const aboutPerson = found.recipientId;
  await desk.note({ action: `placement.${name}`, subjectKind: 'placement', subjectId: found.id, aboutPerson });
  return { outcome: 'taken', placement: viewOf((await placement(scope, found.id)) as Placement) };
}

async function list(desk: Desk, { after, limit }: PageQuery): Promise<Page<PlacementView>> {
  const { scope, principal } = desk;
  const contactId = isContactAlone(principal) ? (principal.contactId ?? '') : undefined;
  const { items, next } = pageFrom(
    await placements(scope, { after, limit: limit + 1, contactId }),
    limit,
    ({ id }) => id,
  );
  const shown = contactId === undefined ? await visible(desk, items) : items;
  await desk.note({ action: 'placement.listed', subjectKind: 'placement', subjectId: after ?? '*' });
  return { items: shown.map(viewOf), next };
}

async function read(desk: Desk, id: string): Promise<PlacementView | undefined> {
  const found = await shownPlacement(desk, id);
  if (found === undefined) return undefined;
  const aboutPerson = found.recipientId;
  await desk.note({ action: 'placement.read', subjectKind: 'placement', subjectId: id, aboutPerson });
  return viewOf(found);
}

export const placementPorts = (at: AtDesk): PlacementPorts => ({
  decide: (municipality, principal, of, verdict) => at(municipality, principal, (desk) => decide(desk, of, verdict)),
  list: (municipality, principal, page) => at(municipality, principal, (desk) => list(desk, page)),
  read: (municipality, principal, id) => at(municipality, principal, (desk) => read(desk, id)),
  step: (municipality, principal, of, taken) => at(municipality, principal, (desk) => advance(desk, of, taken)),
});

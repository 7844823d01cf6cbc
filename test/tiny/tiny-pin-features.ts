// Features of what was decided before: active and proposed pairings, locks, leaderships and published sessions.
// They name people, groups and slots without asking whether a rule allows it, so some contradict rules or each other.
import { addDays, clockOf, weekdayOf } from '../../src/domain/time.ts';
import type { Caseload } from '../../src/schema/caseload.ts';
import type { Draft, Feature } from './draft.ts';

type Target = { partId: string; share?: 1 | 2 | undefined };
type Whom = { contactId?: string; groupId?: string; offerId?: string };

/** A part, or the first or second half of a shareable one. */
function drawTarget({ caseload, draw }: Draft): Target {
  const part = draw.pick(draw.pick(caseload.decisions).parts);
  return part.shareable ? { partId: part.id, share: draw.pick([1, 2] as const) } : { partId: part.id };
}

/** Mostly a contact. */
function drawWhom({ caseload, draw }: Draft): Whom {
  if (caseload.groups.length > 0 && draw.chance(0.25)) return { groupId: draw.pick(caseload.groups).id };
  if (caseload.offers.length > 0 && draw.chance(0.2)) return { offerId: draw.pick(caseload.offers).id };
  return { contactId: draw.pick(caseload.contacts).id };
}

/** The slot of a gathering, or a start on the grid near the frame's hour. */
function drawSlot({ caseload, draw, frame }: Draft, { groupId, offerId }: Whom): { weekday: number; start: string } {
  const fixed =
    caseload.groups.find(({ id }) => id === groupId)?.slot ??
    caseload.offers.find(({ id }) => id === offerId)?.slots[0];
  if (fixed !== undefined) return { weekday: fixed.weekday, start: fixed.start };
  const grid = caseload.policy.startGridMinutes;
  const start = frame.hour * 60 + draw.pick([0, 0, grid, -grid]);
  const onDay = start >= 0 && start < 1_380 ? start : frame.hour * 60;
  return { weekday: draw.pick(frame.weekdays), start: clockOf(onDay) };
}

const isSame = (a: Target, b: Target): boolean => a.partId === b.partId && a.share === b.share;

/** With whom a portion is pinned already: a second pin of it names the same, or the caseload is refused. */
function pinnedWith({ caseload }: Draft, target: Target): Whom | undefined {
  const active = caseload.pairings.filter(({ status }) => status === 'active');
  const found = [...active, ...caseload.pins].find((pinned) => isSame(pinned, target));
  if (found?.contactId !== undefined) return { contactId: found.contactId };
  if (found?.groupId !== undefined) return { groupId: found.groupId };
  return found?.offerId === undefined ? undefined : { offerId: found.offerId };
}

function addPairing(draft: Draft, status: 'active' | 'proposed'): void {
  const target = drawTarget(draft);
  const { pairings } = draft.caseload;
  if (pairings.some((pairing) => isSame(pairing, target))) return;
  const whom = (status === 'active' ? pinnedWith(draft, target) : undefined) ?? drawWhom(draft);
  pairings.push({ id: `pr${pairings.length + 1}`, ...target, ...whom, status });
}

function addLock(draft: Draft, target: Target, withSlot: boolean): void {
  const { caseload, draw } = draft;
  const whom = pinnedWith(draft, target) ?? drawWhom(draft);
  const isGathering = whom.contactId === undefined;
  // A gathering is pinned at a time when it meets.
  const cycleWeek = !isGathering && draw.chance(0.2) ? { cycleWeek: draw.pick([1, 2] as const) } : {};
  const slot = withSlot ? { slot: { ...drawSlot(draft, whom), ...cycleWeek } } : {};
  caseload.pins.push({ id: `pin${caseload.pins.length + 1}`, ...target, ...whom, ...slot });
}

function addPublished(draft: Draft): void {
  const { caseload, draw, frame } = draft;
  const target = drawTarget(draft);
  const whom = drawWhom(draft);
  const { weekday, start } = drawSlot(draft, whom);
  const part = caseload.decisions.flatMap(({ parts }) => parts).find(({ id }) => id === target.partId);
  const minutes =
    caseload.groups.find(({ id }) => id === whom.groupId)?.slot.minutes ??
    caseload.offers.find(({ id }) => id === whom.offerId)?.slots[0]?.minutes ??
    part?.modes[0]?.minutes ??
    60;
  const first = addDays(frame.today, (weekday - weekdayOf(frame.today) + 7) % 7);
  const count = draw.int(1, 2);
  for (let week = 0; week < count; week++) {
    const session: Caseload['publishedSessions'][number] = {
      id: `s${caseload.publishedSessions.length + 1}`,
      ...target,
      ...whom,
      date: addDays(first, 7 * week),
      start,
      minutes,
      status: draw.pick(['published', 'published', 'published', 'cancelled'] as const),
    };
    caseload.publishedSessions.push(session);
  }
}

/** By name, in the order in which they are applied. */
export const PIN_FEATURES: Readonly<Record<string, Feature>> = {
  'an active pairing': (draft) => addPairing(draft, 'active'),
  'a proposed pairing': (draft) => addPairing(draft, 'proposed'),
  'two pairings': (draft) => {
    addPairing(draft, 'active');
    addPairing(draft, draft.draw.pick(['active', 'proposed'] as const));
  },
  'a lock': (draft) => addLock(draft, drawTarget(draft), false),
  'a lock with a slot': (draft) => addLock(draft, drawTarget(draft), true),
  'locks that may contradict each other': (draft) => {
    const target = drawTarget(draft);
    addLock(draft, target, draft.draw.chance(0.3));
    addLock(draft, draft.draw.chance(0.5) ? target : drawTarget(draft), draft.draw.chance(0.5));
  },
  'an active leadership': ({ caseload, draw }) => {
    if (caseload.groups.length === 0) return;
    const [groupId, contactId] = [draw.pick(caseload.groups).id, draw.pick(caseload.contacts).id];
    caseload.leaderships.push({ id: `ld${caseload.leaderships.length + 1}`, groupId, contactId, status: 'active' });
  },
  'a published schedule': addPublished,
  'an absence': ({ caseload, draw, frame }) => {
    const personId = draw.pick([...caseload.recipients, ...caseload.contacts]).id;
    const from = addDays(frame.from, draw.int(-3, 10));
    caseload.absences.push({ personId, from, to: addDays(from, draw.int(1, 14)) });
  },
};

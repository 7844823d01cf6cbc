// Which plans of a tiny caseload answer a question about one recipient or contact, read off plan documents alone: written
// from the meaning of a scope, so that the solver's reading of it is not taken on trust.
import { portionKey, type Gathering, type Portion, type World } from '../../src/domain/world.ts';
import { clockOf } from '../../src/domain/time.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Assignment, Plan } from '../../src/schema/plan.ts';
import { type Among, isHopeless } from './brute-force.ts';
import { pinsNotHeld } from './pins-held.ts';
import { rawOptions } from './raw-options.ts';
import type { Piece } from './raw-plan.ts';

export type Asked = { readonly kind: 'recipient' | 'contact'; readonly id: string };
type Weekly = Pick<Plan, 'assignments' | 'leads'>;

const keyOf = ({ partId, share }: Assignment): string => portionKey(partId, share);

/** Equal for assignments of one portion that are alike in partner, form and times. */
const textOf = (assignment: Assignment): string => {
  const { arrangement, contactIds, groupId, offerId, cycleWeeks, pattern } = assignment;
  const partner = arrangement === 'individual' ? contactIds[0] : (groupId ?? offerId);
  const times = pattern.map(({ cycleWeek, weekday, start, minutes }) => [cycleWeek, weekday, start, minutes].join());
  return [keyOf(assignment), arrangement, partner, cycleWeeks, ...times.sort()].join(' ');
};

/** A piece written as an assignment would be. */
function textOfPiece(piece: Exclude<Piece, { kind: 'lead' }>): string {
  const { portion } = piece;
  if (piece.kind === 'individual') {
    const { minutes, cycleWeeks } = piece.mode;
    const times = piece.times.map(({ cycleWeek = 1, weekday, start }) =>
      [cycleWeek, weekday, clockOf(start), minutes].join(),
    );
    return [portion.key, 'individual', piece.contact.id, cycleWeeks, ...times.sort()].join(' ');
  }
  const { gathering } = piece;
  const { cycleWeek, weekday, start, minutes } = gathering.slot;
  const time = [cycleWeek ?? 1, weekday, start, minutes].join();
  return [portion.key, gathering.kind, gathering.id, cycleWeek === undefined ? 1 : 2, time].join(' ');
}

/** Assignments of a plan that are not asked about: those of others. */
export const othersIn = (plan: Weekly, { kind, id }: Asked): Assignment[] =>
  plan.assignments.filter(({ recipientId, contactIds }) =>
    kind === 'recipient' ? recipientId !== id : !contactIds.includes(id),
  );

/** Whether a plan has some assignments of an earlier one as they were, and who led the groups they were in. */
export function keeps(plan: Weekly, earlier: Weekly, some: readonly Assignment[], { kind, id }: Asked): boolean {
  const texts = new Set(plan.assignments.map(textOf));
  const groups = new Set(some.map(({ groupId }) => groupId));
  return (
    some.every((assignment) => texts.has(textOf(assignment))) &&
    earlier.leads
      .filter(({ groupId, contactId }) => groups.has(groupId) && !(kind === 'contact' && contactId === id))
      .every((lead) => plan.leads.some((own) => own.groupId === lead.groupId && own.contactId === lead.contactId))
  );
}

/** Those of an earlier plan's assignments that a plan has as they were. */
export const unchangedIn = (plan: Weekly, some: readonly Assignment[]): Assignment[] => {
  const texts = new Set(plan.assignments.map(textOf));
  return some.filter((assignment) => texts.has(textOf(assignment)));
};

/** The pieces that plans within a scope may hold around an earlier plan. */
export function mayHold(
  world: World,
  rules: Ruleset,
  earlier: Weekly,
  { kind, id }: Asked,
): NonNullable<Among['mayHold']> {
  const texts = new Set(earlier.assignments.map(textOf));
  const possible = new Set(
    [...world.portions.values()]
      .flatMap((portion) => rawOptions(world, portion))
      .filter((option) => texts.has(textOfPiece(option)) && !isHopeless(world, rules, [option]))
      .map(textOfPiece),
  );
  // Whoever was served in a way that is no more is served by nobody.
  const others = new Set(
    othersIn(earlier, { kind, id })
      .filter((assignment) => possible.has(textOf(assignment)))
      .map(keyOf),
  );
  const unheld = new Set(pinsNotHeld(world, earlier));
  const pins = world.pins.filter(({ pinId }) => unheld.has(pinId));
  const isOpen = ({ key, recipient }: Portion): boolean =>
    kind === 'recipient' ? recipient.id === id : !others.has(key);
  const leadersOf = (gathering: Gathering): string[] =>
    earlier.leads.flatMap(({ groupId, contactId }) => (groupId === gathering.id ? [contactId] : []));
  const isPlace = (gathering: Gathering): boolean => {
    if (gathering.kind === 'voluntary') return gathering.accompaniedBy?.id === id;
    const leaders = leadersOf(gathering);
    return leaders.includes(id) || leaders.length < gathering.group.minLeaders;
  };
  return (piece) => {
    if (piece.kind === 'lead') {
      const { contact, gathering } = piece;
      if (leadersOf(gathering).includes(contact.id)) return true;
      if (kind === 'contact' && contact.id === id && isPlace(gathering)) return true;
      return pins.some((p) => p.kind === 'lead' && p.groupId === gathering.id && p.contactId === contact.id);
    }
    if (texts.has(textOfPiece(piece))) return true;
    const partner = piece.kind === 'individual' ? piece.contact.id : piece.gathering.id;
    const isPinned = pins.some(
      (p) =>
        p.kind === 'serve' &&
        p.portionKey === piece.portion.key &&
        [p.contactId, p.groupId, p.offerId].includes(partner),
    );
    if (isPinned || !isOpen(piece.portion)) return isPinned;
    if (kind === 'recipient') return true;
    return piece.kind === 'individual' ? piece.contact.id === id : isPlace(piece.gathering);
  };
}

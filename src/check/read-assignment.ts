// One assignment of a plan read as an engagement with its recurring times, and what is wrong with it.
import { type Engagement, type Form, formOfGathering, type PatternTime, timeOfGathering } from '../domain/items.ts';
import { DAY_MINUTES, minuteOfDay } from '../domain/time.ts';
import { type Gathering, type Portion, portionKey, type World } from '../domain/world.ts';
import type { Contact } from '../schema/caseload.ts';
import type { Assignment, PatternSlot } from '../schema/plan.ts';

/** What can be wrong with a plan as a document: fact `problem` of `plan-structure`. */
export const STRUCTURE_PROBLEMS = [
  'unknown-part',
  'unknown-contact',
  'unknown-group',
  'unknown-offer',
  'unknown-assignment',
  'unknown-pin',
  'repeated-assignment-id',
  'repeated-session-id',
  'repeated-lead',
  'recipient-differs',
  'decision-differs',
  'contacts-differ',
  'gathering-differs',
  'unequal-lengths',
  'cycle-differs',
  'slot-differs',
  'place-differs',
  'past-midnight',
  'date-outside-plan',
] as const;
export type StructureProblem = (typeof STRUCTURE_PROBLEMS)[number];

/** `path` is a JSON pointer below the assignment. */
type Problem = { readonly problem: StructureProblem; readonly path: string; readonly ids?: readonly string[] };

export type ReadAssignment = {
  /** Absent where the assignment cannot be read. */
  readonly engagement: Engagement | undefined;
  readonly times: readonly PatternTime[];
  readonly problems: readonly Problem[];
};

const gatheringsByOffer = new WeakMap<World, ReadonlyMap<string, readonly Gathering[]>>();

/** The slots of an offer, as gatherings; undefined where the offer is unknown. */
export function gatheringsOfOffer(world: World, offerId: string): readonly Gathering[] | undefined {
  let byOffer = gatheringsByOffer.get(world);
  if (byOffer === undefined) {
    const grouped = new Map<string, Gathering[]>();
    for (const gathering of world.gatherings.values()) {
      if (gathering.kind !== 'voluntary') continue;
      const found = grouped.get(gathering.id);
      if (found === undefined) grouped.set(gathering.id, [gathering]);
      else found.push(gathering);
    }
    byOffer = grouped;
    gatheringsByOffer.set(world, byOffer);
  }
  return byOffer.get(offerId);
}

const timeOf = ({ cycleWeek, weekday, start, minutes }: PatternSlot, cycleWeeks: 1 | 2): PatternTime => ({
  cycleWeek: cycleWeeks === 1 ? undefined : cycleWeek,
  weekday,
  start: minuteOfDay(start),
  minutes,
});

/** What is wrong with the pattern by itself; `unequal-lengths` and `cycle-differs` leave no form to read. */
function patternProblems({ pattern, cycleWeeks }: Assignment): Problem[] {
  const problems: Problem[] = [];
  const minutes = pattern[0]?.minutes;
  for (const [index, slot] of pattern.entries()) {
    const path = `/pattern/${index}`;
    if (slot.minutes !== minutes) problems.push({ problem: 'unequal-lengths', path });
    if (cycleWeeks === 1 && slot.cycleWeek !== 1) problems.push({ problem: 'cycle-differs', path });
    if (minuteOfDay(slot.start) + slot.minutes > DAY_MINUTES) problems.push({ problem: 'past-midnight', path });
  }
  return problems;
}

function individual(world: World, assignment: Assignment): { contact?: Contact; problems: Problem[] } {
  const { contactIds, groupId, offerId, pattern } = assignment;
  const problems: Problem[] = [];
  if (groupId !== undefined) problems.push({ problem: 'gathering-differs', path: '/groupId', ids: [groupId] });
  if (offerId !== undefined) problems.push({ problem: 'gathering-differs', path: '/offerId', ids: [offerId] });
  for (const [index, { placeId }] of pattern.entries())
    if (placeId !== undefined)
      problems.push({ problem: 'place-differs', path: `/pattern/${index}/placeId`, ids: [placeId] });
  const [contactId] = contactIds;
  if (contactId === undefined || contactIds.length > 1) {
    problems.push({ problem: 'contacts-differ', path: '/contactIds', ids: contactIds });
    return { problems };
  }
  const contact = world.contacts.get(contactId);
  if (contact === undefined) {
    problems.push({ problem: 'unknown-contact', path: '/contactIds/0', ids: [contactId] });
    return { problems };
  }
  return { contact, problems };
}

const isSameTime = (a: PatternTime, b: PatternTime): boolean =>
  a.cycleWeek === b.cycleWeek && a.weekday === b.weekday && a.start === b.start && a.minutes === b.minutes;

/** The group, or the offer's slot, that an assignment names and whose time its pattern has. */
function gatheringOf(world: World, assignment: Assignment): { gathering?: Gathering; problems: Problem[] } {
  const { arrangement, groupId, offerId, pattern, cycleWeeks } = assignment;
  const isGroup = arrangement === 'group';
  const id = isGroup ? groupId : offerId;
  const path = isGroup ? '/groupId' : '/offerId';
  const problem = isGroup ? 'unknown-group' : 'unknown-offer';
  const problems: Problem[] = [];
  const other = isGroup ? offerId : groupId;
  if (other !== undefined)
    problems.push({ problem: 'gathering-differs', path: isGroup ? '/offerId' : '/groupId', ids: [other] });
  if (id === undefined) return { problems: [...problems, { problem, path: '' }] };
  const group = isGroup ? world.gatherings.get(id) : undefined;
  const candidates = isGroup ? (group?.kind === 'group' ? [group] : undefined) : gatheringsOfOffer(world, id);
  if (candidates === undefined) return { problems: [...problems, { problem, path, ids: [id] }] };
  const [slot] = pattern;
  const time = slot === undefined || pattern.length > 1 ? undefined : timeOf(slot, cycleWeeks);
  const gathering =
    time === undefined ? undefined : candidates.find((candidate) => isSameTime(timeOfGathering(candidate), time));
  if (gathering === undefined)
    return { problems: [...problems, { problem: 'slot-differs', path: '/pattern', ids: [id] }] };
  if (slot?.placeId !== id) problems.push({ problem: 'place-differs', path: '/pattern/0/placeId', ids: [id] });
  return { gathering, problems };
}

/** Whether the contacts of a place in a gathering are those who lead or accompany it. */
function contactProblems(
  { contactIds }: Assignment,
  gathering: Gathering,
  leaders: ReadonlyMap<string, readonly string[]>,
): Problem[] {
  const expected = new Set(
    gathering.kind === 'group'
      ? leaders.get(gathering.id)
      : gathering.accompaniedBy === undefined
        ? []
        : [gathering.accompaniedBy.id],
  );
  const isSame = contactIds.length === expected.size && contactIds.every((id) => expected.has(id));
  return isSame ? [] : [{ problem: 'contacts-differ', path: '/contactIds', ids: contactIds }];
}

const NO_FORM: readonly StructureProblem[] = ['unequal-lengths', 'cycle-differs'];

function portionProblems(assignment: Assignment, portion: Portion): Problem[] {
  const { recipientId, decisionId } = assignment;
  const problems: Problem[] = [];
  if (portion.recipient.id !== recipientId)
    problems.push({ problem: 'recipient-differs', path: '/recipientId', ids: [recipientId] });
  if (portion.decision.id !== decisionId)
    problems.push({ problem: 'decision-differs', path: '/decisionId', ids: [decisionId] });
  return problems;
}

/** Reads one assignment; `leaders` are the contacts that the plan's leads list, by group. */
export function readAssignment(
  world: World,
  assignment: Assignment,
  leaders: ReadonlyMap<string, readonly string[]>,
): ReadAssignment {
  const { partId, share, pattern, cycleWeeks, arrangement } = assignment;
  const problems = patternProblems(assignment);
  const hasForm = !problems.some(({ problem }) => NO_FORM.includes(problem));
  const portion = world.portions.get(portionKey(partId, share));
  if (portion === undefined) problems.push({ problem: 'unknown-part', path: '/partId', ids: [partId] });
  else problems.push(...portionProblems(assignment, portion));

  if (arrangement === 'individual') {
    const { contact, problems: own } = individual(world, assignment);
    problems.push(...own);
    const minutes = pattern[0]?.minutes;
    if (portion === undefined || contact === undefined || minutes === undefined || !hasForm)
      return { engagement: undefined, times: [], problems };
    const form: Form = { sessions: pattern.length, minutes, cycleWeeks };
    const times = pattern.map((slot) => timeOf(slot, cycleWeeks));
    return { engagement: { portion, form, arrangement, contact }, times, problems };
  }
  const { gathering, problems: own } = gatheringOf(world, assignment);
  problems.push(...own);
  if (gathering !== undefined) problems.push(...contactProblems(assignment, gathering, leaders));
  if (portion === undefined || gathering === undefined || !hasForm)
    return { engagement: undefined, times: [], problems };
  const form = formOfGathering(gathering);
  return { engagement: { portion, form, arrangement, gathering }, times: [timeOfGathering(gathering)], problems };
}

// Changes of a tiny caseload whose effect on the optimum is known beforehand.
import type { World } from '../../src/domain/world.ts';
import { dateOf, dayNumber } from '../../src/domain/time.ts';
import { type Caseload, type CaseloadInput, caseload as schema } from '../../src/schema/caseload.ts';
import type { Plan } from '../../src/schema/plan.ts';
import type { Draw } from '../tiny/draw.ts';
import type { TinyCaseload } from '../tiny/tiny-caseload.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A copy with every string replaced; keys stay. */
function mapStrings<T>(value: T, replace: (text: string) => string): T {
  if (typeof value === 'string') return replace(value) as T;
  if (Array.isArray(value)) return value.map((entry) => mapStrings(entry, replace)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, mapStrings(entry, replace)]);
  return Object.fromEntries(entries) as T;
}

/** Every id that a caseload defines. */
function idsOf(caseload: Caseload): string[] {
  const { recipients, decisions, contacts, groups, offers, pairings, leaderships, pins, publishedSessions } = caseload;
  const lists = [recipients, decisions, contacts, groups, offers, pairings, leaderships, pins, publishedSessions];
  return [
    ...lists.flatMap((list) => list.map(({ id }) => id)),
    ...decisions.flatMap(({ parts }) => parts.map(({ id }) => id)),
    ...offers.map(({ organisationId }) => organisationId),
  ];
}

/** The same caseload with other ids, in another order of the alphabet. */
export function relabelled(input: CaseloadInput, draw: Draw, prefix = 'x'): CaseloadInput {
  const caseload = schema.parse(input);
  const ids = [...new Set(idsOf(caseload))];
  const numbers = draw.shuffled(ids.map((_, index) => index));
  const names = new Map(ids.map((id, index) => [id, `${prefix}${numbers[index]}`]));
  return mapStrings(caseload, (text) => names.get(text) ?? text);
}

/** The same caseload with every list in another order. */
export function reordered<T>(value: T, draw: Draw): T {
  if (Array.isArray(value)) return draw.shuffled(value.map((entry) => reordered(entry, draw))) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, reordered(entry, draw)])) as T;
}

/** The same caseload so many days later, and the day it is seen on as well. */
export function shifted({ caseload, options }: TinyCaseload, days: number): TinyCaseload {
  const shift = (text: string): string => (DATE.test(text) ? dateOf(dayNumber(text) + days) : text);
  return { caseload: mapStrings(caseload, shift), options: mapStrings(options, shift) };
}

/** The same caseload so far north that nobody of the old place can be reached. */
function farAway(caseload: Caseload): Caseload {
  const moved = structuredClone(caseload);
  for (const { place } of [...moved.recipients, ...moved.contacts, ...moved.groups, ...moved.offers])
    if (place !== undefined && 'lat' in place) place.lat += 6;
  return moved;
}

/** Another caseload under the policy, the screening and the dates of `first`, with ids and places of its own. */
export function besides(first: TinyCaseload, second: TinyCaseload, draw: Draw): CaseloadInput {
  const days = dayNumber(first.options.today) - dayNumber(second.options.today);
  const other = schema.parse(relabelled(shifted(second, days).caseload, draw, 'other'));
  const { policy, screening, ...rest } = schema.parse(first.caseload);
  const { policy: _policy, screening: _screening, ...own } = farAway(other);
  return { ...rest, ...own, policy, ...(screening === undefined ? {} : { screening }) };
}

/** The two caseloads as one. */
export function union(first: CaseloadInput, second: CaseloadInput): CaseloadInput {
  const [a, b] = [schema.parse(first), schema.parse(second)];
  const joined = Object.entries(a).map(([key, value]) => {
    const other = b[key as keyof Caseload];
    return [key, Array.isArray(value) && Array.isArray(other) ? [...value, ...other] : value];
  });
  return Object.fromEntries(joined) as Caseload;
}

/** One more contact, sound in every respect, otherwise like one there is. */
export function withOneMore({ caseload, options }: TinyCaseload, draw: Draw): CaseloadInput {
  const more = schema.parse(caseload);
  const like = draw.pick(more.contacts);
  const engagement = {
    interviewHeldOn: options.today,
    certificate: { purposes: ['adults' as const, 'minors' as const], status: 'approved' as const },
    confidentialitySignedOn: options.today,
    qualified: true,
  };
  more.contacts.push({ ...like, id: 'one-more', bornOn: '1980-06-15', protection: 'none', engagement });
  return more;
}

/** The caseload with everything that a plan does locked: with whom, who leads, and for some the first slot. */
export function pinnedTo(
  world: World,
  { assignments, leads }: Pick<Plan, 'assignments' | 'leads'>,
  draw: Draw,
): CaseloadInput {
  const caseload = structuredClone(world.caseload);
  const isPinned = (key: string): boolean => world.pins.some((pin) => pin.kind === 'serve' && pin.portionKey === key);
  for (const [index, assignment] of assignments.entries()) {
    const { partId, share, contactIds, groupId, offerId, pattern } = assignment;
    if (isPinned(share === undefined ? partId : `${partId}/${share}`)) continue;
    const [contactId] = contactIds;
    const whom = groupId !== undefined ? { groupId } : offerId !== undefined ? { offerId } : { contactId };
    const [first] = draw.chance(0.5) ? pattern : [];
    const { weekday, start, cycleWeek } = first ?? {};
    const cycle = assignment.cycleWeeks === 2 ? { cycleWeek } : {};
    const slot = weekday === undefined || start === undefined ? {} : { slot: { weekday, start, ...cycle } };
    caseload.pins.push({ id: `lock${index}`, partId, share, ...whom, ...slot });
  }
  for (const [index, { groupId, contactId }] of leads.entries())
    if (!world.pins.some((pin) => pin.kind === 'lead' && pin.groupId === groupId && pin.contactId === contactId))
      caseload.leaderships.push({ id: `lead${index}`, groupId, contactId, status: 'active' });
  return caseload;
}

// The best contact and gathering plan of a tiny caseload at a certificate's prices by trying every one, with the auditor
// as the judge of what is allowed and prices worked out from the meaning of the rows: what the verifier's searches are
// compared with. Shares no code with them.
import { auditWeekly, type PlannedEngagement, type PlannedLead, scoreItems } from '../../src/check/index.ts';
import { isDormant } from '../../src/domain/pins.ts';
import {
  type Engagement,
  formOfGathering,
  type Lead,
  occurrencesOf,
  type PatternTime,
  timeOfGathering,
} from '../../src/domain/items.ts';
import { isoWeekOf, minuteOfDay, weekdayOf } from '../../src/domain/time.ts';
import type { Gathering, Pinned, Portion, World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Item } from '../../src/rules/rule.ts';
import type { Certificate } from '../../src/schema/certificate.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import { daySets, rawStarts, type RawTime } from '../tiny/raw-options.ts';

type Chosen = { readonly engagement: Engagement; readonly times: readonly PatternTime[] };
type Parts = { readonly chosen: readonly Chosen[]; readonly leads: readonly Lead[] };

/** The rules that say who is a candidate. */
const WHO_AND_WHEN = RULES.filter(({ kind }) => kind === 'eligibility' || kind === 'window');

const source = { id: '', pointer: '' };

function planned({ chosen, leads }: Parts, leadersMeet: boolean) {
  const engagements = chosen.map(
    ({ engagement, times }): PlannedEngagement => ({
      engagement,
      times,
      source,
      isSound: true,
      occurrences: times.flatMap((time) =>
        occurrencesOf(engagement, time).map((occurrence) => ({ occurrence, source, isHistory: false })),
      ),
    }),
  );
  const led = leads.map(
    (lead): PlannedLead => ({
      lead,
      source,
      isSound: true,
      occurrences: leadersMeet
        ? occurrencesOf(lead, timeOfGathering(lead.gathering)).map((occurrence) => ({
            occurrence,
            source,
            isHistory: false,
          }))
        : [],
    }),
  );
  return { engagements, leads: led };
}

/** Whether the rules allow it; what others may heal, too few people, is no matter of a contact's plan. */
function isAllowed(world: World, parts: Parts, isWhole: boolean): boolean {
  return auditWeekly(world, planned(parts, !isWhole), RULES).every(
    ({ facts: { amount, least } }) =>
      !isWhole && typeof amount === 'number' && typeof least === 'number' && amount < least,
  );
}

const isTime = ([week, weekday, start, minutes]: readonly number[], time: PatternTime): boolean =>
  week === (time.cycleWeek ?? 0) && weekday === time.weekday && start === time.start && minutes === time.minutes;

const itemsOf = ({ engagement, times }: Chosen): Item[] => [
  { kind: 'engagement', engagement },
  ...times.flatMap((time) =>
    occurrencesOf(engagement, time).map((occurrence): Item => ({ kind: 'occurrence', occurrence })),
  ),
];

type Owner = { readonly contactId: string } | { readonly gatheringKey: string };

/** What a plan's engagements take of one row, as the row's kind means it; `owner` is whose plan it is. */
function coefficient(world: World, row: Certificate['rows'][number], chosen: readonly Chosen[], owner: Owner): number {
  if (row.kind === 'subset') {
    const served = row.portionKeys.filter((key) => chosen.some(({ engagement }) => engagement.portion.key === key));
    const isOwn =
      'contactId' in owner ? row.contactIds.includes(owner.contactId) : row.gatheringKeys.includes(owner.gatheringKey);
    return Math.floor((served.length + (isOwn ? 1 : 0)) / 2);
  }
  const own = chosen.filter(({ engagement }) => engagement.portion.recipient.id === row.recipientId);
  const count = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  if (row.kind === 'clash')
    return count(
      row.members.map((member) => {
        const holder = own.find(({ engagement }) => engagement.portion.key === member.portionKey);
        if (holder === undefined) return 0;
        if (!('times' in member)) return holder.engagement.gathering?.key === member.gatheringKey ? 1 : 0;
        if (holder.engagement.gathering !== undefined) return 0;
        return holder.times.filter((time) => member.times.some((each) => isTime(each, time))).length;
      }),
    );
  const rule = RULES.find(({ id }) => id === row.rule);
  if (rule?.kind !== 'limit') throw new Error(`${row.rule} is no limit.`);
  const usesOf = (each: Chosen) =>
    itemsOf(each)
      .flatMap((item) => [...rule.uses(world, item)])
      .filter(({ bucket, enforced }) => bucket === row.bucket && enforced !== false);
  if (row.kind === 'limit') return count(own.flatMap(usesOf).map(({ amount }) => amount));
  return row.members.filter(({ portionKey, distinct }) =>
    own.some(
      (each) => each.engagement.portion.key === portionKey && usesOf(each).some((use) => use.distinct === distinct),
    ),
  ).length;
}

type ServePin = Extract<Pinned, { kind: 'serve' }>;

const isWith = (pin: ServePin, { portion, contact, gathering }: Engagement): boolean =>
  portion.key === pin.portionKey &&
  (contact !== undefined
    ? contact.id === pin.contactId
    : (gathering?.kind === 'group' ? pin.groupId : pin.offerId) === gathering?.id);

const isLocked = ({ slot }: ServePin, { cycleWeek, weekday, start }: PatternTime): boolean =>
  slot === undefined ||
  (slot.weekday === weekday &&
    minuteOfDay(slot.start) === start &&
    (slot.cycleWeek === undefined || cycleWeek === undefined || slot.cycleWeek === cycleWeek));

const livingPins = (world: World, ids: readonly string[]): Pinned[] =>
  world.pins.filter((pin) => ids.includes(pin.pinId) && !isDormant(world, pin));

/** Points less prices, in 2^-scaleBits points. */
function reducedValue(world: World, certificate: Certificate, parts: Parts, owner: Owner): number {
  const isContacts = 'contactId' in owner;
  const scale = 2 ** certificate.scaleBits;
  const { chosen, leads } = parts;
  const items = planned(isContacts ? parts : { ...parts, leads: [] }, true);
  let value = scoreItems(world, items, RULES).objective * scale;
  for (const { engagement } of chosen)
    value -= certificate.parts.find(({ portionKey }) => portionKey === engagement.portion.key)?.price ?? 0;
  for (const { gathering, contact } of leads) {
    const price =
      certificate.leads.find((lead) => lead.gatheringKey === gathering.key && lead.contactId === contact.id)?.price ??
      0;
    value += isContacts ? -price : price;
  }
  for (const row of certificate.rows) value -= row.price * coefficient(world, row, chosen, owner);
  for (const { pinIds, prices } of certificate.mayBreak)
    for (const [index, pinId] of pinIds.entries())
      for (const pin of livingPins(world, [pinId])) {
        const price = prices[index] ?? 0;
        if (pin.kind === 'lead') {
          const leadsIt = leads.some((lead) => lead.gathering.id === pin.groupId && lead.contact.id === pin.contactId);
          if (isContacts && leadsIt) value += price;
          continue;
        }
        for (const { engagement, times } of chosen)
          if (isWith(pin, engagement))
            value += price * (pin.slot === undefined ? 1 : times.filter((time) => isLocked(pin, time)).length);
      }
  return value;
}

/** Whether a portion is pinned away from an engagement. */
const isOut = (pins: readonly Pinned[], engagement: Engagement): boolean =>
  pins.some((pin) => pin.kind === 'serve' && pin.portionKey === engagement.portion.key && !isWith(pin, engagement));

/** Starts of the grid, and those off it that a lock or a published session names. */
function startsOf(world: World, portion: Portion, contact: Contact, form: Engagement['form']): RawTime[] {
  const grid = rawStarts(world, portion, contact, { ...form }, 'both');
  const weeks = form.cycleWeeks === 1 ? [undefined] : ([1, 2] as const);
  const locks = world.pins.flatMap((pin) =>
    pin.kind === 'serve' && pin.portionKey === portion.key && pin.contactId === contact.id && pin.slot !== undefined
      ? [{ ...pin.slot, start: minuteOfDay(pin.slot.start) }]
      : [],
  );
  const published = world
    .publishedSlots(portion.key)
    .filter((session) => session.contactId === contact.id && session.minutes === form.minutes)
    .map(({ date, start }) => ({
      cycleWeek: isoWeekOf(date).cycleWeek,
      weekday: weekdayOf(date),
      start: minuteOfDay(start),
    }));
  const all = [...grid];
  for (const { cycleWeek, weekday, start } of [...locks, ...published])
    for (const week of weeks) {
      if (week !== undefined && cycleWeek !== undefined && cycleWeek !== week) continue;
      if (!all.some((time) => time.cycleWeek === week && time.weekday === weekday && time.start === start))
        all.push({ cycleWeek: week, weekday, start });
    }
  return all;
}

function withContact(world: World, portion: Portion, contact: Contact): Chosen[] {
  const modes = new Map(portion.part.modes.map((mode) => [JSON.stringify(mode), mode]));
  return [...modes.values()].flatMap((mode) => {
    const { sessions, minutes, cycleWeeks } = mode;
    const engagement: Engagement = {
      portion,
      form: { sessions, minutes, cycleWeeks },
      arrangement: 'individual',
      contact,
    };
    return daySets(startsOf(world, portion, contact, mode), sessions).map((times) => ({
      engagement,
      times: times.map((time) => ({ ...time, minutes })),
    }));
  });
}

/** The best contact plan, in 2^-scaleBits points: −Infinity where none holds what it must. */
export function bestContactPlanByTrial(world: World, certificate: Certificate, contact: Contact): number {
  const held = livingPins(world, certificate.held);
  const own = held.filter((pin) => pin.contactId === contact.id);
  const portions = [...world.portions.values()].map((portion) =>
    withContact(world, portion, contact).filter(
      (one) => !isOut(held, one.engagement) && isAllowed(world, { chosen: [one], leads: [] }, false),
    ),
  );
  const leads = [...world.gatherings.values()]
    .filter((gathering) => gathering.kind === 'group' || gathering.accompaniedBy === contact)
    .map((gathering): Lead => ({ contact, gathering }))
    .filter((lead) => isAllowed(world, { chosen: [], leads: [lead] }, false));
  let best = -Infinity;
  const holdsAll = ({ chosen, leads: led }: Parts): boolean =>
    own.every((pin) =>
      pin.kind === 'lead'
        ? led.some(({ gathering }) => gathering.id === pin.groupId)
        : chosen.some(({ engagement, times }) => isWith(pin, engagement) && times.some((time) => isLocked(pin, time))),
    );
  const grow = (parts: Parts, index: number): void => {
    if (index > 0 && !isAllowed(world, parts, false)) return;
    if (index === portions.length + leads.length) {
      if (holdsAll(parts)) best = Math.max(best, reducedValue(world, certificate, parts, { contactId: contact.id }));
      return;
    }
    grow(parts, index + 1);
    for (const one of portions[index] ?? []) grow({ ...parts, chosen: [...parts.chosen, one] }, index + 1);
    const lead = leads[index - portions.length];
    if (lead !== undefined) grow({ ...parts, leads: [...parts.leads, lead] }, index + 1);
  };
  grow({ chosen: [], leads: [] }, 0);
  return best;
}

const subsets = <T>(items: readonly T[]): T[][] =>
  items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);

/** Whether the pins' seats and leaders of a gathering are there. */
function holdsPins(world: World, held: readonly Pinned[], gathering: Gathering, { chosen, leads }: Parts): boolean {
  return held.every((pin) => {
    if (pin.kind === 'lead')
      return pin.groupId !== gathering.id || leads.some(({ contact }) => contact.id === pin.contactId);
    if (pin.groupId !== gathering.id && pin.offerId !== gathering.id) return true;
    // An offer of several slots may hold the pin in another one.
    const slots = [...world.gatherings.values()].filter(({ id }) => id === gathering.id);
    return slots.length > 1 || chosen.some(({ engagement }) => isWith(pin, engagement));
  });
}

/** The best gathering plan, in 2^-scaleBits points; 0 for none, where no pin asks for one. */
export function bestGatheringPlanByTrial(world: World, certificate: Certificate, gathering: Gathering): number {
  const held = livingPins(world, certificate.held);
  const time = timeOfGathering(gathering);
  const form = formOfGathering(gathering);
  const seats = [...world.portions.values()]
    .map((portion): Engagement => ({ portion, form, arrangement: gathering.kind, gathering }))
    .filter(
      (engagement) =>
        !isOut(held, engagement) &&
        held.every((pin) => pin.kind === 'lead' || !isWith(pin, engagement) || isLocked(pin, time)),
    );
  const accompanying = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
  const leaders = (
    gathering.kind === 'group' ? world.caseload.contacts : accompanying === undefined ? [] : [accompanying]
  )
    .map((contact): Lead => ({ contact, gathering }))
    // Whether the contact has room for it is a matter of the contact's plan.
    .filter((lead) => auditWeekly(world, planned({ chosen: [], leads: [lead] }, true), WHO_AND_WHEN).length === 0);
  const nothing: Parts = { chosen: [], leads: [] };
  let best = holdsPins(world, held, gathering, nothing) ? 0 : -Infinity;
  for (const some of subsets(seats))
    for (const led of subsets(leaders)) {
      if (some.length + led.length === 0) continue;
      if (gathering.kind === 'voluntary' && (some.length === 0 || (accompanying !== undefined && led.length === 0)))
        continue;
      const parts: Parts = { chosen: some.map((engagement) => ({ engagement, times: [time] })), leads: led };
      if (!isAllowed(world, parts, true) || !holdsPins(world, held, gathering, parts)) continue;
      best = Math.max(best, reducedValue(world, certificate, parts, { gatheringKey: gathering.key }));
    }
  return best;
}

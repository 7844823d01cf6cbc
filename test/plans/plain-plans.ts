// Every plan of one contact and of one gathering, by trying all that the candidates offer and asking the rules: what
// exact pricing must find the best of. A plan's points are the terms' own.
import type { PatternTime } from '../../src/domain/items.ts';
import type { Pinned } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Block, LeadOption } from '../../solver/candidates/candidates.ts';
import { type Choice, type Chosen, itemsOfChoice, valueOf } from '../../solver/choice.ts';
import type { Limits } from '../../solver/plans/branches.ts';
import type { Prices } from '../../solver/plans/prices.ts';
import type { Subset } from '../../solver/plans/subsets.ts';
import { slotMatchesPin } from '../../solver/timed/pins.ts';
import { isFreeOfClashes, itemsOfOne, keepsLimits } from './plain-rules.ts';
import type { Opened } from './opened.ts';

/** A plan in the instance's indices: slots and locks of all sessions together. */
export type PlainContactPlan = {
  readonly options: readonly number[];
  readonly slots: readonly number[];
  readonly leads: readonly number[];
  /** A lock for each session that carries it. */
  readonly locks: readonly number[];
  readonly points: number;
};

export type PlainGatheringPlan = {
  readonly seats: readonly number[];
  readonly links: readonly number[];
  readonly points: number;
};

type ServePin = Extract<Pinned, { kind: 'serve' }>;

const servePins = (pins: readonly Pinned[], portionKey: string): ServePin[] =>
  pins.filter((pin): pin is ServePin => pin.kind === 'serve' && pin.portionKey === portionKey);

/** Whether an engagement at these times holds a pin of its portion. */
function holds(pin: ServePin, { engagement: { contact, gathering }, times }: Chosen): boolean {
  const isPartner =
    contact === undefined
      ? gathering?.id === (gathering?.kind === 'group' ? pin.groupId : pin.offerId)
      : contact.id === pin.contactId;
  return isPartner && times.some((time) => slotMatchesPin(pin, time));
}

const isSameDay = (a: PatternTime, b: PatternTime): boolean =>
  a.weekday === b.weekday && (a.cycleWeek === undefined || b.cycleWeek === undefined || a.cycleWeek === b.cycleWeek);

/** Every choice of so many times on different days. */
function timeSets(times: readonly PatternTime[], count: number): PatternTime[][] {
  if (count === 0) return [[]];
  return times.flatMap((first, i) =>
    timeSets(times.slice(i + 1), count - 1)
      .filter((rest) => rest.every((time) => !isSameDay(time, first)))
      .map((rest) => [first, ...rest]),
  );
}

const subsets = <T>(items: readonly T[]): T[][] =>
  items.reduce<T[][]>((all, item) => [...all, ...all.map((set) => [...set, item])], [[]]);

/** Index of the instance's option of an engagement, and of its slots; an instance that lacks one is a fault. */
function locate({ compiled }: Opened, c: number, { engagement, times }: Chosen) {
  const { instance, blocks, optionInBlock } = compiled;
  for (let o = instance.optionFrom[c] as number; o < (instance.optionFrom[c + 1] as number); o++) {
    const b = instance.optionBlock[o] as number;
    if ((blocks[b] as Block).options[optionInBlock[o] as number]?.engagement !== engagement) continue;
    const from = instance.cellFrom[instance.blockCells[b] as number] as number;
    const to = instance.cellFrom[instance.blockCells[b + 1] as number] as number;
    const slots = times.map((time) => {
      for (let s = from; s < to; s++) if ((blocks[b] as Block).times[instance.slotTime[s] as number] === time) return s;
      throw new Error(`The instance lacks a slot of ${engagement.portion.key}.`);
    });
    return { option: o, slots, block: b };
  }
  throw new Error(`The instance lacks an option of ${engagement.portion.key}.`);
}

/** Locks of pins that may break which an engagement's sessions carry, once for each session. */
function locksOf({ compiled, soft }: Opened, block: number, { engagement, times }: Chosen): number[] {
  const { instance, softPins } = compiled;
  const first = instance.blockLock[block] as number;
  if (first < 0) return [];
  // A block's locks stand in the order of the pins that ask for a session of it.
  const asking = servePins(soft, engagement.portion.key).filter(
    (pin) => pin.slot !== undefined && engagement.contact?.id === pin.contactId,
  );
  return asking.flatMap((pin, bit) => {
    if (softPins.find((own) => own.pin === pin)?.locks.includes(first + bit) !== true)
      throw new Error(`The instance lacks a lock of ${pin.pinId}.`);
    return times.filter((time) => slotMatchesPin(pin, time)).map(() => first + bit);
  });
}

/** Every plan of a contact that holds what held pins ask of that contact; the idle plan among them where it may be. */
export function contactPlans(opened: Opened, c: number): PlainContactPlan[] {
  const { world, candidates, compiled, held } = opened;
  const contact = compiled.contacts[c] as (typeof compiled.contacts)[number];
  const isMeant = (chosen: Chosen): boolean =>
    servePins(held, chosen.engagement.portion.key).every((pin) => holds(pin, chosen));
  // How full a group is, is for the group's plan to say.
  const isAsked = (ownerId: string): boolean => !compiled.gatherings.some(({ id }) => id === ownerId);
  const isSound = (choice: Choice): boolean =>
    keepsLimits(world, itemsOfChoice(choice), isAsked) && isFreeOfClashes(world, choice);
  const blocks = candidates.blocks.filter((block) => block.options[0]?.engagement.contact === contact);
  const portions = [...new Set(blocks.map(({ portion }) => portion))];
  const leads = candidates.leads.filter(
    ({ lead }) => lead.contact === contact && compiled.gatherings.includes(lead.gathering),
  );
  const isDemanded = (key: string): boolean => servePins(held, key).some(({ contactId }) => contactId === contact.id);
  const ways = portions.map((portion): (Chosen | undefined)[] => {
    const own = blocks
      .filter((block) => block.portion === portion)
      .flatMap(({ options, times }) =>
        options.flatMap(({ engagement }) =>
          timeSets(times, engagement.form.sessions).map((set): Chosen => ({ engagement, times: set })),
        ),
      );
    const served = own.filter((chosen) => isMeant(chosen) && isSound({ served: [chosen], leads: [] }));
    return isDemanded(portion.key) ? served : [undefined, ...served];
  });
  const plans: PlainContactPlan[] = [];
  const leadSets = subsets(leads).filter((set) =>
    held.every(
      (pin) =>
        pin.kind !== 'lead' ||
        pin.contactId !== contact.id ||
        !leads.some(({ lead }) => lead.gathering.id === pin.groupId) ||
        set.some(({ lead }) => lead.gathering.id === pin.groupId),
    ),
  );
  const extend = (at: number, choice: Choice, chosenLeads: readonly LeadOption[]): void => {
    if (!isSound(choice)) return;
    const own = ways[at];
    if (own === undefined) {
      const located = choice.served.map((chosen) => ({ chosen, ...locate(opened, c, chosen) }));
      plans.push({
        options: located.map(({ option }) => option),
        slots: located.flatMap(({ slots }) => slots),
        leads: chosenLeads.map((lead) => compiled.leads.indexOf(lead)),
        locks: located.flatMap(({ chosen, block }) => locksOf(opened, block, chosen)),
        points: valueOf(world, RULES, choice),
      });
      return;
    }
    for (const way of own)
      extend(at + 1, way === undefined ? choice : { ...choice, served: [...choice.served, way] }, chosenLeads);
  };
  for (const set of leadSets) extend(0, { served: [], leads: set.map(({ lead }) => lead) }, set);
  return plans;
}

/** Every plan of a gathering that runs, and holds what held pins ask of it. */
export function gatheringPlans(opened: Opened, g: number): PlainGatheringPlan[] {
  const { world, candidates, compiled, held } = opened;
  const gathering = compiled.gatherings[g] as (typeof compiled.gatherings)[number];
  const asChosen = (block: Block): Chosen => ({
    engagement: (block.options[0] as Block['options'][number]).engagement,
    times: [block.times[0] as PatternTime],
  });
  const isOwn = (ownerId: string): boolean => ownerId === gathering.id;
  const isLed = (pin: Pinned, { lead }: LeadOption): boolean =>
    pin.kind === 'lead' && pin.groupId === lead.gathering.id && pin.contactId === lead.contact.id;
  const servesPartner = (pin: ServePin, block: Block): boolean => {
    const at = block.options[0]?.engagement.gathering;
    const time = block.times[0] as PatternTime;
    return at !== undefined && at.id === (at.kind === 'group' ? pin.groupId : pin.offerId) && slotMatchesPin(pin, time);
  };
  const allSeats = candidates.blocks.filter(
    (block) =>
      block.options[0]?.engagement.gathering !== undefined &&
      servePins(held, block.portion.key).every((pin) => servesPartner(pin, block)) &&
      keepsLimits(world, itemsOfOne(asChosen(block)), (id) => id !== block.options[0]?.engagement.gathering?.id),
  );
  const seats = allSeats.filter((block) => block.options[0]?.engagement.gathering === gathering);
  // Held at an offer with two slots, a portion may take a place in either.
  const isDemanded = (block: Block): boolean =>
    servePins(held, block.portion.key).some(({ contactId }) => contactId === undefined) &&
    allSeats.filter(({ portion }) => portion === block.portion).length === 1;
  const leads = candidates.leads.filter(({ lead }) => lead.gathering === gathering);
  const plans: PlainGatheringPlan[] = [];
  for (const set of subsets(seats)) {
    if (set.length === 0 || seats.some((block) => isDemanded(block) && !set.includes(block))) continue;
    if (new Set(set.map(({ portion }) => portion)).size < set.length) continue;
    for (const led of subsets(leads)) {
      if (leads.some((lead) => held.some((pin) => isLed(pin, lead)) && !led.includes(lead))) continue;
      if (gathering.kind === 'voluntary' && led.length !== (gathering.accompaniedBy === undefined ? 0 : 1)) continue;
      if (candidates.incompatible.some(({ block, lead }) => set.includes(block) && led.includes(lead))) continue;
      const choice: Choice = { served: set.map(asChosen), leads: led.map(({ lead }) => lead) };
      if (!keepsLimits(world, itemsOfChoice(choice), isOwn, true)) continue;
      if (!isFreeOfClashes(world, { ...choice, leads: [] })) continue;
      plans.push({
        seats: set.map((block) => compiled.seats.indexOf(block)).sort((a, b) => a - b),
        links: led
          .map((lead) => compiled.instance.leadLink[compiled.leads.indexOf(lead)] as number)
          .sort((a, b) => a - b),
        points: valueOf(world, RULES, { ...choice, leads: [] }),
      });
    }
  }
  return plans;
}

const sum = <T>(items: readonly T[], of: (item: T) => number | undefined): number =>
  items.reduce((total, item) => total + (of(item) ?? 0), 0);

/** Half of the members of a subset that a plan takes, rounded down. */
export function halfTaken({ portions, agents }: Subset, agent: number, served: readonly number[]): number {
  const members = [...portions.filter((p) => served.includes(p)), ...agents.filter((own) => own === agent)];
  return Math.floor(members.length / 2);
}

const paidForSubsets = (prices: Prices, agent: number, served: readonly number[]): number =>
  sum(prices.subsets, (subset) => subset.price * halfTaken(subset, agent, served));

/** What a contact's plan is worth at prices. */
export function contactWorth(
  { compiled: { instance } }: Opened,
  contact: number,
  plan: PlainContactPlan,
  prices: Prices,
): number {
  const price =
    sum(plan.options, (o) => prices.portion[instance.optionPortion[o] as number]) +
    sum(plan.options, (o) => prices.option[o]) +
    sum(plan.slots, (s) => prices.tau[instance.slotTau[s] as number]) +
    sum(plan.locks, (lock) => prices.lock[lock]) +
    sum(plan.leads, (l) => prices.link[instance.leadLink[l] as number]) +
    sum(plan.leads, (l) => prices.lead[l]) +
    paidForSubsets(
      prices,
      contact,
      plan.options.map((o) => instance.optionPortion[o] as number),
    );
  return plan.points - price;
}

/** What a gathering's plan is worth at prices. */
export function gatheringWorth(
  { compiled: { instance } }: Opened,
  gathering: number,
  plan: PlainGatheringPlan,
  prices: Prices,
): number {
  const served = plan.seats.map((s) => instance.seatPortion[s] as number);
  const price =
    sum(served, (p) => prices.portion[p]) +
    sum(plan.seats, (s) => prices.seat[s]) +
    paidForSubsets(prices, -1 - gathering, served);
  return plan.points - price + sum(plan.links, (l) => prices.link[l]);
}

/** Whether a contact's plan does what branching demands and nothing that it forbids. */
export function keepsContactLimits(
  { compiled: { instance } }: Opened,
  c: number,
  { options, slots, leads }: PlainContactPlan,
  { contacts: { optionOut, optionMust, leadOut, leadMust, tauOut, tauMust } }: Limits,
): boolean {
  if (options.some((o) => optionOut[o] === 1) || leads.some((l) => leadOut[l] === 1)) return false;
  const portions = options.map((o) => instance.optionPortion[o] as number);
  for (let o = instance.optionFrom[c] as number; o < (instance.optionFrom[c + 1] as number); o++)
    if (optionMust[o] === 1 && !portions.includes(instance.optionPortion[o] as number)) return false;
  for (let l = instance.leadFrom[c] as number; l < (instance.leadFrom[c + 1] as number); l++)
    if (leadMust[l] === 1 && !leads.includes(l)) return false;
  const taus = slots.map((s) => instance.slotTau[s] as number);
  if (taus.some((tau) => tau >= 0 && tauOut[tau] === 1)) return false;
  return portions.every((p) => (tauMust[p] as number) < 0 || taus.includes(tauMust[p] as number));
}

/** Whether a running gathering's plan does what branching demands and nothing that it forbids. */
export function keepsGatheringLimits(
  { compiled: { instance } }: Opened,
  g: number,
  { seats, links }: PlainGatheringPlan,
  { gatherings: { seatOut, seatMust, linkOut, linkMust, gathering } }: Limits,
): boolean {
  if (gathering[g] === 2) return false;
  if (seats.some((s) => seatOut[s] === 1) || links.some((l) => linkOut[l] === 1)) return false;
  for (let s = instance.seatFrom[g] as number; s < (instance.seatFrom[g + 1] as number); s++)
    if (seatMust[s] === 1 && !seats.includes(s)) return false;
  for (let l = instance.linkFrom[g] as number; l < (instance.linkFrom[g + 1] as number); l++)
    if (linkMust[l] === 1 && !links.includes(l)) return false;
  return true;
}

/** Whether a gathering may stay idle: nothing held or demanded in it. */
export function mayStayIdle({ compiled: { instance } }: Opened, g: number, limits: Limits | undefined): boolean {
  if (limits?.gatherings.gathering[g] === 1) return false;
  for (let s = instance.seatFrom[g] as number; s < (instance.seatFrom[g + 1] as number); s++)
    if (instance.seatHeld[s] === 1 || limits?.gatherings.seatMust[s] === 1) return false;
  for (let l = instance.linkFrom[g] as number; l < (instance.linkFrom[g + 1] as number); l++)
    if (instance.linkHeld[l] === 1 || limits?.gatherings.linkMust[l] === 1) return false;
  return true;
}

// Columns of the master: plans of contacts and of gatherings, and how a choice is written as plans and read from them.
// Long function createWriter: look-ups that are made once and closed over by the writer.
// Long function write: one kind of plan after the other.
import type { Lead, PatternTime } from '../../src/domain/items.ts';
import type { Choice, Chosen } from '../choice.ts';
import type { Block } from '../candidates/candidates.ts';
import type { Compiled } from './compile/compile.ts';
import { countDays, gatheringOfLink, type Instance, tallyAt } from './instance.ts';
import type { ContactPlan } from './price-contact.ts';
import type { GatheringPlan } from './price-gathering.ts';

export type Column =
  | { readonly kind: 'contact'; readonly plan: ContactPlan }
  | { readonly kind: 'gathering'; readonly plan: GatheringPlan };

/** Equal for equal plans. */
export const columnKey = ({ kind, plan }: Column): string =>
  kind === 'contact'
    ? `c${plan.contact}|${plan.options.join()}|${plan.slots.join()}|${plan.leads.join()}`
    : `g${plan.gathering}|${plan.seats.join()}|${plan.links.join()}`;

/** Whose plan it is: contacts count from 0, gatherings from −1 down. */
export const agentOf = ({ kind, plan }: Column): number => (kind === 'contact' ? plan.contact : -1 - plan.gathering);

/** Portions that a plan serves. */
export const portionsOf = ({ instance }: Pick<Compiled, 'instance'>, column: Column): number[] =>
  column.kind === 'contact'
    ? column.plan.options.map((option) => instance.optionPortion[option] as number)
    : column.plan.seats.map((seat) => instance.seatPortion[seat] as number);

/** Links that a plan takes a side of. */
export const linksOf = ({ instance }: Compiled, column: Column): number[] =>
  column.kind === 'contact'
    ? column.plan.leads.map((lead) => instance.leadLink[lead] as number)
    : [...column.plan.links];

/** How many sides of each link plans take: 2 where it is closed. */
export function sidesOf(compiled: Compiled, columns: readonly Column[]): ReadonlyMap<number, number> {
  const sides = new Map<number, number>();
  for (const column of columns)
    for (const link of linksOf(compiled, column)) sides.set(link, (sides.get(link) ?? 0) + 1);
  return sides;
}

/** Who stands on the other side of a link than a plan does. */
export const otherSide = ({ instance }: Compiled, { kind }: Column, link: number): number =>
  kind === 'contact' ? -1 - gatheringOfLink(instance, link) : (instance.linkContact[link] as number);

/** Points of plans together. */
export const objectiveOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, { plan }) => sum + plan.points, 0);

const axis = (time: PatternTime): number => ((time.cycleWeek ?? 1) * 7 + time.weekday) * 1_440 + time.start;

/** What a contact's plan chooses. */
function chosenOf({ instance, blocks, optionInBlock }: Compiled, plan: ContactPlan): Chosen[] {
  let at = 0;
  return plan.options.map((option) => {
    const block = blocks[instance.optionBlock[option] as number] as Block;
    const { engagement } = block.options[optionInBlock[option] as number] as Block['options'][number];
    const times: PatternTime[] = [];
    for (let s = 0; s < engagement.form.sessions; s++)
      times.push(block.times[instance.slotTime[plan.slots[at++] as number] as number] as PatternTime);
    return { engagement, times: times.sort((a, b) => axis(a) - axis(b)) };
  });
}

/** The choice that plans make together. */
export function choiceOf(compiled: Compiled, columns: readonly Column[]): Choice {
  const served: Chosen[] = [];
  const leads: Lead[] = [];
  for (const column of columns)
    if (column.kind === 'contact') {
      served.push(...chosenOf(compiled, column.plan));
      for (const lead of column.plan.leads) leads.push((compiled.leads[lead] as Compiled['leads'][number]).lead);
    } else
      for (const seat of column.plan.seats) {
        const block = compiled.seats[seat] as Block;
        served.push({ engagement: (block.options[0] as Block['options'][number]).engagement, times: [...block.times] });
      }
  return { served, leads };
}

const sameTime = (a: PatternTime, b: PatternTime): boolean =>
  a.weekday === b.weekday && a.start === b.start && a.cycleWeek === b.cycleWeek;

export type Writer = (choice: Choice) => Column[] | undefined;

/** Writes choices as plans; undefined where the instance lacks an option, slot, seat or lead. Points are the terms' own. */
export function createWriter(compiled: Compiled): Writer {
  const { instance, contacts, gatherings, portions, blocks, optionInBlock, seats, leads } = compiled;
  const contactIndex = new Map(contacts.map(({ id }, c) => [id, c]));
  const gatheringIndex = new Map(gatherings.map(({ key }, g) => [key, g]));
  const portionIndex = new Map(portions.map(({ key }, p) => [key, p]));
  const seatIndex = new Map(
    seats.map((block, s) => [`${block.portion.key} ${block.options[0]?.engagement.gathering?.key}`, s]),
  );
  const leadIndex = new Map(leads.map(({ lead }, l) => [`${lead.gathering.key} ${lead.contact.id}`, l]));
  const write: Writer = (choice) => {
    const contactPlans = new Map<number, { options: number[]; slots: number[]; leads: number[] }>();
    const gatheringPlans = new Map<number, { seats: number[]; links: number[] }>();
    const ofContact = (c: number) => {
      const plan = contactPlans.get(c) ?? { options: [], slots: [], leads: [] };
      contactPlans.set(c, plan);
      return plan;
    };
    const ofGathering = (g: number) => {
      const plan = gatheringPlans.get(g) ?? { seats: [], links: [] };
      gatheringPlans.set(g, plan);
      return plan;
    };
    for (const { engagement, times } of choice.served) {
      const { contact, gathering, portion, form } = engagement;
      if (gathering !== undefined) {
        const seat = seatIndex.get(`${portion.key} ${gathering.key}`);
        const g = gatheringIndex.get(gathering.key);
        if (seat === undefined || g === undefined) return undefined;
        ofGathering(g).seats.push(seat);
        continue;
      }
      const c = contactIndex.get(contact.id);
      const p = portionIndex.get(portion.key);
      if (c === undefined || p === undefined) return undefined;
      let found = -1;
      for (let o = instance.optionFrom[c] as number; o < (instance.optionFrom[c + 1] as number); o++) {
        if (instance.optionPortion[o] !== p) continue;
        const block = blocks[instance.optionBlock[o] as number] as Block;
        const own = (block.options[optionInBlock[o] as number] as Block['options'][number]).engagement.form;
        if (own.sessions === form.sessions && own.minutes === form.minutes && own.cycleWeeks === form.cycleWeeks)
          found = o;
      }
      if (found < 0) return undefined;
      const b = instance.optionBlock[found] as number;
      const block = blocks[b] as Block;
      const plan = ofContact(c);
      plan.options.push(found);
      for (const time of times) {
        let slot = -1;
        for (let s = firstSlot(instance, b); s < firstSlot(instance, b + 1); s++)
          if (sameTime(block.times[instance.slotTime[s] as number] as PatternTime, time)) slot = s;
        if (slot < 0) return undefined;
        plan.slots.push(slot);
      }
    }
    for (const { gathering, contact } of choice.leads) {
      const lead = leadIndex.get(`${gathering.key} ${contact.id}`);
      const g = gatheringIndex.get(gathering.key);
      const c = contactIndex.get(contact.id);
      if (lead === undefined || g === undefined || c === undefined) return undefined;
      ofContact(c).leads.push(lead);
      ofGathering(g).links.push(instance.leadLink[lead] as number);
    }
    return [
      ...[...contactPlans].map(([contact, plan]): Column => {
        const whole = { contact, ...plan };
        return { kind: 'contact', plan: { ...whole, points: pointsOfPlan(compiled, whole) } };
      }),
      ...[...gatheringPlans].map(([gathering, plan]): Column => {
        const points = plan.seats.reduce((sum, s) => sum + (instance.seatPoints[s] as number), 0);
        const sorted = { seats: plan.seats.sort((a, b) => a - b), links: plan.links.sort((a, b) => a - b) };
        return { kind: 'gathering', plan: { gathering, ...sorted, points } };
      }),
    ];
  };
  return write;
}

/** Points of a contact's plan by the instance's numbers: options, slots, tallies, halves. */
function pointsOfPlan({ instance }: Compiled, { contact, options, slots, leads }: Omit<ContactPlan, 'points'>): number {
  const { tallies } = instance;
  const T = tallies.count;
  let points = 0;
  for (const option of options) points += instance.optionPoints[option] as number;
  for (const slot of slots) points += instance.slotPoints[slot] as number;
  for (let t = 0; t < T; t++) {
    let total = 0;
    for (const option of options) {
      const block = instance.optionBlock[option] as number;
      const occurrences = ((instance.optionSessions[option] as number) * 2) / (instance.blockCycle[block] as number);
      total += occurrences * (instance.blockTally[block * T + t] as number);
    }
    for (const lead of leads) {
      total += countDays(instance.leadDays[lead] as number) * (instance.leadTally[lead * T + t] as number);
    }
    points += tallyAt(tallies.numbers, (contact * T + t) * 6, total);
  }
  for (let i = instance.pairFrom[contact] as number; i < (instance.pairFrom[contact + 1] as number); i++)
    if (options.includes(instance.pairFirst[i] as number) && options.includes(instance.pairSecond[i] as number))
      points += instance.pairPoints[i] as number;
  return points;
}

/** First slot of a block. */
const firstSlot = ({ blockCells, cellFrom }: Instance, block: number): number =>
  cellFrom[blockCells[block] as number] as number;

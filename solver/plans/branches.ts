// Branching: decisions that split a fractional solution, and what they forbid and demand in pricing.
//
// In this order: whether a gathering runs, who leads it, which contact serves a portion, which seat a portion takes, in
// which form, at which session time. Times of recipients with one portion stay inside the plans: plans that differ only
// there are one and the same to the master.
// Long function limitsOf: one case for each kind of decision.
import { agentOf, type Column } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import type { ContactLimits } from './contact-problem.ts';
import type { GatheringLimits } from './price-gathering.ts';

export type Decision =
  | { readonly kind: 'gathering'; readonly gathering: number; readonly yes: boolean }
  | { readonly kind: 'lead'; readonly lead: number; readonly yes: boolean }
  | { readonly kind: 'contact'; readonly portion: number; readonly contact: number; readonly yes: boolean }
  | { readonly kind: 'seat'; readonly seat: number; readonly yes: boolean }
  | { readonly kind: 'option'; readonly option: number; readonly yes: boolean }
  | { readonly kind: 'time'; readonly tau: number; readonly yes: boolean };

export type Limits = { readonly contacts: ContactLimits; readonly gatherings: GatheringLimits };

/** What decisions forbid and demand together. */
export function limitsOf(compiled: Compiled, decisions: readonly Decision[]): Limits {
  const { instance } = compiled;
  const O = instance.optionPortion.length;
  const L = instance.leadLink.length;
  const S = instance.seatPortion.length;
  const contacts = {
    optionOut: new Uint8Array(O),
    optionMust: new Uint8Array(O),
    leadOut: new Uint8Array(L),
    leadMust: new Uint8Array(L),
    tauOut: new Uint8Array(instance.tauCount),
    tauMust: new Int32Array(instance.portionCount).fill(-1),
  };
  const gatherings = {
    seatOut: new Uint8Array(S),
    seatMust: new Uint8Array(S),
    linkOut: new Uint8Array(L),
    linkMust: new Uint8Array(L),
    gathering: new Uint8Array(instance.gatheringCount),
  };
  const isOf = (contact: number, option: number): boolean =>
    option >= (instance.optionFrom[contact] as number) && option < (instance.optionFrom[contact + 1] as number);
  for (const decision of decisions)
    switch (decision.kind) {
      case 'gathering':
        gatherings.gathering[decision.gathering] = decision.yes ? 1 : 2;
        break;
      case 'lead': {
        const link = instance.leadLink[decision.lead] as number;
        (decision.yes ? contacts.leadMust : contacts.leadOut)[decision.lead] = 1;
        (decision.yes ? gatherings.linkMust : gatherings.linkOut)[link] = 1;
        break;
      }
      case 'contact': {
        const { portion, contact, yes } = decision;
        for (const option of compiled.optionsOfPortion(portion)) {
          const isOwn = isOf(contact, option);
          if (isOwn && yes) contacts.optionMust[option] = 1;
          else if (isOwn !== yes) contacts.optionOut[option] = 1;
        }
        if (yes) for (const seat of compiled.seatsOfPortion(portion)) gatherings.seatOut[seat] = 1;
        break;
      }
      case 'seat': {
        const { seat, yes } = decision;
        if (!yes) {
          gatherings.seatOut[seat] = 1;
          break;
        }
        gatherings.seatMust[seat] = 1;
        const portion = instance.seatPortion[seat] as number;
        for (const other of compiled.seatsOfPortion(portion)) if (other !== seat) gatherings.seatOut[other] = 1;
        for (const option of compiled.optionsOfPortion(portion)) contacts.optionOut[option] = 1;
        break;
      }
      case 'option': {
        const { option, yes } = decision;
        if (!yes) {
          contacts.optionOut[option] = 1;
          break;
        }
        const portion = instance.optionPortion[option] as number;
        contacts.optionMust[option] = 1;
        for (const other of compiled.optionsOfPortion(portion)) if (other !== option) contacts.optionOut[other] = 1;
        for (const seat of compiled.seatsOfPortion(portion)) gatherings.seatOut[seat] = 1;
        break;
      }
      case 'time': {
        const { tau, yes } = decision;
        if (yes) contacts.tauMust[compiled.tauPortion[tau] as number] = tau;
        else contacts.tauOut[tau] = 1;
        break;
      }
      default:
        return decision satisfies never;
    }
  return { contacts, gatherings };
}

/** Whether a column keeps to limits; what is demanded of its contact or gathering must be in it. */
export function createFilter(
  { instance }: Compiled,
  { contacts, gatherings }: Limits,
): {
  isAllowed(column: Column): boolean;
  isContactDemanded(contact: number): boolean;
  isGatheringDemanded(gathering: number): boolean;
} {
  const demandedPortions: (number[] | undefined)[] = [];
  const demandedLeads: (number[] | undefined)[] = [];
  for (let c = 0; c < instance.contactCount; c++) {
    for (let o = instance.optionFrom[c] as number; o < (instance.optionFrom[c + 1] as number); o++)
      if (instance.optionHeld[o] === 1 || contacts.optionMust[o] === 1) {
        const own = (demandedPortions[c] ??= []);
        const portion = instance.optionPortion[o] as number;
        if (!own.includes(portion)) own.push(portion);
      }
    for (let l = instance.leadFrom[c] as number; l < (instance.leadFrom[c + 1] as number); l++)
      if (instance.leadHeld[l] === 1 || contacts.leadMust[l] === 1) (demandedLeads[c] ??= []).push(l);
  }
  const demandedSeats: (number[] | undefined)[] = [];
  const demandedLinks: (number[] | undefined)[] = [];
  for (let g = 0; g < instance.gatheringCount; g++) {
    for (let s = instance.seatFrom[g] as number; s < (instance.seatFrom[g + 1] as number); s++)
      if (instance.seatHeld[s] === 1 || gatherings.seatMust[s] === 1) (demandedSeats[g] ??= []).push(s);
    for (let l = instance.linkFrom[g] as number; l < (instance.linkFrom[g + 1] as number); l++)
      if (instance.linkHeld[l] === 1 || gatherings.linkMust[l] === 1) (demandedLinks[g] ??= []).push(l);
  }
  return {
    isAllowed(column) {
      if (column.kind === 'gathering') {
        const { gathering, seats, links } = column.plan;
        return (
          gatherings.gathering[gathering] !== 2 &&
          seats.every((s) => gatherings.seatOut[s] === 0) &&
          links.every((l) => gatherings.linkOut[l] === 0) &&
          (demandedSeats[gathering] ?? []).every((s) => seats.includes(s)) &&
          (demandedLinks[gathering] ?? []).every((l) => links.includes(l))
        );
      }
      const { contact, options, slots, leads } = column.plan;
      if (options.some((o) => contacts.optionOut[o] === 1) || leads.some((l) => contacts.leadOut[l] === 1))
        return false;
      const portions = options.map((o) => instance.optionPortion[o] as number);
      if ((demandedPortions[contact] ?? []).some((p) => !portions.includes(p))) return false;
      if ((demandedLeads[contact] ?? []).some((l) => !leads.includes(l))) return false;
      const taus = slots.map((slot) => instance.slotTau[slot] as number);
      if (taus.some((tau) => tau >= 0 && contacts.tauOut[tau] === 1)) return false;
      return portions.every((p) => {
        const must = contacts.tauMust[p] as number;
        return must < 0 || taus.includes(must);
      });
    },
    isContactDemanded: (c) => demandedPortions[c] !== undefined || demandedLeads[c] !== undefined,
    isGatheringDemanded: (g) =>
      gatherings.gathering[g] === 1 || demandedSeats[g] !== undefined || demandedLinks[g] !== undefined,
  };
}

const EPSILON = 1e-6;
const fraction = (value: number): number => Math.min(value - Math.floor(value), Math.ceil(value) - value);

/** How much of each feature a fractional solution takes. */
function activities({ instance }: Compiled, columns: readonly Column[], values: ArrayLike<number>) {
  const gatherings = new Map<number, number>();
  const leads = new Map<number, number>();
  const pairs = new Map<string, { portion: number; contact: number; value: number }>();
  const seats = new Map<number, number>();
  const options = new Map<number, number>();
  const taus = new Map<number, number>();
  const add = (map: Map<number, number>, key: number, value: number): void => {
    map.set(key, (map.get(key) ?? 0) + value);
  };
  columns.forEach((column, j) => {
    const value = values[j] ?? 0;
    if (value < EPSILON) return;
    if (column.kind === 'gathering') {
      add(gatherings, column.plan.gathering, value);
      for (const seat of column.plan.seats) add(seats, seat, value);
      return;
    }
    const { contact, options: own, slots, leads: ownLeads } = column.plan;
    for (const lead of ownLeads) add(leads, lead, value);
    for (const option of own) {
      add(options, option, value);
      const portion = instance.optionPortion[option] as number;
      const key = `${portion} ${contact}`;
      const pair = pairs.get(key) ?? { portion, contact, value: 0 };
      pair.value += value;
      pairs.set(key, pair);
    }
    for (const slot of slots) {
      const tau = instance.slotTau[slot] as number;
      if (tau >= 0) add(taus, tau, value);
    }
  });
  return { gatherings, leads, pairs, seats, options, taus };
}

/** How much of each session time and seat a solution takes, for separation. */
export function timesOf(compiled: Compiled, columns: readonly Column[], values: ArrayLike<number>) {
  const { taus, seats } = activities(compiled, columns, values);
  return { taus, seats };
}

/** The most fractional of some features; undefined where all are whole. */
function mostFractional<T>(features: Iterable<readonly [T, number]>): T | undefined {
  let best: T | undefined;
  let most = EPSILON;
  for (const [feature, value] of features) {
    const own = fraction(value);
    if (own > most + 1e-9) {
      most = own;
      best = feature;
    }
  }
  return best;
}

/** What to branch on, the child that is likelier to hold a good plan first; undefined where the solution is whole. */
export function branchOn(
  compiled: Compiled,
  columns: readonly Column[],
  values: ArrayLike<number>,
): readonly [Decision, Decision] | undefined {
  const { gatherings, leads, pairs, seats, options, taus } = activities(compiled, columns, values);
  const both = (decision: Decision): readonly [Decision, Decision] => [decision, { ...decision, yes: false }];
  const gathering = mostFractional(gatherings);
  if (gathering !== undefined) return both({ kind: 'gathering', gathering, yes: true });
  const lead = mostFractional(leads);
  if (lead !== undefined) return both({ kind: 'lead', lead, yes: true });
  const pair = mostFractional([...pairs.values()].map((entry) => [entry, entry.value] as const));
  if (pair !== undefined) return both({ kind: 'contact', portion: pair.portion, contact: pair.contact, yes: true });
  const seat = mostFractional(seats);
  if (seat !== undefined) return both({ kind: 'seat', seat, yes: true });
  const option = mostFractional(options);
  if (option !== undefined) return both({ kind: 'option', option, yes: true });
  const tau = mostFractional(taus);
  if (tau !== undefined) return both({ kind: 'time', tau, yes: true });
  return undefined;
}

/** The columns of a whole solution: of plans that differ only in times that matter to nobody else, the worthiest. */
export function wholeColumns(columns: readonly Column[], values: ArrayLike<number>): Column[] {
  const best = new Map<number, Column>();
  columns.forEach((column, j) => {
    if ((values[j] ?? 0) < EPSILON) return;
    const key = agentOf(column);
    const known = best.get(key);
    if (known === undefined || column.plan.points > known.plan.points) best.set(key, column);
  });
  return [...best.values()];
}

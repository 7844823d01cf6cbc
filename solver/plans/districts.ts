// Districts of a city: contacts that share portions, cut where they share few. Each district is relaxed by itself; its
// plans and duals seed the whole, whose bound is always that of the whole problem.
// Long function slice: tables of one instance, each cut from those of the whole.
import type { Instance } from './instance.ts';
import { type Compiled, listsBy, offsets, severalOf } from './compile.ts';
import type { Column } from './columns.ts';

/** A part of an instance with what its indices are in the whole. Blocks, cells, slots and session times keep theirs. */
export type District = {
  readonly compiled: Compiled;
  /** Rows of the whole for the district's rows, in the master's order. */
  readonly rows: Int32Array;
  toWhole(column: Column): Column;
  /** A plan of the whole in the district's indices; undefined where it reaches beyond. */
  fromWhole(column: Column): Column | undefined;
};

/** Contacts of each district, at most about so many each; neighbours by coordinates stay together. */
export function partition(places: readonly (readonly [number, number] | undefined)[], most: number): number[][] {
  const districts: number[][] = [];
  const split = (members: number[]): void => {
    if (members.length <= most) {
      if (members.length > 0) districts.push(members);
      return;
    }
    const axis = (k: 0 | 1): number[] => members.map((c) => places[c]?.[k] ?? 0);
    const width = (values: readonly number[]): number =>
      values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
    // A degree of longitude is half as long as one of latitude at 60° north.
    const k = width(axis(0)) > 2 * width(axis(1)) ? 0 : 1;
    const sorted = [...members].sort((a, b) => (places[a]?.[k] ?? 0) - (places[b]?.[k] ?? 0) || a - b);
    const half = sorted.length >> 1;
    split(sorted.slice(0, half));
    split(sorted.slice(half));
  };
  split(places.map((_, c) => c));
  return districts;
}

/** The district in which most of a list of owners lie. */
function mostly(owners: readonly number[]): number {
  const counts = new Map<number, number>();
  let best = -1;
  for (const owner of owners) {
    const count = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, count);
    if (best < 0 || count > (counts.get(best) ?? 0)) best = owner;
  }
  return best;
}

/** Moves contacts who are held to lead one gathering together into one district. */
function gatherLeaders(instance: Instance, districtOfContact: Int32Array): void {
  for (let moved = true, passes = 0; moved && passes < 10; passes++) {
    moved = false;
    for (let g = 0; g < instance.gatheringCount; g++) {
      let district = -1;
      for (let l = instance.linkFrom[g] as number; l < (instance.linkFrom[g + 1] as number); l++) {
        if (instance.linkHeld[l] !== 1) continue;
        const contact = instance.linkContact[l] as number;
        if (district < 0) district = districtOfContact[contact] as number;
        else if (districtOfContact[contact] !== district) {
          districtOfContact[contact] = district;
          moved = true;
        }
      }
    }
  }
}

/** Gives every portion and gathering to the district that most of those who could serve them belong to. */
export function districtsOf(compiled: Compiled, cut: readonly (readonly number[])[]): District[] {
  const { instance } = compiled;
  const districtOfContact = new Int32Array(instance.contactCount);
  cut.forEach((contacts, d) => contacts.forEach((c) => (districtOfContact[c] = d)));
  gatherLeaders(instance, districtOfContact);
  const contactsOf = cut.map((_, d) => Array.from(districtOfContact.keys()).filter((c) => districtOfContact[c] === d));
  const owners: number[][] = Array.from({ length: instance.portionCount }, () => []);
  for (let c = 0; c < instance.contactCount; c++)
    for (let o = instance.optionFrom[c] as number; o < (instance.optionFrom[c + 1] as number); o++)
      (owners[instance.optionPortion[o] as number] as number[]).push(districtOfContact[c] as number);
  // All portions of a recipient go together, so that what they must share is seen to in one place; pinned ones stay put.
  const ofRecipient = new Map<number, number[]>();
  owners.forEach((list, p) => {
    const recipient = instance.portionRecipient[p] as number;
    const all = ofRecipient.get(recipient);
    if (all === undefined) ofRecipient.set(recipient, [...list]);
    else all.push(...list);
  });
  const districtOfPortion = Int32Array.from(owners, (list, p) =>
    instance.portionCertain[p] === 1 && list.length > 0
      ? mostly(list)
      : mostly(ofRecipient.get(instance.portionRecipient[p] as number) ?? []),
  );
  const districtOfGathering = new Int32Array(instance.gatheringCount);
  for (let g = 0; g < instance.gatheringCount; g++) {
    const around: number[] = [];
    let held = -1;
    for (let l = instance.linkFrom[g] as number; l < (instance.linkFrom[g + 1] as number); l++) {
      const d = districtOfContact[instance.linkContact[l] as number] as number;
      around.push(d);
      if (instance.linkHeld[l] === 1) held = d;
    }
    if (held < 0 && around.length > 0) held = mostly(around);
    if (held >= 0) {
      districtOfGathering[g] = held;
      continue;
    }
    for (let s = instance.seatFrom[g] as number; s < (instance.seatFrom[g + 1] as number); s++) {
      const d = districtOfPortion[instance.seatPortion[s] as number] as number;
      if (d >= 0) around.push(d);
    }
    districtOfGathering[g] = Math.max(0, mostly(around));
  }
  // A portion that only gatherings could serve goes with the first of them.
  for (let g = 0; g < instance.gatheringCount; g++)
    for (let s = instance.seatFrom[g] as number; s < (instance.seatFrom[g + 1] as number); s++) {
      const p = instance.seatPortion[s] as number;
      if ((districtOfPortion[p] as number) < 0) districtOfPortion[p] = districtOfGathering[g] as number;
    }
  return contactsOf.map((contacts, d) => {
    const portions: number[] = [];
    for (let p = 0; p < instance.portionCount; p++) if (districtOfPortion[p] === d) portions.push(p);
    const gatherings: number[] = [];
    for (let g = 0; g < instance.gatheringCount; g++) if (districtOfGathering[g] === d) gatherings.push(g);
    return slice(compiled, contacts, portions, gatherings);
  });
}

const pick = <T extends Int32Array | Uint8Array | Uint16Array | Int16Array | Float64Array>(
  array: T,
  indices: readonly number[],
): T => {
  const Made = array.constructor as new (length: number) => T;
  const picked = new Made(indices.length);
  indices.forEach((index, i) => (picked[i] = array[index] as number));
  return picked;
};

/** The part of an instance that is about some contacts, portions and gatherings. */
function slice(
  compiled: Compiled,
  contacts: readonly number[],
  portions: readonly number[],
  gatherings: readonly number[],
): District {
  const { instance } = compiled;
  const portionAt = new Map(portions.map((p, i) => [p, i]));
  const contactAt = new Map(contacts.map((c, i) => [c, i]));
  const gatheringAt = new Map(gatherings.map((g, i) => [g, i]));
  const range = (starts: Int32Array, i: number): number[] => {
    const list: number[] = [];
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) list.push(k);
    return list;
  };
  const from = (lists: readonly (readonly number[])[]): Int32Array => offsets(lists.map((list) => list.length));
  const optionLists = contacts.map((c) =>
    range(instance.optionFrom, c).filter((o) => portionAt.has(instance.optionPortion[o] as number)),
  );
  const options = optionLists.flat();
  const optionAt = new Map(options.map((o, i) => [o, i]));
  // A gathering whose leaders or participants live elsewhere cannot run here.
  const rooms = gatherings.map((g) => {
    const ownLinks = range(instance.linkFrom, g).filter((l) => contactAt.has(instance.linkContact[l] as number));
    const ownSeats = range(instance.seatFrom, g).filter((s) => portionAt.has(instance.seatPortion[s] as number));
    const canRun =
      ownLinks.length >= (instance.minLeaders[g] as number) && ownSeats.length >= (instance.minSeats[g] as number);
    return canRun ? { links: ownLinks, seats: ownSeats } : { links: [], seats: [] };
  });
  const linkLists = rooms.map((room) => room.links);
  const links = linkLists.flat();
  const linkAt = new Map(links.map((l, i) => [l, i]));
  const leadLists = contacts.map((c) =>
    range(instance.leadFrom, c).filter((l) => linkAt.has(instance.leadLink[l] as number)),
  );
  const leads = leadLists.flat();
  const leadAt = new Map(leads.map((l, i) => [l, i]));
  const seatLists = rooms.map((room) => room.seats);
  const seats = seatLists.flat();
  const seatAt = new Map(seats.map((s, i) => [s, i]));
  const pairLists = contacts.map((c) =>
    range(instance.pairFrom, c).filter(
      (i) => optionAt.has(instance.pairFirst[i] as number) && optionAt.has(instance.pairSecond[i] as number),
    ),
  );
  const pairs = pairLists.flat();
  const apartAt = (who: number): number | undefined => {
    if (who >= 0) return seatAt.get(who);
    const link = linkAt.get(-1 - who);
    return link === undefined ? undefined : -1 - link;
  };
  const apartLists = gatherings.map((g) =>
    range(instance.apartFrom, g).filter(
      (i) => apartAt(instance.apartA[i] as number) !== undefined && apartAt(instance.apartB[i] as number) !== undefined,
    ),
  );
  const aparts = apartLists.flat();
  const served = new Set([
    ...options.map((o) => instance.optionPortion[o] as number),
    ...seats.map((s) => instance.seatPortion[s] as number),
  ]);
  const T = instance.tallies.count;
  const numbers = new Float64Array(contacts.length * T * 6);
  contacts.forEach((c, i) => numbers.set(instance.tallies.numbers.subarray(c * T * 6, (c + 1) * T * 6), i * T * 6));
  const leadTally = new Float64Array(leads.length * T);
  leads.forEach((l, i) => leadTally.set(instance.leadTally.subarray(l * T, (l + 1) * T), i * T));
  const to = (map: ReadonlyMap<number, number>, array: Int32Array, indices: readonly number[]): Int32Array =>
    Int32Array.from(indices, (i) => map.get(array[i] as number) as number);
  const part: Instance = {
    ...instance,
    portionCount: portions.length,
    contactCount: contacts.length,
    gatheringCount: gatherings.length,
    portionRecipient: pick(instance.portionRecipient, portions),
    // What somebody elsewhere makes sure of is not certain here.
    portionCertain: Uint8Array.from(portions, (p) => (instance.portionCertain[p] === 1 && served.has(p) ? 1 : 0)),
    mostRecipients: pick(instance.mostRecipients, contacts),
    mostWeekMinutes: pick(instance.mostWeekMinutes, contacts),
    mostEvenings: pick(instance.mostEvenings, contacts),
    mostDrive: pick(instance.mostDrive, contacts),
    tallies: { count: T, numbers },
    optionFrom: from(optionLists),
    optionPortion: to(portionAt, instance.optionPortion, options),
    optionBlock: pick(instance.optionBlock, options),
    optionSessions: pick(instance.optionSessions, options),
    optionPoints: pick(instance.optionPoints, options),
    optionHeld: pick(instance.optionHeld, options),
    pairFrom: from(pairLists),
    pairFirst: to(optionAt, instance.pairFirst, pairs),
    pairSecond: to(optionAt, instance.pairSecond, pairs),
    pairPoints: pick(instance.pairPoints, pairs),
    leadFrom: from(leadLists),
    leadLink: to(linkAt, instance.leadLink, leads),
    leadHeld: pick(instance.leadHeld, leads),
    leadDays: pick(instance.leadDays, leads),
    leadBegin: pick(instance.leadBegin, leads),
    leadMinutes: pick(instance.leadMinutes, leads),
    leadDrive: pick(instance.leadDrive, leads),
    leadTally,
    seatFrom: from(seatLists),
    seatPortion: to(portionAt, instance.seatPortion, seats),
    seatPoints: pick(instance.seatPoints, seats),
    seatHeld: pick(instance.seatHeld, seats),
    minSeats: pick(instance.minSeats, gatherings),
    maxSeats: pick(instance.maxSeats, gatherings),
    minLeaders: pick(instance.minLeaders, gatherings),
    maxLeaders: pick(instance.maxLeaders, gatherings),
    linkFrom: from(linkLists),
    linkContact: to(contactAt, instance.linkContact, links),
    linkHeld: pick(instance.linkHeld, links),
    apartFrom: from(apartLists),
    apartA: Int32Array.from(aparts, (i) => apartAt(instance.apartA[i] as number) as number),
    apartB: Int32Array.from(aparts, (i) => apartAt(instance.apartB[i] as number) as number),
  };
  const { portionCount: P, contactCount: C, gatheringCount: G } = instance;
  return {
    compiled: {
      ...compiled,
      instance: part,
      portions: portions.map((p) => compiled.portions[p] as Compiled['portions'][number]),
      contacts: contacts.map((c) => compiled.contacts[c] as Compiled['contacts'][number]),
      gatherings: gatherings.map((g) => compiled.gatherings[g] as Compiled['gatherings'][number]),
      parts: pick(compiled.parts, portions),
      leads: leads.map((l) => compiled.leads[l] as Compiled['leads'][number]),
      seats: seats.map((s) => compiled.seats[s] as Compiled['seats'][number]),
      softPins: [],
      several: severalOf(part),
      tauPortion: compiled.tauPortion.map((p) => portionAt.get(p) ?? -1),
      optionsOfPortion: listsBy(part.optionPortion),
      seatsOfPortion: listsBy(part.seatPortion),
    },
    rows: Int32Array.from([
      ...portions,
      ...contacts.map((c) => P + c),
      ...gatherings.map((g) => P + C + g),
      ...links.map((l) => P + C + G + l),
    ]),
    fromWhole(column) {
      const all = (map: ReadonlyMap<number, number>, indices: readonly number[]): number[] | undefined => {
        const found = indices.map((i) => map.get(i));
        return found.every((i) => i !== undefined) ? found : undefined;
      };
      if (column.kind === 'contact') {
        const contact = contactAt.get(column.plan.contact);
        const own = all(optionAt, column.plan.options);
        const leading = all(leadAt, column.plan.leads);
        if (contact === undefined || own === undefined || leading === undefined) return undefined;
        return { kind: 'contact', plan: { ...column.plan, contact, options: own, leads: leading } };
      }
      const gathering = gatheringAt.get(column.plan.gathering);
      const own = all(seatAt, column.plan.seats);
      const leading = all(linkAt, column.plan.links);
      if (gathering === undefined || own === undefined || leading === undefined) return undefined;
      return { kind: 'gathering', plan: { ...column.plan, gathering, seats: own, links: leading } };
    },
    toWhole(column) {
      if (column.kind === 'contact') {
        const { plan } = column;
        return {
          kind: 'contact',
          plan: {
            ...plan,
            contact: contacts[plan.contact] as number,
            options: plan.options.map((o) => options[o] as number),
            leads: plan.leads.map((l) => leads[l] as number),
          },
        };
      }
      const { plan } = column;
      return {
        kind: 'gathering',
        plan: {
          ...plan,
          gathering: gatherings[plan.gathering] as number,
          seats: plan.seats.map((s) => seats[s] as number),
          links: plan.links.map((l) => links[l] as number),
        },
      };
    },
  };
}

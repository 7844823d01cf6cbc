// From candidates and rules to the instance that pricing works on. What plans may do comes from the rules: bounds and
// amounts are asked of them item by item (`probes.ts`); which shapes of limit pricing knows stands in
// `solver/formulation.ts`.
// Long function compile: tables of one instance, each filled from those before it.
// Long file: tables of one instance, each filled from those before it.
import {
  type Engagement,
  type Occurrence,
  occurrencesOf,
  type PatternTime,
  timeOfGathering,
} from '../../src/domain/items.ts';
import { minuteOfDay } from '../../src/domain/time.ts';
import type { Gathering, Pinned, Portion, World } from '../../src/domain/world.ts';
import { type ConflictRule, ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import type { Block, Candidates, LeadOption } from '../candidates/candidates.ts';
import { leadsPin, servesPin, slotMatchesPin } from '../timed/pins.ts';
import type { Instance } from './instance.ts';
import { createProbes } from './probes.ts';

/** A pin that a plan may break, and what holds it: indices of the instance. */
export type SoftPin = {
  readonly pin: Pinned;
  readonly options: readonly number[];
  readonly seats: readonly number[];
  readonly leads: readonly number[];
  /** Locks: then a session that carries one of these holds it, and nothing else does. */
  readonly locks: readonly number[];
};

/** The instance with what its indices stand for. */
export type Compiled = {
  readonly instance: Instance;
  readonly world: World;
  readonly portions: readonly Portion[];
  readonly contacts: readonly Contact[];
  readonly gatherings: readonly Gathering[];
  readonly recipientIds: readonly string[];
  readonly blocks: readonly Block[];
  /** Of each option: its index among its block's options. */
  readonly optionInBlock: Uint8Array;
  readonly leads: readonly LeadOption[];
  readonly seats: readonly Block[];
  /** Part of each portion, numbered; −1 where sessions of one part may lie on one day. */
  readonly parts: Int32Array;
  readonly softPins: readonly SoftPin[];
  /** Portions of each recipient that has several, by recipient. */
  readonly several: ReadonlyMap<number, readonly number[]>;
  /** Portion of each session time. */
  readonly tauPortion: readonly number[];
  optionsOfPortion(portion: number): readonly number[];
  seatsOfPortion(portion: number): readonly number[];
};

export type PinChoice = { readonly held: readonly Pinned[]; readonly soft: readonly Pinned[] };

const engagementOf = (block: Block): Engagement => (block.options[0] as Block['options'][number]).engagement;
const timeOfSeat = (block: Block): PatternTime => block.times[0] as PatternTime;

/** Whether two seats of one recipient clash as such. */
function seatsClash(world: World, conflicts: readonly ConflictRule[], one: Block, other: Block): boolean {
  const sessions = (block: Block): Occurrence[] => occurrencesOf(engagementOf(block), timeOfSeat(block));
  return sessions(one).some((a) =>
    sessions(other).some((b) => conflicts.some(({ occurrences }) => occurrences?.(world, a, b) !== undefined)),
  );
}

const contactOf = (block: Block): Contact => engagementOf(block).contact as Contact;
const gatheringOf = (block: Block): Gathering => engagementOf(block).gathering as Gathering;
const isSeatBlock = (block: Block): boolean => block.options[0]?.engagement.gathering !== undefined;

/** What a held pin leaves of a portion's blocks: those that serve it. */
function keepHeld(blocks: readonly Block[], held: readonly Pinned[]): readonly Block[] {
  const pinned = new Map<string, Pinned[]>();
  for (const pin of held)
    if (pin.kind === 'serve') pinned.set(pin.portionKey, [...(pinned.get(pin.portionKey) ?? []), pin]);
  // A seat has one time; one to one, a locked time is one that some session must have.
  const holds = (pin: Pinned, block: Block): boolean =>
    servesPin(pin, block) && (!isSeatBlock(block) || slotMatchesPin(pin, timeOfSeat(block)));
  return blocks.filter((block) => (pinned.get(block.portion.key) ?? []).every((pin) => holds(pin, block)));
}

const indexOf = <T>(items: Iterable<T>): Map<T, number> => {
  const index = new Map<T, number>();
  for (const item of items) if (!index.has(item)) index.set(item, index.size);
  return index;
};

/** `[0, n1, n1 + n2, …]` of counts. */
function offsets(counts: readonly number[]): Int32Array {
  const from = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) from[i + 1] = (from[i] as number) + (counts[i] as number);
  return from;
}

/** Days of the fortnight on which a time lies. */
const daysOf = ({ cycleWeek, weekday }: { cycleWeek: 1 | 2 | undefined; weekday: number }): number => {
  const bit = 1 << (weekday - 1);
  return cycleWeek === undefined ? bit | (bit << 7) : cycleWeek === 1 ? bit : bit << 7;
};

/** Portions of each recipient that has several, by recipient. */
function severalOf({ portionRecipient }: Pick<Instance, 'portionRecipient'>): Map<number, number[]> {
  const byRecipient = new Map<number, number[]>();
  portionRecipient.forEach((recipient, p) => {
    const own = byRecipient.get(recipient);
    if (own === undefined) byRecipient.set(recipient, [p]);
    else own.push(p);
  });
  return new Map([...byRecipient].filter(([, own]) => own.length > 1));
}

/** Indices by what they belong to. */
function listsBy(owner: Int32Array): (of: number) => readonly number[] {
  let lists: Map<number, number[]> | undefined;
  return (of) => {
    if (lists === undefined) {
      lists = new Map();
      for (let i = 0; i < owner.length; i++) {
        const own = lists.get(owner[i] as number);
        if (own === undefined) lists.set(owner[i] as number, [i]);
        else own.push(i);
      }
    }
    return lists.get(of) ?? [];
  };
}

type Cell = { days: number; evening: boolean; lockBits: number; members: number[] };

/** Starts of a block that lie on the same days, in the evening or not, and carry the same locks; best points first. */
function cellsOf(
  times: readonly PatternTime[],
  points: readonly number[],
  locks: readonly Pinned[],
  eveningAfter: number,
): Cell[] {
  const cells = new Map<number, Cell>();
  times.forEach((time, t) => {
    const days = daysOf(time);
    const evening = time.start + time.minutes > eveningAfter;
    let lockBits = 0;
    locks.forEach((pin, bit) => {
      if (slotMatchesPin(pin, time)) lockBits |= 1 << bit;
    });
    const key = (days * 2 + (evening ? 1 : 0)) * 256 + lockBits;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { days, evening, lockBits, members: [t] });
    else cell.members.push(t);
  });
  const worth = (t: number | undefined): number => points[t as number] as number;
  for (const { members } of cells.values()) members.sort((x, y) => worth(y) - worth(x) || x - y);
  return [...cells.values()].sort(
    (x, y) => worth(y.members[0]) - worth(x.members[0]) || (x.members[0] as number) - (y.members[0] as number),
  );
}

/** Compiles candidates for plans that hold some pins and may break others; all other pins are broken. */
export function compile(world: World, rules: Ruleset, candidates: Candidates, pins: PinChoice): Compiled {
  const probes = createProbes(world, rules);
  const slotTerms = ofKind(rules, 'term').flatMap(({ slot }) => (slot === undefined ? [] : [slot]));
  const halvesTerms = ofKind(rules, 'term').flatMap(({ halves }) => (halves === undefined ? [] : [halves]));
  const conflicts = ofKind(rules, 'conflict');
  const held = pins.held;

  // Blocks by contact, seats by gathering; what no plan could hold is left out.
  const kept = keepHeld(candidates.blocks, held);
  const individual = kept.filter((block) => !isSeatBlock(block));
  const seatBlocks = kept.filter((block) => isSeatBlock(block) && probes.fits(engagementOf(block), timeOfSeat(block)));
  const contactIds = indexOf([
    ...individual.map((block) => contactOf(block).id),
    ...candidates.leads.map(({ lead }) => lead.contact.id),
  ]);
  const contacts = [...contactIds.keys()].map((id) => world.contacts.get(id) as Contact);
  const gatheringKeys = indexOf(seatBlocks.map((block) => gatheringOf(block).key));
  const gatherings = [...gatheringKeys.keys()].map((key) => world.gatherings.get(key) as Gathering);
  const portionIndex = indexOf(kept.map(({ portion }) => portion));
  const portions = [...portionIndex.keys()];
  const recipientIndex = indexOf(portions.map(({ recipient }) => recipient.id));
  const portionRecipient = Int32Array.from(portions, ({ recipient }) => recipientIndex.get(recipient.id) as number);
  const several = severalOf({ portionRecipient });
  const partIndex = indexOf(portions.map(({ part }) => part.id));
  const isExclusive = conflicts.some(({ exclusive }) => exclusive !== undefined);
  const parts = Int32Array.from(portions, ({ part }) => (isExclusive ? (partIndex.get(part.id) as number) : -1));

  // Options.
  const ofContact: Block[][] = contacts.map(() => []);
  for (const block of individual) (ofContact[contactIds.get(contactOf(block).id) as number] as Block[]).push(block);
  const blocks: Block[] = [];
  const optionBlock: number[] = [];
  const optionInBlock: number[] = [];
  const optionCounts: number[] = [];
  for (const own of ofContact) {
    let count = 0;
    for (const block of own) {
      const inBlock = block.options.flatMap(({ engagement }, o) =>
        probes.fits(engagement, block.times[0] as (typeof block.times)[number]) ? [o] : [],
      );
      if (inBlock.length === 0) continue;
      for (const o of inBlock) {
        optionBlock.push(blocks.length);
        optionInBlock.push(o);
      }
      blocks.push(block);
      count += inBlock.length;
    }
    optionCounts.push(count);
  }
  const optionFrom = offsets(optionCounts);
  const optionPortion = Int32Array.from(optionBlock, (b) => portionIndex.get((blocks[b] as Block).portion) as number);
  const optionOf = (o: number) => {
    const block = blocks[optionBlock[o] as number] as Block;
    return block.options[optionInBlock[o] as number] as Block['options'][number];
  };

  // Numbers of contacts and tallies.
  const T = probes.tallyCount;
  const C = contacts.length;
  const tallyNumbers = new Float64Array(C * T * 6);
  const noteTally = (c: number, of: Parameters<typeof probes.tallies>[0], amounts: Float64Array, at: number): void => {
    probes.tallies(of).forEach((use, t) => {
      if (use === undefined) return;
      amounts[at * T + t] = use.amount;
      const base = (c * T + t) * 6;
      const { rise, fall } = use;
      if (rise !== undefined) tallyNumbers.set([rise.points, rise.step, rise.upTo], base);
      if (fall !== undefined) tallyNumbers.set([fall.points, fall.step, fall.beyond], base + 3);
    });
  };
  const mostRecipients = new Int32Array(C);
  const mostWeekMinutes = new Int32Array(C);
  const mostEvenings = new Int32Array(C);
  const mostDrive = new Float64Array(C).fill(Infinity);

  // Blocks and their slots.
  const B = blocks.length;
  const blockContact = new Int32Array(B);
  for (let c = 0; c < C; c++)
    for (let o = optionFrom[c] as number; o < (optionFrom[c + 1] as number); o++)
      blockContact[optionBlock[o] as number] = c;
  const slotFrom = offsets(blocks.map(({ times }) => times.length));
  const S = slotFrom[B] as number;
  const shared = <A>(make: (buffer: SharedArrayBuffer) => A, bytes: number): A => make(new SharedArrayBuffer(bytes));
  const slotBegin = shared((b) => new Int16Array(b), S * 2);
  const slotPoints = shared((b) => new Int32Array(b), S * 4);
  const slotTau = shared((b) => new Int32Array(b), S * 4);
  const slotTime = shared((b) => new Int16Array(b), S * 2);
  const blockMinutes = new Int16Array(B);
  const blockCycle = new Uint8Array(B);
  const blockDrive = new Float64Array(B);
  const blockUnagreed = new Uint8Array(B);
  const blockDaySessions = new Uint8Array(B);
  const blockWeekSessions = new Uint8Array(B);
  const blockWeekEvenings = new Uint8Array(B);
  const blockTally = new Float64Array(B * T);
  const blockMust = new Uint8Array(B);
  const blockLock = new Int32Array(B).fill(-1);
  const isLocking = (pin: Pinned): boolean => pin.kind === 'serve' && pin.slot !== undefined;
  const locksByPortion = new Map<string, { pin: Pinned; isHeld: boolean }[]>();
  for (const [list, isHeld] of [
    [held, true],
    [pins.soft, false],
  ] as const)
    for (const pin of list)
      if (pin.kind === 'serve' && isLocking(pin))
        locksByPortion.set(pin.portionKey, [...(locksByPortion.get(pin.portionKey) ?? []), { pin, isHeld }]);
  const cellFrom: number[] = [];
  const cellDays: number[] = [];
  const cellEvening: number[] = [];
  const cellLocks: number[] = [];
  const blockCells = new Int32Array(B + 1);
  const eveningAfter = minuteOfDay(world.policy.eveningFrom);
  const softLocks = new Map<Pinned, number[]>();
  let lockCount = 0;
  const taus = new Map<string, number>();
  const tauPortion: number[] = [];
  const knownContacts = new Set<number>();
  const recipientNumbers = new Map<number, ReturnType<typeof probes.recipient>>();
  for (let b = 0; b < B; b++) {
    const block = blocks[b] as Block;
    const engagement = (block.options[0] as Block['options'][number]).engagement;
    const c = blockContact[b] as number;
    const portion = portionIndex.get(block.portion) as number;
    const recipient = portionRecipient[portion] as number;
    blockMinutes[b] = engagement.form.minutes;
    blockCycle[b] = engagement.form.cycleWeeks;
    const drive = probes.drive(engagement);
    blockDrive[b] = drive.amount;
    blockUnagreed[b] = drive.unagreed ? 1 : 0;
    if (drive.most < (mostDrive[c] as number)) mostDrive[c] = drive.most;
    let own = recipientNumbers.get(recipient);
    if (own === undefined) {
      own = probes.recipient(engagement);
      recipientNumbers.set(recipient, own);
    }
    blockDaySessions[b] = own.daySessions;
    blockWeekSessions[b] = own.weekSessions;
    blockWeekEvenings[b] = own.weekEvenings;
    noteTally(c, engagement, blockTally, b);
    if (!knownContacts.has(c)) {
      knownContacts.add(c);
      const { recipients, weekMinutes, evenings } = probes.contact(engagement);
      mostRecipients[c] = recipients;
      mostWeekMinutes[c] = weekMinutes;
      mostEvenings[c] = evenings;
    }
    const locks = (locksByPortion.get(block.portion.key) ?? []).filter(({ pin }) => servesPin(pin, block));
    if (locks.length > 0) {
      blockLock[b] = lockCount;
      locks.forEach(({ pin, isHeld }, bit) => {
        if (isHeld) blockMust[b] = (blockMust[b] as number) | (1 << bit);
        else softLocks.set(pin, [...(softLocks.get(pin) ?? []), lockCount + bit]);
      });
      lockCount += locks.length;
    }
    // Locks that may break are branched on by session times too.
    const isTimed = several.has(recipient) || locks.some(({ isHeld }) => !isHeld);
    const { times } = block;
    const points = times.map((time) => slotTerms.reduce((sum, slot) => sum + slot(world, engagement, time), 0));
    const from = slotFrom[b] as number;
    // Evenings are told apart only where somebody counts them.
    const areCounted = (mostEvenings[c] as number) < 7 || own.weekEvenings < 7;
    const cells = cellsOf(
      times,
      points,
      locks.map(({ pin }) => pin),
      areCounted ? eveningAfter : Infinity,
    );
    let slot = from;
    for (const { days, evening, lockBits, members } of cells) {
      cellDays.push(days);
      cellEvening.push(evening ? 1 : 0);
      cellLocks.push(lockBits);
      cellFrom.push(slot);
      for (const t of members) {
        const time = times[t] as (typeof times)[number];
        slotBegin[slot] = time.start;
        slotPoints[slot] = points[t] as number;
        slotTime[slot] = t;
        slotTau[slot] = -1;
        if (isTimed) {
          const key = `${portion} ${days} ${time.start} ${time.minutes}`;
          let tau = taus.get(key);
          if (tau === undefined) {
            tau = taus.size;
            taus.set(key, tau);
            tauPortion.push(portion);
          }
          slotTau[slot] = tau;
        }
        slot++;
      }
    }
    blockCells[b + 1] = cellFrom.length;
  }
  cellFrom.push(S);

  // Pairs of halves with one contact.
  const pairs: { first: number; second: number; points: number }[][] = contacts.map((_, c) => {
    const found: { first: number; second: number; points: number }[] = [];
    const halves = new Map<string, number[]>();
    for (let o = optionFrom[c] as number; o < (optionFrom[c + 1] as number); o++) {
      const { share, part } = portions[optionPortion[o] as number] as Portion;
      if (share !== undefined) halves.set(part.id, [...(halves.get(part.id) ?? []), o]);
    }
    for (const own of halves.values())
      for (const first of own)
        for (const second of own) {
          const [a, b] = [optionOf(first).engagement, optionOf(second).engagement];
          if (a.portion.share !== 1 || b.portion.share !== 2) continue;
          const points = halvesTerms.reduce((sum, term) => sum + term(world, a, b), 0);
          if (points !== 0) found.push({ first, second, points });
        }
    return found;
  });
  const allPairs = pairs.flat();

  // Seats, leads and what excludes each other in a gathering.
  const seats: Block[] = [];
  const seatCounts: number[] = [];
  const seatsOf: Block[][] = gatherings.map(() => []);
  for (const block of seatBlocks) (seatsOf[gatheringKeys.get(gatheringOf(block).key) as number] as Block[]).push(block);
  for (const own of seatsOf) {
    seats.push(...own);
    seatCounts.push(own.length);
  }
  const seatIndex = new Map(seats.map((block, s) => [block, s]));
  const usedLeads = candidates.leads.filter(({ lead }) => gatheringKeys.has(lead.gathering.key));
  const linkOrder = usedLeads
    .map((option) => ({ option, gathering: gatheringKeys.get(option.lead.gathering.key) as number }))
    .sort((a, b) => a.gathering - b.gathering);
  const linkCounts = gatherings.map((_, g) => linkOrder.filter(({ gathering }) => gathering === g).length);
  const linkIndex = new Map(linkOrder.map(({ option }, l) => [option, l]));
  const leads = [...usedLeads].sort(
    (a, b) => (contactIds.get(a.lead.contact.id) as number) - (contactIds.get(b.lead.contact.id) as number),
  );
  const leadCounts = contacts.map(() => 0);
  for (const { lead } of leads) {
    const c = contactIds.get(lead.contact.id) as number;
    leadCounts[c] = (leadCounts[c] as number) + 1;
  }
  const L = leads.length;
  const leadTally = new Float64Array(L * T);
  const leadDrive = new Float64Array(L);
  leads.forEach(({ lead }, l) => {
    const c = contactIds.get(lead.contact.id) as number;
    noteTally(c, lead, leadTally, l);
    const drive = probes.drive(lead);
    leadDrive[l] = drive.amount;
    if (drive.most < (mostDrive[c] as number)) mostDrive[c] = drive.most;
    if (knownContacts.has(c)) return;
    knownContacts.add(c);
    const { weekMinutes, evenings } = probes.contact(lead);
    mostRecipients[c] = 0;
    mostWeekMinutes[c] = weekMinutes;
    mostEvenings[c] = evenings;
  });
  const apart: { a: number; b: number }[][] = gatherings.map(() => []);
  for (const { block, lead } of candidates.incompatible) {
    const seat = seatIndex.get(block);
    const link = linkIndex.get(lead);
    if (seat !== undefined && link !== undefined)
      (apart[gatheringKeys.get(lead.lead.gathering.key) as number] as { a: number; b: number }[]).push({
        a: seat,
        b: -1 - link,
      });
  }
  const numbers = gatherings.map((gathering, g) =>
    probes.gathering(
      gathering,
      seatsOf[g]?.[0]?.options[0]?.engagement,
      linkOrder.find((link) => link.gathering === g)?.option.lead,
    ),
  );
  seatsOf.forEach((own, g) => {
    const gathering = gatherings[g] as Gathering;
    const asking = conflicts.filter(({ engagements }) => engagements !== undefined);
    const isKept = gathering.kind === 'group' && gathering.group.keepApart.length > 0;
    for (let i = 0; i < own.length; i++)
      for (let j = i + 1; j < own.length; j++) {
        const [one, other] = [own[i] as Block, own[j] as Block];
        const isSame = one.portion.recipient.id === other.portion.recipient.id;
        if (!isSame && !isKept) continue;
        const [a, b] = [engagementOf(one), engagementOf(other)];
        const clash =
          asking.some(({ engagements }) => engagements?.(world, a, b) !== undefined) ||
          (isSame && seatsClash(world, conflicts, one, other));
        if (clash)
          (apart[g] as { a: number; b: number }[]).push({
            a: seatIndex.get(one) as number,
            b: seatIndex.get(other) as number,
          });
      }
  });

  // What pins hold.
  const portionCertain = new Uint8Array(portions.length);
  const optionHeld = new Uint8Array(optionBlock.length);
  const seatHeld = new Uint8Array(seats.length);
  const leadHeld = new Uint8Array(L);
  const linkHeld = new Uint8Array(L);
  const isServing = new Map<number, Pinned>();
  for (const pin of held) {
    if (pin.kind === 'serve') {
      const portion = world.portions.get(pin.portionKey);
      const p = portion === undefined ? undefined : portionIndex.get(portion);
      if (p !== undefined) isServing.set(p, pin);
      continue;
    }
    leads.forEach((option, l) => {
      if (!leadsPin(pin, option)) return;
      leadHeld[l] = 1;
      linkHeld[linkIndex.get(option) as number] = 1;
    });
  }
  optionPortion.forEach((p, o) => {
    if (isServing.has(p)) optionHeld[o] = 1;
  });
  const seatsByPortion = new Map<number, number[]>();
  const seatPortion = Int32Array.from(seats, ({ portion }, s) => {
    const p = portionIndex.get(portion) as number;
    if (isServing.has(p)) seatsByPortion.set(p, [...(seatsByPortion.get(p) ?? []), s]);
    return p;
  });
  for (const [p, pin] of isServing) {
    portionCertain[p] = 1;
    const own = seatsByPortion.get(p) ?? [];
    if (pin.kind === 'serve' && pin.contactId === undefined && own.length === 1) seatHeld[own[0] as number] = 1;
  }
  const softPins = pins.soft.map((pin): SoftPin => {
    const locks = softLocks.get(pin) ?? [];
    const isLocked = isLocking(pin);
    const options = isLocked
      ? []
      : Array.from(optionBlock.keys()).filter((o) => servesPin(pin, blocks[optionBlock[o] as number] as Block));
    const own = seats.flatMap((block, s) =>
      servesPin(pin, block) && slotMatchesPin(pin, timeOfSeat(block)) ? [s] : [],
    );
    return { pin, options, seats: own, leads: leads.flatMap((o, l) => (leadsPin(pin, o) ? [l] : [])), locks };
  });

  const instance: Instance = {
    portionCount: portions.length,
    contactCount: C,
    gatheringCount: gatherings.length,
    tauCount: taus.size,
    lockCount,
    eveningAfter,
    portionRecipient,
    portionCertain,
    mostRecipients,
    mostWeekMinutes,
    mostEvenings,
    mostDrive,
    tallies: { count: T, numbers: tallyNumbers },
    optionFrom,
    optionPortion,
    optionBlock: Int32Array.from(optionBlock),
    optionSessions: Uint8Array.from(optionBlock, (_, o) => optionOf(o).engagement.form.sessions),
    optionPoints: Float64Array.from(optionBlock, (_, o) => optionOf(o).points),
    optionHeld,
    pairFrom: offsets(pairs.map((own) => own.length)),
    pairFirst: Int32Array.from(allPairs, ({ first }) => first),
    pairSecond: Int32Array.from(allPairs, ({ second }) => second),
    pairPoints: Float64Array.from(allPairs, ({ points }) => points),
    leadFrom: offsets(leadCounts),
    leadLink: Int32Array.from(leads, (option) => linkIndex.get(option) as number),
    leadHeld,
    leadDays: Uint16Array.from(leads, ({ lead }) => daysOf(timeOfGathering(lead.gathering))),
    leadBegin: Int16Array.from(leads, ({ lead }) => timeOfGathering(lead.gathering).start),
    leadMinutes: Int16Array.from(leads, ({ lead }) => lead.gathering.slot.minutes),
    leadDrive,
    leadTally,
    blockMinutes,
    blockCycle,
    blockDrive,
    blockUnagreed,
    blockDaySessions,
    blockWeekSessions,
    blockWeekEvenings,
    blockTally,
    blockMust,
    blockLock,
    blockCells,
    cellFrom: Int32Array.from(cellFrom),
    cellDays: Uint16Array.from(cellDays),
    cellEvening: Uint8Array.from(cellEvening),
    cellLocks: Uint8Array.from(cellLocks),
    slotBegin,
    slotPoints,
    slotTau,
    slotTime,
    seatFrom: offsets(seatCounts),
    seatPortion,
    seatPoints: Float64Array.from(seats, (block) => (block.options[0]?.points ?? 0) + (block.slots[0]?.points ?? 0)),
    seatHeld,
    minSeats: Int32Array.from(numbers, ({ minSeats }) => minSeats),
    maxSeats: Int32Array.from(numbers, ({ maxSeats }) => maxSeats),
    minLeaders: Int32Array.from(numbers, ({ minLeaders }) => minLeaders),
    maxLeaders: Int32Array.from(numbers, ({ maxLeaders }) => maxLeaders),
    linkFrom: offsets(linkCounts),
    linkContact: Int32Array.from(linkOrder, ({ option }) => contactIds.get(option.lead.contact.id) as number),
    linkHeld,
    apartFrom: offsets(apart.map((own) => own.length)),
    apartA: Int32Array.from(apart.flat(), ({ a }) => a),
    apartB: Int32Array.from(apart.flat(), ({ b }) => b),
  };
  return {
    instance,
    world,
    portions,
    contacts,
    gatherings,
    recipientIds: [...recipientIndex.keys()],
    blocks,
    optionInBlock: Uint8Array.from(optionInBlock),
    leads,
    seats,
    parts,
    softPins,
    several,
    tauPortion,
    optionsOfPortion: listsBy(optionPortion),
    seatsOfPortion: listsBy(seatPortion),
  };
}

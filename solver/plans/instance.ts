// The compiled caseload that pricing works on: people, options, slots, seats and leads as numbers in flat arrays.
//
// Index ranges: contact c has options `optionFrom[c] … optionFrom[c + 1]` and leads `leadFrom[c] …`, block b has slots
// `slotFrom[b] …`, gathering g has seats `seatFrom[g] …` and links `linkFrom[g] …`. A link is a (gathering, contact) that
// may lead it; lead i of the contacts' order is link `leadLink[i]`. Days are bits 0–13 of the fortnight; times are minutes
// after midnight; amounts and points are whole numbers.

/** Buckets of the stepped tallies: how many there are for each contact, and six numbers a (contact, tally). */
export type TallyTable = {
  readonly count: number;
  /** risePoints, riseStep, riseUpTo, fallPoints, fallStep, fallBeyond; a step of 0 stands for no rise or fall. */
  readonly numbers: Float64Array;
};

export type Instance = {
  readonly portionCount: number;
  readonly contactCount: number;
  readonly gatheringCount: number;
  readonly tauCount: number;
  readonly lockCount: number;
  /** A session that ends after this minute takes an evening. */
  readonly eveningAfter: number;

  // Portions.
  readonly portionRecipient: Int32Array;
  /** 1 where a held pin makes sure that the portion is served: its row is an equality. */
  readonly portionCertain: Uint8Array;

  // Contacts.
  readonly mostRecipients: Int32Array;
  readonly mostWeekMinutes: Int32Array;
  readonly mostEvenings: Int32Array;
  readonly mostDrive: Float64Array;
  readonly tallies: TallyTable;

  // Options of contacts: a portion in one form.
  readonly optionFrom: Int32Array;
  readonly optionPortion: Int32Array;
  readonly optionBlock: Int32Array;
  readonly optionSessions: Uint8Array;
  readonly optionPoints: Float64Array;
  /** 1 where the portion is pinned to this contact. */
  readonly optionHeld: Uint8Array;

  // Pairs of options of one contact that are two halves of one part, and their points together.
  readonly pairFrom: Int32Array;
  readonly pairFirst: Int32Array;
  readonly pairSecond: Int32Array;
  readonly pairPoints: Float64Array;

  // Leads of contacts.
  readonly leadFrom: Int32Array;
  readonly leadLink: Int32Array;
  readonly leadHeld: Uint8Array;
  readonly leadDays: Uint16Array;
  readonly leadBegin: Int16Array;
  readonly leadMinutes: Int16Array;
  readonly leadDrive: Float64Array;
  readonly leadTally: Float64Array;

  // Blocks: sessions of equal length and cycle of a portion with a contact, so that options share their slots.
  readonly blockMinutes: Int16Array;
  readonly blockCycle: Uint8Array;
  readonly blockDrive: Float64Array;
  /** 1 where the recipient has not agreed to pay for driving over the budget. */
  readonly blockUnagreed: Uint8Array;
  /** Sessions a day, and sessions and evenings a week, that the recipient wants at most. */
  readonly blockDaySessions: Uint8Array;
  readonly blockWeekSessions: Uint8Array;
  readonly blockWeekEvenings: Uint8Array;
  /** Amount of one occurrence, T numbers a block. */
  readonly blockTally: Float64Array;
  /** Bits of locks that are held: one session must carry each of them. */
  readonly blockMust: Uint8Array;
  /** Lock of a pin that may break: index from which bits count, or −1. */
  readonly blockLock: Int32Array;

  // Cells of a block: slots on the same days, in the evening or not, that carry the same locks; best points first.
  readonly blockCells: Int32Array;
  /** Cell i has slots `cellFrom[i] … cellFrom[i + 1] − 1`, best points first. */
  readonly cellFrom: Int32Array;
  readonly cellDays: Uint16Array;
  readonly cellEvening: Uint8Array;
  /** Bits: which locks of the block its slots carry. */
  readonly cellLocks: Uint8Array;

  // Slots.
  readonly slotBegin: Int16Array;
  readonly slotPoints: Int32Array;
  /** Session time of a recipient with several portions, or −1. */
  readonly slotTau: Int32Array;
  /** Index into the block's `times`. */
  readonly slotTime: Int16Array;

  // Gatherings.
  readonly seatFrom: Int32Array;
  readonly seatPortion: Int32Array;
  readonly seatPoints: Float64Array;
  readonly seatHeld: Uint8Array;
  readonly minSeats: Int32Array;
  readonly maxSeats: Int32Array;
  readonly minLeaders: Int32Array;
  readonly maxLeaders: Int32Array;
  readonly linkFrom: Int32Array;
  readonly linkContact: Int32Array;
  readonly linkHeld: Uint8Array;
  /** What excludes each other in a gathering: seats as their index, links as −1 − index. */
  readonly apartFrom: Int32Array;
  readonly apartA: Int32Array;
  readonly apartB: Int32Array;
};

/** Minutes a contact needs between two places, by contact index and places (see `placeOfOption`, `placeOfLead`). */
export type Gaps = (contact: number, from: number, to: number) => number;

/** Place of a lead: its gathering, below 0; the place of an option is its recipient. */
export const placeOfGathering = (gathering: number): number => -1 - gathering;

/** Bits of days 0–6 and 7–13. */
export const FIRST_WEEK = 0b1111111;
export const SECOND_WEEK = FIRST_WEEK << 7;

/** How many of 14 bits are set. */
export function countDays(days: number): number {
  let v = days - ((days >> 1) & 0x5555);
  v = (v & 0x3333) + ((v >> 2) & 0x3333);
  return ((((v + (v >> 4)) & 0x0f0f) * 0x0101) >> 8) & 0x1f;
}

/** Points of a tally with six numbers from `at` on, at a total. */
export function tallyAt(numbers: Float64Array, at: number, total: number): number {
  const riseStep = numbers[at + 1] as number;
  const fallStep = numbers[at + 4] as number;
  let points = 0;
  if (riseStep > 0)
    points += (numbers[at] as number) * Math.floor(Math.min(total, numbers[at + 2] as number) / riseStep);
  if (fallStep > 0)
    points -= (numbers[at + 3] as number) * Math.ceil(Math.max(0, total - (numbers[at + 5] as number)) / fallStep);
  return points;
}

/** The gathering that a link belongs to. */
export function gatheringOfLink({ linkFrom, gatheringCount }: Instance, link: number): number {
  let low = 0;
  let high = gatheringCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((linkFrom[middle] as number) <= link) low = middle;
    else high = middle - 1;
  }
  return low;
}

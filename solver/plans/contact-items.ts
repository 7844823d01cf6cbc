// What a contact could take on at given prices: options and leads as items, each with what it could add to a plan at most.
// Long function itemsOf: one pass over options and leads, with the tables that it fills closed over.
import { type ContactLimits, type ContactProblem, NO_WAY } from './contact-problem.ts';
import { countDays } from './instance.ts';
import type { Prices } from './prices.ts';

export type Item = {
  readonly item: number;
  /** Index of the portion, or −1 for a lead. */
  readonly portion: number;
  readonly recipient: number;
  /** Points of the option or lead less its prices, without slots. */
  readonly base: number;
  /** What it could add at most. */
  readonly gain: number;
  /** The same without the tally that counts minutes. */
  readonly plainGain: number;
  /** Minutes in a fortnight. */
  readonly minutes: number;
  /** Driving in a fortnight, and whether it must stay within the budget. */
  readonly drive: number;
  readonly unagreed: boolean;
  /** Best gain of its portion, and of all portions of its recipient together. */
  portionGain: number;
  rank: number;
  /** Whether its recipient has other portions here. */
  isSeveral: boolean;
  /** Takes no place among the contact's recipients, or is demanded: the bound by places counts it in full. */
  readonly free: boolean;
  readonly must: boolean;
};

export type ContactItems = {
  /** Those that could add anything or are demanded: the demanded first, then by rank. */
  readonly items: readonly Item[];
  /** What an item adds to each tally: item × tallies. */
  readonly amounts: Float64Array;
  /** How many portions and leads are demanded. */
  readonly demanded: number;
  /** Items that are two halves of one part, with the points of both together. */
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly points: number }[];
};

/** Ranks items by what their recipient could bring in all, and sorts them: the demanded first, then by rank. */
function rankItems(items: Item[]): void {
  const ofPortion = new Map<number, { recipient: number; gain: number }>();
  for (const { portion, recipient, gain } of items)
    if (portion >= 0)
      ofPortion.set(portion, { recipient, gain: Math.max(gain, ofPortion.get(portion)?.gain ?? -Infinity) });
  const ofRecipient = new Map<number, { together: number; portions: number }>();
  for (const { recipient, gain } of ofPortion.values()) {
    const { together, portions } = ofRecipient.get(recipient) ?? { together: 0, portions: 0 };
    ofRecipient.set(recipient, { together: together + Math.max(0, gain), portions: portions + 1 });
  }
  for (const entry of items) {
    if (entry.portion < 0) continue;
    entry.portionGain = ofPortion.get(entry.portion)?.gain ?? 0;
    const own = ofRecipient.get(entry.recipient);
    // Options of a recipient's only portion stay ranked each by itself.
    entry.isSeveral = own !== undefined && own.portions > 1;
    if (own !== undefined && entry.isSeveral) entry.rank = own.together;
  }
  items.sort(
    (a, b) =>
      Number(b.must) - Number(a.must) ||
      b.rank - a.rank ||
      a.recipient - b.recipient ||
      b.gain - a.gain ||
      a.item - b.item,
  );
}

/** Two halves with one contact: either is bounded with the points of both. */
function pairsOf({ instance, contact, optionOf }: ContactProblem) {
  const gains = new Map<number, number>();
  const pairs: { a: number; b: number; points: number }[] = [];
  for (let i = instance.pairFrom[contact] as number; i < (instance.pairFrom[contact + 1] as number); i++) {
    const pair = {
      a: (instance.pairFirst[i] as number) - optionOf(0),
      b: (instance.pairSecond[i] as number) - optionOf(0),
      points: instance.pairPoints[i] as number,
    };
    pairs.push(pair);
    for (const item of [pair.a, pair.b]) gains.set(item, Math.max(gains.get(item) ?? 0, pair.points));
  }
  return { pairs, gains };
}

/** The items at the prices that the problem was last given. */
export function itemsOf(problem: ContactProblem, prices: Prices, limits: ContactLimits | undefined): ContactItems {
  const { instance, contact, itemCount, optionCount } = problem;
  const T = instance.tallies.count;
  const numbers = instance.tallies.numbers.subarray(contact * T * 6, (contact + 1) * T * 6);
  const amounts = new Float64Array(itemCount * T);
  const { pairs, gains } = pairsOf(problem);

  /** What an amount could add to a tally at most: every started step of a rise. */
  const tallyGain = (t: number, amount: number): number => {
    const riseStep = numbers[t * 6 + 1] as number;
    return riseStep > 0 ? Math.max(0, (numbers[t * 6] as number) * Math.ceil(amount / riseStep)) : 0;
  };
  /** Notes what an item adds to the tallies; what they could rise by at most. */
  const tallyGains = (item: number, occurrences: number, amountOf: Float64Array, at: number): number => {
    let gain = 0;
    for (let t = 0; t < T; t++) {
      const amount = occurrences * (amountOf[at * T + t] as number);
      amounts[item * T + t] = amount;
      gain += tallyGain(t, amount);
    }
    return gain;
  };

  const optionItem = (item: number, must: boolean): Item | undefined => {
    const option = problem.optionOf(item);
    if (limits?.optionOut[option] === 1) return undefined;
    const best = problem.bestSlots(item);
    if (best === NO_WAY) return undefined;
    const portion = instance.optionPortion[option] as number;
    const block = instance.optionBlock[option] as number;
    const occurrences = ((instance.optionSessions[option] as number) * 2) / (instance.blockCycle[block] as number);
    const base =
      (instance.optionPoints[option] as number) -
      (prices.portion[portion] as number) -
      (prices.option[option] as number);
    const plainGain = base + best + (gains.get(item) ?? 0);
    const gain = plainGain + tallyGains(item, occurrences, instance.blockTally, block);
    if (gain <= 0 && !must) return undefined;
    return {
      item,
      portion,
      recipient: instance.portionRecipient[portion] as number,
      base,
      gain,
      plainGain,
      minutes: occurrences * (instance.blockMinutes[block] as number),
      drive: occurrences * (instance.blockDrive[block] as number),
      unagreed: instance.blockUnagreed[block] === 1,
      portionGain: 0,
      rank: gain,
      isSeveral: false,
      free: must,
      must,
    };
  };

  const leadItem = (item: number, must: boolean): Item | undefined => {
    const lead = problem.leadOf(item);
    if (limits?.leadOut[lead] === 1) return undefined;
    const occurrences = countDays(instance.leadDays[lead] as number);
    const base = -(prices.link[instance.leadLink[lead] as number] as number) - (prices.lead[lead] as number);
    const gain = base + tallyGains(item, occurrences, instance.leadTally, lead);
    if (gain <= 0 && !must) return undefined;
    return {
      item,
      portion: -1,
      recipient: -1,
      base,
      gain,
      plainGain: base,
      minutes: occurrences * (instance.leadMinutes[lead] as number),
      drive: occurrences * (instance.leadDrive[lead] as number),
      unagreed: false,
      portionGain: 0,
      rank: gain,
      isSeveral: false,
      free: true,
      must,
    };
  };

  const items: Item[] = [];
  const demandedPortions = new Set<number>();
  let demandedLeads = 0;
  for (let item = 0; item < optionCount; item++) {
    const option = problem.optionOf(item);
    const must = instance.optionHeld[option] === 1 || limits?.optionMust[option] === 1;
    if (must) demandedPortions.add(instance.optionPortion[option] as number);
    const own = optionItem(item, must);
    if (own !== undefined) items.push(own);
  }
  for (let item = optionCount; item < itemCount; item++) {
    const lead = problem.leadOf(item);
    const must = instance.leadHeld[lead] === 1 || limits?.leadMust[lead] === 1;
    if (must) demandedLeads++;
    const own = leadItem(item, must);
    if (own !== undefined) items.push(own);
  }
  rankItems(items);
  return { items, amounts, demanded: demandedLeads + demandedPortions.size, pairs };
}

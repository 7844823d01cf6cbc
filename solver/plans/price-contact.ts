// Exact pricing of one contact: the contact plan that is worth most at given prices, and some others worth their price.
//
// A depth-first search over items in the order of what each could add at most. A set is scheduled exactly as soon as it
// is looked at; what it could still gain is bounded by the best remaining items that the contact's limits leave room for.
// Nothing is left out by dominance on value alone: driving over the budget and hours near those wanted are no sums.
// Long file: one search, whose bounds and steps are read together.
// Long function priceContact: the search's state is closed over by its steps.
import { type ContactProblem, NO_WAY, type TimeLimits } from './contact-problem.ts';
import { countDays, tallyAt } from './instance.ts';
import type { Prices } from './prices.ts';
import { fillMinutes, minuteTallyOf, piecesOf } from './reach.ts';
import { createScheduler } from './schedule.ts';
import { subsetPriceOf, takenOf } from './subsets.ts';

/** A contact's plan: options with their slots in order, leads, and its points before prices. */
export type ContactPlan = {
  readonly contact: number;
  readonly options: readonly number[];
  /** Slots of the first option's sessions, then the second's, … */
  readonly slots: readonly number[];
  readonly leads: readonly number[];
  readonly points: number;
};

/** What branching forbids and demands. */
export type ContactLimits = {
  /** 1 for options that are out; indices of the instance. */
  readonly optionOut: Uint8Array;
  readonly leadOut: Uint8Array;
  /** 1 for portions that this contact must serve where it has an option for them at all. */
  readonly optionMust: Uint8Array;
  readonly leadMust: Uint8Array;
} & TimeLimits;

export type Priced = {
  /** No plan is worth more at these prices; 0 for the idle plan. Exact unless a search gave up. */
  readonly bound: number;
  /** The best plan's reduced value; −Infinity where no plan meets the demands. */
  readonly value: number;
  /** The best first, each worth more than `above`. */
  readonly plans: readonly ContactPlan[];
};

export type PriceOptions = {
  readonly prices: Prices;
  readonly limits: ContactLimits | undefined;
  /** Worth of a plan known to exist at these prices; −Infinity where none is known. */
  readonly attained: number;
  /** Only plans worth more than this are wanted (the contact's own dual); the bound is exact all the same. */
  readonly above: number;
  /** How many plans at most. */
  readonly most: number;
  /** Sets looked at before the search gives up; then its bound counts what the rest could bring at most. */
  readonly mostSets: number;
};

/** Sets kept for each contact whose slots have no price. */
const MOST_KNOWN = 2_000;

type Item = {
  item: number;
  /** Index of the portion, or −1 for a lead. */
  portion: number;
  recipient: number;
  /** Points of the option or lead less its prices, without slots. */
  base: number;
  /** What it could add at most. */
  gain: number;
  /** The same without the tally that counts minutes. */
  plainGain: number;
  /** Minutes in a fortnight. */
  minutes: number;
  /** Driving in a fortnight, and whether it must stay within the budget. */
  drive: number;
  unagreed: boolean;
  /** Best gain of its portion, and of all portions of its recipient together. */
  portionGain: number;
  rank: number;
  /** Whether its recipient has other portions here. */
  isSeveral: boolean;
  /** Takes no place among the contact's recipients, or is demanded: the bound by places counts it in full. */
  free: boolean;
  must: boolean;
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

const scheduler = createScheduler();

export function priceContact(
  problem: ContactProblem,
  { prices, limits, attained, above, most, mostSets }: PriceOptions,
): Priced {
  const { instance, contact, itemCount, optionCount, knownSets, knownUpper } = problem;
  const { tallies } = instance;
  const T = tallies.count;
  const numbers = tallies.numbers.subarray(contact * T * 6, (contact + 1) * T * 6);
  problem.setPrices(prices, limits);

  const tallyPoints = (t: number, total: number): number => tallyAt(numbers, t * 6, total);
  /** What an amount could add to the tallies at most: every started step of a rise. */
  const tallyGain = (t: number, amount: number): number => {
    const riseStep = numbers[t * 6 + 1] as number;
    return riseStep > 0 ? Math.max(0, (numbers[t * 6] as number) * Math.ceil(amount / riseStep)) : 0;
  };

  // Two halves with one contact: the bound counts the points of both with either.
  const pairGain = new Map<number, number>();
  const pairs: { a: number; b: number; points: number }[] = [];
  for (let i = instance.pairFrom[contact] as number; i < (instance.pairFrom[contact + 1] as number); i++) {
    const pair = {
      a: (instance.pairFirst[i] as number) - problem.optionOf(0),
      b: (instance.pairSecond[i] as number) - problem.optionOf(0),
      points: instance.pairPoints[i] as number,
    };
    pairs.push(pair);
    for (const item of [pair.a, pair.b]) pairGain.set(item, Math.max(pairGain.get(item) ?? 0, pair.points));
  }

  // Subsets that its plans could take two rows of; whatever is added to a set, it pays no less for them.
  const subsets = prices.subsets.filter((subset) => takenOf(subset, contact, problem.hasPortion) > 0);

  const amounts = new Float64Array(itemCount * T);
  const items: Item[] = [];
  let demanded = 0;
  const demandedPortions = new Set<number>();
  for (let item = 0; item < itemCount; item++) {
    if (item < optionCount) {
      const option = problem.optionOf(item);
      const must = instance.optionHeld[option] === 1 || limits?.optionMust[option] === 1;
      const portion = instance.optionPortion[option] as number;
      if (must) demandedPortions.add(portion);
      if (limits?.optionOut[option] === 1) continue;
      const best = problem.bestSlots(item);
      if (best === NO_WAY) continue;
      const block = instance.optionBlock[option] as number;
      const cycle = instance.blockCycle[block] as number;
      const occurrences = ((instance.optionSessions[option] as number) * 2) / cycle;
      const base =
        (instance.optionPoints[option] as number) -
        (prices.portion[portion] as number) -
        (prices.option[option] as number);
      let gain = base + best + (pairGain.get(item) ?? 0);
      const plainGain = gain;
      for (let t = 0; t < T; t++) {
        const amount = occurrences * (instance.blockTally[block * T + t] as number);
        amounts[item * T + t] = amount;
        gain += tallyGain(t, amount);
      }
      if (gain <= 0 && !must) continue;
      items.push({
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
      });
      continue;
    }
    const lead = problem.leadOf(item);
    const must = instance.leadHeld[lead] === 1 || limits?.leadMust[lead] === 1;
    if (must) demanded++;
    if (limits?.leadOut[lead] === 1) continue;
    const occurrences = countDays(instance.leadDays[lead] as number);
    const base = -(prices.link[instance.leadLink[lead] as number] as number) - (prices.lead[lead] as number);
    let gain = base;
    for (let t = 0; t < T; t++) {
      const amount = occurrences * (instance.leadTally[lead * T + t] as number);
      amounts[item * T + t] = amount;
      gain += tallyGain(t, amount);
    }
    if (gain <= 0 && !must) continue;
    items.push({
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
    });
  }
  demanded += demandedPortions.size;
  rankItems(items);
  const n = items.length;

  // What the demanded could bring at most, each of them once.
  const demandedGain = (entry: Item): number => (entry.portion < 0 ? entry.gain : entry.portionGain);
  const mustEnd = items.filter(({ must }) => must).length;
  const seen = new Set<number>();
  let mustGain = 0;
  for (const entry of items) {
    if (!entry.must || (entry.portion >= 0 && seen.has(entry.portion))) continue;
    seen.add(entry.portion);
    mustGain += demandedGain(entry);
  }
  // Gains of free items from each position on, and the shortest of the others.
  const freeAfter = new Float64Array(n + 1);
  const shortest = new Float64Array(n + 1).fill(Infinity);
  for (let i = n - 1; i >= 0; i--) {
    const { free, must, gain, minutes } = items[i] as Item;
    freeAfter[i] = (freeAfter[i + 1] as number) + (free && !must ? Math.max(0, gain) : 0);
    shortest[i] = free ? (shortest[i + 1] as number) : Math.min(shortest[i + 1] as number, minutes);
  }

  const minuteTally = minuteTallyOf(numbers, T, (t) =>
    items.every(({ item, minutes }) => amounts[item * T + t] === minutes),
  );
  const pieces = piecesOf(items, minuteTally.rise);
  const isServedPortion = new Set<number>();
  const isServed = (portion: number): boolean => isServedPortion.has(portion);

  const mostRecipients = problem.mostRecipients;
  const mostMinutes = 2 * problem.mostWeekMinutes;
  const mostDrive = instance.mostDrive[contact] as number;
  const chosen: number[] = [];
  const chosenItems: number[] = [];
  const totals = new Float64Array(T);
  const found: { value: number; plan: ContactPlan }[] = [];
  // A plan that the master has already attains so much; only what is worth more is looked for.
  let best = Math.max(demanded === 0 ? 0 : -Infinity, attained);
  let bound = best;
  let sets = 0;

  /** What the items from a position on could add at most to a set that takes so many minutes, by places alone. */
  const reachByPlaces = (from: number, places: number, minutes: number): number => {
    let sum = freeAfter[from] as number;
    let left = Math.min(places, Math.floor((mostMinutes - minutes) / (shortest[from] as number)));
    let last = -1;
    for (let i = from; i < n && left > 0; i++) {
      const entry = items[i] as Item;
      if (entry.free || entry.recipient === last) continue;
      if (entry.rank <= 0) break;
      last = entry.recipient;
      sum += entry.rank;
      left--;
    }
    return sum;
  };

  /** The same by minutes, with the level of the tally of minutes, which `plain` values leave out. */
  const reachByMinutes = (from: number, minutes: number): number =>
    fillMinutes(pieces, minuteTally, from, minutes, mostMinutes, isServedPortion);

  const keep = (value: number): void => {
    if (value <= above || (found.length === most && value <= (found[most - 1] as { value: number }).value)) return;
    const plan = planOf();
    if (plan === undefined) return;
    found.push({ value, plan });
    found.sort((a, b) => b.value - a.value);
    if (found.length > most) found.pop();
  };

  const sorted: number[] = [];
  const keyOf = (set: readonly number[]): number => {
    sorted.length = 0;
    for (const item of set) {
      if (problem.isTimed(item)) return Infinity;
      let at = sorted.length;
      for (; at > 0 && (sorted[at - 1] as number) > item; at--) sorted[at] = sorted[at - 1] as number;
      sorted[at] = item;
    }
    let key = 0;
    for (const item of sorted) key = key * (itemCount + 1) + item + 1;
    return key;
  };

  /**
   * Value of the best schedule of the chosen set where it is worth more than `above`, else −Infinity; NaN where the
   * search gave up. From memory where its slots have no price.
   */
  const scheduleOf = (floor: number): number => {
    const key = keyOf(chosenItems);
    const isKept = key < Number.MAX_SAFE_INTEGER;
    if (isKept) {
      const value = knownSets.get(key);
      if (value !== undefined) return value > floor ? value : -Infinity;
      const upper = knownUpper.get(key);
      if (upper !== undefined && upper <= floor) return -Infinity;
    }
    const value = scheduler.best(problem, chosenItems, floor, false);
    if (!isKept || Number.isNaN(value)) return value;
    const known = value === -Infinity && floor > -Infinity ? knownUpper : knownSets;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, known === knownUpper ? floor : value);
    return value;
  };

  /** No schedule of the chosen set is worth more: its best slots, less what any two of its items cost each other. */
  const upperOf = (needed: number): number => {
    let sum = 0;
    for (const item of chosenItems) sum += problem.bestSlots(item);
    if (sum <= needed || chosenItems.length < 3) return sum;
    const last = chosenItems[chosenItems.length - 1] as number;
    let worst = 0;
    for (let i = 0; i + 1 < chosenItems.length; i++) {
      const other = chosenItems[i] as number;
      const pair = [other, last];
      const key = keyOf(pair);
      if (key === Infinity) continue;
      let value = knownSets.get(key);
      if (value === undefined) {
        value = scheduler.best(problem, pair, -Infinity, false);
        if (Number.isNaN(value)) continue;
        knownSets.set(key, value);
      }
      worst = Math.max(worst, problem.bestSlots(other) + problem.bestSlots(last) - value);
    }
    return sum - worst;
  };

  /** The chosen set as a plan, with its points before prices; undefined where the search for its slots gave up. */
  const planOf = (): ContactPlan | undefined => {
    if (Number.isNaN(scheduler.best(problem, chosenItems, -Infinity, true))) return undefined;
    const options: number[] = [];
    const leads: number[] = [];
    let points = pairPoints();
    for (const slot of scheduler.slots) points += instance.slotPoints[slot] as number;
    for (const item of chosenItems)
      if (item < optionCount) {
        options.push(problem.optionOf(item));
        points += instance.optionPoints[problem.optionOf(item)] as number;
      } else leads.push(problem.leadOf(item));
    for (let t = 0; t < T; t++) points += tallyPoints(t, totals[t] as number);
    return { contact, options, slots: [...scheduler.slots], leads, points };
  };

  const pairPoints = (): number => {
    let points = 0;
    for (const { a, b, points: together } of pairs)
      if (chosenItems.includes(a) && chosenItems.includes(b)) points += together;
    return points;
  };

  /**
   * Goes on from a set of this value. `plain` is the value without the tally of minutes; `open` is what further portions of
   * recipients in the set could bring, who need no further place.
   */
  const grow = (
    from: number,
    value: number,
    plain: number,
    places: number,
    minutes: number,
    drive: number,
    unagreed: boolean,
    met: number,
    open: number,
  ): void => {
    for (let j = from; j < n; j++) {
      // The demanded come first: whoever passes them without all has no plan.
      if (j >= mustEnd && met < demanded) return;
      if (value + open + reachByPlaces(j, places, minutes) <= best || plain + reachByMinutes(j, minutes) <= best)
        return;
      const entry = items[j] as Item;
      const after = minutes + entry.minutes;
      if (after > mostMinutes) continue;
      let isKnown = entry.portion < 0;
      if (!isKnown) {
        if (isServedPortion.has(entry.portion)) continue;
        if (entry.free || entry.isSeveral)
          for (const other of chosen) if ((items[other] as Item).recipient === entry.recipient) isKnown = true;
        if (!isKnown && places === 0) continue;
      }
      const placesAfter = isKnown ? places : places - 1;
      // What further portions of its recipient could bring, and what is demanded no more.
      const own = Math.max(0, entry.portionGain);
      const others = entry.isSeveral ? (isKnown ? -own : entry.rank - own) : 0;
      const openNow = open + (entry.portion < 0 ? 0 : others) - (entry.must ? demandedGain(entry) : 0);
      if (value + entry.gain + openNow + reachByPlaces(j + 1, placesAfter, after) <= best) continue;
      if (plain + entry.plainGain + reachByMinutes(j + 1, after) <= best) continue;
      if (++sets <= mostSets) add(j, placesAfter, minutes, drive, unagreed, met, openNow);
      if (sets > mostSets) {
        bound = Math.max(bound, value + open + reachByPlaces(j, places, minutes));
        return;
      }
    }
  };

  /** Adds item j to the set, keeps the plan where it is one, and goes on from it. */
  const add = (
    j: number,
    places: number,
    minutesBefore: number,
    driveBefore: number,
    unagreedBefore: boolean,
    met: number,
    open: number,
  ): void => {
    const entry = items[j] as Item;
    const minutes = minutesBefore + entry.minutes;
    const drive = driveBefore + entry.drive;
    const unagreed = unagreedBefore || entry.unagreed;
    if (unagreed && drive > mostDrive) return;
    chosen.push(j);
    chosenItems.push(entry.item);
    if (entry.portion >= 0) isServedPortion.add(entry.portion);
    for (let t = 0; t < T; t++) totals[t] = (totals[t] as number) + (amounts[entry.item * T + t] as number);
    let plain = pairPoints() - subsetPriceOf(subsets, contact, isServed);
    for (const other of chosen) plain += (items[other] as Item).base;
    let tally = 0;
    for (let t = 0; t < T; t++) {
      const points = tallyPoints(t, totals[t] as number);
      if (t === minuteTally.index) tally = points;
      else plain += points;
    }
    // What the schedule must be worth for this set, or one that contains it, to matter.
    const reachable = Math.min(tally + open + reachByPlaces(j + 1, places, minutes), reachByMinutes(j + 1, minutes));
    const needed = best - plain - reachable;
    const upper = upperOf(needed);
    const schedule = upper <= needed ? -Infinity : scheduleOf(needed);
    if (schedule !== -Infinity) {
      const isExact = !Number.isNaN(schedule);
      plain += isExact ? schedule : upper;
      const metNow = met + (entry.must ? 1 : 0);
      if (metNow === demanded) {
        if (isExact) {
          keep(plain + tally);
          best = Math.max(best, plain + tally);
        } else bound = Math.max(bound, plain + tally);
      }
      grow(j + 1, plain + tally, plain, places, minutes, drive, unagreed, metNow, open);
    }
    for (let t = 0; t < T; t++) totals[t] = (totals[t] as number) - (amounts[entry.item * T + t] as number);
    chosen.pop();
    chosenItems.pop();
    if (entry.portion >= 0) isServedPortion.delete(entry.portion);
  };

  grow(0, 0, 0, mostRecipients, 0, 0, false, 0, mustGain);
  bound = Math.max(bound, best);
  return { bound, value: best, plans: found.map(({ plan }) => plan) };
}

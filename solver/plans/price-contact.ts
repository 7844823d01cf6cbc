// Exact pricing of one contact: the contact plan that is worth most at given prices, and some others worth their price.
//
// A depth-first search over items in the order of what each could add at most. A set is scheduled exactly as soon as it
// is looked at; what it could still gain is bounded by the best remaining items that the contact's limits leave room for.
// Nothing is left out by dominance on value alone: driving over the budget and hours near those wanted are no sums.
// Long function priceContact: the search's state is closed over by its steps.
import { type Item, itemsOf } from './contact-items.ts';
import type { ContactLimits, ContactProblem } from './contact-problem.ts';
import { tallyAt } from './instance.ts';
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
  const { items, amounts, demanded, pairs } = itemsOf(problem, prices, limits);

  const tallyPoints = (t: number, total: number): number => tallyAt(numbers, t * 6, total);

  // Subsets that its plans could take two rows of; whatever is added to a set, it pays no less for them.
  const subsets = prices.subsets.filter((subset) => takenOf(subset, contact, problem.hasPortion) > 0);

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

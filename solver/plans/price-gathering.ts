// Exact pricing of one gathering: the seats and leaders worth most at given prices.
//
// Seats and leaders are taken by worth alone; where two of them exclude each other (kept apart, unfit for that leader,
// one recipient at the same time), the search goes on without one of them, and with that one but without all it excludes.
// Long function priceGathering: the search's state is closed over by its steps.
import type { Instance } from './instance.ts';
import type { Prices } from './prices.ts';
import { subsetPriceOf, takenOf } from './subsets.ts';

/** Seats (indices of the instance) and leaders (links), with their points before prices. */
export type GatheringPlan = {
  readonly gathering: number;
  readonly seats: readonly number[];
  readonly links: readonly number[];
  readonly points: number;
};

export type GatheringLimits = {
  readonly seatOut: Uint8Array;
  readonly seatMust: Uint8Array;
  readonly linkOut: Uint8Array;
  readonly linkMust: Uint8Array;
  /** 1: must run, 2: must not. */
  readonly gathering: Uint8Array;
};

export type PricedGathering = {
  /** No plan is worth more; equal to the value unless the search gave up. */
  readonly bound: number;
  readonly value: number;
  readonly plan: GatheringPlan | undefined;
};

/** Choices looked at before the search gives up. */
const MOST_CHOICES = 20_000;
/** A leader may exclude many seats, so leaders are decided on before seats; more than anyone excludes. */
const LEADER_FIRST = 1e6;

/** Takes `least` to `most` of the values, best first: all that is above 0, and the demanded. Undefined where too few. */
function take(
  from: number,
  to: number,
  worth: (index: number) => number,
  state: (index: number) => 'out' | 'must' | 'free',
  least: number,
  most: number,
): { chosen: number[]; value: number } | undefined {
  const chosen: number[] = [];
  const free: { index: number; value: number }[] = [];
  let value = 0;
  for (let index = from; index < to; index++) {
    const how = state(index);
    if (how === 'out') continue;
    if (how === 'must') {
      chosen.push(index);
      value += worth(index);
    } else free.push({ index, value: worth(index) });
  }
  if (chosen.length > most || chosen.length + free.length < least) return undefined;
  free.sort((a, b) => b.value - a.value || a.index - b.index);
  for (const { index, value: own } of free) {
    if (chosen.length === most || (chosen.length >= least && own <= 0)) break;
    chosen.push(index);
    value += own;
  }
  return chosen.length < least ? undefined : { chosen: chosen.sort((a, b) => a - b), value };
}

/** The best plan of a gathering; value 0 and no plan where it does not run, −Infinity where it must and cannot. */
export function priceGathering(
  instance: Instance,
  gathering: number,
  prices: Prices,
  limits: GatheringLimits | undefined,
): PricedGathering {
  const { seatPoints, seatPortion, seatHeld, linkHeld } = instance;
  const seatFrom = instance.seatFrom[gathering] as number;
  const seatTo = instance.seatFrom[gathering + 1] as number;
  const linkFrom = instance.linkFrom[gathering] as number;
  const linkTo = instance.linkFrom[gathering + 1] as number;
  const demand = limits?.gathering[gathering] ?? 0;
  let mustRun = demand === 1;
  // Who is demanded and may not be there leaves no plan.
  let isTorn = false;
  for (let s = seatFrom; s < seatTo; s++) {
    if (seatHeld[s] !== 1 && limits?.seatMust[s] !== 1) continue;
    mustRun = true;
    if (limits?.seatOut[s] === 1) isTorn = true;
  }
  for (let l = linkFrom; l < linkTo; l++) {
    if (linkHeld[l] !== 1 && limits?.linkMust[l] !== 1) continue;
    mustRun = true;
    if (limits?.linkOut[l] === 1) isTorn = true;
  }
  if (isTorn || demand === 2) {
    const value = mustRun ? -Infinity : 0;
    return { bound: value, value, plan: undefined };
  }

  const seatWorth = (s: number): number =>
    (seatPoints[s] as number) - (prices.portion[seatPortion[s] as number] as number) - (prices.seat[s] as number);
  const linkWorth = (l: number): number => prices.link[l] as number;
  const { apartA, apartB } = instance;
  const apartFrom = instance.apartFrom[gathering] as number;
  const apartTo = instance.apartFrom[gathering + 1] as number;
  const out = new Set<number>();
  const kept = new Set<number>();
  const isHeld = (who: number): boolean => {
    const at = who >= 0 ? who : -1 - who;
    if (kept.has(who)) return true;
    return who >= 0
      ? seatHeld[at] === 1 || limits?.seatMust[at] === 1
      : linkHeld[at] === 1 || limits?.linkMust[at] === 1;
  };
  const stateOf = (who: number): 'out' | 'must' | 'free' => {
    const at = who >= 0 ? who : -1 - who;
    if (out.has(who) || (who >= 0 ? limits?.seatOut[at] : limits?.linkOut[at]) === 1) return 'out';
    return isHeld(who) ? 'must' : 'free';
  };
  const agent = -1 - gathering;
  const own = seatPortion.subarray(seatFrom, seatTo);
  const subsets = prices.subsets.filter((subset) => takenOf(subset, agent, (portion) => own.includes(portion)) > 0);
  const servedBy = (seats: readonly number[]): ((portion: number) => boolean) => {
    const portions = seats.map((s) => seatPortion[s] as number);
    return (portion) => portions.includes(portion);
  };
  /** What seats pay for subsets. */
  const subsetsOf = (seats: readonly number[]): number =>
    subsets.length === 0 ? 0 : subsetPriceOf(subsets, agent, servedBy(seats));
  /** A seat that may be left out of a subset that seats pay for. */
  const dearOf = (seats: readonly number[]): number | undefined => {
    const paid = subsets.filter((subset) => takenOf(subset, agent, servedBy(seats)) > 0);
    return seats.find((s) => !isHeld(s) && paid.some(({ portions }) => portions.includes(seatPortion[s] as number)));
  };
  let best: Omit<PricedGathering, 'bound'> = { value: mustRun ? -Infinity : 0, plan: undefined };
  let bound = best.value;
  let choices = 0;

  /** Who of the chosen to decide on: the one excluded by most others of them, leaders first; undefined where none is. */
  const mostExcluded = (seats: readonly number[], links: readonly number[]): number | undefined => {
    const chosen = new Set([...seats, ...links.map((l) => -1 - l)]);
    const count = new Map<number, number>();
    for (let i = apartFrom; i < apartTo; i++) {
      const pair = [apartA[i] as number, apartB[i] as number];
      if (pair.every((who) => chosen.has(who))) for (const who of pair) count.set(who, (count.get(who) ?? 0) + 1);
    }
    let most: number | undefined;
    const rank = (who: number): number => (who < 0 ? LEADER_FIRST : 0) + (count.get(who) ?? 0);
    for (const who of count.keys()) if (!isHeld(who) && (most === undefined || rank(who) > rank(most))) most = who;
    // Two who are held exclude each other: there is no plan here.
    return most ?? count.keys().next().value;
  };

  /** Searches the plans without someone, then those with them and without all whom they exclude. */
  const decide = (who: number): void => {
    if (isHeld(who)) return;
    out.add(who);
    search();
    out.delete(who);
    const excluded: number[] = [];
    for (let i = apartFrom; i < apartTo; i++) {
      const [a, b] = [apartA[i] as number, apartB[i] as number];
      const other = a === who ? b : b === who ? a : undefined;
      if (other === undefined || out.has(other)) continue;
      if (isHeld(other)) {
        for (const one of excluded) out.delete(one);
        return;
      }
      excluded.push(other);
      out.add(other);
    }
    kept.add(who);
    search();
    kept.delete(who);
    for (const one of excluded) out.delete(one);
  };

  const search = (): void => {
    const seats = take(
      seatFrom,
      seatTo,
      seatWorth,
      stateOf,
      Math.max(1, instance.minSeats[gathering] as number),
      instance.maxSeats[gathering] as number,
    );
    const leaders = take(
      linkFrom,
      linkTo,
      linkWorth,
      (l) => stateOf(-1 - l),
      instance.minLeaders[gathering] as number,
      instance.maxLeaders[gathering] as number,
    );
    if (seats === undefined || leaders === undefined) return;
    const value = seats.value + leaders.value;
    // Whoever is held pays for subsets whatever becomes of the others.
    if (value - subsetsOf(seats.chosen.filter(isHeld)) <= best.value) return;
    if (++choices > MOST_CHOICES) {
      bound = Math.max(bound, value);
      return;
    }
    const who = mostExcluded(seats.chosen, leaders.chosen);
    if (who !== undefined) return decide(who);
    const worth = value - subsetsOf(seats.chosen);
    if (worth > best.value) {
      let points = 0;
      for (const s of seats.chosen) points += seatPoints[s] as number;
      best = { value: worth, plan: { gathering, seats: seats.chosen, links: leaders.chosen, points } };
    }
    const dear = dearOf(seats.chosen);
    if (dear !== undefined) decide(dear);
  };
  search();
  return { ...best, bound: Math.max(bound, best.value) };
}

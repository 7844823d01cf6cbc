// Exact pricing of one gathering: the seats and leaders worth most at given prices.
//
// Seats and leaders are taken by worth alone; where two of them exclude each other (kept apart, unfit for that leader,
// one recipient at the same time), the search goes on without the one and without the other.
// Long function priceGathering: the search's state is closed over by its steps.
import type { Instance } from './instance.ts';
import type { Prices } from './prices.ts';

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

export type PricedGathering = { readonly value: number; readonly plan: GatheringPlan | undefined };

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
  for (let s = seatFrom; s < seatTo; s++) if (seatHeld[s] === 1 || limits?.seatMust[s] === 1) mustRun = true;
  for (let l = linkFrom; l < linkTo; l++) if (linkHeld[l] === 1 || limits?.linkMust[l] === 1) mustRun = true;
  const idle: PricedGathering = { value: mustRun ? -Infinity : 0, plan: undefined };
  if (demand === 2) return idle;

  const seatWorth = (s: number): number =>
    (seatPoints[s] as number) - (prices.portion[seatPortion[s] as number] as number) - (prices.seat[s] as number);
  const linkWorth = (l: number): number => prices.link[l] as number;
  const out = new Set<number>();
  let best = idle;
  const search = (): void => {
    const seats = take(
      seatFrom,
      seatTo,
      seatWorth,
      (s) =>
        out.has(s) || limits?.seatOut[s] === 1
          ? 'out'
          : seatHeld[s] === 1 || limits?.seatMust[s] === 1
            ? 'must'
            : 'free',
      Math.max(1, instance.minSeats[gathering] as number),
      instance.maxSeats[gathering] as number,
    );
    if (seats === undefined) return;
    const leaders = take(
      linkFrom,
      linkTo,
      linkWorth,
      (l) =>
        out.has(-1 - l) || limits?.linkOut[l] === 1
          ? 'out'
          : linkHeld[l] === 1 || limits?.linkMust[l] === 1
            ? 'must'
            : 'free',
      instance.minLeaders[gathering] as number,
      instance.maxLeaders[gathering] as number,
    );
    if (leaders === undefined) return;
    const value = seats.value + leaders.value;
    if (value <= best.value) return;
    const has = (who: number): boolean => (who >= 0 ? seats.chosen.includes(who) : leaders.chosen.includes(-1 - who));
    for (let i = instance.apartFrom[gathering] as number; i < (instance.apartFrom[gathering + 1] as number); i++) {
      const a = instance.apartA[i] as number;
      const b = instance.apartB[i] as number;
      if (!has(a) || !has(b)) continue;
      for (const without of [a, b]) {
        const isHeld =
          without >= 0
            ? seatHeld[without] === 1 || limits?.seatMust[without] === 1
            : linkHeld[-1 - without] === 1 || limits?.linkMust[-1 - without] === 1;
        if (isHeld) continue;
        out.add(without);
        search();
        out.delete(without);
      }
      return;
    }
    let points = 0;
    for (const s of seats.chosen) points += seatPoints[s] as number;
    best = { value, plan: { gathering, seats: seats.chosen, links: leaders.chosen, points } };
  };
  search();
  return best;
}

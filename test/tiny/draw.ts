// A small seeded source of draws (mulberry32) for the tiny caseloads: the same seed gives the same draws everywhere.

export type Draw = {
  /** Whole number in [least, most]. */
  int(least: number, most: number): number;
  /** True with the probability `p`. */
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** `count` different items in their own order; all of them where there are fewer. */
  some<T>(items: readonly T[], count: number): T[];
  /** A copy in drawn order. */
  shuffled<T>(items: readonly T[]): T[];
};

/** Draws of one seed; `stream` tells several sequences of one seed apart. */
export function drawFrom(seed: number, stream = 0): Draw {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(stream + 1, 0xc2b2ae35)) | 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (least: number, most: number): number => least + Math.floor(unit() * (most - least + 1));
  const shuffled = <T>(items: readonly T[]): T[] => {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = int(0, i);
      const [a, b] = [copy[i] as T, copy[j] as T];
      copy[i] = b;
      copy[j] = a;
    }
    return copy;
  };
  return {
    int,
    chance: (p) => unit() < p,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('There is nothing to pick from.');
      return items[int(0, items.length - 1)] as (typeof items)[number];
    },
    some: (items, count) => {
      const chosen = new Set(shuffled(items.map((_, index) => index)).slice(0, count));
      return items.filter((_, index) => chosen.has(index));
    },
    shuffled,
  };
}

// Seeded draws for mutators and their base, so that a failing seed can be run again.

/** A source of draws. */
export type Draw = {
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
  chance(percent: number): boolean;
};

/** The value, or an error that says what was missing: documents of this folder hold it by construction. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The base must hold ${what}.`);
  return value;
}

/** Draws of a seed; the same seed draws the same. */
export function drawOf(seed: number): Draw {
  let state = (seed * 0x9e3779b1) >>> 0;
  // A 32-bit mix of a counter: plain, and even enough for choosing what to break.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    int,
    pick: (items) => present(items[int(0, items.length - 1)], 'something to pick'),
    shuffle(items) {
      const rest = [...items];
      for (let i = rest.length - 1; i > 0; i--) {
        const j = int(0, i);
        [rest[i], rest[j]] = [rest[j] as (typeof rest)[number], rest[i] as (typeof rest)[number]];
      }
      return rest;
    },
    chance: (percent) => next() * 100 < percent,
  };
}

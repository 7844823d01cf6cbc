// Repeatable choices for the neighbourhoods: a 32-bit xorshift stream from a seed.

/** Draws whole numbers in [0, count). */
export type Draw = (count: number) => number;

export function drawFrom(seed: number): Draw {
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x9e3779b9) >>> 0 || 1;
  return (count) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % count;
  };
}

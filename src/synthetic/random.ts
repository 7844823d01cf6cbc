// The generator's own random numbers: sfc32 (Chris Doty-Humphrey's small fast counting generator, public domain),
// seeded by hashing seed and stream name. A stream of its own for every concern, so that a change in how one thing
// is drawn leaves all other draws as they were.

/** Draws from one stream; the same seed and stream name give the same draws everywhere. */
export type Random = {
  /** Evenly in [0, 1). */
  fraction(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(items: readonly T[]): T;
  /** One of a list of [value, weight] that is not empty. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** `count` values in drawn order, each as often as its weight says, to the nearest whole number. */
  apportion<T>(choices: readonly (readonly [T, number])[], count: number): T[];
  /** `count` different entries (fewer if the list is shorter) in drawn order. */
  sample<T>(items: readonly T[], count: number): T[];
};

/** 32 bits from a text and a start value (FNV-1a, then a finishing mix). */
function hash(text: string, start: number): number {
  let h = (start ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The state of sfc32: three words that are mixed and a counter. */
function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  return () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
}

/** A stream of draws for a whole-number seed and the name of what is drawn. */
export function createRandom(seed: number, stream: string): Random {
  const key = `${seed}/${stream}`;
  const next = sfc32(hash(key, 1), hash(key, 2), hash(key, 3));
  // The generator's authors let it run twelve times before the first use, so that similar seeds part.
  for (let i = 0; i < 12; i++) next();
  const fraction = (): number => next() / 4_294_967_296;
  const int = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)] as T;
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const left = [...items];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      // Swap with the last instead of moving all that follow.
      const index = int(0, left.length - 1);
      taken.push(left[index] as T);
      left[index] = left[left.length - 1] as T;
      left.pop();
    }
    return taken;
  };
  return {
    fraction,
    int,
    chance: (p) => fraction() < p,
    pick,
    sample,
    apportion(choices, count) {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let upTo = 0;
      const values = choices.flatMap(([value, weight]) => {
        const before = Math.round((upTo * count) / total);
        upTo += weight;
        return Array.from({ length: Math.round((upTo * count) / total) - before }, () => value);
      });
      return sample(values, count);
    },
    weighted(choices) {
      let total = 0;
      for (const choice of choices) total += choice[1];
      let rest = fraction() * total;
      for (const choice of choices) {
        rest -= choice[1];
        if (rest < 0) return choice[0];
      }
      return pick(choices)[0];
    },
  };
}

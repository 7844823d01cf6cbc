// The generator's own random numbers: pinned draws, even spread, independent streams.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/synthetic/random.ts';

describe('createRandom', () => {
  it('draws the same numbers for a seed and stream on every machine', () => {
    const { int } = createRandom(1, 'test');
    expect(Array.from({ length: 6 }, () => int(0, 999_999))).toEqual([275322, 378259, 996279, 378305, 855802, 147054]);
  });

  it('draws other numbers in another stream of the same seed', () => {
    const [a, b] = ['people', 'groups'].map((stream) => createRandom(1, stream));
    const equal = Array.from({ length: 100 }, () => a?.int(0, 9) === b?.int(0, 9)).filter(Boolean).length;
    expect(equal).toBeLessThan(25);
  });

  it('spreads evenly over a range with both ends', () => {
    const { int } = createRandom(2, 'spread');
    const drawn = [0, 0, 0, 0];
    for (let i = 0; i < 40_000; i++) {
      const value = int(0, 3);
      drawn[value] = (drawn[value] ?? 0) + 1;
    }
    for (const count of drawn) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('weighs choices by their weights', () => {
    const { weighted } = createRandom(3, 'weights');
    const drawn = Array.from({ length: 10_000 }, () =>
      weighted([
        ['a', 3],
        ['b', 1],
        ['never', 0],
      ] as const),
    );
    expect(drawn.filter((d) => d === 'never')).toEqual([]);
    expect(Math.abs(drawn.filter((d) => d === 'a').length - 7_500)).toBeLessThan(200);
  });

  it('samples different entries, all of them when asked for more', () => {
    const { sample } = createRandom(4, 'sample');
    expect(new Set(sample([1, 2, 3, 4, 5], 3)).size).toBe(3);
    expect(sample([1, 2, 3], 9).sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('apportions exactly', () => {
    const { apportion } = createRandom(5, 'apportion');
    const values = apportion(
      [
        ['a', 50],
        ['b', 30],
        ['c', 20],
      ] as const,
      30,
    );
    expect(['a', 'b', 'c'].map((v) => values.filter((value) => value === v).length)).toEqual([15, 9, 6]);
  });
});

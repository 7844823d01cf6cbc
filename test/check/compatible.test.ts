// How many could be at once: as many as trying every choice finds, and never fewer where it gives up.
import { expect, it } from 'vitest';
import { largestCompatible } from '../../src/check/compatible.ts';
import type { Engagement } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import type { ConflictRule } from '../../src/rules/rule.ts';
import { drawFrom } from '../tiny/draw.ts';

const WORLD = {} as World;
const engagementsOf = (count: number): Engagement[] => Array.from({ length: count }, (_, at) => ({ at }) as never);
const ruleOf = (pairs: ReadonlySet<string>): ConflictRule =>
  ({
    engagements: (_: World, a: Engagement, b: Engagement) => {
      const [one, other] = [a, b].map((engagement) => (engagement as unknown as { at: number }).at) as [number, number];
      return pairs.has(`${Math.min(one, other)} ${Math.max(one, other)}`) ? {} : undefined;
    },
  }) as never;

function drawPairs(count: number, share: number, seed: number): Set<string> {
  const draw = drawFrom(seed, 9_012);
  const pairs = new Set<string>();
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) if (draw.chance(share)) pairs.add(`${a} ${b}`);
  return pairs;
}

/** Tries every choice. */
function most(count: number, pairs: ReadonlySet<string>): number {
  let found = 0;
  for (let set = 0; set < 1 << count; set++) {
    const chosen = Array.from({ length: count }, (_, at) => at).filter((at) => (set >> at) & 1);
    const isFine = chosen.every((a, index) => chosen.slice(index + 1).every((b) => !pairs.has(`${a} ${b}`)));
    if (isFine) found = Math.max(found, chosen.length);
  }
  return found;
}

it('as many are chosen as could be, and no two of them clash', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const [count, share] = [1 + (seed % 10), (seed % 7) / 7];
    const pairs = drawPairs(count, share, seed);
    const chosen = largestCompatible(WORLD, [ruleOf(pairs)], engagementsOf(count));
    expect(chosen.length, `seed ${seed}`).toBe(most(count, pairs));
    const at = chosen.map((engagement) => (engagement as unknown as { at: number }).at).sort((a, b) => a - b);
    expect(at.every((a, index) => at.slice(index + 1).every((b) => !pairs.has(`${a} ${b}`)))).toBe(true);
  }
});

it('without conflicts all are chosen, and where it takes too long to tell, too', () => {
  const all = engagementsOf(300);
  expect(largestCompatible(WORLD, [], all)).toHaveLength(300);
  // Three hundred people of whom every tenth pair clashes: no choice is seen to be the largest.
  expect(largestCompatible(WORLD, [ruleOf(drawPairs(300, 0.1, 1))], all)).toHaveLength(300);
});

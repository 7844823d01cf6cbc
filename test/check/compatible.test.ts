// Whether enough could be at once: as trying every choice finds, and believed to be where it gives up.
import { expect, it } from 'vitest';
import { couldBeEnough } from '../../src/check/compatible.ts';
import { drawFrom } from '../tiny/draw.ts';

const clash =
  (pairs: ReadonlySet<string>) =>
  (a: number, b: number): boolean =>
    pairs.has(`${Math.min(a, b)} ${Math.max(a, b)}`);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

function drawPairs(count: number, share: number, seed: number): Set<string> {
  const draw = drawFrom(seed, 9_012);
  const pairs = new Set<string>();
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) if (draw.chance(share)) pairs.add(`${a} ${b}`);
  return pairs;
}

/** Every choice of which no two clash. */
function choices(count: number, pairs: ReadonlySet<string>): number[][] {
  const all = Array.from({ length: 1 << count }, (_, set) => upTo(count).filter((at) => (set >> at) & 1));
  return all.filter((chosen) => chosen.every((a, i) => chosen.slice(i + 1).every((b) => !clash(pairs)(a, b))));
}

it('they could be enough where some choice of them is', () => {
  const answers = { yes: 0, no: 0 };
  for (let seed = 1; seed <= 300; seed++) {
    const [count, share] = [1 + (seed % 9), (seed % 7) / 7];
    const pairs = drawPairs(count, share, seed);
    // Leaders, of whom so many are needed, and participants, who may not meet every leader.
    const [leaders, participants] = [seed % 3, 1 + (seed % 4)];
    const isEnough = (chosen: readonly number[]): boolean => {
      const leading = chosen.filter((at) => at % 3 === 0).length;
      return leading >= leaders && chosen.length - leading >= participants;
    };
    const truth = choices(count, pairs).some(isEnough);
    expect(couldBeEnough(upTo(count), clash(pairs), isEnough), `seed ${seed}`).toBe(truth);
    answers[truth ? 'yes' : 'no']++;
  }
  expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(50);
});

it('where it takes too long to tell, they could', () => {
  const isEnough = (chosen: readonly number[]): boolean => chosen.length >= 60;
  // Three hundred people of whom every tenth pair clashes: whether sixty could be together is not seen soon.
  expect(couldBeEnough(upTo(300), clash(drawPairs(300, 0.1, 1)), isEnough)).toBe(true);
  // That they are too few is seen at once.
  expect(couldBeEnough(upTo(59), clash(new Set()), isEnough)).toBe(false);
});

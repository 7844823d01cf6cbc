// Subset rows by themselves: odd cycles of plans followed by half are found, whatever they run through, and nothing else is.
import { describe, expect, it } from 'vitest';
import type { Column } from '../../solver/plans/columns.ts';
import type { Compiled } from '../../solver/plans/compile/compile.ts';
import { mostOf, type Subset } from '../../solver/plans/subsets.ts';
import { violatedSubsets } from '../../solver/plans/violated-subsets.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { halfTaken } from './plain-plans.ts';

/** Who follows a plan by how much, and for which portions: contacts from 0 on, gatherings below 0. */
type Followed = { readonly agent: number; readonly portions: readonly number[]; readonly value: number };

const COUNT = 40;
const identity = Int32Array.from({ length: COUNT }, (_, i) => i);
/** As many portions, contacts and gatherings; each option and seat is its portion's only one. */
const compiled = {
  instance: {
    portionCount: COUNT,
    contactCount: COUNT,
    gatheringCount: COUNT,
    optionPortion: identity,
    seatPortion: identity,
  },
} as unknown as Compiled;

const columnOf = ({ agent, portions }: Followed): Column =>
  agent >= 0
    ? { kind: 'contact', plan: { contact: agent, options: portions, slots: [], leads: [], points: 0 } }
    : { kind: 'gathering', plan: { gathering: -1 - agent, seats: portions, links: [], points: 0 } };

const found = (followed: readonly Followed[]): Subset[] =>
  violatedSubsets(
    compiled,
    followed.map(columnOf),
    followed.map(({ value }) => value),
  );

/** What plans take of a subset's row, counted one by one. */
const takenOf = (subset: Subset, followed: readonly Followed[]): number =>
  followed.reduce((sum, { agent, portions, value }) => sum + value * halfTaken(subset, agent, portions), 0);

const half = (agent: number, ...portions: number[]): Followed => ({ agent, portions, value: 0.5 });

describe('subset rows', () => {
  it('cut off three contacts who share three portions two by two', () => {
    const subsets = found([half(0, 0, 1), half(1, 1, 2), half(2, 0, 2)]);
    expect(subsets).toEqual([{ portions: [0, 1, 2], agents: [] }]);
  });

  it('cut off a contact with either of two portions that somebody else has together', () => {
    expect(found([half(0, 0), half(0, 1), half(1, 0, 1)])).toEqual([{ portions: [0, 1], agents: [0] }]);
  });

  it('cut off a gathering with a seat for either of two whom a contact has together', () => {
    expect(found([half(-1, 0), half(-1, 1), half(1, 0, 1)])).toEqual([{ portions: [0, 1], agents: [-1] }]);
  });

  it.each([5, 7, 9])('cut off a cycle of %i portions', (size) => {
    const cycle = Array.from({ length: size }, (_, i) => half(i, i, (i + 1) % size));
    const subsets = found(cycle);
    expect(subsets).toEqual([{ portions: cycle.map((_, i) => i), agents: [] }]);
  });

  // Each contact has a portion more of its own in both of its plans, which is in no cycle.
  it('cut off a cycle through contacts whose plans have other portions in common', () => {
    const subsets = found([
      half(0, 0, 1, 30),
      half(1, 0, 31),
      half(1, 2, 31),
      half(2, 2, 32),
      half(2, 3, 32),
      half(3, 3, 33),
      half(3, 1, 33),
    ]);
    expect(subsets.map((subset) => mostOf(subset))).toContain(3);
  });

  it('leave alone what is whole, and cycles that are even', () => {
    expect(found([{ agent: 0, portions: [0, 1], value: 1 }])).toEqual([]);
    expect(found([half(0, 0), half(0, 1), half(1, 0), half(1, 1)])).toEqual([]);
    expect(found([half(0, 0, 1), half(1, 1, 2), half(2, 2, 3), half(3, 3, 0)])).toEqual([]);
  });

  it('are violated by what they are found for, and by no whole solution', () => {
    let count = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const draw = drawFrom(seed, 7_020);
      const solutions = [1, 2, 3].map(() => drawWhole(draw));
      // Two or three whole solutions mixed, and pushed out of their hull by what fits between them.
      const followed = new Map<string, Followed>();
      for (const solution of solutions)
        for (const { agent, portions } of solution)
          followed.set(`${agent} ${portions.join()}`, half(agent, ...portions));
      const within = withinRows([...followed.values()]);
      for (const subset of found(within)) {
        count++;
        expect(takenOf(subset, within)).toBeGreaterThan(mostOf(subset));
        for (const solution of solutions) expect(takenOf(subset, solution)).toBeLessThanOrEqual(mostOf(subset));
      }
    }
    expect(count).toBeGreaterThan(20);
  });
});

/** Agents with disjoint portions. */
function drawWhole(draw: Draw): Followed[] {
  const portions = draw.shuffled(Array.from({ length: 12 }, (_, i) => i));
  return draw.shuffled([0, 1, 2, 3, 4, 5, -1]).flatMap((agent): Followed[] => {
    const own = portions.splice(0, draw.int(0, 3)).sort((a, b) => a - b);
    return own.length === 0 ? [] : [{ agent, portions: own, value: 1 }];
  });
}

/** Those of plans, in order, that take no agent and no portion more than once in all. */
function withinRows(followed: readonly Followed[]): Followed[] {
  const taken = new Map<string, number>();
  return followed.filter(({ agent, portions, value }) => {
    const rows = [`agent ${agent}`, ...portions.map((portion) => `portion ${portion}`)];
    if (rows.some((row) => (taken.get(row) ?? 0) + value > 1)) return false;
    for (const row of rows) taken.set(row, (taken.get(row) ?? 0) + value);
    return true;
  });
}

// The files in examples/ are what their pages say.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleText, NAMES } from '../../examples/generate.ts';
import { assignmentsOf } from '../../solver/assignments.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { solve } from '../../solver/solve.ts';
import { check } from '../../src/check/check.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { listUnserved } from '../../src/explain/classify.ts';
import { RULES } from '../../src/rules/index.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { EMPTY_PLAN, TODAY } from './facts.ts';

const textOf = (name: string): string => readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');

/** The points that tiny.md works out by hand. */
const TINY_SCORE = {
  served: 13_000,
  'suggested-contact': 100,
  interests: 280,
  wishes: 80,
  continuity: 60,
  travel: -64,
  'change-tax': 40,
  'preferred-times': 20,
  'core-hours': 0,
  'same-contact': 0,
  'fair-load': 168,
  'mileage-budget': -2,
};

describe('tiny.json', () => {
  it('has the best plan that tiny.md works out by hand, point by point', async () => {
    const reading = readCaseload(textOf('tiny.json'));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const world = buildWorld(reading.caseload, { today: TODAY });
    const proposal = await solve(world, { rules: RULES, seed: 1, now: () => 0, backend: highsBackend });
    const weekly = assignmentsOf(world, proposal.choice, proposal.pinned);
    const report = check(world, { ...EMPTY_PLAN, ...weekly }, RULES);

    expect([proposal.status, proposal.objective, proposal.base]).toEqual(['optimal', 13_682, 2_136]);
    expect(report.findings.filter(({ severity }) => severity === 'hard')).toEqual([]);
    expect(report.score).toEqual(TINY_SCORE);
    expect(weekly.assignments.map(({ id, contactIds }) => [id, ...contactIds])).toEqual([
      ['p1', 'c-north'],
      ['p3a', 'c-north'],
      ['p3b', 'c-east'],
      ['p4a', 'c-east'],
      ['p4b', 'c-south'],
      ['p5b'],
    ]);
    expect(listUnserved(world, weekly, RULES).map((unserved) => [unserved.partId, unserved.class])).toEqual([
      ['p2', 'no-eligible-contact'],
      ['p5a', 'lost-the-competition'],
    ]);
  }, 60_000);
});

describe.each(NAMES)('%s', (name) => {
  it('is what `npx tsx examples/generate.ts` writes', () => {
    expect(textOf(name)).toBe(exampleText(name));
  });

  it('can be read without a problem', () => {
    const reading = readCaseload(textOf(name));
    expect(reading.ok ? [] : reading.problems).toEqual([]);
  });
});

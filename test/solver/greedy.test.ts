// The greedy plan: sound whenever the pins are, and never worth more than the optimum.
import { expect, it } from 'vitest';
import { check } from '../../src/check/index.ts';
import { RULES } from '../../src/rules/index.ts';
import { assignmentsOf } from '../../solver/assignments.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { findCandidates } from '../../solver/candidates/candidates.ts';
import { EMPTY, valueOf } from '../../solver/choice.ts';
import { greedyChoice } from '../../solver/greedy/greedy.ts';
import { search } from '../../solver/timed/search.ts';
import { failures, isFullRun, propose, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { pinsNotHeld } from '../tiny/pins-held.ts';
import { rawPlan } from '../tiny/raw-plan.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';

const CASES = 1_000;
const FIRST_SEED = 5_000_001;

type Counts = { served: number; best: number };

async function prove(seed: number, counts: Counts): Promise<unknown> {
  const { caseload, options } = tinyCaseload(seed);
  const world = worldOf(caseload, options);
  const proposal = await propose(world);
  const candidates = findCandidates(world, RULES);
  const problems: unknown[] = [];
  for (const pins of [proposal.pinsAlone, EMPTY]) {
    const greedy = greedyChoice(world, RULES, candidates, pins);
    const plan = { ...rawPlan(world, []), ...assignmentsOf(world, greedy, new Set()) };
    const report = check(world, plan, RULES);
    const hard = report.findings.filter(({ severity, rule }) => severity === 'hard' && rule !== 'pins');
    const value = valueOf(world, RULES, greedy);
    if (hard.length > 0) problems.push(hard);
    if (value !== report.objective) problems.push({ value, audited: report.objective });
    counts.served += greedy.served.length;
    // Bounds of plans that break as few pins; the greedy plan may hold others, and is then worth what it is worth.
    const isComparable = pinsNotHeld(world, plan).length <= proposal.brokenPins.length;
    if (isComparable && value > proposal.objective) problems.push({ value, optimum: proposal.objective });
    if (value === proposal.objective) counts.best++;
    // What the pins alone hold stays: the greedy plan holds whatever pins they do.
    const held = pinsNotHeld(world, assignmentsOf(world, pins, new Set()));
    const lost = pinsNotHeld(world, plan).filter((pinId) => !held.includes(pinId));
    if (lost.length > 0) problems.push({ lost });
  }
  return problems.length === 0 ? undefined : problems;
}

it(
  'a greedy plan breaks no hard rule, holds the pins it starts from and is worth no more than the optimum',
  async () => {
    const counts: Counts = { served: 0, best: 0 };
    const all = seeds(CASES, FIRST_SEED);
    const failed = await failures(all, (seed) => prove(seed, counts));
    console.log(`Caseloads: ${all.length}, greedy portions: ${counts.served}, as good as the best: ${counts.best}.`);
    expect(failed).toEqual([]);
    if (isFullRun()) expect(counts.served).toBeGreaterThan(all.length);
  },
  SUITE_MILLISECONDS,
);

it('a search that has no time at all still gives the plan it started from', async () => {
  const { caseload, options } = tinyCaseload(FIRST_SEED);
  const world = worldOf(caseload, options);
  const candidates = findCandidates(world, RULES);
  const start = greedyChoice(world, RULES, candidates, EMPTY);
  const now = (): number => 0;
  const settings = { rules: RULES, seed: 1, now, deadline: 0, start, backend: highsBackend };
  const { choice, bound } = await search(world, candidates, settings);
  expect(choice === undefined ? -1 : valueOf(world, RULES, choice)).toBeGreaterThanOrEqual(
    valueOf(world, RULES, start),
  );
  expect(bound).toBeGreaterThanOrEqual(valueOf(world, RULES, start));
});

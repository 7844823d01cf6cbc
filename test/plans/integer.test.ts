// Whole solutions that dives and neighbourhoods make of small caseloads: each keeps every rule and is worth what it says.
import { expect, it } from 'vitest';
import { failures, isLongRun, seeds, SUITE_MILLISECONDS } from '../proof/harness.ts';
import { problemOf } from './proofs.ts';

const CASES = isLongRun() ? 200 : 12;

for (const source of ['crowded', 'mixed'] as const) {
  it(
    `a dive of ${source} caseloads, whether it leaves something to a program or nothing, keeps every rule and the bound`,
    async () => {
      expect(await failures(seeds(CASES), (seed) => problemOf(`round ${source} ${seed}`))).toEqual([]);
    },
    SUITE_MILLISECONDS,
  );

  it(
    `neighbourhoods of bad plans of ${source} caseloads find plans that keep every rule, each worth more than the last`,
    async () => {
      expect(await failures(seeds(CASES), (seed) => problemOf(`improve ${source} ${seed}`))).toEqual([]);
    },
    SUITE_MILLISECONDS,
  );
}

// What is measured: named suites of synthetic caseloads, each made anew from its seed.
import { buildWorld, type World } from '../src/domain/world.ts';
import { type CaseloadInput, caseload as schema } from '../src/schema/caseload.ts';
import { generateCaseload } from '../src/synthetic/generate.ts';
import { tinyCaseload } from '../test/tiny/tiny-caseload.ts';

export const SUITES = ['tiny', 'village', 'town'] as const;
export type SuiteName = (typeof SUITES)[number];

export type Suite = {
  readonly seeds: readonly number[];
  /** How often each contender solves each caseload, unless told. */
  readonly repeats: number;
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

export const SUITE: Readonly<Record<SuiteName, Suite>> = {
  tiny: { seeds: upTo(20), repeats: 5 },
  village: { seeds: upTo(5), repeats: 1 },
  town: { seeds: [1], repeats: 1 },
};

/** Suites that run unless others are named. */
export const DEFAULT_SUITES: readonly SuiteName[] = ['tiny', 'village'];

/** The Monday on which generated caseloads are as of. */
const TODAY = '2026-01-05';

/** The caseload of a suite and seed, read and indexed. */
export function worldOf(suite: SuiteName, seed: number): World {
  if (suite === 'tiny') {
    const { caseload, options } = tinyCaseload(seed);
    return buildWorld(schema.parse(caseload), options);
  }
  const input: CaseloadInput = generateCaseload({ size: suite, seed, today: TODAY });
  return buildWorld(schema.parse(input), { today: TODAY });
}

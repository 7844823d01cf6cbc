// The proofs by name, and the caseloads they run on: what a mutation is noticed by is told as `PROOF CASELOAD SEED`.
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { type Worth, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { crowdedCaseload } from '../tiny/crowded.ts';
import { eveningsCaseload } from '../tiny/evenings.ts';
import { narrowCaseload } from '../tiny/narrow.ts';
import { tangledCaseload } from '../tiny/tangled.ts';
import { type TinyCaseload, tinyCaseload } from '../tiny/tiny-caseload.ts';
import { answerProblem, boundProblem, demandedTimesProblem, largeProblem, pricingProblem } from './checks.ts';
import { hullProblem } from './hull-check.ts';
import { improveProblem, roundProblem } from './integer-checks.ts';
import { lagrangeProblem, relaxationProblem } from './master-checks.ts';
import { memoryProblem, tangledProblem, threesProblem } from './memory-checks.ts';
import { mixedCaseload } from './mix.ts';
import { villageCaseload } from './provable.ts';
import { effortProblem, gatheringSearchProblem, lateProblem } from './search-checks.ts';
import { branchingProblem, rowsProblem } from './whole-checks.ts';

const truthOf = (world: World): Worth => bruteForce(world, RULES);

/** What is wrong with a caseload; undefined where nothing is. */
export const PROOFS = {
  pricing: pricingProblem,
  times: demandedTimesProblem,
  lagrange: lagrangeProblem,
  relaxation: relaxationProblem,
  rows: rowsProblem,
  branching: branchingProblem,
  hull: (_: World, seed: number) => hullProblem(seed),
  effort: effortProblem,
  late: lateProblem,
  gathering: gatheringSearchProblem,
  threes: threesProblem,
  memory: memoryProblem,
  round: roundProblem,
  improve: improveProblem,
  tangled: tangledProblem,
  answer: (world: World) => answerProblem(world, truthOf(world)),
  bound: (world: World, seed: number) => boundProblem(world, seed, truthOf(world)),
  large: (world: World) => largeProblem(world, truthOf(world)),
} as const satisfies Record<string, (world: World, seed: number) => Promise<object | undefined>>;

export const SOURCES = {
  tiny: tinyCaseload,
  mixed: mixedCaseload,
  crowded: crowdedCaseload,
  evenings: eveningsCaseload,
  narrow: narrowCaseload,
  tangled: tangledCaseload,
  village: villageCaseload,
} as const satisfies Record<string, (seed: number) => TinyCaseload>;

export type ProofName = keyof typeof PROOFS;
export type SourceName = keyof typeof SOURCES;
/** A proof on one caseload. */
export type Witness = `${ProofName} ${SourceName} ${number}`;

/** What a proof says of one caseload; what it throws is a problem too. */
export async function problemOf(witness: Witness): Promise<object | undefined> {
  const [proof, source, seed] = witness.split(' ') as [ProofName, SourceName, string];
  try {
    const { caseload, options } = SOURCES[source](Number(seed));
    return await PROOFS[proof](worldOf(caseload, options), Number(seed));
  } catch (error) {
    return { thrown: String(error) };
  }
}

// The proofs in short, for one copy of the solver: exits with 1 and the first thing that is wrong, with 0 where nothing
// is. Arguments: a file with the truth of each seed, found once by brute force.
import { readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { type Worth, worldOf } from '../proof/harness.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { answerProblem, boundProblem, pricingProblem } from './checks.ts';
import { mixedCaseload } from './mix.ts';

export type Truth = Worth & {
  readonly seed: number;
  readonly isTiny: boolean;
  /** Answer and bound are compared whatever its index. */
  readonly isClose: boolean;
};

/** Answers and bounds take longer than pricing: they are compared on every so manieth caseload. */
const EVERY_ANSWER = 3;
const EVERY_BOUND = 9;

function wrong(seed: number, problem: unknown): never {
  console.log(`${seed}: ${JSON.stringify(problem)}`);
  exit(1);
}

const [, , path] = argv;
if (path === undefined) throw new Error('Maybe name a file of truths.');
const truths = JSON.parse(readFileSync(path, 'utf8')) as Truth[];
try {
  for (const [index, truth] of truths.entries()) {
    const { seed } = truth;
    const { caseload, options } = truth.isTiny ? tinyCaseload(seed) : mixedCaseload(seed);
    const world = worldOf(caseload, options);
    const pricing = await pricingProblem(world, seed);
    if (pricing !== undefined) wrong(seed, { pricing });
    const answer = truth.isClose || index % EVERY_ANSWER === 0 ? await answerProblem(world, truth) : undefined;
    if (answer !== undefined) wrong(seed, { answer });
    const bound = truth.isClose || index % EVERY_BOUND === 0 ? await boundProblem(world, seed, truth) : undefined;
    if (bound !== undefined) wrong(seed, { bound });
  }
} catch (error) {
  wrong(0, String(error));
}

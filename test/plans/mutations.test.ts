// Whether the proofs would notice: each mutation of `solver/plans` must make one of them fail on a few hundred small
// caseloads. Those that may survive are listed with what is known of them; all others must not.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { isLongRun, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { mixedCaseload } from './mix.ts';
import { type Mutation, MUTATIONS, mutantOf, occurrencesOf } from './mutations.ts';
import type { Truth } from './quick-proof.ts';

/** Caseloads that the proofs in short run on: so many that have every feature, so many of the mix. */
const TINY = 250;
const MIXED = 100;
/** Tiny caseloads some of whose pins contradict each other: few do, and the rows of pins matter in these alone. */
const CONTRADICTING = [
  14, 204, 256, 296, 355, 484, 626, 804, 924, 925, 983, 986, 1005, 1026, 1115, 1206, 1355, 1361, 1419, 1459, 1471, 1885,
  1930, 1958, 1961, 2289, 2382, 2414, 2482, 2663, 2757, 2856, 2996,
];
/** Mutations that are tried unless it is a long run: every so manieth. */
const EVERY = 40;
/** A mutant that is not done by then does not come to an end: that is noticed too. */
const MILLISECONDS = 180_000;

const folder = mkdtempSync(join(tmpdir(), 'kobling-truths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeTruths(): string {
  const truths: Truth[] = [];
  const add = (seed: number, isTiny: boolean, isClose = false): void => {
    const { caseload, options } = isTiny ? tinyCaseload(seed) : mixedCaseload(seed);
    const { brokenPins, objective } = bruteForce(worldOf(caseload, options), RULES);
    truths.push({ seed, isTiny, isClose, brokenPins, objective });
  };
  for (const seed of CONTRADICTING) add(seed, true, true);
  for (let seed = 1; seed <= TINY; seed++) {
    add(seed, true);
    if (seed <= MIXED) add(seed, false);
  }
  const path = join(folder, 'truths.json');
  writeFileSync(path, JSON.stringify(truths));
  return path;
}

type Outcome = { readonly isNoticed: boolean; readonly by: string };

/** Runs the proofs in short on a mutant, in a process of its own since some never end. */
function tryOut(mutation: Mutation, truths: string): Promise<Outcome> {
  const mutant = mutantOf(mutation);
  return new Promise((resolve) => {
    const child = spawn(execPath, ['--import', 'tsx', join(mutant.folder, 'test/plans/quick-proof.ts'), truths], {
      cwd: mutant.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let by = '';
    child.stdout.on('data', (chunk: Buffer) => (by += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (by += chunk.toString()));
    const timer = setTimeout(() => {
      by += 'does not end';
      child.kill('SIGKILL');
    }, MILLISECONDS);
    child.on('close', (code) => {
      clearTimeout(timer);
      mutant.remove();
      resolve({ isNoticed: code !== 0, by: by.slice(0, 200) });
    });
  });
}

const titleOf = ({ file, name }: Mutation): string => `${file}: ${name}`;

describe('mutations of the solver', () => {
  it('each change text that stands in its file exactly once', () => {
    expect(MUTATIONS.filter((mutation) => occurrencesOf(mutation) !== 1).map(titleOf)).toEqual([]);
  });

  it(
    'are noticed by the proofs, but for those listed with a reason',
    async () => {
      const tried = isLongRun() ? MUTATIONS : MUTATIONS.filter((_, index) => index % EVERY === 0);
      const truths = writeTruths();
      const survivors: string[] = [];
      for (const mutation of tried) {
        const { isNoticed, by } = await tryOut(mutation, truths);
        if (!isNoticed) survivors.push(titleOf(mutation));
        if (isLongRun()) console.log(`${isNoticed ? 'noticed' : 'SURVIVES'} ${titleOf(mutation)}: ${by.trim()}`);
      }
      const known = tried.filter(({ survives }) => survives !== undefined).map(titleOf);
      expect(survivors.filter((title) => !known.includes(title))).toEqual([]);
    },
    2 * SUITE_MILLISECONDS,
  );
});

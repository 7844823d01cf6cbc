// Whether the proofs would notice: for each mutation of `solver/plans` a proof on one small caseload is named that must
// fail on it. Those that no proof can notice, or of which that is not known, are listed with a reason.
import { describe, expect, it } from 'vitest';
import { isLongRun, SUITE_MILLISECONDS } from '../proof/harness.ts';
import { MUTATIONS } from './mutations/index.ts';
import { type Mutation, occurrencesOf, titleOf, tryOut } from './mutations/mutation.ts';
import { problemOf, type Witness } from './proofs.ts';

/** Mutations that are tried unless it is a long run: every so manieth. */
const EVERY = 24;

type Noticed = Extract<Mutation, { noticed: Witness }>;
const NOTICED = MUTATIONS.filter((mutation): mutation is Noticed => 'noticed' in mutation);
const TRIED = NOTICED.filter((_, index) => isLongRun() || index % EVERY === 0);

describe('mutations of the solver', () => {
  it('each change text that stands in its file exactly once', () => {
    expect(MUTATIONS.filter((mutation) => occurrencesOf(mutation) !== 1).map(titleOf)).toEqual([]);
  });

  it('each have a title of their own', () => {
    expect(new Set(MUTATIONS.map(titleOf)).size).toBe(MUTATIONS.length);
  });

  it(
    'are noticed by the proof that each names, which has nothing to say of the solver as it is',
    async () => {
      const survivors: string[] = [];
      for (const witness of new Set(TRIED.map(({ noticed }) => noticed)))
        expect(await problemOf(witness), witness).toBeUndefined();
      for (const mutation of TRIED) {
        const { isNoticed, by } = await tryOut(mutation, [mutation.noticed]);
        if (!isNoticed) survivors.push(`${titleOf(mutation)}: ${by}`);
        if (isLongRun()) console.log(`${isNoticed ? 'noticed' : 'SURVIVES'} ${titleOf(mutation)}: ${by}`);
      }
      expect(survivors).toEqual([]);
    },
    2 * SUITE_MILLISECONDS,
  );
});

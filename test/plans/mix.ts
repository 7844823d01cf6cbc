// The caseloads that prove plans: five contested ones to each that has every feature.
import { contestedCaseload } from '../tiny/contested.ts';
import { type TinyCaseload, tinyCaseload } from '../tiny/tiny-caseload.ts';

export const mixedCaseload = (seed: number): TinyCaseload =>
  seed % 6 === 0 ? tinyCaseload(seed) : contestedCaseload(seed);

// All mutators, by what they break.
import { LIMIT_MUTATORS } from './limits.ts';
import { PEOPLE_MUTATORS } from './people.ts';
import type { Mutator } from './pick.ts';
import { PORTION_MUTATORS } from './portions.ts';
import { TIME_MUTATORS } from './times.ts';

export const MUTATORS: readonly Mutator[] = [
  ...PEOPLE_MUTATORS,
  ...PORTION_MUTATORS,
  ...TIME_MUTATORS,
  ...LIMIT_MUTATORS,
];

// The catalogue: every rule, in the order in which it is printed, documented and applied.
import { closeFamily } from './eligibility/close-family.ts';
import { groupSize } from './limit/group-size.ts';
import type { Ruleset } from './rule.ts';
import { served } from './term/served.ts';

export const RULES: Ruleset = [closeFamily, groupSize, served];

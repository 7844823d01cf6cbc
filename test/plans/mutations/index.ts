// All mutations: rows, dual terms, dominance and cuts, branching and bounds, dives and neighbourhoods.
import { BOUNDS } from './bounds.ts';
import { BRANCHING } from './branching.ts';
import { CONTACT_ITEMS } from './contact-items.ts';
import { CONTACT_SEARCH } from './contact-search.ts';
import { DIVE } from './dive.ts';
import { DOMINANCE_OF_MINUTES } from './dominance-of-minutes.ts';
import { DUAL_TERMS } from './dual-terms.ts';
import { GATHERINGS } from './gatherings.ts';
import { MASTER_ROWS } from './master-rows.ts';
import { RECIPIENT_ROWS } from './recipient-rows.ts';
import { SCHEDULES } from './schedules.ts';
import { SUBSET_ROWS } from './subset-rows.ts';
import type { Mutation } from './mutation.ts';

export const MUTATIONS: readonly Mutation[] = [
  ...MASTER_ROWS,
  ...DUAL_TERMS,
  ...RECIPIENT_ROWS,
  ...SUBSET_ROWS,
  ...BRANCHING,
  ...BOUNDS,
  ...DOMINANCE_OF_MINUTES,
  ...GATHERINGS,
  ...SCHEDULES,
  ...CONTACT_ITEMS,
  ...CONTACT_SEARCH,
  ...DIVE,
];

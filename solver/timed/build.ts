// The `timed` formulation: one binary for each option and each start, written from candidates and rules.
import type { World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { createModel, type ModelBuilder } from '../model/linear-model.ts';
import { addColumns, type Columns } from './columns.ts';
import { addConflictRows, type Days } from './conflicts.ts';
import { findExclusivity } from './exclusivity.ts';
import { addGatheringRows } from './gatherings.ts';
import { addHalves } from './halves.ts';
import { addLimitRows, addTallies } from './limits.ts';
import { addPins, type PinColumn } from './pins.ts';

export type TimedModel = {
  readonly candidates: Candidates;
  readonly builder: ModelBuilder;
  readonly columns: Columns;
  readonly pins: readonly PinColumn[];
  /** Days whose clashes are added when a solution violates them. */
  readonly watched: Days;
};

/** Builds the model of all candidates. It is maximised; pins may all be broken in it (see `solve`). */
export function buildTimed(world: World, rules: Ruleset, candidates: Candidates): TimedModel {
  const builder = createModel();
  const columns = addColumns(builder, candidates);
  const exclusivity = findExclusivity(world, rules, candidates.blocks);
  addGatheringRows(builder, candidates, columns);
  addLimitRows(world, rules, builder, candidates, columns, exclusivity);
  const watched = addConflictRows(world, rules, builder, candidates, columns, exclusivity);
  addTallies(world, rules, builder, candidates, columns, exclusivity);
  addHalves(world, rules, builder, candidates, columns);
  const pins = addPins(world, rules, builder, candidates, columns);
  return { candidates, builder, columns, pins, watched };
}

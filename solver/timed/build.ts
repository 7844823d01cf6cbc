// The `timed` formulation: one binary for each option and each start, written from candidates and rules.
import type { World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { createModel, type ModelBuilder } from '../model/linear-model.ts';
import { addColumns, type Columns } from './columns.ts';
import { addConflictRows, addDayCapacities, type Days } from './conflicts.ts';
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

/**
 * Builds the model of all candidates. It is maximised; pins may all be broken in it (see `search`). A coarse model knows
 * days but no clock: it is far smaller, allows every plan that the exact one allows, and is worth at least as much.
 */
export function buildTimed(world: World, rules: Ruleset, candidates: Candidates, coarse = false): TimedModel {
  const builder = createModel();
  const exclusivity = findExclusivity(world, rules, candidates.blocks);
  const columns = addColumns(builder, candidates, exclusivity, coarse);
  const rows = { world, rules, builder, candidates, columns, exclusivity };
  addGatheringRows(builder, candidates, columns);
  addLimitRows(rows);
  const watched = coarse ? addDayCapacities(rows) : addConflictRows(rows);
  addTallies(rows);
  addHalves(world, rules, builder, candidates, columns);
  const pins = addPins(world, rules, builder, candidates, columns);
  return { candidates, builder, columns, pins, watched };
}

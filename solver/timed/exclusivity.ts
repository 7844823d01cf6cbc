// What the ruleset makes mutually exclusive, found by asking the rules: it decides which rows are needed and how tight
// they can be, never what is allowed.
import type { Occurrence } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Block, Candidates } from '../candidates/candidates.ts';
import type { ModelBuilder } from '../model/linear-model.ts';
import type { Columns } from './columns.ts';

/** What rows are written from, and where they go. */
export type Rows = {
  readonly world: World;
  readonly rules: Ruleset;
  readonly builder: ModelBuilder;
  readonly candidates: Candidates;
  readonly columns: Columns;
  readonly exclusivity: Exclusivity;
};

export type Exclusivity = {
  /** At most one option of this portion is chosen. */
  portion(portionKey: string): boolean;
  /** At most one session of one block lies on a day. */
  day(occurrence: Occurrence): boolean;
};

export function findExclusivity(world: World, rules: Ruleset, blocks: readonly Block[]): Exclusivity {
  const limits = ofKind(rules, 'limit');
  const served = new Map<string, boolean>();
  for (const block of blocks)
    for (const { engagement } of block.options) {
      const key = block.portion.key;
      const once = limits.some((rule) =>
        rule
          .uses(world, { kind: 'engagement', engagement })
          .some((use) => use.most === 1 && use.amount === 1 && use.distinct === undefined && use.bucket === key),
      );
      served.set(key, once && (served.get(key) ?? true));
    }
  const exclusives = ofKind(rules, 'conflict').flatMap((rule) =>
    rule.exclusive === undefined ? [] : [rule.exclusive],
  );
  return {
    portion: (key) => served.get(key) ?? false,
    day: (occurrence) => exclusives.some((exclusive) => exclusive(occurrence) !== undefined),
  };
}

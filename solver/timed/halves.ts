// Points of two halves of one part that are both served: a column that stands at 1 where both options are chosen.
import type { World } from '../../src/domain/world.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { ModelBuilder } from '../model/linear-model.ts';
import type { Columns } from './columns.ts';

export function addHalves(
  world: World,
  rules: Ruleset,
  builder: ModelBuilder,
  { blocks }: Candidates,
  columns: Columns,
): void {
  const terms = ofKind(rules, 'term').flatMap((rule) => (rule.halves === undefined ? [] : [rule.halves]));
  const options = blocks.flatMap((block, b) =>
    block.portion.share === undefined
      ? []
      : block.options.map(({ engagement }, o) => ({ engagement, column: columns.x[b]?.[o] as number })),
  );
  for (const members of groupBy(options, ({ engagement }) => engagement.portion.part.id).values())
    for (const first of members.filter(({ engagement }) => engagement.portion.share === 1))
      for (const second of members.filter(({ engagement }) => engagement.portion.share === 2)) {
        const points = terms.reduce((sum, term) => sum + term(world, first.engagement, second.engagement), 0);
        if (points === 0) continue;
        const both = builder.addColumn({
          objective: points,
          integer: false,
          follows: (values) => (values[first.column] ?? 0) * (values[second.column] ?? 0),
        });
        if (points > 0) {
          builder.addRow({
            upper: 0,
            entries: [
              [both, 1],
              [first.column, -1],
            ],
          });
          builder.addRow({
            upper: 0,
            entries: [
              [both, 1],
              [second.column, -1],
            ],
          });
        } else
          builder.addRow({
            upper: 1,
            entries: [
              [first.column, 1],
              [second.column, 1],
              [both, -1],
            ],
          });
      }
}

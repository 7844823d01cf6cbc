// A thread of `highs-lp-apart.ts`: keeps one linear program, changes it and solves it, question by question.
import { openHighsLp } from './highs-lp.ts';
import type { Change, Question } from './highs-lp-apart.ts';
import type { LinearProgram, LpSolution } from './linear-program.ts';
import { answerAsThread } from './thread.ts';

function apply(program: LinearProgram, change: Change): void {
  if (change.kind === 'rows') program.addRows(change.rows);
  else if (change.kind === 'columns') program.addColumns(change.columns);
  else if (change.kind === 'cost') program.setColumnCost(change.indices, change.cost);
  else if (change.kind === 'column upper') program.setColumnUpper(change.indices, change.upper);
  else program.setRowBounds(change.indices, change.lower, change.upper);
}

answerAsThread(() => {
  const opened = openHighsLp();
  return async ({ changes, method, seconds }: Question): Promise<LpSolution> => {
    const program = await opened;
    for (const change of changes) apply(program, change);
    return program.solve(method, seconds);
  };
});

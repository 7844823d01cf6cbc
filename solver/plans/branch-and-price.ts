// Price-and-branch: column generation at every node of a search tree, best bound first, dives to the first whole solution.
// Long function searchTree: the tree's loop with its incumbent.
import type { Backend } from '../backends/backend.ts';
import { branchOn, createFilter, type Decision, limitsOf, wholeColumns } from './branches.ts';
import { type Column, objectiveOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import type { Master } from './master.ts';
import type { Pricing } from './pricing.ts';
import { type Relaxation, relax } from './relaxation.ts';
import { solveRestricted } from './restricted-mip.ts';
import type { Separation } from './rows.ts';
import type { Incumbent } from './neighbourhoods.ts';

export type TreeOptions = {
  readonly backend: Backend;
  readonly seed: number;
  /** Nodes of the tree, and of each restricted program; absent: no limit. */
  readonly steps?: number | undefined;
  readonly mostBroken: number;
  readonly isContactDemanded: (contact: number) => boolean;
  readonly isGatheringDemanded: (gathering: number) => boolean;
  readonly isLate: () => boolean;
  readonly secondsLeft: () => number | undefined;
  readonly start: Incumbent | undefined;
  /** The relaxation without any decision. */
  readonly root: Relaxation;
  readonly onIncumbent?: ((incumbent: Incumbent, bound: number) => void) | undefined;
};

export type Tree = {
  readonly incumbent: Incumbent | undefined;
  /** Whole points; Infinity where not even the root came to a bound. */
  readonly bound: number;
  readonly isComplete: boolean;
  readonly nodes: number;
};

type Node = {
  readonly decisions: readonly Decision[];
  readonly bound: number;
  readonly duals: Float64Array | undefined;
};

/** Restricted programs take columns up to this many; more are filtered by reduced cost. */
const MOST_COLUMNS = 20_000;
/** Seconds for a restricted program at the root, as a share of what is left. */
const MIP_SHARE = 0.3;

/** A whole solution of the restricted master that violates no row, known or not; rows it needs are added to the master. */
async function restrictedSolution(
  compiled: Compiled,
  master: Master,
  separation: Separation,
  decisions: readonly Decision[],
  options: TreeOptions,
): Promise<Column[] | undefined> {
  const filter = createFilter(compiled, limitsOf(compiled, decisions));
  for (;;) {
    const left = options.secondsLeft();
    const columns = master.columns.filter(filter.isAllowed).slice(-MOST_COLUMNS);
    const result = await solveRestricted(compiled, columns, master.rows, {
      backend: options.backend,
      seed: options.seed,
      steps: options.steps,
      mostBroken: options.mostBroken,
      seconds: left === undefined ? undefined : Math.max(0.1, left * MIP_SHARE),
      isContactDemanded: filter.isContactDemanded,
      isGatheringDemanded: filter.isGatheringDemanded,
    });
    if (result === undefined) return undefined;
    const rows = separation.violatedBy(result);
    if (rows.length === 0) return result;
    master.addRows(rows);
    if (options.isLate()) return undefined;
  }
}

/** Searches the tree until it is exhausted or a limit is reached. */
export async function searchTree(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  separation: Separation,
  options: TreeOptions,
): Promise<Tree> {
  let incumbent = options.start;
  let nodes = 0;
  const open: Node[] = [{ decisions: [], bound: options.root.bound, duals: options.root.duals }];
  /** Bound of nodes whose solution is whole and worth less: the program's rounding stands between them, and they stay open. */
  let unproven = -Infinity;
  const floorBound = (): number =>
    Math.max(
      incumbent?.objective ?? -Infinity,
      ...[unproven, ...open.map(({ bound }) => bound)].map((bound) => Math.floor(bound + 1e-6)),
    );
  const accept = (columns: readonly Column[]): void => {
    const objective = objectiveOf(columns);
    if (objective <= (incumbent?.objective ?? -Infinity)) return;
    if (separation.violatedBy(columns).length > 0) return;
    incumbent = { columns, objective };
    options.onIncumbent?.(incumbent, floorBound());
  };

  while (open.length > 0) {
    const steps = options.steps ?? Infinity;
    if (options.isLate() || nodes >= steps) break;
    // Depth first until there is something to compare with, then the best bound.
    const at =
      incumbent === undefined
        ? open.length - 1
        : open.reduce((best, node, i) => (node.bound > (open[best]?.bound ?? -Infinity) ? i : best), 0);
    const [node] = open.splice(at, 1) as [Node];
    const cutoff = incumbent?.objective ?? -Infinity;
    if (Math.floor(node.bound + 1e-6) <= cutoff) continue;
    nodes++;
    const relaxation = await relax(compiled, master, pricing, separation, {
      limits: limitsOf(compiled, node.decisions),
      cutoff,
      tolerance: 0.4,
      relativeTolerance: 0,
      isLate: options.isLate,
      start: node.duals,
    });
    const bound = Math.min(node.bound, relaxation.bound);
    if (relaxation.status === 'late') {
      open.push({ ...node, bound });
      break;
    }
    if (relaxation.status === 'cut-off' || Math.floor(bound + 1e-6) <= (incumbent?.objective ?? -Infinity)) continue;
    const branch = branchOn(compiled, master.columns, relaxation.values);
    if (branch === undefined) {
      accept(wholeColumns(master.columns, relaxation.values));
      // A whole solution as good as the node's bound closes it.
      if (Math.floor(bound + 1e-6) > (incumbent?.objective ?? -Infinity)) unproven = Math.max(unproven, bound);
      continue;
    }
    const node2 = { bound, duals: relaxation.duals };
    open.push(
      { ...node2, decisions: [...node.decisions, branch[1]] },
      { ...node2, decisions: [...node.decisions, branch[0]] },
    );
    if (nodes % 20 === 0) {
      const found = await restrictedSolution(compiled, master, separation, node.decisions, options);
      if (found !== undefined) accept(found);
    }
  }
  const bound = floorBound();
  const isProven = incumbent === undefined ? unproven === -Infinity : bound <= incumbent.objective;
  return { incumbent, bound, isComplete: open.length === 0 && isProven, nodes };
}

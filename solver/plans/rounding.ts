// A first whole solution from the relaxation: plans that it follows wholly stay, and the rest is a restricted program over
// the plans known.
import { agentOf, linksOf, objectiveOf, otherSide, portionsOf } from './columns.ts';
import type { Compiled } from './compile.ts';
import type { Master } from './master.ts';
import type { ImproveOptions, Incumbent } from './neighbourhoods.ts';
import type { Relaxation } from './relaxation.ts';
import { solveBeside } from './restricted-mip.ts';
import type { Row, Separation } from './rows.ts';

/** Plans at least so whole are kept. */
const WHOLE = 0.999;
/** Seconds for the program, and its share of what is left. */
const MOST_SECONDS = 10;
const SHARE = 0.25;

type Options = Omit<ImproveOptions, 'rounds' | 'target' | 'onIncumbent'>;

export async function roundRelaxation(
  compiled: Compiled,
  master: Master,
  separation: Separation,
  rows: Row[],
  { values }: Relaxation,
  options: Options,
): Promise<Incumbent | undefined> {
  const fixed = master.columns.filter((_, j) => (values[j] ?? 0) >= WHOLE);
  const agents = new Set(fixed.map(agentOf));
  const taken = new Set(fixed.flatMap((column) => portionsOf(compiled, column)));
  // A link with both sides kept is closed; with one side kept the other must come.
  const sides = new Map<number, number>();
  for (const column of fixed) for (const link of linksOf(compiled, column)) sides.set(link, (sides.get(link) ?? 0) + 1);
  const held = new Set([...sides].flatMap(([link, count]) => (count === 1 ? [link] : [])));
  const free = master.columns.filter(
    (column) =>
      !agents.has(agentOf(column)) &&
      portionsOf(compiled, column).every((portion) => !taken.has(portion)) &&
      linksOf(compiled, column).every((link) => !agents.has(otherSide(compiled, column, link)) || held.has(link)),
  );
  const columns = await solveBeside(compiled, { fixed, free, rows }, separation, {
    ...options,
    secondsEach: () => Math.min(MOST_SECONDS, (options.secondsLeft() ?? Infinity) * SHARE),
    heldLinks: held,
    above: -Infinity,
  });
  return columns === undefined ? undefined : { columns, objective: objectiveOf(columns) };
}

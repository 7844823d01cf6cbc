// A first whole solution from the relaxation: plans that it follows wholly stay, and the rest is a restricted program over
// the plans known, cheapest in reduced cost first.
import type { Column } from './columns.ts';
import type { Compiled } from './compile.ts';
import type { Master } from './master.ts';
import type { ImproveOptions, Incumbent } from './neighbourhoods.ts';
import type { Relaxation } from './relaxation.ts';
import { solveRestricted } from './restricted-mip.ts';
import { entriesOfRow } from './master.ts';
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
  const { instance } = compiled;
  const fixed = master.columns.filter((_, j) => (values[j] ?? 0) >= WHOLE);
  const agents = new Set(fixed.map(({ kind, plan }) => `${kind}${kind === 'contact' ? plan.contact : plan.gathering}`));
  const servedBy = (column: Column): number[] =>
    column.kind === 'contact'
      ? column.plan.options.map((option) => instance.optionPortion[option] as number)
      : column.plan.seats.map((seat) => instance.seatPortion[seat] as number);
  const linksOf = (column: Column): number[] =>
    column.kind === 'contact'
      ? column.plan.leads.map((lead) => instance.leadLink[lead] as number)
      : [...column.plan.links];
  const taken = new Set(fixed.flatMap(servedBy));
  // A link with both sides kept is closed; with one side kept the other must come.
  const sides = new Map<number, number>();
  for (const column of fixed) for (const link of linksOf(column)) sides.set(link, (sides.get(link) ?? 0) + 1);
  const held = new Set([...sides].flatMap(([link, count]) => (count === 1 ? [link] : [])));
  const isAgentFixed = (column: Column): boolean =>
    agents.has(`${column.kind}${column.kind === 'contact' ? column.plan.contact : column.plan.gathering}`);
  const gatheringOf = (link: number): number => {
    let g = 0;
    while ((instance.linkFrom[g + 1] as number) <= link) g++;
    return g;
  };
  const isOther = (column: Column, link: number): boolean =>
    column.kind === 'contact'
      ? agents.has(`gathering${gatheringOf(link)}`)
      : agents.has(`contact${instance.linkContact[link]}`);
  const free = master.columns.filter(
    (column) =>
      !isAgentFixed(column) &&
      servedBy(column).every((portion) => !taken.has(portion)) &&
      linksOf(column).every((link) => !isOther(column, link) || held.has(link)),
  );
  for (;;) {
    const left = options.secondsLeft();
    const residual = rows.map((row) => ({
      ...row,
      most: row.most - fixed.reduce((sum, column) => sum + entriesOfRow(instance, column, row), 0),
    }));
    const result = await solveRestricted(compiled, free, residual, {
      ...options,
      seconds: Math.min(MOST_SECONDS, (left ?? Infinity) * SHARE),
      heldLinks: held,
    });
    if (result.columns === undefined) return undefined;
    const columns = [...fixed, ...result.columns];
    const violated = separation.violatedBy(columns);
    if (violated.length === 0) return { columns, objective: columns.reduce((sum, { plan }) => sum + plan.points, 0) };
    rows.push(...violated);
    if (options.isLate()) return undefined;
  }
}

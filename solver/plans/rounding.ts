// A first whole solution from the relaxation: plans that it follows wholly stay, and the rest is a restricted program over
// the plans known that lose little at the best prices. Where recipients' rows are violated, those concerned are solved again.
// Long function roundRelaxation: one step after the other.
import { agentOf, type Column, linksOf, objectiveOf, otherSide, portionsOf, sidesOf } from './columns.ts';
import type { Clock } from './clock.ts';
import type { Compiled } from './compile/compile.ts';
import { reducedValue, residualRows } from './features.ts';
import type { Master } from './master.ts';
import type { ImproveOptions, Incumbent } from './neighbourhoods.ts';
import { dive, type DiveOptions } from './dive.ts';
import type { Pricing } from './pricing.ts';
import type { Relaxation } from './relaxation.ts';
import { solveRestricted } from './restricted-mip.ts';
import type { Row, Separation } from './rows.ts';

/** Points that a plan may lose at the best prices; where no solution is found, any. */
const MOST_LOST = 1_000;
/** Seconds for a program, and its share of what is left. */
const MOST_SECONDS = 6;
const SHARE = 0.4;
/** Share of the time that is left for the dive: its last plans must follow. */
const DIVE_SHARE = 0.7;
/** Times that violated rows are seen to. */
const REPAIRS = 20;

type Options = Omit<ImproveOptions, 'rounds' | 'target' | 'onIncumbent'> &
  Pick<DiveOptions, 'isRough' | 'few'> &
  Clock & {
    /** Most seconds for a program; absent: six. */
    readonly programSeconds?: number | undefined;
  };

/** The best solution of columns that stay and some of those known beside them. */
function complete(
  compiled: Compiled,
  fixed: readonly Column[],
  known: readonly Column[],
  rows: readonly Row[],
  options: Options,
): Promise<Column[] | undefined> {
  const agents = new Set(fixed.map(agentOf));
  const taken = new Set(fixed.flatMap((column) => portionsOf(compiled, column)));
  // A link with both sides kept is closed; with one side kept the other must come.
  const heldLinks = new Set([...sidesOf(compiled, fixed)].flatMap(([link, count]) => (count === 1 ? [link] : [])));
  const free = known.filter(
    (column) =>
      !agents.has(agentOf(column)) &&
      portionsOf(compiled, column).every((portion) => !taken.has(portion)) &&
      linksOf(compiled, column).every((link) => !agents.has(otherSide(compiled, column, link)) || heldLinks.has(link)),
  );
  const residual = residualRows(compiled.instance, rows, fixed);
  const seconds = Math.min(options.programSeconds ?? MOST_SECONDS, (options.secondsLeft() ?? Infinity) * SHARE);
  return solveRestricted(compiled, free, residual, { ...options, heldLinks, seconds });
}

export async function roundRelaxation(
  compiled: Compiled,
  master: Master,
  pricing: Pricing,
  separation: Separation,
  { values, rowCount, prices, contactWorth, gatheringWorth }: Relaxation,
  options: Options,
): Promise<Incumbent | undefined> {
  const { instance, recipientIds } = compiled;
  const rows = master.rows.slice(0, rowCount);
  const worthOf = (agent: number): number => (agent >= 0 ? contactWorth[agent] : gatheringWorth[-1 - agent]) as number;
  const lossOf = (column: Column): number => worthOf(agentOf(column)) - reducedValue(instance, column, prices);
  const from = { columns: master.columns, values, rows };
  const { kept, wholeCount, known, learnt } = await dive(compiled, pricing, separation, from, {
    ...options,
    ...options.part(DIVE_SHARE),
  });
  rows.push(...learnt);
  /** Columns but those of everybody who has a part in violated rows. */
  const release = (columns: readonly Column[], violated: readonly Row[]): Column[] => {
    const recipients = new Set(
      violated.flatMap(({ meaning }) =>
        meaning.kind === 'pin' || meaning.kind === 'subset' ? [] : [meaning.recipientId],
      ),
    );
    const isConcerned = (portion: number): boolean =>
      recipients.has(recipientIds[instance.portionRecipient[portion] as number] as string);
    const concerned = new Set<number>();
    for (const column of columns) {
      if (!portionsOf(compiled, column).some(isConcerned)) continue;
      concerned.add(agentOf(column));
      for (const link of linksOf(compiled, column)) concerned.add(otherSide(compiled, column, link));
    }
    return columns.filter((column) => !concerned.has(agentOf(column)));
  };
  const near = known.filter((column) => lossOf(column) <= MOST_LOST);
  const attempts: readonly (readonly [kept: number, known: readonly Column[]])[] = [
    [1, near],
    [1, known],
    // The rest may not be whole beside all that was kept.
    [0.5, known],
    [0, known],
  ];
  for (const [share, own] of attempts) {
    let fixed: readonly Column[] = kept.slice(0, wholeCount + share * (kept.length - wholeCount));
    for (let repair = 0; repair <= REPAIRS && !options.isLate(); repair++) {
      const found = await complete(compiled, fixed, repair === 0 ? own : known, rows, options);
      if (found === undefined) break;
      const columns = [...fixed, ...found];
      const violated = separation.violatedBy(columns);
      if (violated.length === 0) return { columns, objective: objectiveOf(columns) };
      rows.push(...violated);
      fixed = release(columns, violated);
    }
  }
  return undefined;
}

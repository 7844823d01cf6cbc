// The master written once more, over every plan there is: rows as docs/solver.md has them, each coefficient counted from
// what a plan does. Its linear relaxation is what column generation must come to, with and without branching.
// Long function plainRelaxation: one row after the other.
import { highsBackend } from '../../solver/backends/highs.ts';
import { createModel, type Entry } from '../../solver/model/linear-model.ts';
import type { Limits } from '../../solver/plans/branches.ts';
import type { Row } from '../../solver/plans/rows.ts';
import type { Opened } from './opened.ts';
import {
  contactPlans,
  gatheringPlans,
  halfTaken,
  keepsContactLimits,
  keepsGatheringLimits,
  mayStayIdle,
  type PlainContactPlan,
  type PlainGatheringPlan,
} from './plain-plans.ts';

export type PlainColumn =
  | { readonly kind: 'contact'; readonly contact: number; readonly plan: PlainContactPlan }
  | { readonly kind: 'gathering'; readonly gathering: number; readonly plan: PlainGatheringPlan };

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Every plan of every contact, the idle one among them, and of every gathering that runs. */
export function plainColumns(opened: Opened): PlainColumn[] {
  const { contactCount, gatheringCount } = opened.compiled.instance;
  return [
    ...upTo(contactCount).flatMap((contact) =>
      contactPlans(opened, contact).map((plan): PlainColumn => ({ kind: 'contact', contact, plan })),
    ),
    ...upTo(gatheringCount).flatMap((gathering) =>
      gatheringPlans(opened, gathering).map((plan): PlainColumn => ({ kind: 'gathering', gathering, plan })),
    ),
  ];
}

type Taken = Readonly<
  Record<'portions' | 'links' | 'taus' | 'seats' | 'options' | 'leads' | 'locks', readonly number[]>
>;

/** Everything that a plan takes of what rows count, as often as it takes it; −1 among the times has no row. */
export function takenBy({ compiled: { instance } }: Opened, column: PlainColumn): Taken {
  if (column.kind === 'gathering') {
    const { seats, links } = column.plan;
    return {
      portions: seats.map((seat) => instance.seatPortion[seat] as number),
      links,
      taus: [],
      seats,
      options: [],
      leads: [],
      locks: [],
    };
  }
  const { options, slots, leads, locks } = column.plan;
  return {
    portions: options.map((option) => instance.optionPortion[option] as number),
    links: leads.map((lead) => instance.leadLink[lead] as number),
    taus: slots.map((slot) => instance.slotTau[slot] as number),
    seats: [],
    options,
    leads,
    locks,
  };
}

const KINDS = ['taus', 'seats', 'options', 'leads', 'locks'] as const;

/** Coefficient of a plan in a row of recipients, pins or subsets. */
export function coefficientIn(opened: Opened, row: Row, column: PlainColumn): number {
  const taken = takenBy(opened, column);
  if (row.subset !== undefined) {
    const agent = column.kind === 'contact' ? column.contact : -1 - column.gathering;
    return halfTaken(row.subset, agent, taken.portions);
  }
  let sum = 0;
  for (const kind of KINDS)
    for (const [feature, coefficient] of row[kind])
      sum += coefficient * taken[kind].filter((own) => own === feature).length;
  return sum;
}

export type PlainProgram = {
  readonly rows: readonly Row[];
  readonly mostBroken: number;
  readonly limits: Limits | undefined;
};

/** Best value of the linear relaxation over all plans; undefined where there is none. */
export async function plainRelaxation(
  opened: Opened,
  all: readonly PlainColumn[],
  { rows, mostBroken, limits }: PlainProgram,
): Promise<number | undefined> {
  const { instance, softPins } = opened.compiled;
  const columns = all.filter(
    (column) =>
      limits === undefined ||
      (column.kind === 'contact'
        ? keepsContactLimits(opened, column.contact, column.plan, limits)
        : keepsGatheringLimits(opened, column.gathering, column.plan, limits)),
  );
  const builder = createModel();
  const index = columns.map(({ plan }) => builder.addColumn({ objective: plan.points, integer: false }));
  const taken = columns.map((column) => takenBy(opened, column));
  const entriesOf = (coefficient: (column: PlainColumn, j: number) => number): Entry[] =>
    columns.flatMap((column, j): Entry[] => {
      const value = coefficient(column, j);
      return value === 0 ? [] : [[index[j] as number, value]];
    });
  let isPossible = true;
  const addRow = (lower: number, upper: number, entries: readonly Entry[]): void => {
    // The model drops rows that nothing enters.
    if (entries.length > 0) builder.addRow({ lower, upper, entries });
    else if (lower > 0 || upper < 0) isPossible = false;
  };
  for (const p of upTo(instance.portionCount)) {
    const isHeld = opened.held.some(
      (pin) => pin.kind === 'serve' && pin.portionKey === opened.compiled.portions[p]?.key,
    );
    addRow(
      isHeld ? 1 : -Infinity,
      1,
      entriesOf((_, j) => (taken[j]?.portions.includes(p) === true ? 1 : 0)),
    );
  }
  // The idle plan is a plan like any other, so each contact follows plans whose shares make one whole.
  for (const c of upTo(instance.contactCount))
    addRow(
      1,
      1,
      entriesOf((column) => (column.kind === 'contact' && column.contact === c ? 1 : 0)),
    );
  for (const g of upTo(instance.gatheringCount))
    addRow(
      mayStayIdle(opened, g, limits) ? -Infinity : 1,
      1,
      entriesOf((column) => (column.kind === 'gathering' && column.gathering === g ? 1 : 0)),
    );
  for (const l of upTo(instance.leadLink.length))
    addRow(
      0,
      0,
      entriesOf(({ kind }, j) => (taken[j]?.links.includes(l) !== true ? 0 : kind === 'contact' ? 1 : -1)),
    );
  const broken = softPins.map(() => builder.addColumn({ integer: false }));
  addRow(
    -Infinity,
    mostBroken,
    broken.map((j) => [j, 1] as const),
  );
  for (const row of rows) {
    const { meaning } = row;
    const pin = meaning.kind === 'pin' ? softPins.findIndex(({ pin: { pinId } }) => pinId === meaning.pinId) : -1;
    const entries = entriesOf((column) => coefficientIn(opened, row, column));
    addRow(-Infinity, row.most, pin < 0 ? entries : [...entries, [broken[pin] as number, -1]]);
  }
  if (!isPossible) return undefined;
  const { status, values } = await highsBackend.solve(builder.model, { seed: 1, relax: true });
  if (status !== 'optimal' && status !== 'infeasible') throw new Error(`The plain relaxation is ${status}.`);
  return values === undefined
    ? undefined
    : columns.reduce((sum, { plan }, j) => sum + plan.points * (values[j] as number), 0);
}

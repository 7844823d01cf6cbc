// The master over some of its columns as a mixed-integer program: a whole solution of plans that are known already.
// Long function solveRestricted: one row after the other.
import type { Backend } from '../backends/backend.ts';
import { createModel } from '../model/linear-model.ts';
import type { Column } from './columns.ts';
import type { Compiled } from './compile.ts';
import { entriesOfRow } from './master.ts';
import type { Row } from './rows.ts';

export type RestrictedMipOptions = {
  readonly backend: Backend;
  readonly seed: number;
  readonly steps?: number | undefined;
  readonly seconds?: number | undefined;
  readonly mostBroken: number;
  readonly isContactDemanded: (contact: number) => boolean;
  readonly isGatheringDemanded: (gathering: number) => boolean;
  /** Columns of a solution to start from; all of them must be among the columns. */
  readonly start?: readonly Column[] | undefined;
  /** Links whose other side stands outside and is taken. */
  readonly heldLinks?: ReadonlySet<number> | undefined;
  /** Plans that stand outside: what they serve needs nobody here. */
  readonly fixed?: readonly Column[] | undefined;
};

export type RestrictedMip = {
  readonly columns: Column[] | undefined;
  readonly bound: number;
  readonly isProven: boolean;
};

/** Solves the restricted master in whole plans. */
export async function solveRestricted(
  compiled: Compiled,
  columns: readonly Column[],
  rows: readonly Row[],
  options: RestrictedMipOptions,
): Promise<RestrictedMip> {
  const { instance, softPins } = compiled;
  const builder = createModel();
  const index = new Map(columns.map((column) => [column, builder.addColumn({ objective: column.plan.points })]));
  const ofPortion = new Map<number, [number, number][]>();
  const ofContact = new Map<number, [number, number][]>();
  const ofGathering = new Map<number, [number, number][]>();
  const ofLink = new Map<number, [number, number][]>();
  const put = (map: Map<number, [number, number][]>, key: number, entry: [number, number]): void => {
    const own = map.get(key);
    if (own === undefined) map.set(key, [entry]);
    else own.push(entry);
  };
  for (const [column, j] of index) {
    if (column.kind === 'contact') {
      put(ofContact, column.plan.contact, [j, 1]);
      for (const option of column.plan.options) put(ofPortion, instance.optionPortion[option] as number, [j, 1]);
      for (const lead of column.plan.leads) put(ofLink, instance.leadLink[lead] as number, [j, 1]);
    } else {
      put(ofGathering, column.plan.gathering, [j, 1]);
      for (const seat of column.plan.seats) put(ofPortion, instance.seatPortion[seat] as number, [j, 1]);
      for (const link of column.plan.links) put(ofLink, link, [j, -1]);
    }
  }
  for (const [portion, entries] of ofPortion)
    builder.addRow({ lower: instance.portionCertain[portion] === 1 ? 1 : -Infinity, upper: 1, entries });
  for (const [contact, entries] of ofContact)
    builder.addRow({ lower: options.isContactDemanded(contact) ? 1 : -Infinity, upper: 1, entries });
  for (const [gathering, entries] of ofGathering)
    builder.addRow({ lower: options.isGatheringDemanded(gathering) ? 1 : -Infinity, upper: 1, entries });
  for (const [link, entries] of ofLink) {
    // Where the other side stands outside and is taken, this side must be taken too.
    const balance = options.heldLinks?.has(link) === true ? (entries[0]?.[1] ?? 0) : 0;
    builder.addRow({ lower: balance, upper: balance, entries });
  }
  const broken = softPins.map(() => builder.addColumn());
  if (broken.length > 0) builder.addRow({ upper: options.mostBroken, entries: broken.map((j) => [j, 1] as const) });
  for (const row of rows) {
    const entries: [number, number][] = [];
    for (const [column, j] of index) {
      const coefficient = entriesOfRow(instance, column, row);
      if (coefficient !== 0) entries.push([j, coefficient]);
    }
    if (row.meaning.kind === 'pin') {
      const { pinId } = row.meaning;
      entries.push([broken[softPins.findIndex(({ pin }) => pin.pinId === pinId)] as number, -1]);
    }
    builder.addRow({ upper: row.most, entries });
  }
  const start = options.start === undefined ? undefined : new Float64Array(builder.columnCount());
  if (start !== undefined)
    for (const column of options.start ?? []) {
      const j = index.get(column);
      if (j !== undefined) start[j] = 1;
    }
  const result = await options.backend.solve(builder.model, {
    seed: options.seed,
    steps: options.steps,
    seconds: options.seconds,
    start: softPins.length > 0 ? undefined : start,
  });
  const { values } = result;
  return {
    columns:
      values === undefined ? undefined : columns.filter((column) => (values[index.get(column) as number] ?? 0) > 0.5),
    bound: result.bound,
    isProven: result.status === 'optimal',
  };
}

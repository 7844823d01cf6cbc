// The master over some of its columns as a mixed-integer program: a whole solution of plans that are known already.
// Long function solveRestricted: one row after the other.
import type { Backend } from '../backends/backend.ts';
import { highsBackend } from '../backends/highs.ts';
import { createModel } from '../model/linear-model.ts';
import { type Column, linksOf, objectiveOf, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { indexRows, residualRows, softPinOf } from './features.ts';
import type { Row, Separation } from './rows.ts';

export type RestrictedMipOptions = {
  readonly backend: Backend;
  readonly seed: number;
  readonly steps?: number | undefined;
  readonly seconds?: number | undefined;
  readonly mostBroken: number;
  readonly isContactDemanded: (contact: number) => boolean;
  readonly isGatheringDemanded: (gathering: number) => boolean;
  /** Links whose other side stands outside and is taken. */
  readonly heldLinks?: ReadonlySet<number> | undefined;
  /**
   * Points that are of no interest, for programs that take milliseconds: their relaxation, solved at once in this thread, is
   * mostly whole or not worth more. Absent: any solution is of interest.
   */
  readonly above?: number | undefined;
};

/** How far from a whole number a value of a relaxation may be. */
const EPSILON = 1e-6;

/** The best whole solution of the restricted master that was found; undefined where none was. */
export async function solveRestricted(
  compiled: Compiled,
  columns: readonly Column[],
  rows: readonly Row[],
  options: RestrictedMipOptions,
): Promise<Column[] | undefined> {
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
    if (column.kind === 'contact') put(ofContact, column.plan.contact, [j, 1]);
    else put(ofGathering, column.plan.gathering, [j, 1]);
    for (const portion of portionsOf(compiled, column)) put(ofPortion, portion, [j, 1]);
    for (const link of linksOf(compiled, column)) put(ofLink, link, [j, column.kind === 'contact' ? 1 : -1]);
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
  const coefficients = indexRows(instance, rows);
  const rowEntries: [number, number][][] = rows.map(() => []);
  for (const [column, j] of index)
    for (const [r, coefficient] of coefficients(column)) rowEntries[r]?.push([j, coefficient]);
  for (const [r, row] of rows.entries()) {
    const entries = rowEntries[r] as [number, number][];
    const pin = softPinOf(compiled, row);
    if (pin >= 0) entries.push([broken[pin] as number, -1]);
    builder.addRow({ upper: row.most, entries });
  }
  const { seed, steps, seconds, above } = options;
  const relaxed =
    above === undefined ? undefined : await highsBackend.solve(builder.model, { seed, seconds, relax: true });
  if (relaxed?.status === 'optimal' && relaxed.bound < (above as number) + 1 - EPSILON) return undefined;
  const isWhole = relaxed?.values?.every((value) => Math.abs(value - Math.round(value)) < EPSILON) === true;
  const { values } =
    isWhole && relaxed !== undefined ? relaxed : await options.backend.solve(builder.model, { seed, steps, seconds });
  return values === undefined
    ? undefined
    : columns.filter((column) => (values[index.get(column) as number] ?? 0) > 0.5);
}

export type Beside = Omit<RestrictedMipOptions, 'seconds' | 'above'> & {
  /** Seconds for each program, asked before each. */
  readonly secondsEach: () => number;
  /** Points of the free plans that are of no interest. */
  readonly above: number;
  readonly isLate: () => boolean;
};

/**
 * A whole solution of plans that stay and of free ones beside them, worth more than `above` in the free ones and violating
 * no row; rows that had to be learnt are added to `rows`. Undefined where there is none, or it is late.
 */
export async function solveBeside(
  compiled: Compiled,
  { fixed, free, rows }: { readonly fixed: readonly Column[]; readonly free: readonly Column[]; readonly rows: Row[] },
  separation: Separation,
  options: Beside,
): Promise<Column[] | undefined> {
  const { instance, recipientIds } = compiled;
  const recipientsOf = (column: Column): number[] =>
    portionsOf(compiled, column).map((portion) => instance.portionRecipient[portion] as number);
  // A recipient's rows are of interest where one of the free plans serves it; what stays violates nothing by itself.
  const recipients = new Set(free.flatMap(recipientsOf));
  const ids = new Set([...recipients].map((recipient) => recipientIds[recipient] as string));
  const near = fixed.filter((column) => recipientsOf(column).some((recipient) => recipients.has(recipient)));
  const isCommon = ({ meaning }: Row): boolean => meaning.kind === 'pin' || meaning.kind === 'subset';
  const common = residualRows(instance, rows.filter(isCommon), fixed);
  do {
    const own = rows.filter((row) => 'recipientId' in row.meaning && ids.has(row.meaning.recipientId));
    const residual = [...common, ...residualRows(instance, own, near)];
    const found = await solveRestricted(compiled, free, residual, { ...options, seconds: options.secondsEach() });
    if (found === undefined || objectiveOf(found) <= options.above) return undefined;
    const violated = separation.violatedBy([...near, ...found]);
    if (violated.length === 0) return [...fixed, ...found];
    rows.push(...violated);
  } while (!options.isLate());
  return undefined;
}

// Rows of the limit rules and of the stepped tallies. Both sum what columns use of a bucket.
import { type Item, ofKind, type TallyUse, type Use } from '../../src/rules/rule.ts';
import type { Block, SlotOption } from '../candidates/candidates.ts';
import type { Entry, ModelBuilder } from '../model/linear-model.ts';
import { engagementItems, isSeat, leadItems, slotItems } from './columns.ts';
import type { Rows } from './exclusivity.ts';

/** One column's use of a bucket; `group` names columns that exclude each other. */
type ColumnUse<U> = {
  readonly column: number;
  readonly use: U;
  readonly amount: number;
  readonly group: string;
  /** The amount is the most that the column may use; it may use less, or nothing. */
  readonly loose: boolean;
};

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const gcdOf = (amounts: readonly number[]): number => amounts.reduce((g, amount) => gcd(g, amount), 0) || 1;

/**
 * Uses of all columns by bucket. What every slot of a block uses alike is booked on the options (amount × sessions), so
 * that a row has a few dozen entries and not hundreds.
 */
function collect<U extends { readonly bucket: string; readonly amount: number; readonly distinct?: string }>(
  usesOf: (item: Item) => readonly U[],
  { candidates: { blocks, leads }, columns, exclusivity }: Rows,
): Map<string, ColumnUse<U>[]> {
  const buckets = new Map<string, ColumnUse<U>[]>();
  const book = (column: number, use: U, amount: number, group: string, loose = false): void => {
    const found = buckets.get(use.bucket);
    const entry = { column, use, amount, group, loose };
    if (found === undefined) buckets.set(use.bucket, [entry]);
    else found.push(entry);
  };
  const bookItems = (column: number, items: readonly Item[], group: string): void => {
    for (const item of items) for (const use of usesOf(item)) book(column, use, use.amount, group);
  };
  blocks.forEach((block, b) => {
    const once = exclusivity.portion(block.portion.key);
    const portionGroup = (column: number): string => (once ? `portion ${block.portion.key}` : `column ${column}`);
    const xs = columns.x[b] ?? [];
    const ys = columns.y[b] ?? [];
    block.options.forEach((_, o) => {
      const column = xs[o] as number;
      bookItems(column, engagementItems(block, o), portionGroup(column));
    });
    if (isSeat(block)) {
      const column = xs[0] as number;
      bookItems(column, slotItems(block, 0), portionGroup(column));
      return;
    }
    const cells = cellUses(block, ys, usesOf);
    const first = cells[0]?.uses ?? [];
    if (
      cells.every(({ uses, loose }) => !loose && sameUses(first, uses) && uses.every((u) => u.distinct === undefined))
    ) {
      block.options.forEach((option, o) => {
        const column = xs[o] as number;
        for (const use of first) book(column, use, use.amount * option.engagement.form.sessions, portionGroup(column));
      });
      return;
    }
    for (const { column, uses, loose, slot } of cells) {
      const { time, occurrences } = slot;
      const exclusive = once && occurrences[0] !== undefined && exclusivity.day(occurrences[0]);
      const group = exclusive
        ? `portion ${block.portion.key} on ${time.cycleWeek ?? 0}-${time.weekday}`
        : `column ${column}`;
      for (const use of uses) book(column, use, use.amount, group, loose);
    }
  });
  leads.forEach((option, i) => {
    const column = columns.leads[i] as number;
    bookItems(column, leadItems(option), `column ${column}`);
  });
  return buckets;
}

type Amount = { readonly bucket: string; readonly amount: number; readonly distinct?: string };

const sameUses = (a: readonly Amount[], b: readonly Amount[]): boolean =>
  a.length === b.length &&
  a.every((use, i) => use.bucket === b[i]?.bucket && use.amount === b[i]?.amount && use.distinct === b[i]?.distinct);

type Cell<U> = {
  readonly column: number;
  readonly uses: readonly U[];
  readonly loose: boolean;
  readonly slot: SlotOption;
};

/** Uses by slot column; loose, and the largest of each bucket, where the slots of a coarse column differ. */
function cellUses<U extends Amount>(
  block: Block,
  ys: readonly number[],
  usesOf: (item: Item) => readonly U[],
): Cell<U>[] {
  const cells = new Map<number, Cell<U>>();
  block.slots.forEach((slot, s) => {
    const column = ys[s] as number;
    const uses = slotItems(block, s).flatMap((item) => [...usesOf(item)]);
    const cell = cells.get(column);
    if (cell === undefined) cells.set(column, { column, uses, loose: false, slot });
    else if (!sameUses(cell.uses, uses)) {
      const largest = new Map<string, U>();
      for (const use of [...cell.uses, ...uses])
        if (use.amount > (largest.get(use.bucket)?.amount ?? -1)) largest.set(use.bucket, use);
      cells.set(column, { ...cell, uses: [...largest.values()], loose: true });
    }
  });
  return [...cells.values()];
}

/** Entries that count each distinct key once, by a column of its own where several columns may carry one key. */
function distinctEntries(
  builder: ModelBuilder,
  uses: readonly ColumnUse<Use>[],
): { entries: Entry[]; groups: Map<string, number> } {
  const entries: Entry[] = [];
  const groups = new Map<string, number>();
  const plain = uses.filter(({ use }) => use.distinct === undefined);
  for (const { column, amount, group } of plain) {
    entries.push([column, amount]);
    groups.set(`${group}|${column}`, (groups.get(`${group}|${column}`) ?? 0) + amount);
  }
  const mostByGroup = new Map<string, number>();
  for (const [key, amount] of groups) {
    const group = key.slice(0, key.lastIndexOf('|'));
    mostByGroup.set(group, Math.max(mostByGroup.get(group) ?? 0, amount));
  }
  const byKey = new Map<string, ColumnUse<Use>[]>();
  for (const entry of uses)
    if (entry.use.distinct !== undefined) {
      const members = byKey.get(entry.use.distinct);
      if (members === undefined) byKey.set(entry.use.distinct, [entry]);
      else members.push(entry);
    }
  for (const [key, members] of byKey) {
    const byGroup = new Map<string, Set<number>>();
    for (const { column, group } of members) byGroup.set(group, (byGroup.get(group) ?? new Set<number>()).add(column));
    const amount = members[0]?.amount ?? 0;
    mostByGroup.set(`distinct ${key}`, amount);
    if (byGroup.size === 1) {
      for (const column of new Set(members.map((member) => member.column))) entries.push([column, amount]);
      continue;
    }
    const sets = [...byGroup.values()];
    const counted = builder.addColumn({
      integer: false,
      follows: (values) => (sets.some((set) => [...set].some((column) => (values[column] ?? 0) > 0.5)) ? 1 : 0),
    });
    for (const group of sets)
      builder.addRow({ upper: 0, entries: [...[...group].map((column): Entry => [column, 1]), [counted, -1]] });
    entries.push([counted, amount]);
  }
  return { entries, groups: mostByGroup };
}

/** Adds the rows of every limit rule. */
export function addLimitRows(rows: Rows): void {
  const { world, rules, builder } = rows;
  // A bucket with a `least` holds only where something is in it: one opening column for each set of columns.
  const openings = new Map<string, number>();
  const openingOf = (members: readonly number[]): number => {
    const distinct = [...new Set(members)].sort((a, b) => a - b);
    const key = distinct.join();
    const found = openings.get(key);
    if (found !== undefined) return found;
    const opening = builder.addColumn({
      follows: (values) => (distinct.some((column) => (values[column] ?? 0) > 0.5) ? 1 : 0),
    });
    openings.set(key, opening);
    for (const column of distinct)
      builder.addRow({
        upper: 0,
        entries: [
          [column, 1],
          [opening, -1],
        ],
      });
    builder.addRow({ lower: 0, entries: [...distinct.map((column): Entry => [column, 1]), [opening, -1]] });
    return opening;
  };
  for (const rule of ofKind(rules, 'limit')) {
    const buckets = collect((item) => rule.uses(world, item), rows);
    // A loose use may be nothing, so it binds nobody.
    for (const uses of buckets.values()) {
      const firm = uses.filter(({ loose }) => !loose);
      if (firm.length > 0) addBucket(builder, firm, openingOf);
    }
  }
}

function addBucket(
  builder: ModelBuilder,
  uses: readonly ColumnUse<Use>[],
  openingOf: (columns: readonly number[]) => number,
): void {
  const { most = Infinity, least = 0 } = uses[0]?.use ?? {};
  const enforcing = uses.filter(({ use }) => use.enforced !== false);
  if (enforcing.length === 0) return;
  const { entries, groups } = distinctEntries(builder, uses);
  const scale = gcdOf(uses.map(({ amount }) => amount));
  const scaled = entries.map(([column, amount]): Entry => [column, amount / scale]);
  const reach = [...groups.values()].reduce((sum, amount) => sum + amount, 0);
  const conditional = enforcing.length < uses.length && uses.some(({ use }) => use.enforced === false);
  if (least > 0) {
    const opening = openingOf(uses.map(({ column }) => column));
    builder.addRow({ lower: 0, entries: [...scaled, [opening, -Math.ceil(least / scale)]] });
    if (most < reach) builder.addRow({ upper: 0, entries: [...scaled, [opening, -Math.floor(most / scale)]] });
    return;
  }
  const packing = most === 1 && uses.every(({ amount }) => amount === 1);
  if (reach <= most && !packing) return;
  const limit = Math.floor(most / scale);
  if (!conditional) {
    builder.addRow({ upper: limit, entries: scaled });
    return;
  }
  // Enforced only where an enforcing column is chosen: Σ ≤ limit + (reach − limit)(1 − x).
  const slack = Math.ceil(reach / scale) - limit;
  for (const column of new Set(enforcing.map((entry) => entry.column)))
    builder.addRow({ upper: limit + slack, entries: [...scaled, [column, slack]] });
}

/** Adds the columns and rows of the stepped tallies: whole steps risen, whole steps fallen. */
export function addTallies(rows: Rows): void {
  const { world, rules, builder } = rows;
  for (const rule of ofKind(rules, 'term')) {
    const { tally } = rule;
    if (tally === undefined) continue;
    const buckets = collect<TallyUse>((item) => tally(world, item), rows);
    for (const uses of buckets.values()) addTally(builder, uses);
  }
}

function addTally(builder: ModelBuilder, uses: readonly ColumnUse<TallyUse>[]): void {
  const { rise, fall } = uses[0]?.use ?? {};
  const scale = gcdOf(uses.map(({ amount }) => amount));
  const entries = uses.map(({ column, amount }): Entry => [column, amount / scale]);
  const total = uses.reduce((sum, { amount }) => sum + amount, 0);
  const taken = (values: Float64Array): number =>
    uses.reduce((sum, { column, amount }) => sum + amount * (values[column] ?? 0), 0);
  if (rise !== undefined && rise.points > 0) {
    const steps = Math.floor(rise.upTo / rise.step);
    const integer = uses.some(({ amount }) => amount % rise.step !== 0);
    if (steps > 0) {
      const risen = builder.addColumn({
        objective: rise.points,
        upper: steps,
        integer,
        follows: (values) => Math.min(steps, Math.floor(taken(values) / rise.step)),
      });
      builder.addRow({ upper: 0, entries: [[risen, rise.step / scale], ...entries.map(([c, v]): Entry => [c, -v])] });
    }
  }
  if (fall !== undefined && fall.points > 0 && total > fall.beyond && uses.every(({ loose }) => !loose)) {
    const upper = Math.ceil((total - fall.beyond) / fall.step);
    const fallen = builder.addColumn({
      objective: -fall.points,
      upper,
      follows: (values) => Math.ceil(Math.max(0, taken(values) - fall.beyond) / fall.step),
    });
    builder.addRow({ upper: fall.beyond / scale, entries: [...entries, [fallen, -fall.step / scale]] });
  }
}

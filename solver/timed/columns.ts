// The columns of the `timed` formulation, and which of them exclude each other.
//
//   x[b][o]  option o of block b is chosen                    (binary, its engagement points)
//   y[b][s]  a session of block b takes slot s                (binary, its slot points); Σ_s y = Σ_o sessions·x
//   ℓ[i]     lead option i leads (group), or accompanies an offer that somebody uses
// A seat has one option and one slot: x and y are the same column. A coarse model, whose optimum bounds the exact one,
// has one y for each block and day.
import type { Item } from '../../src/rules/rule.ts';
import type { Block, Candidates, LeadOption } from '../candidates/candidates.ts';
import type { Entry, ModelBuilder } from '../model/linear-model.ts';
import type { Exclusivity } from './exclusivity.ts';

export type Columns = {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
  readonly leads: readonly number[];
};

export const isSeat = (block: Block): boolean => block.options[0]?.engagement.gathering !== undefined;

/** Slots that share a column: each its own, or in a coarse model all of one day. */
function cellsOf(block: Block, coarse: boolean): { points: number; slots: number[] }[] {
  const cells = new Map<string, { points: number; slots: number[] }>();
  block.slots.forEach(({ time, points }, s) => {
    const key = coarse ? `${time.cycleWeek ?? 0}-${time.weekday}` : `${s}`;
    const cell = cells.get(key) ?? { points: -Infinity, slots: [] };
    cell.points = Math.max(cell.points, points);
    cell.slots.push(s);
    cells.set(key, cell);
  });
  return [...cells.values()];
}

/** Adds x, y and ℓ with the rows that link them. In a coarse model a day's best slot speaks for the whole day. */
export function addColumns(
  builder: ModelBuilder,
  { blocks, leads }: Candidates,
  exclusivity: Exclusivity,
  coarse: boolean,
): Columns {
  const x: number[][] = [];
  const y: number[][] = [];
  for (const block of blocks) {
    if (isSeat(block)) {
      const points = (block.options[0]?.points ?? 0) + (block.slots[0]?.points ?? 0);
      const seat = builder.addColumn({ objective: points });
      x.push([seat]);
      y.push([seat]);
      continue;
    }
    const options = block.options.map((option) => builder.addColumn({ objective: option.points }));
    const sessions = block.options.map(({ engagement }) => engagement.form.sessions);
    const once = block.slots[0]?.occurrences[0];
    const upper = !coarse || (once !== undefined && exclusivity.day(once)) ? 1 : Math.max(...sessions);
    const slots: number[] = [];
    const cells = cellsOf(block, coarse).map(({ points, slots: members }) => {
      const column = builder.addColumn({ objective: points, upper });
      for (const s of members) slots[s] = column;
      return column;
    });
    builder.addRow({
      lower: 0,
      upper: 0,
      entries: [
        ...cells.map((column): Entry => [column, 1]),
        ...options.map((column, o): Entry => [column, -(sessions[o] ?? 0)]),
      ],
    });
    x.push(options);
    y.push(slots);
  }
  return { x, y, leads: leads.map(() => builder.addColumn()) };
}

export const engagementItems = (block: Block, option: number): Item[] => {
  const engagement = block.options[option]?.engagement;
  return engagement === undefined ? [] : [{ kind: 'engagement', engagement }];
};

export const slotItems = (block: Block, slot: number): Item[] =>
  (block.slots[slot]?.occurrences ?? []).map((occurrence) => ({ kind: 'occurrence', occurrence }));

export const leadItems = ({ lead, occurrences }: LeadOption): Item[] => [
  { kind: 'lead', lead },
  ...occurrences.map((occurrence): Item => ({ kind: 'occurrence', occurrence })),
];

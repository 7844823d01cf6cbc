// The columns of the `timed` formulation, and which of them exclude each other.
//
//   x[b][o]  option o of block b is chosen                    (binary, its engagement points)
//   y[b][s]  a session of block b takes slot s                (binary, its slot points); Σ_s y = Σ_o sessions·x
//   ℓ[i]     lead option i leads (group), or accompanies an offer that somebody uses
// A seat has one option and one slot: x and y are the same column.
import type { Item } from '../../src/rules/rule.ts';
import type { Block, Candidates, LeadOption } from '../candidates/candidates.ts';
import type { ModelBuilder } from '../model/linear-model.ts';

export type Columns = {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
  readonly leads: readonly number[];
};

/** What one column stands for: items it puts into a plan, `count` times where it stands for several sessions. */
export type Carrier = {
  readonly column: number;
  readonly items: readonly Item[];
  /** Columns with an equal key never stand together at 1; unique where nothing is known. */
  readonly exclusive: string;
};

export const isSeat = (block: Block): boolean => block.options[0]?.engagement.gathering !== undefined;

export function addColumns(builder: ModelBuilder, { blocks, leads }: Candidates): Columns {
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
    const slots = block.slots.map((slot) => builder.addColumn({ objective: slot.points }));
    builder.addRow({
      lower: 0,
      upper: 0,
      entries: [
        ...slots.map((column) => [column, 1] as const),
        ...options.map((column, o) => [column, -(block.options[o]?.engagement.form.sessions ?? 0)] as const),
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

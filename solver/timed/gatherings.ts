// Rows that tie seats to those who lead: accompanying contacts come exactly where somebody takes part, and a seat and a
// leader who must not meet exclude each other.
import type { Candidates } from '../candidates/candidates.ts';
import type { Entry, ModelBuilder } from '../model/linear-model.ts';
import type { Columns } from './columns.ts';

export function addGatheringRows(builder: ModelBuilder, candidates: Candidates, columns: Columns): void {
  const { blocks, leads, incompatible } = candidates;
  leads.forEach(({ lead, role }, i) => {
    if (role !== 'accompany') return;
    const leader = columns.leads[i] as number;
    const seats = blocks.flatMap((block, b) =>
      block.options[0]?.engagement.gathering === lead.gathering ? [columns.x[b]?.[0] as number] : [],
    );
    for (const seat of seats)
      builder.addRow({
        upper: 0,
        entries: [
          [seat, 1],
          [leader, -1],
        ],
      });
    builder.addRow({ lower: 0, entries: [...seats.map((seat): Entry => [seat, 1]), [leader, -1]] });
  });
  const blockIndex = new Map(blocks.map((block, b) => [block, b]));
  const leadIndex = new Map(leads.map((lead, i) => [lead, i]));
  for (const { block, lead } of incompatible) {
    const seat = columns.x[blockIndex.get(block) ?? -1]?.[0];
    const leader = columns.leads[leadIndex.get(lead) ?? -1];
    if (seat !== undefined && leader !== undefined)
      builder.addRow({
        upper: 1,
        entries: [
          [seat, 1],
          [leader, 1],
        ],
      });
  }
}

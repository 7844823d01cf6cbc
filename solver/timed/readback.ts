// From a point of the `timed` model to a choice and back.
import type { Choice, Chosen } from '../choice.ts';
import type { Block } from '../candidates/candidates.ts';
import type { TimedModel } from './build.ts';
import { isSeat } from './columns.ts';

const stands = (values: ArrayLike<number>, column: number | undefined): boolean =>
  column !== undefined && (values[column] ?? 0) > 0.5;

/** What a point chooses; options in candidate order, times in weekday order. */
export function readChoice({ candidates, columns }: TimedModel, values: ArrayLike<number>): Choice {
  const served: Chosen[] = [];
  candidates.blocks.forEach((block, b) => {
    block.options.forEach(({ engagement }, o) => {
      if (!stands(values, columns.x[b]?.[o])) return;
      const times = isSeat(block)
        ? block.slots.map((slot) => slot.time)
        : block.slots.filter((_, s) => stands(values, columns.y[b]?.[s])).map((slot) => slot.time);
      served.push({ engagement, times });
    });
  });
  const leads = candidates.leads.filter((_, i) => stands(values, columns.leads[i])).map((option) => option.lead);
  return { served, leads };
}

const sameForm = (block: Block, o: number, { engagement }: Chosen): boolean => {
  const option = block.options[o]?.engagement;
  return (
    option !== undefined &&
    option.portion.key === engagement.portion.key &&
    option.contact?.id === engagement.contact?.id &&
    option.gathering?.key === engagement.gathering?.key &&
    option.form.sessions === engagement.form.sessions &&
    option.form.minutes === engagement.form.minutes &&
    option.form.cycleWeeks === engagement.form.cycleWeeks
  );
};

/**
 * The point of a choice, the columns that follow from it filled in; undefined where the model has no column for it.
 */
export function writeChoice({ candidates, columns, builder }: TimedModel, choice: Choice): Float64Array | undefined {
  const values = new Float64Array(builder.columnCount());
  for (const chosen of choice.served) {
    const found = candidates.blocks.findIndex(
      (block) =>
        block.portion.key === chosen.engagement.portion.key && block.options.some((_, o) => sameForm(block, o, chosen)),
    );
    const block = candidates.blocks[found];
    if (block === undefined) return undefined;
    const o = block.options.findIndex((_, index) => sameForm(block, index, chosen));
    values[columns.x[found]?.[o] as number] = 1;
    for (const time of chosen.times) {
      const s = block.slots.findIndex(
        (slot) =>
          slot.time.weekday === time.weekday &&
          slot.time.start === time.start &&
          slot.time.cycleWeek === time.cycleWeek,
      );
      if (s < 0) return undefined;
      values[columns.y[found]?.[s] as number] = 1;
    }
  }
  for (const lead of choice.leads) {
    const i = candidates.leads.findIndex(
      (option) => option.lead.gathering.key === lead.gathering.key && option.lead.contact.id === lead.contact.id,
    );
    if (i < 0) return undefined;
    values[columns.leads[i] as number] = 1;
  }
  return builder.complete(values);
}

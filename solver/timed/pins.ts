// Pins as rows: matching options and slots reach 1, or the pin's own column says that it is broken.
import type { Pinned, World } from '../../src/domain/world.ts';
import { isDormant } from '../../src/domain/pins.ts';
import { clockOf } from '../../src/domain/time.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Block, Candidates, LeadOption } from '../candidates/candidates.ts';
import type { Entry, ModelBuilder } from '../model/linear-model.ts';
import type { Columns } from './columns.ts';

/** A pin in the model. `broken` is 1 where the plan does not hold it. */
export type PinColumn = { readonly pin: Pinned; readonly broken: number; readonly hopeless: boolean };

/** Whether a block is an alternative that a pin asks for. */
export function servesPin(pin: Pinned, block: Block): boolean {
  if (pin.kind !== 'serve' || block.portion.key !== pin.portionKey) return false;
  const engagement = block.options[0]?.engagement;
  if (engagement === undefined) return false;
  if (engagement.contact !== undefined) return engagement.contact.id === pin.contactId;
  const { gathering } = engagement;
  return gathering.kind === 'group' ? gathering.id === pin.groupId : gathering.id === pin.offerId;
}

export const leadsPin = (pin: Pinned, { lead }: LeadOption): boolean =>
  pin.kind === 'lead' &&
  lead.gathering.kind === 'group' &&
  lead.gathering.id === pin.groupId &&
  lead.contact.id === pin.contactId;

/** Whether a slot holds the session that a pin locks; true where it locks none. A weekly slot holds it in either week. */
export function slotMatchesPin(
  pin: Pinned,
  time: { weekday: number; start: number; cycleWeek: 1 | 2 | undefined },
): boolean {
  if (pin.kind !== 'serve' || pin.slot === undefined) return true;
  const { weekday, start, cycleWeek } = pin.slot;
  const inWeek = cycleWeek === undefined || time.cycleWeek === undefined || cycleWeek === time.cycleWeek;
  return inWeek && weekday === time.weekday && start === clockOf(time.start);
}

/** Adds a column and rows for every pin that is awake; none where the ruleset has no pin rule. */
export function addPins(
  world: World,
  rules: Ruleset,
  builder: ModelBuilder,
  { blocks, leads }: Candidates,
  columns: Columns,
): PinColumn[] {
  if (ofKind(rules, 'pin').length === 0) return [];
  return world.pins
    .filter((pin) => !isDormant(world, pin))
    .map((pin) => {
      const holding: Entry[] = leads.flatMap((option, i): Entry[] =>
        leadsPin(pin, option) ? [[columns.leads[i] as number, 1]] : [],
      );
      const slots: Entry[] = [];
      blocks.forEach((block, b) => {
        if (!servesPin(pin, block)) return;
        for (const column of columns.x[b] ?? []) holding.push([column, 1]);
        block.slots.forEach((slot, s) => {
          if (slotMatchesPin(pin, slot.time)) slots.push([columns.y[b]?.[s] as number, 1]);
        });
      });
      const locked = pin.kind === 'serve' && pin.slot !== undefined;
      const reached = (entries: readonly Entry[], values: Float64Array): boolean =>
        entries.some(([column]) => (values[column] ?? 0) > 0.5);
      const broken = builder.addColumn({
        follows: (values) => (reached(holding, values) && (!locked || reached(slots, values)) ? 0 : 1),
      });
      builder.addRow({ lower: 1, entries: [...holding, [broken, 1]] });
      if (locked) builder.addRow({ lower: 1, entries: [...slots, [broken, 1]] });
      return { pin, broken, hopeless: holding.length === 0 || (locked && slots.length === 0) };
    });
}

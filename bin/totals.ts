// The figures of a plan: granted and served time, and how many parts are served fully, partly or not at all.
import type { World } from '../src/domain/world.ts';
import { portionKey } from '../src/domain/world.ts';
import type { Plan } from '../src/schema/plan.ts';
import { shownPortions } from './plan-file.ts';

export type Totals = {
  /** Minutes a week on average; a monthly grant counts as a quarter a week. */
  readonly grantedMinutes: number;
  readonly servedMinutes: number;
  readonly parts: {
    readonly total: number;
    readonly fully: number;
    readonly partly: number;
    readonly unserved: number;
  };
};

/** Figures of everybody who may be shown; minutes are summed over two weeks and halved, rounded down. */
export function totalsOf(world: World, plan: Plan): Totals {
  const served = new Map<string, number>();
  for (const { partId, share, cycleWeeks, pattern } of plan.assignments) {
    const minutes = pattern.reduce((sum, slot) => sum + slot.minutes, 0) * (cycleWeeks === 1 ? 2 : 1);
    served.set(portionKey(partId, share), minutes);
  }
  const byPart = new Map<string, { granted: number; served: number }>();
  for (const { key, part, grantedMinutes } of shownPortions(world)) {
    const sum = byPart.get(part.id) ?? { granted: 0, served: 0 };
    sum.granted += grantedMinutes;
    sum.served += served.get(key) ?? 0;
    byPart.set(part.id, sum);
  }
  const parts = [...byPart.values()];
  const fully = parts.filter((part) => part.served >= part.granted).length;
  const unserved = parts.filter((part) => part.served === 0).length;
  return {
    grantedMinutes: Math.floor(parts.reduce((sum, part) => sum + part.granted, 0) / 2),
    servedMinutes: Math.floor(parts.reduce((sum, part) => sum + part.served, 0) / 2),
    parts: { total: parts.length, fully, partly: parts.length - fully - unserved, unserved },
  };
}

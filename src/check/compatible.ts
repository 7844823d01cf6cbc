// How many of some engagements could be at once, as far as conflicts between two of them say: a largest independent set of those who
// do not clash. Clashes such as people who are to be kept apart are few, so most are in it at once.
import type { Engagement } from '../domain/items.ts';
import type { World } from '../domain/world.ts';
import type { ConflictRule } from '../rules/rule.ts';

/** Choices to try; then all are taken for compatible, which keeps a reason from being believed, and never makes one. */
const MOST_TRIES = 20_000;

type Clashes = ReadonlyMap<Engagement, ReadonlySet<Engagement>>;

function clashesAmong(
  world: World,
  conflicts: readonly ConflictRule[],
  engagements: readonly Engagement[],
): Map<Engagement, Set<Engagement>> {
  const clashes = new Map(engagements.map((engagement) => [engagement, new Set<Engagement>()]));
  for (const [index, a] of engagements.entries())
    for (const b of engagements.slice(index + 1))
      if (conflicts.some((rule) => rule.engagements?.(world, a, b) !== undefined)) {
        clashes.get(a)?.add(b);
        clashes.get(b)?.add(a);
      }
  return clashes;
}

const clashesIn = (clashes: Clashes, one: Engagement, others: ReadonlySet<Engagement>): number =>
  [...(clashes.get(one) ?? [])].filter((other) => others.has(other)).length;

/** A largest choice of engagements of which no two clash; all of them where that takes too long to tell. */
export function largestCompatible(
  world: World,
  conflicts: readonly ConflictRule[],
  engagements: readonly Engagement[],
): readonly Engagement[] {
  const clashes = clashesAmong(world, conflicts, engagements);
  let best: readonly Engagement[] = [];
  let tries = 0;
  const choose = (open: ReadonlySet<Engagement>, chosen: readonly Engagement[]): void => {
    if (tries++ > MOST_TRIES || chosen.length + open.size <= best.length) return;
    const counts = [...open].map((one) => ({ one, count: clashesIn(clashes, one, open) }));
    const { one, count } = counts.reduce((most, next) => (next.count > most.count ? next : most), {
      one: undefined as Engagement | undefined,
      count: 0,
    });
    if (one === undefined || count === 0) {
      best = [...chosen, ...open];
      return;
    }
    const without = new Set(open);
    without.delete(one);
    const beside = [...without].filter((other) => clashes.get(one)?.has(other) !== true);
    choose(new Set(beside), [...chosen, one]);
    choose(without, chosen);
  };
  choose(new Set(engagements), []);
  return tries > MOST_TRIES ? engagements : best;
}

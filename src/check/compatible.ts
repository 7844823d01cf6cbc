// Whether enough of some items could be at once, as far as clashes between two of them say. Clashes such as people who are to be kept
// apart are few, so most could be in it at once.

/** Items to look at in all; then there are taken to be enough, which keeps a reason from being believed, and never makes one. */
const MOST_LOOKS = 2_000_000;

function clashesAmong<T>(items: readonly T[], doClash: (a: T, b: T) => boolean): ReadonlyMap<T, ReadonlySet<T>> {
  const clashes = new Map(items.map((item) => [item, new Set<T>()]));
  for (const [index, a] of items.entries())
    for (const b of items.slice(index + 1))
      if (doClash(a, b)) {
        clashes.get(a)?.add(b);
        clashes.get(b)?.add(a);
      }
  return clashes;
}

/** The item that clashes with the most of the others; undefined where none do. */
function mostClashing<T>(items: ReadonlySet<T>, clashes: ReadonlyMap<T, ReadonlySet<T>>): T | undefined {
  let most: { readonly item: T; readonly count: number } | undefined;
  for (const item of items) {
    const count = [...(clashes.get(item) ?? [])].filter((other) => items.has(other)).length;
    if (count > (most?.count ?? 0)) most = { item, count };
  }
  return most?.item;
}

/**
 * Whether some of the items, of which no two clash, are enough: true also where that takes too long to tell. Items that are enough
 * must be so with more items too.
 */
export function couldBeEnough<T>(
  items: readonly T[],
  doClash: (a: T, b: T) => boolean,
  isEnough: (items: readonly T[]) => boolean,
): boolean {
  if (!isEnough(items)) return false;
  const clashes = clashesAmong(items, doClash);
  let looks = 0;
  /** Of items that are enough but for their clashes. */
  const search = (left: ReadonlySet<T>): boolean => {
    const one = mostClashing(left, clashes);
    looks += left.size;
    if (one === undefined || looks > MOST_LOOKS) return true;
    const others = [...left].filter((item) => item !== one);
    const beside = others.filter((item) => clashes.get(one)?.has(item) !== true);
    return [others, [one, ...beside]].some((next) => isEnough(next) && search(new Set(next)));
  };
  return search(new Set(items));
}

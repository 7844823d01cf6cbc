// Numbers for things, in order of first appearance, and ranges of what belongs together.

/** Numbers each thing once, from 0 on. */
export function numbered<T>(things: Iterable<T>): ReadonlyMap<T, number> {
  const index = new Map<T, number>();
  for (const thing of things) if (!index.has(thing)) index.set(thing, index.size);
  return index;
}

/** `[0, n1, n1 + n2, …]` of counts. */
export function offsets(counts: readonly number[]): Int32Array {
  const from = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) from[i + 1] = (from[i] as number) + (counts[i] as number);
  return from;
}

/** Indices by what they belong to; the lists are made when one is first asked for. */
export function listsBy(owner: Int32Array): (of: number) => readonly number[] {
  let lists: Map<number, number[]> | undefined;
  return (of) => {
    if (lists === undefined) {
      lists = new Map();
      for (let i = 0; i < owner.length; i++) {
        const own = lists.get(owner[i] as number);
        if (own === undefined) lists.set(owner[i] as number, [i]);
        else own.push(i);
      }
    }
    return lists.get(of) ?? [];
  };
}

// Grouping into a Map in order of first appearance (Map.groupBy needs Node 21).

export function groupBy<K, V>(items: Iterable<V>, key: (item: V) => K): Map<K, V[]> {
  const map = new Map<K, V[]>();
  for (const item of items) {
    const at = key(item);
    const found = map.get(at);
    if (found === undefined) map.set(at, [item]);
    else found.push(item);
  }
  return map;
}

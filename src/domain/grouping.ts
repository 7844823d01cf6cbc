// Grouping into a Map in order of first appearance (Map.groupBy needs Node 21).

export function groupBy<K, V>(items: Iterable<V>, key: (item: V) => K): Map<K, V[]> {
  const map = new Map<K, V[]>();
  for (const item of items) {
    const found = map.get(key(item));
    if (found === undefined) map.set(key(item), [item]);
    else found.push(item);
  }
  return map;
}

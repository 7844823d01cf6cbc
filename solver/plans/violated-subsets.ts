// Finds subset rows that a fractional solution violates: all of three rows, and longer odd cycles by elimination modulo 2.
import { agentOf, type Column, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import type { Master } from './master.ts';
import { subsetRow } from './rows.ts';
import type { Subset } from './subsets.ts';

/** A violation below this is not worth a row. */
const LEAST = 0.02;
/** Rows of one round in all, and of each portion. */
const MOST = 400;
const MOST_OF_PORTION = 4;
/** Rows of a subset. */
const LARGEST = 25;
const TAKEN = 1e-6;

/** A plan followed in part: the rows it takes, and how much it is followed. */
type Part = { readonly rows: readonly number[]; readonly value: number };
/** For each row, how much of it is taken together with each other row. */
type Graph = ReadonlyMap<number, ReadonlyMap<number, number>>;

function graphOf(parts: readonly Part[]): Graph {
  const graph = new Map<number, Map<number, number>>();
  for (const { rows, value } of parts)
    for (const a of rows) {
      const own = graph.get(a) ?? new Map<number, number>();
      graph.set(a, own);
      for (const b of rows) if (a !== b) own.set(b, (own.get(b) ?? 0) + value);
    }
  return graph;
}

/** Rows that plans followed in part connect. */
function componentsOf(graph: Graph): number[][] {
  const seen = new Set<number>();
  const components: number[][] = [];
  for (const start of graph.keys()) {
    if (seen.has(start)) continue;
    const rows = [start];
    seen.add(start);
    for (let at = 0; at < rows.length; at++)
      for (const next of graph.get(rows[at] as number)?.keys() ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          rows.push(next);
        }
    components.push(rows);
  }
  return components;
}

/** A sum of rows modulo 2: which, the plans left with an odd number of them (bits), and what the rows leave untaken. */
type Sum = { rows: bigint; odd: bigint; slack: number };

/**
 * Odd numbers of rows of which plans take even numbers nearly always (zero-half cuts by elimination modulo 2: Koster,
 * Zymolka and Kutschka 2009): plans are eliminated one after the other, those followed most first, each by the tightest sum
 * of rows that has it.
 */
function* zeroHalves(rows: readonly number[], ofRow: ReadonlyMap<number, readonly Part[]>): Iterable<number[]> {
  const parts = [...new Set(rows.flatMap((row) => ofRow.get(row) ?? []))].sort((a, b) => b.value - a.value);
  const bitOf = new Map(parts.map((part, i) => [part, 1n << BigInt(i)]));
  const sums = rows.map((row, i): Sum => {
    const own = ofRow.get(row) ?? [];
    return {
      rows: 1n << BigInt(i),
      odd: own.reduce((bits, part) => bits | (bitOf.get(part) as bigint), 0n),
      slack: Math.max(0, 1 - own.reduce((sum, { value }) => sum + value, 0)),
    };
  });
  const pivots = new Set<Sum>();
  for (const part of parts) {
    const bit = bitOf.get(part) as bigint;
    let pivot: Sum | undefined;
    for (const sum of sums)
      if ((sum.odd & bit) !== 0n && !pivots.has(sum) && (pivot === undefined || sum.slack < pivot.slack)) pivot = sum;
    if (pivot === undefined) continue;
    pivots.add(pivot);
    for (const sum of sums) {
      if ((sum.odd & bit) === 0n || pivots.has(sum)) continue;
      sum.rows ^= pivot.rows;
      sum.odd ^= pivot.odd;
      sum.slack += pivot.slack;
      if (sum.slack >= 1) continue;
      const taken = rows.filter((_, i) => (sum.rows & (1n << BigInt(i))) !== 0n);
      if (taken.length % 2 === 1 && taken.length > 3 && taken.length <= LARGEST) yield taken;
    }
  }
}

/** Rows of three that are all taken together pair by pair. */
function* triangles(graph: Graph): Iterable<number[]> {
  for (const [a, own] of graph)
    for (const b of own.keys())
      if (a < b) for (const c of own.keys()) if (b < c && graph.get(b)?.has(c) === true) yield [a, b, c];
}

/** Subsets that a fractional solution violates, the most violated first. */
export function violatedSubsets(compiled: Compiled, columns: readonly Column[], values: ArrayLike<number>): Subset[] {
  const { portionCount: P, contactCount: C } = compiled.instance;
  const rowOf = (agent: number): number => (agent >= 0 ? P + agent : P + C - 1 - agent);
  const agentAt = (row: number): number => (row < P + C ? row - P : P + C - 1 - row);
  const parts = columns.flatMap((column, j): Part[] => {
    const value = values[j] ?? 0;
    if (value < TAKEN || value > 1 - TAKEN) return [];
    return [{ rows: [...portionsOf(compiled, column), rowOf(agentOf(column))], value }];
  });
  const ofRow = new Map<number, Part[]>();
  for (const part of parts)
    for (const row of part.rows) {
      const own = ofRow.get(row);
      if (own === undefined) ofRow.set(row, [part]);
      else own.push(part);
    }
  const graph = graphOf(parts);
  const found = new Map<string, { readonly rows: readonly number[]; readonly violation: number }>();
  const consider = (rows: readonly number[]): void => {
    const sorted = [...rows].sort((a, b) => a - b);
    const key = sorted.join();
    if (found.has(key)) return;
    const isIn = new Set(sorted);
    let sum = 0;
    for (const part of new Set(sorted.flatMap((row) => ofRow.get(row) ?? [])))
      sum += part.value * (part.rows.reduce((count, row) => count + (isIn.has(row) ? 1 : 0), 0) >> 1);
    const violation = sum - (sorted.length >> 1);
    if (violation > LEAST) found.set(key, { rows: sorted, violation });
  };
  for (const rows of triangles(graph)) consider(rows);
  for (const component of componentsOf(graph)) for (const rows of zeroHalves(component, ofRow)) consider(rows);
  const used = new Map<number, number>();
  const chosen: Subset[] = [];
  for (const { rows } of [...found.values()].sort((a, b) => b.violation - a.violation)) {
    if (chosen.length === MOST) break;
    const portions = rows.filter((row) => row < P);
    if (portions.some((portion) => (used.get(portion) ?? 0) >= MOST_OF_PORTION)) continue;
    for (const portion of portions) used.set(portion, (used.get(portion) ?? 0) + 1);
    chosen.push({ portions, agents: rows.filter((row) => row >= P).map(agentAt) });
  }
  return chosen;
}

/** Adds the subset rows that a solution of the master violates; says whether there were any. */
export function addSubsets(compiled: Compiled, master: Master, values: ArrayLike<number>): boolean {
  const violated = violatedSubsets(compiled, master.columns, values);
  master.addRows(violated.map((subset) => subsetRow(compiled, subset)));
  return violated.length > 0;
}

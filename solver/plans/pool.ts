// Plans that neighbourhoods are grown from and put together of: those of the master, and what neighbourhoods found.
import { agentOf, type Column, columnKey, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';

/** Plans known so far, by whose they are. */
export type Pool = {
  add(columns: readonly Column[]): void;
  of(agent: number): readonly Column[];
  agents(portion: number): ReadonlySet<number>;
};

export function createPool(compiled: Compiled): Pool {
  const keys = new Set<string>();
  const byAgent = new Map<number, Column[]>();
  const byPortion = new Map<number, Set<number>>();
  const none: readonly Column[] = [];
  const nobody: ReadonlySet<number> = new Set();
  return {
    add(columns) {
      for (const column of columns) {
        const key = columnKey(column);
        if (keys.has(key)) continue;
        keys.add(key);
        const agent = agentOf(column);
        const own = byAgent.get(agent);
        if (own === undefined) byAgent.set(agent, [column]);
        else own.push(column);
        for (const portion of portionsOf(compiled, column)) {
          const agents = byPortion.get(portion) ?? new Set<number>();
          agents.add(agent);
          byPortion.set(portion, agents);
        }
      }
    },
    of: (agent) => byAgent.get(agent) ?? none,
    agents: (portion) => byPortion.get(portion) ?? nobody,
  };
}

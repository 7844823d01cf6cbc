// Large-neighbourhood search on the loss (Shaw 1998): at the best bound's prices the gap of a whole solution is the sum of
// what each contact and gathering falls short of its best plan, and of the prices of portions and rows left unused. The
// search goes where most is lost: it lets some contacts and gatherings go that compete for the same portions, prices all
// their plans that an improvement could hold, and solves the rest as a small mixed-integer program.
// Long function improvePlans: the search's state is closed over by its steps.
import type { Backend } from '../backends/backend.ts';
import { drawFrom } from '../large/random.ts';
import { agentOf, type Column, columnKey, linksOf, objectiveOf, otherSide, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { reducedValue } from './features.ts';
import { gatheringOfLink } from './instance.ts';
import type { Pricing } from './pricing.ts';
import { HEURISTIC_SETS } from './pricing.ts';
import type { Relaxation } from './relaxation.ts';
import { solveBeside } from './restricted-mip.ts';
import type { Row, Separation } from './rows.ts';

export type Incumbent = { readonly columns: readonly Column[]; readonly objective: number };

export type ImproveOptions = {
  readonly backend: Backend;
  readonly seed: number;
  readonly steps?: number | undefined;
  /** Most neighbourhoods. */
  readonly rounds: number;
  readonly mostBroken: number;
  readonly isLate: () => boolean;
  readonly secondsLeft: () => number | undefined;
  /** Whole points at which the solution is as good as the bound asks for. */
  readonly target: number;
  readonly isContactDemanded: (contact: number) => boolean;
  readonly isGatheringDemanded: (gathering: number) => boolean;
  readonly onIncumbent: (incumbent: Incumbent) => void;
};

/** Contacts and gatherings let go at first and at most. */
const FIRST_SIZE = 16;
const LARGEST_SIZE = 40;
/** Plans of each contact in a neighbourhood. */
const PLANS_A_CONTACT = 60;
/** Seconds for one neighbourhood's program. */
const SECONDS = 3;

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

/** Improves an incumbent until it reaches the target, nothing is gained any more, or a limit is reached. */
export async function improvePlans(
  compiled: Compiled,
  pricing: Pricing,
  separation: Separation,
  rows: Row[],
  pool: Pool,
  root: Pick<Relaxation, 'prices' | 'contactWorth' | 'gatheringWorth'>,
  from: Incumbent,
  options: ImproveOptions,
): Promise<Incumbent> {
  const { instance } = compiled;
  const { prices, contactWorth, gatheringWorth } = root;
  const draw = drawFrom(options.seed);
  let incumbent = from;
  pool.add(from.columns);

  const reduced = (column: Column): number => reducedValue(instance, column, prices);
  const worthOf = (agent: number): number =>
    agent >= 0 ? (contactWorth[agent] as number) : (gatheringWorth[-1 - agent] as number);

  // Everybody who could have a part, the contacts first.
  const agents: number[] = [];
  for (let c = 0; c < instance.contactCount; c++) agents.push(c);
  for (let g = 0; g < instance.gatheringCount; g++) agents.push(-1 - g);
  const tries = new Map<number, number>();

  const state = (columns: readonly Column[]) => {
    const plan = new Map(columns.map((column) => [agentOf(column), column]));
    const servedBy = new Map<number, number>();
    for (const column of columns)
      for (const portion of portionsOf(compiled, column)) servedBy.set(portion, agentOf(column));
    return { plan, servedBy };
  };
  let now = state(incumbent.columns);
  const lossOf = (agent: number): number => {
    const column = now.plan.get(agent);
    return Math.max(0, worthOf(agent) - (column === undefined ? 0 : reduced(column)));
  };

  /** Contacts and gatherings that compete with one, itself first. */
  const grow = (seed: number, size: number): number[] => {
    const free = [seed];
    const isFree = new Set(free);
    for (let at = 0; at < free.length && free.length < size; at++) {
      const agent = free[at] as number;
      const near = new Set<number>();
      for (const column of pool.of(agent)) {
        if (worthOf(agent) - reduced(column) > 2_000) continue;
        for (const portion of portionsOf(compiled, column)) {
          const holder = now.servedBy.get(portion);
          if (holder !== undefined) near.add(holder);
          else for (const other of pool.agents(portion)) if (draw(4) === 0) near.add(other);
        }
        for (const link of linksOf(compiled, column)) near.add(otherSide(compiled, column, link));
      }
      const list = [...near].filter((other) => !isFree.has(other));
      while (list.length > 0 && free.length < size) {
        const next = list.splice(draw(list.length), 1)[0] as number;
        free.push(next);
        isFree.add(next);
      }
    }
    return free;
  };

  let size = FIRST_SIZE;
  for (let round = 0; round < options.rounds && incumbent.objective < options.target && !options.isLate(); round++) {
    // Where most is lost, less so where it was tried in vain.
    let seed = 0;
    let most = -1;
    for (const agent of agents) {
      const column = now.plan.get(agent);
      const unserved = column === undefined || agent < 0 ? 0 : 1;
      const score = (lossOf(agent) + unserved) / (1 + (tries.get(agent) ?? 0)) ** 2;
      if (score > most) {
        most = score;
        seed = agent;
      }
    }
    if (most <= 0) seed = agents[draw(agents.length)] as number;
    tries.set(seed, (tries.get(seed) ?? 0) + 1);
    const free = grow(seed, size);
    const isFree = new Set(free);
    const fixed = incumbent.columns.filter((column) => !isFree.has(agentOf(column)));
    const taken = new Set(fixed.flatMap((column) => portionsOf(compiled, column)));
    const held = new Set(fixed.flatMap((column) => linksOf(compiled, column)));
    // An improvement loses less than the incumbent does here.
    const open = new Set(free.flatMap((agent) => pool.of(agent).flatMap((column) => portionsOf(compiled, column))));
    let loss = free.reduce((sum, agent) => sum + lossOf(agent), 0);
    for (const portion of open) if (!now.servedBy.has(portion)) loss += Math.max(0, prices.portion[portion] as number);
    const contacts = free.filter((agent) => agent >= 0);
    const above = Float64Array.from(contactWorth, (worth) => worth - loss);
    const priced = await pricing.price({
      prices,
      limits: undefined,
      contactDuals: above,
      mostSets: 20 * HEURISTIC_SETS,
      most: PLANS_A_CONTACT,
      isLate: options.isLate,
      contacts,
      gatherings: free.filter((agent) => agent < 0).map((agent) => -1 - agent),
    });
    if (options.isLate()) break;
    pool.add(priced.columns);
    const isOutside = (link: number): boolean =>
      !isFree.has(instance.linkContact[link] as number) || !isFree.has(-1 - gatheringOfLink(instance, link));
    const fits = (column: Column): boolean => {
      if (portionsOf(compiled, column).some((portion) => taken.has(portion))) return false;
      const own = linksOf(compiled, column);
      return own.every((link) => !isOutside(link) || held.has(link));
    };
    const chosen = free.flatMap((agent) =>
      pool.of(agent).filter((column) => fits(column) && worthOf(agent) - reduced(column) <= loss + 1),
    );
    const start = incumbent.columns.filter((column) => isFree.has(agentOf(column)));
    const known = new Set(chosen.map(columnKey));
    const found = await solveBeside(
      compiled,
      { fixed, free: [...chosen, ...start.filter((column) => !known.has(columnKey(column)))], rows },
      separation,
      {
        ...options,
        secondsEach: () => Math.min(SECONDS, options.secondsLeft() ?? SECONDS),
        heldLinks: new Set([...held].filter((link) => isOutside(link))),
        above: objectiveOf(start),
      },
    );
    if (found === undefined) {
      size = Math.min(LARGEST_SIZE, size + 1);
      continue;
    }
    incumbent = { columns: found, objective: objectiveOf(found) };
    now = state(found);
    tries.clear();
    options.onIncumbent(incumbent);
  }
  return incumbent;
}

// Large-neighbourhood search on the loss (Shaw 1998): at the best bound's prices the gap of a whole solution is the sum of
// what each contact and gathering falls short of its best plan, and of the prices of portions and rows left unused. The
// search goes where most is lost, a contact's or gathering's plan or a portion that nobody serves: it lets some contacts and
// gatherings go that compete for the same portions, prices all their plans that an improvement could hold, and solves the
// rest as a small mixed-integer program.
// Long function improvePlans: the search's state is closed over by its steps.
import type { Backend } from '../backends/backend.ts';
import { drawFrom } from '../large/random.ts';
import { agentOf, type Column, columnKey, linksOf, objectiveOf, otherSide, portionsOf } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { reducedValue } from './features.ts';
import { gatheringOfLink } from './instance.ts';
import type { Pool } from './pool.ts';
import { GONE, type Prices } from './prices.ts';
import { HEURISTIC_SETS, type Pricing, upTo } from './pricing.ts';
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
  /** Stop where, at the pace of so many neighbourhoods, more than so many times as many would be needed; absent: never. */
  readonly pace?: { readonly rounds: number; readonly times: number } | undefined;
  readonly mostBroken: number;
  readonly isLate: () => boolean;
  readonly secondsLeft: () => number | undefined;
  /** Whole points at which the solution is as good as the bound asks for. */
  readonly target: number;
  readonly isContactDemanded: (contact: number) => boolean;
  readonly isGatheringDemanded: (gathering: number) => boolean;
  readonly onIncumbent: (incumbent: Incumbent) => void;
};

/** Contacts and gatherings let go where it is tried for the first time, and at most; in a small caseload a share of all. */
const FIRST_SIZE = { most: 32, share: 1 / 7 } as const;
const LARGEST_SIZE = { most: 80, share: 1 / 4 } as const;
/** Contacts and gatherings that a neighbourhood about a portion begins with: those who lose least by serving it. */
const SERVERS = 3;
/** Points that a plan may lose for its portions to be competed for. */
const COMPETING = 2_000;
/** Length of a step from one to another beside what is lost by it, which is drawn from so many values up to twice as much. */
const STEP = 100;
const SPREAD = 1_000;
/** Plans of each contact in a neighbourhood. */
const PLANS_A_CONTACT = 60;
/** Seconds for one neighbourhood's program. */
const SECONDS = 3;

/** Where a neighbourhood begins: an agent that falls short of its best plan, or a portion that nobody serves. */
type Seed = { readonly portion: number } | { readonly agent: number };

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
  const { contactCount, gatheringCount, portionCount } = instance;
  const { prices, contactWorth, gatheringWorth } = root;
  const draw = drawFrom(options.seed);
  let incumbent = from;
  pool.add(from.columns);

  const worthOf = (agent: number): number =>
    agent >= 0 ? (contactWorth[agent] as number) : (gatheringWorth[-1 - agent] as number);
  const shorts = new Map<Column, number>();
  /** What a plan falls short of its agent's best at the prices; remembered, since they stay. */
  const shortOf = (column: Column): number => {
    let short = shorts.get(column);
    if (short === undefined) {
      short = worthOf(agentOf(column)) - reducedValue(instance, column, prices);
      shorts.set(column, short);
    }
    return short;
  };

  // Everybody who could have a part, the contacts first.
  const agents = [...upTo(contactCount), ...upTo(gatheringCount).map((gathering) => -1 - gathering)];
  const [firstSize, largestSize] = [FIRST_SIZE, LARGEST_SIZE].map(({ most, share }) =>
    Math.min(most, Math.ceil(share * agents.length)),
  ) as [number, number];
  const planOf = new Map<number, Column>();
  const servedBy = new Map<number, number>();
  const losses = new Map<number, number>(agents.map((agent) => [agent, Math.max(0, worthOf(agent))]));
  /** Takes plans over, instead of those that these agents had. */
  const follow = (columns: readonly Column[], instead: readonly number[]): void => {
    for (const agent of instead) {
      const column = planOf.get(agent);
      if (column !== undefined) for (const portion of portionsOf(compiled, column)) servedBy.delete(portion);
      planOf.delete(agent);
      losses.set(agent, Math.max(0, worthOf(agent)));
    }
    for (const column of columns) {
      const agent = agentOf(column);
      planOf.set(agent, column);
      for (const portion of portionsOf(compiled, column)) servedBy.set(portion, agent);
      losses.set(agent, Math.max(0, shortOf(column)));
    }
  };
  follow(from.columns, []);

  const tries = { portion: new Map<number, number>(), agent: new Map<number, number>() };
  /** Where most is lost, less so where it was tried before; anywhere, where nothing is. */
  const nextSeed = (): Seed => {
    let seed: Seed = { agent: agents[draw(agents.length)] as number };
    let most = 0;
    for (const agent of agents) {
      const score = (losses.get(agent) as number) / (1 + (tries.agent.get(agent) ?? 0)) ** 2;
      if (score <= most) continue;
      most = score;
      seed = { agent };
    }
    for (let portion = 0; portion < portionCount; portion++) {
      if (servedBy.has(portion)) continue;
      const score = (prices.portion[portion] as number) / (1 + (tries.portion.get(portion) ?? 0)) ** 2;
      if (score <= most) continue;
      most = score;
      seed = { portion };
    }
    return seed;
  };
  /** Notes a try; says how many there were before. */
  const note = (seed: Seed): number => {
    const [map, key] = 'portion' in seed ? [tries.portion, seed.portion] : [tries.agent, seed.agent];
    const before = map.get(key) ?? 0;
    map.set(key, before + 1);
    return before;
  };

  /** What an agent loses at least by serving a portion, as far as plans are known. */
  const leastShort = (agent: number, portion: number): number => {
    let least = Infinity;
    for (const column of pool.of(agent)) {
      const short = shortOf(column);
      if (short < least && portionsOf(compiled, column).includes(portion)) least = short;
    }
    return least;
  };

  /** Those who lose least by serving a portion. */
  const serversOf = (portion: number): number[] =>
    [...pool.agents(portion)]
      .map((agent) => ({ agent, short: leastShort(agent, portion) }))
      .sort((a, b) => a.short - b.short)
      .slice(0, SERVERS)
      .map(({ agent }) => agent);

  /**
   * Those with whom the ones that a neighbourhood begins with would change plans at the least loss, these first: like
   * shortest augmenting paths, from whoever takes a portion to its holder, and from whoever drops one to who could serve it.
   */
  const grow = (seeds: readonly number[], size: number): number[] => {
    const free = new Set<number>();
    const lengths = new Map(seeds.map((agent) => [agent, 0]));
    const reach = (agent: number, length: number): void => {
      if (!free.has(agent) && length < (lengths.get(agent) ?? Infinity)) lengths.set(agent, length);
    };
    while (free.size < size && lengths.size > 0) {
      const [next, length] = [...lengths].reduce((least, entry) => (entry[1] < least[1] ? entry : least));
      lengths.delete(next);
      free.add(next);
      const own = planOf.get(next);
      const served = own === undefined ? [] : portionsOf(compiled, own);
      const dropped = new Map<number, number>();
      for (const column of pool.of(next)) {
        const short = shortOf(column);
        if (short > COMPETING) continue;
        const at = length + STEP + short * (1 + draw(SPREAD) / SPREAD);
        const portions = portionsOf(compiled, column);
        for (const portion of portions) {
          const holder = servedBy.get(portion);
          if (holder !== undefined) reach(holder, at);
        }
        for (const portion of served)
          if (!portions.includes(portion)) dropped.set(portion, Math.min(at, dropped.get(portion) ?? Infinity));
        for (const link of linksOf(compiled, column)) reach(otherSide(compiled, column, link), at);
      }
      for (const [portion, at] of dropped)
        for (const other of pool.agents(portion)) if (!free.has(other)) reach(other, at + leastShort(other, portion));
    }
    return [...free];
  };

  /** Prices at which nobody who is free takes what those who are not have, nor leads where they do not. */
  const shutTo = (isFree: ReadonlySet<number>): Prices => {
    const portion = Float64Array.from(prices.portion);
    for (const [taken, holder] of servedBy) if (!isFree.has(holder)) portion[taken] = GONE;
    const refuses = (agent: number, link: number): boolean => {
      const own = planOf.get(agent);
      return !isFree.has(agent) && (own === undefined || !linksOf(compiled, own).includes(link));
    };
    const link = prices.link.map((price, l) => {
      if (refuses(instance.linkContact[l] as number, l)) return -GONE;
      return refuses(-1 - gatheringOfLink(instance, l), l) ? GONE : price;
    });
    return { ...prices, portion, link };
  };

  const objectives: number[] = [];
  const isSlow = (): boolean => {
    const { rounds = Infinity, times = Infinity } = options.pace ?? {};
    const before = objectives.at(-rounds);
    return before !== undefined && options.target - incumbent.objective > times * (incumbent.objective - before);
  };
  for (let round = 0; round < options.rounds && incumbent.objective < options.target && !options.isLate(); round++) {
    if (isSlow()) break;
    objectives.push(incumbent.objective);
    const seed = nextSeed();
    const size = Math.min(largestSize, firstSize * (1 + note(seed)));
    const free = grow('portion' in seed ? serversOf(seed.portion) : [seed.agent], size);
    const isFree = new Set(free);
    // An improvement loses less than the incumbent does here.
    const open = new Set(free.flatMap((agent) => pool.of(agent).flatMap((column) => portionsOf(compiled, column))));
    let loss = free.reduce((sum, agent) => sum + (losses.get(agent) as number), 0);
    for (const portion of open) if (!servedBy.has(portion)) loss += Math.max(0, prices.portion[portion] as number);
    const priced = await pricing.price({
      prices: shutTo(isFree),
      limits: undefined,
      contactDuals: Float64Array.from(contactWorth, (worth) => worth - loss),
      mostSets: 20 * HEURISTIC_SETS,
      most: PLANS_A_CONTACT,
      isLate: options.isLate,
      contacts: free.filter((agent) => agent >= 0),
      gatherings: free.filter((agent) => agent < 0).map((agent) => -1 - agent),
    });
    if (options.isLate()) break;
    const isTaken = (portion: number): boolean => {
      const holder = servedBy.get(portion);
      return holder !== undefined && !isFree.has(holder);
    };
    /** Whether a link's other side stands outside, and takes it. */
    const isHeld = (column: Column, link: number): boolean => {
      const other = planOf.get(otherSide(compiled, column, link));
      return other !== undefined && linksOf(compiled, other).includes(link);
    };
    const isInside = (column: Column, link: number): boolean => isFree.has(otherSide(compiled, column, link));
    const fits = (column: Column): boolean =>
      !portionsOf(compiled, column).some(isTaken) &&
      linksOf(compiled, column).every((link) => isInside(column, link) || isHeld(column, link));
    const start = free.flatMap((agent) => planOf.get(agent) ?? []);
    const near = [...free.flatMap((agent) => pool.of(agent)), ...priced.columns].filter(
      (column) => fits(column) && shortOf(column) <= loss + 1,
    );
    const candidates = [...new Map([...near, ...start].map((column) => [columnKey(column), column])).values()];
    const found = await solveBeside(
      compiled,
      { fixed: incumbent.columns.filter((column) => !isFree.has(agentOf(column))), free: candidates, rows },
      separation,
      {
        ...options,
        secondsEach: () => Math.min(SECONDS, options.secondsLeft() ?? SECONDS),
        heldLinks: new Set(
          candidates.flatMap((column) => linksOf(compiled, column).filter((link) => !isInside(column, link))),
        ),
        above: objectiveOf(start),
      },
    );
    if (found === undefined) continue;
    const changed = found.filter((column) => isFree.has(agentOf(column)));
    follow(changed, free);
    pool.add(changed);
    incumbent = { columns: found, objective: objectiveOf(found) };
    options.onIncumbent(incumbent);
  }
  return incumbent;
}

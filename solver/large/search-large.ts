// Caseloads whose `timed` model is too large to solve at once. The bound comes from the coarse model, which covers every
// eligible pair; the plan from exact models of parts: first those whom the coarse model brings together, then
// neighbourhoods of the best plan so far, as long as the limits allow.
import type { World } from '../../src/domain/world.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import { isDormant } from '../../src/domain/pins.ts';
import { type Block, type Candidates, startCount } from '../candidates/candidates.ts';
import { isChosen, restrict } from '../candidates/restrict.ts';
import { isHeld } from '../pins/held.ts';
import { type Choice, valueOf } from '../choice.ts';
import { isLate, type Search, type SearchOptions, search } from '../timed/search.ts';
import { bestBlocks, createNeighbourhoods, freeing } from './neighbourhoods.ts';
import { drawFrom } from './random.ts';
import { simpleBound } from './simple-bound.ts';

/** Caseloads with more starts than this go without the coarse model. */
const MOST_COARSE_STARTS = 300_000;
/** Share of the time for the coarse model. */
const COARSE_SHARE = 0.5;
/** Partners kept for each portion in the first exact model, by points. */
const KEPT_PARTNERS = 4;
/** Portions that a neighbourhood lets go at first, and at most. */
const FIRST_SIZE = 8;
const LARGEST_SIZE = 24;
/** Neighbourhoods without any gain before the search gives up. */
const PATIENCE = 40;
/** Most seconds for one neighbourhood. */
const NEIGHBOURHOOD_SECONDS = 5;

const deadlineAfter = ({ deadline, now }: SearchOptions, share: number): number | undefined =>
  deadline === undefined ? undefined : now() + (deadline - now()) * share;

/** Blocks of the coarse choice and of the start, and for each portion the partners worth most. */
function promising(candidates: Candidates, choices: readonly Choice[]): Candidates {
  const best = new Set<Block>();
  for (const blocks of groupBy(candidates.blocks, (block) => block.portion.key).values())
    for (const block of bestBlocks(blocks, KEPT_PARTNERS)) best.add(block);
  return restrict(
    candidates,
    (block) => (best.has(block) || choices.some((choice) => isChosen(block, choice)) ? block : undefined),
    () => true,
  );
}

/** Lets parts of the plan go and solves them again, until nothing is gained or a limit is reached. */
export async function improve(
  world: World,
  candidates: Candidates,
  options: SearchOptions,
  from: Search,
): Promise<Search> {
  let best = from;
  if (best.choice === undefined) return best;
  const worth = (choice: Choice): number => valueOf(world, options.rules, choice);
  const neighbourhood = createNeighbourhoods(candidates, drawFrom(options.seed));
  let value = worth(best.choice);
  let size = FIRST_SIZE;
  let nodes = best.nodes;
  for (let idle = 0; idle < PATIENCE && value < from.bound && best.choice !== undefined; idle++) {
    if (isLate(options)) break;
    const free = neighbourhood(best.choice, size);
    const until =
      options.deadline === undefined
        ? undefined
        : Math.min(options.deadline, options.now() + NEIGHBOURHOOD_SECONDS * 1000);
    const result = await search(world, freeing(candidates, best.choice, free), {
      ...options,
      deadline: until,
      start: best.choice,
      onIncumbent: undefined,
    });
    nodes += result.nodes;
    if (result.choice !== undefined && result.brokenCount <= best.brokenCount && worth(result.choice) > value) {
      value = worth(result.choice);
      best = { ...best, choice: result.choice, pins: result.pins };
      idle = -1;
      options.onIncumbent?.(value, from.bound);
    } else size = Math.min(LARGEST_SIZE, size + 1);
  }
  return { ...best, nodes };
}

/** A bound without a model, unless it is too late for that too. */
const boundInTime = (world: World, candidates: Candidates, options: SearchOptions): number =>
  isLate(options) ? Infinity : simpleBound(world, options.rules, candidates);

/** The start alone, with a bound that needs no model. */
function startAlone(world: World, candidates: Candidates, options: SearchOptions): Search {
  const pins = world.pins.filter((pin) => !isDormant(world, pin));
  const states = pins.map((pin) => ({ pin, broken: !isHeld(pin, options.start), hopeless: false }));
  return {
    choice: options.start,
    bound: boundInTime(world, candidates, options),
    timedOut: true,
    pins: states,
    brokenCount: states.filter(({ broken }) => broken).length,
    columns: 0,
    rows: 0,
    nodes: 0,
    backend: options.backend.version,
    startObjective: valueOf(world, options.rules, options.start),
  };
}

/** The coarse model's bound, and the best plan of those whom it and the start bring together. */
async function coarseThenExact(world: World, candidates: Candidates, options: SearchOptions): Promise<Search> {
  const coarse = await search(world, candidates, {
    ...options,
    coarse: true,
    deadline: deadlineAfter(options, COARSE_SHARE),
    onIncumbent: undefined,
  });
  const choices = coarse.choice === undefined ? [options.start] : [coarse.choice, options.start];
  const first = await search(world, promising(candidates, choices), {
    ...options,
    deadline: deadlineAfter(options, 0.5),
    onIncumbent: (objective) => options.onIncumbent?.(objective, coarse.bound),
  });
  // Where the coarse model came to nothing in time, a bound without a model is better than none.
  const bound = Math.min(coarse.bound, boundInTime(world, candidates, options));
  return { ...first, bound, nodes: coarse.nodes + first.nodes, timedOut: true };
}

/** Searches a large caseload; contract as `search`. */
export async function searchLarge(world: World, candidates: Candidates, options: SearchOptions): Promise<Search> {
  const from =
    startCount(candidates) <= MOST_COARSE_STARTS
      ? await coarseThenExact(world, candidates, options)
      : startAlone(world, candidates, options);
  return improve(world, candidates, options, from);
}

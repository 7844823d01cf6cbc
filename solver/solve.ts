// From a world to a proposal: candidates, a greedy start, the pins, then the exact search within its limits.
//
// Pins come first: as few as possible are broken, then the best plan among those is sought. The bound is over every
// eligible pair; no backend's word is taken for a value, only for a bound.
import type { World } from '../src/domain/world.ts';
import type { Ruleset } from '../src/rules/rule.ts';
import type { BrokenPin, PlanStatus } from '../src/schema/plan.ts';
import type { Backend } from './backends/backend.ts';
import { type Candidates, findCandidates } from './candidates/candidates.ts';
import { type Choice, EMPTY, valueOf } from './choice.ts';
import { greedyChoice } from './greedy/greedy.ts';
import { whyBroken } from './pins/why-broken.ts';
import { type Search, search } from './timed/search.ts';
import { servesPin } from './timed/pins.ts';

export type SolveOptions = {
  readonly rules: Ruleset;
  readonly seed: number;
  /** Deterministic limit in branch-and-bound nodes; absent: none. */
  readonly steps?: number | undefined;
  /** Wall-clock limit in seconds for everything; absent: none. */
  readonly seconds?: number | undefined;
  /** A clock in milliseconds; only limits and stage times are read from it. */
  readonly now: () => number;
  /** Takes every model. */
  readonly backend: Backend;
  /** Asked first for tiny models where given; its silence sends the model to `backend`. */
  readonly tinyBackend?: Backend | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
};

/** What is known while the search runs. */
export type Progress = {
  readonly stage: 'candidates' | 'greedy' | 'pins' | 'search' | 'base' | 'done';
  readonly objective?: number;
  readonly bound?: number;
};

export type Proposal = {
  readonly status: PlanStatus;
  readonly choice: Choice;
  readonly objective: number;
  /** No plan that breaks as few pins is worth more. */
  readonly bound: number;
  readonly absGap: number;
  readonly gap: number;
  readonly gapPerPart: number;
  readonly base: number;
  readonly brokenPins: readonly BrokenPin[];
  /** Keys of portions whose pins are held. */
  readonly pinned: ReadonlySet<string>;
  readonly formulation: 'timed';
  readonly candidates: Candidates;
  readonly stats: SolveStats;
};

export type SolveStats = {
  readonly columns: number;
  readonly rows: number;
  readonly pairs: number;
  readonly nodes: number;
  readonly backend: string;
  readonly greedyObjective: number;
  readonly milliseconds: {
    readonly candidates: number;
    readonly greedy: number;
    readonly search: number;
    readonly base: number;
  };
};

/** The value of the plan that holds the pins alone: what is not at stake. 0 where the pins cannot stand alone. */
async function baseValue(world: World, options: SolveOptions, candidates: Candidates, held: Search): Promise<number> {
  const pins = held.pins.filter(({ broken }) => !broken).map(({ pin }) => pin);
  if (pins.length === 0) return 0;
  const keys = new Set(pins.flatMap((pin) => (pin.kind === 'serve' ? [pin.portionKey] : [])));
  const groups = new Set(
    pins.flatMap((pin) => (pin.kind === 'lead' ? [pin.groupId] : pin.groupId === undefined ? [] : [pin.groupId])),
  );
  const offers = new Set(
    pins.flatMap((pin) => (pin.kind === 'serve' && pin.offerId !== undefined ? [pin.offerId] : [])),
  );
  const blocks = candidates.blocks.filter(
    (block) => keys.has(block.portion.key) && pins.some((pin) => servesPin(pin, block)),
  );
  const leads = candidates.leads.filter(({ lead, role }) => (role === 'lead' ? groups : offers).has(lead.gathering.id));
  const kept = new Set(blocks);
  const alone: Candidates = {
    blocks,
    leads,
    incompatible: candidates.incompatible.filter(({ block }) => kept.has(block)),
  };
  const result = await search(world, alone, {
    ...options,
    onIncumbent: undefined,
    fewestBroken: held.brokenCount,
    start: EMPTY,
  });
  return result.choice === undefined ? 0 : valueOf(world, options.rules, result.choice);
}

const statusOf = (result: Search, absGap: number): PlanStatus => {
  if (result.choice === undefined) return 'no-plan';
  if (absGap < 1) return 'optimal';
  return result.timedOut ? 'timed-out' : 'feasible';
};

/** Proposes the best plan it finds, with a bound. Never throws for any sound world: no plan is a status. */
export async function solve(world: World, options: SolveOptions): Promise<Proposal> {
  const { rules, now, onProgress } = options;
  const began = now();
  const candidates = findCandidates(world, rules);
  const found = now();
  onProgress?.({ stage: 'greedy' });
  const greedy = greedyChoice(world, rules, candidates);
  const greedyDone = now();
  onProgress?.({ stage: 'search' });
  const result = await search(world, candidates, {
    ...options,
    start: greedy,
    deadline: options.seconds === undefined ? undefined : began + options.seconds * 1000,
    onIncumbent: (objective, bound) => onProgress?.({ stage: 'search', objective, bound }),
  });
  const searched = now();
  onProgress?.({ stage: 'base' });
  const objective = result.choice === undefined ? 0 : valueOf(world, rules, result.choice);
  const bound = Math.max(objective, result.bound);
  const absGap = bound - objective;
  const base = await baseValue(world, options, candidates, result);
  const based = now();
  const choice = result.choice ?? EMPTY;
  onProgress?.({ stage: 'done', objective, bound });
  return {
    status: statusOf(result, absGap),
    choice,
    objective,
    bound,
    absGap,
    gap: bound - base > 0 ? absGap / (bound - base) : 0,
    gapPerPart: absGap / Math.max(1, choice.served.length),
    base,
    brokenPins: await whyBroken(world, options, candidates, result.pins),
    pinned: new Set(result.pins.flatMap(({ pin, broken }) => (broken || pin.kind !== 'serve' ? [] : [pin.portionKey]))),
    formulation: 'timed',
    candidates,
    stats: {
      columns: result.columns,
      rows: result.rows,
      pairs: candidates.blocks.length,
      nodes: result.nodes,
      backend: result.backend,
      greedyObjective: result.startObjective,
      milliseconds: {
        candidates: found - began,
        greedy: greedyDone - found,
        search: searched - greedyDone,
        base: based - searched,
      },
    },
  };
}

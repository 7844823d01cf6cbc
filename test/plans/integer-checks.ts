// What must hold of the whole solutions that dives and neighbourhoods make, told as in `checks.ts`: each keeps every rule, is
// worth what it says, and none is worth less than the one before.
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { openHighsLp } from '../../solver/backends/highs-lp.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { itemsOfChoice, valueOf } from '../../solver/choice.ts';
import { heldBy } from '../../solver/pins/held.ts';
import { createFilter, limitsOf } from '../../solver/plans/branches.ts';
import type { Clock } from '../../solver/plans/clock.ts';
import { agentOf, choiceOf, type Column, portionsOf, sidesOf } from '../../solver/plans/columns.ts';
import { createMaster } from '../../solver/plans/master.ts';
import { type Incumbent, improvePlans } from '../../solver/plans/neighbourhoods.ts';
import { createPool } from '../../solver/plans/pool.ts';
import { createPricing } from '../../solver/plans/pricing.ts';
import { relax, type Relaxation } from '../../solver/plans/relaxation.ts';
import { roundRelaxation } from '../../solver/plans/rounding.ts';
import { createSeparation } from '../../solver/plans/rows.ts';
import { pinRow } from '../../solver/plans/search-plans.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { columnOf, SILENT } from './master-checks.ts';
import { open, type Opened, type OpenedMaster } from './opened.ts';
import { plainColumns } from './plain-master.ts';
import { isFreeOfClashes, keepsLimits } from './plain-rules.ts';
import { drawWhole } from './whole-checks.ts';

/** A clock without a limit; a search that takes so many looks at it does not come to its end. */
const MOST_LOOKS = 2_000;
function createClock(): Clock {
  let looks = 0;
  const clock: Clock = {
    isLate: () => {
      if (++looks > MOST_LOOKS) throw new Error('The search does not come to its end.');
      return false;
    },
    secondsLeft: () => undefined,
    part: () => clock,
  };
  return clock;
}

const isDistinct = (own: readonly number[]): boolean => new Set(own).size === own.length;

/** What is wrong with a whole solution; undefined where nothing is. */
function solutionProblem(opened: Opened, { columns, objective }: Incumbent): object | undefined {
  const { world, compiled, held, soft, mostBroken } = opened;
  const choice = choiceOf(compiled, columns);
  const holds = heldBy(choice);
  const worth = valueOf(world, RULES, choice);
  const wrong = {
    'two plans of one': !isDistinct(columns.map(agentOf)),
    'a portion twice': !isDistinct(columns.flatMap((column) => portionsOf(compiled, column))),
    'an open lead': ![...sidesOf(compiled, columns).values()].every((count) => count === 2),
    'a limit': !keepsLimits(world, itemsOfChoice(choice), () => true, true),
    'a clash': !isFreeOfClashes(world, choice),
    'a pin held': !held.every(holds),
    'pins broken': soft.filter((pin) => !holds(pin)).length > mostBroken,
    'another worth': Math.abs(worth - objective) > 1e-6,
  };
  const told = Object.entries(wrong).flatMap(([name, isWrong]) => (isWrong ? [name] : []));
  return told.length === 0 ? undefined : { told, objective, worth };
}

type Relaxed = OpenedMaster & { readonly relaxation: Relaxation };

/** The relaxation of a caseload whose rows of recipients are not known yet, more or less near its end. */
async function openRelaxed({ compiled, gaps, soft, mostBroken }: Opened, relativeTolerance: number): Promise<Relaxed> {
  const master = createMaster(compiled, await openHighsLp(), { mostBroken });
  master.addRows(soft.map((_, k) => pinRow(compiled, k)));
  const pricing = createPricing(compiled, gaps);
  const separation = createSeparation(compiled, RULES);
  const relaxation = await relax(compiled, master, pricing, SILENT, {
    limits: limitsOf(compiled, []),
    cutoff: -Infinity,
    tolerance: 0.4,
    relativeTolerance,
    isLate: () => false,
  });
  return { master, pricing, separation, relaxation };
}

const sharedOf = ({ compiled, mostBroken }: Opened) => {
  const { isContactDemanded, isGatheringDemanded } = createFilter(compiled, limitsOf(compiled, []));
  return { ...createClock(), backend: highsBackend, seed: 1, mostBroken, isContactDemanded, isGatheringDemanded };
};

/** A whole solution from a relaxation, by a dive that leaves nothing or little to a program, keeps every rule. */
export async function roundProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_012);
  const opened = await open(world);
  for (const few of [0, 1, 100]) {
    const { master, pricing, separation, relaxation } = await openRelaxed(opened, draw.pick([0, 0, 0.1]));
    try {
      if (relaxation.status !== 'converged') continue;
      const isRough = draw.chance(0.3);
      const options = { ...sharedOf(opened), isRough, few };
      const found = await roundRelaxation(opened.compiled, master, pricing, separation, relaxation, options);
      if (found === undefined) continue;
      const problem = solutionProblem(opened, found);
      if (problem !== undefined) return { few, ...problem };
      if (found.objective > relaxation.bound + 1e-6) return { few, found: found.objective, bound: relaxation.bound };
    } finally {
      await master.close();
    }
  }
  return undefined;
}

/** A whole solution drawn at random that keeps every rule, of some drawn the one that is worth least. */
function drawIncumbent(opened: Opened, draw: Draw): Incumbent | undefined {
  const all = plainColumns(opened);
  const drawn = Array.from({ length: 20 }, (): Incumbent => {
    const columns: Column[] = drawWhole(opened, all, draw).map(columnOf);
    return { columns, objective: columns.reduce((sum, { plan }) => sum + plan.points, 0) };
  });
  return drawn
    .filter((own) => solutionProblem(opened, own) === undefined)
    .reduce<Incumbent | undefined>(
      (least, own) => (own.objective >= (least?.objective ?? Infinity) ? least : own),
      undefined,
    );
}

/** Neighbourhoods of a bad solution: each plan found keeps every rule and is worth more than the one before. */
export async function improveProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_013);
  const opened = await open(world);
  const from = drawIncumbent(opened, draw);
  if (from === undefined) return undefined;
  const { master, pricing, separation, relaxation } = await openRelaxed(opened, 0.05);
  try {
    if (relaxation.status !== 'converged') return undefined;
    const pool = createPool(opened.compiled);
    if (draw.chance(0.7)) pool.add(master.columns);
    const found: Incumbent[] = [from];
    const rows = [...master.rows];
    const last = await improvePlans(opened.compiled, pricing, separation, rows, pool, relaxation, from, {
      ...sharedOf(opened),
      rounds: 8,
      target: Infinity,
      onIncumbent: (incumbent) => void found.push(incumbent),
    });
    for (const [k, own] of found.entries()) {
      const problem = solutionProblem(opened, own);
      if (problem !== undefined) return { found: k, ...problem };
      const before = found[k - 1];
      if (before !== undefined && own.objective <= before.objective) return { found: k, before, own };
    }
    return last === found.at(-1) ? undefined : { last, found: found.length };
  } finally {
    await master.close();
  }
}

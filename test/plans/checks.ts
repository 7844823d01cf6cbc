// What must hold of a caseload's pricing, bounds and plan, as functions that say what is wrong: the suites run them on
// the solver as it is, and the mutations on copies of it that are wrong on purpose.
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { EMPTY, valueOf } from '../../solver/choice.ts';
import { searchPinsAlone } from '../../solver/pins/pins-alone.ts';
import { type Limits, limitsOf } from '../../solver/plans/branches.ts';
import { type ContactProblem, createContactProblem } from '../../solver/plans/contact-problem.ts';
import { type ContactPlan, priceContact } from '../../solver/plans/price-contact.ts';
import { priceGathering } from '../../solver/plans/price-gathering.ts';
import type { Prices } from '../../solver/plans/prices.ts';
import { EXACT_SETS } from '../../solver/plans/pricing.ts';
import { searchPlans } from '../../solver/plans/search-plans.ts';
import type { PricesBefore } from '../../solver/plans/start-duals.ts';
import { differs, propose, type Worth } from '../proof/harness.ts';
import { drawFrom } from '../tiny/draw.ts';
import {
  drawDecisions,
  drawDuals,
  drawPrices,
  drawSubsetRows,
  open,
  type Opened,
  openMaster,
  SUBSETS,
} from './opened.ts';
import {
  contactPlans,
  contactWorth,
  gatheringPlans,
  gatheringWorth,
  keepsContactLimits,
  keepsGatheringLimits,
  mayStayIdle,
  type PlainContactPlan,
  type PlainGatheringPlan,
} from './plain-plans.ts';

const NEAR = 1e-6;
const differ = (a: number, b: number): boolean => a !== b && !(Math.abs(a - b) <= NEAR);
const sorted = (numbers: readonly number[]): string => [...numbers].sort((a, b) => a - b).join();

const isSame = (one: ContactPlan | PlainContactPlan, other: ContactPlan | PlainContactPlan): boolean =>
  sorted(one.options) === sorted(other.options) &&
  sorted(one.slots) === sorted(other.slots) &&
  sorted(one.leads) === sorted(other.leads);

/** Sets after which a search gives up, of which it looks at more in most caseloads. */
const FEW_SETS = [1, 3, 8];

/** The contact plan that pricing finds against all there are. */
function contactProblem(
  opened: Opened,
  problem: ContactProblem,
  all: readonly PlainContactPlan[],
  prices: Prices,
  limits: Limits | undefined,
): object | undefined {
  const c = problem.contact;
  const allowed = limits === undefined ? all : all.filter((plan) => keepsContactLimits(opened, c, plan, limits));
  const best = Math.max(-Infinity, ...allowed.map((plan) => contactWorth(opened, c, plan, prices)));
  const ask = (attained: number, mostSets = EXACT_SETS) =>
    priceContact(problem, {
      prices,
      limits: limits?.contacts,
      attained,
      above: -Infinity,
      most: 3,
      mostSets,
    });
  // Wherever it gives up, its bound holds.
  for (const mostSets of FEW_SETS) {
    const gaveUp = ask(-Infinity, mostSets);
    if (gaveUp.bound < best - NEAR || gaveUp.value > best + NEAR) return { contact: c, wanted: best, mostSets, gaveUp };
  }
  const { value, bound, plans } = ask(-Infinity);
  if (differ(value, best) || differ(bound, best)) return { contact: c, wanted: best, value, bound };
  for (const plan of plans) {
    const found = allowed.find((own) => isSame(own, plan));
    if (found === undefined || found.points !== plan.points) return { contact: c, plan, wanted: found?.points };
  }
  const [first] = plans;
  // The best comes first, unless that is the idle one.
  if (first !== undefined && best !== 0) {
    const worth = Math.max(
      ...allowed.filter((plan) => isSame(plan, first)).map((plan) => contactWorth(opened, c, plan, prices)),
    );
    if (differ(worth, best)) return { contact: c, wanted: best, first, worth };
  }
  // Without a plan, the best is the idle one.
  if (first === undefined && best > 0) return { contact: c, wanted: best, plans: 0 };
  // Once a plan is known, nothing else is asked for, and what is known of sets may not change the answer.
  const again = ask(best);
  return differ(again.bound, best) ? { contact: c, wanted: best, again: again.bound } : undefined;
}

/** The gathering's plan that pricing finds against all there are. */
function gatheringProblem(
  opened: Opened,
  g: number,
  all: readonly PlainGatheringPlan[],
  prices: Prices,
  limits: Limits | undefined,
): object | undefined {
  const allowed = limits === undefined ? all : all.filter((plan) => keepsGatheringLimits(opened, g, plan, limits));
  const idle = mayStayIdle(opened, g, limits) ? 0 : -Infinity;
  const best = Math.max(idle, ...allowed.map((plan) => gatheringWorth(opened, g, plan, prices)));
  const { value, plan } = priceGathering(opened.compiled.instance, g, prices, limits?.gatherings);
  if (differ(value, best)) return { gathering: g, wanted: best, value };
  if (plan === undefined) return undefined;
  const found = allowed.find(
    ({ seats, links }) => sorted(seats) === sorted(plan.seats) && sorted(links) === sorted(plan.links),
  );
  return found?.points === plan.points ? undefined : { gathering: g, plan, wanted: found?.points };
}

/** Pricing of every contact and gathering at some random prices, without and with decisions of branching. */
export async function pricingProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_001);
  const ofSubsets = drawFrom(seed, SUBSETS);
  const opened = await open(world, draw.chance(0.4));
  const { instance } = opened.compiled;
  const asked = Array.from({ length: 4 }, (_, k) => ({
    prices: drawPrices(opened, draw, ofSubsets),
    limits: k === 0 ? undefined : limitsOf(opened.compiled, drawDecisions(opened, draw)),
  }));
  for (let c = 0; c < instance.contactCount; c++) {
    const all = contactPlans(opened, c);
    // One for all rounds: what is remembered from one may not be wrong in the next.
    const own = createContactProblem(instance, c, opened.gaps, opened.compiled.parts);
    for (const [round, { prices, limits }] of asked.entries()) {
      const problem = contactProblem(opened, own, all, prices, limits);
      if (problem !== undefined) return { round, ...problem };
    }
  }
  for (let g = 0; g < instance.gatheringCount; g++) {
    const all = gatheringPlans(opened, g);
    for (const [round, { prices, limits }] of asked.entries()) {
      const problem = gatheringProblem(opened, g, all, prices, limits);
      if (problem !== undefined) return { round, ...problem };
    }
  }
  return undefined;
}

/** Sets a search looks at before it gives up. */
const SETS = [EXACT_SETS, 1, 5, 100];

/**
 * Bounds below the optimum: of each round of column generation, and at random prices with each limit of sets. The search
 * starts from nothing, so it must find the best plan, and plans that hold the pins, by itself. `noted` is told how many
 * rounds there were.
 */
export async function boundProblem(
  world: World,
  seed: number,
  { objective, brokenPins }: Worth,
  noted?: (rounds: number) => void,
): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_002);
  const opened = await open(world);
  const { compiled, candidates, pins } = opened;
  let round = 0;
  let low: object | undefined;
  const { choice, bound, brokenCount } = await searchPlans(world, candidates, {
    rules: RULES,
    seed: 1,
    now: () => performance.now(),
    backend: highsBackend,
    start: EMPTY,
    pins,
    pinsAlone: EMPTY,
    onRound: ({ bound: proven }) => {
      round++;
      if (!(proven >= objective - NEAR)) low ??= { round, bound: proven, objective };
    },
  });
  noted?.(round);
  if (low !== undefined) return low;
  const found = valueOf(world, RULES, choice ?? EMPTY);
  if (found !== objective || bound !== objective || brokenCount !== brokenPins)
    return { wanted: objective, found, bound, brokenPins, brokenCount };
  const { master, pricing } = await openMaster(opened);
  try {
    master.addRows(drawSubsetRows(opened, drawFrom(seed, SUBSETS)));
    for (let k = 0; k < 3; k++) {
      const { prices, constant } = master.pricesOf(drawDuals(opened, master, draw));
      for (const mostSets of SETS) {
        const { worth } = await pricing.price({
          prices,
          limits: undefined,
          attained: new Float64Array(compiled.instance.contactCount).fill(-Infinity),
          contactDuals: new Float64Array(compiled.instance.contactCount),
          gatheringDuals: new Float64Array(compiled.instance.gatheringCount),
          mostSets,
        });
        if (!(constant + worth >= objective - NEAR)) return { draw: k, mostSets, bound: constant + worth, objective };
      }
    }
    return undefined;
  } finally {
    await master.close();
  }
}

/** What is wrong with a caseload relaxed as a large one: a round's bound below the optimum, or another plan than the best. */
export async function largeProblem(
  world: World,
  { objective }: Worth,
  pricesBefore?: PricesBefore,
): Promise<object | undefined> {
  const { candidates, pins } = await open(world);
  const alone = await searchPinsAlone(world, candidates, {
    rules: RULES,
    seed: 1,
    now: () => performance.now(),
    backend: highsBackend,
  });
  const bounds: number[] = [];
  const { choice, bound } = await searchPlans(world, candidates, {
    rules: RULES,
    seed: 1,
    now: () => performance.now(),
    backend: highsBackend,
    start: alone.choice ?? EMPTY,
    pins,
    pinsAlone: alone.choice ?? EMPTY,
    largeFrom: 0,
    pricesBefore,
    onRound: (round) => void bounds.push(round.bound),
  });
  if (bounds.some((own) => !(own >= objective - NEAR))) return { bounds, objective };
  const found = choice === undefined ? undefined : valueOf(world, RULES, choice);
  return found === objective && bound === objective ? undefined : { found, bound, objective };
}

/** A proposal in plans that is not the best plan; `noted` is told whether the first relaxation was fractional. */
export async function answerProblem(
  world: World,
  truth: Worth,
  noted?: (fractional: boolean | undefined) => void,
): Promise<object | undefined> {
  const proposal = await propose(world, { formulation: 'plans' });
  noted?.(proposal.stats.fractional);
  return differs(world, truth, proposal);
}

/** Pricing of every contact with each session time demanded in turn, after it was priced without any demand. */
export async function demandedTimesProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_003);
  const ofSubsets = drawFrom(seed, SUBSETS);
  const opened = await open(world, true);
  const { instance } = opened.compiled;
  for (let c = 0; c < instance.contactCount; c++) {
    const all = contactPlans(opened, c);
    const own = createContactProblem(instance, c, opened.gaps, opened.compiled.parts);
    for (let tau = -1; tau < instance.tauCount; tau++) {
      const limits = tau < 0 ? undefined : limitsOf(opened.compiled, [{ kind: 'time', tau, yes: true }]);
      const problem = contactProblem(opened, own, all, drawPrices(opened, draw, ofSubsets), limits);
      if (problem !== undefined) return { tau, ...problem };
    }
  }
  return undefined;
}

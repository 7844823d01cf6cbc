// The parts of `searchPlans`, opened for a caseload as it opens them, and prices drawn at random.
import type { Pinned, World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { openHighsLp } from '../../solver/backends/highs-lp.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { type Candidates, findCandidates } from '../../solver/candidates/candidates.ts';
import { searchPinsAlone } from '../../solver/pins/pins-alone.ts';
import type { Decision } from '../../solver/plans/branches.ts';
import { type Compiled, compile } from '../../solver/plans/compile/compile.ts';
import { gapsOf } from '../../solver/plans/gaps.ts';
import type { Gaps } from '../../solver/plans/instance.ts';
import { createMaster, type Master } from '../../solver/plans/master.ts';
import { type Prices, rounded } from '../../solver/plans/prices.ts';
import type { Subset } from '../../solver/plans/subsets.ts';
import { createPricing, type Pricing } from '../../solver/plans/pricing.ts';
import { createSeparation, type Row, type Separation, subsetRow } from '../../solver/plans/rows.ts';
import { pinRow, sortPins } from '../../solver/plans/search-plans.ts';
import type { PinState } from '../../solver/timed/search.ts';
import type { Draw } from '../tiny/draw.ts';

export type Opened = {
  readonly world: World;
  readonly candidates: Candidates;
  readonly pins: readonly PinState[];
  readonly held: readonly Pinned[];
  readonly soft: readonly Pinned[];
  readonly mostBroken: number;
  readonly compiled: Compiled;
  readonly gaps: Gaps;
};

/** A caseload's instance; with `isFree` no pin is held and all of them may break. */
export async function open(world: World, isFree = false): Promise<Opened> {
  const candidates = findCandidates(world, RULES);
  const now = (): number => performance.now();
  const alone = await searchPinsAlone(world, candidates, { rules: RULES, seed: 1, now, backend: highsBackend });
  const sorted = sortPins(alone.pins);
  const able = alone.pins.flatMap(({ pin, hopeless }) => (hopeless ? [] : [pin]));
  const { held, soft, mostBroken } = isFree ? { held: [], soft: able, mostBroken: able.length } : sorted;
  const compiled = compile(world, RULES, candidates, { held, soft });
  const gaps = gapsOf(world, RULES, compiled);
  return { world, candidates, pins: alone.pins, held, soft, mostBroken, compiled, gaps };
}

export type OpenedMaster = { readonly master: Master; readonly pricing: Pricing; readonly separation: Separation };

/** Its master with the rows of pins that may break and all rows that all sessions at once would violate. */
export async function openMaster({ compiled, gaps, soft, mostBroken }: Opened): Promise<OpenedMaster> {
  const master = createMaster(compiled, await openHighsLp(), { mostBroken });
  master.addRows(soft.map((_, k) => pinRow(compiled, k)));
  const separation = createSeparation(compiled, RULES);
  const { tauCount, seatPortion } = compiled.instance;
  const all = (count: number) => new Map(Array.from({ length: count }, (_, i) => [i, 1] as const));
  master.addRows(separation.violated(all(tauCount), all(seatPortion.length)));
  return { master, pricing: createPricing(compiled, gaps), separation };
}

/** About what a portion is worth, so that prices matter; a multiple of 2^-20. */
const drawPrice = (draw: Draw): number => rounded(draw.pick([0, 0.1, 1, 1, 1]) * draw.int(0, 300_000) * 0.01);
const signed = (draw: Draw): number => (draw.chance(0.5) ? drawPrice(draw) : -drawPrice(draw)) || 0;

/** Stream of draws for subsets, beside a proof's own. */
export const SUBSETS = 7_021;

/** Any subset of rows: two or three portions, some contacts and gatherings. */
export function drawSubset({ compiled: { instance } }: Opened, draw: Draw): Subset {
  const { portionCount, contactCount, gatheringCount } = instance;
  const some = (count: number, most: number): number[] =>
    draw.shuffled(Array.from({ length: count }, (_, i) => i)).slice(0, draw.int(0, most));
  return {
    portions: some(portionCount, 4),
    agents: [...some(contactCount, 2), ...some(gatheringCount, 2).map((gathering) => -1 - gathering)],
  };
}

/** Rows of subsets, whatever they are of; no two of the same. */
export function drawSubsetRows(opened: Opened, draw: Draw): Row[] {
  const rows = Array.from({ length: draw.int(1, 6) }, () => subsetRow(opened.compiled, drawSubset(opened, draw)));
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

/**
 * Prices of any instance: parts and times from 0 on, links and seats of any sign, rewards of pins below 0; those of subsets
 * from a source of their own.
 */
export function drawPrices(opened: Opened, draw: Draw, ofSubsets: Draw): Prices {
  const { instance, softPins } = opened.compiled;
  const fill = (count: number, of: () => number) => Float64Array.from({ length: count }, of);
  const rewards = (count: number, features: readonly number[]) => {
    const prices = new Float64Array(count);
    for (const feature of features) if (draw.chance(0.7)) prices[feature] = -drawPrice(draw) || 0;
    return prices;
  };
  const areTimesPriced = draw.chance(0.7);
  const links = draw.chance(0.8);
  return {
    portion: fill(instance.portionCount, () => drawPrice(draw)),
    link: fill(instance.leadLink.length, () => (links ? signed(draw) : 0)),
    tau: fill(instance.tauCount, () => (areTimesPriced ? drawPrice(draw) : 0)),
    seat: fill(instance.seatPortion.length, () => (draw.chance(0.5) ? signed(draw) : 0)),
    lead: rewards(
      instance.leadLink.length,
      softPins.flatMap(({ leads }) => leads),
    ),
    option: rewards(
      instance.optionPortion.length,
      softPins.flatMap(({ options }) => options),
    ),
    lock: rewards(
      instance.lockCount,
      softPins.flatMap(({ locks }) => locks),
    ),
    subsets: Array.from({ length: ofSubsets.pick([0, 1, 4]) }, () => ({
      ...drawSubset(opened, ofSubsets),
      price: drawPrice(ofSubsets),
    })),
  };
}

/** Duals of a master: any number for a row that is an equality, 0 or more for the others. */
export function drawDuals({ compiled: { instance, softPins } }: Opened, { rows }: Master, draw: Draw): Float64Array {
  const { portionCount, contactCount, gatheringCount, portionCertain } = instance;
  const own = portionCount + contactCount + gatheringCount + instance.leadLink.length + (softPins.length > 0 ? 1 : 0);
  const isLink = (row: number): boolean => row >= portionCount + contactCount + gatheringCount && row < own;
  const scale = draw.pick([0.01, 0.3, 1, 1]);
  return Float64Array.from({ length: own + rows.length }, (_, row) =>
    (row < portionCount && portionCertain[row] === 1) || isLink(row)
      ? signed(draw) * scale
      : (row >= own ? draw.pick([0, 0.2, 1]) : 1) * drawPrice(draw) * scale,
  );
}

/** Some decisions of branching that do not contradict each other, though they may leave no plan. */
export function drawDecisions({ compiled }: Opened, draw: Draw): Decision[] {
  const { instance, tauPortion } = compiled;
  const decisions: Decision[] = [];
  const portions = new Set<number>();
  const yes = (): boolean => draw.chance(0.5);
  const index = (count: number): number => draw.int(0, count - 1);
  for (let count = draw.int(1, 3); count > 0; count--) {
    const kind = draw.pick(['gathering', 'lead', 'contact', 'seat', 'option', 'option', 'time', 'time'] as const);
    if (kind === 'gathering' && instance.gatheringCount > 0)
      decisions.push({ kind, gathering: index(instance.gatheringCount), yes: yes() });
    if (kind === 'lead' && instance.leadLink.length > 0)
      decisions.push({ kind, lead: index(instance.leadLink.length), yes: yes() });
    const option = instance.optionPortion.length > 0 ? index(instance.optionPortion.length) : -1;
    const portion = instance.optionPortion[option] ?? -1;
    if (kind === 'option' && option >= 0 && !portions.has(portion)) {
      decisions.push({ kind, option, yes: yes() });
      portions.add(portion);
    }
    if (kind === 'contact' && option >= 0 && !portions.has(portion)) {
      const contact = Array.from({ length: instance.contactCount }, (_, c) => c).find(
        (c) => option >= (instance.optionFrom[c] as number) && option < (instance.optionFrom[c + 1] as number),
      );
      decisions.push({ kind, portion, contact: contact as number, yes: yes() });
      portions.add(portion);
    }
    if (kind === 'seat' && instance.seatPortion.length > 0) {
      const seat = index(instance.seatPortion.length);
      if (portions.has(instance.seatPortion[seat] as number)) continue;
      decisions.push({ kind, seat, yes: yes() });
      portions.add(instance.seatPortion[seat] as number);
    }
    if (kind === 'time' && instance.tauCount > 0) {
      const tau = index(instance.tauCount);
      if (decisions.some((own) => own.kind === 'time' && tauPortion[own.tau] === tauPortion[tau])) continue;
      decisions.push({ kind, tau, yes: yes() });
    }
  }
  return decisions;
}

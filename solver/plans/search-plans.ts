// The `plans` formulation: column generation over contact plans and gathering plans, then price-and-branch.
import type { Pinned, World } from '../../src/domain/world.ts';
import { openHighsLp } from '../backends/highs-lp.ts';
import { openHighsLpApart } from '../backends/highs-lp-apart.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { type Choice, valueOf } from '../choice.ts';
import { heldBy, statesIn } from '../pins/held.ts';
import { isLate, type PinState, type Search, type SearchOptions } from '../timed/search.ts';
import { certificateOf, type UnsignedCertificate } from './certificate.ts';
import { choiceOf, createWriter } from './columns.ts';
import { type Compiled, compile } from './compile/compile.ts';
import { gapsOf } from './gaps.ts';
import { createMaster } from './master.ts';
import type { Incumbent } from './neighbourhoods.ts';
import { sharePricing } from './pricing-threads.ts';
import { createSeparation, type Row } from './rows.ts';
import { isLarge, type Parts, type PlansOptions, type Root, searchStages } from './stages.ts';

/** The row of the k-th pin that may break: held, or counted as broken. */
export const pinRow = ({ softPins }: Compiled, k: number): Row => {
  const { pin, options, seats, leads, locks } = softPins[k] as Compiled['softPins'][number];
  const entries = (features: readonly number[]) => features.map((feature) => [feature, -1] as const);
  return {
    key: `pin ${pin.pinId}`,
    meaning: { kind: 'pin', pinId: pin.pinId },
    most: -1,
    taus: [],
    seats: entries(seats),
    options: entries(options),
    leads: entries(leads),
    locks: entries(locks),
  };
};

type SortedPins = { readonly held: Pinned[]; readonly soft: Pinned[]; readonly mostBroken: number };

/** Pins that every plan holds, and those among which some must break; the rest cannot hold at all. */
export function sortPins(pins: readonly PinState[]): SortedPins {
  const able = pins.filter(({ hopeless }) => !hopeless);
  const mostBroken = able.filter(({ broken }) => broken).length;
  const isHeld = ({ mayBreak }: PinState): boolean => mostBroken === 0 || mayBreak === false;
  const pinsOf = (states: readonly PinState[]): Pinned[] => states.map(({ pin }) => pin);
  return { held: pinsOf(able.filter(isHeld)), soft: pinsOf(able.filter((state) => !isHeld(state))), mostBroken };
}

/** Whether a choice holds all pins but as many as must break. */
function isSound({ held, soft, mostBroken }: SortedPins, choice: Choice): boolean {
  const holds = heldBy(choice);
  return held.every(holds) && soft.filter((pin) => !holds(pin)).length <= mostBroken;
}

/** What becomes of the pins in a choice, and how many of them it breaks. */
function pinsIn(world: World, { rules, pins: known }: PlansOptions, choice: Choice | undefined) {
  const hopeless = new Set(known.flatMap((state) => (state.hopeless ? [state.pin] : [])));
  const pins = statesIn(world, rules, choice, (pin) => hopeless.has(pin));
  return { pins, brokenCount: pins.filter(({ broken }) => broken).length };
}

/** The start alone: time ended before there was anything to search. */
function unsearched(world: World, options: PlansOptions, sorted: SortedPins): Search {
  const { rules, start, backend } = options;
  const choice = isSound(sorted, start) ? start : undefined;
  return {
    choice,
    bound: Infinity,
    timedOut: true,
    ...pinsIn(world, options, choice),
    columns: 0,
    rows: 0,
    nodes: 0,
    backend: backend.version,
    startObjective: choice === undefined ? 0 : valueOf(world, rules, choice),
  };
}

/** Makes the certificate of the root's best prices, when it is asked for. */
function certifier(
  { compiled, master, pricing }: Parts,
  held: readonly Pinned[],
  root: Root,
  { rules, candidates }: { readonly rules: SearchOptions['rules']; readonly candidates: Candidates },
): (() => Promise<UnsignedCertificate | undefined>) | undefined {
  if (!Number.isFinite(root.bound)) return undefined;
  const { prices, rowPrices, constant } = master.pricesOf(root.duals);
  const proof = {
    prices,
    rowPrices,
    constant,
    rows: [...master.rows],
    held: held.map(({ pinId }) => pinId),
    mostBroken: master.mostBroken,
  };
  return () => certificateOf(compiled, rules, candidates, pricing, proof);
}

/** Searches all plans; contract as `search`. */
export async function searchPlans(world: World, candidates: Candidates, options: PlansOptions): Promise<Search> {
  const { rules, start, threads = 1 } = options;
  const sorted = sortPins(options.pins);
  const { held, soft, mostBroken } = sorted;
  const late = (): boolean => isLate(options);
  const isTooLate = late() || (options.deadline ?? Infinity) - options.now() < (options.least ?? 0);
  const compiled = isTooLate ? undefined : compile(world, rules, candidates, sorted, late);
  if (compiled === undefined) return unsearched(world, options, sorted);
  const separation = createSeparation(compiled, rules);
  const pricing = sharePricing(compiled, gapsOf(world, rules, compiled), { threads });
  const program = isLarge(compiled, options) ? openHighsLpApart(late) : await openHighsLp();
  const master = createMaster(compiled, program, { mostBroken });
  const write = createWriter(compiled);
  master.addRows(soft.map((_, k) => pinRow(compiled, k)));
  const written = write(start);
  let first: Incumbent | undefined;
  master.add(write(options.pinsAlone) ?? []);
  if (written !== undefined) {
    master.add(written);
    if (isSound(sorted, start)) first = { columns: written, objective: valueOf(world, rules, start) };
  }
  let certificate: Search['certificate'];
  try {
    const parts: Parts = { compiled, master, pricing, separation };
    const { root, ...tree } = await searchStages(parts, first, options);
    const prove = options.certify === true ? certifier(parts, held, root, { rules, candidates }) : undefined;
    if (prove !== undefined) certificate = () => prove().finally(() => void pricing.close());
    const choice: Choice | undefined =
      tree.incumbent === undefined ? undefined : choiceOf(compiled, tree.incumbent.columns);
    return {
      choice,
      bound: tree.bound,
      timedOut: !tree.isComplete,
      ...pinsIn(world, options, choice),
      columns: master.columns.length,
      rows: compiled.instance.portionCount + compiled.instance.contactCount + master.rows.length,
      nodes: tree.nodes,
      fractional: root.fractional,
      backend: options.backend.version,
      startObjective: first?.objective ?? 0,
      certificate,
    };
  } finally {
    await master.close();
    // A certificate is priced later, by the same threads: they know their contacts.
    if (certificate === undefined) await pricing.close();
  }
}

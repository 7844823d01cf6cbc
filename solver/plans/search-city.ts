// A city: too large for one master to begin from nothing. Districts are relaxed and made whole one by one, steps on their
// duals give a bound of the whole problem, and neighbourhoods work across the borders.
import type { Ruleset } from '../../src/rules/rule.ts';
import { openHighsLp } from '../backends/highs-lp.ts';
import type { Tree } from './branch-and-price.ts';
import { createFilter, limitsOf } from './branches.ts';
import { type Column, objectiveOf } from './columns.ts';
import type { Compiled } from './compile.ts';
import { descend, type Descent } from './descent.ts';
import { districtsOf, partition } from './districts.ts';
import { gapsOf } from './gaps.ts';
import { createMaster, type Master } from './master.ts';
import { createPool, improvePlans, type ImproveOptions, type Incumbent } from './neighbourhoods.ts';
import { createPricing, type Pricing } from './pricing.ts';
import { relax, type Round } from './relaxation.ts';
import { roundRelaxation } from './rounding.ts';
import { createSeparation, type Separation } from './rows.ts';

/** What the search of one instance works with. */
export type Parts = {
  readonly compiled: Compiled;
  readonly master: Master;
  readonly pricing: Pricing;
  readonly separation: Separation;
  readonly mostBroken: number;
};

/** Limits and demands that all stages share. */
export type Shared = Omit<ImproveOptions, 'rounds' | 'target' | 'onIncumbent'>;

export type CityOptions = {
  readonly rules: Ruleset;
  readonly steps?: number | undefined;
  readonly onIncumbent?: ((objective: number, bound: number) => void) | undefined;
  readonly onRound?: ((round: Round) => void) | undefined;
};

/** Whether an instance is a city: from so many contacts on, where no pin may break. */
export const isCity = ({ instance, softPins }: Compiled): boolean =>
  instance.contactCount >= CITY && softPins.length === 0;

/** Contacts from which on districts are relaxed first, and contacts of a district at most. */
const CITY = 700;
const DISTRICT = 250;
/** Gap at which a city is good enough, as a share of the bound. */
const GOOD_GAP = 1e-4;
/** How near a district's relaxation is brought: it only seeds the whole. */
const DISTRICT_GAP = 2e-3;

type Seed = { readonly duals: Float64Array; readonly incumbent: Incumbent | undefined };

/**
 * Relaxes districts one by one and makes each a whole solution: their plans go to the master, their duals are where the
 * whole begins, and their solutions together are one of the whole where nobody is served twice over at one time.
 */
async function seedFromDistricts(parts: Parts, options: CityOptions, shared: Shared): Promise<Seed> {
  const { compiled, master, separation } = parts;
  const { instance, world } = compiled;
  const places = compiled.contacts.map(({ id }) => {
    const at = world.travel.coordinates(id);
    return at === undefined ? undefined : ([at.lon, at.lat] as const);
  });
  const duals = new Float64Array(
    instance.portionCount + instance.contactCount + instance.gatheringCount + instance.leadLink.length,
  );
  const known = [...master.columns];
  const together: Column[] = [];
  let isWhole = true;
  for (const district of districtsOf(compiled, partition(places, DISTRICT))) {
    if (shared.isLate()) return { duals, incumbent: undefined };
    const own = createMaster(district.compiled, await openHighsLp(), { mostBroken: 0 });
    own.add(known.flatMap((column) => district.fromWhole(column) ?? []));
    const pricing = createPricing(district.compiled, gapsOf(world, options.rules, district.compiled));
    const limits = limitsOf(district.compiled, []);
    const filter = createFilter(district.compiled, limits);
    try {
      const ownRows = createSeparation(district.compiled, options.rules);
      const relaxation = await relax(district.compiled, own, pricing, ownRows, {
        limits,
        cutoff: -Infinity,
        tolerance: 0.4,
        relativeTolerance: DISTRICT_GAP,
        isLate: shared.isLate,
      });
      // The rows of its recipients come last in the district's duals and have none in the whole yet.
      district.rows.forEach((row, i) => (duals[row] = relaxation.duals[i] as number));
      const found = await roundRelaxation(district.compiled, own, ownRows, [...own.rows], relaxation, {
        ...shared,
        isContactDemanded: filter.isContactDemanded,
        isGatheringDemanded: filter.isGatheringDemanded,
        // Rounding takes a quarter of what it is told is left.
        secondsLeft: () => Math.min(4 * DISTRICT_SECONDS, shared.secondsLeft() ?? Infinity),
      });
      if (found === undefined) isWhole = false;
      else together.push(...found.columns.map(district.toWhole));
      master.add(own.columns.map(district.toWhole));
    } finally {
      await own.close();
    }
  }
  if (!isWhole) return { duals, incumbent: undefined };
  const columns = withoutClashes(compiled, separation, together);
  return { duals, incumbent: { columns, objective: objectiveOf(columns) } };
}

/** Leaves out seats of recipients whose portions clash across districts, as long as their gathering still runs. */
function withoutClashes(compiled: Compiled, separation: Separation, columns: readonly Column[]): Column[] {
  const { instance } = compiled;
  const rows = separation.violatedBy(columns);
  const recipients = new Set(rows.flatMap(({ meaning }) => (meaning.kind === 'pin' ? [] : [meaning.recipientId])));
  if (recipients.size === 0) return [...columns];
  const isMeant = (seat: number): boolean => {
    const portion = instance.seatPortion[seat] as number;
    return recipients.has(compiled.recipientIds[instance.portionRecipient[portion] as number] as string);
  };
  return columns.map((column) => {
    if (column.kind === 'contact') return column;
    const { plan } = column;
    const seats = plan.seats.filter((seat) => !isMeant(seat) || instance.seatHeld[seat] === 1);
    if (seats.length < Math.max(1, instance.minSeats[plan.gathering] as number)) return column;
    const points = seats.reduce((sum, seat) => sum + (instance.seatPoints[seat] as number), 0);
    return { kind: 'gathering', plan: { ...plan, seats, points } };
  });
}

/** Steps on the prices of a city. */
const DESCENT_STEPS = 6;
/** Seconds for a district's restricted program. */
const DISTRICT_SECONDS = 5;

/** A city: districts, a bound of the whole by steps on their duals, neighbourhoods across their borders. */
export async function searchCity(
  parts: Parts,
  first: Incumbent | undefined,
  options: CityOptions,
  shared: Shared,
): Promise<Tree & { readonly root: Descent | undefined }> {
  const { compiled, master, pricing, separation } = parts;
  const seed = await seedFromDistricts(parts, options, shared);
  let incumbent = first;
  const accept = (found: Incumbent, bound: number): void => {
    if (found.objective <= (incumbent?.objective ?? -Infinity) || separation.violatedBy(found.columns).length > 0)
      return;
    incumbent = found;
    options.onIncumbent?.(found.objective, bound);
  };
  if (seed.incumbent !== undefined) accept(seed.incumbent, Infinity);
  const pool = createPool(compiled);
  pool.add(master.columns);
  const root = await descend(compiled, master, pricing, seed.duals, pool.add, {
    target: incumbent?.objective ?? 0,
    steps: Math.min(DESCENT_STEPS, options.steps ?? DESCENT_STEPS),
    isLate: shared.isLate,
    onRound: (bound) => options.onRound?.({ objective: -Infinity, bound, columns: master.columns.length }),
  });
  const bound = root === undefined ? Infinity : Math.floor(root.bound + 1e-6);
  if (root !== undefined && incumbent !== undefined)
    await improvePlans(compiled, pricing, separation, [], pool, root, incumbent, {
      ...shared,
      rounds: options.steps ?? Infinity,
      target: Math.floor(bound * (1 - GOOD_GAP)),
      onIncumbent: (found) => accept(found, bound),
    });
  return {
    root,
    incumbent,
    bound: Math.max(bound, incumbent?.objective ?? bound),
    isComplete: !shared.isLate(),
    nodes: 1,
  };
}

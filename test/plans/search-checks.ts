// What must hold of the searches of pricing beyond what is tiny: they come to their end within so many sets or choices, and
// where one gives up, its bound holds all the same.
import { buildWorld, type World } from '../../src/domain/world.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { createModel } from '../../solver/model/linear-model.ts';
import { createContactProblem } from '../../solver/plans/contact-problem.ts';
import type { Instance } from '../../solver/plans/instance.ts';
import { priceContact } from '../../solver/plans/price-contact.ts';
import { type GatheringLimits, priceGathering } from '../../solver/plans/price-gathering.ts';
import type { Prices } from '../../solver/plans/prices.ts';
import { createPricing } from '../../solver/plans/pricing.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { open, SUBSETS } from './opened.ts';

const TODAY = '2026-01-05';
/** Sets within which every contact of the village is priced. */
const MOST_SETS = 80;
/** Share of its best points that a portion costs. */
const COSTS = [0.7, 0.85];

/** Prices of nothing. */
export const noPrices = (instance: Instance): Prices => ({
  portion: new Float64Array(instance.portionCount),
  link: new Float64Array(instance.leadLink.length),
  tau: new Float64Array(instance.tauCount),
  seat: new Float64Array(instance.seatPortion.length),
  lead: new Float64Array(instance.leadLink.length),
  option: new Float64Array(instance.optionPortion.length),
  lock: new Float64Array(instance.lockCount),
  subsets: [],
});

const pricesOf = (instance: Instance, portion: Float64Array): Prices => ({ ...noPrices(instance), portion });

/** A contact of a generated village whose search does not come to its end within so many sets. */
export async function effortProblem(_: World, seed: number): Promise<object | undefined> {
  const caseload = generateCaseload({ size: 'village', recipients: 45, contacts: 12, seed, today: TODAY });
  const { compiled, gaps } = await open(buildWorld(schema.parse(caseload), { today: TODAY }));
  const { instance, parts } = compiled;
  for (const cost of COSTS) {
    const portion = new Float64Array(instance.portionCount);
    instance.optionPortion.forEach((p, o) => {
      portion[p] = Math.max(portion[p] as number, Math.round(cost * (instance.optionPoints[o] as number)));
    });
    for (let c = 0; c < instance.contactCount; c++) {
      const { bound, value } = priceContact(createContactProblem(instance, c, gaps, parts), {
        prices: pricesOf(instance, portion),
        limits: undefined,
        attained: -Infinity,
        above: -Infinity,
        most: 3,
        mostSets: MOST_SETS,
      });
      if (bound !== value) return { cost, contact: c, bound, value };
    }
  }
  return undefined;
}

/** Pricing that is late before everybody was priced says that it has no bound. */
export async function lateProblem(world: World, seed: number): Promise<object | undefined> {
  const { compiled, gaps } = await open(world);
  const { contactCount } = compiled.instance;
  if (contactCount === 0) return undefined;
  const inTime = drawFrom(seed, 7_012).int(0, contactCount - 1);
  let asked = 0;
  const { worth } = await createPricing(compiled, gaps).price({
    prices: noPrices(compiled.instance),
    limits: undefined,
    mostSets: MOST_SETS,
    isLate: () => asked++ >= inTime,
  });
  return worth === Infinity ? undefined : { inTime, worth };
}

type Size = {
  readonly seats: number;
  readonly leaders: number;
  readonly pairs: number;
  readonly least: number;
  readonly most: number;
};

/** An instance with one gathering drawn by itself: seats and leaders of whom some exclude each other. */
function drawGathering(instance: Instance, draw: Draw, { seats, leaders, pairs, least, most }: Size): Instance {
  const fill = (count: number, of: () => number): number[] => Array.from({ length: count }, of);
  const anyone = (): number =>
    draw.chance(0.2) && leaders > 0 ? -1 - draw.int(0, leaders - 1) : draw.int(0, seats - 1);
  const apart = fill(pairs, () => 0).map((): [number, number] => [draw.int(0, seats - 1), anyone()]);
  const told = apart.filter(([a, b]) => a !== b);
  const minLeaders = Math.min(leaders, draw.int(0, 1));
  return {
    ...instance,
    gatheringCount: 1,
    portionCount: seats,
    seatFrom: Int32Array.from([0, seats]),
    seatPortion: Int32Array.from({ length: seats }, (_, s) => s),
    seatPoints: Float64Array.from(fill(seats, () => draw.int(-100, 1_000))),
    seatHeld: Uint8Array.from(fill(seats, () => 0)),
    leadLink: Int32Array.from({ length: leaders }, (_, l) => l),
    linkFrom: Int32Array.from([0, leaders]),
    linkContact: Int32Array.from({ length: leaders }, (_, l) => l),
    linkHeld: Uint8Array.from(fill(leaders, () => 0)),
    minSeats: Int32Array.from([least]),
    maxSeats: Int32Array.from([most]),
    minLeaders: Int32Array.from([minLeaders]),
    maxLeaders: Int32Array.from([Math.max(minLeaders, draw.int(0, 3))]),
    apartFrom: Int32Array.from([0, told.length]),
    apartA: Int32Array.from(told.map(([a]) => a)),
    apartB: Int32Array.from(told.map(([, b]) => b)),
  };
}

/** Some of the seats and leaders held, demanded and forbidden, few enough that plans are left mostly. */
function drawDemands(instance: Instance, draw: Draw): { instance: Instance; limits: GatheringLimits } {
  const [seats, links] = [instance.seatPortion.length, instance.linkContact.length];
  const some = (count: number, p: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => (draw.chance(p) ? 1 : 0));
  return {
    instance: { ...instance, seatHeld: some(seats, 0.6 / seats), linkHeld: some(links, 0.15) },
    limits: {
      seatOut: some(seats, 0.1),
      seatMust: some(seats, 0.6 / seats),
      linkOut: some(links, 0.1),
      linkMust: some(links, 0.15),
      gathering: Uint8Array.from([draw.pick([0, 0, 0, 1, 2])]),
    },
  };
}

/** The best seats and leaders by an integer program; 0 where it is best not to run, −Infinity where it must and cannot. */
async function plainGathering(
  instance: Instance,
  prices: Prices,
  limits: GatheringLimits | undefined,
): Promise<number> {
  const { seatPoints, linkContact, apartA, apartB, minSeats, maxSeats, minLeaders, maxLeaders } = instance;
  const builder = createModel();
  const seats = Array.from(seatPoints, (points, s) =>
    builder.addColumn({ objective: points - (prices.portion[s] as number) - (prices.seat[s] as number) }),
  );
  const links = Array.from(linkContact, (_, l) => builder.addColumn({ objective: prices.link[l] as number }));
  const demand = limits?.gathering[0] ?? 0;
  const isAny = (of: Uint8Array | undefined): boolean => of?.some((own) => own === 1) === true;
  const mustRun =
    demand === 1 ||
    [instance.seatHeld, instance.linkHeld, limits?.seatMust, limits?.linkMust].some((own) => isAny(own));
  if (demand === 2) return mustRun ? -Infinity : 0;
  let isTorn = false;
  const keep = (columns: readonly number[], must: readonly (Uint8Array | undefined)[], out?: Uint8Array): void =>
    columns.forEach((j, i) => {
      const isKept = must.some((own) => own?.[i] === 1);
      const isOut = out?.[i] === 1;
      if (isKept && isOut) isTorn = true;
      builder.setBounds(j, isKept ? 1 : 0, isOut ? 0 : 1);
    });
  keep(seats, [instance.seatHeld, limits?.seatMust], limits?.seatOut);
  keep(links, [instance.linkHeld, limits?.linkMust], limits?.linkOut);
  if (isTorn) return -Infinity;
  const columnOf = (who: number): number => (who >= 0 ? seats[who] : links[-1 - who]) as number;
  const ones = (columns: readonly number[]) => columns.map((j) => [j, 1] as const);
  builder.addRow({ lower: Math.max(1, minSeats[0] as number), upper: maxSeats[0] as number, entries: ones(seats) });
  if (links.length > 0)
    builder.addRow({ lower: minLeaders[0] as number, upper: maxLeaders[0] as number, entries: ones(links) });
  apartA.forEach((a, i) => builder.addRow({ upper: 1, entries: ones([columnOf(a), columnOf(apartB[i] as number)]) }));
  // Half of the members taken, rounded down: as little as that allows.
  for (const { portions, agents, price } of prices.subsets) {
    const half = builder.addColumn({ objective: -price, upper: portions.length });
    const own = agents.includes(-1) ? 1 : 0;
    const entries = [...ones(portions.map((s) => seats[s] as number)), [half, -2] as const];
    builder.addRow({ upper: 1 - own, entries });
  }
  const { values } = await highsBackend.solve(builder.model, { seed: 1 });
  if (values === undefined) return mustRun ? -Infinity : 0;
  const worth = builder.model.columns.objective.reduce(
    (sum, points, j) => sum + points * Math.round(values[j] as number),
    0,
  );
  return mustRun ? worth : Math.max(0, worth);
}

/** Small ones to compare, one of many who exclude few, and one that no search may end. */
const SIZES: readonly (Size & { readonly ends: boolean })[] = [
  { seats: 6, leaders: 2, pairs: 6, least: 1, most: 4, ends: true },
  { seats: 9, leaders: 3, pairs: 14, least: 3, most: 6, ends: true },
  { seats: 40, leaders: 8, pairs: 90, least: 2, most: 12, ends: true },
  { seats: 70, leaders: 4, pairs: 900, least: 2, most: 60, ends: false },
];

/** A gathering drawn by itself, of a size by its seed, against the integer program. */
export async function gatheringSearchProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_009);
  const { compiled } = await open(world);
  const { ends, ...size } = SIZES[seed % SIZES.length] as (typeof SIZES)[number];
  const instance = drawGathering(compiled.instance, draw, size);
  const plain = pricesOf(
    instance,
    Float64Array.from({ length: size.seats }, () => draw.int(0, 500)),
  );
  for (let l = 0; l < size.leaders; l++) plain.link[l] = draw.int(-300, 300);
  const seats = Array.from({ length: size.seats }, (_, s) => s);
  const ofSubsets = drawFrom(seed, SUBSETS);
  const subsets = Array.from({ length: ofSubsets.pick([0, 2, 6]) }, () => ({
    portions: ofSubsets.shuffled(seats).slice(0, ofSubsets.int(2, 5)),
    agents: ofSubsets.chance(0.5) ? [-1] : [],
    price: ofSubsets.int(1, 200),
  }));
  const prices: Prices = { ...plain, subsets };
  const demands = drawDemands(instance, draw);
  for (const { instance: own, limits } of [{ instance, limits: undefined }, demands]) {
    const { bound, value } = priceGathering(own, 0, prices, limits);
    const wanted = await plainGathering(own, prices, limits);
    const isRight = ends ? value === wanted && bound === wanted : bound >= wanted && value <= wanted;
    if (!isRight) return { size, limits, wanted, value, bound };
  }
  return undefined;
}

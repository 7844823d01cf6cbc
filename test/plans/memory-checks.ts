// What must hold of pricing where its searches remember or give up: what is remembered of a contact changes no answer,
// whatever was asked before, and the bound of a search that gave up holds.
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { type Choice, valueOf } from '../../solver/choice.ts';
import { limitsOf } from '../../solver/plans/branches.ts';
import { createContactProblem } from '../../solver/plans/contact-problem.ts';
import { priceContact } from '../../solver/plans/price-contact.ts';
import { priceGathering } from '../../solver/plans/price-gathering.ts';
import { EXACT_SETS } from '../../solver/plans/pricing.ts';
import { drawFrom } from '../tiny/draw.ts';
import { drawPrices, open, SUBSETS } from './opened.ts';
import { contactPlans, contactWorth } from './plain-plans.ts';
import { noPrices } from './search-checks.ts';

const NEAR = 1e-6;
const isNear = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= NEAR;
/** Prices that each contact is asked at. */
const ASKED = 8;

/** Each contact asked for what is better than its best plan, then for its best plan: at first there is nothing to find. */
export async function memoryProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_010);
  const ofSubsets = drawFrom(seed, SUBSETS);
  const opened = await open(world, draw.chance(0.4));
  const { instance, parts } = opened.compiled;
  for (let c = 0; c < instance.contactCount; c++) {
    const all = contactPlans(opened, c);
    for (let k = 0; k < ASKED; k++) {
      const prices = drawPrices(opened, draw, ofSubsets);
      const best = Math.max(-Infinity, ...all.map((plan) => contactWorth(opened, c, plan, prices)));
      const own = createContactProblem(instance, c, opened.gaps, parts);
      for (const attained of [best, best - draw.int(1, 30), -Infinity]) {
        const { bound, value } = priceContact(own, {
          prices,
          limits: undefined,
          attained,
          above: -Infinity,
          most: 3,
          mostSets: EXACT_SETS,
        });
        if (!isNear(bound, best) || !isNear(value, best)) return { contact: c, attained, wanted: best, bound, value };
      }
    }
  }
  return undefined;
}

/** A contact of whom everything is demanded, so much that the search for times gives up, against sessions on the hour. */
export async function tangledProblem(world: World): Promise<object | undefined> {
  const opened = await open(world);
  const { compiled, candidates, gaps } = opened;
  const served: Choice['served'] = candidates.blocks.map(({ options, times }, r) => {
    const [first] = times.toSorted((a, b) => a.start - b.start);
    const time = times.find(({ start }) => start === (first?.start ?? 0) + 60 * r);
    const engagement = options[0]?.engagement;
    if (time === undefined || engagement === undefined) throw new Error('The caseload is not tangled.');
    return { engagement, times: [time] };
  });
  const worth = valueOf(world, RULES, { served, leads: [] });
  const decisions = compiled.portions.map(
    (_, portion) => ({ kind: 'contact', portion, contact: 0, yes: true }) as const,
  );
  const { bound, value } = priceContact(createContactProblem(compiled.instance, 0, gaps, compiled.parts), {
    prices: noPrices(compiled.instance),
    limits: limitsOf(compiled, decisions).contacts,
    attained: -Infinity,
    above: -Infinity,
    most: 1,
    mostSets: EXACT_SETS,
  });
  return bound >= worth && bound >= value ? undefined : { worth, value, bound };
}

/** Threes of whom the one in the middle excludes the other two; in so many, each by itself, there is no end to choices. */
const THREES = 20;

/** A gathering of many threes against the best of each three by itself. */
export async function threesProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_011);
  const { compiled } = await open(world);
  const seats = 3 * THREES;
  const points = Float64Array.from({ length: seats }, (_, s) => draw.int(10, s % 3 === 1 ? 60 : 30));
  const middles = Array.from({ length: THREES }, (_, t) => 3 * t + 1);
  const instance = {
    ...compiled.instance,
    gatheringCount: 1,
    portionCount: seats,
    seatFrom: Int32Array.from([0, seats]),
    seatPortion: Int32Array.from({ length: seats }, (_, s) => s),
    seatPoints: points,
    seatHeld: new Uint8Array(seats),
    leadLink: new Int32Array(0),
    linkFrom: Int32Array.from([0, 0]),
    linkContact: new Int32Array(0),
    linkHeld: new Uint8Array(0),
    minSeats: Int32Array.from([1]),
    maxSeats: Int32Array.from([seats]),
    minLeaders: Int32Array.from([0]),
    maxLeaders: Int32Array.from([0]),
    apartFrom: Int32Array.from([0, 2 * THREES]),
    apartA: Int32Array.from(middles.flatMap((s) => [s, s])),
    apartB: Int32Array.from(middles.flatMap((s) => [s - 1, s + 1])),
  };
  const { bound, value } = priceGathering(instance, 0, noPrices(instance), undefined);
  const at = (s: number): number => points[s] as number;
  const wanted = middles.reduce((sum, s) => sum + Math.max(at(s), at(s - 1) + at(s + 1)), 0);
  return value <= wanted && bound >= wanted ? undefined : { wanted, value, bound };
}

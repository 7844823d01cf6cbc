// Pricing in several threads: the same plans and bounds, number by number, however many there are; and no thread that dies or
// is late is waited for.
import { afterEach, describe, expect, it } from 'vitest';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { type CaseloadOptions, generateCaseload } from '../../src/synthetic/generate.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { openThread } from '../../solver/backends/thread.ts';
import { limitsOf } from '../../solver/plans/branches.ts';
import { EXACT_SETS, HEURISTIC_SETS, type PricingRequest } from '../../solver/plans/pricing.ts';
import { sharePricing } from '../../solver/plans/pricing-threads.ts';
import { solve } from '../../solver/solve.ts';
import { composePlan, planText } from '../../bin/plan-file.ts';
import { drawFrom } from '../tiny/draw.ts';
import { drawDecisions, drawPrices, open, type Opened } from './opened.ts';

const TODAY = '2026-01-05';
const worldOf = (options: Omit<CaseloadOptions, 'seed' | 'today'>): World =>
  buildWorld(schema.parse(generateCaseload({ ...options, seed: 1, today: TODAY })), { today: TODAY });

type Shared = ReturnType<typeof sharePricing>;
const opened: Shared[] = [];
/** Pricing of a small caseload in so many threads all the same. */
function share({ compiled, gaps }: Opened, threads: number): Shared {
  const pricing = sharePricing(compiled, gaps, { threads, contactsAThread: 1 });
  opened.push(pricing);
  return pricing;
}
afterEach(async () => void (await Promise.all(opened.splice(0).map((pricing) => pricing.close()))));

/** Requests as a search makes them: random prices and duals, some with decisions of branching, some for a few only. */
function drawRequests(of: Opened, count: number): PricingRequest[] {
  const draw = drawFrom(1);
  const { contactCount, gatheringCount } = of.compiled.instance;
  const indices = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: count }, (_, round) => ({
    prices: drawPrices(of, draw, draw),
    limits: round % 2 === 0 ? undefined : limitsOf(of.compiled, drawDecisions(of, draw)),
    attained: Float64Array.from({ length: contactCount }, () => (draw.chance(0.5) ? -Infinity : draw.int(0, 2_000))),
    contactDuals: Float64Array.from({ length: contactCount }, () => draw.pick([0, 0, 500])),
    gatheringDuals: new Float64Array(gatheringCount),
    mostSets: draw.pick([5, HEURISTIC_SETS, EXACT_SETS / 100]),
    most: draw.pick([undefined, 1, 10]),
    ...(round % 3 === 2
      ? {
          contacts: draw.shuffled(indices(contactCount)).slice(0, 7),
          gatherings: draw.some(indices(gatheringCount), 2),
        }
      : {}),
  }));
}

const village = (): Promise<Opened> => open(worldOf({ size: 'village', recipients: 45, contacts: 30 }));
const free = (): Promise<Opened> => open(worldOf({ size: 'village', recipients: 45, contacts: 30 }), true);

describe('pricing in several threads', { timeout: 60_000 }, () => {
  it.each([
    ['pins that hold', village],
    ['pins that may break', free],
  ])('answers every request with the same numbers: %s', async (_, make) => {
    const of = await make();
    const requests = drawRequests(of, 12);
    const answers = [];
    for (const threads of [1, 4]) {
      const pricing = share(of, threads);
      const own = [];
      for (const request of requests) own.push(await pricing.price(request));
      answers.push(own);
    }
    const [one, ...others] = answers;
    expect(one?.some(({ columns }) => columns.some(({ kind }) => kind === 'contact'))).toBe(true);
    expect(one?.some(({ columns }) => columns.some(({ kind }) => kind === 'gathering'))).toBe(true);
    for (const other of others) expect(other).toEqual(one);
  });

  it('goes on after its threads were closed', async () => {
    const of = await village();
    const [request] = drawRequests(of, 1);
    const pricing = share(of, 2);
    const before = await pricing.price(request as PricingRequest);
    await pricing.close();
    expect((await pricing.price(request as PricingRequest)).worth).toBe(before.worth);
  });

  it('rejects where a thread ends before it has answered', async () => {
    const of = await village();
    const [request] = drawRequests(of, 1);
    const pricing = share(of, 3);
    const answer = pricing.price(request as PricingRequest);
    await Promise.all([expect(answer).rejects.toThrow('pricing-thread has ended'), pricing.close()]);
  });

  it('rejects where a thread throws', async () => {
    const of = await village();
    const { instance, parts } = of.compiled;
    // Without ways it cannot prepare; without prices it cannot answer.
    const unprepared = openThread('../plans/pricing-thread', { instance, parts });
    await expect(unprepared.ask({})).rejects.toThrow('pricing-thread');
    await expect(unprepared.ask({})).rejects.toThrow('pricing-thread has ended');
    const ways = { from: new Int32Array(instance.contactCount), minutes: new Int16Array(0) };
    const late = new Int32Array(new SharedArrayBuffer(4));
    const asked = openThread('../plans/pricing-thread', { instance, parts, ways, late });
    await expect(asked.ask({ contacts: [0], gatherings: [] })).rejects.toThrow('pricing-thread failed');
    await asked.close();
  });

  it('prices nothing more once it is late, and hears so while only others work', async () => {
    const of = await village();
    const [drawn] = drawRequests(of, 1);
    const request = drawn as PricingRequest;
    const pricing = share(of, 2);
    await pricing.price(request);
    // All belong to the other thread, and take it far longer than the test may.
    const contacts = Array.from({ length: 1_000_000 }, () => 1);
    const began = performance.now();
    const isLate = (): boolean => performance.now() > began + 500;
    const { worth, contactWorth } = await pricing.price({ ...request, contacts, gatherings: [], isLate });
    expect(worth).toBe(Infinity);
    expect(contactWorth.at(0)).toBeLessThan(Infinity);
    expect(contactWorth.at(-1)).toBe(Infinity);
    // It is asked anew each time.
    expect((await pricing.price(request)).contactWorth.every(Number.isFinite)).toBe(true);
  });
});

describe('a solve in several threads', { timeout: 300_000 }, () => {
  it('writes the same bytes', async () => {
    // As many contacts as four threads are started for.
    const world = worldOf({ size: 'town', recipients: 40, contacts: 1_420 });
    const texts = new Set<string>();
    for (const threads of [1, 4]) {
      const now = (): number => performance.now();
      const found = await solve(world, { rules: RULES, seed: 1, steps: 2, now, backend: highsBackend, threads });
      texts.add(planText(composePlan(world, found, { caseloadFingerprint: '', seed: 1, steps: 2 }).plan));
    }
    expect(texts.size).toBe(1);
  });
});

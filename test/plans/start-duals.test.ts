// Beginning from the prices of an earlier certificate: they are read as they were written, and none can make a bound wrong.
import { expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { solve } from '../../solver/solve.ts';
import { type PricesBefore, startDuals } from '../../solver/plans/start-duals.ts';
import { failures, isLongRun, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { largeProblem } from './checks.ts';
import { mixedCaseload } from './mix.ts';
import { open } from './opened.ts';

const CASES = isLongRun() ? 100 : 12;

/** Prices of some of the portions, as they might have been for anything. */
const drawnPrices = (keys: readonly string[], draw: Draw): PricesBefore => ({
  scaleBits: 0,
  parts: draw.some(keys, draw.int(1, keys.length)).map((portionKey) => ({ portionKey, price: draw.int(0, 9_000) })),
  leads: [],
  held: [],
  mayBreak: [],
});

it(
  'whatever the prices begun from, the plan is the best, and no bound on the way is too low',
  async () => {
    let certified = 0;
    const failed = await failures(seeds(CASES), async (seed) => {
      const { caseload, options } = mixedCaseload(seed);
      const world = worldOf(caseload, options);
      const truth = bruteForce(world, RULES);
      const settings = { rules: RULES, seed: 1, now: () => performance.now(), backend: highsBackend };
      const certificate = await (await solve(world, { ...settings, certify: true })).certificate?.();
      if (certificate !== undefined) certified++;
      const drawn = drawnPrices([...world.portions.keys()], drawFrom(seed, 7_004));
      for (const prices of certificate === undefined ? [drawn] : [certificate, drawn]) {
        const problem = await largeProblem(world, truth, prices);
        const { status, objective } = await solve(world, { ...settings, pricesBefore: prices });
        if (problem !== undefined || status !== 'optimal' || objective !== truth.objective)
          return { problem, status, objective, truth };
      }
      return undefined;
    });
    expect(failed).toEqual([]);
    expect(certified).toBeGreaterThan(0);
  },
  SUITE_MILLISECONDS,
);

it('a portion costs what the certificate says, and one that it does not know the share of its best points that others do', async () => {
  const { caseload, options } = mixedCaseload(7);
  const { compiled } = await open(worldOf(caseload, options));
  const keys = compiled.portions.map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(1);
  const parts = keys.slice(1).map((portionKey, i) => ({ portionKey, price: 512 * (i + 1) }));
  const duals = startDuals(compiled, { scaleBits: 3, parts, leads: [], held: [], mayBreak: [] });
  expect([...(duals ?? []).slice(1, keys.length)]).toEqual(parts.map(({ price }) => price / 8));
  expect(duals?.[0]).toBeGreaterThan(0);
  expect(
    startDuals(compiled, {
      scaleBits: 3,
      parts: [{ portionKey: 'nobody', price: 1 }],
      leads: [],
      held: [],
      mayBreak: [],
    }),
  ).toBeUndefined();
});

it('a pin that was held and may break now is rewarded with what its portion costs others more', async () => {
  let rewarded = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const { caseload, options } = mixedCaseload(seed);
    const { compiled } = await open(worldOf(caseload, options), true);
    const { softPins, portions, instance } = compiled;
    const held = softPins.map(({ pin }) => pin.pinId);
    const parts = portions.map(({ key }) => ({ portionKey: key, price: 100 }));
    const duals = startDuals(compiled, { scaleBits: 0, parts, leads: [], held, mayBreak: [] });
    const own = portions.length + instance.contactCount + instance.gatheringCount + instance.leadLink.length;
    for (const [k, { pin, options: holders }] of softPins.entries()) {
      if (pin.kind === 'lead' || holders.length === 0) continue;
      const portion = instance.optionPortion[holders[0] as number] as number;
      const reward = duals?.[own + 1 + k] as number;
      // Two pins of one portion raise it once.
      if (softPins.filter((other) => other.pin.kind === 'serve' && other.pin.portionKey === pin.portionKey).length > 1)
        continue;
      expect((duals?.[portion] as number) - reward).toBe(100);
      if (reward > 0) rewarded++;
    }
  }
  expect(rewarded).toBeGreaterThan(0);
});

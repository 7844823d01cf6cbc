// Upper bounds on tiny caseloads: whatever the prices, a verified bound is no less than the best plan that brute force
// finds, and the verifier's best plans are those of trying every one.
import { expect, it } from 'vitest';
import { findCandidates } from '../../src/check/bound/candidates.ts';
import { contactProblem, type Making } from '../../src/check/bound/contact-problem.ts';
import { bestContactPlan } from '../../src/check/bound/contact-search.ts';
import { bestGatheringPlan, gatheringProblem } from '../../src/check/bound/gathering-search.ts';
import { readPins } from '../../src/check/bound/pins.ts';
import { readPrices } from '../../src/check/bound/prices.ts';
import { heldSeatsOf } from '../../src/check/bound/verify-bound.ts';
import { verifyBound } from '../../src/check/index.ts';
import { rulesByKind } from '../../src/check/rules-by-kind.ts';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import type { Certificate } from '../../src/schema/certificate.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { failures, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { bruteForce } from '../tiny/brute-force.ts';
import { pinsNotHeld } from '../tiny/pins-held.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { completed } from './bound-completed.ts';
import { drawCertificate, emptyCertificate, withPins } from './bound-draws.ts';
import { bestContactPlanByTrial, bestGatheringPlanByTrial } from './bound-enumeration.ts';

const CASES = 300;

const tinyWorld = (seed: number): World => {
  const { caseload, options } = tinyCaseload(seed);
  return worldOf(caseload, options);
};

/** Every pin may break, and as many as brute force has to. */
const mayBreakAll = (certificate: Certificate, world: World, most: number): Certificate =>
  world.pins.length === 0
    ? certificate
    : {
        ...certificate,
        mayBreak: [{ pinIds: world.pins.map(({ pinId }) => pinId), most, prices: world.pins.map(() => 0) }],
      };

/** What is wrong with a bound; undefined where it is no less than the best plan. */
function tooLow(world: World, certificate: Certificate, objective: number): unknown {
  const { proven, findings } = verifyBound(world, RULES, certificate);
  if (proven !== undefined && proven >= objective) return undefined;
  return { proven, objective, findings: findings.slice(0, 2) };
}

it(
  'a bound without prices is no less than the best plan',
  async () => {
    const failed = await failures(seeds(CASES), async (seed) => {
      const world = tinyWorld(seed);
      const { objective, brokenPins } = bruteForce(world, RULES);
      return tooLow(world, mayBreakAll(emptyCertificate(world), world, brokenPins), objective);
    });
    expect(failed).toEqual([]);
  },
  SUITE_MILLISECONDS,
);

it(
  'whatever the prices of parts, leads, rows and pins, the bound is no less than the best plan',
  async () => {
    let rows = 0;
    const failed = await failures(seeds(CASES), async (seed) => {
      const world = tinyWorld(seed);
      const { objective, plan } = bruteForce(world, RULES);
      const broken = pinsNotHeld(world, plan);
      const holdable = world.pins.map(({ pinId }) => pinId).filter((pinId) => !broken.includes(pinId));
      const certificate = withPins(drawCertificate(world, seed), world, holdable, seed);
      rows += certificate.rows.length;
      return tooLow(world, certificate, objective);
    });
    expect(failed).toEqual([]);
    expect(rows).toBeGreaterThan(0);
  },
  SUITE_MILLISECONDS,
);

it(
  'the best contact and gathering plan at any prices is that of trying every one',
  async () => {
    const failed = await failures(seeds(CASES), async (seed) => {
      const world = tinyWorld(seed);
      const holdable = bruteForce(world, RULES).plan;
      const broken = pinsNotHeld(world, holdable);
      const certificate = withPins(
        drawCertificate(world, seed),
        world,
        world.pins.map(({ pinId }) => pinId).filter((pinId) => !broken.includes(pinId)),
        seed,
      );
      return differences(world, certificate);
    });
    expect(failed).toEqual([]);
  },
  SUITE_MILLISECONDS,
);

it(
  'a certificate with the best plans at any prices proves exactly what it states, and the auditor finds nothing in it',
  async () => {
    let plans = 0;
    const failed = await failures(seeds(CASES), async (seed) => {
      const world = tinyWorld(seed);
      const broken = pinsNotHeld(world, bruteForce(world, RULES).plan);
      const holdable = world.pins.map(({ pinId }) => pinId).filter((pinId) => !broken.includes(pinId));
      const drawn = withPins(drawCertificate(world, seed), world, holdable, seed);
      const certificate = completed(world, drawn);
      plans += certificate.contactPlans.length + certificate.gatheringPlans.length;
      const { stated, proven, findings } = verifyBound(world, RULES, certificate);
      const hard = findings.filter(({ severity }) => severity === 'hard');
      return stated === proven && hard.length === 0 ? undefined : { stated, proven, findings };
    });
    expect(failed).toEqual([]);
    expect(plans).toBeGreaterThan(0);
  },
  SUITE_MILLISECONDS,
);

it('so it is for a village at simple prices', () => {
  const caseload = schema.parse(generateCaseload({ size: 'village', seed: 1 }));
  const world = buildWorld(caseload, { today: '2026-01-05' });
  const parts = [...world.portions.values()].map(({ key, grantedMinutes, urgencyEighths }) => ({
    portionKey: key,
    // What the whole grant is worth, a little more than anybody gets for it.
    price: Math.round((1_000 * urgencyEighths * grantedMinutes) / 960) * 16,
  }));
  const certificate = completed(world, { ...emptyCertificate(world, 4), parts });
  expect(certificate.contactPlans.length).toBeGreaterThan(5);
  expect(verifyBound(world, RULES, certificate)).toEqual({
    stated: certificate.bound,
    proven: certificate.bound,
    findings: [],
  });
});

/** Whose best plan differs from that of trying every one. */
function differences(world: World, certificate: Certificate): unknown {
  const report = (): void => {};
  const rules = rulesByKind(RULES);
  const candidates = findCandidates(world, RULES);
  const demands = readPins(world, certificate, report);
  const prices = readPrices(world, RULES, certificate, report);
  const making: Making = { world, rules, candidates, demands, prices };
  const scale = 2 ** certificate.scaleBits;
  const wrong: unknown[] = [];
  for (const contact of world.caseload.contacts) {
    const problem = contactProblem(making, contact);
    const floor = problem.pieces.some(({ isMust }) => isMust) ? -Infinity : -1;
    const { value } = bestContactPlan(world, rules, problem, { scale, floor });
    const wanted = bestContactPlanByTrial(world, certificate, contact);
    if (Math.max(value, floor === -1 ? 0 : value) !== wanted) wrong.push({ id: contact.id, value, wanted });
  }
  const heldSeats = heldSeatsOf(world, { candidates, demands }, report);
  for (const gathering of world.gatherings.values()) {
    const problem = gatheringProblem(making, gathering, heldSeats);
    const idle = problem.musts > 0 ? -Infinity : 0;
    const value = bestGatheringPlan(problem, idle)?.value ?? idle;
    const wanted = bestGatheringPlanByTrial(world, certificate, gathering);
    if (value !== wanted) wrong.push({ id: gathering.key, value, wanted });
  }
  return wrong.length === 0 ? undefined : wrong;
}

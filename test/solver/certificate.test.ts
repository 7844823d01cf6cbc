// Certificates as the solver writes them, verified by code that shares nothing with it: they prove exactly what they
// state, still bound when a price is changed, and are refused when a plan in them is none.
import { expect, it } from 'vitest';
import { verifyBound } from '../../src/check/index.ts';
import type { World } from '../../src/domain/world.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { type Certificate, certificate as certificateSchema } from '../../src/schema/certificate.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import type { UnsignedCertificate } from '../../solver/plans/certificate.ts';
import { solve } from '../../solver/solve.ts';
import { failures, isFullRun, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { drawFrom } from '../tiny/draw.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';

const CASES = 150;

/**
 * Caseloads in which a contact must serve one half at a loss and may serve the other with the same place (3736), in which
 * one contact's sessions with two parts of a recipient are more than that recipient wants in a day (2525, 3359, 3708), in
 * which a pinned group has nobody who could sit in it (10226), and in which a pin names one slot of an offer with two (12141).
 */
const TOLD = [2525, 3359, 3708, 3736, 10226, 12141];

const signed = (unsigned: UnsignedCertificate): Certificate =>
  certificateSchema.parse({
    format: 'kobling/certificate@1',
    caseloadFingerprint: '',
    rulesetFingerprint: '',
    ...unsigned,
  });

/** A solve of a world with its certificate. */
async function certified(world: World) {
  const proposal = await solve(world, {
    rules: RULES,
    seed: 1,
    now: () => performance.now(),
    backend: highsBackend,
    formulation: 'plans',
    certify: true,
  });
  const made = await proposal.certificate?.();
  if (made === undefined) throw new Error('A proof by prices must have a certificate.');
  return { proposal, certificate: signed(made) };
}

const tinyWorld = (seed: number): World => {
  const { caseload, options } = tinyCaseload(seed);
  return worldOf(caseload, options);
};

/** What is wrong with a certificate that should prove exactly what it states. */
function notExact(world: World, certificate: Certificate, objective: number): unknown {
  const { stated, proven, findings } = verifyBound(world, RULES, certificate);
  return stated === proven && findings.length === 0 && stated >= objective
    ? undefined
    : { stated, proven, objective, findings: findings.slice(0, 3) };
}

it(
  'the certificate of a solve proves exactly what it states',
  async () => {
    const counts = { rows: 0, held: 0, mayBreak: 0, leads: 0, contactPlans: 0, gatheringPlans: 0, tight: 0 };
    const all = [...TOLD, ...seeds(CASES)];
    const failed = await failures(all, async (seed) => {
      const world = tinyWorld(seed);
      const { proposal, certificate } = await certified(world);
      counts.rows += certificate.rows.length;
      counts.held += certificate.held.length;
      counts.mayBreak += certificate.mayBreak.length;
      counts.leads += certificate.leads.length;
      counts.contactPlans += certificate.contactPlans.length;
      counts.gatheringPlans += certificate.gatheringPlans.length;
      if (certificate.bound === proposal.bound) counts.tight++;
      return notExact(world, certificate, proposal.objective);
    });
    console.log(`Certificates of ${all.length} tiny caseloads: ${JSON.stringify(counts)}.`);
    expect(failed).toEqual([]);
    if (isFullRun()) for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
  },
  SUITE_MILLISECONDS,
);

it(
  'whichever price is changed, the certificate bounds the best plan',
  async () => {
    const failed = await failures(seeds(CASES), async (seed) => {
      const world = tinyWorld(seed);
      const { proposal, certificate } = await certified(world);
      const draw = drawFrom(seed, 7_001);
      const change = (price: number): number => Math.max(0, price + (draw.chance(0.5) ? 1 : -1) * 300 * 2 ** 20);
      const parts = certificate.parts.map((part) => ({ ...part }));
      const part = parts.length === 0 ? undefined : draw.pick(parts);
      if (part !== undefined) part.price = change(part.price);
      const rows = certificate.rows.map((row) => ({ ...row }));
      const row = rows.length === 0 ? undefined : draw.pick(rows);
      if (row !== undefined) row.price = change(row.price);
      const { proven, findings } = verifyBound(world, RULES, { ...certificate, parts, rows });
      return proven !== undefined && proven >= proposal.objective ? undefined : { proven, proposal, findings };
    });
    expect(failed).toEqual([]);
  },
  SUITE_MILLISECONDS,
);

it('a certificate that lists a plan which is none is refused', async () => {
  let tried = 0;
  for (const seed of seeds(20)) {
    const world = tinyWorld(seed);
    const { certificate } = await certified(world);
    const [plan, ...others] = certificate.contactPlans;
    if (plan === undefined || plan.engagements.length === 0) continue;
    tried++;
    // Every engagement a second time: nobody is served twice.
    const twice = { ...plan, engagements: [...plan.engagements, ...plan.engagements] };
    const { findings } = verifyBound(world, RULES, { ...certificate, contactPlans: [twice, ...others] });
    expect(findings.some(({ severity }) => severity === 'hard')).toBe(true);
  }
  if (isFullRun()) expect(tried).toBeGreaterThan(5);
});

it('a verifier that gives up proves a bound that holds all the same, and takes it for no refutation', async () => {
  let weaker = 0;
  for (const seed of seeds(60)) {
    const world = tinyWorld(seed);
    const { proposal, certificate } = await certified(world);
    const { proven, findings } = verifyBound(world, RULES, certificate, { looks: 0 });
    expect(proven).toBeGreaterThanOrEqual(Math.max(proposal.objective, certificate.bound));
    expect(findings.filter(({ severity }) => severity === 'hard')).toEqual([]);
    if ((proven ?? 0) > certificate.bound) weaker++;
    // A bound below the plans listed is refuted even so.
    const low = { ...certificate, bound: certificate.bound - 1 };
    if (certificate.contactPlans.length > 0)
      expect(verifyBound(world, RULES, low, { looks: 0 }).findings).toMatchObject([{ severity: 'hard' }]);
  }
  if (isFullRun()) expect(weaker).toBeGreaterThan(0);
});

it(
  'so it is for a village',
  async () => {
    const world = buildWorld(schema.parse(generateCaseload({ size: 'village', seed: 1 })), { today: '2026-01-05' });
    const { proposal, certificate } = await certified(world);
    expect(notExact(world, certificate, proposal.objective)).toBeUndefined();
    expect(certificate.bound - proposal.bound).toBeLessThan(50);
  },
  SUITE_MILLISECONDS,
);

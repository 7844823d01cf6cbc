// A certificate as a solver would write it: with the best plans at its prices, here found by the verifier's own searches.
import { findCandidates } from '../../src/check/bound/candidates.ts';
import { contactProblem, type Making } from '../../src/check/bound/contact-problem.ts';
import { bestContactPlan } from '../../src/check/bound/contact-search.ts';
import { bestGatheringPlan, gatheringProblem } from '../../src/check/bound/gathering-search.ts';
import { readPins } from '../../src/check/bound/pins.ts';
import { readPrices } from '../../src/check/bound/prices.ts';
import { heldSeatsOf } from '../../src/check/bound/verify-bound.ts';
import { verifyBound } from '../../src/check/index.ts';
import { rulesByKind } from '../../src/check/rules-by-kind.ts';
import { isLead } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Certificate } from '../../src/schema/certificate.ts';
import { certificateTime } from './bound-draws.ts';

/** The certificate with the best plans at its prices, and the bound that they give: what a solver would write. */
export function completed(world: World, certificate: Certificate): Certificate {
  const report = (): void => {};
  const rules = rulesByKind(RULES);
  const candidates = findCandidates(world, RULES);
  const demands = readPins(world, certificate, report);
  const prices = readPrices(world, RULES, certificate, report);
  const making: Making = { world, rules, candidates, demands, prices };
  const heldSeats = heldSeatsOf(world, { candidates, demands }, report);
  const contactPlans = world.caseload.contacts.flatMap((contact) => {
    const problem = contactProblem(making, contact);
    const floor = problem.pieces.some(({ isMust }) => isMust) ? -Infinity : 0;
    const found = bestContactPlan(world, rules, problem, { scale: prices.scale, floor });
    if (found.chosen === undefined) return [];
    const engagements = found.chosen.flatMap(({ option: { of }, slots }) =>
      isLead(of)
        ? []
        : [{ portionKey: of.portion.key, ...of.form, times: slots.map(({ time }) => certificateTime(time)) }],
    );
    const leads = found.chosen.flatMap(({ option: { of } }) => (isLead(of) ? [of.gathering.key] : []));
    return [{ contactId: contact.id, value: found.value, engagements, leads }];
  });
  const gatheringPlans = [...world.gatherings.values()].flatMap((gathering) => {
    const problem = gatheringProblem(making, gathering, heldSeats);
    const found = bestGatheringPlan(problem, problem.musts > 0 ? -Infinity : 0);
    if (found === undefined) return [];
    const seats = found.seats.map(({ key }) => key);
    return [{ gatheringKey: gathering.key, value: found.value, seats, leaders: found.leaders.map(({ id }) => id) }];
  });
  const whole = { ...certificate, contactPlans, gatheringPlans };
  return { ...whole, bound: verifyBound(world, RULES, whole).proven ?? 0 };
}

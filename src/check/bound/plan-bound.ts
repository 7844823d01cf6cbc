// A plan beside a verified bound: how far it is from it, whether the bound speaks of such plans at all, and whether the
// plan claims more than is proven.
import type { World } from '../../domain/world.ts';
import type { Certificate } from '../../schema/certificate.ts';
import type { Plan } from '../../schema/plan.ts';
import type { Finding } from '../finding.ts';
import { isDormant } from '../../domain/pins.ts';
import type { PlanItems } from '../plan-items.ts';
import { readPlanItems } from '../read-plan-items.ts';
import { asksContact, asksSeat, matchesSlot } from './pins.ts';
import type { VerifiedBound } from './verify-bound.ts';

export type PlanBound = {
  readonly stated: number;
  /** Null where the certificate proves nothing. */
  readonly proven: number | null;
  readonly planObjective: number;
  /** proven − planObjective; null where nothing is proven. */
  readonly absGap: number | null;
};

export const planBoundOf = ({ stated, proven }: VerifiedBound, planObjective: number): PlanBound => ({
  stated,
  proven: proven ?? null,
  planObjective,
  absGap: proven === undefined ? null : proven - planObjective,
});

function isHeld({ engagements, leads }: PlanItems, pin: World['pins'][number]): boolean {
  if (pin.kind === 'lead')
    return leads.some(({ lead }) => lead.gathering.id === pin.groupId && lead.contact.id === pin.contactId);
  return engagements.some(({ engagement, times }) => {
    const { portion, contact, gathering } = engagement;
    if (portion.key !== pin.portionKey) return false;
    return contact !== undefined
      ? asksContact(pin, contact.id) && times.some((time) => matchesSlot(pin, time))
      : asksSeat(pin, gathering);
  });
}

/** Findings of a plan that the bound does not speak of, or that records a lower bound than is proven. */
export function auditPlanBound(world: World, plan: Plan, certificate: Certificate, verified: VerifiedBound): Finding[] {
  const items = readPlanItems(world, plan);
  const broken = new Set(
    world.pins.filter((pin) => !isDormant(world, pin) && !isHeld(items, pin)).map(({ pinId }) => pinId),
  );
  const findings: Finding[] = [];
  const unspoken = (pointer: string, ids: readonly string[]): void => {
    findings.push({ rule: 'certificate-pins', severity: 'hard', ids, pointer, facts: { broken: ids.join(', ') } });
  };
  const notHeld = certificate.held.filter((pinId) => broken.has(pinId));
  if (notHeld.length > 0) unspoken('/held', notHeld);
  for (const [index, { pinIds, most }] of certificate.mayBreak.entries()) {
    const own = pinIds.filter((pinId) => broken.has(pinId));
    if (own.length > most) unspoken(`/mayBreak/${index}`, own);
  }
  const { proven } = verified;
  // A plan that records neither objective nor score, as a person writes it, claims nothing.
  const isRecorded = plan.objective !== 0 || Object.keys(plan.score).length > 0;
  if (proven !== undefined && isRecorded && Math.floor(plan.bound) < proven) {
    const facts = { recorded: plan.bound, proven };
    findings.push({ rule: 'recorded-bound', severity: 'soft', ids: [], pointer: '/bound', facts });
  }
  return findings;
}

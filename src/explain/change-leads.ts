// Why a contact leads a group no longer, or leads one now.
import { occurrencesOf, timeOfGathering, type Lead } from '../domain/items.ts';
import { contains } from '../domain/time.ts';
import { ofKind } from '../rules/rule.ts';
import type { EarlierPlan } from './change-before.ts';
import type { ChangeReason } from './change-facts.ts';
import type { Pins } from './change-pins.ts';
import type { Side } from './change-sides.ts';
import type { Failure } from './failures.ts';
import type { Scene } from './scene.ts';
import { windowsOf } from './starts.ts';

/** Hard rules that a contact fails as leader of a group, whoever takes part: checks, then windows. */
export function leadFailures({ world, rules }: Scene, lead: Lead): Failure[] {
  const { contact, gathering } = lead;
  const checked = ofKind(rules, 'eligibility').flatMap(({ id, checks }): Failure[] => {
    const outcome = checks.contact?.(world, contact, 'lead', gathering);
    return outcome === undefined || outcome.status === 'met' ? [] : [{ rule: id, ...outcome }];
  });
  const time = timeOfGathering(gathering);
  const outside = windowsOf(world, rules, undefined, [contact]).filter(
    ({ intervals }) =>
      !occurrencesOf(lead, time).every(({ axisFrom, axisTo }) => contains(intervals, axisFrom, axisTo)),
  );
  const facts = { reason: 'fixed-time', minutes: time.minutes };
  return [...checked, ...outside.map(({ rule }): Failure => ({ rule, status: 'broken', facts }))];
}

/** Hard rules that bar a leader from somebody who takes part now. */
function barredFrom({ world, rules }: Scene, { contact, gathering }: Lead, after: Side): Failure[] {
  for (const { told, portionKey } of after.served.values()) {
    const portion = told.groupId === gathering.id ? world.portions.get(portionKey) : undefined;
    if (portion === undefined) continue;
    const failures = ofKind(rules, 'eligibility').flatMap(({ id, checks }): Failure[] => {
      const outcome = checks.pair?.(world, portion, contact, 'lead');
      return outcome === undefined || outcome.status === 'met' ? [] : [{ rule: id, ...outcome }];
    });
    if (failures.length > 0) return failures;
  }
  return [];
}

export type LeadReasons = {
  lost(groupId: string, contactId: string): ChangeReason;
  gained(groupId: string, contactId: string): ChangeReason;
};

export function createLeadReasons(
  scene: Scene,
  { after, pins, earlier, isFirst }: { after: Side; pins: Pins; earlier: () => EarlierPlan; isFirst: boolean },
): LeadReasons {
  const { world } = scene;
  const forced = (failures: readonly Failure[], scope: 'pairing' | 'together'): ChangeReason | undefined =>
    failures.length === 0 ? undefined : { kind: 'hard-rule', scope, failures };
  return {
    lost(groupId, contactId) {
      const pinIds = pins.ofLead(groupId, contactId).filter((id) => pins.broken.has(id));
      if (pinIds.length > 0) return { kind: 'pin-broken', pinIds };
      const gathering = world.gatherings.get(groupId);
      if (gathering === undefined) return { kind: 'gone', what: 'group' };
      const contact = scene.contacts.find(({ id }) => id === contactId);
      if (contact === undefined) return { kind: 'gone', what: 'contact' };
      const lead: Lead = { contact, gathering };
      const isRunning = [...after.served.values()].some(({ told }) => told.groupId === groupId);
      const beside = earlier().leadBesideRest(lead);
      return (
        forced(leadFailures(scene, lead), 'pairing') ??
        (isRunning ? undefined : { kind: 'not-running' }) ??
        forced(barredFrom(scene, lead, after), 'together') ??
        forced(beside === undefined ? [] : [beside], 'together') ?? { kind: 'better-plan' }
      );
    },
    gained(groupId, contactId) {
      const pinIds = pins.ofLead(groupId, contactId);
      if (isFirst) return { kind: 'first-plan' };
      return pinIds.length > 0 ? { kind: 'pinned', pinIds } : { kind: 'better-plan' };
    },
  };
}

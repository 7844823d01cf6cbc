// Pins: what is active or locked is held by the plan, or the plan names it as broken with a reason that is true.
import { isDormant } from '../domain/pins.ts';
import { minuteOfDay } from '../domain/time.ts';
import type { Pinned, World } from '../domain/world.ts';
import type { Facts, Ruleset } from '../rules/rule.ts';
import type { Assignment, BrokenPin, Plan } from '../schema/plan.ts';
import { type Finding, idList } from './finding.ts';
import { isForbidden } from './pin-reasons.ts';
import type { PlanItems, PlannedEngagement } from './plan-items.ts';
import { rulesByKind } from './rules-by-kind.ts';

type ServePin = Extract<Pinned, { kind: 'serve' }>;

/** Whether an engagement is with the pin's contact, group or offer, at the pin's slot where it has one. */
function isHeldBy({ contactId, groupId, offerId, slot }: ServePin, { engagement, times }: PlannedEngagement): boolean {
  const { contact, gathering } = engagement;
  if (contactId !== undefined && contact?.id !== contactId) return false;
  if (groupId !== undefined && (gathering?.kind !== 'group' || gathering.id !== groupId)) return false;
  if (offerId !== undefined && (gathering?.kind !== 'voluntary' || gathering.id !== offerId)) return false;
  if (slot === undefined) return true;
  const start = minuteOfDay(slot.start);
  // What recurs every week is there in either week of the cycle.
  return times.some(
    (time) =>
      time.weekday === slot.weekday &&
      time.start === start &&
      (slot.cycleWeek === undefined || time.cycleWeek === undefined || time.cycleWeek === slot.cycleWeek),
  );
}

/** Ids a pin is about: the pin, its portion and with whom, or the group and its leader. */
function idsOf(pinned: Pinned): string[] {
  return pinned.kind === 'lead'
    ? idList(pinned.pinId, pinned.groupId, pinned.contactId)
    : idList(pinned.pinId, pinned.portionKey, pinned.contactId, pinned.groupId, pinned.offerId);
}

/** Whether the plan's reason for breaking a pin is true. */
function isJustified(world: World, pinned: Pinned, { rules, conflict }: BrokenPin, ruleset: Ruleset): boolean {
  const others = new Set(conflict);
  if (others.has(pinned.pinId) && others.size >= 2) return true;
  return isForbidden(world, pinned, rules, ruleset);
}

/** Where a portion or group stands in the plan, for the finding of a pin that is not held. */
function pointerOf(pinned: Pinned, assignments: readonly Assignment[]): string {
  if (pinned.kind === 'lead') return '/leads';
  const index = assignments.findIndex(({ partId, share }) => {
    const key = share === undefined ? partId : `${partId}/${share}`;
    return key === pinned.portionKey;
  });
  return index === -1 ? '/assignments' : `/assignments/${index}`;
}

/** Findings of pins that are not held: hard without a true reason, soft with one. */
export function auditPins(world: World, plan: Plan, items: PlanItems, ruleset: Ruleset): Finding[] {
  const rule = rulesByKind(ruleset).pin;
  if (rule === undefined || world.pins.length === 0) return [];
  const byPortion = new Map<string, PlannedEngagement[]>();
  for (const planned of items.engagements) {
    const { key } = planned.engagement.portion;
    const found = byPortion.get(key);
    if (found === undefined) byPortion.set(key, [planned]);
    else found.push(planned);
  }
  const leads = new Set(plan.leads.map(({ groupId, contactId }) => `${groupId} ${contactId}`));
  const isHeld = (pinned: Pinned): boolean =>
    pinned.kind === 'lead'
      ? leads.has(`${pinned.groupId} ${pinned.contactId}`)
      : (byPortion.get(pinned.portionKey) ?? []).some((planned) => isHeldBy(pinned, planned));

  const brokenAt = new Map(plan.brokenPins.map((entry, index) => [entry.pinId, { entry, index }]));
  const findings: Finding[] = [];
  for (const pinned of world.pins) {
    if (isDormant(world, pinned) || isHeld(pinned)) continue;
    const listed = brokenAt.get(pinned.pinId);
    const finding = (severity: Finding['severity'], pointer: string, facts: Facts): void => {
      findings.push({ rule: rule.id, severity, ids: idsOf(pinned), pointer, facts: { pin: pinned.pinId, ...facts } });
    };
    if (listed === undefined) {
      finding('hard', pointerOf(pinned, plan.assignments), { reason: 'not-named' });
      continue;
    }
    const { entry, index } = listed;
    const isTrue = isJustified(world, pinned, entry, ruleset);
    finding(isTrue ? 'soft' : 'hard', `/brokenPins/${index}`, {
      reason: isTrue ? 'forbidden' : 'not-forbidden',
      rules: entry.rules.join(', '),
    });
  }
  return findings;
}

// Why an assignment is no longer what it was: what left the caseload, the hard rule that now forbids it, the pin that asks
// for something else; and where nothing does, that the plan is simply better so.
import { occurrencesOf } from '../domain/items.ts';
import { engagementOf, gatheringsOfOffer, readAssignments, timesOf } from '../domain/plan-items.ts';
import { contains, minuteOfDay } from '../domain/time.ts';
import { portionKey, type World } from '../domain/world.ts';
import type { Assignment, Plan } from '../schema/plan.ts';
import type { EarlierPlan } from './change-before.ts';
import { failureOf } from './change-before.ts';
import type { ChangeReason, Scope } from './change-facts.ts';
import type { LeadReasons } from './change-leads.ts';
import { holds, isPartner, type Pins } from './change-pins.ts';
import type { Shown } from './change-sides.ts';
import { pinsOf } from './classify.ts';
import { allowedForms, engagementFailures, type Failure, gatheringFailures } from './failures.ts';
import { createOccupancy, itemsAt, type Occupancy } from './occupancy.ts';
import { pairFailures } from './pair.ts';
import { roomIn, roomWith } from './room.ts';
import { PROTECTION_RULE, type Scene } from './scene.ts';
import { windowsOf } from './starts.ts';

export type Asked = {
  readonly was: Assignment;
  /** Undefined where the portion is not served now. */
  readonly now: Assignment | undefined;
  readonly difference: 'unserved' | 'partner' | 'form' | 'times' | 'leaders';
};

type Setting = {
  readonly scene: Scene;
  readonly shown: Shown;
  readonly pins: Pins;
  readonly earlier: () => EarlierPlan;
  readonly leads: LeadReasons;
  readonly after: Plan;
};

const gone = (what: Extract<ChangeReason, { kind: 'gone' }>['what']): ChangeReason => ({ kind: 'gone', what });

/** What of an assignment is not in the caseload, or is registered there otherwise. */
function missing(world: World, shown: Shown, was: Assignment): ChangeReason | undefined {
  if (!world.recipients.has(was.recipientId)) return gone('recipient');
  if (world.portions.get(portionKey(was.partId, was.share))?.recipient.id !== was.recipientId) return gone('part');
  if (was.arrangement === 'individual') {
    const [contactId = ''] = was.contactIds;
    // Who may not be shown is as good as gone, and told so.
    return world.contacts.has(contactId) && shown.contact(contactId) ? undefined : gone('contact');
  }
  if (was.arrangement === 'group' && !world.gatherings.has(was.groupId ?? '')) return gone('group');
  if (was.arrangement === 'voluntary' && gatheringsOfOffer(world, was.offerId ?? '').length === 0) return gone('offer');
  const gathering = engagementOf(world, was)?.gathering;
  const [time] = was.pattern;
  if (gathering === undefined || time === undefined) return { kind: 'registered' };
  const { slot } = gathering;
  const isMoved =
    slot.weekday !== time.weekday ||
    minuteOfDay(slot.start) !== minuteOfDay(time.start) ||
    slot.minutes !== time.minutes ||
    (slot.cycleWeek === undefined ? was.cycleWeeks !== 1 : was.cycleWeeks !== 2 || slot.cycleWeek !== time.cycleWeek);
  const companion = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
  const isUnspoken = companion !== undefined && !shown.contact(companion.id);
  return isMoved || isUnspoken ? { kind: 'registered' } : undefined;
}

/** Hard rules against the pairing or the place as such. */
function pairingFailures(scene: Scene, was: Assignment): Failure[] {
  const engagement = engagementOf(scene.world, was);
  if (engagement === undefined) return [];
  const { portion, contact, gathering } = engagement;
  const found =
    contact === undefined ? [...gatheringFailures(scene, portion, gathering)] : pairFailures(scene, portion, contact);
  return found.filter(({ rule }) => rule !== PROTECTION_RULE);
}

/** Hard rules against the form or the times of a pairing that could be otherwise. */
function timesFailures({ world, rules }: Scene, was: Assignment): Failure[] {
  const [read] = readAssignments(world, { assignments: [was] });
  const engagement = read?.engagement;
  if (read === undefined || engagement?.contact === undefined) return [];
  const { portion, contact } = engagement;
  const occurrences = read.times.flatMap((time) => occurrencesOf(engagement, time));
  const outside = windowsOf(world, rules, portion, [portion.recipient, contact]).filter(
    ({ intervals }) => !occurrences.every(({ axisFrom, axisTo }) => contains(intervals, axisFrom, axisTo)),
  );
  const facts = { reason: 'old-time' };
  const failures = [
    ...engagementFailures(world, rules, engagement),
    ...outside.map(({ rule }): Failure => ({ rule, status: 'broken', facts })),
  ];
  if (failures.length > 0) return failures;
  const alone = createOccupancy(world, rules, { assignments: [], leads: [] });
  const blocker = alone.blocker(itemsAt(engagement, timesOf(was)));
  return blocker === undefined ? [] : [failureOf(blocker)];
}

/** Limits and conflicts that leave the earlier partner no room beside the pins of today. */
function besidePins(scene: Scene, pinned: Occupancy, was: Assignment): Failure[] {
  const engagement = engagementOf(scene.world, was);
  if (engagement === undefined) return [];
  const { portion, contact, gathering } = engagement;
  const room =
    contact === undefined
      ? roomIn(scene, pinned, portion, gathering)
      : roomWith(scene, pinned, {
          portion,
          contact,
          forms: allowedForms(scene.world, scene.rules, portion, contact).forms,
        });
  if (room.fits) return [];
  // What stands against the times they had says more than what stood against each time that was tried.
  const blocker = pinned.blocker(itemsAt(engagement, timesOf(was)));
  return (blocker === undefined ? room.blockers : [blocker]).map(failureOf);
}

function leadersReason({ leads }: Setting, was: Assignment, now: Assignment): ChangeReason {
  const { groupId } = now;
  if (groupId === undefined) return { kind: 'registered' };
  const [lost] = was.contactIds.filter((id) => !now.contactIds.includes(id));
  const [gained = ''] = now.contactIds.filter((id) => !was.contactIds.includes(id));
  return lost === undefined ? leads.gained(groupId, gained) : leads.lost(groupId, lost);
}

/** Answers why assignments of the earlier plan are no longer what they were. */
export function createReasons(setting: Setting): (asked: Asked) => ChangeReason {
  const { scene, shown, pins, earlier, after } = setting;
  const { world, rules } = scene;
  let pinned: Occupancy | undefined;
  const occupied = (): Occupancy => (pinned ??= createOccupancy(world, rules, pinsOf(world, after)));
  const forced = (scope: Scope, failures: readonly (Failure | undefined)[]): ChangeReason | undefined => {
    const found = failures.filter((failure) => failure !== undefined);
    return found.length === 0 ? undefined : { kind: 'hard-rule', scope, failures: found };
  };
  return ({ was, now, difference }) => {
    if (difference === 'leaders' && now !== undefined) return leadersReason(setting, was, now);
    const isOtherPartner = difference === 'unserved' || difference === 'partner';
    const own = pins.of(portionKey(was.partId, was.share));
    const broken = own.filter((pin) => pins.broken.has(pin.pinId) && holds(pin, was));
    if (broken.length > 0) return { kind: 'pin-broken', pinIds: broken.map(({ pinId }) => pinId) };
    const asking = own.filter((pin) => now !== undefined && holds(pin, now) && !holds(pin, was));
    const gathering = engagementOf(world, was)?.gathering;
    return (
      missing(world, shown, was) ??
      (isOtherPartner ? forced('pairing', pairingFailures(scene, was)) : undefined) ??
      (asking.length > 0 ? { kind: 'pinned', pinIds: asking.map(({ pinId }) => pinId) } : undefined) ??
      forced('times', timesFailures(scene, was)) ??
      forced('together', [
        gathering === undefined ? undefined : earlier().tooFewIn(gathering),
        earlier().besideRest(was),
      ]) ??
      (isOtherPartner ? forced('beside-pins', besidePins(scene, occupied(), was)) : undefined) ??
      (was.pinned && !own.some((pin) => isPartner(pin, was)) ? { kind: 'released' } : undefined) ?? {
        kind: 'better-plan',
      }
    );
  };
}

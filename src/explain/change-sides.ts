// The two plans of a change report, without the people who may not be shown: what is left can be compared and counted.
import { portionKey, type World } from '../domain/world.ts';
import { isScreened } from '../rules/eligibility/protected-address.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Assignment, Plan, UnservedClass } from '../schema/plan.ts';
import { isHidden, isHiddenContact, PROTECTION_RULE } from './scene.ts';

/** Who may be told of. People who left the caseload may, as nothing is known against it. */
export type Shown = {
  /** Whether anybody may. */
  readonly isScreened: boolean;
  recipient(id: string): boolean;
  contact(id: string): boolean;
};

export function shownIn(world: World, rules: Ruleset): Shown {
  const isAsked = rules.some(({ id }) => id === PROTECTION_RULE);
  const mayTell = !isAsked || isScreened(world);
  const hidden = new Set<string>();
  const asked = new Set<string>();
  for (const portion of world.portions.values()) {
    asked.add(portion.recipient.id);
    if (isHidden(world, portion, rules)) hidden.add(portion.recipient.id);
  }
  // Without a decision there is nothing to ask the rule about.
  for (const { id, protection } of world.caseload.recipients)
    if (!asked.has(id) && protection !== 'none') hidden.add(id);
  return {
    isScreened: mayTell,
    recipient: (id) => mayTell && !hidden.has(id),
    contact(id) {
      const contact = world.contacts.get(id);
      return mayTell && (contact === undefined || !isHiddenContact(world, contact, rules));
    },
  };
}

/** An assignment of a plan; `told` names nobody who may not be shown, `raw` is as the plan has it. */
export type Told = { readonly portionKey: string; readonly told: Assignment; readonly raw: Assignment };

export type Side = {
  /** By recipient and portion; see `keyOf`. */
  readonly served: ReadonlyMap<string, Told>;
  /** Why a portion is not served, by its key; of people who may be shown. */
  readonly unserved: ReadonlyMap<string, UnservedClass>;
  readonly leads: Plan['leads'];
  /** Held sessions by assignment. */
  readonly sessions: Plan['sessions'];
};

/** A part is told with its recipient: an id that is another's today is another part. */
export const keyOf = ({ recipientId, partId, share }: Pick<Assignment, 'recipientId' | 'partId' | 'share'>): string =>
  `${recipientId} ${portionKey(partId, share)}`;

export function sideOf(world: World, shown: Shown, plan: Plan | undefined): Side {
  const served = new Map<string, Told>();
  for (const raw of plan?.assignments ?? []) {
    if (!shown.recipient(raw.recipientId)) continue;
    const told = { ...raw, contactIds: raw.contactIds.filter((id) => shown.contact(id)) };
    served.set(keyOf(raw), { portionKey: portionKey(raw.partId, raw.share), told, raw });
  }
  const unserved = new Map<string, UnservedClass>();
  for (const { partId, share, class: found } of plan?.unserved ?? []) {
    const key = portionKey(partId, share);
    const recipientId = world.portions.get(key)?.recipient.id;
    if (recipientId !== undefined && shown.recipient(recipientId)) unserved.set(key, found);
  }
  const leads = (plan?.leads ?? []).filter(({ contactId }) => shown.contact(contactId));
  return { served, unserved, leads, sessions: plan?.sessions ?? [] };
}

/** Minutes a week on average that a side serves, rounded down. */
export function servedMinutes({ served }: Side): number {
  let fortnight = 0;
  for (const { told } of served.values())
    for (const { minutes } of told.pattern) fortnight += told.cycleWeeks === 1 ? 2 * minutes : minutes;
  return Math.floor(fortnight / 2);
}

const slotText = ({ cycleWeek, weekday, start, minutes }: Assignment['pattern'][number]): string =>
  [cycleWeek, weekday, start, minutes].join();

const formText = ({ cycleWeeks, pattern }: Assignment): string =>
  [cycleWeeks, ...pattern.map(({ minutes }) => minutes).sort((a, b) => a - b)].join();

const timesText = ({ pattern }: Assignment): string => pattern.map(slotText).sort().join(' ');

const leadersText = ({ contactIds }: Assignment): string => [...contactIds].sort().join(' ');

const partnerText = (assignment: Assignment): string =>
  [
    assignment.arrangement,
    assignment.groupId ??
      assignment.offerId ??
      (assignment.arrangement === 'individual' ? leadersText(assignment) : ''),
  ].join(' ');

/** How two assignments of one portion differ, the weightiest difference; undefined: who meets whom, and when, is as it was. */
export function differenceOf(a: Assignment, b: Assignment): 'partner' | 'form' | 'times' | 'leaders' | undefined {
  if (partnerText(a) !== partnerText(b)) return 'partner';
  if (formText(a) !== formText(b)) return 'form';
  if (timesText(a) !== timesText(b)) return 'times';
  return leadersText(a) === leadersText(b) ? undefined : 'leaders';
}

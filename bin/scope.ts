// A question about one recipient or contact, as asked on the command line: who may be asked about, and what became of the
// rest of the plan.
import { portionKey, type World } from '../src/domain/world.ts';
import { isHidden, isHiddenContact } from '../src/explain/scene.ts';
import { isScreened } from '../src/rules/eligibility/protected-address.ts';
import { RULES } from '../src/rules/index.ts';
import type { Locale } from '../src/schema/locale.ts';
import type { Assignment, Plan } from '../src/schema/plan.ts';
import type { PersonScope } from '../solver/previous/scope.ts';
import { EXIT, Failure } from './exit.ts';
import { say } from './phrases.ts';
import { screeningText } from './screening.ts';

/** The options that ask about one. */
export type ScopeOptions = { readonly recipient?: string; readonly contact?: string };

/** Who is asked about; undefined: everybody. Throws where two are. */
export function scopeAsked({ recipient, contact }: ScopeOptions, locale: Locale): PersonScope | undefined {
  if (recipient !== undefined && contact !== undefined)
    throw new Failure(EXIT.badInput, say('askOne', locale), say('askOneAdvice', locale));
  if (recipient !== undefined) return { kind: 'recipient', id: recipient };
  return contact === undefined ? undefined : { kind: 'contact', id: contact };
}

const isShownRecipient = (world: World, id: string): boolean =>
  [...world.portions.values()].some((portion) => portion.recipient.id === id && !isHidden(world, portion, RULES));

function isShownContact(world: World, id: string): boolean {
  const contact = world.contacts.get(id);
  return contact !== undefined && !isHiddenContact(world, contact, RULES);
}

/** Whether somebody may be asked about: who is unknown and who may not be shown get the same answer. */
export const mayBeAsked = (world: World, { kind, id }: PersonScope): boolean =>
  kind === 'recipient' ? isShownRecipient(world, id) : isShownContact(world, id);

/** Ends the command where there is nobody to plan for. */
export function demandShown(world: World, scope: PersonScope, locale: Locale): void {
  if (mayBeAsked(world, scope)) return;
  const { kind, id } = scope;
  throw new Failure(
    EXIT.badInput,
    say(kind === 'recipient' ? 'noSuchRecipient' : 'noSuchContact', locale, { id }),
    // Without a valid screening nobody may be shown, and no id would do.
    isScreened(world) ? say('noSuchPersonAdvice', locale) : screeningText(world, locale),
  );
}

/** Whether an assignment is part of the answer. */
export const isAsked =
  ({ kind, id }: PersonScope) =>
  ({ recipientId, contactIds }: Assignment): boolean =>
    kind === 'recipient' ? recipientId === id : contactIds.includes(id);

/** Equal for assignments of one portion with the same contacts or gathering, form and times; one contact may be left out. */
function textOf(assignment: Assignment, except?: string): string {
  const { partId, share, arrangement, contactIds, groupId, offerId, cycleWeeks, pattern } = assignment;
  const contacts = contactIds.filter((id) => id !== except).sort();
  const times = pattern.map(({ cycleWeek, weekday, start, minutes }) => [cycleWeek, weekday, start, minutes].join());
  const partner = [groupId ?? offerId, ...contacts].join();
  return [portionKey(partId, share), arrangement, partner, cycleWeeks, ...times.sort()].join(' ');
}

/** What became of the rest of a plan that was to stay. */
export type Rest = {
  /** Assignments of others that the plan to keep has, of portions in the caseload that may be shown. */
  readonly given: number;
  readonly unchanged: number;
  /** Those of them that are not in the plan as they were, without contacts who may not be shown. */
  readonly lost: readonly Assignment[];
  /** Assignments of others that are in the plan and not in the plan to keep. */
  readonly moved: readonly Assignment[];
};

/** Compares a plan with the one to keep, outside a scope. */
export function restOf(world: World, scope: PersonScope, before: Plan, plan: Plan): Rest {
  const asked = isAsked(scope);
  const isShown = ({ partId, share }: Assignment): boolean => {
    const portion = world.portions.get(portionKey(partId, share));
    return portion !== undefined && !isHidden(world, portion, RULES);
  };
  const others = before.assignments.filter((assignment) => !asked(assignment) && isShown(assignment));
  // Whom the question is about may begin or cease to lead the others' groups.
  const text = (assignment: Assignment): string => textOf(assignment, scope.id);
  const [now, then] = [plan, before].map(({ assignments }) => new Set(assignments.map(text)));
  const lost = others.filter((assignment) => now?.has(text(assignment)) !== true);
  return {
    given: others.length,
    unchanged: others.length - lost.length,
    lost: lost.map((assignment) => ({
      ...assignment,
      contactIds: assignment.contactIds.filter((id) => isShownContact(world, id)),
    })),
    moved: plan.assignments.filter((assignment) => !asked(assignment) && then?.has(text(assignment)) !== true),
  };
}

/** Whether an assignment is in a plan as it is. */
export const isIn = ({ assignments }: Plan, assignment: Assignment): boolean =>
  assignments.some((other) => textOf(other) === textOf(assignment));

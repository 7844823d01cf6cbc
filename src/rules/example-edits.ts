// What rules' examples do to the base example (`example.ts`), in the words of the domain. The base has one of
// everything, so each edit changes all there is of a kind.
import type { CaseloadInput } from '../schema/caseload.ts';
import type { ExampleDraft } from './rule.ts';

type ContactInput = CaseloadInput['contacts'][number];
type DecisionInput = CaseloadInput['decisions'][number];
type PartInput = DecisionInput['parts'][number];
type OfferInput = NonNullable<CaseloadInput['offers']>[number];
type GroupInput = NonNullable<CaseloadInput['groups']>[number];

function change<T extends object>(items: readonly T[] | undefined, changes: Partial<T>): void {
  for (const item of items ?? []) Object.assign(item, changes);
}

export const changeRecipient = (draft: ExampleDraft, changes: Partial<CaseloadInput['recipients'][number]>): void =>
  change(draft.caseload.recipients, changes);

export const changeContact = (draft: ExampleDraft, changes: Partial<ContactInput>): void =>
  change(draft.caseload.contacts, changes);

/** Changes the contact's engagement by the municipality; `undefined` takes a paper away. */
export function changeEngagement(draft: ExampleDraft, changes: NonNullable<ContactInput['engagement']>): void {
  for (const contact of draft.caseload.contacts) contact.engagement = { ...contact.engagement, ...changes };
}

export const changeDecision = (draft: ExampleDraft, changes: Partial<DecisionInput>): void =>
  change(draft.caseload.decisions, changes);

export function changePart(draft: ExampleDraft, changes: Partial<PartInput>): void {
  for (const decision of draft.caseload.decisions) change(decision.parts, changes);
}

export const changeGroup = (draft: ExampleDraft, changes: Partial<GroupInput>): void =>
  change(draft.caseload.groups, changes);

export const changeOffer = (draft: ExampleDraft, changes: Partial<OfferInput>): void =>
  change(draft.caseload.offers, changes);

/** The recipient joins the group g1 (Wednesdays 17:00 to 19:00), led by the contact. */
export function joinGroup({ plan }: ExampleDraft): void {
  plan.leads = [{ groupId: 'g1', contactId: 'c1' }];
  change(plan.assignments, {
    arrangement: 'group',
    groupId: 'g1',
    contactIds: ['c1'],
    pattern: [{ cycleWeek: 1, weekday: 3, start: '17:00', minutes: 120, placeId: 'g1' }],
  });
}

/** The recipient takes part in the voluntary offer o1 (Thursdays 17:00 to 19:00). */
export function joinOffer({ plan }: ExampleDraft): void {
  change(plan.assignments, {
    arrangement: 'voluntary',
    offerId: 'o1',
    contactIds: [],
    pattern: [{ cycleWeek: 1, weekday: 4, start: '17:00', minutes: 120, placeId: 'o1' }],
  });
}

/** The recipient takes part in the voluntary offer o1, accompanied by the contact. */
export function joinAccompaniedOffer(draft: ExampleDraft): void {
  joinOffer(draft);
  changeOffer(draft, { accompaniedBy: 'c1' });
  change(draft.plan.assignments, { contactIds: ['c1'] });
}

/** A planned session of the assignment on a date, 17:00 to 19:00. */
export function meetOn({ plan }: ExampleDraft, date: string): void {
  plan.sessions.push({ id: `s-${date}`, assignmentId: 'p1', date, start: '17:00', minutes: 120, status: 'draft' });
}

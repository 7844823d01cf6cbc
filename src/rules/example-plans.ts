// What rules' examples add to the base example (`example.ts`): a second recipient or contact, and assignments to plan.
import { exampleDraft } from './example.ts';
import type { ExampleDraft } from './rule.ts';

type Assignment = ExampleDraft['plan']['assignments'][number];
type Start = { readonly weekday: number; readonly start: string };

/** A second recipient, r2, like the first: decision d2 with part p2. Nothing is planned for them yet. */
export function addRecipient({ caseload }: ExampleDraft): void {
  const fresh = exampleDraft().caseload;
  for (const recipient of fresh.recipients) caseload.recipients.push({ ...recipient, id: 'r2' });
  for (const decision of fresh.decisions) {
    const parts = decision.parts.map((part) => ({ ...part, id: 'p2' }));
    caseload.decisions.push({ ...decision, id: 'd2', recipientId: 'r2', parts });
  }
}

/** A second contact, c2, like the first. */
export function addContact({ caseload }: ExampleDraft): void {
  for (const contact of exampleDraft().caseload.contacts) caseload.contacts.push({ ...contact, id: 'c2' });
}

/** Recipient 1 or 2 with c1, two hours at each of the starts, every week. */
export const oneToOne = (recipient: 1 | 2, ...starts: readonly Start[]): Assignment => ({
  ...servedPart(recipient),
  arrangement: 'individual',
  contactIds: ['c1'],
  pattern: starts.map((start) => ({ cycleWeek: 1, ...start, minutes: 120 })),
});

/** Recipient 1 or 2 in group g1, which the contacts lead. */
export const inGroup = (recipient: 1 | 2, leaderIds: readonly string[] = ['c1']): Assignment => ({
  ...servedPart(recipient),
  arrangement: 'group',
  groupId: 'g1',
  contactIds: [...leaderIds],
  pattern: [{ cycleWeek: 1, weekday: 3, start: '17:00', minutes: 120, placeId: 'g1' }],
});

/** Recipient 1 or 2 at the voluntary offer o1, which nobody accompanies. */
export const atOffer = (recipient: 1 | 2): Assignment => ({
  ...servedPart(recipient),
  arrangement: 'voluntary',
  offerId: 'o1',
  contactIds: [],
  pattern: [{ cycleWeek: 1, weekday: 4, start: '17:00', minutes: 120, placeId: 'o1' }],
});

/** The part is split into two halves, each of which is served by c1 for two hours a week at its start. */
export function halve({ caseload, plan }: ExampleDraft, first: Start, second: Start): void {
  for (const decision of caseload.decisions) for (const part of decision.parts) part.shareable = true;
  plan.assignments = [
    { ...oneToOne(1, first), id: 'p1-1', share: 1 },
    { ...oneToOne(1, second), id: 'p1-2', share: 2 },
  ];
}

function servedPart(recipient: 1 | 2) {
  const ids = { id: `p${recipient}`, partId: `p${recipient}`, recipientId: `r${recipient}` };
  return { ...ids, decisionId: `d${recipient}`, cycleWeeks: 1 as const, pinned: false };
}

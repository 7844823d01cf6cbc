// What rules' examples do to ways and driving in the base example (`example.ts`).
import type { CaseloadInput } from '../schema/caseload.ts';
import type { ExampleDraft } from './rule.ts';

type MileageInput = NonNullable<NonNullable<CaseloadInput['policy']>['mileage']>;

/** The contact's way to the recipient. */
export function wayToRecipient({ caseload }: ExampleDraft, minutes: number, metres: number): void {
  caseload.travelMatrix = [{ fromId: 'c1', toId: 'r1', minutes, metres }];
}

export function changeMileage({ caseload }: ExampleDraft, mileage: MileageInput): void {
  caseload.policy = { ...caseload.policy, mileage };
}

/**
 * The contact lives 5 km from the recipient and the group, and drives there every week for 600 øre a kilometre:
 * 10 km · 26 fortnights · 2 sessions ÷ 12 months · 600 øre = 26 000 øre a month.
 */
export function drive26000(draft: ExampleDraft, budgetOere: number): void {
  const way = { minutes: 10, metres: 5_000 };
  draft.caseload.travelMatrix = ['r1', 'g1'].map((toId) => ({ fromId: 'c1', toId, ...way }));
  changeMileage(draft, { budgetOere, rateOerePerKm: 600 });
}

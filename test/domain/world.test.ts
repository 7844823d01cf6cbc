import { expect, it } from 'vitest';
import { buildWorld } from '../../src/domain/world.ts';
import { exampleDraft } from '../../src/rules/example.ts';
import { type CaseloadInput, caseload as schema } from '../../src/schema/caseload.ts';

/** r1's pairing with c1 under a decision that expired on 2026-01-01, ten days before the plan, 4 h a week. */
function expired(edit: (caseload: CaseloadInput) => void = () => {}): ReturnType<typeof buildWorld> {
  const { caseload } = exampleDraft();
  for (const decision of caseload.decisions) Object.assign(decision, { from: '2025-01-01', to: '2026-01-01' });
  caseload.pairings = [{ id: 'pairing', partId: 'p1', contactId: 'c1', status: 'active' }];
  edit(caseload);
  return buildWorld(schema.parse(caseload), { today: '2026-01-11' });
}

const renewal =
  (from: string, status: 'granted' | 'revoked' = 'granted') =>
  (caseload: CaseloadInput) => {
    const parts = [{ id: 'p2', minutes: 240, per: 'week' as const, arrangements: ['group' as const] }];
    caseload.decisions.push({ id: 'd2', recipientId: 'r1', effectiveOn: from, from, status, parts });
  };

it('an expired pairing keeps its hours and its place with the contact', () => {
  expect(expired().reserved('c1')).toEqual({ minutesPerWeek: 240, recipientIds: ['r1'] });
});

it('hours stay reserved for the days that the policy says, and not one more', () => {
  // 2026-01-01 to 2026-01-11 are ten days.
  const after = (reservationDays: number): number =>
    expired((caseload) => {
      caseload.policy = { reservationDays };
    }).reserved('c1').minutesPerWeek;
  expect([after(11), after(10)]).toEqual([240, 0]);
});

it('a renewed decision takes the reserved hours over, so that it does not compete with itself', () => {
  expect(expired(renewal('2026-01-01')).reserved('c1').minutesPerWeek).toBe(0);
  expect(expired(renewal('2026-01-15')).reserved('c1').minutesPerWeek).toBe(0);
});

it('neither a revoked decision, nor one after the planned dates, nor an older one is a renewal', () => {
  expect(expired(renewal('2026-01-01', 'revoked')).reserved('c1').minutesPerWeek).toBe(240);
  expect(expired(renewal('2026-06-01')).reserved('c1').minutesPerWeek).toBe(240);
  expect(expired(renewal('2025-06-01')).reserved('c1').minutesPerWeek).toBe(240);
});

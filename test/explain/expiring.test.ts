import { expect, it } from 'vitest';
import { buildWorld } from '../../src/domain/world.ts';
import { expiringDecisions } from '../../src/explain/expiring.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/index.ts';
import { type CaseloadInput, caseload as schema } from '../../src/schema/caseload.ts';

/** Days left of the base example's decision, where it is on the reminder list. */
function reminders(to: string | undefined, edit: (caseload: CaseloadInput) => void = () => {}): number[] {
  const { caseload } = exampleDraft();
  for (const decision of caseload.decisions) if (to !== undefined) decision.to = to;
  edit(caseload);
  const world = buildWorld(schema.parse(caseload), { today: EXAMPLE_TODAY });
  return expiringDecisions(world, RULES).map(({ daysLeft }) => daysLeft);
}

it('a decision is on the list from ninety days before it expires', () => {
  // 2026-01-05 + 90 days is 2026-04-05.
  expect([reminders('2026-04-05'), reminders('2026-04-06')]).toEqual([[90], []]);
});

it('a decision stays on the list until the day it expires', () => {
  expect([reminders('2026-01-05'), reminders('2026-01-04')]).toEqual([[0], []]);
});

it('the municipality chooses how early', () => {
  const early = (caseload: CaseloadInput): void => {
    caseload.policy = { reminderDays: 7 };
  };
  expect([reminders('2026-01-12', early), reminders('2026-01-13', early)]).toEqual([[7], []]);
});

it('lasting and revoked decisions, and those of protected people, are not on the list', () => {
  expect(reminders(undefined)).toEqual([]);
  expect(
    reminders('2026-02-01', ({ decisions }) => {
      for (const decision of decisions) decision.status = 'revoked';
    }),
  ).toEqual([]);
  expect(
    reminders('2026-02-01', ({ recipients }) => {
      for (const recipient of recipients) {
        recipient.protection = 'kode-6';
        delete recipient.place;
      }
    }),
  ).toEqual([]);
});

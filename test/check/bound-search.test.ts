// What the verifier's search for a contact's plan does in caseloads made to be hard for it: wide windows, and sessions that
// do not fit together for a reason that no two of them show.
import { expect, it } from 'vitest';
import { findCandidates } from '../../src/check/bound/candidates.ts';
import { contactProblem } from '../../src/check/bound/contact-problem.ts';
import { bestContactPlan, type FoundPlan } from '../../src/check/bound/contact-search.ts';
import { readPins } from '../../src/check/bound/pins.ts';
import { readPrices } from '../../src/check/bound/prices.ts';
import { rulesByKind } from '../../src/check/rules-by-kind.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { changeContact } from '../../src/rules/example-edits.ts';
import { addRecipient } from '../../src/rules/example-plans.ts';
import { exampleDraft } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { emptyCertificate } from './bound-draws.ts';

/** The plan of c1, who has 5 hours a week for two recipients with so many sessions of 3 hours and 20 minutes in two weeks. */
function planOf(sessions: readonly [number, number], looks: number): FoundPlan {
  const draft = exampleDraft();
  addRecipient(draft);
  changeContact(draft, { capacity: { maxMinutesPerWeek: 300 }, leadsGroups: false });
  for (const [index, { parts }] of draft.caseload.decisions.entries())
    for (const part of parts) {
      part.arrangements = ['individual'];
      part.modes = [{ sessions: sessions[index] ?? 1, minutes: 200, cycleWeeks: 2 }];
    }
  const world = buildWorld(schema.parse(draft.caseload), { today: '2026-01-05' });
  const [contact] = world.caseload.contacts;
  if (contact === undefined) throw new Error('The example has a contact.');
  const certificate = emptyCertificate(world);
  const report = (): void => {};
  const rules = rulesByKind(RULES);
  const prices = readPrices(world, RULES, certificate, report);
  const demands = readPins(world, certificate, report);
  const making = { world, rules, candidates: findCandidates(world, RULES), demands, prices };
  return bestContactPlan(world, rules, contactProblem(making, contact), { scale: prices.scale, floor: 0, looks });
}

it('a plan whose times were given up is not taken for found', () => {
  // Three sessions of 200 minutes are 600 in all, but two of them fit in neither week.
  expect(planOf([2, 1], 300_000)).toMatchObject({ isExact: false, chosen: undefined });
});

it('sessions that may lie in either week are known not to fit into both weeks together', () => {
  // Four of them are 800 minutes, and there are 600.
  const { isExact, chosen } = planOf([2, 2], 300_000);
  expect(isExact).toBe(true);
  expect(chosen).toHaveLength(1);
});

// Generated caseloads of 30 to 60 recipients that `timed` proves too, mostly within a few seconds, so that both
// formulations can be compared where both know the answer. Of the generator's own villages of that size it proves few in a
// minute: their contacts reach nearly everybody, and sessions start every quarter of an hour.
//
// Two things make the model of `timed` smaller and leave everything else as it comes (people, wishes, travel, groups,
// offers, halves, pins, pairs kept apart): fewer contacts for as many recipients (`scarcity`), and a coarser grid of starts
// (`startGridMinutes`). The fewer contacts there are, the finer the grid may be.
import { buildWorld, type World } from '../../src/domain/world.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import type { TinyCaseload } from '../tiny/tiny-caseload.ts';

const TODAY = '2026-01-05';

/** Where, how many times fewer contacts than usual, and the grid; a seed takes them in turn. */
const SETTINGS = [
  // Nearly all are proven; first relaxations are mostly whole.
  { size: 'village', scarcity: 3, startGridMinutes: 30 },
  { size: 'town', scarcity: 2, startGridMinutes: 120 },
  // Three in four are proven.
  { size: 'village', scarcity: 2, startGridMinutes: 60 },
  // Half are proven; a quarter of the first relaxations are no whole solutions.
  { size: 'town', scarcity: 1.5, startGridMinutes: 60 },
] as const;

export const LEAST_RECIPIENTS = 30;
export const MOST_RECIPIENTS = 60;

/** The provable caseload of a seed; the number of recipients goes through all of 30 to 60 in 31 seeds. */
export function provableWorld(seed: number): World {
  const { size, scarcity, startGridMinutes } = SETTINGS[seed % SETTINGS.length] ?? SETTINGS[0];
  const recipients = LEAST_RECIPIENTS + ((seed * 7) % (MOST_RECIPIENTS - LEAST_RECIPIENTS + 1));
  const caseload = generateCaseload({ size, seed, today: TODAY, recipients, scarcity });
  const read = readCaseload(JSON.stringify({ ...caseload, policy: { ...caseload.policy, startGridMinutes } }));
  if (!read.ok) throw new Error(`Problems in caseload ${seed}: ${JSON.stringify(read.problems.slice(0, 3))}`);
  return buildWorld(read.caseload, { today: TODAY });
}

/** A generated caseload of a seed, with few contacts who reach each other's recipients, for proofs that need some tens of people. */
export function villageCaseload(seed: number): TinyCaseload {
  const caseload = generateCaseload({ size: 'town', seed, today: TODAY, recipients: 40, scarcity: 2.5 });
  const { policy } = caseload;
  return {
    caseload: schema.parse({ ...caseload, policy: { ...policy, startGridMinutes: 60 } }),
    options: { today: TODAY, from: TODAY, weeks: 2 },
  };
}

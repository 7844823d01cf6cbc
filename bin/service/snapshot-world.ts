// The world of a snapshot, for the process that solves it and for the one that audits what that says.
import { buildWorld, type World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import type { Snapshot } from '../../src/store/snapshots.ts';
import { withoutHiddenPins } from '../shown.ts';

/** Undefined where the snapshot's caseload is none. */
export function snapshotWorld({ caseload, today, from, weeks }: Snapshot): World | undefined {
  const reading = readCaseload(caseload);
  return reading.ok ? withoutHiddenPins(buildWorld(reading.caseload, { today, from, weeks }), RULES) : undefined;
}

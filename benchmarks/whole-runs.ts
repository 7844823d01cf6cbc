// Whole runs of the compiled command, each in a process of its own: from reading the file to the audited plan.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaseloadInput } from '../src/schema/caseload.ts';
import { generateCaseload } from '../src/synthetic/generate.ts';
import { changedCaseload } from './changed.ts';
import type { WholeCase } from './whole-suites.ts';

export const STAGES = ['read', 'candidates', 'solve', 'check', 'write'] as const;
export type Stage = (typeof STAGES)[number];

/** What the command says of itself, or why it says nothing. */
export type WholeRun = {
  readonly label: string;
  readonly recipients: number;
  readonly seed: number;
  /** The plan's status; where there is no plan, the exit code. */
  readonly status: string;
  /** Null where there is no plan. */
  readonly gapPercent: number | null;
  readonly milliseconds: Readonly<Record<Stage | 'total', number>> | null;
  readonly megabytes: number | null;
};

/** What of the command's JSON is measured. */
type Told = {
  readonly status: string;
  readonly gap: number;
  readonly milliseconds: Readonly<Record<Stage | 'total', number>>;
  readonly peakMegabytes: number;
};

const COMMAND = fileURLToPath(new URL('../dist/bin/kobling.js', import.meta.url));
/** The day that generated caseloads are as of. */
export const TODAY = '2026-01-05';
/** Seconds beyond its limit after which a run is ended. */
const GRACE_SECONDS = 30;

/** Runs the compiled command to its end; it is ended where it is long past its limit. */
export function runCommand(
  args: readonly string[],
  seconds: number,
): Promise<{ readonly code: string; readonly out: string }> {
  if (!existsSync(COMMAND)) throw new Error(`The command (${COMMAND}) must be compiled.\nMaybe run npm run build.`);
  return new Promise((resolve) => {
    const timeout = (seconds + GRACE_SECONDS) * 1_000;
    execFile(process.execPath, [COMMAND, ...args], { timeout, maxBuffer: 1 << 26 }, (error, out) => {
      const code = error === null ? '0' : error.killed === true ? 'ended from outside' : `exit ${error.code ?? '?'}`;
      resolve({ code, out });
    });
  });
}

/** Seconds for the plan that a changed caseload is solved again from; making it is not measured. */
const FIRST_SECONDS = 60;

/**
 * Runs `propose` once on a caseload, or twice where it changes in between; the last run is measured. It ends at the gap aimed
 * at, or at its limit.
 */
export async function wholeRun(
  { label, recipients, options, changed }: WholeCase,
  { seconds, gapPercent }: { readonly seconds: number; readonly gapPercent: number },
): Promise<WholeRun> {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-'));
  const file = (name: string): string => join(folder, name);
  const propose = (caseload: CaseloadInput, limit: number, more: readonly string[]) => {
    writeFileSync(file('caseload.json'), JSON.stringify(caseload));
    const args = ['propose', file('caseload.json'), '--today', TODAY, '--time-limit', `${limit}`, '--json'];
    return runCommand([...args, ...more], limit);
  };
  try {
    const as = { ...options, today: TODAY };
    const out = ['--out', file('plan.json'), '--gap', `${gapPercent / 100}`];
    const first = ['--out', file('first.json'), '--certificate', file('first.certificate.json')];
    const start = ['--start', file('first.json'), '--start-certificate', file('first.certificate.json')];
    if (changed !== undefined) await propose(generateCaseload(as), FIRST_SECONDS, first);
    // Without a first plan the second run finds no file to start from, and says so by its exit code.
    const { code, out: told } =
      changed === undefined
        ? await propose(generateCaseload(as), seconds, out)
        : await propose(changedCaseload(as, changed), seconds, [...out, ...start]);
    const of = { label, recipients, seed: options.seed };
    if (code !== '0') return { ...of, status: code, gapPercent: null, milliseconds: null, megabytes: null };
    const { status, gap, milliseconds, peakMegabytes } = JSON.parse(told) as Told;
    return { ...of, status, gapPercent: 100 * gap, milliseconds, megabytes: peakMegabytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

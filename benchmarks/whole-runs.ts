// Whole runs of the compiled command, each in a process of its own: from reading the file to the audited plan.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateCaseload } from '../src/synthetic/generate.ts';
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
const TODAY = '2026-01-05';
/** Seconds beyond its limit after which a run is ended. */
const GRACE_SECONDS = 30;

function started(args: readonly string[], seconds: number): Promise<{ readonly code: string; readonly out: string }> {
  return new Promise((resolve) => {
    const timeout = (seconds + GRACE_SECONDS) * 1_000;
    execFile(process.execPath, [COMMAND, ...args], { timeout, maxBuffer: 1 << 26 }, (error, out) => {
      const code = error === null ? '0' : error.killed === true ? 'ended from outside' : `exit ${error.code ?? '?'}`;
      resolve({ code, out });
    });
  });
}

/** Runs `propose` once on a caseload. */
export async function wholeRun({ label, recipients, options }: WholeCase, seconds: number): Promise<WholeRun> {
  if (!existsSync(COMMAND)) throw new Error(`The command (${COMMAND}) must be compiled.\nMaybe run npm run build.`);
  const folder = mkdtempSync(join(tmpdir(), 'kobling-'));
  try {
    const path = join(folder, 'caseload.json');
    writeFileSync(path, JSON.stringify(generateCaseload({ ...options, today: TODAY })));
    const args = ['propose', path, '--today', TODAY, '--time-limit', `${seconds}`, '--json'];
    const { code, out } = await started([...args, '--out', join(folder, 'plan.json')], seconds);
    const of = { label, recipients, seed: options.seed };
    if (code !== '0') return { ...of, status: code, gapPercent: null, milliseconds: null, megabytes: null };
    const { status, gap, milliseconds, peakMegabytes } = JSON.parse(out) as Told;
    return { ...of, status, gapPercent: 100 * gap, milliseconds, megabytes: peakMegabytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

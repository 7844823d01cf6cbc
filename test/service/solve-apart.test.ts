// The solver's process, watched from outside: its limits are kept by killing it, nobody outlives whoever asked, and what it
// says is believed only after the audit.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { execPath } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../bin/fingerprint.ts';
import { audited, solveApart, type Solved, type SolveOptions } from '../../bin/service/solve-apart.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { plan as planSchema } from '../../src/schema/plan.ts';
import type { Snapshot } from '../../src/store/snapshots.ts';
import { TINY, TODAY } from '../bin/memory-io.ts';
import { until } from '../until.ts';

const snapshotOf = (caseload: string): Snapshot => ({
  caseload,
  fingerprint: sha256(caseload),
  rulesetFingerprint: 'r',
  today: TODAY,
  from: TODAY,
  weeks: 4,
});
const TOWN = JSON.stringify(generateCaseload({ size: 'town', seed: 4, today: TODAY }));

const signal = (): AbortSignal => new AbortController().signal;
const solve = (caseload: string, own: Partial<SolveOptions> & { seconds?: number } = {}): Promise<Solved> => {
  const { seconds = 60, ...options } = own;
  const request = { snapshot: snapshotOf(caseload), seconds, seed: 1, threads: 1 };
  return solveApart(request, { cancelled: signal(), stopped: signal(), ...options });
};

/** Processes that solve, started by a process. */
const solversOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [, , ppid] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return Number(ppid) === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('solve-process');
      } catch {
        return false;
      }
    })
    .map(Number);
const ours = (): number[] => solversOf(process.pid);
// Processes are looked at in /proc.
describe.skipIf(process.platform !== 'linux')('the process that solves', () => {
  it('answers with an audited plan and is gone', async () => {
    const solved = await solve(TINY);
    expect('document' in solved && planSchema.parse(JSON.parse(solved.document)).status).toBe('optimal');
    await until(() => ours().length === 0, 5);
    expect(ours()).toEqual([]);
  });

  it('has nothing of our environment', async () => {
    process.env['KOBLING_TEST_SECRET'] = 'a-password';
    const cancelled = new AbortController();
    const solving = solve(TOWN, { cancelled: cancelled.signal });
    await until(() => ours().length > 0, 5);
    const environment = readFileSync(`/proc/${ours()[0]}/environ`, 'utf8');
    cancelled.abort();
    await solving;
    delete process.env['KOBLING_TEST_SECRET'];
    expect(environment).not.toContain('a-password');
  });

  it('stands back behind whoever answers people, in a session of its own', async () => {
    const cancelled = new AbortController();
    const solving = solve(TOWN, { cancelled: cancelled.signal });
    await until(() => ours().length > 0, 5);
    const [pid = 0] = ours();
    expect(getPriority(pid)).toBe(5);
    // Session and process are one; see proc(5).
    expect(/\) \S \d+ \d+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]).toBe(String(pid));
    const group = `/proc/${pid}/autogroup`;
    if (existsSync(group)) expect(readFileSync(group, 'utf8')).toMatch(/nice 5\n$/);
    cancelled.abort();
    await solving;
  });

  it('is gone within two seconds of a cancellation, whenever that comes', async () => {
    for (const milliseconds of [0, 300, 1_500, 3_000]) {
      const cancelled = new AbortController();
      const solving = solve(TOWN, { cancelled: cancelled.signal });
      await pause(milliseconds);
      cancelled.abort();
      expect(await solving).toEqual({ failure: 'cancelled' });
      expect(await until(() => ours().length === 0, 5)).toBeLessThan(2);
    }
  });

  it('ends with the best plan so far when it is told to stop', async () => {
    const stopped = new AbortController();
    let isSearching = false;
    const solving = solve(TOWN, {
      stopped: stopped.signal,
      onProgress: ({ stage }) => void (isSearching ||= stage === 'search'),
    });
    await until(() => isSearching, 20);
    stopped.abort();
    const solved = await solving;
    expect('document' in solved && planSchema.parse(JSON.parse(solved.document)).status).toBe('cancelled');
  });

  it('is killed where it takes longer than it may', async () => {
    const began = performance.now();
    expect(await solve(TOWN, { seconds: 60, graceSeconds: -58 })).toEqual({ failure: 'overran' });
    expect((performance.now() - began) / 1000).toBeGreaterThan(1.9);
    expect(await until(() => ours().length === 0, 5)).toBeLessThan(2);
  });

  it('is killed where it takes more memory than it may', async () => {
    expect(await solve(TOWN, { megabytes: 60 })).toEqual({ failure: 'out-of-memory' });
    await until(() => ours().length === 0, 5);
    expect(ours()).toEqual([]);
  });

  it('that is killed from outside, or never was a caseload, is told apart', async () => {
    const solving = solve(TOWN);
    await until(() => ours().length > 0, 5);
    process.kill(ours()[0] as number, 'SIGKILL');
    expect(await solving).toEqual({ failure: 'solver-died' });
    expect(await solve('{}')).toEqual({ failure: 'bad-snapshot' });
  });

  it('does not outlive a parent that is killed', async () => {
    const code = `
      import { solveApart } from ${JSON.stringify(new URL('../../bin/service/solve-apart.ts', import.meta.url).href)};
      const request = ${JSON.stringify({ snapshot: snapshotOf(TOWN), seconds: 60, seed: 1, threads: 1 })};
      const { signal } = new AbortController();
      await solveApart(request, { cancelled: signal, stopped: signal });`;
    const parent = spawn(execPath, ['--import', 'tsx', '--input-type=module', '-'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    parent.stdin.end(code);
    await until(() => solversOf(parent.pid as number).length > 0, 20);
    const [orphan] = solversOf(parent.pid as number) as [number];
    await pause(500);
    parent.kill('SIGKILL');
    const isGone = (): boolean => {
      try {
        return /\) Z /.test(readFileSync(`/proc/${orphan}/stat`, 'utf8'));
      } catch {
        return true;
      }
    };
    // It hears of it between two pieces of work, and on a busy machine it is the last to get any.
    await until(isGone, 50);
    expect(isGone()).toBe(true);
  });

  it('is not believed: what breaks a rule, counts other points or is no plan is refused', async () => {
    const solved = await solve(TINY);
    if (!('document' in solved)) throw new Error(solved.failure);
    const { document } = solved;
    const snapshot = snapshotOf(TINY);
    expect(audited(snapshot, document)).toBe(document);
    type Assignment = { contactIds: string[] };
    const lie = (change: (plan: { objective: number; assignments: Assignment[] }) => void): string => {
      const plan = JSON.parse(document) as { objective: number; assignments: Assignment[] };
      change(plan);
      return JSON.stringify(plan);
    };
    const lies = [
      lie((plan) => (plan.objective += 1)),
      lie((plan) => void plan.assignments.push({ ...(plan.assignments[0] as Assignment) })),
      lie((plan) => void plan.assignments.pop()),
      lie(
        ({ assignments }) =>
          void ((assignments.find((own) => own.contactIds.length > 0) as Assignment).contactIds = ['c-none']),
      ),
      'no plan',
    ];
    expect(lies.map((text) => audited(snapshot, text))).toEqual(lies.map(() => undefined));
  });
});

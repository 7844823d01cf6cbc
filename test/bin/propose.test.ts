// `kobling propose` in this process: what it prints, what it writes, and with which code it ends.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../bin/plan-file.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import type { Plan } from '../../src/schema/plan.ts';
import type { Backend } from '../../solver/backends/backend.ts';
import { edited, oneObject, run, type Setting, TINY, TODAY } from './memory-io.ts';

const files = { 'case.json': TINY };
const propose = (args: readonly string[], setting: Setting = { files }) =>
  run(['propose', 'case.json', '--today', TODAY, ...args], setting);

const planOf = (text: string | undefined): Plan => {
  const reading = readPlan(text ?? '');
  if (!reading.ok) throw new Error(`The plan must be sound: ${JSON.stringify(reading.problems)}`);
  return reading.plan;
};

const JSON_KEYS = [
  ...['status', 'objective', 'bound', 'absGap', 'gap', 'gapPerPart', 'base', 'grantedMinutes', 'servedMinutes'],
  ...['parts', 'findings', 'formulation', 'seed', 'milliseconds', 'peakMegabytes'],
];

describe('propose', () => {
  it('an audited plan that leaves somebody unserved is written and ends with 0', async () => {
    const { code, written, out } = await propose(['--out', 'plan.json']);
    const plan = planOf(written.get('plan.json'));
    expect(code).toBe(0);
    expect(plan).toMatchObject({ status: 'optimal', objective: 13_682, base: 2_136, from: TODAY, weeks: 4 });
    expect(plan.unserved.map(({ partId, class: found }) => [partId, found])).toEqual([
      ['p2', 'no-eligible-contact'],
      ['p5a', 'lost-the-competition'],
    ]);
    expect(out).toContain('Planen er skrevet til plan.json.');
  });

  it('the plan names the bytes of its caseload and the points of every term', async () => {
    const { written } = await propose(['--out', 'plan.json']);
    const plan = planOf(written.get('plan.json'));
    expect(plan.caseloadFingerprint).toBe(createHash('sha256').update(TINY).digest('hex'));
    expect(plan.rulesetFingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.values(plan.score).reduce((sum, points) => sum + points, 0)).toBe(plan.objective);
    expect(written.get('plan.json')).toBe(`${JSON.stringify(plan, undefined, 2)}\n`);
  });

  it('without --out nothing is written, and the page says so', async () => {
    const { code, written, out } = await propose([]);
    expect([code, written.size]).toEqual([0, 0]);
    expect(out).toContain('Planen er ikke lagret.');
  });

  it('--json prints exactly one object with every pinned key', async () => {
    const { code, out } = await propose(['--json', '--out', 'plan.json']);
    const found = oneObject(out);
    expect(code).toBe(0);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(JSON_KEYS));
    expect(found).toMatchObject({
      status: 'optimal',
      objective: 13_682,
      grantedMinutes: 18 * 60,
      servedMinutes: 12 * 60,
      parts: { total: 8, fully: 5, partly: 1, unserved: 2 },
      findings: { hard: 0 },
      seed: 1,
    });
    expect(Object.keys(found['milliseconds'] ?? {})).toEqual([
      'total',
      'read',
      'candidates',
      'solve',
      'check',
      'write',
    ]);
  });

  it('planning begins on the first Monday on or after the day in Norway', async () => {
    const { written } = await run(['propose', 'case.json', '--out', 'plan.json'], { files });
    expect(planOf(written.get('plan.json')).from).toBe('2026-01-12');
    const monday = await propose(['--out', 'plan.json', '--weeks', '2']);
    expect(planOf(monday.written.get('plan.json'))).toMatchObject({ from: TODAY, weeks: 2 });
  });

  it('the page speaks the language asked for', async () => {
    expect((await propose([])).out).toContain('Ingen plan etter disse reglene kan bli bedre.');
    expect((await propose(['--locale', 'nn'])).out).toContain('Ingen plan etter desse reglane kan bli betre.');
    expect((await propose(['--locale', 'en'])).out).toContain('No plan under these rules can be better.');
  });

  it('no line of the page is wider than 100 characters', async () => {
    const { out } = await propose([]);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('stopped at once by the person who waits, it still writes an audited plan, and says that it was stopped', async () => {
    const { code, out, written } = await propose(['--json', '--out', 'plan.json'], {
      files: { 'case.json': readFileSync('examples/fjord-village.json', 'utf8') },
      io: { isCancelled: () => true },
    });
    expect(code).toBe(0);
    expect(oneObject(out)['status']).toBe('cancelled');
    expect(oneObject(out)['findings']).toMatchObject({ hard: 0 });
    expect(planOf(written.get('plan.json')).status).toBe('cancelled');
  });

  it('stops at the gap asked for, with a plan that is no longer sought to be the best', async () => {
    const fjord = { 'case.json': readFileSync('examples/fjord-village.json', 'utf8') };
    const { code, out } = await propose(['--json', '--gap', '0.3'], { files: fjord });
    const { gap, status, findings } = oneObject(out);
    expect(code).toBe(0);
    expect(findings).toMatchObject({ hard: 0 });
    expect(gap).toBeLessThanOrEqual(0.3);
    expect(gap).toBeGreaterThan(0);
    expect(status).toBe('feasible');
    expect((await propose(['--gap', '1.5'], { files: fjord })).err).toContain('--gap');
  });

  it('a solver without any plan ends with 3, and nothing is written', async () => {
    const backend: Backend = {
      id: 'highs',
      version: 'none',
      solve: () => Promise.resolve({ status: 'infeasible', bound: -Infinity, nodes: 0 }),
    };
    const io = { createBackend: () => ({ ...backend, close: () => Promise.resolve() }) };
    const { code, out, err, written } = await propose(
      ['--formulation', 'timed', '--steps', '1', '--json', '--out', 'plan.json'],
      { files, io },
    );
    expect([code, written.size]).toEqual([3, 0]);
    expect(oneObject(out)['status']).toBe('no-plan');
    expect(err).toContain('Ingen kontrollert plan ble funnet');
  });

  it('a search stopped before it has any bound still gives a plan that can be read', async () => {
    const backend: Backend = {
      id: 'highs',
      version: 'none',
      solve: () => Promise.resolve({ status: 'timed-out', bound: Infinity, nodes: 0 }),
    };
    const io = { createBackend: () => ({ ...backend, close: () => Promise.resolve() }) };
    const unpinned = edited(TINY, (caseload) => {
      caseload['pairings'] = [];
    });
    const setting = { files: { 'case.json': unpinned }, io };
    const { code, written } = await propose(['--formulation', 'timed', '--steps', '1', '--out', 'plan.json'], setting);
    expect(code).toBe(0);
    expect(planOf(written.get('plan.json')).status).toBe('timed-out');
  });

  it('a plan that the auditor values otherwise than the solver is a fault, and so is a hard finding', async () => {
    const { written } = await propose(['--out', 'plan.json']);
    const plan = planOf(written.get('plan.json'));
    const rollOut = { sessions: [], skipped: [], ask: [] };
    const report = { objective: plan.objective, score: plan.score, findings: [] };
    expect(faultsOf({ plan, rollOut, report })).toEqual([]);
    expect(faultsOf({ plan, rollOut, report: { ...report, objective: 1 } })).toEqual(['objective']);
    const finding = { rule: 'no-overlap', severity: 'hard', ids: [], pointer: '', facts: {} } as const;
    expect(faultsOf({ plan, rollOut, report: { ...report, findings: [finding] } })).toEqual(['no-overlap']);
  });

  it('--certificate writes a proof that check verifies, with the fingerprints of what it is about', async () => {
    const { code, written } = await propose(['--out', 'plan.json', '--certificate', 'bound.json']);
    expect(code).toBe(0);
    const made = {
      ...files,
      'plan.json': written.get('plan.json') ?? '',
      'bound.json': written.get('bound.json') ?? '',
    };
    const args = ['check', 'case.json', 'plan.json', '--bound', 'bound.json', '--today', TODAY, '--json'];
    const checked = await run(args, { files: made });
    expect(checked.code).toBe(0);
    const { bound, objective } = oneObject(checked.out) as { bound: Record<string, number>; objective: number };
    expect(bound).toMatchObject({ proven: bound['stated'], planObjective: objective });
    expect(bound['proven']).toBeGreaterThanOrEqual(objective);
    expect(checked.out).not.toContain('"certificate');
  });

  it('a certificate of the formulation timed ends with 2 and says what to do, before any work is done', async () => {
    const createBackend = (): never => {
      throw new Error('the solver must not be started');
    };
    const args = ['--formulation', 'timed', '--certificate', 'bound.json', '--locale', 'en'];
    const { code, err, written } = await propose(args, { files, io: { createBackend } });
    expect([code, written.size]).toEqual([2, 0]);
    expect(err).toContain('Choose --formulation plans');
  });

  it('a file that cannot be written ends with 4 before any work is done', async () => {
    const createBackend = (): never => {
      throw new Error('the solver must not be started');
    };
    const { code, err } = await propose(['--out', 'nowhere/plan.json'], { files, io: { createBackend } });
    expect(code).toBe(4);
    expect(err).toContain('nowhere/plan.json kan ikke skrives (ENOENT)');
  });

  it('no file that is read or written already is written over, and the command ends with 2', async () => {
    for (const args of [
      ['--out', './case.json'],
      ['--manual-list', 'case.json'],
      ['--out', 'plan.json', '--manual-list', 'plan.json'],
    ]) {
      const { code, err, written } = await propose(args);
      expect([code, written.size]).toEqual([2, 0]);
      expect(err).toContain('er oppgitt to ganger');
    }
  });

  it('a solver that cannot start ends with 4, one line and an advice', async () => {
    const createBackend = (): never => {
      throw new Error('WebAssembly is not there');
    };
    const { code, err } = await propose([], { files, io: { createBackend } });
    expect(code).toBe(4);
    expect(err).toContain('WebAssembly is not there');
    expect(err).not.toMatch(/\n\s+at /);
  });
});

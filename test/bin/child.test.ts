// The command as a process of its own: streams, colours, the clock, and bytes that are the same every time.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { generateCaseload } from '../../src/synthetic/generate.ts';

/** What reading, auditing and rolling out may take beside the search on a machine that is busy with other tests. */
const BESIDE_MILLISECONDS = 4_000;

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kobling-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Ended = { readonly code: number | null; readonly out: string; readonly err: string; readonly seconds: number };

function kobling(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/kobling.ts', ...argv], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, err, seconds: (performance.now() - began) / 1000 }));
  });
}

const village = ['propose', 'examples/fjord-village.json', '--today', '2026-01-05'];
const ESCAPE = String.fromCharCode(27);

describe('the command as a process', { timeout: 120_000 }, () => {
  it('the same seed and steps give the same bytes', async () => {
    const [first, second] = [join(folder, 'a.json'), join(folder, 'b.json')];
    for (const out of [first, second]) {
      const { code } = await kobling([...village, '--seed', '7', '--steps', '3', '--out', out]);
      expect(code).toBe(0);
    }
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
  });

  it('a time limit holds to within two seconds of the work that it limits', async () => {
    const { code, out } = await kobling([...village, '--time-limit', '2', '--json']);
    const { milliseconds } = JSON.parse(out) as { milliseconds: { total: number } };
    expect([0, 3]).toContain(code);
    expect(milliseconds.total).toBeLessThan(2_000 + 2_000 + BESIDE_MILLISECONDS);
  });

  it('an interrupt ends the search with the best plan so far, audited', async () => {
    const path = join(folder, 'city.json');
    const caseload = generateCaseload({ size: 'city', seed: 1, today: '2026-01-05' });
    writeFileSync(path, JSON.stringify(caseload));
    const argv = ['propose', path, '--today', '2026-01-05', '--time-limit', '90', '--json'];
    const child = spawn(process.execPath, ['--import', 'tsx', 'bin/kobling.ts', ...argv], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    // It warns of what it has read before it searches.
    let timer: NodeJS.Timeout | undefined;
    child.stderr.once('data', () => (timer = setTimeout(() => child.kill('SIGINT'), 6_000)));
    child.stderr.resume();
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(timer);
    const { status, findings } = JSON.parse(out) as { status: string; findings: { hard: number } };
    expect({ code, status, hard: findings.hard }).toEqual({ code: 0, status: 'cancelled', hard: 0 });
  });

  it('piped, it draws no bar and no colours; nor with NO_COLOR', async () => {
    const tiny = ['propose', 'examples/tiny.json', '--today', '2026-01-05'];
    const piped = await kobling(tiny);
    expect(piped.code).toBe(0);
    expect(piped.out + piped.err).not.toContain(ESCAPE);
    expect(piped.err).toBe('');
    const plain = await kobling(tiny, { NO_COLOR: '1' });
    expect(plain.out + plain.err).not.toContain(ESCAPE);
  });

  it('a reader that goes away early is no error, and leaves no word', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'bin/kobling.ts', 'schema', 'caseload'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err]).toEqual([0, '']);
  });

  it('a plan in a folder that does not exist ends with 4 and a bad caseload with 2', async () => {
    const nowhere = join(folder, 'nowhere', 'plan.json');
    expect((await kobling([...village, '--out', nowhere])).code).toBe(4);
    expect((await kobling(['propose', 'package.json'])).code).toBe(2);
  });
});

// The compiled program as processes that can be killed: what they say is kept line by line.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type Line = Readonly<Record<string, unknown>> & { readonly at: number };

export type Program = {
  readonly child: ChildProcess;
  /** What it has said so far on standard output, with the moment (of `performance.now`) at which it did. */
  readonly lines: readonly Line[];
  /** Everything it has said, errors included. */
  text(): string;
  /** Resolves with the first line of an event; rejects where the process ends before. */
  said(event: string): Promise<Line>;
  readonly ended: Promise<number | null>;
};

export type Build = {
  /** The command's file. */
  readonly entry: string;
  /** Starts the program; nothing of our own environment goes with it. */
  start(argv: readonly string[], env: Readonly<Record<string, string>>): Program;
  /** Ids of processes that solve for this build. */
  solvers(): number[];
  remove(): void;
};

/** Compiles the program as it is now into a folder of its own. */
export function build(name: string): Build {
  const folder = join(ROOT, 'out', `${name}-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = ['-p', 'tsconfig.build.json', '--outDir', folder, '--tsBuildInfoFile', join(folder, 'tsbuildinfo')];
  execFileSync(execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...options], { cwd: ROOT, stdio: 'inherit' });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  const entry = join(folder, 'bin/kobling.js');
  return {
    entry,
    start: (argv, env) => startProgram([entry, ...argv], env),
    solvers: () => processesOf(join(folder, 'bin/service/solve-process.js')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Ids of the processes whose command line has a word. */
function processesOf(word: string): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((line) => line.includes(word) && !/^\s*\d+\s+Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

function startProgram(argv: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child = spawn(execPath, [...argv], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Line[] = [];
  let rest = '';
  let all = '';
  child.stderr.on('data', (text: Buffer) => (all += text.toString()));
  child.stdout.on('data', (text: Buffer) => {
    all += text.toString();
    rest += text.toString();
    const whole = rest.split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) lines.push({ ...(JSON.parse(line) as object), at: performance.now() });
  });
  let isOver = false;
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  void ended.then(() => (isOver = true));
  const said = async (event: string): Promise<Line> => {
    for (;;) {
      const line = lines.find((own) => own['event'] === event);
      if (line !== undefined) return line;
      if (isOver) throw new Error(`It ended before it said ${event}: ${all.slice(-500)}`);
      await pause(20);
    }
  };
  return { child, lines, text: () => all, said, ended };
}

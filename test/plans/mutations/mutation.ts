// Wrong solvers made on purpose: one textual change at a time in a copy of the sources. Each mutation takes out something
// that the exactness of `plans` rests on, and names the exact text it changes and the proof that notices.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Witness } from '../proofs.ts';

type Change = {
  /** What is taken out. */
  readonly name: string;
  /** Text that stands in its file exactly once. */
  readonly from: string;
  readonly to: string;
};

/** The cheapest proof known that notices it; why none can; or what is known where neither is. */
type Fate = { readonly noticed: Witness } | { readonly equivalent: string } | { readonly undecided: string };

export type Mutation = Change & Fate & { readonly file: string };

/** Mutations of a file of `solver/plans`. */
export const mutationsOf = (file: string, mutations: readonly (Change & Fate)[]): Mutation[] =>
  mutations.map((mutation) => ({ file, ...mutation }));

export const titleOf = ({ file, name }: Mutation): string => `${file}: ${name}`;

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const asText = (path: string): string => readFileSync(path, 'utf8');

/** How often the text of a mutation stands in its file; it must be once. */
export const occurrencesOf = ({ file, from }: Mutation): number =>
  asText(join(ROOT, 'solver/plans', file)).split(from).length - 1;

/** A copy of solver and proofs, in a folder of its own, with a mutation in it. */
function mutantOf({ file, from, to }: Mutation): string {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-mutant-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of ['src', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
  for (const name of ['solver', 'test/plans', 'test/proof', 'test/tiny'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  const path = join(folder, 'solver/plans', file);
  writeFileSync(
    path,
    asText(path).replace(from, () => to),
  );
  return folder;
}

/** A mutant that is not done by then with a proof does not come to an end, and is noticed; more of them take longer. */
const MILLISECONDS = 60_000;
const MILLISECONDS_MORE = 2_000;

export type Outcome = { readonly isNoticed: boolean; readonly by: string };

/** Runs proofs on a mutant one after the other, up to the first that notices, in a process of its own since some never end. */
export function tryOut(mutation: Mutation, witnesses: readonly Witness[]): Promise<Outcome> {
  const folder = mutantOf(mutation);
  return new Promise((resolve) => {
    const child = spawn(execPath, ['--import', 'tsx', join(folder, 'test/plans/prove.ts'), ...witnesses], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    let isOver = false;
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const timer = setTimeout(
      () => {
        isOver = true;
        child.kill('SIGKILL');
      },
      MILLISECONDS + MILLISECONDS_MORE * (witnesses.length - 1),
    );
    child.on('close', () => {
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
      // A copy that does not even start is no wrong solver: only what a proof says counts.
      const isNoticed = isOver || witnesses.some((witness) => told.includes(`${witness}: `));
      resolve({ isNoticed, by: isOver ? 'does not end' : told.slice(0, 300).trim() });
    });
  });
}

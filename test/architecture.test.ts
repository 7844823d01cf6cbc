// What the compiler, the linter and the import law cannot say: sizes, clocks, the one time zone, and what a clean clone
// must not carry. A file may be longer where its head gives the reason, as `Long file: …` or `Long function <name>: …`.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MOST_LINES_OF_A_FILE = 400;
const MOST_LINES_OF_A_FUNCTION = 60;
const LEAST_LETTERS_OF_A_REASON = 20;

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const parse = (path: string): ts.SourceFile => ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ES2023, true);

const shipped = tracked.filter((path) => /^(src|solver|queues|bin)\/.*\.ts$/.test(path));
const core = shipped.filter((path) => /^(src|solver)\//.test(path));

const manifest = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(textOf('package.json')));

/** The comment lines a file begins with. */
function headOf(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !/^(\/\/|#!)/.test(line));
  return lines.slice(0, end).join('\n');
}

/** Whether the head gives a reason for what is named; a bare mark is none. */
function isExcused(head: string, mark: string): boolean {
  const at = head.indexOf(`${mark}:`);
  return at >= 0 && head.slice(at + mark.length + 1).trim().length >= LEAST_LETTERS_OF_A_REASON;
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}

/** The name a function is known by: its own, or that of the constant or field it is the value of. */
function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? ('name' in node.parent ? (node.parent as { name?: ts.Node }).name : undefined);
  return named?.getText() ?? '(without a name)';
}

function longFunctions(path: string): string[] {
  const file = parse(path);
  const head = headOf(file.text);
  const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;
  const found: string[] = [];
  visit(file, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const first = lineOf(node.getStart());
    const lines = lineOf(node.end) - first + 1;
    const name = nameOf(node);
    if (lines > MOST_LINES_OF_A_FUNCTION && !isExcused(head, `Long function ${name}`))
      found.push(`${path}:${first} ${name} has ${lines} lines`);
  });
  return found;
}

/** Reads of the clock, of chance and of the environment, however they are spelt. */
function impurities(path: string): string[] {
  const file = parse(path);
  const found: string[] = [];
  const report = (node: ts.Node, what: string): void => {
    found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
  };
  const FORBIDDEN = /^(Date\.now|Math\.random|process\.(env|hrtime|cwd|argv)|performance\..*|crypto\..*|globalThis.*)$/;
  const ZONED_CLOCK = /^(DateTime\.(now|local|utc)|Interval\.(after|before))$/;
  visit(file, (node) => {
    if (ts.isPropertyAccessExpression(node) && FORBIDDEN.test(node.getText())) report(node, node.getText());
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0)
      report(node, 'new Date()');
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') report(node, 'Date()');
    if (ts.isCallExpression(node) && ZONED_CLOCK.test(node.expression.getText()) && node.arguments.length === 0)
      report(node, `${node.expression.getText()}()`);
  });
  return found;
}

describe('the code', () => {
  it('has files that can be read in one go', () => {
    const long = shipped.flatMap((path) => {
      const text = textOf(path);
      const lines = text.split('\n').length - 1;
      return lines > MOST_LINES_OF_A_FILE && !isExcused(headOf(text), 'Long file')
        ? [`${path} has ${lines} lines`]
        : [];
    });
    expect(shipped.length).toBeGreaterThan(100);
    expect(long).toEqual([]);
  });

  it('has functions that can be read in one go', () => {
    expect(shipped.flatMap(longFunctions)).toEqual([]);
  });

  it('says at the head of every file what it is', () => {
    expect(shipped.filter((path) => !/^(#!.*\n)?(\/\/|\/\*\*)/.test(textOf(path)))).toEqual([]);
  });

  it('reads no clock, no chance and no environment in src and solver', () => {
    expect(core.flatMap(impurities)).toEqual([]);
  });

  it('names the time zone in one file only', () => {
    expect(shipped.filter((path) => textOf(path).includes('Europe/Oslo'))).toEqual(['src/calendar/zone.ts']);
  });

  it('leaves it to the database to keep municipalities apart: only what goes on across them asks for one', () => {
    const filters = shipped.filter((path) => /(where|whereRef|onRef)\(\s*'(\w+\.)?tenantId'/.test(textOf(path)));
    expect(filters).toEqual(['src/store/dispatch.ts', 'src/store/nights.ts']);
  });

  it('has kebab-case file names that say what they hold', () => {
    const names = shipped.map((path) => path.replace(/^.*\//, ''));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
    expect(names.filter((name) => /^(utils?|helpers?|common|manager|misc)\.ts$/.test(name))).toEqual([]);
  });
});

describe('a clone', () => {
  it('carries no path of the machine it was written on', () => {
    const root = ROOT.replace(/\/$/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const here = new RegExp(String.raw`(?<![\w./:@-])${root}(?![\w.-])`);
    expect(tracked.filter((path) => here.test(textOf(path)))).toEqual([]);
  });

  it('installs from whichever registry the machine is set to', () => {
    expect(textOf('package-lock.json')).not.toContain('"resolved"');
  });

  it('gets exactly the versions that were tried', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('has a reason in docs/dependencies.md for each dependency, and for nothing else', () => {
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    const all = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }).sort();
    const rows = [...textOf('docs/dependencies.md').matchAll(/^\| `([^`]+)` \d/gm)].map(([, name = '']) => name).sort();
    expect(rows).toEqual(all);
  });

  it('checks every generated page', () => {
    const generators = tracked.filter((path) => /^docs\/generate-.*\.ts$/.test(path));
    expect(generators.length).toBeGreaterThan(0);
    for (const generator of generators) {
      expect(manifest.scripts['docs:check']).toContain(`tsx ${generator} --check`);
      expect(manifest.scripts['docs:generate']).toContain(`tsx ${generator}`);
    }
  });
});

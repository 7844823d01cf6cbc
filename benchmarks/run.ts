// The benchmarks' command line: `npm run bench -- --suite village --seconds 10 --repeats 3 --json`. See README.md.
import { parseArgs } from 'node:util';
import { CONTENDERS, type ContenderName } from './contenders.ts';
import { measure, type Result } from './measure.ts';
import { DEFAULT_SUITES, SUITE, SUITES, type SuiteName } from './suites.ts';
import { table, totals } from './table.ts';

const SECONDS = 10;

const { values } = parseArgs({
  options: {
    suite: { type: 'string', multiple: true },
    contender: { type: 'string', multiple: true },
    seed: { type: 'string', multiple: true },
    seconds: { type: 'string' },
    repeats: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

function oneOf<T extends string>(name: string, known: readonly T[], text: string): T {
  const found = known.find((item) => item === text);
  if (found === undefined)
    throw new Error(`The --${name} (${text}) must be known.\nMaybe use one of: ${known.join(', ')}.`);
  return found;
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`The --${name} (${text}) must be a whole number above 0.\nMaybe write --${name} 3.`);
  return value;
}

const suites: readonly SuiteName[] = values.suite?.map((name) => oneOf('suite', SUITES, name)) ?? DEFAULT_SUITES;
const contenders: readonly ContenderName[] =
  values.contender?.map((name) => oneOf('contender', CONTENDERS, name)) ?? CONTENDERS;
const seconds = values.seconds === undefined ? SECONDS : wholeNumber('seconds', values.seconds);

const all: Result[] = [];
for (const name of suites) {
  const suite = SUITE[name];
  const repeats = values.repeats === undefined ? suite.repeats : wholeNumber('repeats', values.repeats);
  const seeds = values.seed?.map((text) => wholeNumber('seed', text)) ?? suite.seeds;
  const results = await measure(name, { seeds, contenders }, { seconds, repeats }, (seed) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${name} ${seed}   `);
  });
  all.push(...results);
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (!values.json) console.log(`${table(results)}\n\n${totals(results)}\n`);
}
if (values.json) {
  const { version, platform, arch } = process;
  console.log(JSON.stringify({ seconds, node: version, platform, arch, results: all }, null, 2));
}
// A plan of ours that the audit does not clear is a defect, and the benchmark says so.
if (all.some(({ contender, audit }) => contender !== 'javascript-lp-solver' && audit.startsWith('breaks')))
  process.exitCode = 1;

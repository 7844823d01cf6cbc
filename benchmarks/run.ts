// The benchmarks' command line: `npm run bench -- --suite village --seconds 10 --repeats 3 --json`. See README.md.
import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { CONTENDERS, type ContenderName } from './contenders.ts';
import { measure, type Result } from './measure.ts';
import {
  growthPercent,
  measureMemory,
  MEMORY_SECONDS,
  MEMORY_SUITE,
  type MemoryReading,
  memoryTable,
  MOST_GROWTH_PERCENT,
} from './memory.ts';
import { measureOverrun, OVERRUN_RUNS, OVERRUN_SUITE, overran, type OverrunReading, overrunTable } from './overrun.ts';
import { DEFAULT_SUITES, SUITE, SUITES, type SuiteName } from './suites.ts';
import { table, totals } from './table.ts';
import { type WholeRun, wholeRun } from './whole-runs.ts';
import { WHOLE_SUITE, WHOLE_SUITES, type WholeSuiteName } from './whole-suites.ts';
import { goalTable, reachedBy, wholeTable } from './whole-table.ts';

const SECONDS = 10;
const WHOLE_SECONDS = 60;

/** Ends the command: what it was asked is not to be understood. */
function refuse(message: string): never {
  console.error(message);
  exit(2);
}

const USAGE = `npm run bench -- [options]

  --suite <name>      ${DEFAULT_SUITES.join(' and ')} if none is named; again for more:
                      ${[...SUITES, MEMORY_SUITE, OVERRUN_SUITE].join(', ')},
                      ${WHOLE_SUITES.join(', ')}
  --contender <name>  of ${SUITES.join(', ')}; again for more: ${CONTENDERS.join(', ')}
  --seed <n>          instead of the suite's seeds; again for more
  --seconds <n>       limit of each run
  --repeats <n>       runs of each caseload in ${SUITES.join(', ')}; runs in all in ${OVERRUN_SUITE}
  --json              all figures as JSON
  --help              this text

What each suite measures, and how to read it: benchmarks/README.md`;

function readArguments() {
  try {
    return parseArgs({
      options: {
        suite: { type: 'string', multiple: true },
        contender: { type: 'string', multiple: true },
        seed: { type: 'string', multiple: true },
        seconds: { type: 'string' },
        repeats: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(`${(error as Error).message}\n\n${USAGE}`);
  }
}

const values = readArguments();
if (values.help) {
  console.log(USAGE);
  exit(0);
}

function oneOf<T extends string>(name: string, known: readonly T[], text: string): T {
  return (
    known.find((item) => item === text) ??
    refuse(`The --${name} (${text}) must be known.\nMaybe use one of: ${known.join(', ')}.`)
  );
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    refuse(`The --${name} (${text}) must be a whole number above 0.\nMaybe write --${name} 3.`);
  return value;
}

const known = [...SUITES, ...WHOLE_SUITES, MEMORY_SUITE, OVERRUN_SUITE] as const;
const named = values.suite?.map((name) => oneOf('suite', known, name)) ?? DEFAULT_SUITES;
const isWhole = (name: string): name is WholeSuiteName => WHOLE_SUITES.some((suite) => suite === name);
const suites = named.filter((name): name is SuiteName => SUITES.some((suite) => suite === name));
const contenders: readonly ContenderName[] =
  values.contender?.map((name) => oneOf('contender', CONTENDERS, name)) ?? CONTENDERS;
const seconds = values.seconds === undefined ? SECONDS : wholeNumber('seconds', values.seconds);

const seeds = values.seed?.map((text) => wholeNumber('seed', text));
const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}   `);
};

const all: Result[] = [];
for (const name of suites) {
  const suite = SUITE[name];
  const repeats = values.repeats === undefined ? suite.repeats : wholeNumber('repeats', values.repeats);
  const which = { seeds: seeds ?? suite.seeds, contenders };
  const results = await measure(name, which, { seconds, repeats }, (seed) => progress(`${name} ${seed}`));
  all.push(...results);
  progress('');
  if (!values.json) console.log(`${table(results)}\n\n${totals(results)}\n`);
}

const whole: WholeRun[] = [];
for (const name of named.filter(isWhole)) {
  const { seeds: usual, casesOf, goals, seconds: ownSeconds = WHOLE_SECONDS } = WHOLE_SUITE[name];
  const cases = (seeds ?? usual).flatMap((seed) => casesOf(seed));
  const runs: WholeRun[] = [];
  for (const [index, each] of cases.entries()) {
    progress(`${name} ${index + 1} of ${cases.length}`);
    const limit = values.seconds === undefined ? ownSeconds : seconds;
    runs.push(await wholeRun(each, { seconds: limit, gapPercent: goals.gapPercent }));
  }
  whole.push(...runs);
  progress('');
  const reached = reachedBy(name, runs);
  if (!values.json) console.log(`${wholeTable(reached)}\n\n${goalTable(reached, goals)}\n`);
}

let memory: MemoryReading[] = [];
if (named.some((name) => name === MEMORY_SUITE)) {
  const settings = { firstSeed: seeds?.[0] ?? 1, seconds: values.seconds === undefined ? MEMORY_SECONDS : seconds };
  memory = await measureMemory(settings, (solves, of) => progress(`${MEMORY_SUITE} ${solves} of ${of}`));
  progress('');
  if (!values.json) console.log(`${memoryTable(memory)}\n`);
}

let overruns: OverrunReading[] = [];
if (named.some((name) => name === OVERRUN_SUITE)) {
  const runs = values.repeats === undefined ? OVERRUN_RUNS : wholeNumber('repeats', values.repeats);
  overruns = await measureOverrun({ firstSeed: seeds?.[0] ?? 1, runs }, (run, of) =>
    progress(`${OVERRUN_SUITE} ${run} of ${of}`),
  );
  progress('');
  if (!values.json) console.log(`${overrunTable(overruns)}\n`);
}

if (values.json) {
  const { version, platform, arch } = process;
  console.log(
    JSON.stringify({ seconds, node: version, platform, arch, results: all, whole, memory, overruns }, null, 2),
  );
}
// A plan of ours that the audit does not clear is a defect, and the benchmark says so.
if (all.some(({ contender, audit }) => contender !== 'javascript-lp-solver' && audit.startsWith('breaks')))
  process.exitCode = 1;
// Nor may a whole run fail: a plan that its auditor refuses, a crash, or time that was not kept.
if (whole.some(({ milliseconds }) => milliseconds === null)) process.exitCode = 1;
// Nor may memory grow with the number of solves.
if (memory.length > 0 && growthPercent(memory) > MOST_GROWTH_PERCENT) process.exitCode = 1;
// Nor may a run go on past its limit.
if (overran(overruns).length > 0) process.exitCode = 1;

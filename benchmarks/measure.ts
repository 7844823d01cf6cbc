// Runs contenders in processes of their own, ends those that overrun, and audits every plan before its time counts.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { check } from '../src/check/index.ts';
import type { World } from '../src/domain/world.ts';
import { RULES } from '../src/rules/index.ts';
import { rawPlan } from '../test/tiny/raw-plan.ts';
import type { FromProcess, ToProcess } from './contender-process.ts';
import type { Attempt, ContenderName } from './contenders.ts';
import { type SuiteName, worldOf } from './suites.ts';

/** Seconds beyond its limit after which a contender is ended. */
const GRACE_SECONDS = 2;

/** One contender on one caseload, over all repeats. */
export type Result = {
  readonly suite: SuiteName;
  readonly seed: number;
  readonly contender: ContenderName;
  /** `clean`, the hard rules that the audit found broken, or why there is no plan. */
  readonly audit: string;
  /** Median over repeats; null where there is no clean plan. */
  readonly milliseconds: number | null;
  /** As audited; of the repeat worth least. */
  readonly objective: number | null;
  /** Points short of the best bound that anybody proved, in per cent of it; null where none is known. */
  readonly gapPercent: number | null;
  readonly isProven: boolean;
};

type Settings = { readonly seconds: number; readonly repeats: number };

/** A process that takes one task at a time and is started again after it was ended. */
function createRunner() {
  let child: ChildProcess | undefined;
  const start = (): ChildProcess => {
    const entry = fileURLToPath(new URL('./contender-process.ts', import.meta.url));
    return fork(entry, { execArgv: ['--import', 'tsx', '--max-old-space-size=3072'], stdio: 'ignore' });
  };
  return {
    run: (task: ToProcess): Promise<Attempt> =>
      new Promise((resolve) => {
        child ??= start();
        const own = child;
        let timer: NodeJS.Timeout | undefined;
        const finish = (result: Attempt): void => {
          clearTimeout(timer);
          own.removeAllListeners('message').removeAllListeners('exit');
          resolve(result);
        };
        const end = (why: string): void => {
          child = undefined;
          own.kill('SIGKILL');
          finish({ kind: 'failure', milliseconds: 0, why });
        };
        own.on('exit', () => end('its process ended'));
        own.on('message', (message: FromProcess) => {
          if (message.kind === 'done') finish(message.attempt);
          else timer = setTimeout(() => end(`no plan in ${task.seconds} s`), (task.seconds + GRACE_SECONDS) * 1000);
        });
        own.send(task);
      }),
    stop: (): void => {
      child?.kill();
      child = undefined;
    },
  };
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

type Audited = { readonly attempt: Attempt; readonly audit: string; readonly objective: number };

function audited(world: World, attempt: Attempt): Audited {
  if (attempt.kind === 'failure') return { attempt, audit: attempt.why, objective: 0 };
  const { objective, findings } = check(world, { ...rawPlan(world, []), ...attempt.parts }, RULES);
  const hard = [...new Set(findings.filter(({ severity }) => severity === 'hard').map(({ rule }) => rule))];
  return { attempt, audit: hard.length === 0 ? 'clean' : `breaks ${hard.join(', ')}`, objective };
}

type Case = Pick<Result, 'suite' | 'seed' | 'contender'>;

function resultOf(of: Case, runs: readonly Audited[], bound: number): Result {
  const fault = runs.find(({ audit }) => audit !== 'clean');
  if (fault !== undefined)
    return { ...of, audit: fault.audit, milliseconds: null, objective: null, gapPercent: null, isProven: false };
  const objective = Math.min(...runs.map((run) => run.objective));
  const isKnown = Number.isFinite(bound);
  return {
    ...of,
    audit: 'clean',
    milliseconds: median(runs.map(({ attempt }) => attempt.milliseconds)),
    objective,
    gapPercent: isKnown ? (100 * Math.max(0, bound - objective)) / Math.max(1, Math.abs(bound)) : null,
    isProven: runs.every(({ attempt }) => attempt.kind === 'plan' && attempt.isProven),
  };
}

/** Measures one suite, caseload by caseload; `onCase` hears of each caseload before it is begun. */
export async function measure(
  suite: SuiteName,
  { seeds, contenders }: { readonly seeds: readonly number[]; readonly contenders: readonly ContenderName[] },
  { seconds, repeats }: Settings,
  onCase: (seed: number) => void,
): Promise<Result[]> {
  const runner = createRunner();
  const results: Result[] = [];
  for (const seed of seeds) {
    onCase(seed);
    const world = worldOf(suite, seed);
    const runs = new Map<ContenderName, Audited[]>();
    let bound = Infinity;
    let fewestBroken: number | undefined;
    for (const contender of contenders) {
      const own: Audited[] = [];
      for (let repeat = 0; repeat < repeats; repeat++) {
        const run = audited(world, await runner.run({ suite, seed, contender, seconds, fewestBroken }));
        own.push(run);
        // Only HiGHS proves a bound: what javascript-lp-solver calls best is its word alone.
        if (contender === 'highs' && run.attempt.kind === 'plan') {
          bound = Math.min(bound, run.attempt.bound);
          fewestBroken = run.attempt.parts.brokenPins.length;
        }
        // What fails once is not tried again: it would take all of its time each time.
        if (run.attempt.kind === 'failure') break;
      }
      runs.set(contender, own);
    }
    for (const [contender, own] of runs) results.push(resultOf({ suite, seed, contender }, own, bound));
  }
  runner.stop();
  return results;
}

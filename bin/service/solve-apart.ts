// Solving in a process of its own, watched from outside: what it takes of time and memory is limited by killing it, since no
// solver keeps its own limits, and what it answers is audited here before anybody sees it.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { check } from '../../src/check/index.ts';
import { RULES } from '../../src/rules/index.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import type { Snapshot } from '../../src/store/snapshots.ts';
import type { Scope } from '../../solver/previous/scope.ts';
import type { Progress } from '../../solver/solve.ts';
import { snapshotWorld } from './snapshot-world.ts';

export type SolveRequest = {
  readonly snapshot: Snapshot;
  /** A plan to go on from (`kobling/plan@1`). */
  readonly previous?: string | undefined;
  /** Whom it is about, everything else as in that plan; absent: everyone. */
  readonly scope?: Scope | undefined;
  /** End at a gap of at most this share of what is at stake. */
  readonly gap?: number | undefined;
  /** Seconds for the search. */
  readonly seconds: number;
  readonly seed: number;
  readonly threads: number;
};

export type ToSolver = { readonly kind: 'solve'; readonly request: SolveRequest } | { readonly kind: 'stop' };
export type FromSolver =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'plan'; readonly document: string }
  | { readonly kind: 'failed'; readonly code: 'bad-snapshot' | 'unknown-person' | 'no-plan' | 'unsound-plan' };

/**
 * Why there is no plan; nothing of anybody is in it. `unknown-person`: who is asked about is not there, or may not be shown; `overran`, `out-of-memory`: it was killed for it; `solver-died`: it ended
 * without an answer; `unsound-plan`: the audit found something, there or here; `cancelled`: whoever asked wants none any more.
 */
export type SolveFailure =
  | 'bad-snapshot'
  | 'unknown-person'
  | 'no-plan'
  | 'unsound-plan'
  | 'overran'
  | 'out-of-memory'
  | 'solver-died'
  | 'cancelled';

export type Solved = { readonly document: string } | { readonly failure: SolveFailure };

export type SolveOptions = {
  /** Kill it at once: nobody wants the plan. */
  readonly cancelled: AbortSignal;
  /** Ask it to end with the best plan so far. */
  readonly stopped: AbortSignal;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Resident megabytes at most, where the system tells them (Linux); default 2 500. */
  readonly megabytes?: number | undefined;
  /** Seconds beyond those for the search until it is killed; default 15: reading, composing and auditing a city takes 5 to 10. */
  readonly graceSeconds?: number | undefined;
};

const DEFAULT_GRACE_SECONDS = 15;
/** Seconds to end with the best plan so far, once asked. */
const STOP_SECONDS = 20;
const DEFAULT_MEGABYTES = 2_500;
const WATCH_MILLISECONDS = 250;
/** How long the last words of a process that has ended may be under way. */
const LAST_WORDS_MILLISECONDS = 2_000;

const isSource = import.meta.url.endsWith('.ts');
const ENTRY = new URL(`./solve-process.${isSource ? 'ts' : 'js'}`, import.meta.url);

/** Resident megabytes of a process; 0 where the system does not tell. */
function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

/** The document where the auditor finds nothing hard against it and the same points, else undefined. */
export function audited(snapshot: Snapshot, document: string): string | undefined {
  const world = snapshotWorld(snapshot);
  const reading = readPlan(document);
  if (world === undefined || !reading.ok) return undefined;
  const { findings, objective } = check(world, reading.plan, RULES);
  const isSound = findings.every(({ severity }) => severity !== 'hard') && objective === reading.plan.objective;
  return isSound ? document : undefined;
}

/** What the process says last, or why it was ended. */
function ask(child: ChildProcess, request: SolveRequest, options: SolveOptions): Promise<Solved> {
  const {
    cancelled,
    stopped,
    onProgress,
    megabytes = DEFAULT_MEGABYTES,
    graceSeconds = DEFAULT_GRACE_SECONDS,
  } = options;
  return new Promise((resolve) => {
    let isOver = false;
    const timers: NodeJS.Timeout[] = [];
    const end = (solved: Solved): void => {
      if (isOver) return;
      isOver = true;
      for (const timer of timers) clearInterval(timer);
      cancelled.removeEventListener('abort', onCancelled);
      stopped.removeEventListener('abort', onStopped);
      child.kill('SIGKILL');
      resolve(solved);
    };
    const killAfter = (seconds: number): void => {
      timers.push(setTimeout(() => end({ failure: 'overran' }), seconds * 1000));
    };
    const onCancelled = (): void => end({ failure: 'cancelled' });
    const onStopped = (): void => {
      if (child.connected) child.send({ kind: 'stop' } satisfies ToSolver);
      killAfter(STOP_SECONDS);
    };
    child.on('message', (message: FromSolver) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'failed') end({ failure: message.code });
      else {
        const document = audited(request.snapshot, message.document);
        end(document === undefined ? { failure: 'unsound-plan' } : { document });
      }
    });
    child.on('error', () => end({ failure: 'solver-died' }));
    child.on('exit', () => {
      const died = (): void => end({ failure: 'solver-died' });
      if (!child.connected) return died();
      // That it has ended may be heard before what it said last: that comes before its channel closes.
      child.once('disconnect', died);
      timers.push(setTimeout(died, LAST_WORDS_MILLISECONDS));
    });
    const watch = (): void => {
      if (child.pid !== undefined && residentMegabytes(child.pid) > megabytes) end({ failure: 'out-of-memory' });
    };
    timers.push(setInterval(watch, WATCH_MILLISECONDS));
    killAfter(request.seconds + graceSeconds);
    cancelled.addEventListener('abort', onCancelled);
    stopped.addEventListener('abort', onStopped);
    if (cancelled.aborted) return onCancelled();
    child.send({ kind: 'solve', request } satisfies ToSolver);
    if (stopped.aborted) onStopped();
  });
}

/** How far a search stands back (a nice value): beside something that takes all it can get, it gets a quarter. */
const STANDS_BACK = 5;
/** Linux lets whoever is not root say so of one session in a tenth of a second, on the whole machine. */
const SESSION_MILLISECONDS = 120;
const SESSION_TRIES = 20;

/** Has a process's session stand back; tried again where another was spoken of just before. */
function sessionStandsBack(child: ChildProcess, tries = SESSION_TRIES): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    writeFileSync(`/proc/${child.pid}/autogroup`, String(STANDS_BACK));
  } catch (error) {
    // Anything else says that the system makes no groups of sessions.
    if (tries === 0 || (error as { code?: unknown }).code !== 'EAGAIN') return;
    setTimeout(() => sessionStandsBack(child, tries - 1), SESSION_MILLISECONDS * (1 + Math.random())).unref();
  }
}

/**
 * Lets whoever answers people go first on a machine that they share with a search, which takes all it can get. Linux shares
 * among sessions first, where it makes groups of them (sched(7), "The autogroup feature"), and only in each by its processes'
 * values; so a search has a session of its own, and says it of that too.
 */
function standBack(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    setPriority(child.pid, STANDS_BACK);
  } catch {
    // It has ended already.
  }
  sessionStandsBack(child);
}

/** Solves a snapshot in a process of its own; never throws, and leaves no process behind. */
export function solveApart(request: SolveRequest, options: SolveOptions): Promise<Solved> {
  const child = fork(ENTRY, [], {
    // A session of its own, see `standBack`; that we have ended it hears from its channel.
    detached: true,
    execArgv: isSource ? ['--import', 'tsx'] : [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    // Nothing of our own environment: there are passwords in it.
    env: {},
  });
  standBack(child);
  return ask(child, request, options);
}

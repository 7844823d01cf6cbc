// Exit codes, and the failures that end a command with one. A negative answer (who is unserved) is no failure.
import type { Problem } from '../src/schema/problem.ts';

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  /** `check` found something hard, or `changes` a settled pairing that is gone without a rule. */
  findings: 1,
  /** Bad input or usage. */
  badInput: 2,
  /** No audited plan within the limit. */
  noPlan: 3,
  /** Broken infrastructure: a file that cannot be written, a solver that cannot start, a bug. */
  broken: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command: one line on what is wrong and one on what to do, and the problems of the input where there are any. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  readonly advice: string;
  readonly problems: readonly Problem[];

  constructor(exitCode: ExitCode, message: string, advice: string, problems: readonly Problem[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.advice = advice;
    this.problems = problems;
  }
}

/** Code of a system error (`ENOENT`, `EACCES` …), of anything else undefined. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

// `kobling worker`: runs jobs and opens nights, on any number of machines, until it is told to go (SIGTERM, or Ctrl-C).
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import {
  type DataOption,
  type KeepingOption,
  type LocaleOption,
  LOOPBACK,
  type SolvingOption,
  solvingOf,
  timeOfDay,
  wholeNumber,
  withData,
  withKeeping,
  withLocale,
  withSolving,
} from '../options.ts';

type Options = DataOption &
  LocaleOption &
  SolvingOption &
  KeepingOption & {
    readonly nightAt: string;
    readonly nights: boolean;
    readonly canaryMinutes: number;
    readonly port?: number;
    readonly host: string;
  };

export function addWorker(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('worker')
    .description('run jobs and open nights until told to go; the queue is on REDIS_URL, or without it on the database');
  withSolving(command)
    .addOption(new Option('--night-at <time>', 'when nights begin, in Norway').argParser(timeOfDay).default('01:30'))
    .option('--no-nights', 'leave the nights to other workers')
    .addOption(
      new Option('--canary-minutes <n>', 'minutes between jobs that go all the way as a sign of health; 0: none')
        .argParser(wholeNumber(0, 1_440))
        .default(10),
    )
    .addOption(
      new Option('--port <n>', 'port of /health, /ready and /metrics (default: none)').argParser(
        wholeNumber(0, 65_535),
      ),
    )
    .option('--host <address>', 'address of that port', LOOPBACK);
  for (const add of [withKeeping, withData, withLocale]) add(command);
  command.action(async (options: Options) => {
    const { data, locale, nights, nightAt, keepDays, canaryMinutes, port, host } = options;
    const { work } = await import('../service/work.ts');
    const own = { nights: nights ? { at: nightAt, keepDays } : undefined, canaryMinutes, port, host };
    await work(io, { data, locale, ...solvingOf(options), ...own });
    finish(EXIT.ok);
  });
}

// `kobling worker`: runs jobs, on any number of machines, until it is told to go (SIGTERM, or Ctrl-C).
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import { type DataOption, decimalNumber, type LocaleOption, wholeNumber, withData, withLocale } from '../options.ts';

type Options = DataOption &
  LocaleOption & { readonly concurrency: number; readonly threads: number; readonly timeLimit: number };

export function addWorker(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('worker')
    .description('run jobs until told to go; the queue is on REDIS_URL, or without it on the database')
    .addOption(new Option('--concurrency <n>', 'jobs at a time').argParser(wholeNumber(1, 64)).default(1))
    .addOption(new Option('--threads <n>', 'threads of each job').argParser(wholeNumber(1, 64)).default(2))
    .addOption(
      new Option('--time-limit <seconds>', 'seconds for the search of a job')
        .argParser(decimalNumber(0.1, 86_400))
        .default(60),
    );
  for (const add of [withData, withLocale]) add(command);
  command.action(async ({ data, locale, concurrency, threads, timeLimit }: Options) => {
    const { work } = await import('../service/work.ts');
    await work(io, { data, locale, concurrency, threads, seconds: timeLimit });
    finish(EXIT.ok);
  });
}

// `kobling serve`: the API, until it is told to go. Who may do what, each municipality says (`kobling account`).
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import { type DataOption, type LocaleOption, LOOPBACK, wholeNumber, withData, withLocale } from '../options.ts';

type Options = DataOption &
  LocaleOption & {
    readonly port: number;
    readonly host: string;
    readonly local?: true;
    readonly requestsPerMinute?: number;
  };

export function addServe(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('serve')
    .description('answer the API over HTTP; kobling worker runs the jobs it takes in')
    .addOption(new Option('--port <n>', 'port; 0: any free one').argParser(wholeNumber(0, 65_535)).default(8_080))
    .option('--host <address>', 'address to listen on', LOOPBACK)
    .option('--local', 'nobody signs in: for your own laptop, on loopback alone')
    .addOption(
      new Option('--requests-per-minute <n>', 'most requests of one caller; 0: any number (default: 6000)').argParser(
        wholeNumber(0, 10_000_000),
      ),
    );
  for (const add of [withData, withLocale]) add(command);
  command.action(async ({ data, locale, port, host, local, requestsPerMinute }: Options) => {
    const { serve } = await import('../service/serve.ts');
    await serve(io, { data, locale, host, port, isLocal: local === true, perMinute: requestsPerMinute });
    finish(EXIT.ok);
  });
}

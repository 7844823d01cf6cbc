// `kobling serve`: takes in jobs over HTTP, until it is told to go. Nobody signs in yet, so it listens on loopback alone.
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import { type DataOption, type LocaleOption, LOOPBACK, wholeNumber, withData, withLocale } from '../options.ts';

type Options = DataOption & LocaleOption & { readonly port: number };

export function addServe(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('serve')
    .description('take in jobs over HTTP on this machine, and tell of them; kobling worker runs them')
    .addOption(
      new Option('--port <n>', 'port of loopback; 0: any free one').argParser(wholeNumber(0, 65_535)).default(8_080),
    );
  for (const add of [withData, withLocale]) add(command);
  command.action(async ({ data, locale, port }: Options) => {
    const { serve } = await import('../service/serve.ts');
    await serve(io, { data, locale, host: LOOPBACK, port });
    finish(EXIT.ok);
  });
}

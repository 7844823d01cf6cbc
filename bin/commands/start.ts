// `kobling start`: the whole service on one's own machine, with a made-up municipality.
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import { type DataOption, type LocaleOption, wholeNumber, withData, withLocale } from '../options.ts';

type Options = DataOption & LocaleOption & { readonly port: number };

export function addStart(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('start')
    .description('the whole service on this machine alone: database, API, worker, nights, and a made-up municipality')
    .addOption(new Option('--port <n>', 'port; 0: any free one').argParser(wholeNumber(0, 65_535)).default(8_080));
  for (const add of [withData, withLocale]) add(command);
  command.action(async ({ data, locale, port }: Options) => {
    const { start } = await import('../service/start.ts');
    await start(io, { data, locale, port });
    finish(EXIT.ok);
  });
}

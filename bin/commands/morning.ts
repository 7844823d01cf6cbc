// `kobling morning`: what a night has changed in a municipality, person by person, and why.
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import {
  type ByOption,
  calendarDate,
  type DataOption,
  type JsonOption,
  type LocaleOption,
  withBy,
  withData,
  withJson,
  withLocale,
} from '../options.ts';

type Options = DataOption & LocaleOption & JsonOption & ByOption & { readonly date?: string };

export function addMorning(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('morning')
    .description('tell what a night has changed in a municipality since the published plan, person by person, and why')
    .argument('<municipality>', 'id of the municipality')
    .addOption(new Option('--date <date>', "the night's date (default: today, in Norway)").argParser(calendarDate));
  for (const add of [withBy, withData, withLocale, withJson]) add(command);
  command.action(async (municipality: string, { date, ...options }: Options) => {
    const { tellMorning } = await import('../service/morning.ts');
    const { text, hasUnexplained } = await tellMorning(io, { ...options, municipality, runDate: date });
    io.out(text);
    finish(hasUnexplained ? EXIT.findings : EXIT.ok);
  });
}

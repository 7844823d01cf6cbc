// `kobling migrate`: brings the database to the newest migration, and makes the one that comes with the program where there
// is none.
import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import { type DataOption, type JsonOption, type LocaleOption, withData, withJson, withLocale } from '../options.ts';
import { say } from '../phrases.ts';

type Options = LocaleOption & JsonOption & DataOption;

export function addMigrate(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('migrate')
    .description('bring the database to the newest migration; any number of processes may do so at once');
  for (const add of [withData, withLocale, withJson]) add(command);
  command.action(async (options: Options) => {
    const { prepareDatabase } = await import('../service/prepare-database.ts');
    const { place, migrations } = await prepareDatabase(io, options);
    const names = migrations.join(', ');
    const text = say(migrations.length === 0 ? 'migratedNone' : 'migrated', options.locale, { place, names });
    io.out(options.json === true ? `${JSON.stringify({ place, migrations }, undefined, 2)}\n` : `${text}\n`);
    finish(EXIT.ok);
  });
}

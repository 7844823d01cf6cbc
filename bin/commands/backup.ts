// `kobling backup`: all municipalities at one instant, into one file, while the service goes on.
import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import { instantText, numberText, wrapped } from '../format.ts';
import type { Io } from '../io.ts';
import { type DataOption, type JsonOption, type LocaleOption, withData, withJson, withLocale } from '../options.ts';
import { say } from '../phrases.ts';

type Options = LocaleOption & JsonOption & DataOption;

const HELP = `
The file holds personal data and is not encrypted: it is made for its owner alone (mode 0600), and
is to be kept as safe as the database. An existing file is never written over: else a backup of a
database that was lost could replace the last good one. Try it with kobling restore <file> --drill.
The canary's municipality is made up and not in it.`;

const KILOBYTE = 1 << 10;

export function addBackup(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('backup')
    .description('write all municipalities, as they are at one instant, into one file; the service goes on meanwhile')
    .argument('<file>', 'file to write (kobling/backup@1, packed with gzip)')
    .addHelpText('after', HELP);
  for (const add of [withData, withLocale, withJson]) add(command);
  command.action(async (file: string, options: Options) => {
    const { backUp } = await import('../service/backup.ts');
    const done = await backUp(io, file, options);
    const { locale } = options;
    const rows = Object.values(done.rows).reduce((sum, count) => sum + count, 0);
    const values = {
      path: file,
      at: instantText(done.at),
      municipalities: numberText(done.municipalities, locale),
      rows: numberText(rows, locale),
      size: numberText(Math.ceil(done.bytes / KILOBYTE), locale),
    };
    const lines = [
      ...wrapped(say('backupWritten', locale, values)),
      ...wrapped(say('backupPersonal', locale)),
      `  kobling restore ${file} --drill`,
    ];
    io.out(options.json === true ? `${JSON.stringify(done, undefined, 2)}\n` : `${lines.join('\n')}\n`);
    finish(EXIT.ok);
  });
}

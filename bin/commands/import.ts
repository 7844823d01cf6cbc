// `kobling import`: makes a municipality's caseload in the service that of a document.
import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import {
  type ByOption,
  type DataOption,
  type JsonOption,
  type LocaleOption,
  withBy,
  withData,
  withJson,
  withLocale,
} from '../options.ts';
import { say } from '../phrases.ts';
import { readCaseloadFile } from '../read-input.ts';

type Options = DataOption & LocaleOption & JsonOption & ByOption & { readonly name?: string };

export function addImport(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('import')
    .description("make a municipality's caseload in the service that of a document; what is not in it is removed")
    .argument('<caseload>', 'caseload file (kobling/caseload@1)')
    .option('--name <name>', "the municipality's name, where it is new (default: its id)");
  for (const add of [withBy, withData, withLocale, withJson]) add(command);
  command.action(async (path: string, { by, name, data, locale, json }: Options) => {
    const { caseload } = readCaseloadFile(io, path, { locale });
    const { importCaseload } = await import('../service/municipality.ts');
    const municipality = caseload.municipalityId;
    const stored = await importCaseload(io, { caseload, by, name: name ?? municipality, data, locale });
    io.out(
      json === true
        ? `${JSON.stringify({ municipality, ...stored }, undefined, 2)}\n`
        : `${say('imported', locale, { municipality, ...stored })}\n`,
    );
    finish(EXIT.ok);
  });
}

// `kobling schema`: the JSON Schema of a document, for importers and checkers.
import { Argument, type Command } from 'commander';
import { caseloadJsonSchema, certificateJsonSchema, planJsonSchema } from '../../src/schema/json-schema.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';

const SCHEMAS = { caseload: caseloadJsonSchema, plan: planJsonSchema, certificate: certificateJsonSchema } as const;

export function addSchema(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command('schema')
    .description('print the JSON Schema of a document')
    .addArgument(new Argument('<document>', 'which document').choices(Object.keys(SCHEMAS)))
    .action((document: keyof typeof SCHEMAS) => {
      io.out(`${JSON.stringify(SCHEMAS[document](), undefined, 2)}\n`);
      finish(EXIT.ok);
    });
}

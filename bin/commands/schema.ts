// `kobling schema`: the JSON Schema of a document, for importers and checkers.
import { Argument, type Command } from 'commander';
import { caseloadJsonSchema, planJsonSchema } from '../../src/schema/json-schema.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';

export function addSchema(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command('schema')
    .description('print the JSON Schema of a document')
    .addArgument(new Argument('<document>', 'which document').choices(['caseload', 'plan']))
    .action((document: 'caseload' | 'plan') => {
      const schema = document === 'caseload' ? caseloadJsonSchema() : planJsonSchema();
      io.out(`${JSON.stringify(schema, undefined, 2)}\n`);
      finish(EXIT.ok);
    });
}

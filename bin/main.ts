// The command line as a function: arguments in, exit code out; no error leaves it, and none is shown with its stack.
import { Command, CommanderError } from 'commander';
import { LOCALES, type Locale } from '../src/schema/locale.ts';
import { addBackup } from './commands/backup.ts';
import { addChanges } from './commands/changes.ts';
import { addCheck } from './commands/check.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addGenerate } from './commands/generate.ts';
import { addImport } from './commands/import.ts';
import { addMigrate } from './commands/migrate.ts';
import { addMorning } from './commands/morning.ts';
import { addNightly } from './commands/nightly.ts';
import { addPropose } from './commands/propose.ts';
import { addPublish } from './commands/publish.ts';
import { addRestore } from './commands/restore.ts';
import { addRules } from './commands/rules.ts';
import { addSchema } from './commands/schema.ts';
import { addAccount } from './commands/account.ts';
import { addStart } from './commands/start.ts';
import { addServe } from './commands/serve.ts';
import { addWorker } from './commands/worker.ts';
import { withCommon } from './options.ts';
import { EXIT, type ExitCode, Failure } from './exit.ts';
import type { Io } from './io.ts';
import { say } from './phrases.ts';
import { printProblems } from './problems.ts';
import { VERSION } from './version.ts';

const EXIT_HELP = `
Exit codes:
  0  done; propose: an audited plan, whoever is unserved
  1  check: something hard was found; changes: a settled pairing is gone and no rule says why
  2  bad input or usage
  3  no audited plan within the limit
  4  broken infrastructure: a file that cannot be written, a solver that cannot start`;

function programFor(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('kobling')
    .description('Matches recipients of the støttekontakt service to contacts and plans their weekly sessions.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print help, with every default')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => 100, getErrHelpWidth: () => 100 })
    .showHelpAfterError('(kobling --help shows what there is)')
    .addHelpText('after', EXIT_HELP);
  for (const add of [
    addPropose,
    addCheck,
    addExplain,
    addChanges,
    addRules,
    addSchema,
    addGenerate,
    addMigrate,
    addDoctor,
    addImport,
    addPublish,
    addNightly,
    addMorning,
    addStart,
    addServe,
    addAccount,
    addWorker,
    addBackup,
    addRestore,
  ])
    add(program, io, finish);
  for (const command of program.commands) withCommon(command);
  return program;
}

/** The language asked for, as far as it can be told from arguments that may be wrong. */
function localeOf(argv: readonly string[]): Locale {
  const at = argv.findIndex((arg) => arg === '--locale' || arg.startsWith('--locale='));
  const given = argv[at]?.includes('=') === true ? argv[at]?.slice('--locale='.length) : argv[at + 1];
  return LOCALES.find((locale) => at !== -1 && locale === given) ?? 'nb';
}

/** One line of an error nobody foresaw: no stack, no line breaks, not endless. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).replaceAll(/\s+/g, ' ').slice(0, 200);

function report(io: Io, error: Failure, locale: Locale, isJson: boolean): ExitCode {
  const { message, advice, problems, exitCode } = error;
  io.err(`${message}\n${advice}\n`);
  if (problems.length > 0) {
    io.err('\n');
    printProblems(io, problems, locale);
  }
  if (isJson) {
    const found = problems.map(({ code, pointer, at, value, message: text, fix }) => ({
      code,
      pointer,
      ...(at === undefined ? {} : { at }),
      ...(value === undefined ? {} : { value }),
      message: text[locale],
      fix: fix[locale],
    }));
    io.out(`${JSON.stringify({ error: { exitCode, message, advice }, problems: found }, undefined, 2)}\n`);
  }
  return exitCode;
}

/** What is told of an error that is no `Failure`: one line and an advice, exit code 4. */
export const unforeseen = (error: unknown, locale: Locale): Failure =>
  new Failure(EXIT.broken, say('internal', locale, { message: messageOf(error) }), say('internalAdvice', locale));

/** Runs one command. `argv` is what follows the program's name. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const locale = localeOf(argv);
  const isJson = argv.includes('--json');
  try {
    await programFor(io, (found) => {
      code = found;
    }).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    return report(io, error instanceof Failure ? error : unforeseen(error, locale), locale, isJson);
  }
}

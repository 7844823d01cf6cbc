// `kobling doctor`: whether everything that the service stands on works, with a job that goes all the way.
import type { Command } from 'commander';
import type { Check } from '../service/doctor.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { columns } from '../format.ts';
import type { Io } from '../io.ts';
import { type DataOption, type JsonOption, type LocaleOption, withData, withJson, withLocale } from '../options.ts';
import { say } from '../phrases.ts';

type Options = LocaleOption & JsonOption & DataOption;

const STYLES = { ok: 'green', failed: 'red', 'not-asked': 'dim' } as const;

/** What to do about the check that failed. */
function adviceOf(checks: readonly Check[], { locale, data }: Options): string[] {
  const failed = checks.find(({ status }) => status === 'failed');
  if (failed === undefined) return ['', say('doctorSound', locale)];
  const isNone = failed.check === 'database' && failed.detail === 'none';
  return ['', say(isNone ? 'doctorAdvice-none' : `doctorAdvice-${failed.check}`, locale, { data })];
}

export function addDoctor(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('doctor')
    .description('ask whether solver, database, row security and a job that goes all the way work');
  for (const add of [withData, withLocale, withJson]) add(command);
  command.action(async (options: Options) => {
    // The database's libraries are for those who need one.
    const { examine } = await import('../service/doctor.ts');
    const checks = await examine(io, options);
    const isSound = checks.every(({ status }) => status === 'ok');
    const rows = checks.map(({ check, status, detail }) => [
      io.style(STYLES[status], say(`doctorStatus-${status}`, options.locale)),
      say(`doctorCheck-${check}`, options.locale),
      detail === 'none' ? '' : detail,
    ]);
    io.out(
      options.json === true
        ? `${JSON.stringify({ status: isSound ? 'ok' : 'failed', checks }, undefined, 2)}\n`
        : `${[...columns(rows), ...adviceOf(checks, options)].join('\n')}\n`,
    );
    finish(isSound ? EXIT.ok : EXIT.broken);
  });
}

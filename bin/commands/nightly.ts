// `kobling nightly`: re-plans every municipality for a date now, once, beside the workers there are.
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import {
  calendarDate,
  type DataOption,
  type JsonOption,
  type KeepingOption,
  type LocaleOption,
  type SolvingOption,
  solvingOf,
  withData,
  withJson,
  withKeeping,
  withLocale,
  withSolving,
} from '../options.ts';
import { say } from '../phrases.ts';

type Options = DataOption & LocaleOption & JsonOption & SolvingOption & KeepingOption & { readonly date?: string };

export function addNightly(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('nightly')
    .description('re-plan every municipality for a date now; asked again, it goes on with what is left')
    .addOption(new Option('--date <date>', 'the date (default: today, in Norway)').argParser(calendarDate));
  for (const add of [withSolving, withKeeping, withData, withLocale, withJson]) add(command);
  command.action(async (options: Options) => {
    const { data, locale, json, date, keepDays } = options;
    const { runNight } = await import('../service/night.ts');
    // What the process tells of itself goes beside its result.
    const apart: Io = { ...io, out: io.err };
    const asked = { data, locale, runDate: date, keepDays, ...solvingOf(options) };
    const { runDate, seconds, state } = await runNight(apart, asked);
    const failed = state.failed + state.cancelled;
    const left = state.queued + state.running + state.unreached;
    io.out(
      json === true
        ? `${JSON.stringify({ runDate, seconds, ...state }, undefined, 2)}\n`
        : `${say('night', locale, { runDate, done: state.done, failed, left, seconds: Math.round(seconds) })}\n`,
    );
    finish(failed + left === 0 ? EXIT.ok : EXIT.noPlan);
  });
}

// Options that commands share, each with its check; what is out of range is a usage error.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { LOCALES, type Locale } from '../src/schema/locale.ts';
import { date } from '../src/schema/scalars.ts';

/** Reads a whole number between bounds. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

/** Reads a decimal number between bounds. */
export const decimalNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  };

export const calendarDate = (text: string): string => {
  if (date.safeParse(text).success) return text;
  throw new InvalidArgumentError('It must be a date YYYY-MM-DD that exists, between 1900 and 2199.');
};

/** Reads a time of day, `HH:MM`. */
export const timeOfDay = (text: string): string => {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a time of day HH:MM, from 00:00 to 23:59.');
};

/** The address that only this machine reaches. */
export const LOOPBACK = '127.0.0.1';

export type LocaleOption = { readonly locale: Locale };
export type JsonOption = { readonly json?: true };
export type TodayOption = { readonly today?: string };
export type PostalCodesOption = { readonly postalCodes?: string };

export const withLocale = (command: Command): Command =>
  command.addOption(new Option('--locale <locale>', 'language of what people read').choices(LOCALES).default('nb'));

export const withJson = (command: Command): Command =>
  command.option('--json', 'print exactly one JSON object on standard output');

export const withToday = (command: Command): Command =>
  command.addOption(
    new Option(
      '--today <date>',
      "the day it is made on (default: the clock's, in Norway; for check, explain and changes the plan's, where it has one)",
    ).argParser(calendarDate),
  );

export const withPostalCodes = (command: Command): Command =>
  command.option('--postal-codes <file>', 'CSV table (postcode, lat, lon) for places given by postal code');

export type DataOption = { readonly data: string };

export const withData = (command: Command): Command =>
  command.addOption(
    new Option(
      '--data <folder>',
      'where the database that comes with the program is; not used with DATABASE_URL',
    ).default('kobling-data'),
  );

export type ByOption = { readonly by: string };

/** Whoever does something that counts does it by name. */
export const withBy = (command: Command): Command =>
  command.addOption(
    new Option('--by <id>', 'who does it, for the trail: an id of the municipality, as of an employee')
      .argParser((text) => {
        if (/^[\p{L}\p{N}][\p{L}\p{N}._:@-]{0,63}$/u.test(text)) return text;
        throw new InvalidArgumentError(
          'It must be 1 to 64 letters, digits and . _ : @ - and begin with one of the first two.',
        );
      })
      .makeOptionMandatory(),
  );

export type SolvingOption = {
  readonly concurrency: number;
  readonly threads: number;
  readonly timeLimit: number;
  readonly gap?: number;
};

/** How a process that runs jobs solves them. */
export const withSolving = (command: Command): Command =>
  command
    .addOption(new Option('--concurrency <n>', 'jobs at a time').argParser(wholeNumber(1, 64)).default(1))
    .addOption(new Option('--threads <n>', 'threads of each job').argParser(wholeNumber(1, 64)).default(2))
    .addOption(
      new Option('--time-limit <seconds>', 'seconds for the search of a job, at most')
        .argParser(decimalNumber(0.1, 86_400))
        .default(60),
    )
    .addOption(
      new Option(
        '--gap <share>',
        'end a search at a gap of at most this share of what is at stake, such as 0.005 (default: once proven best)',
      ).argParser(decimalNumber(0, 1)),
    );

export const solvingOf = ({ concurrency, threads, timeLimit, gap }: SolvingOption) => ({
  concurrency,
  threads,
  seconds: timeLimit,
  gap,
});

export const LARGEST_SEED = 2_147_483_647;

/**
 * Accepts the options that every command takes, so that one script can call them all; a command that they mean nothing
 * to ignores them and does not list them.
 */
export function withCommon(command: Command): Command {
  const known = new Set(command.options.map((option) => option.long));
  const common = [
    new Option('--today <date>').argParser(calendarDate),
    new Option('--locale <locale>').choices(LOCALES),
    new Option('--seed <seed>').argParser(wholeNumber(0, LARGEST_SEED)),
    new Option('--steps <n>').argParser(wholeNumber(1, LARGEST_SEED)),
    new Option('--time-limit <seconds>').argParser(decimalNumber(0, LARGEST_SEED)),
  ];
  for (const option of common) if (!known.has(option.long)) command.addOption(option.hideHelp());
  return command;
}

export type KeepingOption = { readonly keepDays: number };

/** How long a process that opens nights leaves what nobody published. */
export const withKeeping = (command: Command): Command =>
  command.addOption(
    new Option('--keep-days <n>', 'days after which a night removes ended jobs and unpublished proposals')
      .argParser(wholeNumber(1, 36_500))
      .default(90),
  );

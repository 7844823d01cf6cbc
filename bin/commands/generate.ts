// `kobling generate`: writes a synthetic caseload and says how hard it is. Nobody in it exists.
import { type Command, Option } from 'commander';
import { generateCaseload, type Size, SIZES } from '../../src/synthetic/generate.ts';
import { caseloadText } from '../caseload-text.ts';
import { difficultyOf } from '../difficulty.ts';
import { errorCode, EXIT, type ExitCode, Failure } from '../exit.ts';
import { numberText, percentText } from '../format.ts';
import type { Io } from '../io.ts';
import {
  decimalNumber,
  LARGEST_SEED,
  type LocaleOption,
  type TodayOption,
  wholeNumber,
  withLocale,
  withToday,
} from '../options.ts';
import { say } from '../phrases.ts';
import { localDate, mondayFrom } from '../today.ts';

type Options = LocaleOption &
  TodayOption & {
    readonly size: Size;
    readonly recipients?: number;
    readonly contacts?: number;
    readonly seed: number;
    readonly scarcity: number;
    readonly out?: string;
    readonly difficulty: boolean;
  };

function write(io: Io, path: string, text: string, { locale }: LocaleOption): void {
  try {
    io.writeFile(path, text);
  } catch (error) {
    const code = errorCode(error) ?? 'unknown';
    throw new Failure(EXIT.broken, say('cannotWrite', locale, { path, code }), say('cannotWriteAdvice', locale));
  }
}

async function printDifficulty(io: Io, text: string, today: string, { locale, size }: Options): Promise<void> {
  const { loss, isFractional, isCoarse } = await difficultyOf(io, text, {
    today,
    from: mondayFrom(today),
    isLarge: size !== 'village' && size !== 'town',
  });
  const found = loss === undefined ? say('lossUnknown', locale) : percentText(loss, locale, { decimals: 2 });
  io.err(`${say(isCoarse ? 'lossCoarse' : 'lossExact', locale, { loss: found })}\n`);
  io.err(`${say(isCoarse ? 'fractionalNotComputed' : isFractional ? 'fractional' : 'integral', locale)}\n`);
}

async function generate(io: Io, options: Options): Promise<void> {
  const { size, recipients, contacts, seed, scarcity, out, locale } = options;
  const today = options.today ?? localDate(io.now());
  let caseload: ReturnType<typeof generateCaseload>;
  try {
    caseload = generateCaseload({ size, seed, scarcity, today, recipients, contacts });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure(EXIT.badInput, error.message, say('generateAdvice', locale));
  }
  const text = caseloadText(caseload);
  if (out === undefined) io.out(text);
  else write(io, out, text, options);
  const counts = { recipients: caseload.recipients.length, contacts: caseload.contacts.length };
  const facts = {
    size,
    recipients: numberText(counts.recipients, locale),
    contacts: numberText(counts.contacts, locale),
  };
  io.err(`${say('generated', locale, { ...facts, seed, today })}\n`);
  if (options.difficulty) await printDifficulty(io, text, today, options);
}

export function addGenerate(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('generate')
    .description('write a synthetic caseload on real geography, and say how hard it is; nobody in it exists')
    .addOption(new Option('--size <size>', 'how large a municipality').choices(SIZES).default('village'))
    .option('--recipients <n>', 'number of recipients (default: by size)', wholeNumber(1, 9_999))
    .option('--contacts <n>', 'number of contacts (default: by size and scarcity)', wholeNumber(1, 9_999))
    .addOption(new Option('--seed <n>', 'seed of the caseload').argParser(wholeNumber(0, LARGEST_SEED)).default(1))
    .addOption(
      new Option('--scarcity <x>', 'how many times fewer contacts than usual')
        .argParser(decimalNumber(0.01, 1_000))
        .default(1),
    )
    .option('--out <file>', 'write the caseload there (default: standard output)')
    .option('--no-difficulty', 'do not compute how hard the caseload is');
  for (const add of [withToday, withLocale]) add(command);
  command.action(async (options: Options) => {
    await generate(io, options);
    finish(EXIT.ok);
  });
}

// `kobling restore`: a backup into an empty database, or, with `--drill`, into one that is thrown away, to see that it can be done.
import type { Command } from 'commander';
import type { Drilled } from '../service/drill.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { columns, instantText, numberText, wrapped } from '../format.ts';
import type { Io } from '../io.ts';
import { type DataOption, type JsonOption, type LocaleOption, withData, withJson, withLocale } from '../options.ts';
import { say } from '../phrases.ts';

type Options = LocaleOption & JsonOption & DataOption & { readonly drill?: true };

const HELP = `
The whole file is read and found sound before anything is written, and all rows are written in one
transaction and read back: whatever goes wrong leaves none. The database gets the backup's own
migrations first, its rows, then the migrations since; one that has newer ones already is refused,
and so is one that has municipalities.

--drill needs no database: it makes one in the system's folder for temporary files (TMPDIR), restores,
asks whether every table is equal, municipalities are kept apart and a job goes all the way, and
removes it again, also when it is interrupted. Until then the backup's personal data are on that disk.`;

const total = (rows: Readonly<Record<string, number>>): number =>
  Object.values(rows).reduce((sum, count) => sum + count, 0);

const STYLES = { ok: 'green', failed: 'red' } as const;

function drillLines(
  io: Io,
  { at, version, municipalities, rows, seconds, checks }: Drilled,
  goal: number,
  locale: Options['locale'],
) {
  const counts = { municipalities: numberText(municipalities, locale), rows: numberText(total(rows), locale) };
  const times = { seconds: numberText(seconds, locale), goal: numberText(goal, locale) };
  const isSound = checks.every(({ status }) => status === 'ok');
  const found = checks.map(({ check, status, detail }) => [
    io.style(STYLES[status], say(`doctorStatus-${status}`, locale)),
    [say(`drillCheck-${check}`, locale, times), detail].filter((text) => text !== '').join(': '),
  ]);
  return [
    ...wrapped(say('drilled', locale, { at: instantText(at), version, ...counts })),
    ...columns(found),
    '',
    ...wrapped(say(isSound ? 'drillSound' : 'drillFailed', locale)),
  ];
}

/** Drills, and says what was found. */
async function runDrill(io: Io, file: string, { locale, json }: Options): Promise<ExitCode> {
  const { drill, GOAL_SECONDS } = await import('../service/drill.ts');
  const drilled = await drill(io, file, locale);
  const isSound = drilled.checks.every(({ status }) => status === 'ok');
  const told = { status: isSound ? 'ok' : 'failed', ...drilled, goalSeconds: GOAL_SECONDS };
  io.out(
    json === true
      ? `${JSON.stringify(told, undefined, 2)}\n`
      : `${drillLines(io, drilled, GOAL_SECONDS, locale).join('\n')}\n`,
  );
  return isSound ? EXIT.ok : EXIT.broken;
}

async function runRestore(io: Io, file: string, options: Options): Promise<ExitCode> {
  const { restore } = await import('../service/restore.ts');
  const done = await restore(io, file, options);
  const { locale } = options;
  const values = {
    place: done.place,
    at: instantText(done.at),
    municipalities: numberText(done.municipalities, locale),
    rows: numberText(total(done.rows), locale),
  };
  const lines = [say('restored', locale, values), say('restoredNext', locale)].flatMap((line) => wrapped(line));
  io.out(options.json === true ? `${JSON.stringify(done, undefined, 2)}\n` : `${lines.join('\n')}\n`);
  return EXIT.ok;
}

export function addRestore(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('restore')
    .description('bring a backup into a database that holds no municipalities yet, or try it with --drill')
    .argument('<file>', 'file that kobling backup wrote')
    .option(
      '--drill',
      'restore into a database that is thrown away, and say whether all is there, works, and how long it took',
    )
    .addHelpText('after', HELP);
  for (const add of [withData, withLocale, withJson]) add(command);
  command.action(async (file: string, options: Options) => {
    finish(await (options.drill === true ? runDrill : runRestore)(io, file, options));
  });
}

// What `kobling restore` does: a backup that was read to its end and found whole, into a database without municipalities.
import { prepareQueue } from '../../queues/prepare-queue.ts';
import type { Locale } from '../../src/schema/locale.ts';
import type { BackupHeader } from '../../src/store/backup-format.ts';
import { migrate, migrationState } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { hasMunicipalities, restoreRows } from '../../src/store/restore.ts';
import { addTenant, CANARY } from '../../src/store/tenants.ts';
import { errorCode, EXIT, type ExitCode, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { type PhraseName, say } from '../phrases.ts';
import { type Database, type DatabaseOptions, noDatabase, openDatabase } from './database.ts';
import { BadBackup, openBackupFile } from './read-backup-file.ts';
import { countsOf, differingTables, newRowTally, type RowTally } from './row-tally.ts';

/** A backup that was read to its end. */
export type WholeBackup = { readonly file: string; readonly header: BackupHeader; readonly tally: RowTally };

type Values = Readonly<Record<string, string>>;

const failure = (exit: ExitCode, locale: Locale, message: PhraseName, advice: PhraseName, values: Values): Failure =>
  new Failure(exit, say(message, locale, values), say(advice, locale, values));

/** What is told of a file that cannot be used. */
function told(error: unknown, path: string, locale: Locale): unknown {
  if (error instanceof BadBackup) {
    const advice = error.fault === 'other-format' ? 'backupOtherProgramAdvice' : 'backupAdvice-bad';
    return failure(EXIT.badInput, locale, `backup-${error.fault}`, advice, { path });
  }
  const code = errorCode(error);
  return code === undefined ? error : failure(EXIT.badInput, locale, 'cannotRead', 'cannotReadAdvice', { path, code });
}

/** Reads a whole backup before anything is done with it. Throws a failure where it is not one that this program may restore. */
export async function readWhole(file: string, locale: Locale): Promise<WholeBackup> {
  try {
    const { header, rows, tally } = await openBackupFile(file);
    for await (const _ of rows);
    const newer = header.migrations.filter((name) => !Object.hasOwn(MIGRATIONS, name));
    if (newer.length > 0) {
      const values = { path: file, names: newer.join(', ') };
      throw failure(EXIT.badInput, locale, 'backupNewer', 'backupOtherProgramAdvice', values);
    }
    return { file, header, tally };
  } catch (error) {
    throw error instanceof Failure ? error : told(error, file, locale);
  }
}

const notEmpty = (place: string, locale: Locale): Failure =>
  failure(EXIT.badInput, locale, 'restoreNotEmpty', 'restoreElsewhereAdvice', { place });

/** Brings the database to the backup's migrations. Throws a failure, and changes nothing, where it has others or is in use. */
async function meet({ owner, place }: Database, { migrations }: BackupHeader, locale: Locale): Promise<void> {
  const { missing, unknown } = await migrationState(owner);
  if (unknown.length > 0) {
    const values = { place, names: unknown.join(', ') };
    throw failure(EXIT.broken, locale, 'databaseNewer', 'backupOtherProgramAdvice', values);
  }
  const made = Object.keys(MIGRATIONS).filter((name) => !missing.includes(name));
  if (made.length > 0 && (await hasMunicipalities(owner))) throw notEmpty(place, locale);
  const beyond = made.filter((name) => !migrations.includes(name));
  if (beyond.length > 0) {
    const values = { place, names: beyond.join(', ') };
    throw failure(EXIT.badInput, locale, 'restoreDatabaseNewer', 'restoreElsewhereAdvice', values);
  }
  await migrate(owner, migrations.at(-1));
}

/** Refusals of PostgreSQL that are about what is in a row: classes of its error codes. */
const ABOUT_ROWS = /^2[23]/;

/** What follows once the rows are there: all of it can be done again, by `kobling migrate`. */
async function bringUp({ owner, ownerUrl, place }: Database, locale: Locale): Promise<void> {
  try {
    await migrate(owner);
    await prepareQueue(ownerUrl);
    await addTenant(owner, { id: CANARY, name: 'Canary' });
  } catch (error) {
    const values = { place, code: errorCode(error) ?? 'unknown' };
    throw failure(EXIT.broken, locale, 'restoreUnfinished', 'restoreUnfinishedAdvice', values);
  }
}

/**
 * Restores into an open database: the backup's own migrations first, then its rows, then the migrations since, which do with
 * those rows what they did with everybody's. Throws a failure, which says whether rows are there.
 */
export async function restoreInto(database: Database, backup: WholeBackup, locale: Locale): Promise<void> {
  const { owner, place } = database;
  const { file } = backup;
  try {
    await meet(database, backup.header, locale);
    const { header, rows } = await openBackupFile(file);
    const outcome = await restoreRows(owner, {
      header,
      rows,
      compare: async (written) => {
        const { tally, add } = newRowTally();
        for await (const line of written) add(line.slice(2, line.indexOf('"', 2)), line);
        const tables = differingTables(backup.tally, tally).join(', ');
        if (tables !== '') throw failure(EXIT.broken, locale, 'restoreDiffers', 'restoreDiffersAdvice', { tables });
      },
    });
    if (outcome === 'not-empty') throw notEmpty(place, locale);
    if (outcome === 'other-version')
      throw failure(EXIT.badInput, locale, 'restoreOtherTables', 'restoreElsewhereAdvice', { place });
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof BadBackup) throw told(error, file, locale);
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (ABOUT_ROWS.test(code)) throw failure(EXIT.broken, locale, 'restoreRefused', 'restoreDiffersAdvice', { code });
    throw noDatabase(place, code, locale);
  }
  await bringUp(database, locale);
}

export type RestoreResult = {
  readonly file: string;
  readonly place: string;
  /** The instant that the backup shows, UTC. */
  readonly at: string;
  readonly municipalities: number;
  readonly rows: Readonly<Record<string, number>>;
};

export async function restore(
  io: Io,
  file: string,
  options: DatabaseOptions & { readonly locale: Locale },
): Promise<RestoreResult> {
  const backup = await readWhole(file, options.locale);
  const database = await openDatabase(io, options);
  try {
    await restoreInto(database, backup, options.locale);
    const rows = countsOf(backup.tally);
    return { file, place: database.place, at: backup.header.at, municipalities: rows['tenant'] ?? 0, rows };
  } finally {
    await database.close();
  }
}

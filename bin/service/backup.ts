// What `kobling backup` does: the database at one instant, into a file that is not there yet.
import { existsSync } from 'node:fs';
import type { Locale } from '../../src/schema/locale.ts';
import { atOneInstant } from '../../src/store/backup.ts';
import { migrationState } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { errorCode, EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { VERSION } from '../version.ts';
import { type Database, type DatabaseOptions, hasDatabase, noDatabase, openDatabase } from './database.ts';
import { CannotWriteBackup, writeBackupFile } from './write-backup-file.ts';

export type BackupOptions = DatabaseOptions & { readonly locale: Locale };

export type BackedUp = {
  readonly file: string;
  /** The instant it shows, UTC. */
  readonly at: string;
  readonly migrations: readonly string[];
  readonly municipalities: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
};

const cannotWrite = (path: string, code: string, locale: Locale): Failure =>
  code === 'EEXIST'
    ? new Failure(EXIT.badInput, say('backupExists', locale, { path }), say('backupExistsAdvice', locale))
    : new Failure(EXIT.broken, say('cannotWrite', locale, { path, code }), say('cannotWriteAdvice', locale));

const nothingIn = (place: string, { locale, data }: BackupOptions): Failure =>
  new Failure(EXIT.broken, say('backupNothing', locale, { place }), say('doctorAdvice-none', locale, { data }));

/** Throws where there is nothing to back up, or what this program does not know. */
async function demandKnown({ owner, place }: Database, options: BackupOptions): Promise<void> {
  const { missing, unknown } = await migrationState(owner);
  if (unknown.length > 0) {
    const message = say('databaseNewer', options.locale, { place, names: unknown.join(', ') });
    throw new Failure(EXIT.broken, message, say('backupOtherProgramAdvice', options.locale));
  }
  if (missing.length === Object.keys(MIGRATIONS).length) throw nothingIn(place, options);
}

/** Backs up; an older database than the program's is fine, since just before it is migrated is the time for it. */
export async function backUp(io: Io, file: string, options: BackupOptions): Promise<BackedUp> {
  const { locale } = options;
  const stop = new AbortController();
  void io.untilTold().then(() => stop.abort());
  if (existsSync(file)) throw cannotWrite(file, 'EEXIST', locale);
  try {
    io.checkWritable(file);
  } catch (error) {
    throw cannotWrite(file, errorCode(error) ?? 'unknown', locale);
  }
  if (!hasDatabase(io, options)) throw nothingIn(options.data, options);
  const database = await openDatabase(io, options);
  try {
    await demandKnown(database, options);
    return await atOneInstant(database.owner, async ({ header: found, lines }) => {
      const header = { ...found, version: VERSION };
      const { rows, bytes } = await writeBackupFile(file, { header, lines, stopped: stop.signal });
      const { at, migrations } = header;
      return { file, at, migrations, municipalities: rows['tenant'] ?? 0, rows, bytes };
    });
  } catch (error) {
    if (error instanceof CannotWriteBackup) throw cannotWrite(file, error.code, locale);
    if (stop.signal.aborted)
      throw new Failure(EXIT.broken, say('backupStopped', locale), say('backupStoppedAdvice', locale));
    const code = error instanceof Failure ? undefined : errorCode(error);
    throw code === undefined ? error : noDatabase(database.place, code, locale);
  } finally {
    await database.close();
  }
}

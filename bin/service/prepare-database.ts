// Makes the database ready: its migrations, the queue's tables, and the municipality of the canary.
import type { Locale } from '../../src/schema/locale.ts';
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { migrate, migrationState } from '../../src/store/migrate.ts';
import { addTenant, CANARY } from '../../src/store/tenants.ts';
import { errorCode, EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { type DatabaseOptions, noDatabase, openDatabase } from './database.ts';

export type Prepared = { readonly place: string; readonly migrations: readonly string[] };

/** Throws a failure with an advice where the database does not answer, refuses, or is of a newer program. */
export async function prepareDatabase(
  io: Io,
  options: DatabaseOptions & { readonly locale: Locale },
): Promise<Prepared> {
  const database = await openDatabase(io, options);
  try {
    const { unknown } = await migrationState(database.owner);
    if (unknown.length > 0) {
      const message = say('databaseNewer', options.locale, { place: database.place, names: unknown.join(', ') });
      throw new Failure(EXIT.broken, message, say('databaseNewerAdvice', options.locale));
    }
    const migrations = await migrate(database.owner);
    await prepareQueue(database.ownerUrl);
    await addTenant(database.owner, { id: CANARY, name: 'Canary' });
    return { place: database.place, migrations };
  } catch (error) {
    const code = error instanceof Failure ? undefined : errorCode(error);
    if (code === undefined) throw error;
    throw noDatabase(database.place, code, options.locale);
  } finally {
    await database.close();
  }
}

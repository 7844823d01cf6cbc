// Where the database is: `DATABASE_URL`, or else the one that comes with the program, in a data folder. Migrations are the
// owner's, `DATABASE_OWNER_URL` where the program itself signs in as somebody who may do less.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../../src/schema/locale.ts';
import { connect, type Db } from '../../src/store/connect.ts';
import { APPLICATION, DISPATCHER } from '../../src/store/roles.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';

/** `data`: the folder of the database that comes with the program. */
export type DatabaseOptions = { readonly data: string };

export type Database = {
  /** Told to people: `DATABASE_URL`, or the folder. */
  readonly place: string;
  /** `postgres://…` as the program signs in, and as the owner does; never told to anybody. */
  readonly url: string;
  readonly ownerUrl: string;
  readonly owner: Db;
  readonly app: Db;
  readonly dispatcher: Db;
  close(): Promise<void>;
};

/** What is told of a database that is away or refuses; `code` is its word or the system's. */
export const noDatabase = (place: string, code: string, locale: Locale): Failure =>
  new Failure(EXIT.broken, say('noDatabase', locale, { place, code }), say('doctorAdvice-database', locale));

/** Whether there is a database to ask, without making one. */
export const hasDatabase = ({ env }: Io, { data }: DatabaseOptions): boolean =>
  env('DATABASE_URL') !== undefined || existsSync(join(data, 'postgres', 'PG_VERSION'));

/** Opens the database; the embedded one is started, and made where there is none. Nothing is migrated. */
export async function openDatabase({ env }: Io, { data }: DatabaseOptions): Promise<Database> {
  const given = env('DATABASE_URL');
  const embedded = given === undefined ? await openEmbeddedDatabase(data) : undefined;
  const url = given ?? embedded?.url ?? '';
  const ownerUrl = env('DATABASE_OWNER_URL') ?? url;
  const owner = connect({ url: ownerUrl, most: 2 });
  const app = connect({ url, role: APPLICATION });
  const dispatcher = connect({ url, role: DISPATCHER, most: 2 });
  return {
    place: given === undefined ? data : 'DATABASE_URL',
    url,
    ownerUrl,
    owner,
    app,
    dispatcher,
    close: async () => {
      for (const db of [app, dispatcher, owner]) await db.destroy();
      await embedded?.close();
    },
  };
}

// All migrations in their order. One that has landed is never changed: the next one says what is different.
import type { Migration } from 'kysely';
import * as first from './0001-first.ts';
import * as night from './0002-night.ts';
import * as people from './0003-people.ts';
import * as asking from './0004-asking.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-night': night,
  '0003-people': people,
  '0004-asking': asking,
};

// Pieces of statements that migrations share.
import { sql } from 'kysely';
import { APPLICATION, TENANT_SETTING } from '../roles.ts';

export const oneOf = (words: readonly string[]) => sql.join(words.map((word) => sql.lit(word)));

/** Rows of one municipality alone, whoever asks; `column` names it. */
export const isolate = (table: string, column: string) => [
  sql`ALTER TABLE ${sql.table(table)} ENABLE ROW LEVEL SECURITY`,
  sql`ALTER TABLE ${sql.table(table)} FORCE ROW LEVEL SECURITY`,
  sql`CREATE POLICY tenant ON ${sql.table(table)} TO ${sql.raw(APPLICATION)}
      USING (${sql.ref(column)} = current_setting(${sql.lit(TENANT_SETTING)}, true))
      WITH CHECK (${sql.ref(column)} = current_setting(${sql.lit(TENANT_SETTING)}, true))`,
];

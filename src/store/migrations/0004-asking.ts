// What requests ask again and again, so that it is quick however large the municipality: who asks, who is not there for them, and
// which entries name each other. Under row security PostgreSQL uses no index for what it must compute from a document, since
// the computing might tell of rows of others; so what entries name stands in a table of its own, which the database keeps.
// Long function up: one statement after the other, in the order in which they depend on each other.
import { type Kysely, sql } from 'kysely';
import { APPLICATION, TENANT_SETTING } from '../roles.ts';
import { isolate, oneOf } from './statements.ts';

/** Fields of an entry that name another one, or a part of a decision. */
const NAMING = [
  'recipientId',
  'contactId',
  'personId',
  'partId',
  'groupId',
  'offerId',
  'fromId',
  'toId',
  'accompaniedBy',
];

/** Lists of such names. */
const NAMING_LISTS = ['$.keepApart[*][*]', '$.parts[*].groupIds[*]', '$.parts[*].offerIds[*]'];

/** Words of entities from a table `e`: by which they are known (`is_own`: their ids, and those of a decision's parts), or which they name. */
const WORDS = sql`
  SELECT e.tenant_id, w.word, w.is_own, e.kind, e.id FROM e, LATERAL (
    SELECT e.id AS word, true AS is_own
    UNION SELECT part ->> 'id', true FROM jsonb_path_query(e.body, '$.parts[*]') part
    UNION SELECT e.body ->> field, false FROM unnest(ARRAY[${oneOf(NAMING)}]) field
    UNION SELECT named #>> '{}', false FROM unnest(ARRAY[${oneOf(NAMING_LISTS)}]) list, jsonb_path_query(e.body, list::jsonpath) named
  ) w WHERE w.word IS NOT NULL`;

export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    // A transaction for one answer costs three more questions; the municipality is set until the function ends, and no longer. (Only a
    // superuser may have the function itself say so, by SET.)
    sql`CREATE FUNCTION who_asks (in_tenant text, by_subject text) RETURNS SETOF account
      LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
      DECLARE before text := coalesce(current_setting(${sql.lit(TENANT_SETTING)}, true), '');
      BEGIN
        PERFORM set_config(${sql.lit(TENANT_SETTING)}, in_tenant, true);
        RETURN QUERY SELECT * FROM account
          WHERE subject = by_subject AND (expires_at IS NULL OR expires_at > now());
        PERFORM set_config(${sql.lit(TENANT_SETTING)}, before, true);
      END $$`,
    sql`REVOKE ALL ON FUNCTION who_asks FROM PUBLIC`,
    sql`GRANT EXECUTE ON FUNCTION who_asks TO ${sql.raw(APPLICATION)}`,
    // Few are protected, and whoever is not cleared asks who they are with every request.
    sql`CREATE INDEX entity_protected ON entity (tenant_id, kind)
      WHERE kind IN ('recipient', 'contact') AND body ->> 'protection' IS DISTINCT FROM 'none'`,
    sql`DROP INDEX entity_body`,
    sql`CREATE TABLE entity_word (
      tenant_id text NOT NULL,
      word text NOT NULL,
      is_own boolean NOT NULL,
      kind text NOT NULL,
      id text NOT NULL,
      PRIMARY KEY (tenant_id, word, is_own, kind, id),
      FOREIGN KEY (tenant_id, kind, id) REFERENCES entity (tenant_id, kind, id) ON DELETE CASCADE
    )`,
    sql`CREATE INDEX entity_word_of ON entity_word (tenant_id, kind, id)`,
    // Those that are there already: rows of all municipalities, which even the owner sees only here and now.
    sql`ALTER TABLE entity NO FORCE ROW LEVEL SECURITY`,
    sql`WITH e AS (SELECT * FROM entity) INSERT INTO entity_word ${WORDS}`,
    sql`ALTER TABLE entity FORCE ROW LEVEL SECURITY`,
    ...isolate('entity_word', 'tenant_id'),
    sql`GRANT SELECT, INSERT, DELETE ON entity_word TO ${sql.raw(APPLICATION)}`,
    sql`CREATE FUNCTION keep_words () RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          DELETE FROM entity_word w USING e WHERE (w.tenant_id, w.kind, w.id) = (e.tenant_id, e.kind, e.id);
        END IF;
        INSERT INTO entity_word ${WORDS};
        RETURN NULL;
      END $$`,
    sql`CREATE TRIGGER words_of_new AFTER INSERT ON entity REFERENCING NEW TABLE AS e
      FOR EACH STATEMENT EXECUTE FUNCTION keep_words()`,
    sql`CREATE TRIGGER words_of_changed AFTER UPDATE ON entity REFERENCING NEW TABLE AS e
      FOR EACH STATEMENT EXECUTE FUNCTION keep_words()`,
  ];
  for (const statement of statements) await statement.execute(db);
}

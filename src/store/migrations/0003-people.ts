// Who may do what in a municipality, and what people decide: a placement stands in a person's name, and the database refuses one
// that does not. An import waits in a table of its own until its job has read it.
// Long function up: one statement after the other, in the order in which they depend on each other.
import { type Kysely, sql } from 'kysely';
import { ACCOUNT_KINDS, ACCOUNT_ROLES, JOB_KINDS, PLACEMENT_STATUSES, PLACEMENT_STEPS } from '../tables.ts';
import { APPLICATION } from '../roles.ts';
import { isolate, oneOf } from './statements.ts';

export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`ALTER TABLE job DROP CONSTRAINT job_kind_check`,
    sql`ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK (kind IN (${oneOf(JOB_KINDS)}))`,
    sql`ALTER TABLE audit ADD COLUMN about_person text`,
    sql`CREATE INDEX audit_about ON audit (tenant_id, about_person, id) WHERE about_person IS NOT NULL`,
    sql`CREATE INDEX entity_body ON entity USING gin (body jsonb_path_ops)`,
    sql`CREATE TABLE account (
      tenant_id text NOT NULL REFERENCES tenant (id),
      subject text NOT NULL CHECK (subject <> ''),
      kind text NOT NULL CHECK (kind IN (${oneOf(ACCOUNT_KINDS)})),
      roles text[] NOT NULL CHECK (roles <@ ARRAY[${oneOf(ACCOUNT_ROLES)}] AND cardinality(roles) > 0),
      is_cleared boolean NOT NULL DEFAULT false,
      contact_id text,
      key_hash text,
      expires_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, subject),
      UNIQUE (tenant_id, subject, kind),
      CHECK (key_hash IS NULL OR kind = 'integration'),
      CHECK (('contact' = ANY (roles)) = (contact_id IS NOT NULL))
    )`,
    sql`CREATE TABLE placement (
      tenant_id text NOT NULL,
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      plan_id uuid NOT NULL,
      assignment jsonb NOT NULL,
      recipient_id text NOT NULL,
      part_id text NOT NULL,
      share smallint NOT NULL DEFAULT 0,
      contact_id text,
      status text NOT NULL CHECK (status IN (${oneOf(PLACEMENT_STATUSES)})),
      reason text CHECK (reason <> ''),
      version integer NOT NULL DEFAULT 1,
      approved_by text NOT NULL,
      approved_kind text NOT NULL DEFAULT 'person' CHECK (approved_kind = 'person'),
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, id),
      FOREIGN KEY (tenant_id, plan_id) REFERENCES plan (tenant_id, id),
      FOREIGN KEY (tenant_id, approved_by, approved_kind) REFERENCES account (tenant_id, subject, kind),
      CHECK ((status = 'rejected') <= (reason IS NOT NULL))
    )`,
    // A part, or each half of one that is shared, goes one way at a time.
    sql`CREATE UNIQUE INDEX placement_open ON placement (tenant_id, part_id, share)
        WHERE status NOT IN ('rejected', 'declined', 'ended')`,
    sql`CREATE TABLE placement_step (
      tenant_id text NOT NULL,
      placement_id uuid NOT NULL,
      step text NOT NULL CHECK (step IN (${oneOf(PLACEMENT_STEPS)})),
      is_yes boolean NOT NULL,
      on_date date NOT NULL,
      by_subject text NOT NULL,
      by_kind text NOT NULL DEFAULT 'person' CHECK (by_kind = 'person'),
      on_behalf_of text NOT NULL CHECK (on_behalf_of <> ''),
      at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, placement_id, step),
      FOREIGN KEY (tenant_id, placement_id) REFERENCES placement (tenant_id, id),
      FOREIGN KEY (tenant_id, by_subject, by_kind) REFERENCES account (tenant_id, subject, kind)
    )`,
    sql`CREATE TABLE import (
      tenant_id text NOT NULL,
      job_id uuid NOT NULL,
      document text NOT NULL,
      problems jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, job_id),
      FOREIGN KEY (tenant_id, job_id) REFERENCES job (tenant_id, id) ON DELETE CASCADE
    )`,
    ...['account', 'placement', 'placement_step', 'import'].flatMap((table) => isolate(table, 'tenant_id')),
    sql`GRANT SELECT, INSERT, UPDATE, DELETE ON account, placement, import TO ${sql.raw(APPLICATION)}`,
    // What somebody said stays said.
    sql`GRANT SELECT, INSERT ON placement_step TO ${sql.raw(APPLICATION)}`,
    // Sessions of people who have signed in are of no municipality, and hold a subject alone.
    sql`CREATE SCHEMA web`,
    sql`CREATE TABLE web.session (sid varchar PRIMARY KEY, sess json NOT NULL, expire timestamp(6) NOT NULL)`,
    sql`CREATE INDEX session_expire ON web.session (expire)`,
    sql`GRANT USAGE ON SCHEMA web TO ${sql.raw(APPLICATION)}`,
    sql`GRANT SELECT, INSERT, UPDATE, DELETE ON web.session TO ${sql.raw(APPLICATION)}`,
  ];
  for (const statement of statements) await statement.execute(db);
}

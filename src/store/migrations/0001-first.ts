// The first tables. Row security closes what RELIABILITY calls its holes: roles of the application own nothing, policies are
// forced on owners too, an unset municipality matches no row, and keys are composite, since foreign keys bypass policies.
// Long function up: one statement after the other, in the order in which they depend on each other.
import { type Kysely, sql } from 'kysely';
import { ENTITY_KINDS, JOB_KINDS, JOB_STATUSES, PLAN_STATUSES } from '../tables.ts';
import { APPLICATION, DISPATCHER } from '../roles.ts';
import { isolate, oneOf } from './statements.ts';

/** Roles belong to the server, not to one database: another of its databases may have made them, even at this moment. */
const createRole = (name: string) => sql`
  DO $$ BEGIN
    CREATE ROLE ${sql.raw(name)} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$`;

export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    createRole(APPLICATION),
    createRole(DISPATCHER),
    // Whoever makes the tables may take the roles; in production the program signs in as somebody who may do only that.
    sql`GRANT ${sql.raw(`${APPLICATION}, ${DISPATCHER}`)} TO CURRENT_USER`,
    sql`GRANT USAGE ON SCHEMA public TO ${sql.raw(`${APPLICATION}, ${DISPATCHER}`)}`,
    sql`CREATE TABLE tenant (
      id text PRIMARY KEY CHECK (id <> ''),
      name text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`,
    sql`CREATE TABLE entity (
      tenant_id text NOT NULL REFERENCES tenant (id),
      kind text NOT NULL CHECK (kind IN (${oneOf(ENTITY_KINDS)})),
      id text NOT NULL CHECK (id <> ''),
      version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
      body jsonb NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, kind, id)
    )`,
    sql`CREATE TABLE snapshot (
      tenant_id text NOT NULL REFERENCES tenant (id),
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      caseload text NOT NULL,
      fingerprint text NOT NULL,
      ruleset_fingerprint text NOT NULL,
      today date NOT NULL,
      from_date date NOT NULL,
      weeks integer NOT NULL CHECK (weeks >= 1),
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, id)
    )`,
    sql`CREATE TABLE job (
      tenant_id text NOT NULL REFERENCES tenant (id),
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      kind text NOT NULL CHECK (kind IN (${oneOf(JOB_KINDS)})),
      priority smallint NOT NULL CHECK (priority BETWEEN 1 AND 100),
      idempotency_key text NOT NULL CHECK (idempotency_key <> ''),
      request_fingerprint text NOT NULL,
      params jsonb NOT NULL,
      snapshot_id uuid,
      status text NOT NULL DEFAULT 'queued' CHECK (status IN (${oneOf(JOB_STATUSES)})),
      fence integer NOT NULL DEFAULT 0,
      starts integer NOT NULL DEFAULT 0,
      lease_until timestamptz,
      cancel_requested_at timestamptz,
      progress jsonb,
      failure_code text,
      created_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      ended_at timestamptz,
      PRIMARY KEY (tenant_id, id),
      UNIQUE (tenant_id, idempotency_key),
      FOREIGN KEY (tenant_id, snapshot_id) REFERENCES snapshot (tenant_id, id),
      CHECK ((status = 'running') = (lease_until IS NOT NULL)),
      CHECK ((status IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
      CHECK ((status = 'failed') = (failure_code IS NOT NULL))
    )`,
    sql`CREATE INDEX job_expiring ON job (lease_until) WHERE status = 'running'`,
    sql`CREATE TABLE outbox (
      tenant_id text NOT NULL,
      job_id uuid NOT NULL,
      priority smallint NOT NULL,
      kind text NOT NULL,
      rung_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, job_id),
      FOREIGN KEY (tenant_id, job_id) REFERENCES job (tenant_id, id) ON DELETE CASCADE
    )`,
    sql`CREATE INDEX outbox_waiting ON outbox (created_at) WHERE rung_at IS NULL`,
    sql`CREATE TABLE plan (
      tenant_id text NOT NULL,
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      job_id uuid NOT NULL,
      snapshot_id uuid NOT NULL,
      status text NOT NULL DEFAULT 'proposed' CHECK (status IN (${oneOf(PLAN_STATUSES)})),
      document text NOT NULL,
      published_by text CHECK (published_by <> ''),
      published_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, id),
      UNIQUE (tenant_id, job_id),
      FOREIGN KEY (tenant_id, job_id) REFERENCES job (tenant_id, id),
      FOREIGN KEY (tenant_id, snapshot_id) REFERENCES snapshot (tenant_id, id),
      CHECK (status = 'proposed' OR (published_by IS NOT NULL AND published_at IS NOT NULL))
    )`,
    sql`CREATE UNIQUE INDEX plan_published ON plan (tenant_id) WHERE status = 'published'`,
    sql`CREATE TABLE audit (
      tenant_id text NOT NULL REFERENCES tenant (id),
      id bigint GENERATED ALWAYS AS IDENTITY,
      at timestamptz NOT NULL DEFAULT now(),
      actor text NOT NULL CHECK (actor <> ''),
      action text NOT NULL,
      subject_kind text NOT NULL,
      subject_id text NOT NULL,
      job_id uuid,
      PRIMARY KEY (tenant_id, id)
    )`,
    sql`CREATE TABLE nightly_run (
      tenant_id text NOT NULL,
      run_date date NOT NULL,
      job_id uuid NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, run_date),
      FOREIGN KEY (tenant_id, job_id) REFERENCES job (tenant_id, id)
    )`,
    ...isolate('tenant', 'id'),
    ...['entity', 'snapshot', 'job', 'outbox', 'plan', 'audit', 'nightly_run'].flatMap((table) =>
      isolate(table, 'tenant_id'),
    ),
    // The owner makes municipalities, and reads nothing of theirs.
    sql`CREATE POLICY operate ON tenant TO CURRENT_USER USING (true) WITH CHECK (true)`,
    // The application: everything of one municipality, but what is written once stays as it is.
    sql`GRANT SELECT ON tenant TO ${sql.raw(APPLICATION)}`,
    sql`GRANT SELECT, INSERT, UPDATE, DELETE ON entity, job, outbox, plan TO ${sql.raw(APPLICATION)}`,
    sql`GRANT SELECT, INSERT, DELETE ON snapshot, nightly_run TO ${sql.raw(APPLICATION)}`,
    sql`GRANT SELECT, INSERT ON audit TO ${sql.raw(APPLICATION)}`,
    // The dispatcher: jobs of all municipalities, by their ids and states; nothing of what is in them.
    sql`CREATE POLICY dispatch ON tenant TO ${sql.raw(DISPATCHER)} USING (true)`,
    sql`CREATE POLICY dispatch ON job TO ${sql.raw(DISPATCHER)} USING (true)`,
    sql`CREATE POLICY dispatch ON outbox TO ${sql.raw(DISPATCHER)} USING (true)`,
    sql`GRANT SELECT (id) ON tenant TO ${sql.raw(DISPATCHER)}`,
    sql`GRANT SELECT (tenant_id, id, kind, priority, status, fence, starts, lease_until, cancel_requested_at, created_at),
          UPDATE (status, lease_until, failure_code, ended_at) ON job TO ${sql.raw(DISPATCHER)}`,
    sql`GRANT SELECT, UPDATE (rung_at) ON outbox TO ${sql.raw(DISPATCHER)}`,
  ];
  for (const statement of statements) await statement.execute(db);
}

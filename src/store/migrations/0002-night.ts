// What re-planning and the night need: the plan that a plan was made from, which municipalities a night has reached, and the
// trace that a job belongs to.
import { type Kysely, sql } from 'kysely';
import { DISPATCHER } from '../roles.ts';

export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`ALTER TABLE plan ADD COLUMN based_on uuid`,
    // Checked at the transaction's end: a backup brings plans back in any order.
    sql`ALTER TABLE plan ADD FOREIGN KEY (tenant_id, based_on) REFERENCES plan (tenant_id, id)
      DEFERRABLE INITIALLY DEFERRED`,
    // W3C Trace Context: ids alone.
    sql`ALTER TABLE job ADD COLUMN traceparent text CHECK (traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$')`,
    sql`CREATE POLICY dispatch ON nightly_run TO ${sql.raw(DISPATCHER)} USING (true)`,
    sql`GRANT SELECT (tenant_id, run_date, job_id) ON nightly_run TO ${sql.raw(DISPATCHER)}`,
    // How long ago something ended, such as the last sign of health.
    sql`GRANT SELECT (ended_at) ON job TO ${sql.raw(DISPATCHER)}`,
    sql`CREATE INDEX nightly_run_date ON nightly_run (run_date)`,
  ];
  for (const statement of statements) await statement.execute(db);
}

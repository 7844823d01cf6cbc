// The queue's own tables, where it is on the database's server: a schema of their own, which BullMQ makes and keeps, and a role
// that sees them and nothing else. BullMQ makes a sequence for each queue, so the role may add to the schema.
import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/** Schema of the queue's tables. */
export const QUEUE_SCHEMA = 'bullmq';
/** Reads and writes the queue's tables, and sees none of ours. */
export const QUEUE_ROLE = 'kobling_queue';

const GRANTS = `
  DO $$ BEGIN
    CREATE ROLE ${QUEUE_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$;
  GRANT ${QUEUE_ROLE} TO CURRENT_USER;
  GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${QUEUE_ROLE};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${QUEUE_ROLE};
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${QUEUE_ROLE};
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${QUEUE_ROLE};`;

/** Brings the queue's tables to BullMQ's newest version; any number of processes may do so at once. `url`: the owner's. */
export async function prepareQueue(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    // One at a time: two that grant the same at once get in each other's way.
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('${QUEUE_ROLE}')); ${GRANTS} COMMIT`);
  } finally {
    await client.end();
  }
}

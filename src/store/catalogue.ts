// Whether the database keeps municipalities apart, asked of its own catalogue: a table that is added and forgotten is found
// here, not by whoever reads another's rows. Known holes: RELIABILITY's list, with the documentation of PostgreSQL ("Row
// Security Policies", "CREATE POLICY") as source.
import { type Kysely, sql } from 'kysely';
import { APPLICATION, DISPATCHER } from './roles.ts';
import type { Tables } from './tables.ts';

/** What is wrong with a table, key or role; `demand` says what must hold. */
export type CatalogueFinding = { readonly what: string; readonly demand: CatalogueDemand };

export const CATALOGUE_DEMANDS = {
  forced: 'row security is enabled and forced',
  isolated: 'the application has exactly one policy, which compares with the municipality of the transaction',
  keyed: 'the primary key begins with the municipality',
  composite: 'a foreign key to rows of a municipality carries the municipality',
  powerless: 'a role of the application owns nothing and bypasses nothing',
  blind: 'the dispatcher reads ids and states only',
  'append-only': 'the application can neither change nor remove audit rows',
  kept: 'the database itself keeps which entries name which, by which decisions for protected people are found',
} as const;
export type CatalogueDemand = keyof typeof CATALOGUE_DEMANDS;

/** What of which tables the dispatcher may read: ids and states. */
const SEEN_BY_DISPATCHER: ReadonlySet<string> = new Set([
  'tenant.id',
  ...['tenant_id', 'id', 'kind', 'priority', 'status', 'fence', 'starts', 'lease_until', 'cancel_requested_at'].map(
    (column) => `job.${column}`,
  ),
  'job.created_at',
  'job.ended_at',
  ...['tenant_id', 'run_date', 'job_id'].map((column) => `nightly_run.${column}`),
  ...['tenant_id', 'job_id', 'priority', 'kind', 'rung_at', 'created_at'].map((column) => `outbox.${column}`),
]);

const OURS = sql`c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname NOT LIKE 'kysely%'`;

type Named = { readonly what: string };

/** What each demand finds wrong. */
const QUERIES: Readonly<Record<Exclude<CatalogueDemand, 'blind'>, ReturnType<typeof sql<Named>>>> = {
  forced: sql<Named>`
    SELECT c.relname AS what FROM pg_class c WHERE ${OURS} AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  isolated: sql<Named>`
    SELECT c.relname AS what FROM pg_class c WHERE ${OURS} AND 1 <> (
      SELECT count(*) FILTER (WHERE qual LIKE '%current_setting(''kobling.tenant''%' AND qual = with_check)
           + 2 * count(*) FILTER (WHERE qual NOT LIKE '%current_setting(''kobling.tenant''%' OR qual IS DISTINCT FROM with_check)
      FROM pg_policies p
      WHERE p.schemaname = 'public' AND p.tablename = c.relname
        AND (${APPLICATION} = ANY (p.roles) OR 'public' = ANY (p.roles)))`,
  keyed: sql<Named>`
    SELECT c.relname AS what FROM pg_class c WHERE ${OURS} AND c.relname <> 'tenant' AND NOT EXISTS (
      SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
      WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attname = 'tenant_id')`,
  composite: sql<Named>`
    SELECT k.conname AS what FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE ${OURS} AND k.contype = 'f' AND NOT EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1] AND a.attname = 'tenant_id')`,
  powerless: sql<Named>`
    SELECT r.rolname AS what FROM pg_roles r WHERE r.rolname IN (${APPLICATION}, ${DISPATCHER}) AND (
      r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb
      OR EXISTS (SELECT FROM pg_class o WHERE o.relowner = r.oid)
      OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))`,
  'append-only': sql<Named>`
    SELECT privilege_type AS what FROM information_schema.table_privileges
    WHERE table_name = 'audit' AND grantee IN (${APPLICATION}, ${DISPATCHER}, 'PUBLIC')
      AND privilege_type NOT IN ('SELECT', 'INSERT')`,
  kept: sql<Named>`
    SELECT name AS what FROM unnest(ARRAY['words_of_new', 'words_of_changed']) name WHERE NOT EXISTS (
      SELECT FROM pg_trigger t WHERE t.tgrelid = 'entity'::regclass AND t.tgname = name AND t.tgenabled IN ('O', 'A'))`,
};

/** All that is wrong; empty where the database keeps municipalities apart. Ask as the owner. */
export async function catalogueFindings(db: Kysely<Tables>): Promise<CatalogueFinding[]> {
  const findings: CatalogueFinding[] = [];
  for (const [demand, query] of Object.entries(QUERIES)) {
    const { rows } = await query.execute(db);
    findings.push(...rows.map(({ what }) => ({ what, demand: demand as CatalogueDemand })));
  }
  const { rows: seen } = await sql<Named>`
    SELECT DISTINCT table_name || '.' || column_name AS what FROM information_schema.column_privileges
    WHERE grantee IN (${DISPATCHER}, 'PUBLIC') AND privilege_type = 'SELECT' AND table_schema = 'public'`.execute(db);
  for (const { what } of seen) if (!SEEN_BY_DISPATCHER.has(what)) findings.push({ what, demand: 'blind' });
  return findings;
}

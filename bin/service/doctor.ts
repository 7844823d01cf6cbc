// Whether everything works, asked in the order in which it is needed: after the first that does not, nothing that stands on it
// is asked.
import { sql } from 'kysely';
import { catalogueFindings } from '../../src/store/catalogue.ts';
import { backlog } from '../../src/store/dispatch.ts';
import { migrationState, toldState } from '../../src/store/migrate.ts';
import { createModel } from '../../solver/model/linear-model.ts';
import type { Backend } from '../../solver/backends/backend.ts';
import type { Io } from '../io.ts';
import { localDate } from '../today.ts';
import { runCanary } from './canary.ts';
import { type Database, type DatabaseOptions, hasDatabase, openDatabase } from './database.ts';

export const CHECKS = ['solver', 'database', 'migrations', 'row-security', 'jobs', 'canary'] as const;
export type CheckName = (typeof CHECKS)[number];

/** `detail`: a version, a place, what is missing; ids and codes only. */
export type Check = {
  readonly check: CheckName;
  readonly status: 'ok' | 'failed' | 'not-asked';
  readonly detail: string;
};

type Answer = { readonly isOk: boolean; readonly detail: string };

/** Whether the solver finds that the most of a number up to 1 is 1. */
async function askSolver(backend: Backend): Promise<Answer> {
  const { model, addColumn } = createModel();
  addColumn({ objective: 1 });
  const { status, bound } = await backend.solve(model, { seed: 1, seconds: 10 });
  return { isOk: status === 'optimal' && Math.round(bound) === 1, detail: backend.version };
}

async function askDatabase({ owner, app, place }: Database): Promise<Answer> {
  const { rows } = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`.execute(owner);
  await sql`SELECT 1`.execute(app).catch((error: unknown) => {
    // Before the first migration there are no roles to take.
    if (!String(error).includes('does not exist')) throw error;
  });
  return { isOk: true, detail: `PostgreSQL ${rows[0]?.version ?? '?'}, ${place}` };
}

async function askMigrations({ owner }: Database): Promise<Answer> {
  const told = toldState(await migrationState(owner));
  return { isOk: told === '', detail: told };
}

async function askCatalogue({ owner }: Database): Promise<Answer> {
  const findings = await catalogueFindings(owner);
  return { isOk: findings.length === 0, detail: findings.map(({ what, demand }) => `${what}: ${demand}`).join('; ') };
}

async function askJobs({ dispatcher }: Database): Promise<Answer> {
  const { waiting, unrung, deserted } = await backlog(dispatcher);
  return { isOk: unrung + deserted === 0, detail: `${waiting} / ${unrung} / ${deserted}` };
}

async function askCanary({ app }: Database, io: Io): Promise<Answer> {
  const began = io.elapsed();
  const key = `doctor ${io.now()} ${began}`;
  const outcome = await runCanary({ app, today: localDate(io.now()), key });
  const detail = outcome.outcome === 'failed' ? outcome.failureCode : `${Math.round(io.elapsed() - began)} ms`;
  return { isOk: outcome.outcome === 'done', detail };
}

/** One line of what went wrong, without what it went wrong with. */
const codeOf = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return code;
  return typeof message === 'string' ? (message.split('\n')[0] ?? '') : 'unknown';
};

/** Asks everything; never throws. */
export async function examine(io: Io, options: DatabaseOptions): Promise<Check[]> {
  const checks: Check[] = [];
  let isSound = true;
  const ask = async (check: CheckName, question: () => Promise<Answer>): Promise<void> => {
    if (!isSound) return void checks.push({ check, status: 'not-asked', detail: '' });
    const { isOk, detail } = await question().catch((error: unknown) => ({ isOk: false, detail: codeOf(error) }));
    isSound = isOk;
    checks.push({ check, status: isOk ? 'ok' : 'failed', detail });
  };
  const backend = io.createBackend();
  let database: Database | undefined;
  const opened = (): Database => {
    if (database === undefined) throw new Error('no database');
    return database;
  };
  try {
    await ask('solver', () => askSolver(backend));
    await ask('database', async () => {
      if (!hasDatabase(io, options)) return { isOk: false, detail: 'none' };
      database = await openDatabase(io, options);
      return askDatabase(database);
    });
    await ask('migrations', () => askMigrations(opened()));
    await ask('row-security', () => askCatalogue(opened()));
    await ask('jobs', () => askJobs(opened()));
    await ask('canary', () => askCanary(opened(), io));
    return checks;
  } finally {
    await database?.close();
    await backend.close();
  }
}

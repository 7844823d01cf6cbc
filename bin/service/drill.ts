// What `kobling restore --drill` does: a backup is restored into a database that is made for it and thrown away, and asked
// whether it is all there and works. Nothing else is touched, and nothing is left, whoever stops it.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locale } from '../../src/schema/locale.ts';
import { catalogueFindings } from '../../src/store/catalogue.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { localDate } from '../today.ts';
import { runCanary } from './canary.ts';
import { type Database, openDatabase } from './database.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded-database.ts';
import { readWhole, restoreInto } from './restore.ts';
import { countsOf } from './row-tally.ts';

/** Seconds that it may take until the service is back: RELIABILITY's goal B2. */
export const GOAL_SECONDS = 15 * 60;

export const DRILL_CHECKS = ['file', 'rows', 'row-security', 'canary', 'time'] as const;
export type DrillCheck = {
  readonly check: (typeof DRILL_CHECKS)[number];
  readonly status: 'ok' | 'failed';
  readonly detail: string;
};

export type Drilled = {
  readonly file: string;
  readonly at: string;
  readonly version: string;
  readonly municipalities: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly checks: readonly DrillCheck[];
};

const answer = (check: DrillCheck['check'], isOk: boolean, detail: string): DrillCheck => ({
  check,
  status: isOk ? 'ok' : 'failed',
  detail,
});

async function askCatalogue({ owner }: Database): Promise<DrillCheck> {
  const findings = await catalogueFindings(owner);
  const detail = findings.map(({ what, demand }) => `${what}: ${demand}`).join('; ');
  return answer('row-security', findings.length === 0, detail);
}

async function askCanary({ app }: Database, io: Io): Promise<DrillCheck> {
  const outcome = await runCanary({ app, today: localDate(io.now()), key: `drill ${io.now()}` });
  return answer('canary', outcome.outcome === 'done', outcome.outcome === 'failed' ? outcome.failureCode : '');
}

/** Milliseconds in which the server must end: one that heard Ctrl-C by itself may be gone without a word. */
const END_MILLISECONDS = 10_000;

async function ended(server: EmbeddedDatabase): Promise<void> {
  const patience = new AbortController();
  const late = pause(END_MILLISECONDS, undefined, { signal: patience.signal }).catch(() => {});
  await Promise.race([server.close(), late]);
  patience.abort();
}

/**
 * Works on a database in a temporary folder, which is gone afterwards: also where the person who waits stops it, since what
 * is in it are real people.
 */
async function inThrowAway<T>(io: Io, locale: Locale, work: (database: Database) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-drill-'));
  // The server may run as a user of its own, who must get in; what it keeps there is closed to all others.
  chmodSync(folder, 0o711);
  let isTold = false;
  let end: () => Promise<void> = () => Promise.resolve();
  // Without its server the work fails at once.
  void io.untilTold().then(() => {
    isTold = true;
    return end();
  });
  try {
    const server = await openEmbeddedDatabase(folder);
    let ending: Promise<void> | undefined;
    end = () => (ending ??= ended(server));
    if (isTold) throw new Error('stopped');
    const env = (name: string): string | undefined => (name === 'DATABASE_URL' ? server.url : undefined);
    const database = await openDatabase({ ...io, env }, { data: folder });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (isTold) throw new Failure(EXIT.broken, say('drillStopped', locale), say('drillStoppedAdvice', locale));
    throw error;
  } finally {
    await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Drills a restore. Throws a failure where the backup cannot be restored at all. */
export async function drill(io: Io, file: string, locale: Locale): Promise<Drilled> {
  const began = io.elapsed();
  const backup = await readWhole(file, locale);
  const rows = countsOf(backup.tally);
  const found = await inThrowAway(io, locale, async (database) => {
    await restoreInto(database, backup, locale);
    // Restoring has read back every row and compared it with the file's.
    const checks = [answer('file', true, ''), answer('rows', true, '')];
    checks.push(await askCatalogue(database));
    checks.push(await askCanary(database, io));
    return checks;
  });
  const seconds = Math.ceil((io.elapsed() - began) / 1_000);
  const { at, version } = backup.header;
  const checks = [...found, answer('time', seconds <= GOAL_SECONDS, '')];
  return { file, at, version, municipalities: rows['tenant'] ?? 0, rows, seconds, checks };
}

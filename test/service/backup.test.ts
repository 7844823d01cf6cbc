// `kobling backup` and `kobling restore` as whoever operates the service meets them, on the server that comes with the program.
import { spawn } from 'node:child_process';
import {
  mkdirSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Kysely, type Migration, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../bin/fingerprint.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../bin/service/embedded-database.ts';
import { connect, type Db } from '../../src/store/connect.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { APPLICATION } from '../../src/store/roles.ts';
import { addTenant } from '../../src/store/tenants.ts';
import { oneObject, run, type Run } from '../bin/memory-io.ts';
import { dump, fill } from '../store/filled.ts';

const NEVER = (): Promise<void> => new Promise(() => {});
const drillFolders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('kobling-drill-'));

describe('backup and restore', () => {
  let folder: string;
  let server: EmbeddedDatabase;
  let owner: Db;
  let good: string;
  let made: Run;
  const open: Db[] = [];
  const path = (name: string): string => join(folder, name);
  const urlOf = (name: string): string => Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  const ownerOf = (name: string): Db => {
    const db = connect({ url: urlOf(name), most: 2 });
    open.push(db);
    return db;
  };
  /** Runs a command on a database of the server. */
  const on = (name: string, argv: readonly string[], untilTold = NEVER) =>
    run([...argv, '--locale', 'en'], {
      io: { env: (key) => (key === 'DATABASE_URL' ? urlOf(name) : undefined), untilTold },
    });
  const make = (name: string) => sql`CREATE DATABASE ${sql.id(name)}`.execute(owner);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kobling-backup-'));
    chmodSync(folder, 0o755);
    server = await openEmbeddedDatabase(path('data'));
    owner = ownerOf('kobling');
    await on('kobling', ['migrate']);
    const app = connect({ url: server.url, role: APPLICATION });
    open.push(app);
    for (const id of ['a', 'b']) {
      await addTenant(owner, { id, name: id });
      await fill(app, id);
    }
    good = path('good');
    made = await run(['backup', good, '--data', path('data'), '--locale', 'en'], { io: { untilTold: NEVER } });
  });
  afterAll(async () => {
    await Promise.all(open.map((db) => db.destroy()));
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a backup is its owner’s alone, beside it lies nothing, and it says what it is', () => {
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out.replaceAll('\n', ' ')).toMatch(/Municipalities: 2\. Rows: 3,\d+\. .* personal data, unencrypted/);
    expect(statSync(good).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(['data', 'good']);
    const [header = ''] = gunzipSync(readFileSync(good)).toString().split('\n');
    expect(JSON.parse(header)).toMatchObject({ format: 'kobling/backup@1', migrations: Object.keys(MIGRATIONS) });
  });

  it('a backup is never written over another, nor where it cannot be, nor of nothing', async () => {
    const before = readFileSync(good);
    const again = await on('kobling', ['backup', good]);
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.err).toContain('exists already. Nothing was written.');
    expect(readFileSync(good)).toEqual(before);
    expect((await on('kobling', ['backup', path('no/such/folder')])).err).toContain('cannot be written (ENOENT)');
    await make('nothing');
    const nothing = await on('nothing', ['backup', path('nothing')]);
    expect(nothing).toMatchObject({ code: 4, out: '' });
    expect(nothing.err).toContain('There is nothing to back up (DATABASE_URL).');
    const none = await run(['backup', path('nothing'), '--data', path('none')], { io: { untilTold: NEVER } });
    expect(none.code).toBe(4);
    expect([existsSync(path('nothing')), existsSync(path('none'))]).toEqual([false, false]);
  });

  it('a backup that is interrupted leaves nothing', async () => {
    const { code, err } = await on('kobling', ['backup', path('stopped')], () => Promise.resolve());
    expect({ code, isTold: err.includes('interrupted. Nothing was written.') }).toEqual({ code: 4, isTold: true });
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  it('restore makes the database from nothing; a second one is refused and changes nothing', async () => {
    await make('restored');
    const { code, out, err } = await on('restored', ['restore', good, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(oneObject(out)).toMatchObject({ municipalities: 2, rows: { audit: 3_002, tenant: 2, job: 8, plan: 2 } });
    const restored = ownerOf('restored');
    expect(await dump(restored, ['outbox'])).toEqual(await dump(owner, ['outbox']));
    const before = await dump(restored);
    const second = await on('restored', ['restore', good]);
    expect(second).toMatchObject({ code: 2, out: '' });
    expect(second.err).toContain(
      'has municipalities already. Nothing was changed.\nRestore it into a new, empty database',
    );
    expect(await dump(restored)).toEqual(before);
  });

  describe('a file that is not a whole backup is refused before anything is done', () => {
    beforeAll(() => make('empty'));
    /** The file unpacked, changed and packed again; `isSealed`: with a footer that fits. */
    const edited = (edit: (lines: string[]) => string[], isSealed = false): Buffer => {
      const lines = edit(gunzipSync(readFileSync(good)).toString().trimEnd().split('\n'));
      if (!isSealed) return gzipSync(`${lines.join('\n')}\n`);
      const body = `${lines.slice(0, -1).join('\n')}\n`;
      const rows: Record<string, number> = {};
      for (const line of lines.slice(1, -1)) {
        const [table] = JSON.parse(line) as [string];
        rows[table] = (rows[table] ?? 0) + 1;
      }
      return gzipSync(`${body}${JSON.stringify({ rows, sha256: sha256(body) })}\n`);
    };
    const withHeader = (change: Record<string, unknown>) =>
      edited(
        ([header = '', ...rest]) => [JSON.stringify({ ...(JSON.parse(header) as object), ...change }), ...rest],
        true,
      );
    const cut = (bytes: number | ((length: number) => number)) => {
      const whole = readFileSync(good);
      return whole.subarray(0, typeof bytes === 'number' ? bytes : bytes(whole.length));
    };
    const flipped = (at: (length: number) => number) => {
      const bytes = readFileSync(good);
      const place = at(bytes.length);
      bytes[place] = (bytes[place] ?? 0) ^ 0x10;
      return bytes;
    };
    const KINDS: readonly (readonly [name: string, file: () => Buffer | string, told: RegExp])[] = [
      ['that is empty', () => '', /is no backup by Kobling|ends before/],
      ['that is a text', () => 'kobling/backup@1', /is no backup by Kobling/],
      ['that is another packed file', () => gzipSync('{"format":"kobling/caseload@1"}\n'), /is no backup by Kobling/],
      [
        'of a later format',
        () => withHeader({ format: 'kobling/backup@2' }),
        /a format that this program does not read/,
      ],
      [
        'of a newer program',
        () => withHeader({ migrations: [...Object.keys(MIGRATIONS), '9999-later'] }),
        /newer program: 9999-later/,
      ],
      ['cut after its first bytes', () => cut(12), /ends before/],
      ['cut in the middle', () => cut((length) => length >> 1), /ends before/],
      ['cut before its last byte', () => cut((length) => length - 1), /ends before/],
      ['cut between two lines', () => edited((lines) => lines.slice(0, 40)), /ends before/],
      ['without its footer', () => edited((lines) => lines.slice(0, -1)), /ends before/],
      [
        'with a changed byte in its middle',
        () => flipped((length) => length >> 1),
        /not as it was written|ends before/,
      ],
      ['with a changed byte at its end', () => flipped((length) => length - 6), /not as it was written/],
      [
        'with a changed value',
        () => edited((lines) => lines.map((line) => line.replace('plan.published', 'plan.forgotten'))),
        /not as it was written/,
      ],
      ['without a row', () => edited((lines) => lines.toSpliced(20, 1)), /not as it was written/],
      [
        'with two rows in another order',
        () => edited((lines) => lines.toSpliced(20, 2, lines[21] ?? '', lines[20] ?? '')),
        /not as it was written/,
      ],
      [
        'with something behind it',
        () => edited((lines) => [...lines, '["tenant","c","c","2026-01-01"]']),
        /not as it was written/,
      ],
      [
        'with a line that is none',
        () => edited((lines) => lines.toSpliced(20, 0, '["audit", 1]'), true),
        /not as it was written/,
      ],
      [
        'with a row of a municipality it does not have',
        () => edited((lines) => lines.map((line) => line.replace('["entity", "b"', '["entity", "c"')), true),
        /not as it was written/,
      ],
    ];

    it.each(KINDS)('one %s', async (_, file, told) => {
      writeFileSync(path('bad'), file());
      const { code, out, err } = await on('empty', ['restore', path('bad')]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(told);
      const drilled = await on('empty', ['restore', path('bad'), '--drill']);
      expect(drilled).toMatchObject({ code: 2, err });
      const { rows } = await sql`SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace`.execute(
        ownerOf('empty'),
      );
      expect(rows).toEqual([]);
    });

    it('one that does not exist', async () => {
      const { code, err } = await on('empty', ['restore', path('missing')]);
      expect({ code, isTold: err.includes('cannot be read (ENOENT)') }).toEqual({ code: 2, isTold: true });
    });

    it('and one whose rows the database refuses leaves none, and tells nobody what they hold', async () => {
      await make('refusing');
      writeFileSync(
        path('bad'),
        edited((lines) => lines.map((line) => line.replace(/"2026-03-29"(?=, "2026-03-30")/, '"Ola Nordmann"')), true),
      );
      const { code, err } = await on('refusing', ['restore', path('bad')]);
      expect(code).toBe(4);
      expect(err).toContain('The database refuses what the backup holds (22007). No row was written.');
      expect(err).not.toContain('Nordmann');
      expect(Object.values(await dump(ownerOf('refusing'))).flat()).toEqual([]);
    });
  });

  describe('of another version of the program', () => {
    const migrations = MIGRATIONS as Record<string, Migration>;
    const later: Migration = {
      up: async (db: Kysely<never>) => {
        await sql`ALTER TABLE entity ADD COLUMN note text`.execute(db);
        await sql`UPDATE entity SET note = 'of ' || tenant_id`.execute(db);
      },
    };
    afterEach(() => {
      delete migrations['9998-later'];
    });

    it('an older backup gets its own migrations, its rows, and then the newer migrations with all they do', async () => {
      migrations['9998-later'] = later;
      await make('older');
      expect((await on('older', ['restore', good])).code).toBe(0);
      const { rows } = await sql`SELECT DISTINCT note FROM entity ORDER BY 1`.execute(ownerOf('older'));
      expect(rows).toEqual([{ note: 'of a' }, { note: 'of b' }]);
      expect((await on('older', ['backup', path('newer')])).code).toBe(0);
      await make('newer');
      expect((await on('newer', ['restore', path('newer')])).code).toBe(0);
      expect(await dump(ownerOf('newer'))).toEqual(await dump(ownerOf('older')));
    });

    it('a database that is newer than the backup is refused, and left alone', async () => {
      migrations['9998-later'] = later;
      await make('ahead');
      await on('ahead', ['migrate']);
      const { code, err } = await on('ahead', ['restore', good]);
      expect(code).toBe(2);
      expect(err).toContain('is newer than the backup: 9998-later. Nothing was changed.');
    });

    it('a newer migration that fails is told, and that the rows are there', async () => {
      migrations['9998-later'] = { up: () => Promise.reject(new Error('as a test wants it')) };
      await make('unfinished');
      const { code, err } = await on('unfinished', ['restore', good]);
      expect(code).toBe(4);
      expect(err).toMatch(/All rows were restored .* not brought to the newest version .*\nRun kobling migrate/);
      delete migrations['9998-later'];
      expect((await on('unfinished', ['migrate'])).code).toBe(0);
      expect(await dump(ownerOf('unfinished'), ['outbox'])).toEqual(await dump(owner, ['outbox']));
    });

    it('a backup and a database of a newer program are refused too', async () => {
      await make('unknown');
      const { code, err } = await on('unknown', ['restore', path('newer')]);
      expect({ code, isTold: err.includes('newer program: 9998-later') }).toEqual({ code: 2, isTold: true });
      const backup = await on('ahead', ['backup', path('ahead')]);
      expect({ code: backup.code, isTold: backup.err.includes('newer program: 9998-later') }).toEqual({
        code: 4,
        isTold: true,
      });
    });
  });

  it('the drill restores into a database of its own, lets a job go all the way, and leaves nothing', async () => {
    const before = await dump(owner);
    const known = drillFolders();
    const { code, out, err } = await on('kobling', ['restore', good, '--drill', '--json']);
    const found = oneObject(out) as { checks: { check: string; status: string }[]; seconds: number };
    expect(found.checks.map(({ check, status }) => `${check} ${status}`)).toEqual(
      ['file', 'rows', 'row-security', 'canary', 'time'].map((check) => `${check} ok`),
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(found).toMatchObject({ status: 'ok', municipalities: 2, goalSeconds: 900 });
    expect(found.seconds).toBeGreaterThan(0);
    expect(await dump(owner)).toEqual(before);
    expect(drillFolders()).toEqual(known);
  });

  it('a drill that is interrupted ends as one that failed, and leaves nothing either', async () => {
    const temporary = path('temporary');
    mkdirSync(temporary, { mode: 0o755 });
    const kobling = fileURLToPath(new URL('../../bin/kobling.ts', import.meta.url));
    const child = spawn(execPath, ['--import', 'tsx', kobling, 'restore', good, '--drill', '--locale', 'en'], {
      env: { ...env, TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (text: Buffer) => (told += text.toString()));
    const code = new Promise((done) => child.once('exit', done));
    const isStarted = (): boolean =>
      readdirSync(temporary).some((name) => existsSync(join(temporary, name, 'postgres', 'postmaster.pid')));
    while (!isStarted() && child.exitCode === null) await pause(50);
    child.kill('SIGINT');
    expect(await code).toBe(4);
    expect(told).toContain('The drill was interrupted. The database that was made for it is gone.');
    expect(readdirSync(temporary).filter((name) => name.startsWith('kobling'))).toEqual([]);
  });

  it('help says that the file holds personal data, and what restore touches', async () => {
    expect((await run(['backup', '--help'])).out).toContain('holds personal data and is not encrypted');
    expect((await run(['restore', '--help'])).out).toContain('whatever goes wrong leaves none');
  });
});

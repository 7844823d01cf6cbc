// `kobling migrate` and `kobling doctor` on a database in a folder of its own, as whoever operates the service meets them.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../bin/service/embedded-database.ts';
import { connect } from '../../src/store/connect.ts';
import { oneObject, run } from '../bin/memory-io.ts';

const NOWHERE = 'postgres://nobody:secret-word@127.0.0.1:1/nowhere';
type Told = { readonly check: string; readonly status: string; readonly detail: string }[];

describe('the commands of the service', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kobling-service-'));
    chmodSync(folder, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const data = (): string => join(folder, 'data');
  const examine = async (url?: string): Promise<{ code: number; checks: Told }> => {
    const io = { env: (name: string) => (name === 'DATABASE_URL' ? url : undefined) };
    const { code, out } = await run(['doctor', '--json', '--data', data()], { io });
    return { code, checks: oneObject(out)['checks'] as Told };
  };
  const statuses = (checks: Told): string => checks.map(({ check, status }) => `${check} ${status}`).join(', ');

  it('doctor makes no database where there is none, and says how to', async () => {
    const { code, out } = await run(['doctor', '--locale', 'en', '--data', data()]);
    expect(code).toBe(4);
    expect(out).toContain(`Make one in the folder ${data()} with kobling migrate, or set DATABASE_URL.`);
    expect(existsSync(data())).toBe(false);
  });

  it('a worker refuses a database that is away or not of its version, and says what to do', async () => {
    const away = await run(['worker', '--locale', 'en'], {
      io: { env: (name) => (name === 'DATABASE_URL' ? NOWHERE : undefined) },
    });
    expect(away).toMatchObject({ code: 4, out: '' });
    expect(away.err).toContain('does not answer, or refuses (ECONNREFUSED)');
    const empty = await run(['worker', '--locale', 'en', '--data', join(folder, 'empty')]);
    expect(empty).toMatchObject({ code: 4, out: '' });
    const missing = Object.keys(MIGRATIONS).map((name) => `- ${name}`);
    expect(empty.err).toContain(`${missing.join(', ')}.\nRun kobling migrate.`);
  });

  it('a worker starts, and ends once it is told to', async () => {
    await run(['migrate', '--data', join(folder, 'empty')]);
    const { code, out, err } = await run(['worker', '--data', join(folder, 'empty')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { event: string }).event),
    ).toEqual(['ready', 'stopped']);
  });

  it('a worker that started its database itself ends before it, without a word of error', async () => {
    const kobling = fileURLToPath(new URL('../../bin/kobling.ts', import.meta.url));
    const argv = ['--import', 'tsx', kobling, 'worker', '--data', join(folder, 'empty')];
    const child = spawn(execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    child.stdout.on('data', (text: Buffer) => {
      told += text.toString();
      if (told.includes('ready') && !child.killed) child.kill('SIGTERM');
    });
    const code = await new Promise((done) => child.once('exit', done));
    expect({ code, errors, isStopped: told.includes('stopped') }).toEqual({ code: 0, errors: '', isStopped: true });
  });

  it('migrate makes it, once; then everything works, a job all the way included', async () => {
    const first = await run(['migrate', '--locale', 'en', '--data', data()]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('0001-first');
    expect((await run(['migrate', '--json', '--data', data()])).out).toContain('"migrations": []');
    const { code, checks } = await examine();
    expect(statuses(checks)).toBe('solver ok, database ok, migrations ok, row-security ok, jobs ok, canary ok');
    expect(code).toBe(0);
  });

  it('the password of the database is for its owner alone', () => {
    expect(statSync(join(data(), 'owner.password')).mode & 0o077).toBe(0);
  });

  it('a database that does not answer is told by a code, with an advice, and without its password', async () => {
    const io = { env: (name: string) => (name === 'DATABASE_URL' ? NOWHERE : undefined) };
    const { code, out, err } = await run(['migrate', '--locale', 'en'], { io });
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('The database (DATABASE_URL) does not answer, or refuses (ECONNREFUSED).');
    const found = await examine(NOWHERE);
    expect(statuses(found.checks)).toBe(
      'solver ok, database failed, migrations not-asked, row-security not-asked, jobs not-asked, canary not-asked',
    );
    expect(JSON.stringify(found) + err).not.toContain('secret-word');
  });

  describe('while the database of the folder runs already', () => {
    let server: EmbeddedDatabase;
    beforeAll(async () => {
      server = await openEmbeddedDatabase(data());
    });
    afterAll(() => server.close());
    const change = async (statement: string): Promise<void> => {
      const owner = connect({ url: server.url, most: 1 });
      await sql.raw(statement).execute(owner);
      await owner.destroy();
    };

    it('it is found, and not ended by whoever found it', async () => {
      const second = await openEmbeddedDatabase(data());
      expect({ url: second.url, isOwn: second.isOwn }).toEqual({ url: server.url, isOwn: false });
      await second.close();
      expect((await examine()).code).toBe(0);
      expect((await examine(server.url)).code).toBe(0);
    });

    it('doctor finds a hole in row security, and asks no job to go through it', async () => {
      await change('ALTER TABLE entity NO FORCE ROW LEVEL SECURITY');
      const { code, checks } = await examine();
      await change('ALTER TABLE entity FORCE ROW LEVEL SECURITY');
      expect(code).toBe(4);
      expect(checks.find(({ status }) => status === 'failed')).toMatchObject({
        check: 'row-security',
        detail: 'entity: forced',
      });
      expect(checks.at(-1)?.status).toBe('not-asked');
    });

    it('doctor finds a database of a newer program', async () => {
      await change(`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '2030')`);
      const { checks } = await examine();
      const { code, err } = await run(['migrate', '--data', data()]);
      await change(`DELETE FROM kysely_migration WHERE name = '9999-later'`);
      expect(statuses(checks)).toContain('migrations failed');
      expect({ code, isTold: err.includes('9999-later') }).toEqual({ code: 4, isTold: true });
    });
  });
});

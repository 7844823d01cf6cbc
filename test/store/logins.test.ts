// The logins of docs/operations.md ("The database"): an owner who is no superuser migrates, and a service that owns nothing works.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { prepareQueue } from '../../queues/prepare-queue.ts';
import { setAccount, whoAsks } from '../../src/store/accounts.ts';
import { catalogueFindings } from '../../src/store/catalogue.ts';
import { connect } from '../../src/store/connect.ts';
import { migrate, migrationState } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { APPLICATION } from '../../src/store/roles.ts';
import { addTenant } from '../../src/store/tenants.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { SERVERS } from './database.ts';

const WORD = 'of-a-test';
const LOGINS = [
  `CREATE ROLE kobling_owner LOGIN CREATEROLE PASSWORD '${WORD}'`,
  `CREATE ROLE kobling_service LOGIN NOINHERIT PASSWORD '${WORD}'`,
  'CREATE DATABASE service OWNER kobling_owner',
  'REVOKE ALL ON DATABASE service FROM PUBLIC',
  'GRANT CONNECT ON DATABASE service TO kobling_service',
];
const GRANTS = [
  'GRANT kobling_app, kobling_dispatch, kobling_queue TO kobling_service',
  'GRANT SELECT ON kysely_migration TO kobling_service',
];
const PERSON = { kind: 'person', roles: ['leader'], isCleared: false, contactId: null } as const;

it.each(SERVERS)(
  'on %s the owner migrates without being a superuser, and the service works without owning',
  async (_, start) => {
    const folder = mkdtempSync(join(tmpdir(), 'kobling-logins-'));
    chmodSync(folder, 0o755);
    const server = await start(folder);
    const as = (user: string, database: string): string => {
      const url = new URL(server.url);
      [url.username, url.password, url.pathname] = [user, WORD, `/${database}`];
      return url.href;
    };
    const superuser = connect({ url: server.url, most: 1 });
    const owner = connect({ url: as('kobling_owner', 'service'), most: 2 });
    const nobody = connect({ url: as('kobling_service', 'service'), most: 1 });
    const app = connect({ url: as('kobling_service', 'service'), role: APPLICATION });
    try {
      for (const statement of LOGINS) await sql.raw(statement).execute(superuser);
      expect(await migrate(owner)).toEqual(Object.keys(MIGRATIONS));
      await prepareQueue(as('kobling_owner', 'service'));
      for (const statement of GRANTS) await sql.raw(statement).execute(owner);
      expect(await catalogueFindings(owner)).toEqual([]);
      await addTenant(owner, { id: 'a', name: 'A' });
      await inTenant(app, 'a', (scope) => setAccount(scope, 'kari', PERSON));
      expect(await whoAsks(app, 'a', 'kari')).toEqual({ account: { ...PERSON, subject: 'kari' }, keyHash: null });
      expect(await migrationState(nobody)).toEqual({ missing: [], unknown: [] });
      await expect(sql`SELECT id FROM tenant`.execute(nobody)).rejects.toThrow('permission denied');
      await expect(sql`SELECT * FROM who_asks('a', 'kari')`.execute(nobody)).rejects.toThrow('permission denied');
    } finally {
      await Promise.all([superuser, owner, nobody, app].map((db) => db.destroy()));
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

// That the suites of this folder run on every server there is to be had.
import { env } from 'node:process';
import { expect, it } from 'vitest';
import { SERVERS } from './database.ts';

const isDebianThere = SERVERS.length > 1;

// On a machine without Debian's PostgreSQL this line is what says so; in CI it fails there.
it.skipIf(!isDebianThere && env['CI'] === undefined)("the store is tested on Debian's PostgreSQL as well", () => {
  expect(SERVERS.map(([name]) => name)).toEqual(['the embedded server', "Debian's server"]);
});

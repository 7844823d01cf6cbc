// No secret has ever been in the project: not now, and not in what its history keeps. And what it is made of can be listed.
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What secrets look like: keys, tokens of well-known services, passwords in addresses of databases, and our own API keys. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'private key': /-----BEGIN (?:RSA |EC |OPENSSH |PGP |ENCRYPTED )?PRIVATE KEY/,
  'cloud key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'forge token': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|github_pat_\w{22,})\b/,
  'package token': /\bnpm_[A-Za-z0-9]{36}\b/,
  'chat token': /\bxox[abprs]-[\w-]{10,}/,
  'signed token': /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/,
  'password in an address': /\b(?:postgres(?:ql)?|rediss?|mysql|amqp):\/\/[^\s:@/$`'"{}]+:[^\s@$`'"{}…]{8,}@/,
  'API key of ours': /\bkob\.[\w-]{2,}\.[\w-]{2,}\.[\w-]{43}\b/,
};

/** A database of a test, on the machine it runs on, has no secret to keep. */
const OF_A_TEST = /@(?:127\.0\.0\.1|localhost)[:/]/;

const found = (line: string): string | undefined =>
  Object.entries(SECRETS).find(([, pattern]) => pattern.test(line) && !OF_A_TEST.test(line))?.[0];

it('every pattern finds what it is for', () => {
  const made = (...parts: string[]): string => parts.join('');
  const examples = [
    made('-----BEGIN ', 'PRIVATE KEY-----'),
    made('AK', 'IA', 'ABCDEFGHIJKLMNOP'),
    made('gh', 'p_', 'a'.repeat(36)),
    made('np', 'm_', 'a'.repeat(36)),
    made('xo', 'xb-', '1234567890-abc'),
    made('ey', 'J', 'a'.repeat(30), '.ey', 'J', 'b'.repeat(30), '.', 'c'.repeat(30)),
    made('postgres', '://somebody:', 'correcthorse', '@db:5432/x'),
    made('ko', 'b.', 'NDIwNA.', 'am91cm5hbA.', 'a'.repeat(43)),
  ];
  expect(examples.map(found)).toEqual(Object.keys(SECRETS));
});

it('no line that was ever added holds a secret', async () => {
  const git = spawn('git', ['log', '--all', '-p', '--no-color', '--unified=0', '--no-ext-diff'], { cwd: ROOT });
  let file = '';
  let lines = 0;
  const secrets = new Set<string>();
  for await (const line of createInterface({ input: git.stdout })) {
    if (line.startsWith('+++ ')) file = line.slice(6);
    else if (line.startsWith('+')) {
      lines++;
      const kind = found(line);
      if (kind !== undefined) secrets.add(`${file}: ${kind}`);
    }
  }
  expect(lines).toBeGreaterThan(1_000);
  expect([...secrets]).toEqual([]);
}, 120_000);

it('what the program is made of can be listed, each part with its version', async () => {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'],
    {
      cwd: ROOT,
      maxBuffer: 1 << 26,
    },
  );
  const { bomFormat, components } = JSON.parse(stdout) as {
    bomFormat: string;
    components: { name: string; version: string }[];
  };
  expect(bomFormat).toBe('CycloneDX');
  for (const name of ['express', 'bullmq', 'highs', 'javascript-lp-solver', 'luxon', 'ioredis'])
    expect(components.find((own) => own.name === name)?.version, name).toMatch(/^\d+\.\d+\.\d+/);
}, 60_000);

// API keys: `kob.<municipality>.<subject>.<secret>`. The database has the secret's hash alone; it is 32 random bytes, so that a
// plain hash is as good as a slow one.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { word } from '../../../src/http/pages-and-versions.ts';

const SECRET_BYTES = 32;
const KEY = /^kob\.([\w-]{1,200})\.([\w-]{1,200})\.([\w-]{43})$/;

/** What can be a name; the database refuses some of the others. */
const NAME = word(200);

export type ApiKey = { readonly municipality: string; readonly subject: string; readonly secret: string };

const encode = (text: string): string => Buffer.from(text).toString('base64url');
const decode = (text: string): string => Buffer.from(text, 'base64url').toString();

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A new key, to be shown once, and the hash that is kept of it. */
export function makeKey(municipality: string, subject: string): { readonly key: string; readonly hash: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { key: `kob.${encode(municipality)}.${encode(subject)}.${secret}`, hash: hashOf(secret) };
}

/** What a text says as a key; undefined where it is none. */
export function readKey(text: string): ApiKey | undefined {
  const [, municipality, subject, secret] = KEY.exec(text) ?? [];
  if (municipality === undefined || subject === undefined || secret === undefined) return undefined;
  const key = { municipality: decode(municipality), subject: decode(subject), secret };
  return [key.municipality, key.subject].every((name) => NAME.safeParse(name).success) ? key : undefined;
}

/** Whether a secret is the one that a hash was kept of; takes as long whatever they are. */
export const isSecretOf = (secret: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash.padEnd(64, '0').slice(0, 64), 'hex'));

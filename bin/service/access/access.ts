// Who sends a request, and how a municipality knows them: by an API key, by a token of the identity provider, by the session
// of having signed in there, or, on one's own laptop, without any.
import type { Request } from 'express';
import { type Identity, type Principal, ROLES } from '../../../src/http/access.ts';
import type { AccessPorts } from '../../../src/http/serve-routes.ts';
import { account, type Known, setAccount, whoAsks } from '../../../src/store/accounts.ts';
import type { Db } from '../../../src/store/connect.ts';
import { inTenant } from '../../../src/store/tenant.ts';
import { CANARY } from '../../../src/store/tenants.ts';
import { isMunicipality } from '../api/municipality.ts';
import { soon } from '../api/soon.ts';
import { isSecretOf, readKey } from './api-key.ts';
import { openTokens, type TokenSettings } from './tokens.ts';

export type AccessOptions = {
  readonly app: Db;
  readonly tokens?: TokenSettings | undefined;
  /** Who has signed in, where people can. */
  readonly signedIn?: ((request: Request) => string | undefined) | undefined;
  /** Everybody who reaches the port is whoever sits at the machine. */
  readonly isLocal: boolean;
};

export const LOCAL_SUBJECT = 'local';
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);
const BEARER = /^Bearer ([!-~]+)$/i;
/** What is compared with where there is no key, so that both take as long. */
const NO_HASH = '0'.repeat(64);

/** A page of somebody else's that leads its name to this machine asks under that name. */
const isForLoopback = ({ hostname }: Request): boolean => LOOPBACK_NAMES.has(hostname);

export function openAccess({ app, tokens, signedIn, isLocal }: AccessOptions): AccessPorts {
  const subjectOf = tokens === undefined ? undefined : openTokens(tokens);
  /** Nobody has an account in the canary's municipality, which is none. */
  const ask = async (municipality: string, subject: string): Promise<Known | undefined> =>
    municipality === CANARY ? undefined : soon(whoAsks(app, municipality, subject));
  const byKey = async (text: string): Promise<Identity | undefined> => {
    const key = readKey(text);
    if (key === undefined) return undefined;
    const { municipality, subject, secret } = key;
    const known = await ask(municipality, subject);
    const isTrue = isSecretOf(secret, known?.keyHash ?? NO_HASH);
    return isTrue && known !== undefined ? { subject, municipality, account: known.account } : undefined;
  };
  /** The account in whose name things are done on one's own laptop. */
  const local = (municipality: string): Promise<Principal | undefined> =>
    inTenant(app, municipality, async (scope) => {
      if (!(await isMunicipality(scope))) return undefined;
      const roles = ROLES.filter((role) => role !== 'contact');
      const known = { kind: 'person', roles, isCleared: true, contactId: null } as const;
      if ((await account(scope, LOCAL_SUBJECT)) === undefined) await setAccount(scope, LOCAL_SUBJECT, known);
      return { ...known, subject: LOCAL_SUBJECT };
    });
  return {
    async identify(request) {
      if (isLocal) return isForLoopback(request) ? { subject: LOCAL_SUBJECT, isLocal } : undefined;
      const [, bearer] = BEARER.exec(request.header('authorization') ?? '') ?? [];
      if (bearer === undefined) {
        const subject = signedIn?.(request);
        return subject === undefined ? undefined : { subject };
      }
      if (bearer.startsWith('kob.')) return byKey(bearer);
      const subject = await subjectOf?.(bearer);
      return subject === undefined ? undefined : { subject };
    },
    async know(municipality, { subject, account: known, isLocal: isOwnLaptop }) {
      if (isOwnLaptop === true) return soon(local(municipality));
      return known ?? (await ask(municipality, subject))?.account;
    },
  };
}

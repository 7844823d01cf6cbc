// What `kobling account` does: gives somebody roles in a municipality, or an integration a key; the deed is on the trail.
import { note } from '../../src/store/audit.ts';
import { endAccount, setAccount as keepAccount } from '../../src/store/accounts.ts';
import type { AccountRole } from '../../src/store/tables.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { makeKey } from './access/api-key.ts';
import { isMunicipality } from './api/municipality.ts';
import { type ServiceOptions, withDatabase } from './service.ts';

export type AccountOptions = ServiceOptions & {
  readonly municipality: string;
  readonly subject: string;
  readonly roles: readonly AccountRole[];
  readonly isCleared: boolean;
  readonly contactId: string | null;
  readonly isKey: boolean;
  readonly isEnding: boolean;
  readonly days: number;
  /** Who does it, for the trail. */
  readonly by: string;
};

export type MadeAccount = { readonly roles: readonly AccountRole[]; readonly key?: string | undefined };

/** Throws a failure with an advice where there is no such municipality, no such account, or nothing to give. */
export const setAccount = (io: Io, options: AccountOptions): Promise<MadeAccount> =>
  withDatabase(io, options, ({ app }) =>
    inTenant(app, options.municipality, async (scope) => {
      const { municipality, subject, roles, isCleared, contactId, isKey, isEnding, days, by, locale } = options;
      const none = (): Failure =>
        new Failure(
          EXIT.badInput,
          say('accountNone', locale, { municipality, subject }),
          say('accountNoneAdvice', locale),
        );
      const deed = (action: string) => note(scope, { actor: by, action, subjectKind: 'account', subjectId: subject });
      if (!(await isMunicipality(scope))) throw none();
      if (isEnding) {
        if (!(await endAccount(scope, subject))) throw none();
        await deed('account.ended');
        return { roles: [] };
      }
      if (roles.length === 0) throw none();
      const made = isKey ? makeKey(municipality, subject) : undefined;
      const kind = isKey || roles.includes('integration') ? 'integration' : 'person';
      await keepAccount(scope, subject, { kind, roles, isCleared, contactId, days, keyHash: made?.hash });
      await deed('account.set');
      return { roles, key: made?.key };
    }),
  );

// Where a request is worked on: one transaction of one municipality, with who asks, whom they may not see, and the trail.
import type { Principal } from '../../../src/http/access.ts';
import { type Deed, note } from '../../../src/store/audit.ts';
import type { Db } from '../../../src/store/connect.ts';
import { mentions } from '../../../src/store/neighbours.ts';
import { inTenant, type Scope } from '../../../src/store/tenant.ts';
import { localDate } from '../../today.ts';
import { hiddenIds } from './hidden-ids.ts';
import { soon } from './soon.ts';

export type Desk = {
  readonly scope: Scope;
  readonly principal: Principal;
  /** The day in Norway. */
  readonly today: string;
  /** Ids of people who do not exist for whoever asks, with those of their decisions and parts; asked of the database once. */
  hidden(): Promise<ReadonlySet<string>>;
  /** Whether something is about, or names, somebody who is hidden. */
  isHidden(value: unknown): Promise<boolean>;
  /** Puts a deed of whoever asks on the trail. */
  note(deed: Omit<Deed, 'actor'>): Promise<void>;
};

/** Works on a request, or throws that it takes too long. */
export type AtDesk = <T>(municipality: string, principal: Principal, work: (desk: Desk) => Promise<T>) => Promise<T>;

export type DeskSettings = { readonly app: Db; readonly now: () => number };

export function openDesk({ app, now }: DeskSettings): AtDesk {
  return (municipality, principal, work) =>
    soon(
      inTenant(app, municipality, (scope) => {
        const today = localDate(now());
        let asked: Promise<ReadonlySet<string>> | undefined;
        const hidden = () => (asked ??= hiddenIds(scope, principal, today));
        return work({
          scope,
          principal,
          today,
          hidden,
          isHidden: async (value) => {
            const ids = await hidden();
            return ids.size > 0 && mentions(value, ids);
          },
          note: (deed) => note(scope, { ...deed, actor: principal.subject }),
        });
      }),
    );
}

/** What of a list is about nobody who is hidden. */
export async function visible<T>({ hidden }: Desk, items: readonly T[]): Promise<T[]> {
  const ids = await hidden();
  return ids.size === 0 ? [...items] : items.filter((item) => !mentions(item, ids));
}

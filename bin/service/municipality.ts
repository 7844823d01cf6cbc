// A municipality's caseload and plans, as whoever operates the service puts them there and makes them count.
import type { Caseload } from '../../src/schema/caseload.ts';
import { note } from '../../src/store/audit.ts';
import { type Stored, storeCaseload } from '../../src/store/caseload.ts';
import { publishPlan } from '../../src/store/publishing.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { addTenant } from '../../src/store/tenants.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { type ServiceOptions, withDatabase } from './service.ts';

export type ImportOptions = ServiceOptions & {
  readonly caseload: Caseload;
  /** Known to those who read lists of municipalities; only used where it is new. */
  readonly name: string;
  /** Who does it, for the trail. */
  readonly by: string;
};

/** Makes a municipality's caseload that of a document, and the municipality where there is none. */
export const importCaseload = (io: Io, { caseload, name, by, ...options }: ImportOptions): Promise<Stored> =>
  withDatabase(io, options, async ({ owner, app }) => {
    const id = caseload.municipalityId;
    await addTenant(owner, { id, name });
    return inTenant(app, id, async (scope) => {
      const stored = await storeCaseload(scope, caseload);
      await note(scope, { actor: by, action: 'caseload.imported', subjectKind: 'municipality', subjectId: id });
      return stored;
    });
  });

export type PublishOptions = ServiceOptions & {
  readonly municipality: string;
  /** The plan; absent: the newest that is proposed. */
  readonly planId: string | undefined;
  readonly by: string;
};

const newestProposed = async ({ tx }: Scope, planId: string | undefined): Promise<string | undefined> => {
  const proposed = tx.selectFrom('plan').select('id').where('status', '=', 'proposed');
  // An id that is no UUID is none of a plan, and no reason for the database to complain.
  const asked =
    planId === undefined
      ? proposed
      : proposed.where(({ eb, cast, ref }) => eb(cast<string>(ref('id'), 'text'), '=', planId));
  return (await asked.orderBy('createdAt', 'desc').limit(1).executeTakeFirst())?.id;
};

/** Publishes a plan in somebody's name; its id. Throws a failure with an advice where there is none. */
export const publish = (io: Io, { municipality, planId, by, locale, data }: PublishOptions): Promise<string> =>
  withDatabase(io, { locale, data }, ({ app }) =>
    inTenant(app, municipality, async (scope) => {
      const id = await newestProposed(scope, planId);
      if (id !== undefined && (await publishPlan(scope, id, by))) return id;
      throw new Failure(
        EXIT.badInput,
        say('nothingToPublish', locale, { municipality }),
        say('nothingToPublishAdvice', locale),
      );
    }),
  );

// What a night has changed in a municipality: its plan beside the published one that it was made from, under that day's caseload.
import type { Plan } from '../../src/schema/plan.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import { note } from '../../src/store/audit.ts';
import { recall } from '../../src/store/snapshots.ts';
import { inTenant, type Scope } from '../../src/store/tenant.ts';
import { type ToldChanges, tellChanges } from '../changes-page.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import type { JsonOption } from '../options.ts';
import { say } from '../phrases.ts';
import { localDate } from '../today.ts';
import { type ServiceOptions, withDatabase } from './service.ts';
import { snapshotWorld } from './snapshot-world.ts';

export type MorningOptions = ServiceOptions &
  JsonOption & {
    readonly municipality: string;
    /** The night's date; absent: today's. */
    readonly runDate?: string | undefined;
    /** Who reads it, for the trail. */
    readonly by: string;
  };

const planOf = (document: string | undefined): Plan | undefined => {
  const reading = document === undefined ? undefined : readPlan(document);
  return reading?.ok === true ? reading.plan : undefined;
};

/** The plan of a night with what it was made from; undefined where there is none. */
async function nightOf(scope: Scope, runDate: string) {
  const row = await scope.tx
    .selectFrom('nightlyRun')
    .innerJoin('plan', 'plan.jobId', 'nightlyRun.jobId')
    .leftJoin('plan as base', 'base.id', 'plan.basedOn')
    .select(['plan.id', 'plan.document', 'plan.snapshotId', 'base.document as baseDocument'])
    .where('nightlyRun.runDate', '=', runDate)
    .executeTakeFirst();
  const snapshot = row === undefined ? undefined : await recall(scope, row.snapshotId);
  return row === undefined || snapshot === undefined ? undefined : { ...row, snapshot };
}

/** Tells what a night has changed; reading it is on the trail. Throws a failure with an advice where there is no such night. */
export const tellMorning = (io: Io, options: MorningOptions): Promise<ToldChanges> =>
  withDatabase(io, options, ({ app }) =>
    inTenant(app, options.municipality, async (scope) => {
      const { municipality, locale, by } = options;
      const runDate = options.runDate ?? localDate(io.now());
      const night = await nightOf(scope, runDate);
      const world = night === undefined ? undefined : snapshotWorld(night.snapshot);
      const after = planOf(night?.document);
      if (night === undefined || world === undefined || after === undefined)
        throw new Failure(
          EXIT.badInput,
          say('noNight', locale, { municipality, runDate }),
          say('noNightAdvice', locale),
        );
      await note(scope, { actor: by, action: 'changes.read', subjectKind: 'plan', subjectId: night.id });
      const before = planOf(night.baseDocument ?? undefined);
      return tellChanges(io, world, { before, after }, { findings: [], options });
    }),
  );

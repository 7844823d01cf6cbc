// What a night has changed in a municipality: its plan beside the published one that it was made from, under that day's caseload.
import { note } from '../../src/store/audit.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { type ToldChanges, tellChanges } from '../changes-page.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import type { JsonOption } from '../options.ts';
import { say } from '../phrases.ts';
import { localDate } from '../today.ts';
import { nightOf } from './kept-plans.ts';
import { type ServiceOptions, withDatabase } from './service.ts';

export type MorningOptions = ServiceOptions &
  JsonOption & {
    readonly municipality: string;
    /** The night's date; absent: today's. */
    readonly runDate?: string | undefined;
    /** Who reads it, for the trail. */
    readonly by: string;
  };

/** Tells what a night has changed; reading it is on the trail. Throws a failure with an advice where there is no such night. */
export const tellMorning = (io: Io, options: MorningOptions): Promise<ToldChanges> =>
  withDatabase(io, options, ({ app }) =>
    inTenant(app, options.municipality, async (scope) => {
      const { municipality, locale, by } = options;
      const runDate = options.runDate ?? localDate(io.now());
      const night = await nightOf(scope, runDate);
      if (night === undefined)
        throw new Failure(
          EXIT.badInput,
          say('noNight', locale, { municipality, runDate }),
          say('noNightAdvice', locale),
        );
      await note(scope, { actor: by, action: 'changes.read', subjectKind: 'plan', subjectId: night.id });
      return tellChanges(io, night.world, night, { findings: [], options });
    }),
  );

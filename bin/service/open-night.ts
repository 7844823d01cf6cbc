// Opening a night: its jobs are asked for, and what is kept no longer is removed from each municipality it reaches.
import { openNight as openRuns } from '../../src/store/nights.ts';
import type { Ring } from '../../src/store/dispatch.ts';
import { forget } from '../../src/store/retention.ts';
import { inTenant } from '../../src/store/tenant.ts';
import type { Service } from './service.ts';

export type NightSettings = {
  /** Days after which jobs that ended, and proposals that were not published, are removed with what they were made from. */
  readonly keepDays: number;
};

/** Opens the night of a date in all municipalities that it has not reached; the jobs asked for now, none of them rung yet. */
export async function openNight(
  { database: { app, dispatcher }, telemetry: { log, tracing } }: Service,
  runDate: string,
  { keepDays }: NightSettings,
): Promise<Ring[]> {
  const span = tracing.start('night');
  const rings = await openRuns({ app, dispatcher, runDate, traceparent: span.traceparent });
  let [jobs, plans] = [0, 0];
  for (const { tenantId } of rings) {
    const forgotten = await inTenant(app, tenantId, (scope) => forget(scope, keepDays));
    jobs += forgotten.jobs;
    plans += forgotten.plans;
  }
  span.end();
  if (rings.length > 0) log.info('night-opened', { runDate, municipalities: rings.length });
  if (jobs + plans > 0) log.info('forgotten', { jobs, plans, olderThanDays: keepDays });
  return rings;
}

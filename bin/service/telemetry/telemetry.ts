// What a process of the service tells of itself: its log, its figures and its traces, opened and closed together.
import type { Db } from '../../../src/store/connect.ts';
import type { Claim } from '../../../src/store/jobs.ts';
import type { Io } from '../../io.ts';
import type { JobWatch, Outcome } from '../run-job.ts';
import { type Log, openLog } from './log.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { openTracing, type Tracing } from './tracing.ts';

export type Telemetry = {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Watches a job that was claimed, to its end. */
  watchJob(tenantId: string, held: Claim): JobWatch;
  close(): Promise<void>;
};

const resultOf = (outcome: Outcome): string => (outcome.outcome === 'failed' ? outcome.failureCode : outcome.outcome);

/** Opens the telemetry of a service, such as `worker`. */
export function openTelemetry(io: Io, service: string, dispatcher: Db): Telemetry {
  const log = openLog(io, service);
  const metrics = openMetrics(dispatcher);
  const tracing = openTracing(io, service);
  return {
    log,
    metrics,
    tracing,
    watchJob(tenantId, { jobId, kind, starts, traceparent }) {
      const began = io.elapsed();
      const about = { tenant: tenantId, job: jobId, kind };
      const span = tracing.start('job', { parent: traceparent ?? undefined, attributes: { ...about, starts } });
      log.info('job-started', { ...about, starts });
      return {
        async stage(name, work) {
          const part = span.child(name);
          try {
            const result = await work();
            part.end();
            return result;
          } catch (error) {
            part.end('error');
            throw error;
          }
        },
        ended(outcome) {
          const milliseconds = Math.round(io.elapsed() - began);
          const result = resultOf(outcome);
          span.end(outcome.outcome === 'failed' ? result : undefined);
          metrics.jobEnded(kind, result, milliseconds / 1000);
          if (kind === 'canary') metrics.canaryEnded(outcome.outcome === 'done');
          log.info('job-ended', { ...about, outcome: result, milliseconds });
        },
      };
    },
    close: () => tracing.close(),
  };
}

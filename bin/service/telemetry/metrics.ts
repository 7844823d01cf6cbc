// Figures for Prometheus: counts and seconds by kind and outcome; no municipality, no job, nobody.
import { collectDefaultMetrics, Counter, Gauge, type GaugeConfiguration, Histogram, Registry } from 'prom-client';
import { backlog, canarySeconds } from '../../../src/store/dispatch.ts';
import type { Db } from '../../../src/store/connect.ts';

/** Upper ends of the buckets, in seconds. */
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const JOB_BUCKETS = [0.1, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 90, 120, 300];

export type Metrics = {
  readonly contentType: string;
  /** All figures as text; rejects where the database does not answer. */
  text(): Promise<string>;
  jobEnded(kind: string, outcome: string, seconds: number): void;
  requestEnded(method: string, route: string, status: number, seconds: number): void;
  canaryEnded(isOk: boolean): void;
};

/** Opens the figures of a process. `dispatcher` counts the jobs that wait, whoever asks. */
export function openMetrics(dispatcher: Db): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const jobs = new Histogram({
    name: 'kobling_job_seconds',
    help: 'Seconds from claim to end of the jobs that this process ran, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    buckets: JOB_BUCKETS,
    registers,
  });
  const requests = new Histogram({
    name: 'kobling_http_seconds',
    help: 'Seconds of requests, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS,
    registers,
  });
  const canaries = new Counter({
    name: 'kobling_canaries_total',
    help: 'Jobs that went all the way as a sign of health, by whether they came out right.',
    labelNames: ['outcome'],
    registers,
  });
  const measure = <T extends string>(gauge: GaugeConfiguration<T>): void => register.registerMetric(new Gauge(gauge));
  measure({
    name: 'kobling_jobs',
    help: 'Jobs of all municipalities that are not ended: waiting, next in turn but not rung for a minute, deserted for a minute.',
    labelNames: ['state'],
    registers: [],
    async collect() {
      for (const [state, count] of Object.entries(await backlog(dispatcher))) this.set({ state }, count);
    },
  });
  measure({
    name: 'kobling_canary_age_seconds',
    help: 'Seconds since a job last went all the way as a sign of health; -1 where none has.',
    registers: [],
    async collect() {
      this.set((await canarySeconds(dispatcher)) ?? -1);
    },
  });
  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    jobEnded: (kind, outcome, seconds) => jobs.observe({ kind, outcome }, seconds),
    requestEnded: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    canaryEnded: (isOk) => canaries.inc({ outcome: isOk ? 'done' : 'failed' }),
  };
}

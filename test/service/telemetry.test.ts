// What a process tells of itself: codes and ids, each kind of error once a minute, and one trace from the request to the plan.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, openLog } from '../../bin/service/telemetry/log.ts';
import { openTelemetry } from '../../bin/service/telemetry/telemetry.ts';
import { solveTwice } from '../../bin/service/solve-twice.ts';
import { jobPorts } from '../../bin/service/api/jobs.ts';
import { runJob } from '../../bin/service/run-job.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { jobParams } from '../../src/schema/job-params.ts';
import type { World } from '../../src/domain/world.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { inTenant } from '../../src/store/tenant.ts';
import type { Proposal, SolveOptions } from '../../solver/solve.ts';
import type { Io } from '../../bin/io.ts';
import { TINY, TODAY } from '../bin/memory-io.ts';
import { openTestDatabase, SERVERS, type TestDatabase } from '../store/database.ts';

describe('the log', () => {
  const open = () => {
    let now = 0;
    let text = '';
    const log = openLog({ out: (line) => void (text += line), elapsed: () => now }, 'worker');
    const lines = () =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { log, lines, wait: (milliseconds: number) => void (now += milliseconds) };
  };

  it('tells of a thousand errors of a kind once a minute, by their code, and how many they were', () => {
    const { log, lines, wait } = open();
    const error = Object.assign(new Error('the address of somebody'), { code: 'ECONNRESET' });
    for (let k = 0; k < 1_000; k++) log.error(error);
    wait(60_000);
    log.error(error);
    log.error(new TypeError('the name of somebody'));
    expect(lines()).toEqual([
      expect.objectContaining({ level: 'error', service: 'worker', code: 'ECONNRESET', times: 1 }),
      expect.objectContaining({ code: 'ECONNRESET', times: 1_000 }),
      expect.objectContaining({ code: 'TypeError', times: 1 }),
    ]);
    expect(JSON.stringify(lines())).not.toContain('somebody');
  });

  it('has a code for whatever is thrown', () => {
    expect([undefined, null, 'text', {}, new Error('x'), { code: 5 }].map(codeOf)).toEqual([
      'Error',
      'Error',
      'Error',
      'Error',
      'Error',
      'Error',
    ]);
  });
});

describe('"no plan possible"', () => {
  const proposal = (status: Proposal['status'], formulation: Proposal['formulation']) =>
    ({ status, formulation }) as Proposal;
  const options = { now: () => 0, seconds: 10 } as SolveOptions;
  const asked = async (answers: readonly Proposal[], own: Partial<SolveOptions> = {}) => {
    const formulations: unknown[] = [];
    const solver = (_: World, { formulation }: SolveOptions): Promise<Proposal> => {
      formulations.push(formulation);
      return Promise.resolve(answers[formulations.length - 1] as Proposal);
    };
    const { status } = await solveTwice({} as World, { ...options, ...own }, solver);
    return { status, formulations };
  };

  it('is believed once the other formulation says so too, and not otherwise', async () => {
    const none = proposal('no-plan', 'plans');
    expect(await asked([none, proposal('optimal', 'timed')])).toEqual({
      status: 'optimal',
      formulations: [undefined, 'timed'],
    });
    expect((await asked([none, proposal('no-plan', 'timed')])).status).toBe('no-plan');
    expect((await asked([proposal('feasible', 'plans')])).formulations).toEqual([undefined]);
    expect((await asked([none], { isCancelled: () => true })).formulations).toEqual([undefined]);
  });
});

type Sent = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
};
type Export = { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] };

describe('a trace', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(SERVERS[0][1]);
    await database.addTenant('a');
    await inTenant(database.app, 'a', (scope) => storeCaseload(scope, schema.parse(JSON.parse(TINY))));
  });
  afterAll(() => database.close());

  it('goes from whoever asked over the request to the parts of the job, in ids and codes alone', async () => {
    const spans: Sent[] = [];
    let text = '';
    const collector = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        text += body;
        for (const { scopeSpans } of (JSON.parse(body) as Export).resourceSpans)
          for (const { spans: own } of scopeSpans) spans.push(...own);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
    const address = collector.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const io = {
      env: (name: string) => (name === 'OTEL_EXPORTER_OTLP_ENDPOINT' ? `http://127.0.0.1:${port}/` : undefined),
      out: () => {},
      elapsed: () => performance.now(),
    } as unknown as Io;
    const api = openTelemetry(io, 'api', database.dispatcher);
    const worker = openTelemetry(io, 'worker', database.dispatcher);
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const params = jobParams.parse({ today: TODAY });
    const somebody = { subject: 's', kind: 'person', roles: [], isCleared: false, contactId: null } as const;
    const asked = await jobPorts(database.app, api.tracing).ask('a', somebody, {
      kind: 'propose',
      params,
      idempotencyKey: 'k',
      traceparent,
    });
    if (asked.outcome === 'busy') throw new Error('It is not.');
    const { jobId } = asked;
    const watch = (held: Parameters<typeof worker.watchJob>[1]) => worker.watchJob('a', held);
    expect(await runJob({ app: database.app, tenantId: 'a', jobId, seconds: 20, threads: 1, watch })).toMatchObject({
      outcome: 'done',
    });
    await Promise.all([api.close(), worker.close()]);
    for (let tries = 0; spans.length < 5 && tries < 100; tries++) await pause(50);
    collector.close();
    const named = (name: string) => spans.find((span) => span.name === name);
    expect(spans.map(({ name }) => name).sort()).toEqual(['ask-for-job', 'conclude', 'job', 'prepare', 'solve']);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(['a'.repeat(32)]));
    expect(named('ask-for-job')?.parentSpanId).toBe('b'.repeat(16));
    expect(named('job')?.parentSpanId).toBe(named('ask-for-job')?.spanId);
    for (const name of ['prepare', 'solve', 'conclude']) expect(named(name)?.parentSpanId).toBe(named('job')?.spanId);
    for (const { id } of schema.parse(JSON.parse(TINY)).recipients) expect(text).not.toContain(`"${id}"`);
    expect(await worker.metrics.text()).toMatch(/kobling_job_seconds_count\{kind="propose",outcome="done"\} 1/);
  });
});

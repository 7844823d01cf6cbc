// A storm over the service as it runs in production: people ask for jobs over HTTP while workers, servers, the queue and the
// database are killed, stopped and wiped at random. Whatever was acknowledged must end once, with one audited plan, or as a job
// that killed its workers three times.
import { setTimeout as pause } from 'node:timers/promises';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import type { Place } from './place.ts';
import type { Build, Program } from './program.ts';

export type StormOptions = {
  readonly place: Place;
  readonly build: Build;
  readonly seconds: number;
  readonly seed: number;
  /** Municipalities, which have a caseload. */
  readonly tenants: readonly string[];
  /** How often each is done within the time, spread over it. */
  readonly kills: Readonly<Record<Fault, number>>;
  /** Requests at most in flight, and jobs asked for a second. */
  readonly clients: number;
  readonly jobsPerSecond: number;
  /** How often each job is asked for, whatever is answered: people press twice, and networks lose answers; default 3. */
  readonly asks?: number | undefined;
  readonly onTold?: ((text: string) => void) | undefined;
};

export const FAULTS = ['worker', 'api', 'wipe', 'database', 'stop'] as const;
export type Fault = (typeof FAULTS)[number];

/** Job ids by tenant and key, as they were acknowledged. */
export type Acknowledged = ReadonlyMap<string, { readonly tenant: string; readonly jobIds: ReadonlySet<string> }>;

export type StormResult = {
  readonly done: Readonly<Record<Fault, number>>;
  readonly acknowledged: Acknowledged;
  /** Answers 202, more than jobs: each is asked for again and again. */
  readonly acknowledgements: number;
  /** Answers by status; 0: no answer. */
  readonly answers: ReadonlyMap<number, number>;
  /** Seconds from the end of a worker until each job it ran was started again. */
  readonly restarts: readonly number[];
  /** Seconds after the storm until everything acknowledged had ended. */
  readonly drained: number;
  /** How often a program ended by itself, such as one that was started while the database was away. */
  readonly ends: number;
  /** All that the programs said. */
  readonly texts: readonly string[];
};

const WORKERS = 2;
const SERVERS = 2;
/** Milliseconds for which a worker is stopped: longer than its lease. */
const STOP_MILLISECONDS = 15_000;

type Fleet = { readonly programs: Program[]; readonly past: Program[] };

const workerOf = ({ build, place }: StormOptions): Program =>
  build.start(['worker', '--threads', '1', '--time-limit', '10', '--canary-minutes', '0', '--no-nights'], place.env);
const serverOf = ({ build, place }: StormOptions): Program =>
  build.start(['serve', '--port', '0', '--local'], place.env);

/** Asks for jobs until told to stop, each until it is acknowledged, and then again. */
function startClients(options: StormOptions, servers: Fleet, draw: Draw) {
  const { asks = 3 } = options;
  const acknowledged = new Map<string, { tenant: string; jobIds: Set<string> }>();
  const answers = new Map<number, number>();
  const stopping = new AbortController();
  let acknowledgements = 0;
  let asked = 0;
  const began = performance.now();
  const post = async (tenant: string, key: string): Promise<void> => {
    const server = servers.programs[draw.int(0, servers.programs.length - 1)];
    const url = server?.lines.find(({ event }) => event === 'ready')?.['url'];
    if (typeof url !== 'string') {
      await pause(100);
      return;
    }
    try {
      const response = await fetch(`${url}/v1/municipalities/${tenant}/jobs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ kind: 'propose', params: { today: '2026-01-05' } }),
        signal: AbortSignal.timeout(5_000),
      });
      const body = (await response.json()) as { id?: string };
      answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
      if (response.status !== 202 || body.id === undefined) return;
      acknowledgements++;
      const known = acknowledged.get(key) ?? { tenant, jobIds: new Set() };
      known.jobIds.add(body.id);
      acknowledged.set(key, known);
    } catch {
      answers.set(0, (answers.get(0) ?? 0) + 1);
      await pause(50);
    }
  };
  const client = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (asked >= ((performance.now() - began) / 1000) * options.jobsPerSecond) {
        await pause(20);
        continue;
      }
      const key = `storm ${options.seed} ${asked++}`;
      const tenant = options.tenants[draw.int(0, options.tenants.length - 1)] as string;
      for (let times = 0; times < asks; times++) await post(tenant, key);
      while (!acknowledged.has(key) && !stopping.signal.aborted) await post(tenant, key);
    }
  };
  const running = Promise.all(Array.from({ length: options.clients }, client));
  return {
    acknowledged,
    answers,
    acknowledgements: () => acknowledgements,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Starts whatever has ended by itself again, as whoever operates it has it done; how often that was. */
function supervise(fleets: readonly { fleet: Fleet; start: () => Program }[]) {
  let ends = 0;
  const timer = setInterval(() => {
    for (const { fleet, start } of fleets)
      for (const [at, program] of fleet.programs.entries()) {
        if (program.child.exitCode === null || program.child.signalCode !== null) continue;
        ends++;
        fleet.past.push(program);
        fleet.programs[at] = start();
      }
  }, 500);
  return { ends: () => ends, stop: () => clearInterval(timer) };
}

/** Kills one of a fleet and starts another in its place. */
async function replace(fleet: Fleet, draw: Draw, start: () => Program): Promise<void> {
  const at = draw.int(0, fleet.programs.length - 1);
  const victim = fleet.programs[at] as Program;
  // Whoever has not even begun shows nothing by dying.
  await Promise.race([victim.said('ready').catch(() => {}), pause(10_000)]);
  victim.child.kill('SIGKILL');
  await victim.ended;
  // Where it had ended by itself, another has been started already.
  if (fleet.programs[at] !== victim) return;
  fleet.past.push(victim);
  fleet.programs[at] = start();
}

type Faults = Readonly<Record<Fault, () => Promise<void>>>;

function faultsOf(options: StormOptions, workers: Fleet, servers: Fleet, draw: Draw): Faults {
  const { place } = options;
  return {
    worker: () => replace(workers, draw, () => workerOf(options)),
    api: () => replace(servers, draw, () => serverOf(options)),
    wipe: () => place.wipe().catch(() => {}),
    database: async () => {
      await place.database.server.kill();
      await pause(draw.int(0, 1_500));
      await place.database.server.start();
    },
    stop: async () => {
      const victim = workers.programs[draw.int(0, workers.programs.length - 1)] as Program;
      victim.child.kill('SIGSTOP');
      await pause(STOP_MILLISECONDS);
      victim.child.kill('SIGCONT');
    },
  };
}

/** Moments of each fault, in milliseconds from the beginning, at random but spread: none of them comes only at the end. */
function scheduleOf({ seconds, kills }: StormOptions, draw: Draw): { at: number; fault: Fault }[] {
  const moments = FAULTS.flatMap((fault) =>
    Array.from({ length: kills[fault] }, (_, k) => {
      const span = (seconds * 1000) / kills[fault];
      return { at: span * k + draw.int(0, Math.max(0, Math.floor(span) - 1)), fault };
    }),
  );
  return moments.sort((a, b) => a.at - b.at);
}

/** Seconds between the end of a worker and the next start of each job it was running then. */
function restartsOf(workers: readonly { program: Program; endedAt: number }[], all: readonly Program[]): number[] {
  const starts = all.flatMap(({ lines }) => lines.filter(({ event }) => event === 'job-started'));
  return workers.flatMap(({ program, endedAt }) => {
    const ended = new Set(program.lines.filter(({ event }) => event === 'job-ended').map((line) => line['job']));
    const running = program.lines.filter((line) => line['event'] === 'job-started' && !ended.has(line['job']));
    return running.flatMap((line) => {
      const again = starts.filter((own) => own['job'] === line['job'] && own.at > endedAt).map(({ at }) => at);
      return again.length === 0 ? [] : [(Math.min(...again) - endedAt) / 1000];
    });
  });
}

/** Runs a storm, and the calm after it until everything acknowledged has ended or `calmSeconds` are over. */
export async function storm(
  options: StormOptions,
  isCalm: (acknowledged: Acknowledged) => Promise<boolean>,
  calmSeconds: number,
): Promise<StormResult> {
  const draw = drawFrom(options.seed, 9_004);
  const workers: Fleet = { programs: Array.from({ length: WORKERS }, () => workerOf(options)), past: [] };
  const servers: Fleet = { programs: Array.from({ length: SERVERS }, () => serverOf(options)), past: [] };
  await Promise.all([...workers.programs, ...servers.programs].map((program) => program.said('ready')));
  const clients = startClients(options, servers, draw);
  const faults = faultsOf(options, workers, servers, draw);
  const supervisor = supervise([
    { fleet: workers, start: () => workerOf(options) },
    { fleet: servers, start: () => serverOf(options) },
  ]);
  const done: Record<Fault, number> = { worker: 0, api: 0, wipe: 0, database: 0, stop: 0 };
  const killed: { program: Program; endedAt: number }[] = [];
  const began = performance.now();
  const series = (which: readonly Fault[]): Promise<void> =>
    scheduleOf(options, draw)
      .filter(({ fault }) => which.includes(fault))
      .reduce(async (before, { at, fault }) => {
        await before;
        await pause(Math.max(0, began + at - performance.now()));
        const past = workers.past.length;
        await faults[fault]();
        for (const program of workers.past.slice(past)) killed.push({ program, endedAt: performance.now() });
        done[fault]++;
        options.onTold?.(`${((performance.now() - began) / 1000).toFixed(1)} ${fault} ${done[fault]}`);
      }, Promise.resolve());
  // What takes long does not keep the others waiting.
  await Promise.all([series(['worker', 'api', 'wipe']), series(['database']), series(['stop'])]);
  await clients.stop();
  const calmBegan = performance.now();
  while (!(await isCalm(clients.acknowledged)) && performance.now() - calmBegan < calmSeconds * 1000) await pause(500);
  const drained = (performance.now() - calmBegan) / 1000;
  supervisor.stop();
  const living = [...workers.programs, ...servers.programs];
  for (const { child } of living) child.kill('SIGTERM');
  await Promise.all(living.map(({ ended }) => ended));
  const all = [...workers.past, ...workers.programs];
  return {
    done,
    acknowledged: clients.acknowledged,
    acknowledgements: clients.acknowledgements(),
    answers: clients.answers,
    restarts: restartsOf(killed, all),
    drained,
    ends: supervisor.ends(),
    texts: [...all, ...servers.past, ...servers.programs].map((program) => program.text()),
  };
}

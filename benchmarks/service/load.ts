// Requests to the API as coordinators and integrations send them, from a process and a session of its own, as they come from other
// machines: what it takes, Linux takes from everybody alike and not from the API first. Told what to do by messages.
import { Agent, request } from 'node:http';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { drawFrom } from '../../test/tiny/draw.ts';

/** Where requests go, as whom, whom they are about, and what proposals are asked for. */
export type Target = {
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly people: readonly string[];
  readonly proposal: object;
};

/** Requests at their times whatever the answers, or by clients that ask again at once. */
export type Order =
  | { readonly kind: 'open'; readonly perSecond: number; readonly seconds: number }
  | { readonly kind: 'closed'; readonly clients: number; readonly seconds: number };

export type Told = {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly milliseconds: number;
  /** Milliseconds from the order's beginning to the answer's end. */
  readonly endedAfter: number;
  /** Whether the answer says when to ask again. */
  readonly mayRetry: boolean;
};

type Asked = {
  readonly path: string;
  readonly method: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

const PATIENCE_MILLISECONDS = 30_000;

const { api, headers, people, proposal } = JSON.parse(argv[2] ?? '') as Target;
const draw = drawFrom(1, 9_010);
let asked = 0;

const get = (path: string): Asked => ({ path, method: 'GET' });

/** What coordinators and integrations ask for, about as often. */
function nextRequest(): Asked {
  const chance = draw.int(1, 100);
  const person = draw.pick(people);
  if (chance <= 30) return get(`/recipients/${person}`);
  if (chance <= 50) return get('/recipients?limit=50');
  if (chance <= 65) return get('/contacts?limit=50');
  if (chance <= 75) return get('/plans');
  if (chance <= 85) return get('/decisions?limit=20');
  if (chance <= 95) {
    const body = JSON.stringify({ personId: person, from: '2026-03-02', to: '2026-03-09' });
    const path = `/absences/${encodeURIComponent(`${person} 2026-03-02`)}`;
    return { path, method: 'PUT', body, headers: { 'if-none-match': '*' } };
  }
  const own = { 'idempotency-key': `load ${asked % 20}` };
  return { path: '/proposals', method: 'POST', body: JSON.stringify(proposal), headers: own };
}

// The plainest client there is: what it takes of the cores, the API lacks.
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const ask = (beganAll: number): Promise<Told> =>
  new Promise((done) => {
    asked++;
    const { path, method, body, headers: own } = nextRequest();
    const began = performance.now();
    const end = (status: number, mayRetry: boolean): void => {
      const now = performance.now();
      done({ status, milliseconds: now - began, endedAfter: now - beganAll, mayRetry });
    };
    const options = { agent, method, headers: { ...headers, ...own }, timeout: PATIENCE_MILLISECONDS };
    const asking = request(`${api}${path}`, options, (answer) => {
      answer.resume();
      answer.on('end', () => end(answer.statusCode ?? 0, answer.headers['retry-after'] !== undefined));
      // Cut off midway, there was no answer.
      answer.on('close', () => end(0, false));
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => end(0, false));
    asking.end(body);
  });

async function follow(order: Order): Promise<Told[]> {
  const began = performance.now();
  const until = began + order.seconds * 1000;
  if (order.kind === 'closed') {
    const all: Told[] = [];
    const client = async (): Promise<void> => {
      while (performance.now() < until) all.push(await ask(began));
    };
    await Promise.all(Array.from({ length: order.clients }, client));
    return all;
  }
  const all: Promise<Told>[] = [];
  for (let at = 0; at < order.perSecond * order.seconds; at++) {
    const due = began + (at * 1000) / order.perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    all.push(ask(began));
  }
  return Promise.all(all);
}

process.on('message', (order: Order) => void follow(order).then((told) => process.send?.(told)));
process.on('disconnect', () => process.exit());

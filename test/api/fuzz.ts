// Requests that nobody should send, over and over: nothing crashes, nothing takes long, every answer is one that the document
// promises, and what is refused says where it is wrong.
import { type Caseload } from '../../src/schema/caseload.ts';
import { LIST_NAMES, LISTS } from '../../src/schema/entries.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { call, type Sent, type Told } from './caller.ts';
import type { ApiDocument, Operation } from './document.ts';
import { broken, brokenText, garbage, garbageText } from './garbage.ts';

export type FuzzOptions = {
  readonly url: string;
  readonly document: ApiDocument;
  readonly municipality: string;
  /** What the municipality holds: inputs begin with what is true. */
  readonly caseload: Caseload;
  /** Ids of jobs, plans and placements that there are. */
  readonly ids: Readonly<Record<'job' | 'plan' | 'placement' | 'assignment', string>>;
  readonly bearer: string | undefined;
  readonly cases: number;
  readonly seed: number;
  readonly atOnce: number;
  /** Hears of every answer. */
  readonly onTold?: ((operation: Operation, sent: Sent, told: Told) => void) | undefined;
};

export type FuzzResult = {
  readonly byStatus: Readonly<Record<string, number>>;
  /** What was wrong with answers, the first fifty. */
  readonly problems: readonly string[];
  readonly slowestMilliseconds: number;
};

const SLOW_MILLISECONDS = 2_000;
const UUID = '00000000-0000-4000-8000-000000000000';

/** Entries by the name of their path. */
function samplesOf(caseload: Caseload): ReadonlyMap<string, readonly { id: string; entry: unknown }[]> {
  return new Map(
    LIST_NAMES.map((name) => {
      const idOf = LISTS[name].idOf as (entry: unknown) => string;
      return [LISTS[name].path, caseload[name].map((entry) => ({ id: idOf(entry), entry }))];
    }),
  );
}

/** A request that is nearly right. */
function requestFor(
  operation: Operation,
  options: FuzzOptions,
  samples: ReturnType<typeof samplesOf>,
  draw: Draw,
): Sent {
  const { municipality, caseload, ids } = options;
  const list = samples.get(operation.path.split('/')[4] ?? '') ?? [];
  const sample = list.length === 0 ? undefined : draw.pick(list);
  const nameOf = (name: string): string => {
    if (name === 'municipality') return draw.chance(0.95) ? municipality : garbageText(draw);
    if (draw.chance(0.15)) return garbageText(draw);
    if (draw.chance(0.15)) return UUID;
    if (name === 'id') return sample?.id ?? 'x';
    if (name === 'part') return caseload.decisions[0]?.parts[0]?.id ?? 'x';
    if (name === 'person') return caseload.recipients[0]?.id ?? 'x';
    if (name === 'date') return '2026-01-05';
    if (name === 'assignment') return ids.assignment;
    return ids[name as keyof typeof ids] ?? 'x';
  };
  const valueOf = (name: string): string => {
    if (draw.chance(0.3)) return garbageText(draw);
    if (name === 'idempotency-key') return `fuzz ${draw.int(0, 50)}`;
    if (name === 'if-match') return `"${draw.int(1, 3)}"`;
    if (name === 'if-none-match') return '*';
    if (name === 'limit') return String(draw.int(-1, 600));
    if (name === 'since') return ids.plan;
    return draw.pick(['2026-01-05', 'proposed', ids.plan, '1', caseload.recipients[0]?.id ?? 'x']);
  };
  const among = (where: 'query' | 'header'): Record<string, string> =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === where && (parameter.required === true || draw.chance(0.4)))
        .map(({ name }) => [name, where === 'header' ? printable(valueOf(name)) : valueOf(name)]),
    );
  const good =
    sample?.entry ??
    draw.pick<unknown>([
      { kind: 'propose', params: { weeks: 2 } },
      { weeks: 2, scope: { kind: 'recipient', id: caseload.recipients[0]?.id } },
      { verdict: 'accept' },
      { verdict: 'reject', reason: 'too-far' },
      { step: 'contact-answer', on: '2026-01-05', onBehalfOf: 'contact' },
      caseload.policy,
      { statedOn: '2026-01-01' },
      caseload,
    ]);
  const body = draw.pick<() => unknown>([
    () => good,
    () => broken(draw, good),
    () => broken(draw, broken(draw, good)),
    () => garbage(draw),
    () => brokenText(draw, good),
  ])();
  return {
    path: Object.fromEntries([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, nameOf(name)])),
    query: among('query'),
    headers: among('header'),
    body: body === undefined ? null : body,
  };
}

/** What a header may hold at all. */
const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1_000);

/** Sends so many requests. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { url, document, bearer, cases, seed, atOnce, caseload } = options;
  const samples = samplesOf(caseload);
  const byStatus: Record<string, number> = {};
  const problems: string[] = [];
  let slowestMilliseconds = 0;
  let next = 0;
  const one = async (at: number): Promise<void> => {
    const draw = drawFrom(seed + at, 9_007);
    const operation = draw.pick(document.operations);
    const sent = requestFor(operation, options, samples, draw);
    const tell = (what: string): void => {
      if (problems.length < 50) problems.push(`seed ${seed + at}: ${what}`);
    };
    try {
      const told = await call(url, operation, sent, bearer);
      options.onTold?.(operation, sent, told);
      byStatus[told.status] = (byStatus[told.status] ?? 0) + 1;
      slowestMilliseconds = Math.max(slowestMilliseconds, told.milliseconds);
      if (told.status >= 500) tell(`${operation.id} answers ${told.status}`);
      if (told.milliseconds > SLOW_MILLISECONDS) tell(`${operation.id} takes ${Math.round(told.milliseconds)} ms`);
      const wrong = document.wrongIn(operation, told);
      if (wrong !== undefined) tell(`${wrong}: ${told.text.slice(0, 300)}`);
      if (told.status === 422 && !told.text.includes('"pointer"')) tell(`${operation.id} refuses without saying where`);
    } catch (error) {
      tell(`${operation.id} has no answer: ${String(error)}`);
    }
  };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let at = next++; at < cases; at = next++) await one(at);
    }),
  );
  return { byStatus, problems, slowestMilliseconds };
}

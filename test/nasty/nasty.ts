// Nasty caseloads through the solver's own process, one after another: whatever it is given, it answers with an audited plan or
// says why there is none, in its time and its memory. Whoever starts it ends it where it does not.
import { sha256 } from '../../bin/fingerprint.ts';
import { solveApart } from '../../bin/service/solve-apart.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { generateCaseload, type Size } from '../../src/synthetic/generate.ts';
import { drawFrom } from '../tiny/draw.ts';
import { TWISTS } from './twists.ts';

export const LIMIT_SECONDS = 3;
/** What it may take beyond its limit; whoever watches it ends it soon enough before. */
export const OVER_SECONDS = 2;
export const GRACE_SECONDS = 1.25;
export const MOST_MEGABYTES = 1_500;
const TODAY = '2026-01-05';
const TWISTS_AT_ONCE = 3;

export type Ordeal = {
  readonly seed: number;
  readonly twists: readonly string[];
  /** `plan`, `refused` before any model was built, or why there is no plan (`overran`, `out-of-memory`: it was ended). */
  readonly answer: string;
  readonly seconds: number;
};

/** How a nasty caseload may be answered: anything else is a fault of ours. */
const ANSWERS: ReadonlySet<string> = new Set(['plan', 'refused', 'no-plan', 'overran', 'out-of-memory']);

/** A caseload of some size with up to three twists, each seed another one; every twist comes first as often as the others. */
export function nastyCaseload(seed: number): { readonly text: string; readonly twists: readonly string[] } {
  const draw = drawFrom(seed, 9_011);
  const names = Object.keys(TWISTS);
  const first = names[seed % names.length] as string;
  const twists = [...new Set([first, ...draw.some(names, draw.int(0, TWISTS_AT_ONCE - 1))])];
  const size: Size = draw.chance(0.125) ? 'town' : 'village';
  const recipients = size === 'village' ? draw.int(2, 40) : undefined;
  const plain = generateCaseload({ size, seed, today: TODAY, ...(recipients === undefined ? {} : { recipients }) });
  const twisted = twists.reduce((caseload, name) => (TWISTS[name] as (typeof TWISTS)[string])(caseload, draw), plain);
  return { text: JSON.stringify(twisted), twists };
}

/** Reads and solves one as a worker would. */
export async function ordeal(seed: number, graceSeconds = GRACE_SECONDS): Promise<Ordeal> {
  const { text, twists } = nastyCaseload(seed);
  const reading = readCaseload(text);
  if (!reading.ok) {
    const says = reading.problems.length > 0 && reading.problems.every(({ pointer }) => typeof pointer === 'string');
    return { seed, twists, answer: says ? 'refused' : 'refused without saying where', seconds: 0 };
  }
  const snapshot = {
    caseload: text,
    fingerprint: sha256(text),
    rulesetFingerprint: '',
    today: TODAY,
    from: TODAY,
    weeks: 4,
  };
  const never = new AbortController().signal;
  const began = performance.now();
  const solved = await solveApart(
    { snapshot, seconds: LIMIT_SECONDS, seed: 1, threads: 1 },
    { cancelled: never, stopped: never, graceSeconds, megabytes: MOST_MEGABYTES },
  );
  const seconds = (performance.now() - began) / 1000;
  return { seed, twists, answer: 'document' in solved ? 'plan' : solved.failure, seconds };
}

/** What is wrong with an answer; undefined: nothing. */
export function wrongWith({ answer, seconds }: Ordeal, graceSeconds = GRACE_SECONDS): string | undefined {
  if (!ANSWERS.has(answer)) return answer;
  const most = LIMIT_SECONDS + graceSeconds + OVER_SECONDS - GRACE_SECONDS;
  return seconds > most ? `${seconds.toFixed(1)} s` : undefined;
}

export type OrdealsOptions = {
  /** Seed of the first; each has the next. */
  readonly first: number;
  readonly count: number;
  readonly atOnce: number;
  /** Seconds beyond the limit until a search is ended; default 1.25. A worker waits for 15. */
  readonly graceSeconds?: number | undefined;
};

/** Many of them, so many at a time; `onEach` hears of each as it ends. */
export async function ordeals(
  { first, count, atOnce, graceSeconds }: OrdealsOptions,
  onEach: (ordeal: Ordeal) => void = () => {},
): Promise<Ordeal[]> {
  const all: Ordeal[] = [];
  let next = first;
  const one = async (): Promise<void> => {
    for (let seed = next++; seed < first + count; seed = next++) {
      const told = await ordeal(seed, graceSeconds);
      all.push(told);
      onEach(told);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return all;
}

/**
 * Those that are wrong. Who was only late is tried once more, alone: a machine that others use holds a process up now and then, and
 * what takes too long does so again.
 */
export async function wrongAmong(all: readonly Ordeal[]): Promise<Ordeal[]> {
  const wrong: Ordeal[] = [];
  for (const told of all.filter((each) => wrongWith(each) !== undefined)) {
    const last = ANSWERS.has(told.answer) ? await ordeal(told.seed) : told;
    if (wrongWith(last) !== undefined) wrong.push(last);
  }
  return wrong;
}

/** How often each answer was given. */
export function tally(all: readonly Ordeal[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { answer } of all) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

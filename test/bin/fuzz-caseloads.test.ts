// Broken, careless and hostile caseloads through the whole command: problems or a plan, never an exception, never long.
// KOBLING_CASES sets how many, 10 000 where it is not set, and KOBLING_SEED the
// first; a plain `npm test` takes a sample (vitest.config.ts).
import { describe, expect, it } from 'vitest';
import { caseloadText } from '../../bin/caseload-text.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { seeds } from '../proof/harness.ts';
import { mutateText } from '../schema/mutate-caseload.ts';
import { run, TINY, TODAY, VILLAGE } from './memory-io.ts';

const SEEDS = seeds(10_000, 0);
const CASES = SEEDS.length;
const MOST_SECONDS = 5;
const MOST_HEAP_MEGABYTES = 1_500;

/** A generated caseload small enough to be planned in no time. */
const SMALL = caseloadText(generateCaseload({ size: 'village', recipients: 6, contacts: 5, seed: 3, today: TODAY }));
/** A plan that holds nothing, for auditing the village: proving a plan of it takes too long for so many cases. */
const NOTHING = {
  ...{ format: 'kobling/plan@1', caseloadFingerprint: '', rulesetFingerprint: '', from: TODAY, weeks: 4 },
  ...{ status: 'feasible', objective: 0, bound: 0, absGap: 0, gap: 0, gapPerPart: 0, base: 0, seed: 1, steps: null },
  ...{ versions: { kobling: '', solver: '' }, assignments: [], leads: [], sessions: [], unserved: [], score: {} },
};

const propose = ['propose', 'case.json', '--steps', '1', '--out', 'plan.json'];
const check = ['check', 'case.json', 'empty.json'];

/** Which text is mutated and what is done with it: mostly the tiny one, now and then the others. */
function caseOf(seed: number): { readonly text: string; readonly argv: readonly string[] } {
  if (seed % 10 === 3) return { text: VILLAGE, argv: check };
  return { text: seed % 10 === 7 ? SMALL : TINY, argv: propose };
}

const problemLine = /^ {2}.*\[[a-z0-9-]+\]$/m;

describe('fuzzed caseloads', () => {
  it(`each of ${CASES} ends with problems listed, or with a plan that is audited`, {
    timeout: CASES * 500 + 60_000,
  }, async () => {
    const ends = new Map<number, number>();
    let heap = 0;
    for (const seed of SEEDS) {
      const { text, argv } = caseOf(seed);
      const files = { 'case.json': mutateText(text, seed), 'empty.json': JSON.stringify(NOTHING) };
      const began = performance.now();
      const { code, out, err, written } = await run([...argv, '--today', TODAY], { files });
      const seconds = (performance.now() - began) / 1000;
      const told = `seed ${seed}, code ${code}: ${err.slice(0, 500)}`;
      expect(argv === check ? [0, 1, 2] : [0, 2], told).toContain(code);
      if (code === 2) expect(err, told).toMatch(problemLine);
      else expect(written.size, told).toBe(argv === check ? 0 : 1);
      expect(out + err, told).not.toMatch(/\n\s+at .*:\d+:\d+/);
      expect(seconds, told).toBeLessThan(MOST_SECONDS);
      ends.set(code, (ends.get(code) ?? 0) + 1);
      heap = Math.max(heap, process.memoryUsage().heapUsed);
    }
    // Both ends must have been reached, or nothing was shown.
    expect(ends.get(0) ?? 0).toBeGreaterThan(0);
    expect(ends.get(2) ?? 0).toBeGreaterThan(0);
    expect(heap / 2 ** 20).toBeLessThan(MOST_HEAP_MEGABYTES);
  });
});

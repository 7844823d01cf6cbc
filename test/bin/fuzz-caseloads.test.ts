// Broken, careless and hostile caseloads through the whole command: problems or a plan, never an exception, never long.
// KOBLING_CASES sets how many; 10 000 in CI, else 1 000.
import { describe, expect, it } from 'vitest';
import { mutateText } from '../schema/mutate-caseload.ts';
import { run, TINY, TODAY, VILLAGE } from './memory-io.ts';

const CASES = Number(process.env['KOBLING_CASES'] ?? (process.env['CI'] === 'true' ? 10_000 : 1_000));
/** One case in so many mutates the village, which takes longer to plan where it stays sound. */
const VILLAGE_EVERY = 50;
const MOST_SECONDS = 5;
const MOST_HEAP_MEGABYTES = 1_500;

const problemLine = /^ {2}.*\[[a-z0-9-]+\]$/m;

describe('fuzzed caseloads', () => {
  it(`each of ${CASES} ends with problems listed, or with a plan that is audited`, {
    timeout: CASES * 500 + 60_000,
  }, async () => {
    const ends = new Map<number, number>();
    let heap = 0;
    for (let seed = 0; seed < CASES; seed++) {
      const text = mutateText(seed % VILLAGE_EVERY === 0 ? VILLAGE : TINY, seed);
      const began = performance.now();
      const argv = ['propose', 'case.json', '--today', TODAY, '--steps', '1', '--out', 'plan.json'];
      const { code, out, err, written } = await run(argv, { files: { 'case.json': text } });
      const seconds = (performance.now() - began) / 1000;
      const told = `seed ${seed}, code ${code}: ${err.slice(0, 500)}`;
      expect([0, 2], told).toContain(code);
      if (code === 2) expect(err, told).toMatch(problemLine);
      else expect(written.size, told).toBe(1);
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

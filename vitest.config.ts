// How the tests run: two processes, since most suites are pure computation and a small machine has two cores; forks, not
// threads, since HiGHS keeps WebAssembly memory until its process ends. The proofs (test/proof, test/plans, test/solver)
// bring their own numbers of cases, minutes long; `npm test` takes a sample of them, `CI=true` or `--mode full` all.
import { env } from 'node:process';
import { defineConfig } from 'vitest/config';

/** Cases of each proof in a plain `npm test`. */
const SAMPLE = '100';

const isOn = (flag: string | undefined): boolean =>
  flag !== undefined && flag !== '' && flag !== '0' && flag !== 'false';

export default defineConfig(({ mode }) => {
  const isFull = mode === 'full' || isOn(env['CI']);
  const cases = env['KOBLING_CASES'] ?? (isFull ? undefined : SAMPLE);
  return {
    test: {
      include: ['test/**/*.test.ts'],
      pool: 'forks',
      maxWorkers: 2,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      allowOnly: false,
      passWithNoTests: false,
      env: cases === undefined ? {} : { KOBLING_CASES: cases },
    },
  };
});

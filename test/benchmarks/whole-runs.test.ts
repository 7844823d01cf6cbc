// The benchmark of whole runs: its caseloads are what they are said to be, and its figures are worked out rightly.
import { expect, it } from 'vitest';
import { changedCaseload } from '../../benchmarks/changed.ts';
import { recipientsByMunicipality } from '../../benchmarks/country.ts';
import { exponentOf, goalTable, median, reachedBy } from '../../benchmarks/whole-table.ts';
import type { WholeRun } from '../../benchmarks/whole-runs.ts';
import { WHOLE_SUITE, WHOLE_SUITES } from '../../benchmarks/whole-suites.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';

const run = (label: string, recipients: number, total: number, gapPercent: number, megabytes = 100): WholeRun => ({
  label,
  recipients,
  seed: 1,
  status: 'optimal',
  gapPercent,
  milliseconds: { total, read: 1, candidates: 2, solve: total - 6, check: 2, write: 1 },
  megabytes,
});

it('the country has 356 municipalities with 32 700 recipients, and none without', () => {
  const counts = recipientsByMunicipality();
  expect(counts).toHaveLength(356);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(32_700);
  expect(Math.min(...counts)).toBeGreaterThan(0);
  // Oslo: 717 710 of 5 549 940 people, so 32 700 × 0.12932 = 4 228.7.
  expect(counts[0]).toBe(4_229);
});

it('the small caseloads of every suite can be made', () => {
  for (const name of WHOLE_SUITES)
    for (const [index, { recipients, options }] of WHOLE_SUITE[name].casesOf(1).entries())
      if (recipients <= 300 && (name !== 'country' || index % 20 === 15))
        expect(generateCaseload(options).recipients).toHaveLength(recipients);
});

it('time that grows with the power 1.5 is found to do so', () => {
  const points = [300, 720, 1_500, 4_400].map((recipients) => ({ recipients, milliseconds: 2 * recipients ** 1.5 }));
  expect(exponentOf(points)).toBeCloseTo(1.5);
});

it('several seeds are told as medians; of a country the worst gap and the sum of times', () => {
  expect(median([5, 1, 3])).toBe(3);
  const runs = [run('district', 300, 10, 0, 90), run('district', 300, 30, 0.2, 500), run('district', 300, 20, 0.1, 95)];
  const [district] = reachedBy('district', runs);
  expect(district).toMatchObject({ gapPercent: 0.1, milliseconds: { total: 20 }, runs: 3 });
  expect(district?.megabytes).toEqual({ usual: 95, largest: 500 });
  const [country] = reachedBy('country', runs);
  expect(country).toMatchObject({ gapPercent: 0.2, milliseconds: { total: 60 }, recipients: 900 });
  expect(country?.megabytes).toEqual({ usual: 500, largest: 500 });
});

it('a goal that is missed is said to be', () => {
  const table = goalTable(reachedBy('district', [run('district', 300, 20_000, 0)]), WHOLE_SUITE.district.goals);
  expect(table).toMatch(/gap % .*reached/);
  expect(table).toMatch(/seconds .*missed/);
});

it('two per cent changed are recipients gone, recipients new, contacts gone and contacts with less time, and no more', () => {
  const options = { size: 'town', seed: 3 } as const;
  const [before, after] = [generateCaseload(options), changedCaseload(options, 0.02)];
  const reading = readCaseload(JSON.stringify(after));
  expect(reading.ok ? [] : reading.problems).toEqual([]);
  const gone = (all: readonly { id: string }[], left: readonly { id: string }[]): number =>
    all.filter(({ id }) => !left.some((other) => other.id === id)).length;
  // Of 125 recipients 2.5, of 90 contacts 1.8, both rounded up.
  expect(gone(before.recipients, after.recipients)).toBe(3);
  expect(gone(after.recipients, before.recipients)).toBe(3);
  expect(gone(before.contacts, after.contacts)).toBe(2);
  const windows = new Map(before.contacts.map(({ id, availability }) => [id, availability.length]));
  const shorter = after.contacts.map(({ id, availability }) => (windows.get(id) ?? 0) - availability.length);
  expect(shorter.filter((fewer) => fewer !== 0)).toEqual([1, 1]);
  expect(changedCaseload(options, 0.02)).toEqual(after);
});

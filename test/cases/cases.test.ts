// Hand-written cases: each JSON file holds a caseload, a plan and what the auditor must say of it, with the arithmetic in
// words. The expectations were worked out from the domain's rules and never from the program, so they are a second opinion.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { check } from '../../src/check/check.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload } from '../../src/schema/caseload.ts';
import { plan } from '../../src/schema/plan.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { readPlan } from '../../src/schema/read-plan.ts';

const here = import.meta.dirname;
const isFolder = (name: string): boolean => statSync(join(here, name)).isDirectory();
const folders = readdirSync(here).filter(isFolder).sort();

const expectedFinding = z.strictObject({
  rule: z.string(),
  severity: z.enum(['hard', 'soft']),
  /** JSON pointer into the plan; absent: not looked at. */
  pointer: z.string().optional(),
  /** Ids that must be among the finding's; absent: not looked at. */
  ids: z.array(z.string()).optional(),
  /** Facts that must be among the finding's; absent: not looked at. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
type ExpectedFinding = z.output<typeof expectedFinding>;

/** Shape of a case file. `findings` lists every hard finding; soft ones need not be listed. */
const caseFile = z.strictObject({
  story: z.string().min(20),
  arithmetic: z.string().min(10),
  today: z.string(),
  from: z.string(),
  weeks: z.int(),
  caseload,
  plan,
  expect: z.strictObject({
    findings: z.array(expectedFinding),
    score: z.record(z.string(), z.int()),
    objective: z.int(),
  }),
});

type Finding = ReturnType<typeof check>['findings'][number];

const answers = (expected: ExpectedFinding, found: Finding): boolean =>
  expected.rule === found.rule &&
  expected.severity === found.severity &&
  (expected.pointer ?? found.pointer) === found.pointer &&
  (expected.ids ?? []).every((id) => found.ids.includes(id)) &&
  Object.entries(expected.facts ?? {}).every(([name, value]) => found.facts[name] === value);

/** Removes from `found` one answer to each expected finding; what could not be removed is returned. */
function unanswered(expected: readonly ExpectedFinding[], found: Finding[]): ExpectedFinding[] {
  // Those that state most are matched first, so that a bare expectation does not take another's answer.
  const detail = (e: ExpectedFinding): number => (e.ids?.length ?? 0) + Object.keys(e.facts ?? {}).length;
  return [...expected]
    .sort((a, b) => detail(b) - detail(a))
    .filter((e) => {
      const index = found.findIndex((finding) => answers(e, finding));
      if (index >= 0) found.splice(index, 1);
      return index < 0;
    });
}

const nonZero = (score: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(score).filter(([, points]) => points !== 0));

describe('the case folders', () => {
  test('every rule has a folder of cases, and every folder is a rule', () => {
    expect(folders).toEqual(RULES.map((rule) => rule.id).sort());
  });

  test('hold documents that are read without a problem', () => {
    const problems = folders.flatMap((folder) =>
      readdirSync(join(here, folder)).flatMap((name) => {
        const document = JSON.parse(readFileSync(join(here, folder, name), 'utf8'));
        const readings = [readCaseload(JSON.stringify(document.caseload)), readPlan(JSON.stringify(document.plan))];
        return readings.flatMap((reading) =>
          reading.ok ? [] : reading.problems.map(({ code, pointer }) => ({ folder, name, code, pointer })),
        );
      }),
    );
    expect(problems).toEqual([]);
  });

  for (const rule of RULES)
    test(`${rule.id} has at least ${rule.kind === 'term' ? 'two' : 'three'} cases`, () => {
      const folder = join(here, rule.id);
      expect(existsSync(folder) ? readdirSync(folder).length : 0).toBeGreaterThanOrEqual(rule.kind === 'term' ? 2 : 3);
    });
});

for (const folder of folders)
  describe(folder, () => {
    for (const name of readdirSync(join(here, folder)).sort())
      test(name.replace(/\.json$/, ''), () => {
        const parsed = caseFile.parse(JSON.parse(readFileSync(join(here, folder, name), 'utf8')));
        const world = buildWorld(parsed.caseload, { today: parsed.today, from: parsed.from, weeks: parsed.weeks });
        const result = check(world, parsed.plan, RULES);
        const relevant = result.findings.filter(
          (f) =>
            f.severity === 'hard' || parsed.expect.findings.some((e) => e.severity === 'soft' && e.rule === f.rule),
        );
        expect({ missing: unanswered(parsed.expect.findings, relevant), unexpected: relevant }, parsed.story).toEqual({
          missing: [],
          unexpected: [],
        });
        expect(nonZero(result.score), parsed.arithmetic).toEqual(parsed.expect.score);
        expect(result.objective).toBe(parsed.expect.objective);
        // The plan records the hand-worked score, so the auditor must not see a difference.
        expect(result.findings.filter((f) => f.rule === 'recorded-score')).toEqual([]);
      });
  });

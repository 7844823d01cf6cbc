// The change report over generated caseloads that change and are planned again from the plan before: it tells each
// difference once, of nobody who does not exist, and never leaves an accepted pairing without a rule.
import { expect, it } from 'vitest';
import { changedCaseload, withoutPeople } from '../../benchmarks/changed.ts';
import { rollOut } from '../../src/calendar/roll-out.ts';
import { listUnserved } from '../../src/explain/classify.ts';
import type { ChangeReport } from '../../src/explain/change-facts.ts';
import { changesText } from '../../src/explain/change-text.ts';
import { changesBetween } from '../../src/explain/changes.ts';
import { RULES } from '../../src/rules/index.ts';
import { LOCALES } from '../../src/rules/rule.ts';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import type { Assignment, Plan } from '../../src/schema/plan.ts';
import type { World } from '../../src/domain/world.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { solve } from '../../solver/solve.ts';
import { isFullRun, planOf, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { tinyCaseload, type TinyOptions } from '../tiny/tiny-caseload.ts';

const CASES = 400;
const FIRST_SEED = 12_000_001;
/** Villages, each planned twice: some seconds a village. */
const VILLAGES = isFullRun() ? 12 : 2;

async function planned(world: World, previous?: Plan): Promise<Plan> {
  const now = (): number => performance.now();
  const proposal = await solve(world, { rules: RULES, seed: 1, steps: 3, now, backend: highsBackend, previous });
  const plan = planOf(world, proposal);
  const { sessions } = rollOut(world, plan, RULES);
  return { ...plan, sessions, unserved: listUnserved(world, plan, RULES) };
}

/** Everything of an assignment that the report compares, as one text. */
const mark = ({ arrangement, contactIds, groupId, offerId, cycleWeeks, pattern }: Assignment): string =>
  JSON.stringify([arrangement, [...contactIds].sort(), groupId, offerId, cycleWeeks, pattern]);

/** An assignment by whom and what it is for. */
const byWhom = ({ assignments }: Plan): Map<string, Assignment> =>
  new Map(
    assignments.map((a) => [`${a.recipientId} ${a.share === undefined ? a.partId : `${a.partId}/${a.share}`}`, a]),
  );

const ASSIGNMENT_KINDS = ['served', 'unserved', 'partner', 'form', 'times', 'leaders'];

/** What the report tells of assignments: recipient and portion, as often as it is told. */
const toldOf = ({ people }: ChangeReport): string[] =>
  people.flatMap(({ id, changes }) =>
    changes.flatMap((change) =>
      ASSIGNMENT_KINDS.includes(change.kind) && 'portionKey' in change ? [`${id} ${change.portionKey}`] : [],
    ),
  );

const namesIn = ({ assignments, leads }: Plan): string[] => [
  ...assignments.flatMap(({ recipientId, contactIds }) => [recipientId, ...contactIds]),
  ...leads.map(({ contactId }) => contactId),
];

function judge(world: World, before: Plan, after: Plan, label: string): number {
  expect(changesBetween(world, after, after, RULES), label).toMatchObject({ people: [], unexplained: [] });
  const report = changesBetween(world, before, after, RULES, rollOut(world, after, RULES).skipped);
  expect(report.unexplained, label).toEqual([]);
  const [was, is] = [byWhom(before), byWhom(after)];
  const marks = (key: string): readonly string[] => [was.get(key), is.get(key)].map((a) => (a ? mark(a) : ''));
  const different = [...new Set([...was.keys(), ...is.keys()])].filter((key) => new Set(marks(key)).size > 1);
  expect(toldOf(report).sort(), label).toEqual(different.sort());
  const named = new Set([...namesIn(before), ...namesIn(after), ...world.recipients.keys(), ...world.contacts.keys()]);
  expect(
    report.people.map(({ id }) => id).filter((id) => !named.has(id)),
    label,
  ).toEqual([]);
  expect(new Set(report.people.map(({ role, id }) => `${role} ${id}`)).size, label).toBe(report.people.length);
  const { changed, unchanged } = report.totals.assignments;
  expect(changed + unchanged, label).toBe(new Set([...was.keys(), ...is.keys()]).size);
  for (const locale of LOCALES)
    expect(JSON.stringify(changesText(report, { rules: RULES, locale })), label).not.toMatch(/[{]\w+[}]|undefined|NaN/);
  return different.length;
}

/** A tiny caseload with somebody gone. */
function someoneGone(caseload: CaseloadInput, seed: number): CaseloadInput {
  const people = [...caseload.recipients, ...caseload.contacts];
  const gone = people[seed % people.length]?.id ?? '';
  return withoutPeople(caseload, new Set([gone]));
}

it(
  'on tiny caseloads that somebody leaves, every difference is told once and no accepted pairing is unexplained',
  async () => {
    let different = 0;
    // Each is solved twice, so a sample takes every fourth.
    for (const seed of seeds(CASES, FIRST_SEED).filter((_, index) => isFullRun() || index % 4 === 0)) {
      const { caseload, options } = tinyCaseload(seed);
      const before = await planned(worldOf(caseload, options));
      const world = worldOf(someoneGone(caseload, seed), options);
      different += judge(world, before, await planned(world, before), `seed ${seed}`);
    }
    expect(different).toBeGreaterThan(0);
  },
  SUITE_MILLISECONDS,
);

it(
  'on villages of which six per cent changed overnight too',
  async () => {
    let different = 0;
    for (let seed = 1; seed <= VILLAGES; seed++) {
      const options = { size: 'village', seed, today: '2026-01-05' } as const;
      const dates: TinyOptions = { today: options.today, from: options.today, weeks: 4 };
      const before = await planned(worldOf(generateCaseload(options), dates));
      const world = worldOf(changedCaseload(options, 0.06), dates);
      different += judge(world, before, await planned(world, before), `village ${seed}`);
    }
    expect(different).toBeGreaterThan(0);
  },
  SUITE_MILLISECONDS,
);

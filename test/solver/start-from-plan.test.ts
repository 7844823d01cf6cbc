// A caseload solved again with yesterday's plan as its start: what still holds stays, nothing that does not is kept, and
// where little can stay the start is worth at least the greedy plan.
import { describe, expect, it } from 'vitest';
import { withoutPeople } from '../../benchmarks/changed.ts';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { type CaseloadInput, type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import { MOSTLY_KEPT, type Proposal, solve, type SolveOptions } from '../../solver/solve.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { pinsNotHeld } from '../tiny/pins-held.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { auditOf, failures, isFullRun, planOf, propose, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';

const CASES = 200;
const FIRST_SEED = 7_000_001;

/** The proposal of a search that is stopped as soon as the pins are settled: what it starts from. */
const startOf = (world: World, previous: Plan | undefined, options: Partial<SolveOptions> = {}): Promise<Proposal> => {
  let isPinned = false;
  return solve(world, {
    rules: RULES,
    seed: 1,
    now: () => 0,
    backend: highsBackend,
    previous,
    ...options,
    onProgress: ({ stage }) => {
      isPinned ||= stage === 'search';
    },
    isCancelled: () => isPinned,
  });
};

/** Hard rules that a proposal breaks; which pins it breaks is compared with the plan made without a start. */
const hardOf = (world: World, proposal: Proposal): string[] =>
  auditOf(world, proposal)
    .findings.filter(({ severity, rule }) => severity === 'hard' && rule !== 'pins')
    .map(({ rule }) => rule);

/** One thing that may have happened since yesterday. */
type Change = (caseload: Caseload, plan: Plan, draw: Draw) => CaseloadInput;

const pickAssignment = ({ assignments }: Plan, draw: Draw) => assignments[draw.int(0, assignments.length - 1)];

const CHANGES: Readonly<Record<string, Change>> = {
  nothing: (caseload) => caseload,
  'a recipient is gone': (caseload, _, draw) => withoutPeople(caseload, new Set([draw.pick(caseload.recipients).id])),
  'a contact is gone': (caseload, _, draw) => withoutPeople(caseload, new Set([draw.pick(caseload.contacts).id])),
  'a contact has less time': (caseload, _, draw) => {
    const contact = draw.pick(caseload.contacts);
    const rest = { ...contact, availability: contact.availability.slice(1) };
    return { ...caseload, contacts: caseload.contacts.map((other) => (other === contact ? rest : other)) };
  },
  'a recipient has less time': (caseload, _, draw) => {
    const recipient = draw.pick(caseload.recipients);
    const rest = { ...recipient, availability: recipient.availability.slice(1) };
    return { ...caseload, recipients: caseload.recipients.map((other) => (other === recipient ? rest : other)) };
  },
  'a contact has room for one recipient, and for less': (caseload, _, draw) => {
    const contact = draw.pick(caseload.contacts);
    const maxMinutesPerWeek = Math.floor(contact.capacity.maxMinutesPerWeek / 2);
    const small = { ...contact, capacity: { maxMinutesPerWeek, maxRecipients: 1 } };
    return { ...caseload, contacts: caseload.contacts.map((other) => (other === contact ? small : other)) };
  },
  'a pair is declined': (caseload, plan, draw) => {
    const found = pickAssignment(plan, draw);
    const [contactId] = found?.contactIds ?? [];
    if (found === undefined || contactId === undefined) return caseload;
    const { recipientId } = found;
    const declined = { recipientId, contactId, by: 'recipient', on: '2025-01-01' } as const;
    return { ...caseload, declined: [...caseload.declined, declined] };
  },
  'a part has other forms': (caseload, _, draw) => {
    const decision = draw.pick(caseload.decisions);
    const parts = decision.parts.map((part) => ({
      ...part,
      modes: part.modes.map((mode) => ({ ...mode, minutes: Math.max(15, Math.floor(mode.minutes / 2)) })),
    }));
    return { ...caseload, decisions: caseload.decisions.map((d) => (d === decision ? { ...d, parts } : d)) };
  },
  'groups need one more': (caseload) => ({
    ...caseload,
    groups: caseload.groups.map((group) => ({
      ...group,
      minParticipants: group.minParticipants + 1,
      maxParticipants: group.maxParticipants + 1,
    })),
  }),
  'groups meet an hour later': (caseload) => ({
    ...caseload,
    groups: caseload.groups.map(({ slot, ...group }) => ({
      ...group,
      slot: { ...slot, start: `${(Number(slot.start.slice(0, 2)) + 1).toString().padStart(2, '0')}:00` },
    })),
  }),
  'a part is locked to another contact': (caseload, plan, draw) => {
    const found = pickAssignment(plan, draw);
    if (found === undefined) return caseload;
    const contactId = draw.pick(caseload.contacts).id;
    const pin = { id: 'lock', partId: found.partId, share: found.share, contactId };
    return { ...caseload, pins: [...caseload.pins, pin] };
  },
};

type Counts = { given: number; kept: number; whole: number };

async function prove(seed: number, counts: Counts): Promise<unknown> {
  const { caseload, options } = tinyCaseload(seed);
  const world = worldOf(caseload, options);
  const yesterday = planOf(world, await propose(world));
  const problems: unknown[] = [];
  for (const [name, change] of Object.entries(CHANGES)) {
    const draw = drawFrom(seed, 77);
    const today = worldOf(change(schema.parse(caseload), yesterday, draw), options);
    const [plain, start] = [await startOf(today, undefined), await startOf(today, yesterday)];
    const { given, kept } = start.previous ?? { given: 0, kept: 0 };
    counts.given += given;
    counts.kept += kept;
    const hard = hardOf(today, start);
    if (hard.length > 0) problems.push({ name, hard });
    if (kept < MOSTLY_KEPT * given && start.objective < plain.objective)
      problems.push({ name, start: start.objective, greedy: plain.objective });
    const unheld = [plain, start].map((proposal) => pinsNotHeld(today, planOf(today, proposal)).length);
    if ((unheld[1] ?? 0) > (unheld[0] ?? 0)) problems.push({ name, unheld });
    if (name !== 'nothing') continue;
    if (kept < given) problems.push({ name, given, kept });
    else counts.whole++;
    if (start.objective < yesterday.objective) problems.push({ start: start.objective, before: yesterday.objective });
  }
  return problems.length === 0 ? undefined : problems;
}

/** Whether a start leads to the same optimum as none, in both formulations. */
async function sameOptimum(seed: number): Promise<unknown> {
  const { caseload, options } = tinyCaseload(seed);
  const world = worldOf(caseload, options);
  const yesterday = planOf(world, await propose(world));
  const change = CHANGES['a contact is gone'] as Change;
  const today = worldOf(change(schema.parse(caseload), yesterday, drawFrom(seed, 77)), options);
  const plain = await propose(today);
  const problems: unknown[] = [];
  for (const formulation of ['plans', 'timed'] as const) {
    const settings = { rules: RULES, seed: 1, now: () => 0, backend: highsBackend, formulation, previous: yesterday };
    const { status, objective, brokenPins } = await solve(today, settings);
    if (status !== 'optimal' || objective !== plain.objective || brokenPins.length !== plain.brokenPins.length)
      problems.push({ formulation, status, objective, wanted: plain.objective });
  }
  return problems.length === 0 ? undefined : problems;
}

describe('starting from a plan', () => {
  it(
    'the best plan is worth the same from wherever the search starts',
    async () => expect(await failures(seeds(CASES, FIRST_SEED), sameOptimum)).toEqual([]),
    SUITE_MILLISECONDS,
  );

  it(
    'whatever has changed, the start breaks no rule, holds as many pins and, if little stays, is worth no less than the greedy plan',
    async () => {
      const counts: Counts = { given: 0, kept: 0, whole: 0 };
      const all = seeds(CASES, FIRST_SEED);
      const failed = await failures(all, (seed) => prove(seed, counts));
      console.log(`Caseloads: ${all.length}, assignments given: ${counts.given}, kept: ${counts.kept}.`);
      expect(failed).toEqual([]);
      if (isFullRun()) expect(counts.kept).toBeGreaterThan(all.length);
    },
    SUITE_MILLISECONDS,
  );
});

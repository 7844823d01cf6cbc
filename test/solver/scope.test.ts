// A question about one recipient or contact: the plan that answers it is the best of all plans that leave everything else as
// it was, found by trying them, and it never breaks a pin that a whole plan would hold.
import { describe, expect, it } from 'vitest';
import { withoutPeople } from '../../benchmarks/changed.ts';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { type Caseload, type CaseloadInput, caseload as schema } from '../../src/schema/caseload.ts';
import type { Assignment, Plan } from '../../src/schema/plan.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import type { Formulation } from '../../solver/formulation.ts';
import { type Proposal, solve } from '../../solver/solve.ts';
import { type BruteForced, bruteForce, bruteForceAmong } from '../tiny/brute-force.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { pinsNotHeld } from '../tiny/pins-held.ts';
import { rawPlan } from '../tiny/raw-plan.ts';
import { type Asked, keeps, mayHold, othersIn, unchangedIn } from '../tiny/scoped-plans.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';
import { auditOf, failures, isFullRun, planOf, propose, seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';

const CASES = 400;
const FIRST_SEED = 8_000_001;

/** A question: the caseload today, the plan to keep if there is one, and whom it is about. */
type Question = { readonly world: World; readonly plan: Plan | undefined; readonly asked: Asked };

const drawAsked = ({ recipients, contacts }: Caseload, draw: Draw): Asked =>
  draw.chance(0.5)
    ? { kind: 'recipient', id: draw.pick(recipients).id }
    : { kind: 'contact', id: draw.pick(contacts).id };

/** A plan without some of those whom no pin holds one to one. */
const thinned = (plan: Plan, draw: Draw): Plan => ({
  ...plan,
  assignments: plan.assignments.filter((a) => a.pinned || a.arrangement !== 'individual' || draw.chance(0.5)),
});

/** The caseload with all of a plan's assignments pinned, and one of them locked to the time of another. */
function crossed(caseload: Caseload, { assignments }: Plan, draw: Draw): Caseload {
  const pairings = assignments.flatMap(({ partId, share, arrangement, contactIds, pinned }, index) =>
    pinned || arrangement !== 'individual'
      ? []
      : [{ id: `pair-${index}`, partId, share, contactId: contactIds[0], status: 'active' as const }],
  );
  const [one, other] = draw.shuffled(assignments.filter(({ arrangement }) => arrangement === 'individual'));
  const [time] = other?.pattern ?? [];
  const slot = time && { weekday: time.weekday, start: time.start };
  const lock = one && { id: 'lock', partId: one.partId, share: one.share, contactId: one.contactIds[0], slot };
  return {
    ...caseload,
    pairings: [...caseload.pairings, ...pairings],
    pins: lock === undefined ? caseload.pins : [...caseload.pins, lock],
  };
}

type Asking = (setting: {
  readonly caseload: Caseload;
  readonly world: World;
  /** Its best plan. */
  readonly best: Plan;
  readonly draw: Draw;
  readonly worldOfOther: (other: CaseloadInput) => World;
}) => Question | Promise<Question>;

/** Questions by what the plan to keep is. */
const QUESTIONS: Readonly<Record<string, Asking>> = {
  'the best plan': ({ caseload, world, best, draw }) => ({ world, plan: best, asked: drawAsked(caseload, draw) }),
  'the best plan without a newcomer': async ({ caseload, world, draw, worldOfOther }) => {
    const asked = drawAsked(caseload, draw);
    const without = worldOfOther(withoutPeople(caseload, new Set([asked.id])));
    return { world, plan: planOf(without, await propose(without)), asked };
  },
  'a part of the best plan': ({ caseload, world, best, draw }) => ({
    world,
    plan: thinned(best, draw),
    asked: drawAsked(caseload, draw),
  }),
  'no plan': ({ caseload, world, draw }) => ({ world, plan: undefined, asked: drawAsked(caseload, draw) }),
  'a plan of when a contact had more room': ({ caseload, best, draw, worldOfOther }) => {
    const contact = draw.pick(caseload.contacts);
    const smaller = { ...contact, capacity: { ...contact.capacity, maxRecipients: 1 } };
    const contacts = caseload.contacts.map((other) => (other === contact ? smaller : other));
    return { world: worldOfOther({ ...caseload, contacts }), plan: best, asked: drawAsked(caseload, draw) };
  },
  'a plan from before a lock to somebody': ({ caseload, best, draw, worldOfOther }) => {
    const [found] = draw.shuffled(best.assignments.filter(({ pinned }) => !pinned));
    const lock = found && {
      id: 'lock',
      partId: found.partId,
      share: found.share,
      contactId: draw.pick(caseload.contacts).id,
    };
    const pins = lock === undefined ? caseload.pins : [...caseload.pins, lock];
    return { world: worldOfOther({ ...caseload, pins }), plan: best, asked: drawAsked(caseload, draw) };
  },
  'a plan from before a lock to the time of somebody pinned': ({ caseload, best, draw, worldOfOther }) => ({
    world: worldOfOther(crossed(caseload, best, draw)),
    plan: best,
    asked: drawAsked(caseload, draw),
  }),
};

/** Questions asked about one caseload, in turn. */
const QUESTIONS_EACH = 2;

async function questionsOf(seed: number): Promise<[string, Question][]> {
  const { caseload: drawn, options } = tinyCaseload(seed);
  const caseload = schema.parse(drawn);
  const world = worldOf(caseload, options);
  const best = planOf(world, await propose(world));
  const worldOfOther = (other: CaseloadInput): World => worldOf(other, options);
  const all = Object.entries(QUESTIONS);
  const asked: [string, Question][] = [];
  for (let k = 0; k < QUESTIONS_EACH; k++) {
    const [name, asking] = all[(QUESTIONS_EACH * seed + k) % all.length] as (typeof all)[number];
    asked.push([name, await asking({ caseload, world, best, worldOfOther, draw: drawFrom(seed, 78 + k) })]);
  }
  return asked;
}

/** How many questions were asked; in how many everything could stay, pins had to move what stays, or it no longer fits. */
type Counts = { all: number; stayed: number; loosened: number; torn: number; gained: number };

/** A question with the plan to keep, empty where there is none, and the fewest pins that any plan breaks. */
type Known = Question & { readonly plan: Plan; readonly whole: BruteForced };

/** The best plan that keeps some assignments, and who leads them in `earlier`; undefined where it breaks more pins. */
function bestKeeping(
  { world, plan, asked, whole }: Known,
  some: readonly Assignment[],
  earlier: Pick<Plan, 'assignments' | 'leads'>,
): BruteForced | undefined {
  const counts = (own: Plan): boolean => keeps(own, earlier, some, asked);
  const found = bruteForceAmong(world, RULES, { mayHold: mayHold(world, RULES, plan, asked), counts });
  return found?.brokenPins === whole.brokenPins ? found : undefined;
}

/** What is wrong with an answer around a plan that no longer fits together; undefined where nothing is. */
function tornWrongly(known: Known, own: Plan, others: readonly Assignment[]): object | undefined {
  const { assignments, leads } = known.plan;
  // Of the leaders too only those who stay.
  const isLeading = (lead: (typeof leads)[number]): boolean =>
    own.leads.some(({ groupId, contactId }) => groupId === lead.groupId && contactId === lead.contactId);
  const earlier = { assignments, leads: leads.filter(isLeading) };
  const unchanged = unchangedIn(own, others);
  const best = bestKeeping(known, unchanged, earlier);
  if (best?.objective !== own.objective) return { torn: best?.objective };
  const lost = others.filter((other) => !unchanged.includes(other));
  const needless = lost.filter((one) => bestKeeping(known, [...unchanged, one], earlier) !== undefined);
  return needless.length === 0 ? undefined : { needless };
}

/** What is wrong with an answer; undefined where nothing is. */
function wrongWith(known: Known, proposal: Proposal, counts: Counts): object | undefined {
  const { world, plan, asked, whole } = known;
  const own = planOf(world, proposal);
  const { status, objective, bound } = proposal;
  const hard = auditOf(world, proposal).findings.filter(({ severity }) => severity === 'hard');
  const unheld = pinsNotHeld(world, own).sort();
  const named = proposal.brokenPins.map(({ pinId }) => pinId).sort();
  if (status !== 'optimal' || hard.length > 0 || bound < objective) return { hard, bound };
  if (unheld.length !== whole.brokenPins || named.join() !== unheld.join()) return { unheld, named };
  if (objective > whole.objective) return {};
  const others = othersIn(plan, asked);
  const best = bestKeeping(known, others, plan);
  if (best !== undefined) {
    counts.stayed++;
    if (objective > plan.objective) counts.gained++;
    return objective === best.objective && keeps(own, plan, others, asked) ? undefined : { best: best.objective };
  }
  if (bestKeeping(known, [], plan) === undefined) {
    counts.loosened++;
    return undefined;
  }
  counts.torn++;
  return tornWrongly(known, own, others);
}

async function prove(question: Question, formulation: Formulation, counts: Counts): Promise<object | undefined> {
  const { world, plan: previous, asked } = question;
  const settings = { rules: RULES, seed: 1, now: () => 0, backend: highsBackend, formulation };
  const proposal = await solve(world, { ...settings, previous, scope: asked });
  const plan = previous ?? rawPlan(world, []);
  const whole = bruteForce(world, RULES);
  counts.all++;
  const wrong = wrongWith({ ...question, plan, whole }, proposal, counts);
  const { status, objective } = proposal;
  return wrong && { ...wrong, asked, status, objective, whole: whole.objective, before: plan.objective };
}

describe('a question about one recipient or contact', () => {
  it(
    'the plan that answers it is the best that leaves everything else as it was, and breaks as few pins as any',
    async () => {
      const counts: Counts = { all: 0, stayed: 0, torn: 0, loosened: 0, gained: 0 };
      const failed = await failures(seeds(CASES, FIRST_SEED), async (seed) => {
        const problems: unknown[] = [];
        for (const [name, question] of await questionsOf(seed)) {
          const problem = await prove(question, seed % 2 === 0 ? 'plans' : 'timed', counts);
          if (problem !== undefined) problems.push({ name, ...problem });
        }
        return problems.length === 0 ? undefined : problems;
      });
      console.log(`Questions: ${JSON.stringify(counts)}.`);
      expect(failed).toEqual([]);
      if (isFullRun()) {
        expect(counts.gained).toBeGreaterThan(50);
        expect(counts.torn).toBeGreaterThan(0);
      }
    },
    SUITE_MILLISECONDS,
  );

  it('about somebody who is not in the caseload is a mistake of the caller', async () => {
    const { caseload, options } = tinyCaseload(FIRST_SEED);
    const settings = { rules: RULES, seed: 1, now: () => 0, backend: highsBackend };
    const asking = solve(worldOf(caseload, options), { ...settings, scope: { kind: 'contact', id: 'r1' } });
    await expect(asking).rejects.toThrow('The contact of a scope must be in the caseload.');
  });
});

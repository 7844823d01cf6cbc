// Where sessions fit is found by a search that remembers what led nowhere: it must find what a plain one finds, and soon.
import { describe, expect, it } from 'vitest';
import { EMPTY } from '../../solver/choice.ts';
import { assignmentsOf } from '../../solver/assignments.ts';
import { findCandidates } from '../../solver/candidates/candidates.ts';
import { greedyChoice } from '../../solver/greedy/greedy.ts';
import type { Engagement, Form, PatternTime } from '../../src/domain/items.ts';
import { buildWorld, type Portion, type World } from '../../src/domain/world.ts';
import { allowedForms } from '../../src/explain/failures.ts';
import { createOccupancy, occurrenceItems, type Occupancy } from '../../src/explain/occupancy.ts';
import { createScene } from '../../src/explain/scene.ts';
import { findTimes } from '../../src/explain/sessions.ts';
import { common, startsWithin, windowsOf } from '../../src/explain/starts.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { type CaseloadInput, caseload as schema, type Contact } from '../../src/schema/caseload.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';

const TODAY = '2026-01-05';
const worldOf = (caseload: CaseloadInput): World =>
  buildWorld(schema.parse(caseload), { today: TODAY, from: TODAY, weeks: 4 });

/** Tries every start for every session, in order of time. */
function plainly(occupancy: Occupancy, engagement: Engagement, times: readonly PatternTime[], left: number): boolean {
  return times.some((time, index) => {
    const items = occurrenceItems(engagement, [time]);
    if (occupancy.blocker(items) !== undefined) return false;
    if (left === 1) return true;
    occupancy.add(items);
    const fits = plainly(occupancy, engagement, times.slice(index + 1), left - 1);
    occupancy.remove(items);
    return fits;
  });
}

type Case = { readonly world: World; readonly portion: Portion; readonly contact: Contact; readonly form: Form };

/** The engagement, its starts, and a plan without it that holds it as a whole. */
function searchOf({ world, portion, contact, form }: Case, rules: Ruleset, occupancy: Occupancy) {
  const engagement: Engagement = { portion, form, arrangement: 'individual', contact };
  const windows = windowsOf(world, rules, portion, [portion.recipient, contact]);
  const intervals = common(windows.map((window) => window.intervals));
  const times = [...startsWithin(intervals, form, world.policy.startGridMinutes)];
  occupancy.add([{ kind: 'engagement', engagement }]);
  return { scene: createScene(world, rules), occupancy, engagement, times };
}

describe('where sessions fit', () => {
  it('is where a plain search finds that they do, be it that a day has room for more than one', () => {
    let [asked, full] = [0, 0];
    for (let seed = 1; seed <= 6; seed++)
      for (const rules of [RULES, RULES.filter(({ id }) => id !== 'different-days')]) {
        const caseload = generateCaseload({ size: 'village', seed, today: TODAY, scarcity: 1 + (seed % 3) });
        const world = worldOf({ ...caseload, policy: { ...caseload.policy, startGridMinutes: 60 } });
        const plan = assignmentsOf(world, greedyChoice(world, rules, findCandidates(world, rules), EMPTY), new Set());
        const scene = createScene(world, rules);
        for (const portion of world.portions.values())
          for (const contact of scene.near(portion.recipient.id))
            for (const form of allowedForms(world, rules, portion, contact).forms) {
              const search = searchOf({ world, portion, contact, form }, rules, createOccupancy(world, rules, plan));
              const found = findTimes({ ...search, note: () => {} }, form.sessions);
              const { occupancy, engagement, times } = search;
              expect(found !== undefined).toBe(plainly(occupancy, engagement, times, form.sessions));
              asked++;
              if (found === undefined) full++;
              else {
                // What is found fits one after the other.
                for (const time of found) {
                  const items = occurrenceItems(engagement, [time]);
                  expect(occupancy.blocker(items)).toBeUndefined();
                  occupancy.add(items);
                }
                expect(found.length).toBe(form.sessions);
              }
            }
      }
    expect(asked).toBeGreaterThan(1_000);
    expect(full / asked).toBeGreaterThan(0.2);
    expect(full / asked).toBeLessThan(0.98);
  });

  it('is told soon where seven of fourteen days do not do', () => {
    const caseload = generateCaseload({ size: 'village', seed: 1, today: TODAY });
    const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', to: '22:00' }));
    const [recipient, decision, contact] = [caseload.recipients[0], caseload.decisions[0], caseload.contacts[0]];
    if (recipient === undefined || decision === undefined || contact === undefined) throw new Error('Nobody is there.');
    const [part] = decision.parts;
    // Six hours a week are granted, and seven sessions of two hours a fortnight would be an hour more each week.
    const form = { sessions: 7, minutes: 120, cycleWeeks: 2 as const };
    const world = worldOf({
      ...caseload,
      recipients: [{ ...recipient, availability: always, limits: {} }],
      decisions: [
        {
          ...decision,
          recipientId: recipient.id,
          parts: [{ id: part?.id ?? 'p', minutes: 360, per: 'week', arrangements: ['individual'], modes: [form] }],
        },
      ],
      contacts: [{ ...contact, availability: always, capacity: { maxMinutesPerWeek: 10_080 } }],
      ...{ groups: [], offers: [], relations: [], declined: [], suggestions: [], pairings: [], leaderships: [] },
      ...{ pins: [], publishedSessions: [], absences: [] },
    });
    const portion = [...world.portions.values()][0] as Portion;
    const only = world.caseload.contacts[0] as Contact;
    const occupancy = createOccupancy(world, RULES, { assignments: [], leads: [] });
    let questions = 0;
    const counting: Occupancy = {
      ...occupancy,
      blocker: (items) => {
        questions++;
        return occupancy.blocker(items);
      },
    };
    const noted = new Set<string>();
    const search = searchOf({ world, portion, contact: only, form }, RULES, counting);
    expect(findTimes({ ...search, note: ({ rule }) => void noted.add(rule) }, form.sessions)).toBeUndefined();
    expect(noted).toContain('hours-granted');
    // There are 3 432 ways to choose the days alone, each with some thirty starts.
    expect(questions).toBeLessThan(20_000);
  });
});

// Brute force and the caseloads it is for: hand-made caseloads whose optimum is derived in a comment, and what every
// drawn caseload keeps to. Weights are the policy's defaults: a served hour 1 000 points, its first half of the grant
// 5/4 of that, its last half 3/4; fair load 7 points for 30 minutes a fortnight up to the minutes wanted.
import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { exampleDraft } from '../../src/rules/example.ts';
import { bruteForce } from './brute-force.ts';
import { MOST_PORTIONS, MOST_RAW_PLANS, tinyCaseload } from './tiny-caseload.ts';
import { rawPlans } from './raw-options.ts';

type Edit = (caseload: CaseloadInput) => void;

/** The base example with r1 and c1 free on Mondays from 17 to 19 only: one session of two hours, no more. */
function monday(edit: Edit = () => {}): CaseloadInput {
  const { caseload } = exampleDraft();
  caseload.policy = { startGridMinutes: 60 };
  caseload.groups = [];
  caseload.offers = [];
  for (const person of [...caseload.recipients, ...caseload.contacts])
    person.availability = [{ weekday: 1, from: '17:00', to: '19:00' }];
  edit(caseload);
  return caseload;
}

const worldOf = (caseload: CaseloadInput) => buildWorld(schema.parse(caseload), { today: '2026-01-05' });

function best(edit?: Edit) {
  const { brokenPins, objective, plan } = bruteForce(worldOf(monday(edit)), RULES);
  const meetings = plan.assignments.map(
    ({ recipientId, contactIds, groupId, pattern }) =>
      `${recipientId} ${groupId ?? contactIds.join()} ${pattern.map(({ weekday, start }) => `${weekday} ${start}`).join()}`,
  );
  return { brokenPins, objective, meetings };
}

/** A second recipient who is just like r1. */
const addTwin: Edit = (caseload) => {
  for (const recipient of [...caseload.recipients]) caseload.recipients.push({ ...recipient, id: 'r2' });
  for (const decision of [...caseload.decisions])
    caseload.decisions.push({
      ...decision,
      id: 'd2',
      recipientId: 'r2',
      parts: decision.parts.map((part) => ({ ...part, id: 'p2' })),
    });
};

describe('the best plan of a hand-made caseload', () => {
  it('is the one session there is room for', () => {
    // 2 of 4 h granted: 1000 · 5/4 · 2 = 2 500. Load: 240 min a fortnight of 720 wanted: 7 · 240/30 = 56.
    expect(best()).toEqual({ brokenPins: 0, objective: 2_556, meetings: ['r1 c1 1 17:00'] });
  });

  it('serves the whole grant on two days where there is room', () => {
    // 4 of 4 h: 1000 · 4 = 4 000. Load: 480 of 720: 7 · 16 = 112.
    const twoDays: Edit = ({ recipients, contacts }) => {
      for (const person of [...recipients, ...contacts])
        person.availability.push({ weekday: 3, from: '17:00', to: '19:00' });
    };
    expect(best(twoDays)).toEqual({ brokenPins: 0, objective: 4_112, meetings: ['r1 c1 1 17:00,3 17:00'] });
  });

  it('serves the more urgent of two who contend for one contact', () => {
    // r2 has waited 30 days, two steps of 1/8: 2 500 · 10/8 = 3 125, and the load's 56.
    const urgentTwin: Edit = (caseload) => {
      addTwin(caseload);
      for (const decision of caseload.decisions) if (decision.id === 'd2') decision.effectiveOn = '2025-12-06';
    };
    expect(best(urgentTwin)).toEqual({ brokenPins: 0, objective: 3_181, meetings: ['r2 c1 1 17:00'] });
  });

  it('holds an active pairing though another recipient is worth more', () => {
    const pinned: Edit = (caseload) => {
      addTwin(caseload);
      for (const decision of caseload.decisions) if (decision.id === 'd2') decision.effectiveOn = '2025-12-06';
      caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' }];
    };
    expect(best(pinned)).toEqual({ brokenPins: 0, objective: 2_556, meetings: ['r1 c1 1 17:00'] });
  });

  it('breaks one of two pins that contradict each other, and keeps the one worth more', () => {
    const contradicting: Edit = (caseload) => {
      addTwin(caseload);
      for (const decision of caseload.decisions) if (decision.id === 'd2') decision.effectiveOn = '2025-12-06';
      caseload.pairings = [
        { id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' },
        { id: 'k2', partId: 'p2', contactId: 'c1', status: 'active' },
      ];
    };
    expect(best(contradicting)).toEqual({ brokenPins: 1, objective: 3_181, meetings: ['r2 c1 1 17:00'] });
  });

  it('asks no pin of a decision that has expired', () => {
    const expired: Edit = (caseload) => {
      for (const decision of caseload.decisions) decision.to = '2026-01-05';
      caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' }];
    };
    expect(best(expired)).toEqual({ brokenPins: 0, objective: 0, meetings: [] });
  });

  it('serves nobody where a hard rule forbids the only pair, and counts its pin as broken', () => {
    const declined: Edit = (caseload) => {
      caseload.declined = [{ recipientId: 'r1', contactId: 'c1', by: 'recipient', on: '2025-12-01' }];
      caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' }];
    };
    expect(best(declined)).toEqual({ brokenPins: 1, objective: 0, meetings: [] });
  });

  it('runs a group with its least of participants and a leader rather than one pairing', () => {
    // Two places of 2 h each: 2 · 2 500; the leader's 240 minutes are load: 56. One to one: 2 556 at most.
    const group: Edit = (caseload) => {
      addTwin(caseload);
      caseload.groups = [
        {
          id: 'g1',
          place: { lat: 60, lon: 10 },
          slot: { weekday: 1, start: '17:00', minutes: 120 },
          minParticipants: 2,
          minLeaders: 1,
        },
      ];
    };
    expect(best(group)).toEqual({ brokenPins: 0, objective: 5_056, meetings: ['r1 g1 1 17:00', 'r2 g1 1 17:00'] });
  });

  it('shares a part between two contacts on two days', () => {
    // Halves of 2 h a week each: the first 1000 · 5/4 · 2 = 2 500, the second 1000 · 3/4 · 2 = 1 500.
    // c1 holds one half (240 a fortnight: 56) and so does c2, who wants the same (56).
    const shared: Edit = (caseload) => {
      for (const { parts } of caseload.decisions)
        for (const part of parts) {
          part.shareable = true;
          part.modes = [{ sessions: 1, minutes: 120 }];
        }
      for (const contact of [...caseload.contacts])
        caseload.contacts.push({ ...contact, id: 'c2', availability: [{ weekday: 2, from: '17:00', to: '19:00' }] });
      for (const recipient of caseload.recipients)
        recipient.availability.push({ weekday: 2, from: '17:00', to: '19:00' });
    };
    const { objective, meetings } = best(shared);
    expect(objective).toBe(4_112);
    expect(meetings).toHaveLength(2);
  });
});

describe('every drawn caseload', () => {
  const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

  it('is a sound document within the sizes that brute force can take', () => {
    for (const seed of seeds) {
      const { caseload, options } = tinyCaseload(seed);
      const reading = readCaseload(JSON.stringify(caseload));
      expect(reading.ok ? [] : reading.problems, `seed ${seed}`).toEqual([]);
      const world = buildWorld(schema.parse(caseload), options);
      expect(world.portions.size, `seed ${seed}`).toBeLessThanOrEqual(MOST_PORTIONS);
      expect(rawPlans(world), `seed ${seed}`).toBeLessThanOrEqual(MOST_RAW_PLANS);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    for (const seed of seeds.slice(0, 20)) expect(tinyCaseload(seed)).toEqual(tinyCaseload(seed));
    expect(new Set(seeds.map((seed) => JSON.stringify(tinyCaseload(seed)))).size).toBe(seeds.length);
  });
});

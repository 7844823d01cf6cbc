// Guarantees of the generator: repeatable, sound, and within the ranges that docs/synthetic.md states.
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.ts';
import { RULES } from '../../src/rules/index.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { generateCaseload, type Size } from '../../src/synthetic/generate.ts';
import { eligibleContacts, generate, portionsToServe, quantile, runningPlan, TODAY } from './facts.ts';

const COUNTS: readonly (readonly [Size, number, number])[] = [
  ['village', 30, 20],
  ['town', 125, 90],
  ['district', 300, 220],
  ['municipality', 720, 520],
  ['city', 4_400, 3_000],
];
/** Milliseconds a test of a city may take on a busy machine. */
const SLOW = 60_000;
const SMALLER: readonly Size[] = ['village', 'town', 'district', 'municipality'];

describe('the same seed', () => {
  it.each(SMALLER)('gives the same bytes twice (%s)', (size) => {
    expect(JSON.stringify(generateCaseload({ size, seed: 7 }))).toBe(
      JSON.stringify(generateCaseload({ size, seed: 7 })),
    );
  });

  it('moves all dates with today and leaves people as they were', () => {
    const first = generateCaseload({ size: 'village', seed: 3 });
    const later = generateCaseload({ size: 'village', seed: 3, today: '2026-06-01' });
    expect(later.recipients.map(({ place }) => place)).toEqual(first.recipients.map(({ place }) => place));
    expect(later.decisions.every(({ effectiveOn }) => effectiveOn > '2025-11-25')).toBe(true);
  });
});

describe('different seeds', () => {
  it('give different people at different places', () => {
    const [a, b] = [1, 2].map((seed) => generateCaseload({ size: 'town', seed }));
    const same = a?.recipients.filter((r, i) => JSON.stringify(r.place) === JSON.stringify(b?.recipients[i]?.place));
    expect(same?.length).toBeLessThan(5);
  });
});

describe('options', () => {
  it('scarcity 2 halves the contacts and the choice of contacts', () => {
    const [usual, scarce] = [1, 2].map((scarcity) => generate({ size: 'district', seed: 5, scarcity }));
    const mean = ({ world }: ReturnType<typeof generate>): number => {
      const portions = portionsToServe(world);
      return portions.reduce((sum, portion) => sum + eligibleContacts(world, portion), 0) / portions.length;
    };
    if (usual === undefined || scarce === undefined) throw new Error('two caseloads');
    expect(scarce.caseload.contacts).toHaveLength(110);
    expect(mean(scarce) / mean(usual)).toBeGreaterThan(0.4);
    expect(mean(scarce) / mean(usual)).toBeLessThan(0.6);
  });

  it('numbers given win over the size', () => {
    const { recipients, contacts } = generateCaseload({ size: 'city', seed: 1, recipients: 50, contacts: 12 });
    expect([recipients.length, contacts.length]).toEqual([50, 12]);
  });

  it('a share of the area is the innermost part of it', () => {
    const places = (areaShare: number) =>
      generateCaseload({ size: 'city', seed: 1, recipients: 200, areaShare }).recipients.flatMap(({ place }) =>
        place !== undefined && 'lat' in place ? [place] : [],
      );
    const [whole, part] = [places(1), places(0.1)].map((some) => {
      const mean = (pick: (at: { lat: number; lon: number }) => number): number =>
        some.reduce((sum, at) => sum + pick(at), 0) / some.length;
      const middle = { lat: mean(({ lat }) => lat), lon: mean(({ lon }) => lon) };
      return mean(({ lat, lon }) => Math.hypot(lat - middle.lat, (lon - middle.lon) / 2));
    });
    expect((part ?? 1) / (whole ?? 1)).toBeLessThan(0.5);
  });

  it.each([
    { scarcity: 0 },
    { areaShare: 0 },
    { areaShare: 1.1 },
    { seed: 0.5 },
    { recipients: 0 },
    { contacts: 10_000 },
  ])('refuses %o', (options) => {
    expect(() => generateCaseload({ size: 'village', seed: 1, ...options })).toThrow(RangeError);
  });
});

describe.each(COUNTS)('%s', (size, recipients, contacts) => {
  const text = JSON.stringify(generateCaseload({ size, seed: 1 }));
  const { caseload, world } = generate({ size, seed: 1 });

  it(
    'is a caseload that can be read without a problem, labelled synthetic',
    () => {
      const reading = readCaseload(text);
      expect(reading.ok ? [] : reading.problems).toEqual([]);
      expect(caseload.synthetic).toBe(true);
      expect([caseload.recipients.length, caseload.contacts.length]).toEqual([recipients, contacts]);
      expect(text.length).toBeLessThan(15_000_000);
    },
    SLOW,
  );

  it('has at least 15 % combined decisions, and 30 % of recipients with an active pairing', () => {
    const combined = caseload.decisions.filter(({ parts }) => parts.length > 1).length;
    expect(combined / caseload.decisions.length).toBeGreaterThanOrEqual(0.15);
    const active = new Set(
      caseload.pairings
        .filter(({ status }) => status === 'active')
        .map(({ partId }) => caseload.decisions.find((d) => d.parts.some(({ id }) => id === partId))?.recipientId),
    );
    expect(active.size / recipients).toBeGreaterThan(0.2);
    expect(active.size / recipients).toBeLessThan(0.35);
  });

  it(
    'breaks no hard rule in what runs, except what was broken on purpose',
    () => {
      const plan = runningPlan(world);
      expect(plan.assignments.length).toBeGreaterThan(recipients * 0.1);
      const hard = check(world, plan, RULES).findings.filter(
        ({ severity, rule }) => severity === 'hard' && rule !== 'pins',
      );
      const onPurpose = Math.max(1, Math.round(caseload.pairings.length * 0.03));
      expect(hard.length).toBeLessThanOrEqual(onPurpose);
      expect(hard.filter(({ rule }) => rule !== 'approved-contact' && rule !== 'declined')).toEqual([]);
    },
    SLOW,
  );

  it('forbids at least one active pairing by a certificate, a contract or a no', () => {
    const isForbidden = caseload.pairings.some(({ status, contactId, partId }) => {
      if (status !== 'active' || contactId === undefined) return false;
      const engagement = world.contacts.get(contactId)?.engagement;
      const recipientId =
        world.portions.get(partId)?.recipient.id ?? world.portions.get(`${partId}/1`)?.recipient.id ?? '';
      const { to = '2200-01-01' } = engagement?.contract ?? {};
      return engagement?.certificate?.status === 'refused' || to <= TODAY || world.declinedBy(recipientId, contactId);
    });
    expect(isForbidden).toBe(true);
  });
});

describe('eligible contacts of a recipient before times', () => {
  it.each(COUNTS.filter(([size]) => size !== 'village'))(
    'lie between 15 and 40 for most (%s)',
    (size) => {
      const { world } = generate({ size, seed: 1 });
      const all = portionsToServe(world);
      // Counting all pairs of a city takes a minute: every sixtieth recipient stands for the rest.
      const sampled = all.length > 1_000 ? all.filter((_, index) => index % 60 === 0) : all;
      const counts = sampled.map((portion) => eligibleContacts(world, portion));
      expect(quantile(counts, 0.5)).toBeGreaterThanOrEqual(20);
      expect(quantile(counts, 0.5)).toBeLessThanOrEqual(35);
      expect(quantile(counts, 0.35)).toBeGreaterThanOrEqual(15);
      expect(quantile(counts, 0.7)).toBeLessThanOrEqual(40);
    },
    SLOW,
  );
});

describe('a municipality holds what makes planning hard', () => {
  const { caseload } = generate({ size: 'municipality', seed: 1 });
  const { recipients, contacts, decisions, groups, offers } = caseload;
  const parts = decisions.flatMap((decision) => decision.parts);
  const share = <T>(items: readonly T[], test: (item: T) => boolean): number =>
    items.filter(test).length / items.length;
  const musts = recipients.flatMap((r) => r.requirements.filter(({ strength }) => strength === 'must'));

  it('ages as in 2018, within 4 percentage points', () => {
    const born = (from: number, to: number) =>
      share(recipients, ({ bornOn }) => bornOn > `${2026 - to}-01-05` && bornOn <= `${2026 - from}-01-05`);
    for (const [from, to, expected] of [
      [0, 18, 0.185],
      [18, 50, 0.393],
      [50, 67, 0.212],
      [67, 120, 0.21],
    ] as const)
      expect(Math.abs(born(from, to) - expected)).toBeLessThan(0.04);
  });

  it('grants mostly of 2 to 6 hours a week, some a month, with full and partial modes of 1.5 to 4 hours', () => {
    expect(share(parts, ({ per, minutes }) => per === 'week' && minutes >= 120 && minutes <= 360)).toBeGreaterThan(0.8);
    expect(share(parts, ({ per }) => per === 'month')).toBeGreaterThan(0.05);
    const modes = parts.flatMap((part) => part.modes);
    expect(modes.every(({ minutes, sessions }) => minutes >= 90 && minutes <= 240 && sessions <= 3)).toBe(true);
    const grant = (part: (typeof parts)[number]) => (part.per === 'week' ? part.minutes * 2 : part.minutes / 2);
    const individual = parts.filter((part) => part.modes.length > 0);
    const gives = (part: (typeof parts)[number]) =>
      part.modes.map(
        (m) => (m.sessions * m.minutes * 2) / m.cycleWeeks / (part.shareable ? grant(part) / 2 : grant(part)),
      );
    expect(individual.every((part) => Math.max(...gives(part)) === 1)).toBe(true);
    expect(share(individual, (part) => Math.min(...gives(part)) < 1)).toBeGreaterThan(0.5);
  });

  it('scarce musts of gender and language, wishes, unknown traits, and alternate weeks for about one in ten', () => {
    expect(musts.some(({ attribute }) => attribute === 'language')).toBe(true);
    expect(musts.filter(({ attribute }) => attribute === 'gender').length).toBeGreaterThan(40);
    expect(share(recipients, (r) => r.requirements.some(({ strength }) => strength === 'wish'))).toBeGreaterThan(0.3);
    expect(share(contacts, ({ traits }) => traits['no-pets'] === undefined)).toBeGreaterThan(0.05);
    const alternates = share(recipients, (r) => r.availability.some(({ cycleWeek }) => cycleWeek !== undefined));
    expect(alternates).toBeGreaterThan(0.06);
    expect(alternates).toBeLessThan(0.15);
  });

  it('kinship, some of it suggested, declined pairs, proposals, leaders, locks and published sessions', () => {
    const key = (pair: { recipientId: string; contactId: string }) => `${pair.recipientId} ${pair.contactId}`;
    const related = new Set(caseload.relations.map(key));
    expect(caseload.suggestions.filter((s) => related.has(key(s))).length).toBeGreaterThan(5);
    for (const list of [caseload.declined, caseload.pins, caseload.absences, caseload.publishedSessions])
      expect(list.length).toBeGreaterThan(3);
    for (const status of ['active', 'proposed'] as const) {
      expect(caseload.pairings.filter((p) => p.status === status).length).toBeGreaterThan(20);
      expect(caseload.leaderships.filter((l) => l.status === status).length).toBeGreaterThan(2);
    }
  });

  it('groups that run at their least or one above it, and offers with and without an accompanying contact', () => {
    const sizes = groups.flatMap((group) => {
      const active = caseload.pairings.filter((p) => p.status === 'active' && p.groupId === group.id).length;
      return active === 0 ? [] : [active - group.minParticipants];
    });
    expect(sizes.length).toBeGreaterThan(5);
    expect(sizes.every((above) => above === 0 || above === 1)).toBe(true);
    const accompanied = share(offers, ({ accompaniedBy }) => accompaniedBy !== undefined);
    expect(accompanied).toBeGreaterThan(0.2);
    expect(accompanied).toBeLessThan(0.8);
  });

  it('shareable parts, demanding care, other purposes, institutions, protected people, and decisions that end or ended', () => {
    expect(parts.some(({ shareable }) => shareable)).toBe(true);
    expect(parts.some(({ demandingCare }) => demandingCare)).toBe(true);
    expect(parts.some(({ purpose }) => purpose === 'transport' || purpose === 'errands')).toBe(true);
    expect(recipients.some(({ housing }) => housing !== 'home')).toBe(true);
    expect(recipients.some(({ protection }) => protection === 'kode-7')).toBe(true);
    expect(recipients.filter(({ protection, place }) => protection === 'kode-6' && place !== undefined)).toEqual([]);
    expect(decisions.some(({ to }) => to !== undefined && to > '2026-01-05' && to < '2026-02-02')).toBe(true);
    expect(decisions.some(({ to }) => to !== undefined && to > '2025-11-06' && to <= '2026-01-05')).toBe(true);
    expect(decisions.every((d) => d.effectiveOn >= '2025-07-05' && d.effectiveOn <= '2026-02-05')).toBe(true);
  });
});

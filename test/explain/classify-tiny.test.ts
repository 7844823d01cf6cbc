// Classes against brute force: on random tiny caseloads every way to serve a portion beside a base of pins is handed to
// the auditor, and the class is read off its findings. Shares no code with the classifier but the rules.
import { describe, expect, it } from 'vitest';
import { rollOut } from '../../src/calendar/roll-out.ts';
import { check, type Finding } from '../../src/check/index.ts';
import { buildWorld, type Portion, type World } from '../../src/domain/world.ts';
import { createClassifier } from '../../src/explain/classify.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import { caseload as caseloadSchema } from '../../src/schema/caseload.ts';
import type { UnservedClass } from '../../src/schema/plan.ts';
import { drawFrom } from '../tiny/draw.ts';
import { daySets, type RawOption, rawOptions, rawStarts } from '../tiny/raw-options.ts';
import { type Piece, rawPlan } from '../tiny/raw-plan.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';

const WHO_AND_WHEN = new Set(
  RULES.filter(({ kind }) => kind === 'eligibility' || kind === 'window').map(({ id }) => id),
);

const findingsOf = (world: World, pieces: readonly Piece[]): Finding[] =>
  check(world, rawPlan(world, pieces), RULES).findings.filter(
    ({ severity, rule }) => severity === 'hard' && rule !== 'pins' && rule !== 'plan-structure',
  );

const isShort = ({ facts: { amount, least } }: Finding): boolean =>
  typeof amount === 'number' && typeof least === 'number' && amount < least;

const mayMeet = (world: World, pieces: readonly Piece[]): boolean =>
  !findingsOf(world, pieces).some(({ rule }) => WHO_AND_WHEN.has(rule));

const hasRoom = (world: World, pieces: readonly Piece[]): boolean => findingsOf(world, pieces).every(isShort);

function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size <= 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** A place in a gathering with every set of as many leaders as it needs beside those it has. */
function withLeaders(world: World, option: RawOption & { kind: 'seat' }, base: readonly Piece[]): Piece[][] {
  const { gathering } = option;
  if (gathering.kind !== 'group') return [[option]];
  const held = base.filter((piece) => piece.kind === 'lead' && piece.gathering.key === gathering.key);
  const isHeld = (contact: Contact): boolean =>
    held.some((piece) => piece.kind === 'lead' && piece.contact === contact);
  const others = [...world.contacts.values()].filter((contact) => !isHeld(contact));
  return subsets(others, gathering.group.minLeaders - held.length).map((contacts) => [
    option,
    ...contacts.map((contact): Piece => ({ kind: 'lead', contact, gathering })),
  ]);
}

/** Whether any way to serve the portion meets every check and window, with one start at least. */
function isAnyEligible(world: World, portion: Portion): boolean {
  for (const contact of world.contacts.values())
    for (const mode of portion.part.modes)
      for (const time of rawStarts(world, portion, contact, mode, 'both')) {
        const times = Array.from({ length: mode.sessions }, () => time);
        if (mayMeet(world, [{ kind: 'individual', portion, contact, mode, times }])) return true;
      }
  return seatsOf(world, portion).some((seat) => withLeaders(world, seat, []).some((pieces) => mayMeet(world, pieces)));
}

const seatsOf = (world: World, portion: Portion): (RawOption & { kind: 'seat' })[] =>
  rawOptions(world, portion).flatMap((option) => (option.kind === 'seat' ? [option] : []));

function classByAudit(world: World, base: readonly Piece[], portion: Portion): UnservedClass {
  const fails = RULES.some(
    (rule) =>
      rule.kind === 'eligibility' && rule.checks.portion && rule.checks.portion(world, portion).status !== 'met',
  );
  if (fails) return 'manual-handling';
  const individual = [...world.contacts.values()].flatMap((contact) =>
    portion.part.modes.flatMap((mode) =>
      daySets(rawStarts(world, portion, contact, mode, 'both'), mode.sessions).map((times): Piece[] => [
        { kind: 'individual', portion, contact, mode, times },
      ]),
    ),
  );
  const seats = seatsOf(world, portion).flatMap((seat) => withLeaders(world, seat, base));
  if ([...individual, ...seats].some((pieces) => hasRoom(world, [...base, ...pieces]))) return 'lost-the-competition';
  return isAnyEligible(world, portion) ? 'eligible-but-full' : 'no-eligible-contact';
}

/** Some portions served by drawn options that are sound together, a group's leaders with it. */
function drawBase(world: World, seed: number): Piece[] {
  const draw = drawFrom(seed, 77);
  let base: Piece[] = [];
  for (const portion of world.portions.values()) {
    if (draw.chance(0.4)) continue;
    for (const option of draw.shuffled(rawOptions(world, portion)).slice(0, 12)) {
      const ways = option.kind === 'seat' ? withLeaders(world, option, base) : [[option]];
      const found = ways.find((pieces) => findingsOf(world, [...base, ...pieces]).length === 0);
      if (found === undefined) continue;
      base = [...base, ...found];
      break;
    }
  }
  return base;
}

const isServed = (base: readonly Piece[], portion: Portion): boolean =>
  base.some((piece) => piece.kind !== 'lead' && piece.portion.key === portion.key);

const SEEDS = Array.from({ length: 80 }, (_, seed) => seed + 4_000);

describe('tiny caseloads', () => {
  it('the class of every portion left out is the one that brute force through the auditor finds', () => {
    const counts = new Map<UnservedClass | undefined, number>();
    for (const seed of SEEDS) {
      const { caseload, options } = tinyCaseload(seed);
      const world = buildWorld(caseloadSchema.parse(caseload), options);
      const base = drawBase(world, seed);
      const classOf = createClassifier(world, rawPlan(world, base), RULES);
      for (const portion of world.portions.values()) {
        if (isServed(base, portion)) continue;
        const found = classOf(portion);
        counts.set(found, (counts.get(found) ?? 0) + 1);
        if (found !== undefined)
          expect(found, `${portion.key} of seed ${seed}`).toBe(classByAudit(world, base, portion));
      }
    }
    // Every class, and hidden people, must have been met often enough to mean something.
    for (const found of [
      'manual-handling',
      'no-eligible-contact',
      'eligible-but-full',
      'lost-the-competition',
    ] as const)
      expect(counts.get(found) ?? 0, found).toBeGreaterThanOrEqual(5);
  }, 120_000);

  it('rolled-out sessions of a sound weekly plan pass the audit on every date', () => {
    let sessions = 0;
    for (const seed of SEEDS) {
      const { caseload, options } = tinyCaseload(seed);
      const world = buildWorld(caseloadSchema.parse(caseload), options);
      const plan = rawPlan(world, drawBase(world, seed));
      const rolled = rollOut(world, plan, RULES);
      const { findings } = check(world, { ...plan, sessions: [...rolled.sessions] }, RULES);
      const hard = findings.filter(({ severity, rule }) => severity === 'hard' && rule !== 'pins');
      expect(hard, `seed ${seed}`).toEqual([]);
      sessions += rolled.sessions.length;
    }
    expect(sessions).toBeGreaterThan(100);
  }, 60_000);
});

// The arithmetic of limits and terms over random values, against the formula written out in another way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oereAMonth } from '../../src/domain/mileage.ts';
import { type Engagement, type Occurrence, occurrenceOn } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { noOverlap } from '../../src/rules/conflict/no-overlap.ts';
import { hoursGranted } from '../../src/rules/limit/hours-granted.ts';
import { changePart } from '../../src/rules/example-edits.ts';
import { addRecipient, oneToOne } from '../../src/rules/example-plans.ts';
import { type ExampleDraft, pointsForMinutes } from '../../src/rules/rule.ts';
import { exampleWorld, findingsOf, reportOn } from '../check/example-report.ts';

/** numerator/denominator rounded half up, exactly. */
const roundHalfUp = (numerator: bigint, denominator: bigint): number =>
  Number((2n * numerator + denominator) / (2n * denominator));

/** c1 meets r1 on Mondays and r2 on Tuesdays, so many metres away. */
function driveToTwo(draft: ExampleDraft, metres: readonly [number, number]): void {
  addRecipient(draft);
  draft.plan.assignments = [oneToOne(1, { weekday: 1, start: '17:00' }), oneToOne(2, { weekday: 2, start: '17:00' })];
  draft.caseload.travelMatrix = metres.map((m, i) => ({ fromId: 'c1', toId: `r${i + 1}`, minutes: 10, metres: m }));
}

const mileage = fc.record({
  metres: fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 40_000 })),
  rateOerePerKm: fc.integer({ min: 1, max: 900 }),
  budgetOere: fc.integer({ min: 0, max: 60_000 }),
  stepOere: fc.integer({ min: 100, max: 5_000 }),
  weight: fc.integer({ min: 0, max: 2 }),
});
type Mileage = typeof mileage extends fc.Arbitrary<infer T> ? T : never;

/** Øre a month: out and back, each way twice a fortnight, 26 fortnights in 12 months, a thousand metres a kilometre. */
const oereOf = ({ metres, rateOerePerKm }: Mileage): number =>
  roundHalfUp(BigInt(metres[0] + metres[1]) * 2n * 2n * 26n * BigInt(rateOerePerKm), 12n * 1_000n);

function driveBy(draft: ExampleDraft, { metres, weight, ...settings }: Mileage): void {
  driveToTwo(draft, metres);
  const { rateOerePerKm, budgetOere, stepOere } = settings;
  draft.caseload.policy = { mileage: { rateOerePerKm, budgetOere, stepOere }, weights: { mileage: weight } };
}

describe('mileage', () => {
  it('points are weight × ceil(max(0, øre a month rounded half up − budget) / step), lost', () => {
    let over = 0;
    fc.assert(
      fc.property(mileage, (values) => {
        const excess = Math.max(0, oereOf(values) - values.budgetOere);
        if (excess > 0) over++;
        const points = -values.weight * Math.ceil(excess / values.stepOere);
        expect(reportOn((draft) => driveBy(draft, values)).score['mileage-budget']).toBe(points === 0 ? 0 : points);
      }),
      { numRuns: 200 },
    );
    expect(over).toBeGreaterThan(50);
  });

  it('without consent it is refused exactly where the rounded øre a month exceed the budget', () => {
    let refused = 0;
    fc.assert(
      fc.property(mileage, fc.constantFrom(-1, 0, 1), (values, beside) => {
        // The budget lies an øre below, at or above the cost.
        const budgetOere = Math.max(0, oereOf(values) + beside);
        const isOver = oereOf(values) > budgetOere;
        if (isOver) refused++;
        const report = reportOn((draft) => driveBy(draft, { ...values, budgetOere }));
        expect(findingsOf(report, 'mileage-consent').length > 0).toBe(isOver);
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  it('a consent of one recipient does not stand for the other', () => {
    const edit = (agreed: readonly string[]) => (draft: ExampleDraft) => {
      driveToTwo(draft, [10_000, 10_000]);
      for (const decision of draft.caseload.decisions)
        if (agreed.includes(decision.id)) decision.mileageConsentOn = '2026-01-01';
    };
    expect(findingsOf(reportOn(edit(['d1'])), 'mileage-consent')).toHaveLength(1);
    expect(findingsOf(reportOn(edit(['d1', 'd2'])), 'mileage-consent')).toHaveLength(0);
  });

  it('an amount on the half øre is rounded up', () => {
    expect([2_999, 3_000, 8_999, 9_000].map(oereAMonth)).toEqual([0, 1, 1, 2]);
  });
});

describe('points an hour', () => {
  it('are the nearest whole number to weight × hours × share, and the same lost as won', () => {
    const values = fc.record({
      weight: fc.integer({ min: 0, max: 60 }),
      fortnight: fc.integer({ min: 15, max: 10_080 }),
      whole: fc.integer({ min: 1, max: 600 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(values, ({ weight, fortnight, whole, share }) => {
        const part = Math.round(share * whole);
        const points = pointsForMinutes(weight, fortnight, part, whole);
        const distance = points * 120 * whole - weight * fortnight * part;
        // At most half a point away, and half a point is rounded up.
        expect(2 * distance).toBeGreaterThan(-120 * whole);
        expect(2 * distance).toBeLessThanOrEqual(120 * whole);
        expect(pointsForMinutes(-weight, fortnight, part, whole)).toBe(points === 0 ? 0 : -points);
      }),
    );
  });
});

/** The base example's engagement of r1 with c1, and its world. */
function baseEngagement(edit: (draft: ExampleDraft) => void = () => {}): { world: World; engagement: Engagement } {
  const { world } = exampleWorld(edit);
  const portion = world.portions.get('p1');
  const contact = world.contacts.get('c1');
  if (portion === undefined || contact === undefined) throw new Error('The base example must have p1 and c1.');
  const form = { sessions: 1, minutes: 120, cycleWeeks: 1 } as const;
  return { world, engagement: { portion, contact, form, arrangement: 'individual' } };
}

describe('hours granted in a month', () => {
  const monthly = (date: string, edit?: (draft: ExampleDraft) => void) => {
    const { world, engagement } = baseEngagement(edit);
    const [use] = hoursGranted.uses(world, {
      kind: 'occurrence',
      occurrence: occurrenceOn(engagement, date, 1_020, 120),
    });
    return { bucket: use?.bucket, most: use?.most };
  };

  it('a session is booked to the month of its week’s Thursday', () => {
    // Monday 30 March 2026 lies in the week of Thursday 2 April; Saturday 31 January in that of Thursday 29 January.
    expect(monthly('2026-03-30').bucket).toBe('p1:2026-04');
    expect(monthly('2026-01-31').bucket).toBe('p1:2026-01');
  });

  it('a weekly grant gives 4 or 5 weeks a month, by the Thursdays in it; a monthly grant is the same every month', () => {
    expect(monthly('2026-02-05').most).toBe(4 * 240);
    expect(monthly('2026-04-02').most).toBe(5 * 240);
    const perMonth = (draft: ExampleDraft) => changePart(draft, { minutes: 600, per: 'month' });
    expect(['2026-02-05', '2026-04-02'].map((date) => monthly(date, perMonth).most)).toEqual([600, 600]);
  });

  it('minutes carried over count in the month they are carried into and no other', () => {
    const carried = (draft: ExampleDraft) =>
      changePart(draft, {
        carryOver: [
          { month: '2026-02', minutes: 60, approvedBy: 'coordinator-1' },
          { month: '2026-02', minutes: 30, approvedBy: 'coordinator-1' },
        ],
      });
    expect(monthly('2026-02-05', carried).most).toBe(4 * 240 + 90);
    expect(monthly('2026-03-05', carried).most).toBe(4 * 240);
  });
});

describe('one place at a time', () => {
  const minute = fc.integer({ min: 360, max: 1_200 });
  const length = fc.integer({ min: 15, max: 240 });

  it('sessions clash exactly where their times, with the way after the first, overlap; whichever is asked first', () => {
    const { world, engagement } = baseEngagement((draft) => {
      addRecipient(draft);
      draft.caseload.travelMatrix = [
        { fromId: 'r1', toId: 'r2', minutes: 20, metres: 0 },
        { fromId: 'r2', toId: 'r1', minutes: 35, metres: 0 },
      ];
    });
    const other = world.portions.get('p2');
    if (other === undefined) throw new Error('The second recipient must have p2.');
    const second: Engagement = { ...engagement, portion: other };
    const at = (of: Engagement, start: number, minutes: number): Occurrence =>
      occurrenceOn(of, '2026-01-05', start, minutes);
    let clashes = 0;
    let clear = 0;
    fc.assert(
      fc.property(minute, length, minute, length, (startA, lengthA, startB, lengthB) => {
        const a = at(engagement, startA, lengthA);
        const b = at(second, startB, lengthB);
        const isClear = startA + lengthA + 20 <= startB || startB + lengthB + 35 <= startA;
        if (isClear) clear++;
        else clashes++;
        expect(noOverlap.occurrences?.(world, a, b) === undefined).toBe(isClear);
        expect(noOverlap.occurrences?.(world, b, a)).toEqual(noOverlap.occurrences?.(world, a, b));
      }),
      { numRuns: 300 },
    );
    expect(Math.min(clashes, clear)).toBeGreaterThan(25);
  });

  it('people who share nobody may meet at the same time', () => {
    const { world, engagement } = baseEngagement((draft) => addRecipient(draft));
    const other = world.portions.get('p2');
    const gathering = world.gatherings.get('g1');
    if (other === undefined || gathering === undefined) throw new Error('The example must have p2 and g1.');
    const seat: Engagement = { portion: other, form: engagement.form, arrangement: 'group', gathering };
    const at = (of: Engagement): Occurrence => occurrenceOn(of, '2026-01-07', 1_020, 120);
    expect(noOverlap.occurrences?.(world, at(engagement), at(seat))).toBeUndefined();
  });
});

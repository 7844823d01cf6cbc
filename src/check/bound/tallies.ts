// Stepped tallies of a single plan: what it holds of each bucket, what that is worth, and what more could be worth.
// Long function createTallies: the numbering of buckets, closed over by what the searches ask.
import type { World } from '../../domain/world.ts';
import type { Item, TallyUse, TermRule } from '../../rules/rule.ts';
import { pointsOfTally } from '../score.ts';

/** Amounts by bucket number; a bucket that is not named holds nothing. */
export type Amounts = readonly number[];

export type Tallies = {
  amountsOf(items: readonly Item[]): Amounts;
  /** Worth of the amounts, in scaled points. */
  valueOf(amounts: Amounts): number;
  /** No less than the worth of amounts between two bounds. */
  mostOf(least: Amounts, most: Amounts): number;
  /**
   * A line above the worth of all that starts from these amounts and grows: its value at no more, and what each further
   * unit of a bucket may add. Both may have fractions.
   */
  lineFrom(least: Amounts, most: Amounts): { readonly value: number; readonly slopes: Amounts };
  /** No less than what adding so much can add, whatever there is already. */
  mostAdded(amounts: Amounts): number;
  /** No less than the size, either way, of what amounts can come to. */
  magnitude(amounts: Amounts): number;
  /** The names of all buckets so far, as `rule bucket`. */
  names(): readonly string[];
};

type Steps = { readonly rise: TallyUse['rise'] | undefined; readonly fall: TallyUse['fall'] | undefined };

const at = (amounts: Amounts, bucket: number): number => amounts[bucket] ?? 0;
const EMPTY: Amounts = [];

export function createTallies(world: World, terms: readonly TermRule[], scale: number): Tallies {
  const tallying = terms.filter(({ tally }) => tally !== undefined);
  // By rule: the number of each bucket by its name.
  const numbersOf = tallying.map(() => new Map<string, number>());
  const names: string[] = [];
  const steps: { -readonly [K in keyof Steps]: Steps[K] }[] = [];
  const numberOf = (rule: number, { bucket: name, rise, fall }: TallyUse): number => {
    const numbers = numbersOf[rule] as Map<string, number>;
    let bucket = numbers.get(name);
    if (bucket === undefined) {
      bucket = steps.push({ rise, fall }) - 1;
      numbers.set(name, bucket);
      names.push(`${tallying[rule]?.id} ${name}`);
    }
    const own = steps[bucket];
    if (own !== undefined) {
      own.rise ??= rise;
      own.fall ??= fall;
    }
    return bucket;
  };
  const sum = (worth: (step: Steps, bucket: number) => number): number => {
    let total = 0;
    for (const [bucket, step] of steps.entries()) total += worth(step, bucket);
    return total;
  };

  return {
    amountsOf(items) {
      let amounts: number[] | undefined;
      for (const [index, { tally }] of tallying.entries())
        for (const item of items)
          for (const use of tally?.(world, item) ?? []) {
            const bucket = numberOf(index, use);
            amounts ??= [];
            while (amounts.length <= bucket) amounts.push(0);
            amounts[bucket] = at(amounts, bucket) + use.amount;
          }
      return amounts ?? EMPTY;
    },
    valueOf: (amounts) =>
      scale * sum(({ rise, fall }, bucket) => pointsOfTally({ amount: at(amounts, bucket), rise, fall })),
    // Steps go one way each, so the best of an interval is at one of its ends.
    mostOf: (least, most) =>
      scale *
      sum(({ rise, fall }, bucket) => {
        const ends = [at(least, bucket), at(most, bucket)];
        const risen = ends.map((amount) => pointsOfTally({ amount, rise, fall: undefined }));
        const fallen = ends.map((amount) => pointsOfTally({ amount, rise: undefined, fall }));
        return Math.max(...risen) + Math.max(...fallen);
      }),
    lineFrom(least, most) {
      const slopes: number[] = [];
      const value = sum(({ rise, fall }, bucket) => {
        const [line, slope] = lineOf({ rise, fall }, at(least, bucket), at(most, bucket));
        slopes[bucket] = slope * scale;
        return line;
      });
      return { value: value * scale, slopes };
    },
    mostAdded: (amounts) =>
      scale *
      sum(({ rise, fall }, bucket) => {
        const amount = at(amounts, bucket);
        const up = rise === undefined ? 0 : Math.max(0, rise.points) * Math.ceil(amount / rise.step);
        const down = fall === undefined ? 0 : Math.max(0, -fall.points) * Math.ceil(amount / fall.step);
        return up + down;
      }),
    magnitude: (amounts) =>
      scale *
      sum(({ rise, fall }, bucket) => {
        const amount = at(amounts, bucket);
        const up = rise === undefined ? 0 : Math.abs(rise.points) * Math.ceil(amount / rise.step);
        const down = fall === undefined ? 0 : Math.abs(fall.points) * Math.ceil(amount / fall.step);
        return up + down;
      }),
    names: () => [...names],
  };
}

/** [value at no more, slope] of a line above the steps; `least` and `most` bound what there is already. */
function lineOf({ rise, fall }: Steps, least: number, most: number): [value: number, slope: number] {
  let value = 0;
  let slope = 0;
  if (rise !== undefined && rise.points > 0) {
    if (most < rise.upTo) {
      value += (rise.points * most) / rise.step;
      slope += rise.points / rise.step;
    } else value += rise.points * Math.floor(rise.upTo / rise.step);
  }
  if (fall !== undefined && fall.points > 0 && least >= fall.beyond) {
    value -= (fall.points * (least - fall.beyond)) / fall.step;
    slope -= fall.points / fall.step;
  }
  if (fall !== undefined && fall.points < 0) {
    value -= fall.points * (1 + most / fall.step);
    slope -= fall.points / fall.step;
  }
  return [value, slope];
}

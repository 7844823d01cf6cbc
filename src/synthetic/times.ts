// When people are free. Practice is afternoons and evenings and some weekends, so the free times of both sides lie in
// the same hours and contacts' evenings are what runs short. Shares and clock times are assumptions.
import { clockOf } from '../domain/time.ts';
import type { CaseloadInput } from '../schema/caseload.ts';
import type { Random } from './random.ts';

export type WindowInput = CaseloadInput['contacts'][number]['availability'][number];

/** How somebody's week looks; what fills the rest of it decides when they are free. */
type Rhythm = {
  /** Weekdays (Monday to Friday) free, least and most, and when: start and end drawn on the half hour. */
  readonly weekdays: readonly [number, number];
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Chance of Saturday, and of Sunday. */
  readonly saturday: number;
  readonly sunday: number;
};

const CONTACT_RHYTHMS: readonly (readonly [Rhythm, number])[] = [
  // Works office hours: evenings.
  [{ weekdays: [2, 4], from: [16, 17.5], to: [20, 22], saturday: 0.4, sunday: 0.25 }, 62],
  // Studies: some afternoons, evenings and weekends.
  [{ weekdays: [2, 4], from: [14, 16], to: [20, 22], saturday: 0.6, sunday: 0.5 }, 20],
  // Works shifts or is retired: days and early evenings.
  [{ weekdays: [2, 4], from: [10, 12], to: [16, 19], saturday: 0.2, sunday: 0.1 }, 18],
];

const CHILD: Rhythm = { weekdays: [3, 5], from: [15, 16], to: [19, 20.5], saturday: 0.8, sunday: 0.6 };
const ADULT_RHYTHMS: readonly (readonly [Rhythm, number])[] = [
  // Has work, school or a day centre.
  [{ weekdays: [3, 5], from: [15, 16.5], to: [20, 21.5], saturday: 0.6, sunday: 0.45 }, 70],
  // Is free in the daytime too.
  [{ weekdays: [3, 5], from: [11, 13], to: [18, 21], saturday: 0.5, sunday: 0.4 }, 30],
];
const OLD_RHYTHMS: readonly (readonly [Rhythm, number])[] = [
  [{ weekdays: [3, 5], from: [11, 13], to: [17, 19.5], saturday: 0.5, sunday: 0.4 }, 65],
  [{ weekdays: [3, 5], from: [14, 16], to: [19, 21], saturday: 0.5, sunday: 0.4 }, 35],
];

const WEEKDAYS: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 1.2],
  [3, 1.2],
  [4, 1.2],
  [5, 0.6],
];

function halfHour(random: Random, [from, to]: readonly [number, number]): string {
  return clockOf(random.int(from * 2, to * 2) * 30);
}

function drawWeekdays(random: Random, count: number): number[] {
  const left = [...WEEKDAYS];
  const days: number[] = [];
  while (days.length < count) {
    const day = random.weighted(left);
    days.push(day);
    left.splice(
      left.findIndex(([d]) => d === day),
      1,
    );
  }
  return days.sort((a, b) => a - b);
}

function drawRhythm(random: Random, rhythm: Rhythm): WindowInput[] {
  const windows: WindowInput[] = drawWeekdays(random, random.int(...rhythm.weekdays)).map((weekday) => ({
    weekday,
    from: halfHour(random, rhythm.from),
    to: halfHour(random, rhythm.to),
  }));
  if (random.chance(rhythm.saturday))
    windows.push({ weekday: 6, from: halfHour(random, [10, 12]), to: halfHour(random, [16, 20]) });
  if (random.chance(rhythm.sunday))
    windows.push({ weekday: 7, from: halfHour(random, [11, 13]), to: halfHour(random, [16, 19]) });
  return windows;
}

/** Shared custody and shifts: half of the windows hold in one week of the cycle only, the rest in both. */
function alternate(random: Random, windows: readonly WindowInput[]): WindowInput[] {
  const cycleWeek = random.pick([1, 2] as const);
  return windows.map((window, index) => (index % 2 === 0 ? { ...window, cycleWeek } : window));
}

/** Share of people whose free times alternate by week. */
const ALTERNATING = 0.1;

const maybeAlternate = (random: Random, windows: WindowInput[]): WindowInput[] =>
  random.chance(ALTERNATING) ? alternate(random, windows) : windows;

/** Free times of a contact. */
export const drawContactTimes = (random: Random): WindowInput[] =>
  maybeAlternate(random, drawRhythm(random, random.weighted(CONTACT_RHYTHMS)));

/** Free times of a recipient of an age. */
export function drawRecipientTimes(random: Random, age: number): WindowInput[] {
  const rhythm = age < 18 ? CHILD : random.weighted(age < 67 ? ADULT_RHYTHMS : OLD_RHYTHMS);
  return maybeAlternate(random, drawRhythm(random, rhythm));
}

/** Preferred times: one or two of the free ones, for about half of all people. */
export const drawPreferredTimes = (random: Random, free: readonly WindowInput[]): WindowInput[] =>
  random.chance(0.5) ? random.sample(free, random.int(1, 2)) : [];

// What the base and the features of a tiny caseload share: the frame all windows lie in, and the vocabularies.
import { addDays, clockOf } from '../../src/domain/time.ts';
import type { Caseload } from '../../src/schema/caseload.ts';
import type { Draw } from './draw.ts';

/** What the people of one caseload have in common, so that their windows meet. */
export type Frame = {
  readonly today: string;
  readonly from: string;
  readonly weeks: number;
  /** The weekdays on which anybody is free. */
  readonly weekdays: readonly number[];
  /** The hour that most windows hold: a multiple of the start grid. */
  readonly hour: number;
};

/** A caseload that features change, with the draws and the frame it came from. */
export type Draft = { readonly caseload: Caseload; readonly frame: Frame; readonly draw: Draw };

export type Person = Caseload['recipients'][number] | Caseload['contacts'][number];

export const INTERESTS = ['film', 'football', 'music', 'walks'] as const;
export const LANGUAGES = ['nb', 'en', 'se'] as const;
export const TRAITS = ['car', 'no-pets', 'no-smoking'] as const;

/** A point `minutes` minutes by car (at the default speed and detour) north of the middle of the made-up town. */
export const placeAt = (minutes: number): { lat: number; lon: number } => ({
  lat: Math.round((60 + minutes * 0.00484) * 1e5) / 1e5,
  lon: 10,
});

/** A birth date `years` years and some months before the horizon: no birthday is near, so small shifts change no age. */
export function bornBefore({ draw, frame }: Pick<Draft, 'draw' | 'frame'>, years: number): string {
  const year = Number(frame.from.slice(0, 4)) - years;
  return addDays(`${year}${frame.from.slice(4)}`.replace('-02-29', '-02-28'), -draw.int(60, 300));
}

/** One or more short windows around the frame's hour, some of them only every other week. */
export function drawWindows({ draw, frame }: Pick<Draft, 'draw' | 'frame'>): Person['availability'] {
  const kept = frame.weekdays.filter(() => draw.chance(0.85));
  return (kept.length === 0 ? [draw.pick(frame.weekdays)] : kept).map((weekday) => {
    const from = frame.hour - draw.pick([0, 0, 1, 1, 2]);
    const to = Math.min(24, frame.hour + draw.pick([1, 2, 2, 2, 3, 4]));
    const window = { weekday, from: clockOf(from * 60), to: clockOf(to * 60) };
    return draw.chance(0.1) ? { ...window, cycleWeek: draw.pick([1, 2] as const) } : window;
  });
}

/** Changes a draft so that one rule of the domain is brought to bear. */
export type Feature = (draft: Draft) => void;

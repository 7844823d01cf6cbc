// A bar on a terminal while the search runs: stage, share of the time, best plan and gap. Nothing where nobody watches.
import { Presets, SingleBar } from 'cli-progress';
import type { Locale } from '../src/schema/locale.ts';
import type { Progress } from '../solver/solve.ts';
import { numberText, percentText } from './format.ts';
import type { Io } from './io.ts';
import { say } from './phrases.ts';

const STAGES: readonly Progress['stage'][] = ['candidates', 'pins', 'greedy', 'search', 'done'];

export type ProgressBar = { readonly update: (progress: Progress) => void; readonly stop: () => void };

/** `seconds` is the limit that the bar fills up to; without one it fills by stages. */
export function progressBar(io: Io, seconds: number | undefined, locale: Locale): ProgressBar {
  if (io.terminal === undefined) return { update: () => {}, stop: () => {} };
  const began = io.elapsed();
  const bar = new SingleBar(
    {
      stream: io.terminal,
      format: `${say('progress', locale)} {bar} {percentage} % · {stage}{value_so_far}`,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 24,
    },
    Presets.shades_classic,
  );
  let state: Progress = { stage: 'candidates' };
  const share = (): number =>
    seconds === undefined
      ? STAGES.indexOf(state.stage) / STAGES.length
      : Math.min(1, (io.elapsed() - began) / 1000 / seconds);
  const words = (): Record<string, string> => {
    const { stage, objective, bound, base = 0 } = state;
    const found = objective === undefined ? '' : ` · ${numberText(objective, locale)} ${say('points', locale)}`;
    const isBounded = bound !== undefined && Number.isFinite(bound) && bound > base && objective !== undefined;
    const gap = isBounded ? Math.max(0, bound - objective) / (bound - base) : undefined;
    const gapText =
      gap === undefined ? '' : ` · ${say('gap', locale)} ${percentText(gap, locale, { decimals: 2, up: true })}`;
    return { stage: say(`stage-${stage}`, locale), value_so_far: found + gapText };
  };
  const show = (): void => bar.update(Math.round(share() * 1000), words());
  bar.start(1000, 0, words());
  const timer = setInterval(show, 250);
  timer.unref();
  return {
    update: (progress) => {
      // A stage keeps the best plan that an earlier one found.
      state = { ...state, ...progress };
      show();
    },
    stop: () => {
      clearInterval(timer);
      bar.stop();
    },
  };
}

// How much a contact's remaining minutes could still bring: the continuous multiple-choice knapsack (Sinha and Zoltners
// 1979) over portions, with the tally of minutes as a concave curve on top of it.

/** A step of a portion's curve of gain over minutes; `last`: the last position of the portion's options. */
export type Piece = {
  readonly portion: number;
  readonly gain: number;
  readonly minutes: number;
  readonly density: number;
  readonly last: number;
};

/** Points a minute that a tally gives up to `upTo` and takes beyond `beyond`; index −1 where no tally counts minutes. */
export type MinuteTally = {
  readonly index: number;
  readonly rise: number;
  readonly upTo: number;
  readonly fall: number;
  readonly beyond: number;
};

/** Bounds are no exact sums, so a little is added that no price is as small as. */
const SAFETY = 1e-4;

/** The tally whose amounts are minutes, of T with six numbers each. */
export function minuteTallyOf(numbers: Float64Array, T: number, countsMinutes: (t: number) => boolean): MinuteTally {
  for (let t = 0; t < T; t++) {
    const [rise = 0, riseStep = 0, upTo = 0, fall = 0, fallStep = 0, beyond = 0] = numbers.subarray(t * 6, t * 6 + 6);
    if (riseStep <= 0 || rise < 0 || fall < 0 || !countsMinutes(t)) continue;
    return {
      index: t,
      rise: rise / riseStep,
      upTo,
      fall: fallStep > 0 ? fall / fallStep : 0,
      beyond,
    };
  }
  return { index: -1, rise: 0, upTo: 0, fall: 0, beyond: Infinity };
}

type Option = {
  /** −1 for a lead. */
  readonly portion: number;
  readonly plainGain: number;
  readonly minutes: number;
};

/** The steps of all portions' upper hulls, steepest first, each minute's rise counted in. */
export function piecesOf(options: readonly Option[], rise: number): Piece[] {
  const ofPortion = new Map<number, { gain: number; minutes: number; at: number }[]>();
  options.forEach(({ portion: of, plainGain, minutes }, at) => {
    const gain = plainGain + rise * minutes;
    if (gain <= 0) return;
    // Each lead stands for itself.
    const portion = of < 0 ? -1 - at : of;
    const own = ofPortion.get(portion);
    if (own === undefined) ofPortion.set(portion, [{ gain, minutes, at }]);
    else own.push({ gain, minutes, at });
  });
  const pieces: Piece[] = [];
  for (const [portion, own] of ofPortion) {
    const last = own.reduce((most, { at }) => Math.max(most, at), 0);
    let gain = 0;
    let minutes = 0;
    for (;;) {
      // Always the steepest option from where the last step ended.
      let best: { gain: number; minutes: number } | undefined;
      let steepest = 0;
      for (const option of own) {
        if (option.gain <= gain) continue;
        const density = option.minutes <= minutes ? Infinity : (option.gain - gain) / (option.minutes - minutes);
        if (density > steepest || (density === steepest && option.gain > (best?.gain ?? 0))) {
          steepest = density;
          best = option;
        }
      }
      if (best === undefined) break;
      pieces.push({
        portion,
        gain: best.gain - gain,
        minutes: Math.max(0, best.minutes - minutes),
        density: steepest,
        last,
      });
      gain = best.gain;
      minutes = Math.max(minutes, best.minutes);
    }
  }
  return pieces.sort((a, b) => b.density - a.density || a.portion - b.portion);
}

/** What a tally gives at most at so many minutes: the line through its steps. */
const levelAt = ({ rise, upTo, fall, beyond }: MinuteTally, minutes: number): number =>
  rise * Math.min(minutes, upTo) - fall * Math.max(0, minutes - beyond);

/**
 * The tally's level and what the pieces with options from a position on add to it, when minutes are filled from `minutes`
 * up to `most`, steepest first, as long as it pays.
 */
export function fillMinutes(
  pieces: readonly Piece[],
  tally: MinuteTally,
  from: number,
  minutes: number,
  most: number,
  isServed: ReadonlySet<number>,
): number {
  let sum = levelAt(tally, minutes) + SAFETY;
  let at = minutes;
  for (const { portion, gain, minutes: width, density, last } of pieces) {
    if (last < from || isServed.has(portion)) continue;
    if (width === 0) {
      sum += gain;
      continue;
    }
    let left = width;
    while (left > 0) {
      if (at >= most) return sum;
      const isPastRise = at >= tally.upTo;
      const isPastFall = at >= tally.beyond;
      const rate = density - (isPastRise ? tally.rise : 0) - (isPastFall ? tally.fall : 0);
      if (rate <= 0) return sum;
      let step = Math.min(left, most - at);
      if (!isPastRise) step = Math.min(step, tally.upTo - at);
      if (!isPastFall) step = Math.min(step, tally.beyond - at);
      sum += rate * step;
      at += step;
      left -= step;
    }
  }
  return sum;
}

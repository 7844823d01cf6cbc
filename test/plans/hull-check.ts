// What must hold of the bound by minutes: it is the continuous knapsack's value, neither less nor more.
import { highsBackend } from '../../solver/backends/highs.ts';
import { createModel, type Entry } from '../../solver/model/linear-model.ts';
import { fillMinutes, type MinuteTally, minuteTallyOf, piecesOf } from '../../solver/plans/reach.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';

type Option = { readonly portion: number; readonly plainGain: number; readonly minutes: number };

/** Options of a few portions, and leads; worth more or less, some of no minutes. */
function drawOptions(draw: Draw): Option[] {
  const portions = draw.int(1, 3);
  return Array.from({ length: draw.int(1, 7) }, () => ({
    portion: draw.chance(0.25) ? -1 : draw.int(0, portions - 1),
    plainGain: draw.int(-200, 900),
    minutes: draw.pick([0, 60, 60, 90, 120, 180, 240]),
  }));
}

/** Points of a rise and a fall a minute, as the tallies of load have them; sometimes none. */
function drawTally(draw: Draw): MinuteTally {
  const step = draw.pick([15, 30, 60]);
  const wanted = step * draw.int(0, 6);
  const rise = [draw.int(0, 40), draw.pick([0, step, step]), wanted];
  const fall = [draw.int(0, 40), draw.pick([0, step, step]), wanted + step * draw.int(0, 2)];
  return minuteTallyOf(Float64Array.from([...rise, ...fall]), 1, () => draw.chance(0.8));
}

/** The same by a linear program: a share of each option, and the tally as a concave curve over all minutes. */
async function plainFill(
  options: readonly Option[],
  tally: MinuteTally,
  before: number,
  most: number,
): Promise<number> {
  const builder = createModel();
  const shares = options.map(({ plainGain }) => builder.addColumn({ objective: plainGain, integer: false }));
  const risen = builder.addColumn({ objective: tally.rise, upper: Math.min(tally.upTo, most), integer: false });
  const far = Math.min(tally.beyond, 10_000);
  const fallen = builder.addColumn({ objective: -tally.fall, upper: 10_000, integer: false });
  const minutes = options.map(({ minutes: own }, o): Entry => [shares[o] as number, own]);
  builder.addRow({ upper: most - before, entries: minutes });
  builder.addRow({ upper: before, entries: [[risen, 1], ...minutes.map(([o, own]): Entry => [o, -own])] });
  builder.addRow({ upper: far - before, entries: [[fallen, -1], ...minutes] });
  for (const portion of new Set(options.map(({ portion: own }) => own)))
    if (portion >= 0)
      builder.addRow({
        upper: 1,
        entries: options.flatMap((option, o): Entry[] =>
          option.portion === portion ? [[shares[o] as number, 1]] : [],
        ),
      });
  const { values } = await highsBackend.solve(builder.model, { seed: 1, relax: true });
  if (values === undefined) throw new Error('The plain knapsack has no solution.');
  return builder.model.columns.objective.reduce((sum, points, j) => sum + points * (values[j] as number), 0);
}

/** The bound by minutes against the plain knapsack, for some options and from some minutes on. */
export async function hullProblem(seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_008);
  const options = drawOptions(draw);
  const tally = drawTally(draw);
  const most = 60 * draw.int(1, 8);
  const before = draw.chance(0.5) ? 0 : Math.min(most, 30 * draw.int(1, 8));
  const from = draw.chance(0.6) ? 0 : draw.int(0, options.length - 1);
  const served = new Set(draw.chance(0.6) ? [] : [draw.int(0, 2)]);
  const found = fillMinutes(piecesOf(options, tally.rise), tally, from, before, most, served);
  // Whose portion has options left keeps all of them.
  const open = options.filter(
    ({ portion }, o) =>
      !served.has(portion) &&
      (portion < 0
        ? o >= from
        : options.some((option, at) => at >= from && option.portion === portion && isGain(option))),
  );
  function isGain({ plainGain, minutes }: Option): boolean {
    return plainGain + tally.rise * minutes > 0;
  }
  const wanted = await plainFill(open, tally, before, most);
  return found >= wanted - 1e-6 && found <= wanted + 1e-3
    ? undefined
    : { options, tally, most, before, from, served: [...served], wanted, found };
}

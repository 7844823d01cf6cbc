// How hard a caseload is: what a greedy plan misses of the bound, and whether the linear relaxation is fractional.
import { buildWorld } from '../src/domain/world.ts';
import { RULES } from '../src/rules/index.ts';
import { readCaseload } from '../src/schema/read-caseload.ts';
import { TOLERANCE } from '../solver/backends/backend.ts';
import { findCandidates } from '../solver/candidates/candidates.ts';
import { EMPTY, valueOf } from '../solver/choice.ts';
import { greedyChoice } from '../solver/greedy/greedy.ts';
import { searchPinsAlone } from '../solver/pins/pins-alone.ts';
import { buildTimed } from '../solver/timed/build.ts';
import type { Io } from './io.ts';

export type Difficulty = {
  /** Share of the bound that a greedy plan misses; undefined where the bound was not found in time. */
  readonly loss: number | undefined;
  /** Whether the first relaxation has fractional values; undefined where it was not found, or is of the coarse model. */
  readonly isFractional: boolean | undefined;
  /** Whether the bound is that of the coarse model, which knows no starts. */
  readonly isCoarse: boolean;
};

type Options = { readonly today: string; readonly from: string; readonly isLarge: boolean };

/** Seconds for the relaxation. */
const SECONDS = 120;

/** Solves the relaxation of the exact model, of a large caseload that of the coarse one. */
export async function difficultyOf(io: Io, text: string, { today, from, isLarge }: Options): Promise<Difficulty> {
  const reading = readCaseload(text);
  if (!reading.ok) throw new Error('The generated caseload must be sound.');
  const world = buildWorld(reading.caseload, { today, from });
  const backend = io.createBackend();
  try {
    const candidates = findCandidates(world, RULES);
    const limits = { rules: RULES, seed: 1, now: io.elapsed, deadline: io.elapsed() + SECONDS * 1000, backend };
    const pins = (await searchPinsAlone(world, candidates, limits)).choice ?? EMPTY;
    const greedy = valueOf(world, RULES, greedyChoice(world, RULES, candidates, pins));
    const timed = buildTimed(world, RULES, candidates, isLarge);
    // Pins are held as far as they can be: whoever must break them does so in every plan.
    for (const { broken, hopeless } of timed.pins) timed.builder.setBounds(broken, hopeless ? 1 : 0, 1);
    const { model } = timed.builder;
    const { bound, values } = await backend.solve(model, { seed: 1, relax: true, seconds: SECONDS });
    const isFractional = values?.some(
      (value, column) => model.columns.integer[column] === true && Math.abs(value - Math.round(value)) > TOLERANCE,
    );
    return {
      loss: Number.isFinite(bound) && bound > 0 ? Math.max(0, bound - greedy) / bound : undefined,
      isFractional,
      isCoarse: isLarge,
    };
  } finally {
    await backend.close();
  }
}

// The solver is given what nobody should have to solve; `npm run nasty -- --models 1000` gives it more.
import { expect, it } from 'vitest';
import { ordeals, tally, wrongAmong } from './nasty.ts';
import { TWISTS } from './twists.ts';

const isSample = process.env['KOBLING_CASES'] !== undefined;
const MODELS = isSample ? Object.keys(TWISTS).length : 100;

// Memory is looked at in /proc.
it.skipIf(process.platform !== 'linux')(
  'nasty caseloads have a plan or a reason why not, in time and memory',
  async () => {
    const all = await ordeals({ first: 1, count: MODELS, atOnce: 2 });
    console.log(JSON.stringify({ models: MODELS, answers: tally(all) }));
    expect(await wrongAmong(all)).toEqual([]);
    expect(new Set(all.flatMap(({ twists }) => twists)).size).toBe(Object.keys(TWISTS).length);
    // The process is not ended for all of them.
    expect((tally(all)['plan'] ?? 0) / MODELS).toBeGreaterThan(0.2);
  },
  600_000,
);

// The contract of a backend (solver/backends/backend.ts), asked of every backend: known optima, random models against
// enumeration, and limits that are never taken for proofs. What a backend answers is checked again from outside.
import { afterAll, describe, expect, it } from 'vitest';
import { type Backend, type BackendOptions, type BackendResult, TOLERANCE } from '../../solver/backends/backend.ts';
import { highsInWorker } from '../../solver/backends/highs-worker.ts';
import { highsBackend } from '../../solver/backends/highs.ts';
import {
  isTiny,
  javascriptLpSolverBackend,
  MOST_COLUMNS,
  solveWithJavascriptLpSolver,
} from '../../solver/backends/javascript-lp-solver.ts';
import { type LinearModel, largestViolation, objectiveOf } from '../../solver/model/linear-model.ts';
import { drawFrom } from '../tiny/draw.ts';
import { enumerate, hardModel, KNOWN_MODELS, modelOf, randomBinary } from './models.ts';

const worker = highsInWorker();
afterAll(() => worker.close());

const now = (): number => performance.now();

type Contender = {
  readonly name: string;
  readonly backend: Backend;
  /** Whether it must answer every model; otherwise `failed` is allowed, and nothing wrong. */
  readonly isComplete: boolean;
};

const CONTENDERS: readonly Contender[] = [
  { name: 'HiGHS in this thread', backend: highsBackend, isComplete: true },
  { name: 'HiGHS in a thread of its own', backend: worker, isComplete: true },
  { name: 'javascript-lp-solver', backend: javascriptLpSolverBackend(now), isComplete: false },
];

/** What is wrong with a claim, looked at from outside; `optimum` undefined: there is no point. */
function faults(model: LinearModel, optimum: number | undefined, { status, values, bound }: BackendResult): string[] {
  const found: string[] = [];
  if (values !== undefined) {
    if (values.length !== model.columns.objective.length) found.push(`${values.length} values`);
    const violation = largestViolation(model, values);
    if (violation > TOLERANCE) found.push(`violation ${violation}`);
    if (optimum !== undefined && objectiveOf(model, values) > optimum + TOLERANCE)
      found.push('worth more than the best');
  }
  const hasPoint = status === 'optimal' || status === 'feasible';
  if (hasPoint !== (values !== undefined)) found.push(`${status} ${hasPoint ? 'without' : 'with'} values`);
  if (optimum === undefined ? hasPoint : status === 'infeasible') found.push(`called ${status}`);
  if (optimum === undefined) return found;
  if (bound < optimum - TOLERANCE) found.push(`bound ${bound} below ${optimum}`);
  if (status === 'optimal' && values !== undefined && objectiveOf(model, values) < optimum - 0.99)
    found.push(`called ${objectiveOf(model, values)} optimal, which is ${optimum}`);
  return found;
}

const solve = ({ backend }: Contender, model: LinearModel, options: Partial<BackendOptions> = {}) =>
  backend.solve(model, { seed: 1, ...options });

for (const contender of CONTENDERS)
  describe(contender.name, () => {
    for (const { title, model, optimum, best } of KNOWN_MODELS)
      it(`finds the known optimum, or does not know: ${title}`, async () => {
        const result = await solve(contender, model);
        expect(faults(model, optimum, result)).toEqual([]);
        if (contender.isComplete) expect(result.status).toBe(optimum === undefined ? 'infeasible' : 'optimal');
        else expect(['optimal', 'failed']).toContain(result.status);
        // What can be enumerated has whole points, so a proof within 0.99 points is a proof.
        if (result.status === 'optimal' && result.values !== undefined && optimum !== undefined)
          expect(objectiveOf(model, result.values)).toBeCloseTo(optimum, 5);
        if (result.values !== undefined && best !== undefined)
          expect([...result.values].map((value) => Math.round(value * 1e6) / 1e6)).toEqual(best);
      });

    it('proves the optimum of small random models, or does not know, and is never wrong', async () => {
      const wrong: unknown[] = [];
      const count = { solvable: 0, proven: 0 };
      for (let seed = 1; seed <= 400; seed++) {
        const model = randomBinary(drawFrom(seed, 4_000));
        const optimum = enumerate(model);
        const result = await solve(contender, model);
        const found = faults(model, optimum, result);
        if (optimum !== undefined) count.solvable++;
        if (result.status === 'optimal') {
          count.proven++;
          if (result.values !== undefined && Math.round(objectiveOf(model, result.values)) !== optimum)
            found.push('not the optimum');
        } else {
          const expected = contender.isComplete ? 'infeasible' : 'failed';
          if (result.status !== expected) found.push(result.status);
          if (contender.isComplete && optimum !== undefined) found.push('not proven');
        }
        if (found.length > 0) wrong.push({ seed, optimum, found });
      }
      console.log(`${contender.name}: ${JSON.stringify(count)} of 400.`);
      expect(wrong).toEqual([]);
      // Neither all solvable nor hardly any; who may be silent still proves nearly all.
      expect(count.solvable).toBeGreaterThan(200);
      expect(count.solvable).toBeLessThan(400);
      expect(count.proven).toBeGreaterThanOrEqual(count.solvable * (contender.isComplete ? 1 : 0.95));
    });

    it('gives the same answer when asked again', async () => {
      for (const seed of [11, 12, 13]) {
        const model = randomBinary(drawFrom(seed, 4_000));
        const first = await solve(contender, model);
        expect(await solve(contender, model)).toEqual(first);
      }
    });
  });

for (const contender of CONTENDERS.filter(({ isComplete }) => isComplete))
  describe(`${contender.name}, on a model too hard to finish`, () => {
    const hard = hardModel(drawFrom(1, 4_001), 150, 40);
    // Its root node takes a moment only.
    const medium = hardModel(drawFrom(3, 4_001), 60, 12);

    it('a time limit ends the search with a point and a bound and without a claim', async () => {
      const began = now();
      const result = await solve(contender, hard, { seconds: 1 });
      expect(now() - began).toBeLessThan(20_000);
      expect(result.status).toBe('feasible');
      expect(result.values).toBeDefined();
      if (result.values === undefined) return;
      expect(largestViolation(hard, result.values)).toBeLessThanOrEqual(TOLERANCE);
      expect(objectiveOf(hard, result.values)).toBeLessThanOrEqual(result.bound);
    });

    it('a step limit ends the search at the same point each time, without a claim', async () => {
      const first = await solve(contender, medium, { steps: 1 });
      const second = await solve(contender, medium, { steps: 1 });
      expect(['feasible', 'timed-out']).toContain(first.status);
      expect(second).toEqual(first);
    });

    it('no time at all is never a proof, of a best point or of none', async () => {
      const result = await solve(contender, hard, { seconds: 0 });
      expect(['feasible', 'timed-out']).toContain(result.status);
      if (result.values !== undefined) expect(largestViolation(hard, result.values)).toBeLessThanOrEqual(TOLERANCE);
    });

    it('every better point on the way is a point of the model, and each is better than the one before', async () => {
      const found: { points: number; violation: number; bound: number }[] = [];
      const { values } = await solve(contender, hard, {
        seconds: 2,
        onIncumbent: (point, bound) =>
          found.push({ points: objectiveOf(hard, point), violation: largestViolation(hard, point), bound }),
      });
      expect(found.length).toBeGreaterThanOrEqual(2);
      found.forEach(({ points, violation, bound }, index) => {
        expect(violation).toBeLessThanOrEqual(TOLERANCE);
        expect(points).toBeGreaterThan(found[index - 1]?.points ?? -Infinity);
        expect(points).toBeLessThanOrEqual(bound + TOLERANCE);
      });
      expect(values === undefined ? undefined : objectiveOf(hard, values)).toBeGreaterThanOrEqual(
        (found.at(-1)?.points ?? 0) - TOLERANCE,
      );
    });

    it('every bound on the way is no lower than the point found in the end', async () => {
      const bounds: number[] = [];
      const { values, bound } = await solve(contender, hard, { seconds: 2, onBound: (lower) => bounds.push(lower) });
      expect(values).toBeDefined();
      const points = values === undefined ? Infinity : objectiveOf(hard, values);
      expect(Math.min(bound, ...bounds)).toBeGreaterThanOrEqual(points - TOLERANCE);
      expect(bounds.length).toBeGreaterThan(0);
    });

    it('a good start is never lost', async () => {
      const { values: good } = await solve(contender, medium, { seconds: 1 });
      const start = good ?? new Float64Array(60);
      const { values } = await solve(contender, medium, { steps: 1, start });
      expect(values === undefined ? -1 : objectiveOf(medium, values)).toBeGreaterThanOrEqual(
        objectiveOf(medium, start) - TOLERANCE,
      );
    });

    it('a start that breaks a row does no harm', async () => {
      const knapsack = modelOf([{ objective: 10 }, { objective: 13 }], [{ coefficients: [5, 7], upper: 10 }]);
      const result = await solve(contender, knapsack, { start: Float64Array.of(1, 1) });
      expect(result.status).toBe('optimal');
      expect([...(result.values ?? [])].map(Math.round)).toEqual([0, 1]);
    });

    it('the relaxation is worth at least as much as the best whole point, with a price for each row', async () => {
      const cycle = KNOWN_MODELS.find(({ title }) => title === 'an odd cycle')?.model ?? hard;
      const { status, bound, duals } = await solve(contender, cycle, { relax: true });
      // Half of each: 15, where the best whole point is worth 10; each of the three rows prices 5.
      expect({ status, bound: Math.round(bound * 1e6) / 1e6 }).toEqual({ status: 'optimal', bound: 15 });
      expect([...(duals ?? [])].map((price) => Math.round(Math.abs(price) * 1e6) / 1e6)).toEqual([5, 5, 5]);
    });
  });

describe('the thread of HiGHS', () => {
  it('answers the next model after one that it was stopped in', async () => {
    const own = highsInWorker();
    await own.solve(hardModel(drawFrom(2, 4_001), 400, 120), { seed: 1, seconds: 0 });
    const known = KNOWN_MODELS[0];
    if (known === undefined) throw new Error('There is no known model.');
    const result = await own.solve(known.model, { seed: 1 });
    await own.close();
    expect(faults(known.model, known.optimum, result)).toEqual([]);
    expect(result.status).toBe('optimal');
  });
});

describe('javascript-lp-solver, whose word is not taken', () => {
  it('an answer that comes at its time-out is not believed', () => {
    const model = KNOWN_MODELS[0]?.model;
    if (model === undefined) throw new Error('There is no known model.');
    let clock = 0;
    // Each look at this clock is ten minutes after the last.
    const result = solveWithJavascriptLpSolver(model, () => (clock += 600_000));
    expect(result.status).toBe('failed');
  });

  it('is not asked about columns that may be negative', () => {
    const model = modelOf([{ objective: -1, lower: -3, upper: 3 }], []);
    expect(solveWithJavascriptLpSolver(model, now).status).toBe('failed');
  });

  it('is tiny only what has few columns and rows', () => {
    const ofSize = (columns: number): LinearModel =>
      modelOf(
        Array.from({ length: columns }, () => ({})),
        [],
      );
    expect([isTiny(ofSize(MOST_COLUMNS)), isTiny(ofSize(MOST_COLUMNS + 1))]).toEqual([true, false]);
  });
});

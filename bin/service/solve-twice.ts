// "No plan possible" is not believed at once: solvers have been wrong about it. The other formulation is asked too, which shares
// rules and candidates with the first, and neither its model nor its search.
import { solve, type Proposal, type SolveOptions } from '../../solver/solve.ts';
import type { World } from '../../src/domain/world.ts';

/** Seconds for the second opinion at least, where there is a limit at all. */
const LEAST_SECONDS = 5;

/** Solves; where there is no plan, and nobody has asked to stop, once more in the other formulation. */
export async function solveTwice(world: World, options: SolveOptions, solver: typeof solve = solve): Promise<Proposal> {
  const began = options.now();
  const first = await solver(world, options);
  if (first.status !== 'no-plan' || options.isCancelled?.() === true) return first;
  const formulation = first.formulation === 'plans' ? 'timed' : 'plans';
  const used = (options.now() - began) / 1000;
  const seconds = options.seconds && Math.max(LEAST_SECONDS, options.seconds - used);
  return solver(world, { ...options, formulation, seconds });
}

// Proofs on single caseloads, each told as `PROOF CASELOAD SEED`, for one copy of the solver: exits with 1 at the first that
// says that something is wrong, and prints which; with 0 where none does.
import { argv, exit } from 'node:process';
import { problemOf, type Witness } from './proofs.ts';

for (const witness of argv.slice(2)) {
  const problem = await problemOf(witness as Witness);
  if (problem === undefined) continue;
  console.log(`${witness}: ${JSON.stringify(problem).slice(0, 200)}`);
  exit(1);
}
// Threads that a wrong solver left behind do not keep it alive.
exit(0);

// Looks for a proof that notices a mutation: `npx tsx test/plans/mutations/find-witness.ts [TITLE]` tries all undecided ones,
// or those whose title holds the text, on some hundred caseloads, the cheap proofs first, and prints what notices each.
import { argv } from 'node:process';
import type { ProofName, SourceName, Witness } from '../proofs.ts';
import { MUTATIONS } from './index.ts';
import { titleOf, tryOut } from './mutation.ts';

const PROOFS: readonly ProofName[] = [
  'lagrange',
  'hull',
  'pricing',
  'branching',
  'rows',
  'relaxation',
  'gathering',
  'bound',
];
const SOURCES: readonly SourceName[] = ['crowded', 'tiny', 'mixed'];
const SEEDS = 20;

const ladder: Witness[] = [];
for (let seed = 10; seed < 10 + SEEDS; seed++)
  for (const proof of PROOFS) for (const source of SOURCES) ladder.push(`${proof} ${source} ${seed}`);

const [, , text] = argv;
for (const mutation of MUTATIONS) {
  if (text === undefined ? !('undecided' in mutation) : !titleOf(mutation).includes(text)) continue;
  const { isNoticed, by } = await tryOut(mutation, ladder);
  console.log(`${isNoticed ? 'noticed' : 'SURVIVES'} ${titleOf(mutation)}: ${by}`);
}

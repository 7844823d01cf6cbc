// Mutations of subset rows: what a plan takes of one, and what it pays for it in the master and in pricing.
import { type Mutation, mutationsOf } from './mutation.ts';

export const SUBSET_ROWS: readonly Mutation[] = [
  ...mutationsOf('subsets.ts', [
    {
      name: 'a plan takes its own agent',
      from: 'let rows = agents.includes(agent) ? 1 : 0;',
      to: 'let rows = 0;',
      noticed: 'lagrange crowded 10',
    },
    {
      name: 'a plan takes the portions that it serves',
      from: 'for (const portion of portions) if (serves(portion)) rows++;',
      to: '',
      noticed: 'lagrange crowded 10',
    },
    { name: 'two rows count once', from: 'return rows >> 1;', to: 'return rows;', noticed: 'lagrange crowded 10' },
    {
      name: 'at most half of the rows',
      from: '(portions.length + agents.length) >> 1;',
      to: '((portions.length + agents.length) >> 1) - 1;',
      noticed: 'relaxation tiny 10',
    },
  ]),
  ...mutationsOf('features.ts', [
    {
      name: 'a plan pays for subsets',
      from: 'value -= subsetPriceOf(prices.subsets, agentOf(column), (portion) => portions.has(portion));',
      to: '',
      noticed: 'lagrange crowded 10',
    },
    { name: 'coefficients in subset rows', from: 'addSubsets(column, sums);', to: '', noticed: 'lagrange crowded 10' },
    {
      name: 'subset rows are found by agents',
      from: 'for (const key of [...subset.portions, ...subset.agents.map(agentKey)]) {',
      to: 'for (const key of subset.agents.map(agentKey)) {',
      noticed: 'lagrange crowded 10',
    },
  ]),
  ...mutationsOf('master.ts', [
    {
      name: 'price of subsets',
      from: 'if (row.subset !== undefined) subsets.push({ ...row.subset, price });',
      to: '',
      noticed: 'lagrange crowded 10',
    },
  ]),
  ...mutationsOf('price-contact.ts', [
    {
      name: 'a contact pays for subsets',
      from: 'pairPoints() - subsetPriceOf(subsets, contact, isServed);',
      to: 'pairPoints();',
      noticed: 'pricing crowded 10',
    },
    {
      name: 'subsets that a contact can take',
      from: 'takenOf(subset, contact, problem.hasPortion) > 0',
      to: 'takenOf(subset, contact, problem.hasPortion) > 1',
      noticed: 'pricing crowded 10',
    },
  ]),
  ...mutationsOf('price-gathering.ts', [
    {
      name: 'a gathering pays for subsets',
      from: 'const worth = value - subsetsOf(seats.chosen);',
      to: 'const worth = value;',
      noticed: 'pricing crowded 10',
    },
    {
      name: 'cut by what those held pay for subsets',
      from: 'if (value - subsetsOf(seats.chosen.filter(isHeld)) <= best.value) return;',
      to: 'if (value - subsetsOf(seats.chosen) <= best.value) return;',
      noticed: 'pricing crowded 16',
    },
    {
      name: 'plans without a seat that is paid for',
      from: 'if (dear !== undefined) decide(dear);',
      to: '',
      noticed: 'pricing tiny 24',
    },
    {
      name: 'seats of subsets that are held',
      from: 'return seats.find((s) => !isHeld(s) && paid',
      to: 'return seats.find((s) => paid',
      noticed: 'gathering crowded 24',
    },
  ]),
];

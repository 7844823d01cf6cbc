// Mutations of dives and neighbourhoods: what keeps every whole solution that they make within the rules, and none worse.
import { type Mutation, mutationsOf } from './mutation.ts';

export const DIVE: readonly Mutation[] = [
  ...mutationsOf('dive.ts', [
    {
      name: 'portions of plans kept',
      from: 'portionsOf(compiled, column).every((portion) => !taken.has(portion)) &&\n    linksOf',
      to: 'linksOf',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
    {
      name: 'plans kept whose leads are open',
      from: 'const closed = whole.filter((column) => linksOf(compiled, column).every((link) => sides.get(link) === 2));',
      to: 'const closed = whole;',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
    {
      name: 'a plan refused is not kept again',
      from: 'if (next.length === 1) refused.add(next[0] as Column);',
      to: '',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
    {
      name: 'a batch that leaves a demand without a plan',
      from: "(solution.status !== 'optimal' || solution.objective < before - MISSING / 8);",
      to: "solution.status !== 'optimal';",
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
    {
      name: 'one plan of each in a batch',
      from: '`a${agentOf(column)}`,',
      to: '',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
    {
      name: 'prices of what is gone',
      from: 'prices: shut(prices),',
      to: 'prices,',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
    {
      name: 'rows less what is kept',
      from: 'master.addRows(residualRows(instance, rows, whole));',
      to: 'master.addRows(rows);',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
  ]),
  ...mutationsOf('rounding.ts', [
    {
      name: 'portions served by plans that stay',
      from: 'portionsOf(compiled, column).every((portion) => !taken.has(portion)) &&\n',
      to: '',
      noticed: 'round village 11',
    },
    {
      name: 'agents of plans that stay',
      from: '!agents.has(agentOf(column)) &&\n',
      to: '',
      noticed: 'round mixed 14',
    },
    {
      name: 'leads of plans that stay',
      from: '(count === 1 ? [link] : [])',
      to: '(count < 0 ? [link] : [])',
      noticed: 'round village 15',
    },
    {
      name: 'rows of a whole solution',
      from: 'if (violated.length === 0) return { columns, objective: objectiveOf(columns) };',
      to: 'return { columns, objective: objectiveOf(columns) };',
      noticed: 'round mixed 12',
    },
    {
      name: 'rows less what stays',
      from: 'const residual = residualRows(compiled.instance, rows, fixed);',
      to: 'const residual = rows;',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
  ]),
  ...mutationsOf('neighbourhoods.ts', [
    {
      name: 'portions served outside',
      from: '!portionsOf(compiled, column).some(isTaken) &&\n',
      to: '',
      noticed: 'improve village 10',
    },
    {
      name: 'who serves a portion now',
      from: 'for (const portion of portionsOf(compiled, column)) servedBy.set(portion, agent);',
      to: '',
      noticed: 'improve village 10',
    },
    {
      name: 'leads that nobody outside takes',
      from: 'isInside(column, link) || isHeld(column, link)',
      to: 'column !== undefined || isHeld(column, link)',
      noticed: 'improve crowded 10',
    },
    {
      name: 'leads that somebody outside counts on',
      from: '.filter((link) => !isInside(column, link))',
      to: '.filter((link) => !isInside(column, link) && link < 0)',
      noticed: 'improve crowded 11',
    },
    {
      name: 'plans of those outside alone stay',
      from: 'fixed: incumbent.columns.filter((column) => !isFree.has(agentOf(column)))',
      to: 'fixed: incumbent.columns',
      noticed: 'improve village 10',
    },
    {
      name: 'better than before',
      from: 'above: objectiveOf(start),',
      to: 'above: -Infinity,',
      noticed: 'improve crowded 10',
    },
    {
      name: 'plans followed so far are among the candidates',
      from: '[...near, ...start].map',
      to: '[...near].map',
      equivalent:
        'Plans followed are in the pool, fit beside those outside, and each loses no more than all of the neighbourhood: they are near.',
    },
  ]),
  ...mutationsOf('restricted-mip.ts', [
    {
      name: 'a portion once',
      from: 'builder.addRow({ lower: instance.portionCertain[portion] === 1 ? 1 : -Infinity, upper: 1, entries });',
      to: 'builder.addRow({ lower: instance.portionCertain[portion] === 1 ? 1 : -Infinity, upper: 2, entries });',
      noticed: 'improve village 10',
    },
    {
      name: 'both sides of a lead',
      from: 'builder.addRow({ lower: balance, upper: balance, entries });',
      to: '',
      noticed: 'improve crowded 11',
    },
    {
      name: 'rows of what neighbourhoods find',
      from: 'if (violated.length === 0) return [...fixed, ...found];',
      to: 'return [...fixed, ...found];',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
    {
      name: 'contacts of whom something is demanded',
      from: 'lower: options.isContactDemanded(contact) ? 1 : -Infinity',
      to: 'lower: -Infinity',
      undecided: 'Not noticed by dives and neighbourhoods of 18 caseloads.',
    },
  ]),
];

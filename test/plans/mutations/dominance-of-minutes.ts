// Mutations of the bound by minutes: the pieces of gain over minutes and how they are filled.
import { type Mutation, mutationsOf } from './mutation.ts';

export const DOMINANCE_OF_MINUTES: readonly Mutation[] = [
  ...mutationsOf('reach.ts', [
    {
      name: 'piece hull: the steepest is the first',
      from: 'if (density > steepest || (density === steepest && option.gain > (best?.gain ?? 0))) {',
      to: 'if (best === undefined) {',
      noticed: 'hull tiny 2',
    },
    {
      name: 'piece hull: without the rise',
      from: 'const gain = plainGain + rise * minutes;',
      to: 'const gain = plainGain;',
      noticed: 'hull tiny 1',
    },
    {
      name: 'piece hull: options placed before',
      from: 'if (last < from || isServed.has(portion)) continue;',
      to: 'if (last < from + 1 || isServed.has(portion)) continue;',
      noticed: 'hull tiny 1',
    },
    {
      name: 'level of the tally',
      from: 'let sum = levelAt(tally, minutes) + SAFETY;',
      to: 'let sum = SAFETY;',
      noticed: 'hull tiny 9',
    },
    {
      name: 'fall of the tally begins at once',
      from: 'const isPastFall = at >= tally.beyond;',
      to: 'const isPastFall = true;',
      noticed: 'hull tiny 17',
    },
    {
      name: 'leads as one portion',
      from: 'const portion = of < 0 ? -1 - at : of;',
      to: 'const portion = of;',
      noticed: 'hull tiny 4',
    },
    {
      name: 'piece hull: one piece only',
      from: '      if (best === undefined) break;\n',
      to: '      if (best === undefined || gain > 0) break;\n',
      noticed: 'hull tiny 2',
    },
    {
      name: 'piece hull: pieces in the order of portions',
      from: 'return pieces.sort((a, b) => b.density - a.density || a.portion - b.portion);',
      to: 'return pieces;',
      noticed: 'hull tiny 4',
    },
    {
      name: 'portions served already',
      from: 'if (last < from || isServed.has(portion)) continue;',
      to: 'if (last < from) continue;',
      noticed: 'hull tiny 5',
    },
    {
      name: 'options placed before',
      from: 'if (last < from || isServed.has(portion)) continue;',
      to: 'if (isServed.has(portion)) continue;',
      noticed: 'hull tiny 28',
    },
    {
      name: 'pieces without minutes',
      from: '      sum += gain;\n      continue;',
      to: '      continue;',
      noticed: 'hull tiny 2',
    },
    {
      name: 'step up to the most minutes',
      from: 'let step = Math.min(left, most - at);',
      to: 'let step = left;',
      noticed: 'hull tiny 6',
    },
    {
      name: 'step up to the end of the rise',
      from: 'if (!isPastRise) step = Math.min(step, tally.upTo - at);',
      to: '',
      noticed: 'hull tiny 10',
    },
    {
      name: 'step up to the fall',
      from: 'if (!isPastFall) step = Math.min(step, tally.beyond - at);',
      to: '',
      noticed: 'hull tiny 49',
    },
    { name: 'rise past its end', from: '(isPastRise ? tally.rise : 0)', to: '0', noticed: 'hull tiny 1' },
    { name: 'fall of the tally', from: '(isPastFall ? tally.fall : 0)', to: '0', noticed: 'hull tiny 9' },
    { name: 'as long as it pays', from: 'if (rate <= 0) return sum;', to: '', noticed: 'hull tiny 9' },
    { name: 'level of the rise', from: 'rise * Math.min(minutes, upTo)', to: '0', noticed: 'hull tiny 9' },
    { name: 'level of the fall', from: ' - fall * Math.max(0, minutes - beyond);', to: ';', noticed: 'hull tiny 11' },
    {
      name: 'tallies that do not count minutes',
      from: '|| !countsMinutes(t)) continue;',
      to: ') continue;',
      equivalent: 'Of all tallies only that of load rises, and it counts minutes.',
    },
  ]),
];

// Mutations of what a contact could take on: prices and gains of items, what is forbidden and demanded, and their order.
import { type Mutation, mutationsOf } from './mutation.ts';

export const CONTACT_ITEMS: readonly Mutation[] = mutationsOf('contact-items.ts', [
  { name: 'price of portions', from: '(prices.portion[portion] as number) -', to: '0 -', noticed: 'pricing mixed 1' },
  {
    name: 'price of options',
    from: '      (prices.option[option] as number);',
    to: '      0;',
    noticed: 'pricing mixed 31',
  },
  {
    name: 'price of links',
    from: '-(prices.link[instance.leadLink[lead] as number] as number) - (prices.lead[lead] as number)',
    to: '-(prices.lead[lead] as number)',
    noticed: 'pricing tiny 1',
  },
  {
    name: 'price of leads',
    from: '-(prices.link[instance.leadLink[lead] as number] as number) - (prices.lead[lead] as number)',
    to: '-(prices.link[instance.leadLink[lead] as number] as number)',
    noticed: 'pricing crowded 7',
  },
  {
    name: 'price of slots in what items could gain',
    from: 'const plainGain = base + best + (gains.get(item) ?? 0);',
    to: 'const plainGain = base + (gains.get(item) ?? 0);',
    noticed: 'pricing crowded 22',
  },
  {
    name: 'gain of two halves',
    from: 'const plainGain = base + best + (gains.get(item) ?? 0);',
    to: 'const plainGain = base + best;',
    noticed: 'pricing crowded 168',
  },
  {
    name: 'gain of tallies, options',
    from: 'plainGain + tallyGains(item, occurrences, instance.blockTally, block);',
    to: 'plainGain + 0 * tallyGains(item, occurrences, instance.blockTally, block);',
    noticed: 'pricing tiny 12',
  },
  {
    name: 'gain of tallies rounded down',
    from: 'Math.ceil(amount / riseStep)) : 0',
    to: 'Math.floor(amount / riseStep)) : 0',
    noticed: 'pricing narrow 295',
  },
  {
    name: 'options that branching forbids',
    from: 'if (limits?.optionOut[option] === 1) return undefined;',
    to: '',
    noticed: 'pricing mixed 3',
  },
  {
    name: 'options that branching demands',
    from: 'instance.optionHeld[option] === 1 || limits?.optionMust[option] === 1',
    to: 'instance.optionHeld[option] === 1',
    noticed: 'pricing mixed 1',
  },
  {
    name: 'options that pins demand',
    from: 'instance.optionHeld[option] === 1 || limits?.optionMust[option] === 1',
    to: 'limits?.optionMust[option] === 1',
    noticed: 'pricing tiny 20',
  },
  {
    name: 'leads that branching forbids',
    from: 'if (limits?.leadOut[lead] === 1) return undefined;',
    to: '',
    noticed: 'pricing mixed 4',
  },
  {
    name: 'leads that branching demands',
    from: 'instance.leadHeld[lead] === 1 || limits?.leadMust[lead] === 1',
    to: 'instance.leadHeld[lead] === 1',
    noticed: 'pricing mixed 16',
  },
  {
    name: 'leads that pins demand',
    from: 'instance.leadHeld[lead] === 1 || limits?.leadMust[lead] === 1',
    to: 'limits?.leadMust[lead] === 1',
    noticed: 'pricing tiny 78',
  },
  {
    name: 'recipients ranked by one portion',
    from: 'if (own !== undefined && entry.isSeveral) entry.rank = own.together;',
    to: '',
    noticed: 'pricing mixed 3',
  },
  {
    name: 'gain of tallies, leads',
    from: 'base + tallyGains(item, occurrences, instance.leadTally, lead);',
    to: 'base + 0 * tallyGains(item, occurrences, instance.leadTally, lead);',
    noticed: 'pricing mixed 2',
  },
  {
    name: 'items without slots',
    from: 'if (best === NO_WAY) return undefined;',
    to: '',
    equivalent: 'An item without slots gains −Infinity: no sum with it passes a cut, and no schedule has it.',
  },
  {
    name: 'demanded leads that are worth nothing',
    from: 'lead);\n    if (gain <= 0 && !must) return undefined;',
    to: 'lead);\n    if (gain <= 0) return undefined;',
    noticed: 'pricing crowded 1',
  },
  {
    name: 'demanded options that are worth nothing',
    from: 'block);\n    if (gain <= 0 && !must) return undefined;',
    to: 'block);\n    if (gain <= 0) return undefined;',
    noticed: 'pricing mixed 7',
  },
  {
    name: 'the demanded first',
    from: '      Number(b.must) - Number(a.must) ||\n',
    to: '',
    noticed: 'pricing crowded 1',
  },
  {
    name: 'items worth nothing',
    from: 'block);\n    if (gain <= 0 && !must) return undefined;',
    to: 'block);',
    equivalent:
      'Taking an item worth nothing out of a set breaks nothing, so a best set has none; leaving them out only saves work.',
  },
  { name: 'leads demanded count', from: 'if (must) demandedLeads++;', to: '', noticed: 'pricing crowded 1' },
  {
    name: 'portions demanded count',
    from: 'demanded: demandedLeads + demandedPortions.size',
    to: 'demanded: demandedLeads',
    noticed: 'pricing mixed 1',
  },
]);

// Mutations of prices: each term that a row has in the worth of a plan, in the master and in pricing.
import { type Mutation, mutationsOf } from './mutation.ts';

export const DUAL_TERMS: readonly Mutation[] = [
  ...mutationsOf('master.ts', [
    {
      name: 'certain parts are priced from 0 on',
      from: 'instance.portionCertain[p] === 1 ? price : Math.max(0, price)',
      to: 'Math.max(0, price)',
      noticed: 'lagrange tiny 35',
    },
    { name: 'price of times', from: 'pay(prices.tau, row.taus);', to: '', noticed: 'lagrange mixed 3' },
    { name: 'price of seats', from: 'pay(prices.seat, row.seats);', to: '', noticed: 'lagrange tiny 2' },
    { name: 'price of options', from: 'pay(prices.option, row.options);', to: '', noticed: 'lagrange tiny 355' },
    { name: 'price of leads', from: 'pay(prices.lead, row.leads);', to: '', noticed: 'lagrange crowded 7' },
    { name: 'price of locks', from: 'pay(prices.lock, row.locks);', to: '', noticed: 'lagrange tiny 983' },
    {
      name: 'price of pins broken beyond the most',
      from: 'cost: [...compiled.softPins.map(() => 0), -MISSING],',
      to: 'cost: [...compiled.softPins.map(() => 0), 0],',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'price of a demand that no plan meets',
      from: 'cost.push(-MISSING);',
      to: 'cost.push(0);',
      noticed: 'relaxation mixed 10',
    },
    {
      name: 'price of portions',
      from: 'const price = rounded(duals[p] ?? 0);',
      to: 'const price = 0;',
      noticed: 'lagrange crowded 10',
    },
    {
      name: 'price of portions below 0',
      from: 'instance.portionCertain[p] === 1 ? price : Math.max(0, price)',
      to: 'price',
      noticed: 'lagrange mixed 2',
    },
    {
      name: 'price of links',
      from: 'link[l] = rounded(duals[P + C + G + l] ?? 0);',
      to: 'link[l] = 0;',
      noticed: 'lagrange crowded 10',
    },
    {
      name: 'price of rows below 0',
      from: 'const price = Math.max(0, rounded(duals[FIRST + r] ?? 0));',
      to: 'const price = rounded(duals[FIRST + r] ?? 0);',
      noticed: 'lagrange mixed 10',
    },
    {
      name: 'price of rows',
      from: 'const price = Math.max(0, rounded(duals[FIRST + r] ?? 0));',
      to: 'const price = 0;',
      noticed: 'lagrange crowded 10',
    },
  ]),
  ...mutationsOf('features.ts', [
    {
      name: 'attained without the price of times',
      from: '(tau) => (value -= prices.tau[tau] as number),',
      to: '() => {},',
      noticed: 'lagrange mixed 3',
    },
    {
      name: 'price of portions, seats',
      from: '(prices.portion[instance.seatPortion[seat] as number] as number) + (prices.seat[seat] as number);',
      to: '(prices.seat[seat] as number);',
      noticed: 'lagrange crowded 10',
    },
    {
      name: 'price of seats',
      from: '(prices.portion[instance.seatPortion[seat] as number] as number) + (prices.seat[seat] as number);',
      to: '(prices.portion[instance.seatPortion[seat] as number] as number);',
      noticed: 'lagrange crowded 1',
    },
    {
      name: 'pay for leaders',
      from: 'for (const link of links) value += prices.link[link] as number;',
      to: '',
      noticed: 'lagrange crowded 1',
    },
    {
      name: 'price of portions, options',
      from: '(prices.portion[instance.optionPortion[option] as number] as number) + (prices.option[option] as number);',
      to: '(prices.option[option] as number);',
      noticed: 'lagrange mixed 1',
    },
    {
      name: 'price of options',
      from: '(prices.portion[instance.optionPortion[option] as number] as number) + (prices.option[option] as number);',
      to: '(prices.portion[instance.optionPortion[option] as number] as number);',
      noticed: 'lagrange crowded 7',
    },
    {
      name: 'price of locks',
      from: '(lock) => (value -= prices.lock[lock] as number),',
      to: '() => {},',
      noticed: 'lagrange crowded 15',
    },
    {
      name: 'price of links',
      from: '(prices.link[instance.leadLink[lead] as number] as number) + (prices.lead[lead] as number);',
      to: '(prices.lead[lead] as number);',
      noticed: 'lagrange crowded 1',
    },
    {
      name: 'price of leads',
      from: '(prices.link[instance.leadLink[lead] as number] as number) + (prices.lead[lead] as number);',
      to: '(prices.link[instance.leadLink[lead] as number] as number);',
      noticed: 'lagrange crowded 7',
    },
  ]),
  ...mutationsOf('price-contact.ts', [
    {
      name: 'known sets whose slots are priced',
      from: 'if (problem.isTimed(item)) return Infinity;',
      to: '',
      noticed: 'pricing mixed 3',
    },
    {
      name: 'points without the price of portions',
      from: 'points += instance.optionPoints[problem.optionOf(item)] as number;',
      to: '',
      noticed: 'pricing mixed 1',
    },
  ]),
  ...mutationsOf('contact-problem.ts', [
    {
      name: 'price of times',
      from: 'const price = lockPrice + (tau < 0 ? 0 : (prices.tau[tau] as number));',
      to: 'const price = lockPrice;',
      noticed: 'pricing mixed 3',
    },
    {
      name: 'price of locks',
      from: 'price += prices.lock[lock + i] as number;',
      to: 'price += 0;',
      noticed: 'pricing crowded 26',
    },
    {
      name: 'price of the locks that are held',
      from: ' & ~(instance.blockMust[block] as number);',
      to: ';',
      equivalent: 'Only pins that may break have a row, so a lock that every plan holds has no price.',
    },
    {
      name: 'order of slots at prices',
      from: 'list.sort((a, b) => b.value - a.value || a.slot - b.slot);',
      to: '',
      noticed: 'times narrow 11',
    },
    {
      name: 'order of cells at prices',
      from: 'return views.sort((a, b) => b.best - a.best || a.cell - b.cell);',
      to: 'return views;',
      noticed: 'times narrow 11',
    },
    {
      name: 'prices of the last time',
      from: 'timed.fill(0);',
      to: '',
      noticed: 'pricing narrow 10',
    },
    {
      name: 'cells whose values are priced are known by no number',
      from: 'number: -1,',
      to: 'number: cell - firstCell,',
      noticed: 'times narrow 10',
    },
    {
      name: 'blocks touched by prices of times',
      from: 'if ((prices.tau[tau] as number) !== 0 || times?.tauOut[tau] === 1) return true;',
      to: 'if (times?.tauOut[tau] === 1) return true;',
      noticed: 'relaxation narrow 10',
    },
  ]),
  ...mutationsOf('price-gathering.ts', [
    {
      name: 'price of portions',
      from: '(prices.portion[seatPortion[s] as number] as number) - (prices.seat[s] as number)',
      to: '(prices.seat[s] as number)',
      noticed: 'pricing tiny 1',
    },
    {
      name: 'price of seats',
      from: '(prices.portion[seatPortion[s] as number] as number) - (prices.seat[s] as number)',
      to: '(prices.portion[seatPortion[s] as number] as number)',
      noticed: 'pricing tiny 1',
    },
    {
      name: 'price of links',
      from: 'const linkWorth = (l: number): number => prices.link[l] as number;',
      to: 'const linkWorth = (): number => 0;',
      noticed: 'pricing tiny 1',
    },
  ]),
  ...mutationsOf('pricing.ts', [
    {
      name: 'bound of those who were not priced in time',
      from: 'contactWorth[i] = Infinity;\n          continue;',
      to: 'continue;',
      noticed: 'late crowded 3',
    },
  ]),
  ...mutationsOf('prices.ts', [
    {
      name: 'prices are rounded to what sums exactly',
      from: 'Math.round(price * SCALE) / SCALE',
      to: 'price',
      noticed: 'lagrange tiny 11',
    },
  ]),
  ...mutationsOf('schedule.ts', [
    {
      name: 'known days whose cells are priced',
      from: 'if (numbers.some((number) => number < 0)) key = Infinity;',
      to: 'if (numbers.some((number) => number < 0)) key = 0;',
      noticed: 'pricing tiny 12',
    },
  ]),
  ...mutationsOf('relaxation.ts', [
    {
      name: "the master's own prices where the smoothed bring nothing",
      from: 'isOwn = added === 0;',
      to: 'isOwn = false;',
      noticed: 'bound mixed 10',
    },
  ]),
];

// Mutations of the pricing of gatherings: sizes, demands, who excludes whom, and cuts.
import { type Mutation, mutationsOf } from './mutation.ts';

export const GATHERINGS: readonly Mutation[] = [
  ...mutationsOf('price-gathering.ts', [
    {
      name: 'least participants',
      from: 'Math.max(1, instance.minSeats[gathering] as number),',
      to: '1,',
      noticed: 'pricing mixed 1',
    },
    {
      name: 'most participants',
      from: 'instance.maxSeats[gathering] as number,',
      to: '99,',
      noticed: 'pricing tiny 2',
    },
    { name: 'least leaders', from: 'instance.minLeaders[gathering] as number,', to: '0,', noticed: 'pricing tiny 1' },
    { name: 'most leaders', from: 'instance.maxLeaders[gathering] as number,', to: '99,', noticed: 'pricing mixed 4' },
    {
      name: 'what excludes each other',
      from: 'if (who !== undefined) return decide(who);',
      to: '',
      noticed: 'pricing crowded 5',
    },
    {
      name: 'one side of what excludes each other',
      from: '    out.add(who);\n    search();\n    out.delete(who);\n',
      to: '',
      noticed: 'pricing crowded 24',
    },
    {
      name: 'a gathering that must not run',
      from: 'if (isTorn || demand === 2) {',
      to: 'if (isTorn) {',
      noticed: 'pricing tiny 3',
    },
    {
      name: 'a gathering that must run',
      from: 'let mustRun = demand === 1;',
      to: 'let mustRun = false;',
      noticed: 'pricing tiny 1',
    },
    {
      name: 'seats that pins demand',
      from: '? seatHeld[at] === 1 || limits?.seatMust[at] === 1',
      to: '? limits?.seatMust[at] === 1',
      noticed: 'pricing crowded 24',
    },
    {
      name: 'leaders that branching demands',
      from: ': linkHeld[at] === 1 || limits?.linkMust[at] === 1',
      to: ': linkHeld[at] === 1',
      noticed: 'pricing tiny 1',
    },
    {
      name: 'seats that branching forbids',
      from: '(who >= 0 ? limits?.seatOut[at] : limits?.linkOut[at]) === 1',
      to: '(who >= 0 ? 0 : limits?.linkOut[at]) === 1',
      noticed: 'pricing crowded 6',
    },
    {
      name: 'leaders that branching forbids',
      from: '(who >= 0 ? limits?.seatOut[at] : limits?.linkOut[at]) === 1',
      to: '(who >= 0 ? limits?.seatOut[at] : 0) === 1',
      noticed: 'pricing crowded 5',
    },
    {
      name: 'seats that branching demands',
      from: '? seatHeld[at] === 1 || limits?.seatMust[at] === 1',
      to: '? seatHeld[at] === 1',
      noticed: 'gathering tiny 2',
    },
    {
      name: 'leaders that pins demand',
      from: ': linkHeld[at] === 1 || limits?.linkMust[at] === 1',
      to: ': limits?.linkMust[at] === 1',
      noticed: 'gathering tiny 2',
    },
    {
      name: 'a gathering with a seat demanded must run',
      from: 'if (seatHeld[s] !== 1 && limits?.seatMust[s] !== 1) continue;',
      to: 'continue;',
      noticed: 'pricing tiny 8',
    },
    {
      name: 'a gathering with a leader demanded must run',
      from: 'if (linkHeld[l] !== 1 && limits?.linkMust[l] !== 1) continue;',
      to: 'continue;',
      noticed: 'pricing crowded 3',
    },
    {
      name: 'a gathering that must not and must',
      from: 'const value = mustRun ? -Infinity : 0;',
      to: 'const value = 0;',
      noticed: 'pricing crowded 1',
    },
    {
      name: 'points of seats',
      from: 'for (const s of seats.chosen) points += seatPoints[s] as number;',
      to: '',
      noticed: 'pricing crowded 1',
    },
    {
      name: 'best first',
      from: 'free.sort((a, b) => b.value - a.value || a.index - b.index);',
      to: '',
      noticed: 'gathering tiny 0',
    },
    {
      name: 'only what is worth something',
      from: '(chosen.length >= least && own <= 0)) break;',
      to: 'false) break;',
      noticed: 'gathering tiny 1',
    },
    {
      name: 'too many demanded',
      from: 'if (chosen.length > most || chosen.length',
      to: 'if (chosen.length',
      noticed: 'pricing tiny 5',
    },
    {
      name: 'too few in all',
      from: '|| chosen.length + free.length < least) return undefined;',
      to: ') return undefined;',
      equivalent: 'Where too few are left, too few are chosen, which is asked in the end.',
    },
    {
      name: 'the other side of what excludes each other',
      from: '    kept.add(who);\n    search();\n    kept.delete(who);\n',
      to: '',
      noticed: 'gathering tiny 1',
    },
    {
      name: 'those excluded by who is kept',
      from: '      excluded.push(other);\n      out.add(other);',
      to: '      excluded.push(other);',
      equivalent: 'Whoever is excluded by one who is kept is decided on in turn, and cannot be kept beside.',
    },
    {
      name: 'those held who are excluded',
      from: '      if (isHeld(other)) {',
      to: '      if (isHeld(other) && out.size < 0) {',
      noticed: 'gathering tiny 2',
    },
    {
      name: 'cut by the relaxed choice',
      from: 'if (value - subsetsOf(seats.chosen.filter(isHeld)) <= best.value) return;',
      to: '',
      noticed: 'gathering crowded 14',
    },
    {
      name: 'bound of a search that gave up',
      from: 'bound = Math.max(bound, value);\n      return;',
      to: 'return;',
      noticed: 'threes tiny 1',
    },
    {
      name: 'leaders decided on first',
      from: '(who < 0 ? LEADER_FIRST : 0)',
      to: '0',
      equivalent:
        'Whoever is decided on, plans without and with that one are all there are; the order only decides how soon the search ends.',
    },
    {
      name: 'who is excluded by most',
      from: '+ (count.get(who) ?? 0);',
      to: '+ 0;',
      equivalent:
        'Whoever is decided on, plans without and with that one are all there are; the order only decides how soon the search ends.',
    },
    {
      name: 'seats demanded that branching forbids',
      from: 'if (limits?.seatOut[s] === 1) isTorn = true;',
      to: '',
      noticed: 'gathering tiny 7',
    },
    {
      name: 'leaders demanded that branching forbids',
      from: 'if (limits?.linkOut[l] === 1) isTorn = true;',
      to: '',
      noticed: 'gathering tiny 13',
    },
  ]),
];

// Mutations of the rows of recipients with several portions.
import { type Mutation, mutationsOf } from './mutation.ts';

export const RECIPIENT_ROWS: readonly Mutation[] = [
  ...mutationsOf('rows.ts', [
    {
      name: 'row clash',
      from: 'conflicts.some(({ occurrences }) => occurrences?.(world, x, y) !== undefined)',
      to: 'false',
      noticed: 'rows mixed 3',
    },
    {
      name: 'row clash of one part by days',
      from: '(isExclusive && (a.days & b.days) !== 0) ||',
      to: '',
      noticed: 'rows mixed 15',
    },
    {
      name: 'row limit',
      from: 'if (total <= taken.most + EPSILON) continue;',
      to: 'if (covers === undefined || total <= taken.most + EPSILON) continue;',
      noticed: 'rows mixed 3',
    },
    {
      name: 'row cover',
      from: 'if (total <= taken.most + EPSILON) continue;',
      to: 'if (covers !== undefined || total <= taken.most + EPSILON) continue;',
      noticed: 'rows tiny 8',
    },
    {
      name: 'limits of engagements',
      from: "...rule.uses(world, { kind: 'engagement', engagement }),",
      to: '',
      noticed: 'rows tiny 8',
    },
    {
      name: 'cliques without asking',
      from: 'if (!clique.includes(session) && clique.every((member) => excludes(member, session))) clique.push(session);',
      to: 'if (!clique.includes(session)) clique.push(session);',
      noticed: 'rows mixed 3',
    },
    {
      name: 'sessions of one portion never exclude each other, seats',
      from: 'if (a.seat >= 0 || b.seat >= 0) return true;',
      to: 'if (a.seat >= 0 || b.seat >= 0) return false;',
      noticed: 'rows tiny 16',
    },
    {
      name: 'row clash of one portion by length',
      from: 'a.minutes !== b.minutes ||',
      to: '',
      equivalent:
        'The row is only weaker: whoever serves a portion gives all its sessions one form, so no two of different forms are in a whole solution.',
    },
    {
      name: 'row clash of one portion by cycle',
      from: ' || isWeekly(a.days) !== isWeekly(b.days)',
      to: '',
      equivalent:
        'The row is only weaker: whoever serves a portion gives all its sessions one form, so no two of different forms are in a whole solution.',
    },
    {
      name: 'row clash of several portions only on one day',
      from: '      (a.days & b.days) !== 0 &&\n      a.occurrences',
      to: '      a.occurrences',
      equivalent: 'two occurrences on different days never exclude each other, so asking them brings nothing',
    },
    {
      name: 'limits of occurrences',
      from: "...occurrences.flatMap((occurrence) => rule.uses(world, { kind: 'occurrence', occurrence } satisfies Item)),",
      to: '',
      noticed: 'rows mixed 3',
    },
    {
      name: 'row limit: amounts',
      from: 'use.amount * activity(session)',
      to: 'activity(session)',
      equivalent: 'What the two rules count is one session or one group each: all amounts are 1.',
    },
    {
      name: 'row limit: a bucket of engagements counted for each session',
      from: "({ id }) => id === 'recipient-limits' || id === 'groups-per-recipient',",
      to: "({ id }) => id === 'recipient-limits',",
      noticed: 'rows tiny 8',
    },
    {
      name: "row limit: a recipient's own limits",
      from: "({ id }) => id === 'recipient-limits' || id === 'groups-per-recipient',",
      to: "({ id }) => id === 'groups-per-recipient',",
      noticed: 'rows mixed 3',
    },
    {
      name: 'row cover: the portion that takes a key most',
      from: '.sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]',
      to: '.sort((a, b) => a[1] - b[1] || a[0] - b[0])[0]',
      equivalent:
        'Any portion that takes a key gives a row that holds; in a whole solution those that take one take it alike, so it is violated all the same.',
    },
    {
      name: 'row cover: one portion for each key',
      from: 'covers.some(({ distinct, portion }) => distinct === use.distinct && portion === session.portion),',
      to: 'covers.some(({ distinct }) => distinct === use.distinct),',
      noticed: 'rows evenings 12',
    },
    {
      name: 'row cover: sessions of a key',
      from: 'covers.some(({ distinct, portion }) => distinct === use.distinct && portion === session.portion),',
      to: 'covers.some(({ portion }) => portion === session.portion),',
      noticed: 'rows evenings 12',
    },
    {
      name: 'row limit: all sessions, active or not',
      from: 'all ??= bucketsOf(rule, own);',
      to: 'all ??= bucketsOf(rule, active);',
      equivalent:
        'A row about active sessions alone holds too, and a later solution that breaks the limit brings another.',
    },
    {
      name: 'row clash: all sessions, active or not',
      from: 'for (const session of [...byActivity, ...own])',
      to: 'for (const session of byActivity)',
      noticed: 'rows crowded 4',
    },
    {
      name: 'row clash: most active first',
      from: '.sort((x, y) => activity(y) - activity(x));',
      to: '.sort((x, y) => activity(x) - activity(y));',
      equivalent:
        'Whole solutions violate every clique that two of their sessions are in; which one only makes the relaxation stronger or weaker.',
    },
    {
      name: 'whole solutions: seats',
      from: "if (column.kind === 'gathering') for (const seat of column.plan.seats) seats.set(seat, 1);",
      to: "if (column.kind === 'gathering') continue;",
      noticed: 'rows tiny 8',
    },
    { name: 'whole solutions: times', from: 'if (tau >= 0) taus.set(tau, 1);', to: '', noticed: 'rows mixed 3' },
  ]),
];

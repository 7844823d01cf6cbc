// A person is in one place at a time, and the way between two sessions takes its time.
import { type Occurrence, peopleOf } from '../../domain/items.ts';
import type { World } from '../../domain/world.ts';
import { addRecipient, oneToOne } from '../example-plans.ts';
import type { ConflictRule, ExampleDraft } from '../rule.ts';

/** Minutes of a person's way between two places, by that person's mode; an unknown way takes none. */
function wayMinutes(world: World, personId: string, fromId: string, toId: string): number {
  const person = world.contacts.get(personId) ?? world.recipients.get(personId);
  return person === undefined ? 0 : (world.travel.way(fromId, toId, person.travel.mode)?.minutes ?? 0);
}

/** c1 meets a second recipient on the same Monday; the first session ends at 19:00. */
function meetNext(draft: ExampleDraft, start: string, wayMinutesBetween = 0): void {
  addRecipient(draft);
  draft.caseload.travelMatrix = [{ fromId: 'r1', toId: 'r2', minutes: wayMinutesBetween, metres: 0 }];
  draft.plan.assignments.push(oneToOne(2, { weekday: 1, start }));
}

export const noOverlap: ConflictRule = {
  kind: 'conflict',
  id: 'no-overlap',
  sources: [
    { name: 'practice', reference: 'a person is in one place at a time; travel time between two sessions counts' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['travel.detourPercent', 'travel.metresPerMinute'],
  texts: {
    title: { nb: 'Ett sted om gangen', nn: 'Éin stad om gongen', en: 'One place at a time' },
    demand: {
      nb: 'Ingen har to treff samtidig, og det er tid til veien mellom to treff.',
      nn: 'Ingen har to treff samstundes, og det er tid til vegen mellom to treff.',
      en: 'Nobody has two sessions at a time, and there is time for the way between two sessions.',
    },
    broken: {
      nb: 'To treff for samme person {clash}. Veien mellom dem tar {minutes} minutter.',
      nn: 'To treff for same person {clash}. Vegen mellom dei tek {minutes} minutt.',
      en: 'Two sessions of one person {clash}. The way between them takes {minutes} minutes.',
    },
    advice: {
      nb: 'Flytt ett av treffene til et annet tidspunkt eller en annen dag.',
      nn: 'Flytt eitt av treffa til eit anna tidspunkt eller ein annan dag.',
      en: 'Move one of the sessions to another time or day.',
    },
    neutral: {
      nb: 'Tidspunktet er opptatt.',
      nn: 'Tidspunktet er oppteke.',
      en: 'The time is taken.',
    },
  },
  apart: wayMinutes,
  occurrences(world, a, b) {
    if (a.dayKey !== b.dayKey) return undefined;
    const others = peopleOf(b.of);
    const shared = peopleOf(a.of).filter((id) => others.includes(id));
    if (shared.length === 0) return undefined;
    const longest = (from: Occurrence, to: Occurrence): number =>
      Math.max(...shared.map((id) => wayMinutes(world, id, from.placeId, to.placeId)));
    // Where neither comes first, both ways are asked, so that the answer is the same either way round.
    if (a.start === b.start)
      return {
        clash: 'overlap',
        minutes: Math.max(longest(a, b), longest(b, a)),
        gap: -Math.min(a.minutes, b.minutes),
      };
    const [earlier, later] = a.start < b.start ? [a, b] : [b, a];
    const gap = later.start - (earlier.start + earlier.minutes);
    const minutes = longest(earlier, later);
    return gap < minutes ? { clash: gap < 0 ? 'overlap' : 'too-close', minutes, gap } : undefined;
  },
  examples: [
    { title: 'a single session', outcome: 'met', edit: () => {} },
    {
      title: 'the next session begins as the first ends, at the same spot',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => meetNext(draft, '19:00'),
    },
    {
      title: 'the next session begins a quarter before the first ends',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetNext(draft, '18:45'),
    },
    {
      title: 'a quarter between the sessions, which is what the way takes',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => meetNext(draft, '19:15', 15),
    },
    {
      title: 'a quarter between the sessions, and the way takes a minute more',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetNext(draft, '19:15', 16),
    },
    { title: 'two sessions at the same time', outcome: 'broken', edit: (draft) => meetNext(draft, '17:00') },
  ],
};

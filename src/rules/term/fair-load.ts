// A contact's hours come near the hours wanted: `weight` points for each full quarter of an hour a week up to them, and the
// same lost for each started quarter beyond. A quarter a week is 30 minutes in two weeks.
import { contactOf } from '../../domain/items.ts';
import type { Contact } from '../../schema/caseload.ts';
import type { Policy } from '../../schema/policy.ts';
import { changeContact, joinGroup } from '../example-edits.ts';
import type { ExampleDraft, TallyUse, TermRule } from '../rule.ts';

const want = (draft: ExampleDraft, wantedMinutesPerWeek: number): void =>
  changeContact(draft, { capacity: { maxMinutesPerWeek: 480, wantedMinutesPerWeek } });

type Load = Required<Omit<TallyUse, 'amount'>>;

const known = new WeakMap<Policy, WeakMap<Contact, Load>>();

/** A contact's bucket, remembered: a city's contacts are asked for it a million times. */
function loadOf(policy: Policy, contact: Contact): Load {
  let loads = known.get(policy);
  if (loads === undefined) {
    loads = new WeakMap();
    known.set(policy, loads);
  }
  let load = loads.get(contact);
  if (load === undefined) {
    const { id: ownerId, capacity } = contact;
    const wanted = 2 * (capacity.wantedMinutesPerWeek ?? capacity.maxMinutesPerWeek);
    const step = { points: policy.weights.fairLoad, step: 30 };
    load = { bucket: `${ownerId}:load`, ownerId, rise: { ...step, upTo: wanted }, fall: { ...step, beyond: wanted } };
    loads.set(contact, load);
  }
  return load;
}

export const fairLoad: TermRule = {
  kind: 'term',
  id: 'fair-load',
  sources: [
    { name: 'H-QS', reference: 'equal treatment of people in like situations' },
    { name: 'practice', reference: "contact's hours near the hours wanted" },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['weights.fairLoad'],
  texts: {
    title: { nb: 'Rimelig fordeling', nn: 'Rimeleg fordeling', en: 'Fair load' },
    demand: {
      nb: 'Støttekontaktens timer ligger nær det støttekontakten ønsker.',
      nn: 'Timane til støttekontakten ligg nær det støttekontakten ønskjer.',
      en: "A contact's hours are near the hours wanted.",
    },
    broken: {
      nb: 'Fordelingen av timer gir {points} poeng.',
      nn: 'Fordelinga av timar gir {points} poeng.',
      en: 'The load of contacts gives {points} points.',
    },
    advice: {
      nb: 'Oppdater hvor mange timer støttekontakten ønsker.',
      nn: 'Oppdater kor mange timar støttekontakten ønskjer.',
      en: 'Update how many hours the contact wants.',
    },
    neutral: {
      nb: 'Timene fordeles etter hva støttekontaktene ønsker.',
      nn: 'Timane blir fordelte etter kva støttekontaktane ønskjer.',
      en: 'Hours are shared out by what contacts want.',
    },
  },
  tally({ policy }, item) {
    if (item.kind !== 'occurrence' || item.occurrence.date !== undefined) return [];
    const contact = contactOf(item.occurrence.of);
    if (contact === undefined) return [];
    const { bucket, ownerId, rise, fall } = loadOf(policy, contact);
    return [{ bucket, ownerId, amount: item.occurrence.minutes, rise, fall }];
  },
  examples: [
    { title: '2 of 6 wanted hours, 8 quarters: 7 · 8', outcome: { points: 56 }, edit: () => {} },
    {
      title: 'all of 2 wanted hours: 7 · 8',
      outcome: { points: 56 },
      bound: 'on',
      edit: (draft) => want(draft, 120),
    },
    {
      title: 'a minute a week beyond the wanted: 7 full quarters and one started beyond, 7 · 7 − 7',
      outcome: { points: 42 },
      bound: 'over',
      edit: (draft) => want(draft, 119),
    },
    {
      title: 'a quarter beyond the wanted: 7 · 7 − 7',
      outcome: { points: 42 },
      edit: (draft) => want(draft, 105),
    },
    { title: 'a contact who wants no hours: −7 · 8', outcome: { points: -56 }, edit: (draft) => want(draft, 0) },
    { title: 'leading a group counts as well: 7 · 8', outcome: { points: 56 }, edit: joinGroup },
  ],
};

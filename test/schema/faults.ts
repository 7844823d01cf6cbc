// One fault of every kind of text and shape: an edit of the base example and what must be said of it.
import type { ProblemCode } from '../../src/schema/problem-catalogue.ts';
import type { Edit } from './documents.ts';

export type FaultCase = {
  readonly guarantee: string;
  readonly edit?: Edit;
  /** In place of, or after, an edit: what JSON.stringify cannot write. */
  readonly text?: (text: string) => string;
  readonly code: ProblemCode;
  readonly pointer: string;
  /** Absent: the problem shows no value. */
  readonly value?: string;
};

/** Faults of the text. */
export const TEXT_FAULTS: readonly FaultCase[] = [
  {
    guarantee: 'a text that is not JSON is refused where it goes wrong',
    text: (text) => text.replace('"synthetic":true', '"synthetic":yes'),
    code: 'not-json',
    pointer: '',
    value: '"y"',
  },
  {
    guarantee: 'a document nested too deeply is refused before it is parsed',
    text: () => `{"format":${'['.repeat(40)}${']'.repeat(40)}}`,
    code: 'too-deep',
    pointer: '',
  },
  {
    guarantee: 'a list with too many entries is refused before it is parsed',
    text: () => `{"pins":[${'0,'.repeat(100_000)}0]}`,
    code: 'too-many-entries',
    pointer: '/pins',
  },
  {
    guarantee: 'an object with too many keys is refused before it is parsed',
    text: () => `{"policy":{${Array.from({ length: 100_001 }, (_, i) => `"${i}":0`).join(',')}}}`,
    code: 'too-many-entries',
    pointer: '/policy',
  },
  {
    guarantee: 'a key given twice is found, although parsing would keep the last one silently',
    text: (text) => text.replace('"recipientId":"r1"', '"recipientId":"r1","recipient\\u0049d":"r1"'),
    code: 'duplicate-key',
    pointer: '/decisions/0/recipientId',
    value: '"recipientId"',
  },
  {
    guarantee: '__proto__ is not accepted as a key',
    text: (text) => text.replace('"id":"c1"', '"id":"c1","__proto__":{"leadsGroups":true}'),
    code: 'forbidden-key',
    pointer: '/contacts/0/__proto__',
    value: '"__proto__"',
  },
  {
    guarantee: 'constructor is not accepted as a trait',
    edit: { '/contacts/0/traits': { constructor: true } },
    code: 'forbidden-key',
    pointer: '/contacts/0/traits/constructor',
    value: '"constructor"',
  },
  {
    guarantee: 'a number beyond all bounds is not read as infinity',
    text: (text) => text.replace('"maxMinutesPerWeek":480', '"maxMinutesPerWeek":1e309'),
    code: 'not-finite',
    pointer: '/contacts/0/capacity/maxMinutesPerWeek',
    value: '1e309',
  },
  {
    guarantee: 'minus zero is not read as a number',
    text: (text) =>
      text.replace(
        '"maxMinutesPerWeek":480,"wantedMinutesPerWeek":360',
        '"maxMinutesPerWeek":480,"wantedMinutesPerWeek":-0',
      ),
    code: 'negative-zero',
    pointer: '/contacts/0/capacity/wantedMinutesPerWeek',
    value: '-0',
  },
];

/** Faults of the shape. */
export const SHAPE_FAULTS: readonly FaultCase[] = [
  {
    guarantee: 'a plan is not read as a caseload',
    edit: { '/format': 'kobling/plan@1' },
    code: 'wrong-format',
    pointer: '/format',
    value: '"kobling/plan@1"',
  },
  {
    guarantee: 'a text where a number belongs is a wrong type',
    edit: { '/contacts/0/capacity/maxRecipients': '3' },
    code: 'wrong-type',
    pointer: '/contacts/0/capacity/maxRecipients',
    value: '"3"',
  },
  {
    guarantee: 'an object of a person is never shown as an offending value',
    edit: { '/contacts/0/bornOn': { name: 'secret' } },
    code: 'wrong-type',
    pointer: '/contacts/0/bornOn',
    value: '{…}',
  },
  {
    guarantee: 'half a minute is not whole',
    edit: { '/decisions/0/parts/0/minutes': 240.5 },
    code: 'not-whole',
    pointer: '/decisions/0/parts/0/minutes',
    value: '240.5',
  },
  {
    guarantee: 'hours written for minutes are too small',
    edit: { '/decisions/0/parts/0/minutes': 4 },
    code: 'too-small',
    pointer: '/decisions/0/parts/0/minutes',
    value: '4',
  },
  {
    guarantee: 'a latitude beyond the pole is too great',
    edit: { '/groups/0/place/lat': 95 },
    code: 'too-great',
    pointer: '/groups/0/place/lat',
    value: '95',
  },
  {
    guarantee: 'an integer beyond exact arithmetic is too great',
    edit: { '/contacts/0/capacity/maxRecipients': 1e20 },
    code: 'too-great',
    pointer: '/contacts/0/capacity/maxRecipients',
    value: '100000000000000000000',
  },
  {
    guarantee: 'a word outside the vocabulary is a bad choice',
    edit: { '/recipients/0/protection': 'kode 6', '/recipients/0/place': undefined },
    code: 'bad-choice',
    pointer: '/recipients/0/protection',
    value: '"kode 6"',
  },
  {
    guarantee: 'an unknown kind of requirement is reported at its attribute',
    edit: { '/recipients/0/requirements': [{ attribute: 'height', value: 'tall', strength: 'must' }] },
    code: 'bad-choice',
    pointer: '/recipients/0/requirements/0/attribute',
    value: '"height"',
  },
  {
    guarantee: 'a cycle of three weeks is a bad choice',
    edit: { '/decisions/0/parts/0/modes/0/cycleWeeks': 3 },
    code: 'bad-choice',
    pointer: '/decisions/0/parts/0/modes/0/cycleWeeks',
    value: '3',
  },
  {
    guarantee: 'a missing key is reported where it should be',
    edit: { '/contacts/0/availability': undefined },
    code: 'missing-key',
    pointer: '/contacts/0/availability',
  },
  {
    guarantee: 'an unknown key is reported with its name, never with its content',
    edit: { '/recipients/0/name': 'secret' },
    code: 'unknown-key',
    pointer: '/recipients/0/name',
    value: '"name"',
  },
  {
    guarantee: 'a place with half its coordinates is told apart from a postal code',
    edit: { '/offers/0/place': { lat: 60 } },
    code: 'missing-key',
    pointer: '/offers/0/place/lon',
  },
  {
    guarantee: 'an id with a slash is refused',
    edit: { '/groups/0/id': 'g/1' },
    code: 'bad-id',
    pointer: '/groups/0/id',
    value: '"g/1"',
  },
  {
    guarantee: 'an id called __proto__ is refused',
    edit: { '/groups/0/id': '__proto__' },
    code: 'bad-id',
    pointer: '/groups/0/id',
    value: '"__proto__"',
  },
  {
    guarantee: 'a code in capitals is refused',
    edit: { '/recipients/0/interests': ['music', 'Chess'] },
    code: 'bad-code',
    pointer: '/recipients/0/interests/1',
    value: '"Chess"',
  },
  {
    guarantee: 'the name of a trait must be a code',
    edit: { '/contacts/0/traits': { 'No Pets': true } },
    code: 'bad-code',
    pointer: '/contacts/0/traits/No Pets',
    value: '"No Pets"',
  },
  {
    guarantee: 'a date that does not exist is refused',
    edit: { '/recipients/0/bornOn': '2001-02-29' },
    code: 'bad-date',
    pointer: '/recipients/0/bornOn',
    value: '"2001-02-29"',
  },
  {
    guarantee: 'a clock time that does not exist is refused',
    edit: { '/groups/0/slot/start': '24:30' },
    code: 'bad-clock',
    pointer: '/groups/0/slot/start',
    value: '"24:30"',
  },
  {
    guarantee: 'a thirteenth month is refused',
    edit: { '/decisions/0/parts/0/carryOver': [{ month: '2026-13', minutes: 60, approvedBy: 'u1' }] },
    code: 'bad-month',
    pointer: '/decisions/0/parts/0/carryOver/0/month',
    value: '"2026-13"',
  },
  {
    guarantee: 'a postal code of three digits is refused',
    edit: { '/groups/0/place': { postalCode: '150' } },
    code: 'bad-postal-code',
    pointer: '/groups/0/place/postalCode',
    value: '"150"',
  },
  {
    guarantee: 'a decision without parts is refused',
    edit: { '/decisions/0/parts': [] },
    code: 'too-few-in-list',
    pointer: '/decisions/0/parts',
  },
  {
    guarantee: 'more slots than an offer may have are refused',
    edit: { '/offers/0/slots': Array.from({ length: 15 }, () => ({ weekday: 1, start: '10:00', minutes: 60 })) },
    code: 'too-many-in-list',
    pointer: '/offers/0/slots',
  },
];

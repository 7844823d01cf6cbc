// One fault of every kind: an edit of the base example and what must be said of it.
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

const pairing = { id: 'pa1', partId: 'p1', contactId: 'c1', status: 'active' };
const monday = { weekday: 1, from: '18:00', to: '17:00' };

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

/** Faults of sense. */
export const SENSE_FAULTS: readonly FaultCase[] = [
  {
    guarantee: 'one id for a recipient and a contact is refused',
    edit: { '/contacts/0/id': 'r1' },
    code: 'duplicate-id',
    pointer: '/contacts/0/id',
    value: '"r1"',
  },
  {
    guarantee: 'one id for a decision and its part is refused',
    edit: { '/decisions/0/parts/0/id': 'd1' },
    code: 'duplicate-id',
    pointer: '/decisions/0/parts/0/id',
    value: '"d1"',
  },
  ...(
    [
      ['/decisions/0/recipientId', {}],
      ['/decisions/0/parts/0/groupIds/0', { '/decisions/0/parts/0/groupIds': [] }],
      ['/decisions/0/parts/0/offerIds/0', { '/decisions/0/parts/0/offerIds': [] }],
      ['/groups/0/keepApart/0/1', { '/groups/0/keepApart': [['r1', 'r1']] }],
      ['/offers/0/accompaniedBy', {}],
      ['/relations/0/recipientId', { '/relations': [{ contactId: 'c1', relation: 'friend' }] }],
      ['/relations/0/contactId', { '/relations': [{ recipientId: 'r1', relation: 'friend' }] }],
      ['/declined/0/contactId', { '/declined': [{ recipientId: 'r1', by: 'contact', on: '2026-01-01' }] }],
      ['/suggestions/0/contactId', { '/suggestions': [{ recipientId: 'r1' }] }],
      ['/pairings/0/partId', { '/pairings': [pairing] }],
      ['/pairings/0/contactId', { '/pairings': [pairing] }],
      ['/leaderships/0/groupId', { '/leaderships': [{ id: 'l1', contactId: 'c1', status: 'active' }] }],
      ['/leaderships/0/contactId', { '/leaderships': [{ id: 'l1', groupId: 'g1', status: 'active' }] }],
      ['/pins/0/offerId', { '/pins': [{ id: 'pin1', partId: 'p1' }] }],
      ['/absences/0/personId', { '/absences': [{ from: '2026-01-01', to: '2026-01-02' }] }],
      ['/travelMatrix/0/toId', { '/travelMatrix': [{ fromId: 'r1', minutes: 1, metres: 1 }] }],
    ] as const
  ).map(
    ([pointer, edit]): FaultCase => ({
      guarantee: `${pointer} may not point nowhere`,
      edit: { ...edit, [pointer]: 'nowhere' },
      code: 'unknown-id',
      pointer,
      value: '"nowhere"',
    }),
  ),
  {
    guarantee: 'a recipient is not taken for a contact',
    edit: { '/pairings': [{ ...pairing, contactId: 'r1' }] },
    code: 'wrong-kind',
    pointer: '/pairings/0/contactId',
    value: '"r1"',
  },
  {
    guarantee: 'nobody is kept apart from himself',
    edit: { '/groups/0/keepApart': [['r1', 'r1']] },
    code: 'same-twice',
    pointer: '/groups/0/keepApart/0/1',
    value: '"r1"',
  },
  {
    guarantee: 'one way is not given twice',
    edit: { '/travelMatrix': [1, 2].map((minutes) => ({ fromId: 'r1', toId: 'c1', minutes, metres: 9 })) },
    code: 'duplicate-entry',
    pointer: '/travelMatrix/1',
  },
  {
    guarantee: 'minutes are not carried into one month twice',
    edit: {
      '/decisions/0/parts/0/carryOver': [15, 30].map((minutes) => ({ month: '2026-02', minutes, approvedBy: 'u1' })),
    },
    code: 'duplicate-entry',
    pointer: '/decisions/0/parts/0/carryOver/1',
  },
  ...(
    [
      ['/recipients/0/availability/0', { weekday: 1, from: '17:00', to: '17:00' }, '"17:00"'],
      ['/contacts/0/preferredTimes', [monday], '"17:00"', '/0'],
      ['/policy/normalHours', { from: '22:00' }, '"22:00"'],
      ['/policy/coreHours', [{ weekdays: [1], from: '12:00', to: '11:00' }], '"11:00"', '/0'],
      ['/decisions/0/normalHoursException', { from: '12:00', to: '08:00' }, '"08:00"'],
    ] as const
  ).map(
    ([place, value, shown, entry = '']): FaultCase => ({
      guarantee: `a window of ${place} ends after it begins`,
      edit: { [place]: value },
      code: 'window-crossed',
      pointer: `${place}${entry}/to`,
      value: shown,
    }),
  ),
  ...(
    ['/decisions/0', '/contacts/0/engagement/contract', '/groups/0', '/offers/0/agreement', '/absences/0'] as const
  ).map(
    (place): FaultCase => ({
      guarantee: `the period of ${place} has at least a day`,
      edit: {
        ...(place === '/absences/0' ? { '/absences': [{ personId: 'r1' }] } : {}),
        [`${place}/from`]: '2026-03-01',
        [`${place}/to`]: '2026-03-01',
      },
      code: 'dates-crossed',
      pointer: `${place}/to`,
      value: '"2026-03-01"',
    }),
  ),
  ...(
    [
      ['/groups/0/slot', { weekday: 3, start: '22:15', minutes: 120 }, '"22:15"'],
      ['/offers/0/slots/0', { weekday: 3, start: '23:00', minutes: 61 }, '"23:00"'],
      [
        '/publishedSessions',
        [{ id: 's1', partId: 'p1', contactId: 'c1', date: '2026-02-02', start: '23:30', minutes: 60 }],
        '"23:30"',
        '/0',
      ],
      [
        '/pins',
        [{ id: 'pin1', partId: 'p1', contactId: 'c1', slot: { weekday: 1, start: '24:00' } }],
        '"24:00"',
        '/0/slot',
      ],
    ] as const
  ).map(
    ([place, value, shown, entry = '']): FaultCase => ({
      guarantee: `a session of ${place} ends on its day`,
      edit: { [place]: value },
      code: 'past-midnight',
      pointer: `${place}${entry}/start`,
      value: shown,
    }),
  ),
  {
    guarantee: 'an age range holds at least one age',
    edit: { '/recipients/0/requirements': [{ attribute: 'age-range', from: 40, to: 40, strength: 'wish' }] },
    code: 'ages-crossed',
    pointer: '/recipients/0/requirements/0/to',
    value: '40',
  },
  {
    guarantee: 'the least size of a group is not above its greatest',
    edit: { '/groups/0/minParticipants': 5, '/groups/0/maxParticipants': 4 },
    code: 'bounds-crossed',
    pointer: '/groups/0/minParticipants',
    value: '5',
  },
  {
    guarantee: 'the default of the least size counts too',
    edit: { '/groups/0/minParticipants': undefined, '/groups/0/maxParticipants': 1 },
    code: 'bounds-crossed',
    pointer: '/groups/0/minParticipants',
    value: '2',
  },
  {
    guarantee: 'the least number of leaders is not above the greatest',
    edit: { '/groups/0/minLeaders': 3 },
    code: 'bounds-crossed',
    pointer: '/groups/0/minLeaders',
    value: '3',
  },
  {
    guarantee: 'nobody wants more than they can',
    edit: { '/contacts/0/capacity/wantedMinutesPerWeek': 481 },
    code: 'bounds-crossed',
    pointer: '/contacts/0/capacity/wantedMinutesPerWeek',
    value: '481',
  },
  ...(['pairings', 'pins', 'publishedSessions'] as const).flatMap((name): FaultCase[] => {
    const own = {
      pairings: { status: 'proposed' },
      pins: {},
      publishedSessions: { date: '2026-02-02', start: '17:00', minutes: 60 },
    }[name];
    return [{}, { contactId: 'c1', groupId: 'g1' }].map((partners, index) => ({
      guarantee: `an entry of ${name} that names ${index === 0 ? 'none' : 'two'} of contact, group and offer is refused`,
      edit: { [`/${name}`]: [{ id: 'x1', partId: 'p1', ...own, ...partners }] },
      code: 'one-partner',
      pointer: `/${name}/0`,
    }));
  }),
  {
    guarantee: 'a pairing of a shareable part says which half',
    edit: { '/decisions/0/parts/0/shareable': true, '/pairings': [pairing] },
    code: 'share-missing',
    pointer: '/pairings/0/share',
  },
  {
    guarantee: 'a part that is not shareable has no halves',
    edit: { '/pins': [{ id: 'pin1', partId: 'p1', contactId: 'c1', share: 2 }] },
    code: 'share-not-allowed',
    pointer: '/pins/0/share',
    value: '2',
  },
  {
    guarantee: 'a pairing and a pin do not give one part to two',
    edit: { '/pairings': [pairing], '/pins': [{ id: 'pin1', partId: 'p1', groupId: 'g1' }] },
    code: 'contradictory-pins',
    pointer: '/pins/0',
  },
  {
    guarantee: 'a pin is at a time when the group meets',
    edit: { '/pins': [{ id: 'pin1', partId: 'p1', groupId: 'g1', slot: { weekday: 3, start: '17:15' } }] },
    code: 'slot-not-offered',
    pointer: '/pins/0/slot',
  },
  {
    guarantee: 'a pin is in a week when the offer meets',
    edit: {
      '/offers/0/slots/0/cycleWeek': 1,
      '/pins': [{ id: 'pin1', partId: 'p1', offerId: 'o1', slot: { weekday: 4, start: '17:00', cycleWeek: 2 } }],
    },
    code: 'slot-not-offered',
    pointer: '/pins/0/slot',
  },
  {
    guarantee: 'a part that may be delivered one to one says how',
    edit: { '/decisions/0/parts/0/modes': undefined },
    code: 'modes-missing',
    pointer: '/decisions/0/parts/0/modes',
  },
  {
    guarantee: 'a week has at most seven sessions',
    edit: { '/decisions/0/parts/0/modes/0/sessions': 8 },
    code: 'too-many-sessions',
    pointer: '/decisions/0/parts/0/modes/0/sessions',
    value: '8',
  },
  ...(['kode-6', 'abroad', 'unknown', undefined] as const).map(
    (protection): FaultCase => ({
      guarantee: `no place is stored of a person whose protection is ${protection ?? 'not stated'}`,
      edit: { '/contacts/0/protection': protection },
      code: 'protected-place',
      pointer: '/contacts/0/place',
    }),
  ),
  {
    guarantee: 'a postal code needs a table',
    edit: { '/groups/0/place': { postalCode: '0150' }, '/offers/0/place': { postalCode: '0151' } },
    code: 'no-postal-codes',
    pointer: '/groups/0/place/postalCode',
  },
];

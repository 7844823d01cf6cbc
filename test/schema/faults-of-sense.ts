// One fault of every kind of sense: ids, times, bounds, pins, places.
import type { FaultCase } from './faults.ts';

const pairing = { id: 'pa1', partId: 'p1', contactId: 'c1', status: 'active' };
const monday = { weekday: 1, from: '18:00', to: '17:00' };

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

// The features that a tiny caseload may have beyond its sound base. Each brings one rule of the domain to bear, often on
// its bound; several together make rules meet. Who serves and who is served: see `tiny-people-features.ts`.
import { minuteOfDay, clockOf, addDays } from '../../src/domain/time.ts';
import type { Caseload, Decision, Part } from '../../src/schema/caseload.ts';
import { type Draft, drawWindows, type Feature, INTERESTS, placeAt } from './draft.ts';
import { PEOPLE_FEATURES } from './tiny-people-features.ts';
import { PIN_FEATURES } from './tiny-pin-features.ts';

const partsOf = ({ caseload }: Draft): Part[] => caseload.decisions.flatMap((decision) => decision.parts);

const decisionOf = ({ caseload }: Draft, part: Part): Decision | undefined =>
  caseload.decisions.find((decision) => decision.parts.includes(part));

/** Frees a recipient at a slot, so that only the feature at hand can forbid it. */
function freeAt(
  person: { availability: Caseload['recipients'][number]['availability'] },
  slot: Caseload['groups'][number]['slot'],
): void {
  const from = minuteOfDay(slot.start);
  person.availability.push({ weekday: slot.weekday, from: slot.start, to: clockOf(from + slot.minutes) });
}

/** A group that needs neither leader nor second participant, made where there is none. */
function anyGroup(draft: Draft, index = 0): Caseload['groups'][number] {
  const { caseload, draw, frame } = draft;
  const found = caseload.groups[index];
  if (found !== undefined) return found;
  const made = {
    id: `g${caseload.groups.length + 1}`,
    place: placeAt(0),
    interests: draw.some(INTERESTS, 1),
    slot: { weekday: draw.pick(frame.weekdays), start: clockOf((frame.hour - index) * 60), minutes: 60 },
    minParticipants: 1,
    maxParticipants: 3,
    minLeaders: 0,
    maxLeaders: 1,
    keepApart: [],
  };
  caseload.groups.push(made);
  return made;
}

function anyOffer(draft: Draft): Caseload['offers'][number] {
  const { caseload, draw, frame } = draft;
  const [found] = caseload.offers;
  if (found !== undefined) return found;
  const made = {
    id: 'o1',
    organisationId: 'org1',
    agreement: { from: addDays(frame.today, -100) },
    place: placeAt(0),
    interests: draw.some(INTERESTS, 1),
    slots: [{ weekday: draw.pick(frame.weekdays), start: clockOf(frame.hour * 60), minutes: 60 }],
    capacity: 1,
  };
  caseload.offers.push(made);
  return made;
}

/** Makes `part` one that can take a place in the gathering: allowed, granted enough, free and near. */
function canJoin(
  draft: Draft,
  part: Part,
  place: Caseload['groups'][number]['place'],
  slot: Caseload['groups'][number]['slot'],
  arrangement: 'group' | 'voluntary',
): void {
  if (draft.draw.chance(0.4)) part.arrangements = [arrangement];
  else if (!part.arrangements.includes(arrangement)) part.arrangements.push(arrangement);
  part.minutes = Math.max(part.minutes, slot.minutes * (part.per === 'week' ? 1 : 4));
  const recipientId = decisionOf(draft, part)?.recipientId;
  const recipient = draft.caseload.recipients.find(({ id }) => id === recipientId);
  if (recipient === undefined) return;
  freeAt(recipient, slot);
  recipient.place = place;
}

/** Two parts of different recipients, one where there is only one recipient. */
const twoParts = ({ caseload, draw }: Draft): Part[] =>
  draw.some(caseload.decisions, 2).flatMap((decision) => decision.parts.slice(0, 1));

const FEATURES_OF_PLACES: Readonly<Record<string, Feature>> = {
  'a group that ended or has not begun': (draft) => {
    const { draw, frame } = draft;
    const group = anyGroup(draft);
    canJoin(draft, draw.pick(partsOf(draft)), group.place, group.slot, 'group');
    group.minParticipants = 1;
    if (draw.chance(0.5)) group.to = addDays(frame.from, draw.pick([-20, 0, 0, 1]));
    else group.from = addDays(frame.from, 7 * frame.weeks + draw.pick([-1, 0, 0, 30]));
  },
  'an agreement that ended or has not begun': (draft) => {
    const { draw, frame } = draft;
    const offer = anyOffer(draft);
    const [slot] = offer.slots;
    if (slot !== undefined) canJoin(draft, draw.pick(partsOf(draft)), offer.place, slot, 'voluntary');
    offer.capacity = Math.max(1, offer.capacity);
    if (draw.chance(0.5)) offer.agreement.to = addDays(frame.from, draw.pick([-20, 0, 0, 1]));
    else offer.agreement.from = addDays(frame.from, 7 * frame.weeks + draw.pick([-1, 0, 0, 30]));
  },
  'an offer with fewer places than comers': (draft) => {
    const offer = anyOffer(draft);
    const [slot] = offer.slots;
    offer.capacity = draft.draw.pick([0, 1, 1, 1]);
    if (slot !== undefined) for (const part of twoParts(draft)) canJoin(draft, part, offer.place, slot, 'voluntary');
  },
  'a group that is too small or too large': (draft) => {
    const { draw } = draft;
    const group = anyGroup(draft);
    for (const part of twoParts(draft)) canJoin(draft, part, group.place, group.slot, 'group');
    group.minParticipants = draw.pick([1, 2, 2, 3]);
    group.maxParticipants = Math.max(group.minParticipants, draw.pick([1, 1, 2]));
    group.minLeaders = draw.pick([0, 0, 1, 2]);
    group.maxLeaders = Math.max(1, group.minLeaders);
  },
  'two who are to be kept apart': (draft) => {
    const { draw } = draft;
    const group = anyGroup(draft);
    const parts = twoParts(draft);
    for (const part of parts) canJoin(draft, part, group.place, group.slot, 'group');
    group.minParticipants = 1;
    group.maxParticipants = Math.max(2, group.maxParticipants);
    if (draw.chance(0.8)) group.minLeaders = 0;
    const [a, b] = draw.shuffled(parts.flatMap((part) => decisionOf(draft, part)?.recipientId ?? []));
    if (a !== undefined && b !== undefined && a !== b) group.keepApart = [[a, b]];
  },
  'more groups than one recipient may join': (draft) => {
    const { caseload, draw } = draft;
    const decision = draw.pick(caseload.decisions);
    const [part] = decision.parts;
    if (part === undefined) return;
    if (decision.parts.length === 1)
      decision.parts.push({ ...part, id: `${part.id}x`, arrangements: [...part.arrangements] });
    caseload.policy.groupsPerRecipient = draw.pick([1, 1, 1, 2]);
    const [first, second] = [anyGroup(draft, 0), anyGroup(draft, 1)];
    second.place = first.place;
    second.slot = { ...first.slot, weekday: (first.slot.weekday % 7) + 1 };
    for (const group of [first, second]) {
      group.minParticipants = 1;
      if (draw.chance(0.8)) group.minLeaders = 0;
      for (const joined of decision.parts) canJoin(draft, joined, group.place, group.slot, 'group');
    }
  },
  'an offer that a contact accompanies': (draft) => {
    const { caseload, draw } = draft;
    const offer = anyOffer(draft);
    offer.accompaniedBy = draw.pick(caseload.contacts).id;
    const [slot] = offer.slots;
    if (slot !== undefined) canJoin(draft, draw.pick(partsOf(draft)), offer.place, slot, 'voluntary');
  },
  'only certain groups or offers': (draft) => {
    const { caseload, draw } = draft;
    const part = draw.pick(partsOf(draft));
    if (draw.chance(0.6)) part.groupIds = draw.some(caseload.groups, 1).map(({ id }) => id);
    else part.offerIds = draw.chance(0.5) ? [] : caseload.offers.map(({ id }) => id);
  },
  'one arrangement only': (draft) => {
    const part = draft.draw.pick(partsOf(draft));
    part.arrangements = [draft.draw.pick(['individual', 'individual', 'group', 'voluntary'] as const)];
  },
};

const FEATURES_OF_TIME: Readonly<Record<string, Feature>> = {
  'short normal hours, with or without an exception': ({ caseload, draw, frame }) => {
    const from = frame.hour + draw.pick([-2, -1, 0, 1]);
    const to = Math.min(24, frame.hour + draw.pick([1, 2, 3]));
    caseload.policy.normalHours = { from: clockOf(Math.min(from, to - 1) * 60), to: clockOf(to * 60) };
    if (!draw.chance(0.3)) return;
    draw.pick(caseload.decisions).normalHoursException = { from: '06:00', to: clockOf(draw.pick([18, 22, 24]) * 60) };
  },
  'limits of a recipient': ({ caseload, draw, frame }) => {
    const recipient = draw.pick(caseload.recipients);
    const limit = draw.pick(['sessionsPerDay', 'sessionsPerWeek', 'eveningsPerWeek'] as const);
    recipient.limits[limit] = limit === 'eveningsPerWeek' ? draw.int(0, 1) : 1;
    const parts = caseload.decisions.find(({ recipientId }) => recipientId === recipient.id)?.parts;
    const part = parts?.[0];
    if (parts === undefined || part === undefined) return;
    const half = part.per === 'week' ? part.minutes / 2 : part.minutes / 8;
    if (draw.chance(0.7)) part.modes = [1, 2].map((sessions) => ({ sessions, minutes: half, cycleWeeks: 1 }));
    // A day's most shows where two parts meet on it.
    if (limit === 'sessionsPerDay' && parts.length === 1)
      parts.push({ ...part, id: `${part.id}y`, arrangements: [...part.arrangements] });
    const [from, to] = [clockOf((frame.hour - 1) * 60), clockOf(Math.min(24, frame.hour + 3) * 60)];
    recipient.availability = frame.weekdays.map((weekday) => ({ weekday, from, to }));
  },
  'evenings from early on': ({ caseload, draw, frame }) => {
    caseload.policy.eveningFrom = clockOf((frame.hour + draw.int(0, 1)) * 60);
    draw.pick(caseload.contacts).capacity.maxEveningsPerWeek = draw.int(0, 1);
  },
  'core hours off the windows': ({ caseload, draw, frame }) => {
    const from = frame.hour + draw.int(-1, 1);
    const weekdays = draw.some([1, 2, 3, 4, 5, 6, 7], 5);
    caseload.policy.coreHours = [{ weekdays, from: clockOf(from * 60), to: clockOf(Math.min(24, from + 3) * 60) }];
  },
  'times that are preferred': (draft) => {
    const { caseload, draw } = draft;
    for (const person of [draw.pick(caseload.recipients), draw.pick(caseload.contacts)])
      person.preferredTimes = drawWindows(draft);
  },
  'alternate weeks': ({ caseload, draw }) => {
    const person = draw.pick([...caseload.recipients, ...caseload.contacts]);
    const cycleWeek = draw.pick([1, 2] as const);
    person.availability = person.availability.map((window) => ({ ...window, cycleWeek }));
    for (const { parts } of caseload.decisions)
      for (const part of parts) {
        const minutes = part.per === 'week' ? part.minutes : part.minutes / 4;
        part.modes.push({ sessions: 1, minutes, cycleWeeks: 2 });
      }
  },
  'windows that touch, with a way between': (draft) => {
    const { caseload, draw, frame } = draft;
    const weekday = draw.pick(frame.weekdays);
    const contact = draw.pick(caseload.contacts);
    contact.availability = [
      { weekday, from: clockOf((frame.hour - 2) * 60), to: clockOf(Math.min(24, frame.hour + 4) * 60) },
    ];
    contact.capacity = { ...contact.capacity, maxMinutesPerWeek: 480, maxRecipients: 10 };
    for (const [index, recipient] of caseload.recipients.entries()) {
      recipient.availability = [
        {
          weekday,
          from: clockOf((frame.hour + index - 1) * 60),
          to: clockOf(Math.min(24, frame.hour + index + draw.int(1, 2)) * 60),
        },
      ];
      recipient.place = placeAt(draw.pick([0, 4, 15, 30]));
    }
  },
  'a travel matrix': ({ caseload, draw }) => {
    for (const contact of caseload.contacts)
      for (const { id } of [...caseload.recipients, ...caseload.groups, ...caseload.offers])
        if (draw.chance(0.5)) {
          const minutes = draw.pick([0, 5, 20, 40, 45, 46]);
          caseload.travelMatrix.push({ fromId: contact.id, toId: id, minutes, metres: minutes * 600 });
        }
    const [a, b] = draw.shuffled([...caseload.recipients, ...caseload.groups]);
    if (a !== undefined && b !== undefined)
      caseload.travelMatrix.push({ fromId: a.id, toId: b.id, minutes: draw.pick([0, 30, 60]), metres: 20_000 });
  },
  'a shareable part': (draft) => {
    const part = draft.draw.pick(partsOf(draft));
    const grant = part.per === 'week' ? part.minutes : part.minutes / 4;
    part.shareable = true;
    part.arrangements = draft.draw.chance(0.7) ? ['individual'] : part.arrangements;
    part.modes = [{ sessions: 1, minutes: grant / 2, cycleWeeks: draft.draw.pick([1, 1, 1, 2] as const) }];
    if (draft.draw.chance(0.3)) part.modes.push({ sessions: 1, minutes: grant, cycleWeeks: 2 });
    const { caseload, draw, frame } = draft;
    const recipient = caseload.recipients.find(({ id }) => id === decisionOf(draft, part)?.recipientId);
    if (recipient === undefined || draw.chance(0.2)) return;
    // Just room for both halves on one day only, so that they contend for it.
    const grid = caseload.policy.startGridMinutes;
    const from = frame.hour * 60;
    const to = from + 2 * Math.ceil(grant / 2 / grid) * grid;
    const window = { weekday: draw.pick(frame.weekdays), from: clockOf(from), to: clockOf(Math.min(1_440, to)) };
    recipient.availability = [window];
    for (const contact of caseload.contacts) {
      if (!draw.chance(0.8)) continue;
      contact.availability.push(window);
      contact.capacity.maxMinutesPerWeek = 480;
    }
  },
};

const FEATURES: Readonly<Record<string, Feature>> = {
  ...FEATURES_OF_TIME,
  ...FEATURES_OF_PLACES,
  ...PEOPLE_FEATURES,
  ...PIN_FEATURES,
};

/** The features by name, in the order in which they are applied. */
export const FEATURE_NAMES: readonly string[] = Object.keys(FEATURES);

/** Features of rules that few caseloads would otherwise touch are drawn more often. */
const OFTEN: readonly string[] = [
  'a declined pair, seldom reopened',
  'a group that ended or has not begun',
  'a purpose that is not covered',
  'a shareable part',
  'a young contact',
  'an offer with fewer places than comers',
  'demanding care',
  'forms above the grant',
  'kinship',
  'limits of a recipient',
  'more groups than one recipient may join',
  'two who are to be kept apart',
];
const POT: readonly string[] = FEATURE_NAMES.flatMap((name) => (OFTEN.includes(name) ? [name, name, name] : [name]));

/** Applies one to seven drawn features to a draft. */
export function applyFeatures(draft: Draft): void {
  const { draw } = draft;
  for (const name of new Set(draw.some(POT, draw.int(1, 7)))) FEATURES[name]?.(draft);
}

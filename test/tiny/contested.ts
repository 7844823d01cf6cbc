// Contested tiny caseloads: made so that the linear relaxation of the plans is seldom whole. What is scarce is wanted by
// odd cycles of people: groups that need two of three who each want two of them, contacts with room for one long or two
// short sessions, leaders who can lead one of two groups, portions of one recipient that get in each other's way.
// Same types and size as `tinyCaseload`, and likewise synthetic.
import { buildWorld } from '../../src/domain/world.ts';
import { addDays, clockOf } from '../../src/domain/time.ts';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import { bornBefore, type Draft, placeAt, type Person } from './draft.ts';
import { type Draw, drawFrom } from './draw.ts';
import { rawPlans } from './raw-options.ts';
import { MOST_PORTIONS, MOST_RAW_PLANS, type TinyCaseload } from './tiny-caseload.ts';
import { PIN_FEATURES } from './tiny-pin-features.ts';

type Window = Person['availability'][number];
type Part = Caseload['decisions'][number]['parts'][number];
type Mode = Part['modes'][number];

const windowAt = (weekday: number, fromHour: number, toHour: number): Window => ({
  weekday,
  from: clockOf(fromHour * 60),
  to: clockOf(toHour * 60),
});

function addRecipient(draft: Draft, availability: readonly Window[]): Caseload['recipients'][number] {
  const { caseload, draw } = draft;
  const recipient: Caseload['recipients'][number] = {
    id: `r${caseload.recipients.length + 1}`,
    bornOn: bornBefore(draft, draw.int(30, 60)),
    gender: 'female',
    protection: 'none',
    place: placeAt(draw.pick([0, 0, 1, 2])),
    resident: true,
    housing: 'home',
    interests: draw.chance(0.5) ? ['film'] : [],
    requirements: [],
    availability: [...availability],
    preferredTimes: [],
    travel: { mode: 'car' },
    limits: {},
  };
  caseload.recipients.push(recipient);
  return recipient;
}

function addContact(draft: Draft, availability: readonly Window[]): Caseload['contacts'][number] {
  const { caseload, draw, frame } = draft;
  const contact: Caseload['contacts'][number] = {
    id: `c${caseload.contacts.length + 1}`,
    bornOn: bornBefore(draft, draw.int(30, 60)),
    gender: 'female',
    protection: 'none',
    place: placeAt(draw.pick([0, 0, 1, 2])),
    languages: ['nb'],
    traits: {},
    interests: draw.chance(0.5) ? ['film'] : [],
    engagement: {
      interviewHeldOn: addDays(frame.today, -100),
      certificate: { purposes: ['adults', 'minors'], status: 'approved' },
      confidentialitySignedOn: addDays(frame.today, -12),
      contract: { from: addDays(frame.today, -10), scope: ['individual', 'group'] },
      qualified: false,
    },
    availability: [...availability],
    preferredTimes: [],
    travel: { mode: 'car' },
    capacity: { maxMinutesPerWeek: 480, maxRecipients: 10 },
    leadsGroups: false,
  };
  caseload.contacts.push(contact);
  return contact;
}

const once = (minutes: number): Mode => ({ sessions: 1, minutes, cycleWeeks: 1 });

/** Grants a recipient parts; each is served in any of its forms or, without any, in a group. */
function grant({ caseload, draw, frame }: Draft, recipientId: string, parts: readonly (readonly Mode[])[]): void {
  const index = caseload.decisions.length + 1;
  caseload.decisions.push({
    id: `d${index}`,
    recipientId,
    status: 'granted',
    effectiveOn: addDays(frame.today, draw.pick([5, 0, -20, -40])),
    from: addDays(frame.today, -50),
    mileageGranted: false,
    mileageConsentOn: addDays(frame.today, -10),
    parts: parts.map((modes, k) => ({
      id: `p${index}${'abc'[k]}`,
      minutes: Math.max(120, ...modes.map(({ minutes, sessions }) => minutes * sessions)),
      per: 'week',
      arrangements: modes.length === 0 ? ['group'] : ['individual'],
      purpose: 'company',
      modes: [...modes],
      shareable: false,
      demandingCare: false,
      carryOver: [],
    })),
  });
}

function addGroup(draft: Draft, window: Window, size: readonly [number, number], leaders: readonly [number, number]) {
  const { caseload, draw } = draft;
  const group: Caseload['groups'][number] = {
    id: `g${caseload.groups.length + 1}`,
    place: placeAt(draw.pick([0, 0, 1])),
    interests: draw.chance(0.4) ? ['film'] : [],
    slot: { weekday: window.weekday, start: window.from, minutes: draw.pick([60, 120, 120]) },
    minParticipants: size[0],
    maxParticipants: size[1],
    minLeaders: leaders[0],
    maxLeaders: leaders[1],
    keepApart: [],
  };
  caseload.groups.push(group);
  return group;
}

/** Groups that need two, in a ring of recipients who are each free for two neighbouring ones. */
function ringOfGroups(draft: Draft): void {
  const { draw, frame } = draft;
  const size = draw.pick([3, 3, 3, 5]);
  const slots = Array.from({ length: size }, (_, i) => windowAt((i % 7) + 1, frame.hour, frame.hour + 2));
  const isLed = draw.chance(0.4);
  for (const slot of slots) addGroup(draft, slot, [2, draw.pick([2, 2, 3])], isLed ? [1, 1] : [0, 1]);
  for (let i = 0; i < size; i++) {
    const free = [slots[i] as Window, slots[(i + 1) % size] as Window];
    if (draw.chance(0.15)) free.push(slots[(i + 2) % size] as Window);
    grant(draft, addRecipient(draft, free).id, [[]]);
  }
  if (!isLed) return;
  // One or two leaders with few evenings between them.
  for (let c = 0; c < draw.int(1, 2); c++) {
    const leader = addContact(draft, slots);
    leader.leadsGroups = true;
    if (draw.chance(0.5)) leader.capacity.maxEveningsPerWeek = draw.int(1, 2);
    if (draw.chance(0.3)) leader.capacity.maxMinutesPerWeek = draw.pick([120, 240]);
    if (draw.chance(0.5)) leader.capacity.wantedMinutesPerWeek = 120;
  }
}

/** Groups of two that share their candidates with each other, and leaders with room for fewer than all of them. */
function scarceLeader(draft: Draft): void {
  const { draw, frame } = draft;
  const slots = [1, 2, 3].map((weekday) => windowAt(weekday, frame.hour, frame.hour + 2));
  const [a, b, c] = slots as [Window, Window, Window];
  for (const slot of slots) addGroup(draft, slot, [2, 2], [1, draw.pick([1, 1, 2])]);
  const ways = [
    [a, b],
    [b, c],
    [a, c],
  ];
  for (const free of ways) {
    grant(draft, addRecipient(draft, free).id, [[]]);
    // Some may be served one to one by a leader too, in the place of a lead.
    const part = draft.caseload.decisions.at(-1)?.parts[0];
    if (part === undefined || !draw.chance(0.3)) continue;
    part.arrangements = ['group', 'individual'];
    part.modes = [once(draw.pick([60, 120]))];
  }
  for (const free of draw.pick([
    [slots],
    [slots],
    [[a, b], [c]],
    [
      [a, b],
      [b, c],
    ],
  ])) {
    const leader = addContact(draft, free);
    leader.leadsGroups = true;
    leader.capacity.maxEveningsPerWeek = draw.pick([1, 2, 2, 7]);
    leader.capacity.maxMinutesPerWeek = draw.pick([120, 240, 240]);
    if (draw.chance(0.5)) leader.capacity.wantedMinutesPerWeek = 120;
  }
}

/**
 * Two contacts with room for two short sessions or one long, three who want a short one and one who wants a long one:
 * each contact follows two plans by halves, and the third of the short ones is not left over.
 */
function oddOneOut(draft: Draft): void {
  const { draw, frame } = draft;
  const windows = draw.chance(0.6)
    ? [windowAt(1, frame.hour, frame.hour + 2)]
    : [windowAt(1, frame.hour, frame.hour + 1), windowAt(3, frame.hour, frame.hour + 2)];
  for (let c = 0; c < 2; c++) {
    const contact = addContact(draft, windows);
    contact.place = placeAt(0);
    contact.capacity.maxMinutesPerWeek = draw.pick([120, 120, 120, 150]);
    if (draw.chance(0.3)) contact.capacity.wantedMinutesPerWeek = draw.pick([30, 60, 120]);
    if (draw.chance(0.15)) contact.capacity.maxRecipients = 2;
    if (draw.chance(0.15)) contact.capacity.maxEveningsPerWeek = 1;
  }
  const free = (): Window[] => (draw.chance(0.85) ? windows : draw.some(windows, 1));
  const join = (): Caseload['recipients'][number] => {
    const recipient = addRecipient(draft, free());
    recipient.place = placeAt(0);
    if (draw.chance(0.2)) recipient.preferredTimes = draw.some(windows, 1);
    return recipient;
  };
  const short = [once(60)];
  // The short ones may be portions of one recipient, whose times get in each other's way.
  const few = draw.pick(['alone', 'alone', 'parts', 'halves'] as const);
  if (few === 'alone') for (let r = 0; r < 3; r++) grant(draft, join().id, [short]);
  else {
    const recipient = join();
    recipient.availability = windows;
    grant(draft, recipient.id, few === 'parts' ? [short, short] : [short]);
    const part = draft.caseload.decisions.at(-1)?.parts[0] as Part;
    part.shareable = few === 'halves';
    if (draw.chance(0.2)) recipient.limits.sessionsPerWeek = 1;
    if (draw.chance(0.2)) recipient.limits.eveningsPerWeek = 1;
    grant(draft, join().id, [short]);
  }
  grant(draft, join().id, [[once(draw.pick([90, 120]))]]);
  const effectiveOn = addDays(frame.today, draw.pick([5, -20]));
  if (draw.chance(0.8)) for (const decision of draft.caseload.decisions) decision.effectiveOn = effectiveOn;
}

/** Contacts with room for one long or two short sessions of recipients who want each of two contacts. */
function longOrShort(draft: Draft): void {
  const { draw, frame } = draft;
  const size = draw.pick([3, 3, 3, 4]);
  const day = (i: number): number => (i % 7) + 1;
  const hours = draw.pick([2, 3, 3]);
  const days = draw.chance(0.5) ? [0, 0, 0, 0] : [0, 1, 2, 3];
  for (let c = 0; c < draw.int(2, 3); c++) {
    const contact = addContact(draft, [
      windowAt(day(days[c] as number), frame.hour, frame.hour + hours),
      ...(draw.chance(0.3) ? [windowAt(6, frame.hour, frame.hour + draw.int(1, 2))] : []),
    ]);
    contact.capacity.maxMinutesPerWeek = draw.pick([90, 120, 150, 180, 240]);
    if (draw.chance(0.3)) contact.capacity.maxRecipients = draw.int(1, 2);
    if (draw.chance(0.3)) contact.capacity.maxEveningsPerWeek = 1;
    if (draw.chance(0.5)) contact.capacity.wantedMinutesPerWeek = draw.pick([45, 60, 90]);
  }
  for (let r = 0; r < size; r++) {
    const free = [...new Set([...days, 5])].map((d) => windowAt(day(d), frame.hour, frame.hour + hours));
    const forms = draw.some([once(45), once(60), once(90), once(120), once(150)], draw.pick([1, 1, 2]));
    grant(draft, addRecipient(draft, draw.chance(0.6) ? free : draw.some(free, 2)).id, [forms]);
  }
}

/** Recipients whose several portions clash in time or pass a limit, with contacts who can take few of them. */
function severalPortions(draft: Draft): void {
  const { draw, frame } = draft;
  const contacts = draw.pick([2, 3, 3]);
  const slots = Array.from({ length: 3 }, (_, i) =>
    draw.chance(0.5) ? windowAt(1, frame.hour + i, frame.hour + i + 2) : windowAt(i + 1, frame.hour, frame.hour + 2),
  );
  for (let c = 0; c < contacts; c++) {
    const free = draw.some(slots, draw.pick([1, 2, 2]));
    const contact = addContact(draft, free);
    contact.capacity.maxMinutesPerWeek = draw.pick([60, 120, 120, 240]);
    if (draw.chance(0.4)) contact.capacity.maxEveningsPerWeek = 1;
    if (draw.chance(0.3)) contact.preferredTimes = free.slice(0, 1);
  }
  const forms = (): Mode[] => draw.pick([[once(60)], [once(120)], [once(60), once(120)], [once(90)]]);
  for (let r = 0; r < draw.int(1, 2); r++) {
    const recipient = addRecipient(draft, slots);
    if (draw.chance(0.4)) recipient.preferredTimes = slots.slice(1, 2);
    const parts = Array.from({ length: draw.pick([2, 3, 3]) }, forms);
    grant(draft, recipient.id, draft.caseload.recipients.length === 1 ? parts : parts.slice(0, 2));
    if (draw.chance(0.5)) recipient.limits.sessionsPerWeek = draw.int(1, 2);
    if (draw.chance(0.3)) recipient.limits.eveningsPerWeek = draw.int(1, 2);
    if (draw.chance(0.3)) recipient.limits.sessionsPerDay = 1;
  }
  if (draw.chance(0.3)) {
    const part = draw.pick(draft.caseload.decisions).parts[0] as Part;
    part.shareable = true;
    part.modes = [once(60)];
  }
}

/** Recipients of two halves each, all of them wanting the same few contacts. */
function sharedHalves(draft: Draft): void {
  const { draw, frame } = draft;
  const slots = [1, 2, 3].map((weekday) => windowAt(weekday, frame.hour, frame.hour + draw.int(1, 2)));
  for (let c = 0; c < 3; c++) {
    const contact = addContact(draft, draw.some(slots, draw.pick([1, 2])));
    contact.capacity.maxRecipients = draw.pick([1, 1, 2]);
    contact.capacity.maxMinutesPerWeek = draw.pick([60, 120, 180]);
    contact.capacity.wantedMinutesPerWeek = draw.pick([30, 45, 60]);
  }
  for (let r = 0; r < 2; r++) {
    const recipient = addRecipient(draft, draw.some(slots, draw.int(2, 3)));
    grant(draft, recipient.id, [[once(60)]]);
    const part = draft.caseload.decisions.at(-1)?.parts[0] as Part;
    part.shareable = true;
    if (draw.chance(0.5)) recipient.limits.sessionsPerWeek = 1;
  }
  if (draw.chance(0.5)) grant(draft, addRecipient(draft, slots).id, [[once(draw.pick([60, 90]))]]);
}

const KINDS = { ringOfGroups, scarceLeader, oddOneOut, longOrShort, severalPortions, sharedHalves } as const;
export type ContestedKind = keyof typeof KINDS;
/** Kinds whose relaxation is mostly fractional are drawn more often. */
const POT: readonly ContestedKind[] = [
  'ringOfGroups',
  'ringOfGroups',
  'scarceLeader',
  'scarceLeader',
  'oddOneOut',
  'oddOneOut',
  'oddOneOut',
  'longOrShort',
  'severalPortions',
  'sharedHalves',
];

function compose(draw: Draw): TinyCaseload & { readonly kind: ContestedKind; readonly plans: number } {
  const today = addDays('2025-02-03', draw.int(0, 240));
  const frame = { today, from: today, weeks: 2, weekdays: [1, 2, 3], hour: draw.pick([10, 16, 17, 18]) };
  const caseload = schema.parse({
    format: 'kobling/caseload@1',
    municipalityId: 'contested',
    synthetic: true,
    screening: { statedOn: addDays(today, -2) },
    policy: { startGridMinutes: draw.pick([30, 60, 60]) },
    recipients: [],
    decisions: [],
    contacts: [],
  });
  const draft: Draft = { caseload, frame, draw };
  const kind = draw.pick(POT);
  KINDS[kind](draft);
  if (draw.chance(0.5)) caseload.policy.weights.fairLoad = draw.pick([0, 3, 7]);
  if (caseload.contacts.length > 0 && draw.chance(0.2))
    PIN_FEATURES[
      draw.pick([
        'an active pairing',
        'two pairings',
        'a lock with a slot',
        'locks that may contradict each other',
      ] as const)
    ]?.(draft);
  for (const { capacity } of caseload.contacts)
    if (capacity.wantedMinutesPerWeek !== undefined)
      capacity.wantedMinutesPerWeek = Math.min(capacity.wantedMinutesPerWeek, capacity.maxMinutesPerWeek);
  const options = { today, from: frame.from, weeks: frame.weeks };
  const world = buildWorld(caseload, options);
  const plans = world.portions.size > MOST_PORTIONS ? Infinity : rawPlans(world, 'both', MOST_RAW_PLANS);
  return { caseload, options, kind, plans };
}

/** The contested caseload of a seed: at least 20 raw plans, and no more of these and of portions than a tiny one. */
export function contestedCaseload(seed: number): TinyCaseload & { readonly kind: ContestedKind } {
  for (let stream = 0; stream < 1_000; stream++) {
    const drawn = compose(drawFrom(seed ^ 0x5eed, stream));
    if (drawn.plans >= 20 && drawn.plans <= MOST_RAW_PLANS) return drawn;
  }
  throw new Error(`No contested caseload of seed ${seed} within 1 000 draws.`);
}

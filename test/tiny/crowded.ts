// Crowded tiny caseloads: one or two contacts whom everything wants at once. Few recipients have several portions, sessions
// and forms each, groups of every or every other week need the same contacts as leaders, places lie apart, and minutes,
// places, evenings and days are short; pins ask for times and leads. They have too many plans for brute force, but each
// contact's and each gathering's can be listed. Same types as `tinyCaseload`, and likewise synthetic.
import { buildWorld } from '../../src/domain/world.ts';
import { addDays, clockOf } from '../../src/domain/time.ts';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import { bornBefore, type Draft, type Person, placeAt } from './draft.ts';
import { type Draw, drawFrom } from './draw.ts';
import { rawOptions } from './raw-options.ts';
import type { TinyCaseload } from './tiny-caseload.ts';
import { PIN_FEATURES } from './tiny-pin-features.ts';

type Part = Caseload['decisions'][number]['parts'][number];

/** Most portions, and ways of all together with one contact. */
const MOST_PORTIONS = 4;
const MOST_WAYS = 4_000;

const drawPlace = (draw: Draw): { lat: number; lon: number } => placeAt(draw.pick([0, 0, 10, 25]));

/** Two or three hours on each of the frame's days. */
function windows({ draw, frame }: Draft): Person['availability'] {
  return frame.weekdays.map((weekday) => ({
    weekday,
    from: clockOf((frame.hour - draw.pick([0, 0, 1])) * 60),
    to: clockOf((frame.hour + draw.pick([2, 2, 3])) * 60),
  }));
}

function addContact(draft: Draft): void {
  const { caseload, draw, frame } = draft;
  const maxMinutesPerWeek = draw.pick([60, 90, 120, 150, 240]);
  caseload.contacts.push({
    id: `c${caseload.contacts.length + 1}`,
    bornOn: bornBefore(draft, 40),
    gender: 'female',
    protection: 'none',
    place: drawPlace(draw),
    languages: ['nb'],
    traits: {},
    interests: draw.some(['film', 'music'], draw.int(0, 2)),
    engagement: {
      interviewHeldOn: addDays(frame.today, -100),
      certificate: { purposes: ['adults', 'minors'], status: 'approved' },
      confidentialitySignedOn: addDays(frame.today, -12),
      contract: { from: addDays(frame.today, -10), scope: ['individual', 'group'] },
      qualified: false,
    },
    availability: windows(draft),
    preferredTimes: draw.chance(0.4) ? windows(draft).slice(0, 1) : [],
    travel: { mode: 'car' },
    capacity: {
      maxMinutesPerWeek,
      maxRecipients: draw.pick([1, 2, 2, 3, 10]),
      ...(draw.chance(0.5) ? { maxEveningsPerWeek: draw.int(0, 2) } : {}),
      ...(draw.chance(0.6) ? { wantedMinutesPerWeek: draw.pick([30, 60, maxMinutesPerWeek]) } : {}),
    },
    leadsGroups: true,
  });
}

function drawPart(draft: Draft, id: string): Part {
  const { draw } = draft;
  const forms = [
    { sessions: 1, minutes: 60, cycleWeeks: 1 as const },
    { sessions: 1, minutes: 90, cycleWeeks: 1 as const },
    { sessions: 2, minutes: 60, cycleWeeks: 1 as const },
    { sessions: 2, minutes: 60, cycleWeeks: 2 as const },
    { sessions: 1, minutes: 120, cycleWeeks: 2 as const },
  ];
  return {
    id,
    minutes: 120,
    per: 'week',
    arrangements: draw.chance(0.6) ? ['individual', 'group'] : ['individual'],
    purpose: 'company',
    modes: draw.some(forms, draw.pick([1, 1, 2])),
    shareable: draw.chance(0.25),
    demandingCare: false,
    carryOver: [],
  };
}

function addRecipient(draft: Draft): void {
  const { caseload, draw, frame } = draft;
  const index = caseload.recipients.length + 1;
  const limits: Caseload['recipients'][number]['limits'] = {};
  if (draw.chance(0.25)) limits.sessionsPerDay = 1;
  if (draw.chance(0.25)) limits.sessionsPerWeek = draw.int(1, 2);
  if (draw.chance(0.25)) limits.eveningsPerWeek = draw.int(0, 1);
  caseload.recipients.push({
    id: `r${index}`,
    bornOn: bornBefore(draft, 50),
    gender: 'female',
    protection: 'none',
    place: drawPlace(draw),
    resident: true,
    housing: 'home',
    interests: draw.some(['film', 'music'], draw.int(0, 2)),
    requirements: [],
    availability: windows(draft),
    preferredTimes: draw.chance(0.5) ? windows(draft).slice(0, 1) : [],
    travel: { mode: 'car' },
    limits,
  });
  caseload.decisions.push({
    id: `d${index}`,
    recipientId: `r${index}`,
    status: 'granted',
    effectiveOn: addDays(frame.today, draw.pick([5, 0, -20, -40])),
    from: addDays(frame.today, -50),
    mileageGranted: true,
    ...(draw.chance(0.6) ? { mileageConsentOn: addDays(frame.today, -10) } : {}),
    parts: Array.from({ length: draw.pick([1, 1, 2]) }, (_, k) => drawPart(draft, `p${index}${'ab'[k]}`)),
  });
}

function addGroup(draft: Draft): void {
  const { caseload, draw, frame } = draft;
  const index = caseload.groups.length + 1;
  const minLeaders = draw.pick([0, 1, 1]);
  const minParticipants = draw.pick([1, 1, 2]);
  const ids = caseload.recipients.map(({ id }) => id);
  const [a, b] = draw.some(ids, 2);
  caseload.groups.push({
    id: `g${index}`,
    place: drawPlace(draw),
    interests: draw.some(['film', 'music'], draw.int(0, 2)),
    slot: {
      weekday: draw.pick(frame.weekdays),
      start: clockOf((frame.hour + draw.int(-1, 1)) * 60),
      minutes: draw.pick([60, 60, 90]),
      ...(draw.chance(0.5) ? { cycleWeek: draw.pick([1, 1, 2] as const) } : {}),
    },
    minParticipants,
    maxParticipants: minParticipants + draw.int(0, 2),
    minLeaders,
    maxLeaders: Math.max(1, minLeaders + draw.int(0, 1)),
    keepApart: a !== undefined && b !== undefined && draw.chance(0.5) ? [[a, b]] : [],
  });
}

/** Pins that are more or less likely. */
const PINS = [
  ['an active leadership', 0.4],
  ['an active leadership', 0.3],
  ['an active pairing', 0.25],
  ['a lock with a slot', 0.35],
  ['a lock with a slot', 0.2],
  ['a lock', 0.15],
] as const;

/** Draws a crowded caseload, of any size. */
export function composeCrowded(draw: Draw): Draft {
  const today = addDays('2025-02-03', draw.int(0, 240));
  const frame = { today, from: today, weeks: 2, weekdays: draw.pick([[1], [1, 2], [1, 2]]), hour: 17 };
  const caseload = schema.parse({
    format: 'kobling/caseload@1',
    municipalityId: 'crowded',
    synthetic: true,
    screening: { statedOn: addDays(today, -2) },
    policy: {
      startGridMinutes: draw.pick([30, 60, 60]),
      eveningFrom: clockOf(draw.pick([17, 18, 19]) * 60),
    },
    recipients: [],
    decisions: [],
    contacts: [],
  });
  const draft: Draft = { caseload, frame, draw };
  const { policy } = caseload;
  policy.weights.fairLoad = draw.pick([0, 3, 7]);
  policy.groupsPerRecipient = draw.pick([1, 2]);
  if (draw.chance(0.5)) {
    policy.mileage.budgetOere = draw.pick([0, 5_000, 20_000]);
    policy.mileage.entitlement = 'every-contact';
    policy.weights.mileage = draw.int(0, 2);
  }
  for (let count = draw.pick([1, 1, 2]); count > 0; count--) addContact(draft);
  for (let count = draw.int(2, 3); count > 0; count--) addRecipient(draft);
  for (let count = draw.int(1, 3); count > 0; count--) addGroup(draft);
  for (const [name, p] of PINS) if (draw.chance(p)) PIN_FEATURES[name]?.(draft);
  return draft;
}

/** Whether each contact's plans can be listed. */
function isOfSize({ caseload, options }: TinyCaseload): boolean {
  const world = buildWorld(schema.parse(caseload), options);
  if (world.portions.size > MOST_PORTIONS) return false;
  return [...world.contacts.values()].every((contact) => {
    let ways = 1;
    for (const portion of world.portions.values())
      ways *=
        1 + rawOptions(world, portion).filter((own) => own.kind === 'individual' && own.contact === contact).length;
    return ways <= MOST_WAYS;
  });
}

/** The first draft of a seed, of the streams from one on, whose plans can be listed. */
export function firstOfSize(seed: number, first: number, compose: (draw: Draw) => Draft): TinyCaseload {
  for (let stream = first; stream < first + 1_000; stream++) {
    const { caseload, frame } = compose(drawFrom(seed, stream));
    const drawn = { caseload, options: { today: frame.today, from: frame.from, weeks: frame.weeks } };
    if (isOfSize(drawn)) return drawn;
  }
  throw new Error(`No caseload of seed ${seed} whose plans can be listed within 1 000 draws.`);
}

/** The crowded caseload of a seed. */
export const crowdedCaseload = (seed: number): TinyCaseload => firstOfSize(seed, 20_000, composeCrowded);

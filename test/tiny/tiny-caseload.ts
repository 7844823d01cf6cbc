// Random tiny caseloads, synthetic and small enough for brute force: a sound base of one to four recipients, then some
// of the features of `tiny-features.ts`, each of which makes a rule bind. A draw with too many raw plans is drawn again.
import { buildWorld, type WorldOptions } from '../../src/domain/world.ts';
import { addDays, clockOf } from '../../src/domain/time.ts';
import type { Slot } from '../../src/schema/scalars.ts';
import { type Caseload, type CaseloadInput, caseload as schema } from '../../src/schema/caseload.ts';
import { bornBefore, type Draft, drawWindows, type Frame, INTERESTS, LANGUAGES, placeAt, TRAITS } from './draft.ts';
import { type Draw, drawFrom } from './draw.ts';
import { rawPlans } from './raw-options.ts';
import { applyFeatures } from './tiny-features.ts';

/** Most raw plans of a tiny caseload: the product over portions of their ways to be served and staying unserved. */
export const MOST_RAW_PLANS = 3_000;
/** Most portions: whole parts and halves. */
export const MOST_PORTIONS = 5;

export type TinyOptions = { readonly today: string; readonly from: string; readonly weeks: number };
export type TinyCaseload = { readonly caseload: CaseloadInput; readonly options: TinyOptions };

function drawFrame(draw: Draw): Frame & { grid: 60 | 120 | 240 } {
  // Most lie in 2025, far from the 53 ISO weeks of 2026; some run into 2027, where two odd weeks follow each other.
  const today = draw.chance(0.92) ? addDays('2025-02-03', draw.int(0, 240)) : addDays('2026-12-10', draw.int(0, 20));
  const grid = draw.pick([60, 60, 120, 240] as const);
  return {
    today,
    from: addDays(today, draw.pick([0, 0, 3, 7])),
    weeks: draw.int(1, 6),
    weekdays: draw.some([1, 2, 3, 4, 5, 6, 7], draw.pick([1, 1, 2, 2, 3])),
    hour: draw.pick([8, 12, 16, 16, 16, 16, 16, 20]),
    grid,
  };
}

function drawRequirements({ draw }: Draft): Caseload['recipients'][number]['requirements'] {
  const strength = (): 'must' | 'wish' => (draw.chance(0.08) ? 'must' : 'wish');
  return draw
    .some(['language', 'gender', 'age-range', 'trait'] as const, draw.pick([0, 0, 1, 1, 2]))
    .map((attribute) => {
      if (attribute === 'language') return { attribute, value: draw.pick(LANGUAGES), strength: strength() };
      if (attribute === 'gender')
        return { attribute, value: draw.pick(['female', 'male'] as const), strength: strength() };
      if (attribute === 'trait') return { attribute, value: draw.pick(TRAITS), strength: strength() };
      const from = draw.pick([18, 25, 40]);
      return { attribute, from, to: from + draw.pick([15, 30]), strength: strength() };
    });
}

/** Minutes by car from the middle of the town. */
const drawPlace = (draw: Draw): { lat: number; lon: number } => placeAt(draw.pick([0, 0, 0, 1, 1, 2, 3, 5, 9]));

function drawRecipient(draft: Draft, index: number): void {
  const { caseload, draw } = draft;
  caseload.recipients.push({
    id: `r${index}`,
    bornOn: bornBefore(draft, draw.chance(0.15) ? draw.int(8, 16) : draw.int(19, 80)),
    gender: draw.pick(['female', 'male'] as const),
    protection: 'none',
    place: drawPlace(draw),
    resident: true,
    housing: 'home',
    interests: draw.some(INTERESTS, draw.int(0, 3)),
    requirements: drawRequirements(draft),
    availability: drawWindows(draft),
    preferredTimes: draw.chance(0.3) ? drawWindows(draft).slice(0, 1) : [],
    travel: { mode: draw.pick(['public-transport', 'public-transport', 'walk', 'car'] as const) },
    limits: {},
  });
}

function drawContact(draft: Draft, index: number): void {
  const { caseload, draw, frame } = draft;
  const wanted = draw.chance(0.6) ? { wantedMinutesPerWeek: draw.pick([30, 60, 90, 120, 240]) } : {};
  caseload.contacts.push({
    id: `c${index}`,
    bornOn: bornBefore(draft, draw.int(19, 70)),
    gender: draw.pick(['female', 'male', 'other'] as const),
    protection: 'none',
    place: drawPlace(draw),
    languages: ['nb', ...draw.some(['en', 'se'], draw.int(0, 1))],
    traits: Object.fromEntries(TRAITS.filter(() => draw.chance(0.7)).map((trait) => [trait, draw.chance(0.75)])),
    interests: draw.some(INTERESTS, draw.int(0, 3)),
    engagement: {
      interviewHeldOn: addDays(frame.today, -draw.int(20, 400)),
      certificate: { purposes: ['adults', 'minors'], status: 'approved' },
      confidentialitySignedOn: addDays(frame.today, -draw.int(10, 19)),
      ...(draw.chance(0.8) ? { contract: { from: addDays(frame.today, -10), scope: ['individual', 'group'] } } : {}),
      qualified: draw.chance(0.15),
    },
    availability: drawWindows(draft),
    preferredTimes: draw.chance(0.3) ? drawWindows(draft).slice(0, 1) : [],
    travel: { mode: draw.pick(['car', 'car', 'public-transport', 'walk'] as const) },
    capacity: {
      maxMinutesPerWeek: draw.pick([120, 180, 240, 360, 480]),
      maxRecipients: draw.pick([1, 2, 10]),
      ...wanted,
    },
    leadsGroups: draw.chance(0.6),
  });
}

/** One to three forms of a part: the whole grant, less of it, in one or two weeks. */
function drawModes(draw: Draw, minutesPerWeek: number): Caseload['decisions'][number]['parts'][number]['modes'] {
  const forms = [
    { sessions: 1, minutes: minutesPerWeek, cycleWeeks: 1 as const },
    { sessions: 1, minutes: minutesPerWeek / 2, cycleWeeks: 1 as const },
    { sessions: 2, minutes: minutesPerWeek / 2, cycleWeeks: 1 as const },
    { sessions: 1, minutes: minutesPerWeek, cycleWeeks: 2 as const },
    { sessions: 2, minutes: minutesPerWeek, cycleWeeks: 2 as const },
  ];
  return draw.some(forms, draw.pick([1, 1, 2, 2, 3]));
}

function drawDecision(draft: Draft, recipientId: string, index: number, parts: number): void {
  const { caseload, draw, frame } = draft;
  const consent = draw.chance(0.7) ? { mileageConsentOn: addDays(frame.today, -draw.int(1, 90)) } : {};
  caseload.decisions.push({
    id: `d${index}`,
    recipientId,
    status: 'granted',
    effectiveOn: addDays(frame.today, draw.pick([10, 0, -20, -45, -200])),
    from: addDays(frame.today, -draw.int(30, 200)),
    ...(draw.chance(0.3) ? { to: addDays(frame.today, draw.int(60, 600)) } : {}),
    mileageGranted: draw.chance(0.5),
    ...consent,
    parts: Array.from({ length: parts }, (_, k) => {
      const minutesPerWeek = draw.pick([60, 60, 120, 120, 120, 120, 180, 240]);
      const per = draw.pick(['week', 'week', 'month'] as const);
      const others = draw.some(['group', 'voluntary'] as const, draw.pick([0, 1, 2, 2]));
      const isIndividual = others.length === 0 || draw.chance(0.85);
      return {
        id: `p${index}${'abc'[k]}`,
        minutes: per === 'week' ? minutesPerWeek : 4 * minutesPerWeek,
        per,
        arrangements: isIndividual ? (['individual', ...others] as const).slice() : others,
        purpose: draw.pick(['company', 'activity', 'culture'] as const),
        modes: drawModes(draw, minutesPerWeek),
        shareable: false,
        demandingCare: false,
        carryOver: [],
      };
    }),
  });
}

/** Two slots of one offer, on two days. */
const twoSlots = (first: Slot, second: Slot): Slot[] => [
  first,
  { ...second, weekday: second.weekday === first.weekday ? (first.weekday % 7) + 1 : second.weekday },
];

function drawGatherings(draft: Draft): void {
  const { caseload, draw, frame } = draft;
  const slot = () => ({
    weekday: draw.pick(frame.weekdays),
    start: clockOf((frame.hour + draw.pick([-1, 0, 0, 1])) * 60 + draw.pick([0, 0, 30])),
    minutes: draw.pick([60, 90, 120]),
    ...(draw.chance(0.15) ? { cycleWeek: draw.pick([1, 2] as const) } : {}),
  });
  for (let index = 1; index <= draw.pick([0, 1, 1, 2]); index++) {
    const minParticipants = draw.pick([1, 1, 2]);
    const minLeaders = draw.pick([0, 1, 1, 1, 2]);
    caseload.groups.push({
      id: `g${index}`,
      place: drawPlace(draw),
      interests: draw.some(INTERESTS, draw.int(0, 2)),
      slot: slot(),
      minParticipants,
      maxParticipants: minParticipants + draw.int(0, 2),
      minLeaders,
      maxLeaders: Math.max(1, minLeaders + draw.int(0, 1)),
      keepApart: [],
    });
  }
  if (!draw.chance(0.4)) return;
  const accompanied = draw.chance(0.4) ? { accompaniedBy: draw.pick(caseload.contacts).id } : {};
  caseload.offers.push({
    id: 'o1',
    organisationId: 'org1',
    agreement: { from: addDays(frame.today, -300) },
    place: drawPlace(draw),
    interests: draw.some(INTERESTS, draw.int(0, 2)),
    slots: draw.chance(0.6) ? [slot()] : twoSlots(slot(), slot()),
    capacity: draw.int(1, 3),
    ...accompanied,
  });
}

type Drawn = { readonly caseload: Caseload; readonly options: TinyOptions };

function compose(draw: Draw): Drawn {
  const { grid, ...frame } = drawFrame(draw);
  const caseload = schema.parse({
    format: 'kobling/caseload@1',
    municipalityId: 'tiny',
    synthetic: true,
    screening: { statedOn: addDays(frame.today, -draw.int(0, 25)) },
    policy: { startGridMinutes: grid },
    recipients: [],
    decisions: [],
    contacts: [],
  });
  const draft: Draft = { caseload, frame, draw };
  const recipients = draw.pick([1, 2, 2, 2, 3, 3, 3, 4, 4]);
  for (let index = 1; index <= recipients; index++) {
    drawRecipient(draft, index);
    drawDecision(draft, `r${index}`, index, draw.chance(0.2) ? 2 : 1);
  }
  for (let index = 1; index <= draw.pick([1, 2, 2, 3]); index++) drawContact(draft, index);
  drawGatherings(draft);
  applyFeatures(draft);
  // Features set the most and the wanted minutes apart from each other.
  for (const { capacity } of caseload.contacts)
    if (capacity.wantedMinutesPerWeek !== undefined)
      capacity.wantedMinutesPerWeek = Math.min(capacity.wantedMinutesPerWeek, capacity.maxMinutesPerWeek);
  const { today, from, weeks } = frame;
  return { caseload, options: { today, from, weeks } };
}

/** Whether a caseload has as many raw plans as wanted, and no more than brute force can take. */
function isOfSize({ caseload, options }: Drawn, least: number): boolean {
  const world = buildWorld(caseload, options satisfies WorldOptions);
  if (world.portions.size > MOST_PORTIONS) return false;
  const plans = rawPlans(world, 'both', MOST_RAW_PLANS);
  return least <= plans && plans <= MOST_RAW_PLANS;
}

/** The tiny caseload of a seed: sound in form, at most `MOST_RAW_PLANS` raw plans, with whatever rules bind it. */
export function tinyCaseload(seed: number): TinyCaseload {
  // Dull ones are wanted too, but not most of the time.
  const least = drawFrom(seed, -1).pick([1, 10, 30, 30, 80]);
  for (let stream = 0; stream < 1_000; stream++) {
    const drawn = compose(drawFrom(seed, stream));
    if (isOfSize(drawn, least)) return drawn;
  }
  throw new Error(`No tiny caseload of seed ${seed} within 1 000 draws.`);
}

// Recipients and contacts: age, home, languages, traits, interests, free times, what they ask for and how far they go.
// Ages follow the national shares of 2018 (NKBUF): 0–17 18.5 %, 18–49 39.3 %, 50–66 21.2 %, 67+ 21.0 %.
// Everything else here is an assumption, listed in docs/synthetic.md.
import { addDays } from '../domain/time.ts';
import type { Coordinates } from '../domain/travel.ts';
import type { CaseloadInput } from '../schema/caseload.ts';
import { drawPlace } from './geography.ts';
import { createRandom, type Random } from './random.ts';
import type { Setting } from './sizes.ts';
import { drawContactTimes, drawPreferredTimes, drawRecipientTimes } from './times.ts';
import { ASKED_TRAITS, INTERESTS, OTHER_LANGUAGES, TRAIT_SHARES } from './vocabulary.ts';

export type RecipientInput = CaseloadInput['recipients'][number];
export type ContactInput = CaseloadInput['contacts'][number];
type RequirementInput = NonNullable<RecipientInput['requirements']>[number];
type Engaged = NonNullable<ContactInput['engagement']>;

/** Somebody with a home that the generator knows even where the document withholds it. */
export type Recipient = { readonly entry: RecipientInput; readonly home: Coordinates; readonly age: number };
export type Contact = { readonly entry: ContactInput; readonly home: Coordinates; readonly age: number };

type Ages = readonly (readonly [readonly [number, number], number])[];

/** Whole years [from, to) and weight: shares of 2018, within them evenly from 7 to 95. */
const RECIPIENT_AGES: Ages = [
  [[7, 18], 18.5],
  [[18, 50], 39.3],
  [[50, 67], 21.2],
  [[67, 95], 21],
];
const CONTACT_AGES: Ages = [
  [[18, 30], 34],
  [[30, 50], 34],
  [[50, 67], 24],
  [[67, 76], 7],
  [[16, 18], 1],
];

export const numbered = (prefix: string, index: number, digits = 4): string =>
  `${prefix}-${String(index + 1).padStart(digits, '0')}`;

/** A birth date that gives the age today. */
function drawBirth(random: Random, age: number, today: string): string {
  const thisYear = `${Number(today.slice(0, 4)) - age}${today.slice(4)}`.replace('-02-29', '-02-28');
  return addDays(thisYear, -random.int(0, 364));
}

/** `count` different words, the heavier ones oftener. */
function drawWords(random: Random, words: readonly (readonly [string, number])[], count: number): string[] {
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(random.weighted(words));
  return [...chosen];
}

function drawRequirements(random: Random, entry: { age: number; gender: 'female' | 'male' | undefined }) {
  const requirements: RequirementInput[] = [];
  const strength = (must: number) => (random.chance(must) ? 'must' : 'wish');
  if (random.chance(0.07))
    requirements.push({ attribute: 'language', value: random.weighted(OTHER_LANGUAGES), strength: strength(0.65) });
  if (random.chance(entry.gender === 'female' ? 0.3 : 0.24) && entry.gender !== undefined)
    requirements.push({ attribute: 'gender', value: entry.gender, strength: strength(0.45) });
  if (random.chance(0.25)) {
    const from = entry.age < 25 ? 18 : Math.max(18, Math.min(45, entry.age - random.int(5, 20)));
    requirements.push({ attribute: 'age-range', from, to: from + random.int(15, 35), strength: strength(0.12) });
  }
  if (random.chance(0.3))
    requirements.push({ attribute: 'trait', value: random.weighted(ASKED_TRAITS), strength: strength(0.35) });
  return requirements;
}

function drawLimits(random: Random): NonNullable<RecipientInput['limits']> {
  return {
    ...(random.chance(0.4) ? { sessionsPerDay: 1 } : {}),
    ...(random.chance(0.2) ? { sessionsPerWeek: random.int(3, 4) } : {}),
    ...(random.chance(0.1) ? { eveningsPerWeek: random.int(2, 3) } : {}),
  };
}

function drawRecipient(random: Random, index: number, { profile, today }: Setting): Recipient {
  const [youngest, end] = random.weighted(RECIPIENT_AGES);
  const age = random.int(youngest, end - 1);
  const home = drawPlace(random, profile.areas, profile.scatterMetres);
  const gender = random.weighted([
    ['female', 47],
    ['male', 52],
    [undefined, 1],
  ] as const);
  const protection = random.weighted([
    ['none', 980],
    ['kode-7', 8],
    ['kode-6', 6],
    ['unknown', 6],
  ] as const);
  const housing = random.weighted([
    ['home', 975],
    ['institution', 10],
    ['staffed-24h', 15],
  ] as const);
  const availability = drawRecipientTimes(random, age);
  const preferredTimes = drawPreferredTimes(random, availability);
  const requirements = drawRequirements(random, { age, gender });
  const limits = drawLimits(random);
  const entry: RecipientInput = {
    id: numbered('r', index),
    bornOn: drawBirth(random, age, today),
    ...(gender === undefined ? {} : { gender }),
    protection,
    ...(protection === 'none' || protection === 'kode-7' ? { place: home } : {}),
    ...(random.chance(0.004) ? { resident: false } : {}),
    ...(housing === 'home' ? {} : { housing }),
    interests: drawWords(random, INTERESTS, random.int(2, 5)),
    ...(requirements.length === 0 ? {} : { requirements }),
    availability,
    ...(preferredTimes.length === 0 ? {} : { preferredTimes }),
    travel: { mode: random.weighted(profile.recipientModes), maxMinutes: random.int(...profile.recipientMinutes) },
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
  return { entry, home, age };
}

/** Interview, certificate, declaration and contract: mostly complete. */
function drawEngagement(random: Random, today: string): Engaged {
  const ago = (from: number, to: number): string => addDays(today, -random.int(from, to));
  const certificate = (status: 'approved' | 'pending' | 'refused') => ({
    status,
    purposes: random.weighted([
      [['adults', 'minors'] as ('adults' | 'minors')[], 62],
      [['adults'] as ('adults' | 'minors')[], 28],
      [['minors'] as ('adults' | 'minors')[], 10],
    ]),
  });
  const state = random.weighted([
    ['ready', 82],
    ['no-contract', 6],
    ['no-interview', 3],
    ['pending', 5],
    ['refused', 1],
    ['ended', 3],
  ] as const);
  if (state === 'no-interview') return random.chance(0.5) ? {} : { certificate: certificate('pending') };
  if (state === 'pending')
    return { interviewHeldOn: ago(5, 60), ...(random.chance(0.6) ? { certificate: certificate('pending') } : {}) };
  if (state === 'refused') return { interviewHeldOn: ago(20, 200), certificate: certificate('refused') };
  if (state === 'no-contract') return { interviewHeldOn: ago(10, 90), certificate: certificate('approved') };
  const start = random.int(190, 1_400);
  const scope = random.weighted([
    [['individual'] as ('individual' | 'group')[], 60],
    [['individual', 'group'] as ('individual' | 'group')[], 36],
    [['group'] as ('individual' | 'group')[], 4],
  ]);
  const to = state === 'ended' ? ago(1, 120) : random.chance(0.03) ? addDays(today, random.int(8, 120)) : undefined;
  return {
    interviewHeldOn: addDays(today, -start - random.int(20, 60)),
    certificate: certificate('approved'),
    confidentialitySignedOn: addDays(today, -start - random.int(0, 10)),
    contract: { from: addDays(today, -start), ...(to === undefined ? {} : { to }), scope },
    ...(random.chance(0.12) ? { qualified: true } : {}),
  };
}

function drawTraits(random: Random, hasCar: boolean): Record<string, boolean> {
  const traits: Record<string, boolean> = random.chance(0.95) ? { car: hasCar } : {};
  for (const [trait, share] of TRAIT_SHARES) if (random.chance(0.85)) traits[trait] = random.chance(share);
  return traits;
}

function drawCapacity(random: Random): ContactInput['capacity'] {
  const maxMinutesPerWeek = random.weighted([
    [180, 12],
    [240, 22],
    [300, 18],
    [360, 20],
    [480, 16],
    [600, 8],
    [720, 4],
  ] as const);
  return {
    maxMinutesPerWeek,
    ...(random.chance(0.7)
      ? { wantedMinutesPerWeek: Math.round((maxMinutesPerWeek * random.int(50, 100)) / 1_500) * 15 }
      : {}),
    maxRecipients: maxMinutesPerWeek < 240 ? 1 : random.int(1, maxMinutesPerWeek < 480 ? 3 : 4),
    ...(random.chance(0.6) ? { maxEveningsPerWeek: random.int(2, 4) } : {}),
  };
}

function drawContact(random: Random, index: number, { profile, today }: Setting): Contact {
  const [youngest, end] = random.weighted(CONTACT_AGES);
  const age = random.int(youngest, end - 1);
  const home = drawPlace(random, profile.areas, profile.scatterMetres);
  const mode = random.weighted(profile.contactModes);
  const gender = random.weighted([
    ['female', 60],
    ['male', 38],
    [undefined, 2],
  ] as const);
  const protection = random.weighted([
    ['none', 994],
    ['kode-7', 2],
    ['unknown', 4],
  ] as const);
  const availability = drawContactTimes(random);
  const preferredTimes = drawPreferredTimes(random, availability);
  const engagement = drawEngagement(random, today);
  const leads = engagement.contract?.scope.includes('group') === true && random.chance(0.6);
  const entry: ContactInput = {
    id: numbered('c', index),
    bornOn: drawBirth(random, age, today),
    ...(gender === undefined ? {} : { gender }),
    protection,
    ...(protection === 'unknown' ? {} : { place: home }),
    languages: [
      'no',
      ...(random.chance(0.85) ? ['en'] : []),
      ...(random.chance(0.16) ? [random.weighted(OTHER_LANGUAGES)] : []),
    ],
    traits: drawTraits(random, mode === 'car' || random.chance(0.2)),
    interests: drawWords(random, INTERESTS, random.int(3, 7)),
    engagement,
    availability,
    ...(preferredTimes.length === 0 ? {} : { preferredTimes }),
    travel: { mode },
    capacity: drawCapacity(random),
    ...(leads ? { leadsGroups: true } : {}),
  };
  return { entry, home, age };
}

/** All recipients, in order of their ids. */
export function drawRecipients(setting: Setting): Recipient[] {
  const random = createRandom(setting.seed, 'recipients');
  return Array.from({ length: setting.recipients }, (_, index) => drawRecipient(random, index, setting));
}

/** All contacts, in order of their ids; their travel limits are set by `setReach`. */
export function drawContacts(setting: Setting): Contact[] {
  const random = createRandom(setting.seed, 'contacts');
  return Array.from({ length: setting.contacts }, (_, index) => drawContact(random, index, setting));
}

// The five sizes of a generated caseload: how many, where, and how people there get about.
// National rate: 32 747 recipients in 2018, 6 in 1 000 inhabitants; the numbers of contacts are assumptions, as are the
// door-to-door speeds of the district and the city and the shares of travel modes. docs/synthetic.md lists them.
import type { CaseloadInput } from '../schema/caseload.ts';
import { type Policy, policy, type TravelMode } from '../schema/policy.ts';
import { ASANE, type Area, innermost, KRISTIANSAND, LEVANGER, LUSTER, OSLO } from './geography.ts';

export const SIZES = ['village', 'town', 'district', 'municipality', 'city'] as const;
export type Size = (typeof SIZES)[number];

type Modes = readonly (readonly [TravelMode, number])[];

export type Profile = {
  /** Recipients at default. */
  readonly recipients: number;
  /** Contacts at default and scarcity 1. */
  readonly contacts: number;
  readonly areas: readonly Area[];
  /** How far from an area's middle people live, in metres. */
  readonly scatterMetres: number;
  readonly contactModes: Modes;
  readonly recipientModes: Modes;
  /** Recipients within a contact's reach, on average; undefined: contacts travel up to 40–75 minutes. */
  readonly reach: number | undefined;
  /** Longest way of a recipient to a group or an offer, in minutes, least and most. */
  readonly recipientMinutes: readonly [number, number];
  /** Door-to-door speeds that differ from the policy's defaults, in metres a minute. */
  readonly metresPerMinute: Partial<Record<TravelMode, number>>;
  /** Share of decisions with recorded consent to pay the mileage over the budget; higher where ways are long. */
  readonly mileageConsent: number;
};

export const PROFILES: Readonly<Record<Size, Profile>> = {
  village: {
    recipients: 30,
    contacts: 20,
    areas: LUSTER,
    scatterMetres: 1_500,
    contactModes: [
      ['car', 90],
      ['public-transport', 5],
      ['walk', 5],
    ],
    recipientModes: [
      ['car', 75],
      ['public-transport', 20],
      ['walk', 5],
    ],
    reach: undefined,
    recipientMinutes: [30, 60],
    metresPerMinute: {},
    mileageConsent: 0.85,
  },
  town: {
    recipients: 125,
    contacts: 90,
    areas: LEVANGER,
    scatterMetres: 1_200,
    contactModes: [
      ['car', 75],
      ['public-transport', 10],
      ['walk', 15],
    ],
    recipientModes: [
      ['car', 45],
      ['public-transport', 45],
      ['walk', 10],
    ],
    reach: 66,
    recipientMinutes: [20, 45],
    metresPerMinute: { car: 500 },
    mileageConsent: 0.7,
  },
  district: {
    recipients: 300,
    contacts: 220,
    areas: ASANE,
    scatterMetres: 400,
    contactModes: [
      ['car', 50],
      ['public-transport', 35],
      ['walk', 15],
    ],
    recipientModes: [
      ['car', 25],
      ['public-transport', 60],
      ['walk', 15],
    ],
    reach: 60,
    recipientMinutes: [15, 40],
    metresPerMinute: { car: 400, 'public-transport': 180 },
    mileageConsent: 0.55,
  },
  municipality: {
    recipients: 720,
    contacts: 520,
    areas: KRISTIANSAND,
    scatterMetres: 700,
    contactModes: [
      ['car', 60],
      ['public-transport', 25],
      ['walk', 15],
    ],
    recipientModes: [
      ['car', 35],
      ['public-transport', 50],
      ['walk', 15],
    ],
    reach: 62,
    recipientMinutes: [15, 45],
    metresPerMinute: { car: 400, 'public-transport': 220 },
    mileageConsent: 0.6,
  },
  city: {
    recipients: 4_400,
    contacts: 3_000,
    areas: OSLO,
    scatterMetres: 350,
    contactModes: [
      ['car', 25],
      ['public-transport', 50],
      ['walk', 25],
    ],
    recipientModes: [
      ['car', 15],
      ['public-transport', 65],
      ['walk', 20],
    ],
    reach: 60,
    recipientMinutes: [15, 35],
    metresPerMinute: { car: 250, 'public-transport': 150 },
    mileageConsent: 0.5,
  },
};

/** What the caller asks for. */
export type CaseloadOptions = {
  readonly size: Size;
  /** Number of recipients; default by size: 30, 125, 300, 720, 4 400. */
  readonly recipients?: number | undefined;
  /** Number of contacts; default by size and recipients (20, 90, 220, 520, 3 000), divided by `scarcity`. */
  readonly contacts?: number | undefined;
  /** Whole number; the same options and seed give the same caseload. */
  readonly seed: number;
  /** How many times fewer contacts than usual; default 1, above 0. */
  readonly scarcity?: number | undefined;
  /** Share of the place's people among whom everybody lives, nearest its middle first; default 1, above 0, at most 1. */
  readonly areaShare?: number | undefined;
  /** The instant of the caseload, YYYY-MM-DD; default 2026-01-05. */
  readonly today?: string | undefined;
};

/** The options with every default filled in. */
export type Setting = {
  readonly profile: Profile;
  readonly recipients: number;
  readonly contacts: number;
  readonly seed: number;
  readonly today: string;
  /** The policy as it is written, and with every default. */
  readonly policyInput: NonNullable<CaseloadInput['policy']>;
  readonly policy: Policy;
};

/** Fills in the defaults; throws RangeError where a number is out of range. */
export function settingOf(options: CaseloadOptions): Setting {
  const whole = PROFILES[options.size];
  const { seed, scarcity = 1, today = '2026-01-05', recipients = whole.recipients, areaShare = 1 } = options;
  const profile = areaShare === 1 ? whole : { ...whole, areas: innermost(whole.areas, areaShare) };
  const usual = (recipients * profile.contacts) / profile.recipients;
  const contacts = options.contacts ?? Math.round(usual / scarcity);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`The seed (${seed}) must be a whole number.`);
  if (!(scarcity > 0)) throw new RangeError(`The scarcity (${scarcity}) must be above 0.`);
  if (!(areaShare > 0 && areaShare <= 1))
    throw new RangeError(`The areaShare (${areaShare}) must be above 0 and at most 1.`);
  for (const [name, count] of Object.entries({ recipients, contacts }))
    if (!Number.isSafeInteger(count) || count < 1 || count > 9_999)
      throw new RangeError(`The number of ${name} (${count}) must be a whole number from 1 to 9999.`);
  const { metresPerMinute } = profile;
  const policyInput = Object.keys(metresPerMinute).length === 0 ? {} : { travel: { metresPerMinute } };
  return { profile, recipients, contacts, seed, today, policyInput, policy: policy.parse(policyInput) };
}

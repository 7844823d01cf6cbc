// Suites of whole runs: which caseloads `propose` is measured on, and what is aimed at.
import type { CaseloadOptions, Size } from '../src/synthetic/generate.ts';
import { recipientsByMunicipality } from './country.ts';

export const WHOLE_SUITES = [
  'propose-village',
  'propose-town',
  'district',
  'municipality',
  'city',
  'scarce',
  'growth',
  'country',
  'replan',
  'replan-district',
] as const;
export type WholeSuiteName = (typeof WHOLE_SUITES)[number];

/** What a suite is measured against; each is of the median over seeds, of a country the worst municipality. */
export type Goals = {
  readonly gapPercent: number;
  readonly seconds: number;
  readonly megabytes: number;
  /** Most that time may grow by, as a power of the number of recipients. */
  readonly exponent?: number;
};

export type WholeCase = {
  /** Cases of one label are told together, as medians over their seeds. */
  readonly label: string;
  readonly recipients: number;
  readonly options: CaseloadOptions;
  /** Share of the caseload that changes after a first plan, from which it is then solved again; absent: solved once. */
  readonly changed?: number;
};

export type WholeSuite = {
  /** Time limit of a run in seconds; absent: as the command line says. */
  readonly seconds?: number;
  readonly seeds: readonly number[];
  readonly goals: Goals;
  readonly casesOf: (seed: number) => readonly WholeCase[];
};

const CITY = 4_400;

/** One caseload of a size as it comes. */
const asItComes =
  (size: Size, recipients: number) =>
  (seed: number): WholeCase[] => [{ label: size, recipients, options: { size, seed } }];

/** A caseload of which two per cent have changed since its plan was made. */
const twoPerCentChanged =
  (label: WholeSuiteName, size: Size, recipients: number) =>
  (seed: number): WholeCase[] => [{ label, recipients, options: { size, seed }, changed: 0.02 }];

/** The kind of place in which a municipality of so many recipients is. */
const placeOf = (recipients: number): Size =>
  recipients < 60 ? 'village' : recipients < 400 ? 'town' : recipients < 2_000 ? 'municipality' : 'city';

export const WHOLE_SUITE: Readonly<Record<WholeSuiteName, WholeSuite>> = {
  'propose-village': {
    seeds: [1, 2, 3, 4, 5],
    goals: { gapPercent: 0, seconds: 1, megabytes: 250 },
    casesOf: asItComes('village', 30),
  },
  'propose-town': {
    seeds: [1, 2, 3, 4, 5],
    goals: { gapPercent: 0.1, seconds: 2, megabytes: 300 },
    casesOf: asItComes('town', 125),
  },
  district: {
    seeds: [1, 2, 3, 4, 5],
    goals: { gapPercent: 0.1, seconds: 5, megabytes: 400 },
    casesOf: asItComes('district', 300),
  },
  municipality: {
    seeds: [1, 2, 3, 4, 5],
    goals: { gapPercent: 0.1, seconds: 15, megabytes: 600 },
    casesOf: asItComes('municipality', 720),
  },
  city: {
    seeds: [1, 2, 3, 4, 5],
    goals: { gapPercent: 0.2, seconds: 60, megabytes: 1_500 },
    casesOf: asItComes('city', CITY),
  },
  scarce: {
    seeds: [1],
    seconds: 120,
    goals: { gapPercent: 1, seconds: 120, megabytes: 1_500 },
    casesOf: (seed) => [{ label: 'scarce', recipients: CITY, options: { size: 'city', seed, contacts: 1_100 } }],
  },
  growth: {
    seeds: [1],
    goals: { gapPercent: 0.2, seconds: 60, megabytes: 1_500, exponent: 1.3 },
    casesOf: (seed) =>
      [300, 720, 1_500, CITY].map((recipients) => ({
        label: `growth ${recipients}`,
        recipients,
        options: { size: 'city', seed, recipients, areaShare: recipients / CITY },
      })),
  },
  country: {
    seeds: [1],
    goals: { gapPercent: 0.5, seconds: 600, megabytes: 1_500 },
    casesOf: (seed) =>
      recipientsByMunicipality().map((recipients, index) => ({
        label: 'country',
        recipients,
        options: { size: placeOf(recipients), seed: seed * 1_000 + index, recipients },
      })),
  },
  replan: {
    seeds: [1, 2, 3],
    seconds: 15,
    goals: { gapPercent: 0.5, seconds: 15, megabytes: 1_500 },
    casesOf: twoPerCentChanged('replan', 'city', CITY),
  },
  'replan-district': {
    seeds: [1, 2, 3],
    seconds: 15,
    goals: { gapPercent: 0.5, seconds: 15, megabytes: 400 },
    casesOf: twoPerCentChanged('replan-district', 'district', 300),
  },
};

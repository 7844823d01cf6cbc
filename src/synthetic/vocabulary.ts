// Words the generator draws from, with weights. Interests are open codes in the municipality's own language.
// Weights of the outdoor and training interests follow the shares of people who do them (Statistics Norway, survey of
// living conditions 2021: short walks 92.5 %, hikes 82, strength training 48.4, fishing 40.8, skiing 38.6, gym 30.8,
// cycling 27, football 11), divided by 10; all other weights, languages' and traits' shares are assumptions.

type Weighted = readonly (readonly [string, number])[];

export const INTERESTS: Weighted = [
  ['gåtur', 9.3],
  ['fottur', 8.2],
  ['styrketrening', 4.8],
  ['bær-og-sopptur', 4.2],
  ['fisketur', 4.1],
  ['skitur', 3.9],
  ['treningsstudio', 3.1],
  ['sykkeltur', 2.7],
  ['fotball', 1.1],
  ['båttur', 2],
  ['bål-og-grill', 3],
  ['svømming', 4],
  ['bowling', 4],
  ['dans', 2],
  ['varmtvannsbasseng', 2],
  ['kino', 6],
  ['konsert', 4],
  ['teater', 2],
  ['museum', 2],
  ['bibliotek', 2],
  ['kor', 1.5],
  ['spille-instrument', 1.5],
  ['kafé', 8],
  ['matlaging', 4],
  ['quiz', 3],
  ['kortspill', 3],
  ['brettspill', 4],
  ['tv-spill', 4],
  ['disko', 1.5],
  ['gårdsbesøk', 2],
  ['håndarbeid', 2],
  ['strikking', 2],
  ['tegning-og-maling', 3],
];

/** Languages beside Norwegian (`no`) and English (`en`), ISO 639 codes; `nsl` is Norwegian sign language. */
export const OTHER_LANGUAGES: Weighted = [
  ['pl', 3],
  ['uk', 3],
  ['ar', 3],
  ['so', 2],
  ['ti', 2],
  ['fa', 1.5],
  ['ur', 1],
  ['se', 1],
  ['nsl', 1],
];

/** Traits: the share of contacts who have it, among those of whom it is known. A contact's car follows the travel mode. */
export const TRAIT_SHARES: Weighted = [
  ['no-pets', 0.65],
  ['no-smoking', 0.8],
  ['wheelchair', 0.45],
  ['swims', 0.6],
];

/** Traits that recipients ask for, by how often. */
export const ASKED_TRAITS: Weighted = [
  ['car', 4],
  ['no-smoking', 3],
  ['no-pets', 2],
  ['wheelchair', 2],
  ['swims', 1],
];

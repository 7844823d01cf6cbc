// A seeded mutator of caseload texts for fuzzing: what a broken export, a careless edit or an attacker may hand in.
// Same text and seed, same result.

/** A generator of whole numbers in [0, below). */
type Draw = (below: number) => number;

/** Mulberry32: small, seeded, good enough to pick mutations. */
function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const pick = <T>(draw: Draw, from: readonly T[], otherwise: T): T => from[draw(Math.max(1, from.length))] ?? otherwise;

const STRANGE_VALUES = [
  'null',
  'true',
  '""',
  '"x"',
  '[]',
  '{}',
  '[[]]',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e309',
  '-1e309',
  '9007199254740993',
  '1e-400',
  '"2026-02-30"',
  '"24:01"',
  '"25:00"',
  '"__proto__"',
  '"constructor"',
  '"\\u0000"',
  '"\\ud800"',
  '"kode-6"',
  '"unknown"',
  '"9999"',
  '{"lat":91,"lon":0}',
  '{"__proto__":{"a":1}}',
  'NaN',
  'undefined',
  "'x'",
  '01',
  '+1',
  '.5',
  '"',
  '\\',
] as const;

/** Where a pattern matches in a text. */
const matches = (text: string, pattern: RegExp): { readonly at: number; readonly length: number }[] =>
  [...text.matchAll(pattern)].map((match) => ({ at: match.index, length: match[0].length }));

const replaced = (text: string, at: number, length: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + length);

const SCALAR = /"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;
const KEY = /"(?:[^"\\]|\\.)*"(?=\s*:)/g;
const NUMBER = /-?\d+(?:\.\d+)?(?![\d"-])/g;

type Mutation = (text: string, draw: Draw) => string;

/** Replaces one match of a pattern by what is drawn. */
const replaceOne =
  (pattern: RegExp, by: (draw: Draw, old: string, text: string) => string): Mutation =>
  (text, draw) => {
    const { at, length } = pick(draw, matches(text, pattern), { at: 0, length: 0 });
    return replaced(text, at, length, by(draw, text.slice(at, at + length), text));
  };

const anyMatch = (text: string, pattern: RegExp, draw: Draw): string => {
  const { at, length } = pick(draw, matches(text, pattern), { at: 0, length: 0 });
  return text.slice(at, at + length);
};

const flipBits: Mutation = (text, draw) => {
  const at = draw(Math.max(1, text.length));
  return replaced(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << draw(8))));
};

const deleteBlock: Mutation = (text, draw) => {
  const from = draw(Math.max(1, text.length));
  return replaced(text, from, draw(40), '');
};

/** Deletes `"key": scalar` with a comma beside it, so that what is left is mostly JSON. */
const deleteKey = replaceOne(/"[^"\\]*"\s*:\s*(?:"[^"\\]*"|-?[\d.]+|true|false|null)\s*,/g, () => '');

const duplicateBlock: Mutation = (text, draw) => {
  const { at, length } = pick(draw, matches(text, /\{[^{}]*\}/g), { at: 0, length: 0 });
  const block = text.slice(at, at + length);
  return replaced(text, at + length, 0, `,${block}`);
};

const duplicateKey: Mutation = (text, draw) => {
  const { at, length } = pick(draw, matches(text, /"[^"\\]*"\s*:\s*(?:"[^"\\]*"|-?\d+)/g), { at: 0, length: 0 });
  return replaced(text, at + length, 0, `,${text.slice(at, at + length)}`);
};

const nest: Mutation = (text, draw) => {
  const { at, length } = pick(draw, matches(text, SCALAR), { at: 0, length: 0 });
  const depth = 1 + draw(60);
  return replaced(text, at, length, '['.repeat(depth) + text.slice(at, at + length) + ']'.repeat(depth));
};

const truncate: Mutation = (text, draw) => text.slice(0, draw(text.length + 1));

const insertKey: Mutation = (text, draw) => {
  const { at, length } = pick(draw, matches(text, /\{/g), { at: 0, length: 0 });
  const key = pick(draw, ['__proto__', 'constructor', 'prototype', 'toString', 'name', 'place', 'share', 'id'], 'id');
  return replaced(text, at + length, 0, `"${key}":${pick(draw, STRANGE_VALUES, 'null')},`);
};

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  deleteBlock,
  deleteKey,
  duplicateBlock,
  duplicateKey,
  nest,
  truncate,
  insertKey,
  replaceOne(SCALAR, (draw) => pick(draw, STRANGE_VALUES, 'null')),
  // Another value of the same document: swaps ids, dates, codes.
  replaceOne(SCALAR, (draw, _old, text) => anyMatch(text, SCALAR, draw)),
  replaceOne(KEY, (draw, _old, text) => anyMatch(text, KEY, draw)),
  replaceOne(KEY, (_draw, old) => `${old.slice(0, -2)}"`),
  replaceOne(NUMBER, (draw, old) => old + '0'.repeat(1 + draw(20))),
  replaceOne(NUMBER, (draw, old) => String(Number(old) + draw(3) - 1)),
  replaceOne(/\d\d:\d\d/g, (draw) => `${10 + draw(20)}:${10 + draw(60)}`),
  replaceOne(/\d{4}-\d\d-\d\d/g, (draw) => `20${20 + draw(12)}-${10 + draw(4)}-${10 + draw(23)}`),
];

/** A text with one to four mutations, the same for the same seed. */
export function mutateText(text: string, seed: number): string {
  const draw = drawFrom(seed);
  let mutated = text;
  for (let left = 1 + draw(4); left > 0; left--) mutated = pick(draw, MUTATIONS, flipBits)(mutated, draw);
  return mutated;
}

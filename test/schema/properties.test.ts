// Whatever the text, reading answers: no exception, pointers that lead somewhere, nothing accepted that is unsound.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { scanJson } from '../../src/schema/json-text.ts';
import { plan as planSchema } from '../../src/schema/plan.ts';
import type { Problem } from '../../src/schema/problem.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import { caseloadText, planText, resolves } from './documents.ts';
import { mutateText } from './mutate-caseload.ts';

/** A base with an entry in every list. */
const full = caseloadText({
  '/decisions/0/parts/0/shareable': true,
  '/decisions/0/parts/0/carryOver': [{ month: '2026-02', minutes: 30, approvedBy: 'u1' }],
  '/recipients/0/requirements': [
    { attribute: 'language', value: 'nb', strength: 'must' },
    { attribute: 'age-range', from: 20, to: 60, strength: 'wish' },
  ],
  '/contacts/0/traits': { car: true, 'no-pets': false },
  '/relations': [{ recipientId: 'r1', contactId: 'c1', relation: 'friend' }],
  '/declined': [{ recipientId: 'r1', contactId: 'c1', by: 'contact', on: '2025-12-01', reopenedOn: '2025-12-24' }],
  '/suggestions': [{ recipientId: 'r1', contactId: 'c1' }],
  '/pairings': [{ id: 'pa1', partId: 'p1', share: 1, contactId: 'c1', status: 'active' }],
  '/leaderships': [{ id: 'l1', groupId: 'g1', contactId: 'c1', status: 'proposed' }],
  '/pins': [{ id: 'pin1', partId: 'p1', share: 2, groupId: 'g1', slot: { weekday: 3, start: '17:00' } }],
  '/publishedSessions': [
    { id: 's1', partId: 'p1', share: 1, contactId: 'c1', date: '2026-01-12', start: '17:00', minutes: 60 },
  ],
  '/absences': [{ personId: 'c1', from: '2026-02-01', to: '2026-02-08' }],
  '/travelMatrix': [{ fromId: 'r1', toId: 'g1', minutes: 10, metres: 4_000 }],
  '/policy': { normalHours: { to: '21:00' }, weights: { travel: 10 } },
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether each pointer, or its parent, leads somewhere in the document. */
function expectPointers(text: string, problems: readonly Problem[]): void {
  const root = parsed(text);
  for (const { pointer } of problems) {
    const parent = pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
    expect(root === undefined ? true : resolves(root, pointer) || resolves(root, parent), pointer).toBe(true);
    if (root === undefined && !pointer.startsWith('/')) expect(pointer).toBe('');
  }
}

const answersSoundly = (text: string): boolean => {
  const reading = readCaseload(text);
  if (reading.ok) {
    expect(reading.caseload).toEqual(schema.parse(JSON.parse(text)));
    return true;
  }
  expect(reading.problems.length).toBeGreaterThan(0);
  expectPointers(text, [...reading.problems, ...reading.warnings]);
  return false;
};

test('the full base is sound, and what is read equals what the schema says', () => {
  expect(answersSoundly(full)).toBe(true);
});

test('any text is answered', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.jsonValue().map((v) => JSON.stringify(v)),
      ),
      (text) => {
        expect(answersSoundly(text)).toBe(false);
        expect(readPlan(text).ok).toBe(false);
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});

test('any mutated caseload is answered, and what is accepted is what the schema accepts', () => {
  let accepted = 0;
  let refused = 0;
  for (let seed = 0; seed < 1_500; seed++) {
    if (answersSoundly(mutateText(full, seed))) accepted++;
    else refused++;
  }
  // Harmless mutations exist, but most are not.
  expect(accepted).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(1_000);
});

test('a document without faults of shape is one that the schema accepts, and the other way round', () => {
  const sense = new Set([
    'duplicate-id',
    'unknown-id',
    'wrong-kind',
    'same-twice',
    'duplicate-entry',
    'window-crossed',
    'past-midnight',
    'dates-crossed',
    'ages-crossed',
    'bounds-crossed',
    'one-partner',
    'share-missing',
    'share-not-allowed',
    'contradictory-pins',
    'slot-not-offered',
    'modes-missing',
    'too-many-sessions',
    'protected-place',
    'no-postal-codes',
    'duplicate-key',
    'negative-zero',
  ]);
  let both = 0;
  let neither = 0;
  for (let seed = 2_000; seed < 3_500; seed++) {
    const text = mutateText(full, seed);
    const root = parsed(text);
    if (root === undefined) continue;
    const reading = readCaseload(text);
    const codes = reading.ok ? [] : reading.problems.map(({ code }) => code);
    // A number that parsing drops, since its key is given again.
    if (codes.includes('duplicate-key') && codes.includes('not-finite')) continue;
    const sound = codes.every((code) => sense.has(code));
    expect(sound, text).toBe(schema.safeParse(root).success);
    if (sound) both++;
    else neither++;
  }
  expect(both).toBeGreaterThan(100);
  expect(neither).toBeGreaterThan(200);
});

test('any mutated plan is answered', () => {
  const base = planText();
  for (let seed = 0; seed < 500; seed++) {
    const text = mutateText(base, seed);
    const reading = readPlan(text);
    if (reading.ok) expect(reading.plan).toEqual(planSchema.parse(JSON.parse(text)));
    else expectPointers(text, reading.problems);
  }
});

test('the same seed gives the same mutation, and seeds differ', () => {
  expect(mutateText(full, 7)).toBe(mutateText(full, 7));
  expect(new Set(Array.from({ length: 200 }, (_, seed) => mutateText(full, seed))).size).toBeGreaterThan(190);
});

describe('the scan of the text', () => {
  const accepts = (text: string): boolean => !scanJson(text).stopped;

  test('accepts what JSON.parse accepts, and nothing else', () => {
    let sound = 0;
    let broken = 0;
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.nat(), fc.boolean(), (json, seed, mutate) => {
        const text = mutate ? mutateText(json, seed) : json;
        const isJson = parsed(text) !== undefined;
        // Nesting is this scan's own limit.
        if (scanJson(text).faults.some(({ code }) => code === 'too-deep')) return;
        expect(accepts(text), text).toBe(isJson);
        if (isJson) sound++;
        else broken++;
      }),
      { numRuns: 2_000, seed: 2 },
    );
    expect(sound).toBeGreaterThan(500);
    expect(broken).toBeGreaterThan(200);
  });

  test.each([
    '',
    ' ',
    '{',
    '[',
    '"',
    '"\\',
    '"\\u12',
    '"\\x"',
    '"\u0001"',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,}',
    '[,]',
    '[1 2]',
    '01',
    '1.',
    '-',
    '1e',
    '+1',
    '.5',
    'nul',
    'NaN',
    'Infinity',
    "'a'",
    '{a:1}',
    '1 2',
    '[1]]',
    '// c',
    '\u00a0 1',
    '1\u2028',
  ])('refuses %j, as JSON.parse does', (text) => {
    expect(parsed(text)).toBeUndefined();
    expect(accepts(text)).toBe(false);
  });

  test.each([
    '0',
    '-1',
    '1.50',
    '1E+2',
    '"\\ud800\\n\\/"',
    '"\u2028\u007f"',
    ' [ ] ',
    '{ }',
    '\t{"": null}\r\n',
    'true',
  ])('accepts %j, as JSON.parse does', (text) => {
    expect(parsed(text)).toBeDefined();
    expect(accepts(text)).toBe(true);
  });

  test('one key written in two ways in one object is one key', () => {
    expect(scanJson('{"a":1,"\\u0061":2}').faults.map(({ code }) => code)).toEqual(['duplicate-key']);
    expect(scanJson('[{"a":1},{"a":2}]').faults).toEqual([]);
  });

  test('exactly 32 levels and 100 000 entries are within the limits', () => {
    expect(accepts('['.repeat(32) + ']'.repeat(32))).toBe(true);
    expect(accepts('['.repeat(33) + ']'.repeat(33))).toBe(false);
    expect(accepts(`[${'0,'.repeat(99_999)}0]`)).toBe(true);
    expect(accepts(`[${'0,'.repeat(100_000)}0]`)).toBe(false);
  });

  test('small numbers that vanish are not minus zero, unless they are negative', () => {
    const codes = (text: string) => scanJson(text).faults.map(({ code }) => code);
    expect(codes('[1e-400, 0, 0.0, -1, -0.5]')).toEqual([]);
    expect(codes('[-1e-400, -0.0, -0e9]')).toEqual(['negative-zero', 'negative-zero', 'negative-zero']);
    expect(codes(`[1e400, -1e309, ${'9'.repeat(400)}]`)).toEqual(['not-finite', 'not-finite', 'not-finite']);
  });
});

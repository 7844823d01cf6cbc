// Every kind of problem is found where it is, all of them at once, in three languages.
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../src/schema/locale.ts';
import { CATALOGUE, WARNING_CODES } from '../../src/schema/problem-catalogue.ts';
import { MAX_PROBLEMS, type Problem, problemText } from '../../src/schema/problem.ts';
import { readCaseload } from '../../src/schema/read-caseload.ts';
import { MAX_BYTES } from '../../src/schema/read-document.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { caseloadText, type Edit } from './documents.ts';
import { type FaultCase, SHAPE_FAULTS, TEXT_FAULTS } from './faults.ts';
import { SENSE_FAULTS } from './faults-of-sense.ts';

const problemsOf = (text: string): readonly Problem[] => {
  const reading = readCaseload(text);
  return reading.ok ? [] : reading.problems;
};

const summary = (problems: readonly Problem[]) =>
  problems.map(({ code, pointer, value }) => ({ code, pointer, ...(value === undefined ? {} : { value }) }));

const textOf = ({ edit = {}, text = (whole) => whole }: FaultCase): string => text(caseloadText(edit));

describe.each([
  ['the text', TEXT_FAULTS],
  ['the shape', SHAPE_FAULTS],
  ['the sense', SENSE_FAULTS],
])('a fault of %s', (_kind, faults) => {
  test.each(faults.map((fault) => [fault.guarantee, fault] as const))('%s', (_guarantee, fault) => {
    const { code, pointer, value } = fault;
    expect(summary(problemsOf(textOf(fault)))).toEqual([{ code, pointer, ...(value === undefined ? {} : { value }) }]);
  });
});

test('every code of the catalogue has a test that brings it about', () => {
  const elsewhere = [
    'document-too-large',
    'too-many-problems',
    'bad-text',
    'unknown-postal-code',
    ...Object.keys(CATALOGUE).filter((code) => code.startsWith('csv-')),
    ...WARNING_CODES,
  ];
  const tested = [...TEXT_FAULTS, ...SHAPE_FAULTS, ...SENSE_FAULTS].map(({ code }) => code);
  expect(new Set([...tested, ...elsewhere])).toEqual(new Set(Object.keys(CATALOGUE)));
});

test('the base example has no problems and no warnings, and is read as the schema reads it', () => {
  const text = caseloadText();
  expect(readCaseload(text)).toEqual({ ok: true, caseload: schema.parse(JSON.parse(text)), warnings: [] });
});

test('a byte order mark and space around the document are accepted', () => {
  expect(readCaseload(`\uFEFF\r\n\t ${caseloadText()} \n`).ok).toBe(true);
});

test('twenty different faults of text, shape and sense are found in one reading', () => {
  const edit: Edit = {
    '/recipients/0/bornOn': '2026-02-30',
    '/recipients/0/gender': 'Female',
    '/recipients/0/adress': 'x',
    '/recipients/0/availability/3': { weekday: 4, from: '20:00', to: '18:00' },
    '/decisions/0/to': '2025-12-31',
    '/decisions/0/parts/0/minutes': 2.5,
    '/decisions/0/parts/0/modes/1/sessions': 9,
    '/decisions/0/parts/0/groupIds': ['g9'],
    '/contacts/0/protection': 'kode-6',
    '/contacts/0/capacity/wantedMinutesPerWeek': 500,
    '/contacts/0/leadsGroups': undefined,
    '/contacts/0/languages': ['NB'],
    '/groups/0/slot': { weekday: 8, start: '23:30', minutes: 60 },
    '/groups/0/maxLeaders': 0,
    '/offers/0/id': 'g1',
    '/offers/0/agreement/from': undefined,
    '/pins': [{ id: 'pin 1', partId: 'p1', contactId: 'r1' }],
    '/pairings': [{ id: 'pa1', partId: 'p1', status: 'active' }],
  };
  const text = caseloadText(edit).replace(
    '"municipalityId":"example"',
    '"municipalityId":"example","municipalityId":"e"',
  );
  expect(
    summary(problemsOf(text))
      .map(({ code, pointer }) => `${code} ${pointer}`)
      .sort(),
  ).toEqual(
    [
      'bad-date /recipients/0/bornOn',
      'bad-choice /recipients/0/gender',
      'unknown-key /recipients/0/adress',
      'window-crossed /recipients/0/availability/3/to',
      'dates-crossed /decisions/0/to',
      'not-whole /decisions/0/parts/0/minutes',
      'too-many-sessions /decisions/0/parts/0/modes/1/sessions',
      'unknown-id /decisions/0/parts/0/groupIds/0',
      'protected-place /contacts/0/place',
      'bounds-crossed /contacts/0/capacity/wantedMinutesPerWeek',
      'bad-code /contacts/0/languages/0',
      'too-great /groups/0/slot/weekday',
      'past-midnight /groups/0/slot/start',
      'too-small /groups/0/maxLeaders',
      'duplicate-id /offers/0/id',
      'missing-key /offers/0/agreement/from',
      'bad-id /pins/0/id',
      'wrong-kind /pins/0/contactId',
      'one-partner /pairings/0',
      'duplicate-key /municipalityId',
    ].sort(),
  );
});

test('an unsound list of contacts is one problem, not one for every reference to a contact', () => {
  const text = caseloadText({ '/contacts': {}, '/suggestions': [{ recipientId: 'r1', contactId: 'c1' }] });
  expect(summary(problemsOf(text))).toEqual([{ code: 'wrong-type', pointer: '/contacts', value: '{…}' }]);
});

test('an unknown key is answered with the nearest known one, an unknown word with the nearest allowed one', () => {
  const [choice, key] = problemsOf(caseloadText({ '/recipients/0/gender': 'femal', '/recipients/0/availabilty': [] }));
  expect(choice?.fix.en).toBe('Maybe you meant female.');
  expect(key?.fix.en).toBe('Maybe you meant availability; otherwise remove it.');
});

test('a bad choice lists what is allowed', () => {
  const [problem] = problemsOf(caseloadText({ '/decisions/0/parts/0/per': 'year' }));
  expect(problem?.message.en).toBe('The per ("year") of p1 must be one of: week, month.');
});

test('a fault of JSON is given with its line and column, and shown on three lines', () => {
  const [problem] = problemsOf('{\n  "format": "kobling/caseload@1",\n  "pins": [1,]\n}');
  expect(problem?.at).toEqual({ line: 3, column: 14 });
  expect(problem === undefined ? '' : problemText(problem, 'en')).toBe(
    [
      'The text ("]") at line 3, column 14 must be valid JSON: a value was expected.',
      'Maybe a comma or a quotation mark is missing just before, or the file was cut off.',
      '  3:14 the document [not-json]',
    ].join('\n'),
  );
});

test('a problem is shown as what is wrong, what to do, and where', () => {
  const [problem] = problemsOf(caseloadText({ '/contacts/0/capacity/maxMinutesPerWeek': 20_000 }));
  expect(problem === undefined ? '' : problemText(problem, 'nb')).toBe(
    [
      'maxMinutesPerWeek (20000) hos c1 må være høyst 10080.',
      'Kanskje er enheten feil, eller et siffer er skrevet for mye.',
      '  /contacts/0/capacity/maxMinutesPerWeek [too-great]',
    ].join('\n'),
  );
});

test('a value is shown with at most 60 characters and without characters that do not print', () => {
  const long = `\u001b[31m\u202e${'x'.repeat(500)}`;
  for (const edit of [{ '/recipients/0/gender': long }, { [`/recipients/0/${long}`]: 1 }]) {
    const [problem] = problemsOf(caseloadText(edit));
    expect(problem?.value?.length).toBeLessThanOrEqual(60);
    expect(problem === undefined ? '' : problemText(problem, 'en')).not.toMatch(/[\u001b\u202e]/);
  }
});

test('nothing of a person but the offending value is in a problem', () => {
  const secret = 'canary-value';
  const text = caseloadText({
    '/recipients/0/name': secret,
    '/recipients/0/interests': { hobby: secret },
    '/recipients/0/requirements': [{ attribute: 'language', value: [secret], strength: 'must' }],
    '/contacts/0/place': { street: secret, lat: 60.123456, lon: 10 },
    '/contacts/0/protection': 'kode-6',
  });
  const shown = JSON.stringify(problemsOf(text));
  expect(problemsOf(text).length).toBeGreaterThanOrEqual(5);
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain('60.123456');
});

test('a file over the byte limit is refused unread, also where only its bytes are over it', () => {
  for (const text of [' '.repeat(MAX_BYTES + 1), '€'.repeat(MAX_BYTES / 3 + 1)]) {
    const [problem] = problemsOf(text);
    expect(problem?.code).toBe('document-too-large');
    expect(problem?.message.en).toContain(String(MAX_BYTES));
  }
});

test('ten megabytes of brackets are refused without being parsed', () => {
  expect(problemsOf('['.repeat(10_000_000)).map(({ code }) => code)).toEqual(['too-deep']);
  expect(problemsOf('{"a":'.repeat(2_000_000)).map(({ code }) => code)).toEqual(['too-deep']);
});

test('of very many faults the first are listed and all are counted', () => {
  const recipient = '{"a":0,"b":0,"c":0,"d":0}';
  const problems = problemsOf(`{"recipients":[${Array.from({ length: 5_000 }, () => recipient).join(',')}]}`);
  const last = problems.at(-1);
  expect(problems).toHaveLength(MAX_PROBLEMS + 1);
  expect(last?.code).toBe('too-many-problems');
  // Each has 4 unknown and 3 missing keys; format, municipalityId, decisions and contacts are missing.
  expect(last?.message.en).toContain(String(5_000 * 7 + 4));
});

test('keys of an object never reach its prototype', () => {
  const text = caseloadText().replace('"id":"c1"', '"id":"c1","traits":{"__proto__":{"polluted":true}}');
  expect(problemsOf(text).map(({ code }) => code)).toEqual(['forbidden-key']);
  problemsOf('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a postal code must be in the table that is given', () => {
  const text = caseloadText({ '/groups/0/place': { postalCode: '0150' }, '/offers/0/place': { postalCode: '9999' } });
  const reading = readCaseload(text, { postalCodes: new Map([['0150', { lat: 59.9, lon: 10.7 }]]) });
  expect(reading.ok ? [] : summary(reading.problems)).toEqual([
    { code: 'unknown-postal-code', pointer: '/offers/0/place/postalCode', value: '"9999"' },
  ]);
});

test('two halves of a part may be pinned to different contacts, and one portion twice to the same', () => {
  const text = caseloadText({
    '/decisions/0/parts/0/shareable': true,
    '/pairings': [
      { id: 'pa1', partId: 'p1', share: 1, contactId: 'c1', status: 'active' },
      { id: 'pa2', partId: 'p1', share: 2, groupId: 'g1', status: 'active' },
    ],
    '/pins': [{ id: 'pin1', partId: 'p1', share: 1, contactId: 'c1', slot: { weekday: 1, start: '17:00' } }],
  });
  expect(problemsOf(text)).toEqual([]);
});

describe('warnings', () => {
  const warningsOf = (edit: Edit) => summary(readCaseload(caseloadText(edit)).warnings);

  test.each([
    [119, 'week', true],
    [120, 'week', false],
    [360, 'week', false],
    [361, 'week', true],
    [480, 'month', false],
    [470, 'month', true],
  ])('%i minutes a %s outside 2 to 6 hours a week: %s', (minutes, per, warned) => {
    const found = warningsOf({ '/decisions/0/parts/0/minutes': minutes, '/decisions/0/parts/0/per': per });
    expect(found).toEqual(warned ? [{ code: 'hours-unusual', pointer: '/decisions/0' }] : []);
  });

  test('a decision of exactly 24 months is not long, one day more is', () => {
    expect(warningsOf({ '/decisions/0/to': '2028-01-01' })).toEqual([]);
    expect(warningsOf({ '/decisions/0/to': '2028-01-02' })).toEqual([
      { code: 'decision-long', pointer: '/decisions/0/to', value: '"2028-01-02"' },
    ]);
  });

  test('a revoked decision gives no warning', () => {
    expect(warningsOf({ '/decisions/0/parts/0/minutes': 600, '/decisions/0/status': 'revoked' })).toEqual([]);
  });

  test('contacts who state no wanted hours are counted in one warning', () => {
    expect(warningsOf({ '/contacts/0/capacity/wantedMinutesPerWeek': undefined })).toEqual([
      { code: 'wanted-minutes-absent', pointer: '/contacts/0/capacity/wantedMinutesPerWeek' },
    ]);
  });

  test('a caseload without a screening statement gives a warning', () => {
    expect(warningsOf({ '/screening': undefined })).toEqual([{ code: 'screening-absent', pointer: '/screening' }]);
  });
});

describe('texts', () => {
  test('every text of the catalogue is there in three languages, with the same facts in each', () => {
    for (const entry of Object.values(CATALOGUE))
      for (const text of [entry.message, entry.fix, ...(entry.fixNear === undefined ? [] : [entry.fixNear])]) {
        const facts = LOCALES.map((locale) => new Set(text[locale].match(/\{\w+\}/g)));
        for (const locale of LOCALES) expect(text[locale].trim()).not.toBe('');
        expect(facts[1]).toEqual(facts[0]);
      }
  });

  test('every fix is a suggestion', () => {
    for (const { fix } of Object.values(CATALOGUE)) {
      expect(fix.en).toMatch(/^Maybe /);
      expect(fix.nb).toMatch(/^Kanskje /);
      expect(fix.nn).toMatch(/^Kanskje /);
    }
  });

  test('every problem says what must be', () => {
    for (const [code, { message }] of Object.entries(CATALOGUE))
      if (!WARNING_CODES.includes(code)) expect(message.en).toContain(' must ');
  });

  test('no placeholder is left in any text of any problem', () => {
    for (const fault of [...TEXT_FAULTS, ...SHAPE_FAULTS, ...SENSE_FAULTS])
      for (const problem of problemsOf(textOf(fault)))
        for (const locale of LOCALES) {
          const text = problemText(problem, locale);
          expect(text).not.toMatch(/\{\w+\}/);
          expect(text).not.toMatch(/undefined|\[object/);
        }
  });
});

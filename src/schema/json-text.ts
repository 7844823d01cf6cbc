// One linear scan over a JSON text before `JSON.parse`: syntax with line and column, nesting and list limits, and what
// parsing would lose: keys given twice, `__proto__`, numbers too great, minus zero. Strict by RFC 8259.
import type { Localized } from './locale.ts';
import { type Fault, type FaultList, MAX_VALUE_LENGTH, newFaultList, report, type TextPosition } from './problem.ts';
import { FORBIDDEN_KEYS, MAX_ENTRIES } from './scalars.ts';

/** Most levels of lists and objects inside each other. */
export const MAX_DEPTH = 32;

/** `stopped`: the text is not JSON or over a limit, and must not be parsed. */
export type JsonScan = FaultList & { readonly stopped: boolean };

type Scan = {
  readonly text: string;
  at: number;
  readonly path: (string | number)[];
  list: FaultList;
  stopped: boolean;
};

const EXPECTED = {
  value: { nb: 'en verdi', nn: 'ein verdi', en: 'a value' },
  key: { nb: 'en nøkkel i anførselstegn', nn: 'ein nøkkel i hermeteikn', en: 'a key in quotation marks' },
  colon: { nb: 'kolon', nn: 'kolon', en: 'a colon' },
  moreOfObject: { nb: 'komma eller }', nn: 'komma eller }', en: 'a comma or }' },
  moreOfList: { nb: 'komma eller ]', nn: 'komma eller ]', en: 'a comma or ]' },
  end: { nb: 'slutten på dokumentet', nn: 'slutten på dokumentet', en: 'the end of the document' },
  quote: { nb: 'et avsluttende anførselstegn', nn: 'eit avsluttande hermeteikn', en: 'a closing quotation mark' },
  escape: { nb: 'en gyldig \\-sekvens', nn: 'ein gyldig \\-sekvens', en: 'a valid \\ escape' },
  digit: { nb: 'et siffer', nn: 'eit siffer', en: 'a digit' },
} as const satisfies Record<string, Localized>;

/** Line and column (from 1) of an index into a text. */
export function positionOf(text: string, index: number): TextPosition {
  let line = 1;
  let lineStart = 0;
  for (let i = text.indexOf('\n'); i !== -1 && i < index; i = text.indexOf('\n', i + 1)) {
    line++;
    lineStart = i + 1;
  }
  return { line, column: index - lineStart + 1 };
}

function fault(scan: Scan, code: Fault['code'], rest: Omit<Fault, 'code' | 'path'> = {}): void {
  report(scan.list, { code, path: [...scan.path], ...rest });
}

function stop(scan: Scan, expected: keyof typeof EXPECTED): void {
  if (scan.stopped) return;
  scan.stopped = true;
  const { text, at } = scan;
  const point = text.codePointAt(at);
  const value = point === undefined ? '' : String.fromCodePoint(point);
  report(scan.list, {
    code: 'not-json',
    path: [],
    facts: { expected: EXPECTED[expected] },
    value,
    at: positionOf(text, at),
  });
}

function skipSpace(scan: Scan): void {
  const { text } = scan;
  for (;;) {
    const c = text.charCodeAt(scan.at);
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return;
    scan.at++;
  }
}

/** Scans `"…"`; returns whether it holds an escape, so that a key must be decoded to be compared. */
function scanString(scan: Scan): boolean {
  const { text } = scan;
  let escaped = false;
  for (scan.at++; ; scan.at++) {
    const c = text.charCodeAt(scan.at);
    if (c === 0x22) {
      scan.at++;
      return escaped;
    }
    // NaN (the end of the text) and bare control characters.
    if (!(c >= 0x20)) {
      stop(scan, 'quote');
      return escaped;
    }
    if (c !== 0x5c) continue;
    escaped = true;
    scan.at++;
    const letter = text[scan.at] ?? '';
    if (letter === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(scan.at + 1, scan.at + 5))) scan.at += 4;
    else if (letter === '' || !'"\\/bfnrt'.includes(letter)) {
      stop(scan, 'escape');
      return escaped;
    }
  }
}

function scanDigits(scan: Scan): void {
  const from = scan.at;
  for (;;) {
    const c = scan.text.charCodeAt(scan.at);
    if (!(c >= 0x30 && c <= 0x39)) break;
    scan.at++;
  }
  if (scan.at === from) stop(scan, 'digit');
}

function scanNumber(scan: Scan): void {
  const { text } = scan;
  const from = scan.at;
  if (text[scan.at] === '-') scan.at++;
  if (text[scan.at] === '0') scan.at++;
  else scanDigits(scan);
  if (text[scan.at] === '.') {
    scan.at++;
    scanDigits(scan);
  }
  const exponent = text[scan.at] === 'e' || text[scan.at] === 'E';
  if (exponent) {
    scan.at++;
    if (text[scan.at] === '+' || text[scan.at] === '-') scan.at++;
    scanDigits(scan);
  }
  if (scan.stopped) return;
  // Only a sign, an exponent or a very long number can be anything but an ordinary one.
  if (text[from] !== '-' && !exponent && scan.at - from < 300) return;
  const value = Number(text.slice(from, scan.at));
  if (Object.is(value, -0)) fault(scan, 'negative-zero', { value });
  else if (!Number.isFinite(value))
    fault(scan, 'not-finite', { facts: { value: text.slice(from, Math.min(scan.at, from + MAX_VALUE_LENGTH)) } });
}

const WORDS = ['true', 'false', 'null'];

function scanValue(scan: Scan, depth: number): void {
  skipSpace(scan);
  const first = scan.text[scan.at];
  if (first === '"') scanString(scan);
  else if (first === '{' || first === '[') {
    if (depth >= MAX_DEPTH) {
      scan.stopped = true;
      // The path is as deep as the limit and says nothing; line and column do.
      report(scan.list, { code: 'too-deep', path: [], facts: { most: MAX_DEPTH }, at: positionOf(scan.text, scan.at) });
    } else if (first === '{') scanObject(scan, depth + 1);
    else scanList(scan, depth + 1);
  } else if (first !== undefined && (first === '-' || (first >= '0' && first <= '9'))) scanNumber(scan);
  else {
    const word = WORDS.find((each) => scan.text.startsWith(each, scan.at));
    if (word === undefined) stop(scan, 'value');
    else scan.at += word.length;
  }
}

function tooMany(scan: Scan): void {
  scan.stopped = true;
  fault(scan, 'too-many-entries', { facts: { most: MAX_ENTRIES } });
}

function scanList(scan: Scan, depth: number): void {
  const { text, path } = scan;
  scan.at++;
  skipSpace(scan);
  if (text[scan.at] === ']') {
    scan.at++;
    return;
  }
  for (let index = 0; ; index++) {
    if (index >= MAX_ENTRIES) return tooMany(scan);
    path.push(index);
    scanValue(scan, depth);
    path.pop();
    if (scan.stopped) return;
    skipSpace(scan);
    const next = text[scan.at];
    if (next !== ',' && next !== ']') return stop(scan, 'moreOfList');
    scan.at++;
    if (next === ']') return;
  }
}

function scanKey(scan: Scan, keys: Set<string>): string {
  skipSpace(scan);
  if (scan.text[scan.at] !== '"') {
    stop(scan, 'key');
    return '';
  }
  const from = scan.at;
  const escaped = scanString(scan);
  if (scan.stopped) return '';
  const key = escaped ? String(JSON.parse(scan.text.slice(from, scan.at))) : scan.text.slice(from + 1, scan.at - 1);
  if (keys.has(key) || FORBIDDEN_KEYS.has(key)) {
    scan.path.push(key);
    if (keys.has(key)) fault(scan, 'duplicate-key', { value: key });
    else fault(scan, 'forbidden-key', { value: key });
    scan.path.pop();
  }
  keys.add(key);
  skipSpace(scan);
  if (scan.text[scan.at] === ':') scan.at++;
  else stop(scan, 'colon');
  return key;
}

function scanObject(scan: Scan, depth: number): void {
  const { text, path } = scan;
  scan.at++;
  skipSpace(scan);
  if (text[scan.at] === '}') {
    scan.at++;
    return;
  }
  const keys = new Set<string>();
  for (;;) {
    if (keys.size >= MAX_ENTRIES) return tooMany(scan);
    const key = scanKey(scan, keys);
    if (scan.stopped) return;
    path.push(key);
    scanValue(scan, depth);
    path.pop();
    if (scan.stopped) return;
    skipSpace(scan);
    const next = text[scan.at];
    if (next !== ',' && next !== '}') return stop(scan, 'moreOfObject');
    scan.at++;
    if (next === '}') return;
  }
}

/** Scans a text; where `stopped` is false, `JSON.parse` accepts it. */
export function scanJson(text: string): JsonScan {
  const scan: Scan = { text, at: 0, path: [], list: newFaultList(), stopped: false };
  scanValue(scan, 0);
  skipSpace(scan);
  if (!scan.stopped && scan.at < text.length) stop(scan, 'end');
  return { ...scan.list, stopped: scan.stopped };
}
